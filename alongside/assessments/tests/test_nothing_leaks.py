"""Before a reveal nobody sees anything: every page, as everybody, with a mark in every word that was not shown.

Two searches: for the marks themselves, and for any difference at all when answers that were not revealed are other
ones, or are gone. Each has leaks put into the product on purpose, which it must find.
"""

from collections import defaultdict
from uuid import uuid4

import pytest
from django.core import serializers
from django.test import Client

from alongside.assessments.actions.participation import join
from alongside.assessments.actions.rating import add_card
from alongside.assessments.actions.sharing import share_record
from alongside.assessments.doors import COOKIE
from alongside.assessments.models import Rating, SharedReason
from alongside.assessments.queries import record as recording
from alongside.assessments.queries import reveals
from alongside.assessments.queries.answered import answers_by_group
from alongside.assessments.queries.reveals import Opened, Reason
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.rules.conversation import difference
from alongside.assessments.rules.small_groups import release
from alongside.assessments.tests.walking import addresses, masked, walk
from alongside.audit.actor import SYSTEM, Actor
from alongside.audit.models import Entry
from alongside.evidence import queries as evidence
from alongside.evidence.models import Card
from alongside.people.access import Role
from tests import makers

pytestmark = pytest.mark.django_db
# One was revealed and is being answered again, one was not revealed, and one nobody has answered.
ITEMS = ["risk", "training", "workforce"]


class Scene:
    """An assessment with a mark in every word that only its writer may read."""

    def __init__(self):
        self.assessment = makers.assessment(makers.partnership(), groups=["people-who-use-services", "staff"])
        self.marks = []
        people = makers.participants(self.assessment, "staff", 5)
        people += makers.participants(self.assessment, "people-who-use-services", 2, consent=True)
        makers.rate_all(people, {"risk": "engagement"}, reason="shown to everybody", share=True)
        makers.reveal_all(self.assessment, ["risk"])
        makers.decide(self.assessment, "risk", "development")
        for person in people:
            answers = {"risk": "transformation", "training": "misses_the_point"}
            makers.rate_all([person], answers, reason=self.mark(), share=True)
            makers.rate_all([person], {"commitment": "transformation"}, reason=self.mark())
            for item in ("risk", "training"):
                self.put_card(person, item)
        self.visitors = {role: makers.signed_in(makers.member(self.assessment.partnership, role)) for role in Role}
        self.visitors["another participant"] = self.participant()
        self.visitors["nobody"] = Client()
        share_record(assessment=self.assessment, for_whom="The board", days=9, with_reasons=True, by=SYSTEM)

    def mark(self):
        """Sixteen characters that occur nowhere else."""
        self.marks.append(uuid4().hex[:16])
        return self.marks[-1]

    def put_card(self, person, item):
        words = {name: self.mark() for name in ("title", "shows", "does_not_show", "source")}
        by = Actor.participant(person.pk)
        add_card(participant=person, item=item, kind="document", dated="2026", by=by, **words)

    def participant(self):
        """Somebody else's device: they joined and have answered nothing."""
        group = self.assessment.groups.get(key="staff")
        joined = join(assessment=self.assessment, group=group, mode="own", may_show_alone=False)
        client = Client()
        client.cookies[COOKIE] = joined.secret
        return client

    def walk(self, *visitors):
        wanted = {name: self.visitors[name] for name in visitors or self.visitors}
        return walk(wanted, self.assessment, ITEMS)

    def leaks(self, *visitors):
        """Where a mark came out."""
        found = self.walk(*visitors)
        return sorted({(str(who), address) for (who, address), text in found.items() for m in self.marks if m in text})

    def differences(self, change, *visitors):
        """Where a page says something else after what nobody may see has changed."""
        before = self.walk(*visitors)
        change()
        after = self.walk(*visitors)
        return [address for address in before if masked(before[address]) != masked(after[address])]

    def unrevealed(self):
        rounds = open_rounds(self.assessment, ["risk", "training", "commitment"])
        return [each for each in Rating.objects.all() if each.round == rounds[each.item]]

    def answer_otherwise(self):
        """Every answer that was not revealed becomes another, with other words; cards too."""
        for number, each in enumerate(self.unrevealed()):
            answer = ("engagement", "not_there_yet", "cannot_say")[number % 3]
            Rating.objects.filter(pk=each.pk).update(answer=answer, reason="other words")
            SharedReason.objects.filter(rating=each).update(text="other words")
        Card.objects.all().update(title="Another title", shows="other words", kind="story")

    def take_away(self):
        """Half of the answers that were not revealed go, with their shared reasons and half of the cards."""
        for each in self.unrevealed()[::2]:
            each.delete()
        SharedReason.objects.filter(rating=None).delete()
        Card.objects.filter(pk__in=[card.pk for card in Card.objects.all()[::2]]).delete()


