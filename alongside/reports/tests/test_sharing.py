"""A link to a record: made on purpose, opened by whoever has it, taken back at any time."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.actions.sharing import take_back
from alongside.assessments.models import RecordShare
from alongside.audit.actor import SYSTEM, ActorKind
from alongside.audit.models import Entry
from alongside.people.tokens import link_secret
from alongside.reports import actions, queries
from alongside.reports.queries import PURPOSE, links
from alongside.reports.tests.conftest import DISSENT, SHARED, UNSHARED, Scene
from alongside.ui.refusals import Refused
from tests import makers

pytestmark = pytest.mark.django_db


def shared(scene: Scene, *, with_reasons: bool = False) -> RecordShare:
    """A link for somebody."""
    return actions.share(
        assessment=scene.assessment, for_whom="The council", days=30, with_reasons=with_reasons, by=SYSTEM
    )


def get(share: RecordShare, secret: str = "", id: Any = None) -> Any:
    """Open a link, with no account and nothing remembered."""
    address = reverse("shared-record", args=[id or share.pk, secret or link_secret(PURPOSE, share.pk)])
    return Client().get(address)


def test_a_link_opens_the_record_and_nothing_else(closed: Scene) -> None:
    answer = get(shared(closed))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Agreed: Development." in page and DISSENT in page and "Patient survey 2026" in page
    assert "This record was shared with: The council." in page
    assert str(closed.partnership.pk) not in page
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]


def test_reasons_go_only_where_they_were_meant_to_go(closed: Scene) -> None:
    without, with_them = get(shared(closed)).content.decode(), get(shared(closed, with_reasons=True)).content.decode()
    assert SHARED not in without and "Told at the open day" not in without
    assert SHARED in with_them and "Told at the open day" in with_them
    assert UNSHARED not in without + with_them


def refusals(scene: Scene) -> list[Any]:
    """The answers to links that open nothing: wrong, of another share, unknown, over, taken back."""
    share, other, over, back = shared(scene), shared(scene), shared(scene), shared(scene)
    makers.run_out(over)
    take_back(share=back, by=SYSTEM)
    unknown = uuid4()
    return [
        get(share, "wrong"),
        get(share, link_secret(PURPOSE, other.pk)),
        get(share, link_secret("assessment", share.pk)),
        get(share, link_secret(PURPOSE, unknown), unknown),
        get(over),
        get(back),
    ]


def test_every_link_that_opens_nothing_gets_the_very_same_answer(closed: Scene) -> None:
    answers = refusals(closed)
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


@pytest.mark.parametrize("fault", ["is_open", "link_opens"])
def test_the_check_notices_a_door_left_open(closed: Scene, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, fault, lambda *_: True)
    assert {answer.status_code for answer in refusals(closed)} == {200, 404}


def test_an_opening_is_logged_without_saying_who(closed: Scene) -> None:
    share = shared(closed)
    get(share, "wrong")
    assert not Entry.objects.filter(verb="opened", target_id=share.pk).exists()
    get(share)
    entry = Entry.objects.get(verb="opened", target_id=share.pk)
    assert (entry.actor_kind, entry.actor_id, entry.fields) == (ActorKind.SYSTEM.value, None, [])
    assert entry.partnership_id == closed.partnership.pk
    assert links(closed.assessment)[0].openings == 1


def test_asking_only_for_the_head_is_no_opening(closed: Scene) -> None:
    share = shared(closed)
    assert Client().head(reverse("shared-record", args=[share.pk, link_secret(PURPOSE, share.pk)])).status_code == 200
    assert links(closed.assessment)[0].openings == 0


def test_a_draft_cannot_be_shared(draft: Scene) -> None:
    with pytest.raises(Refused, match="once it is closed"):
        shared(draft)
    client = makers.signed_in(draft.lead)
    address = reverse("record-sharing", args=[draft.partnership.pk, draft.assessment.pk])
    assert "once it is closed" in client.get(address).content.decode()
    answer = client.post(address, {"for_whom": "The council", "days": "30", "with_reasons": "no"})
    assert answer.status_code == 422
    assert not draft.assessment.shares.exists()


def test_a_link_made_around_the_rule_opens_no_draft(draft: Scene) -> None:
    from alongside.assessments.actions.sharing import share_record

    share = share_record(assessment=draft.assessment, for_whom="x", days=3, with_reasons=True, by=SYSTEM)
    assert get(share).status_code == 404


def test_making_listing_and_taking_back(closed: Scene) -> None:
    client = makers.signed_in(closed.lead)
    address = reverse("record-sharing", args=[closed.partnership.pk, closed.assessment.pk])
    assert "Nobody has a link" in client.get(address).content.decode()
    given = {"for_whom": "Scrutiny <committee>", "days": "30", "with_reasons": "yes"}
    assert client.post(address, given).status_code == 302
    share = closed.assessment.shares.get()
    assert (share.with_reasons, share.by) == (True, closed.lead.user)
    listed = client.get(address).content.decode()
    assert "Scrutiny &lt;committee&gt;" in listed and link_secret(PURPOSE, share.pk) in listed
    assert get(share).status_code == 200
    back = reverse("take-back-share", args=[closed.partnership.pk, closed.assessment.pk, share.pk])
    assert client.get(back).status_code == 405
    assert client.post(back).status_code == 302
    assert client.post(back).status_code == 302
    assert get(share).status_code == 404
    after = client.get(address).content.decode()
    assert "Taken back" in after and link_secret(PURPOSE, share.pk) not in after


@pytest.mark.parametrize("days", ["0", "366", "-1", "", "many"])
def test_a_link_lasts_a_day_to_a_year(closed: Scene, days: str) -> None:
    client = makers.signed_in(closed.lead)
    address = reverse("record-sharing", args=[closed.partnership.pk, closed.assessment.pk])
    answer = client.post(address, {"for_whom": "The council", "days": days, "with_reasons": "no"})
    assert answer.status_code == 422
    assert "The council" in answer.content.decode()
    assert not closed.assessment.shares.exists()


def test_only_leads_make_and_take_back(closed: Scene, draft: Scene) -> None:
    share = shared(closed)
    page = reverse("record-sharing", args=[closed.partnership.pk, closed.assessment.pk])
    back = reverse("take-back-share", args=[closed.partnership.pk, closed.assessment.pk, share.pk])
    for member, status in ((closed.observer, 403), (draft.lead, 404)):
        client = makers.signed_in(member)
        assert client.get(page).status_code == status
        assert client.post(back).status_code == status
    elsewhere = reverse("take-back-share", args=[draft.partnership.pk, draft.assessment.pk, share.pk])
    assert makers.signed_in(draft.lead).post(elsewhere).status_code == 404
    assert get(share).status_code == 200


def test_the_form_says_that_dissent_goes_along_either_way(closed: Scene) -> None:
    page = makers.signed_in(closed.lead).get(
        reverse("record-sharing", args=[closed.partnership.pk, closed.assessment.pk])
    )
    assert "who saw it differently in the words you wrote down" in page.content.decode()