@pytest.fixture
def scene():
    return Scene()


def test_walk_meets_every_page_of_an_assessment(scene):
    names = {name for name, _address in addresses(scene.assessment, ITEMS)}
    rooms = {
        "assessments",
        "assessment",
        "challenges",
        "challenge",
        "decide",
        "reveal",
        "close-assessment",
        "invitations",
    }
    assert rooms | {"my-part", "my-answers", "see-together", "answer", "evidence", "record", "template-a-xlsx"} <= names
    shown = scene.walk(Role.LEAD)
    assert any("shown to everybody" in text for text in shown.values())
    assert sum(len(text) > 2000 for text in shown.values()) > 25


def test_no_page_shows_anything_before_its_reveal(scene):
    assert scene.leaks() == []


@pytest.mark.parametrize("change", [Scene.answer_otherwise, Scene.take_away])
def test_no_page_depends_on_what_was_not_revealed(scene, change):
    who = (Role.LEAD, Role.FACILITATOR, Role.OBSERVER, "another participant")
    assert scene.differences(lambda: change(scene), *who) == []


def test_log_holds_no_words_no_answers_and_no_trace_of_single_answers(scene):
    log = serializers.serialize("json", Entry.objects.all())
    framework_answers = ("transformation", "misses_the_point", "engagement")
    assert not [word for word in (*scene.marks, *framework_answers, "shown to everybody") if word in log]
    assert not [each for each in Rating.objects.all() if str(each.pk) in log]


def test_marks_are_shown_once_they_are_revealed(scene):
    makers.reveal_all(scene.assessment, ["training"])
    assert scene.leaks(Role.LEAD)


def leaky_reasons(assessment, found, **_):
    shown = defaultdict(list)
    for shared in assessment.shared_reasons.all():
        shown[shared.item].append(Reason(shared.pk, shared.text, "", shared.round))
    return shown


def leaky_evidence(partnership):
    return Card.objects.filter(partnership=partnership).select_related("by").order_by("item", "title")


def test_reasons_without_the_revealed_filter_are_found(scene, monkeypatch):
    monkeypatch.setattr(recording, "reasons", leaky_reasons)
    assert scene.leaks(Role.OBSERVER)


def test_cards_without_the_released_filter_are_found(scene, monkeypatch):
    monkeypatch.setattr(evidence, "visible", leaky_evidence)
    assert scene.leaks(Role.OBSERVER)


def live_counts(assessment, framework, **one):
    """Released answers, and beside them the newest answers as if they had been revealed."""
    found = reveals.opened(assessment, framework, **one)
    for item, groups in answers_by_group(assessment, open_rounds(assessment, list(found))).items():
        released = release(groups)
        found[item].append(
            Opened(item, found[item][-1].round, released, difference(item, released, ("engagement", "transformation")))
        )
    return found


def test_live_counts_in_a_chart_are_found(scene, monkeypatch):
    monkeypatch.setattr(recording, "opened", live_counts)
    assert scene.differences(scene.answer_otherwise, Role.OBSERVER)


def test_count_of_unrevealed_answers_is_found(scene, monkeypatch):
    monkeypatch.setattr(
        recording, "provider_name", lambda assessment: f"{assessment.ratings.filter(item='training').count()} answers"
    )
    assert scene.differences(scene.take_away, Role.OBSERVER)
