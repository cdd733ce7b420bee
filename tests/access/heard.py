"""What people said of a team of a furnished partnership: asked, published, replied to, and more of it since."""

from __future__ import annotations

from uuid import UUID

from alongside.audit.actor import SYSTEM, Actor
from alongside.feedback.actions import batches, opening, publishing
from alongside.feedback.models import Asking, Comment
from alongside.feedback.rules.answers import Answer
from alongside.feedback.tests.makers import answer, ask, survey
from alongside.people.models import Membership, Partnership
from alongside.plans.queries.promised import promised


def heard(partnership: Partnership, writer: Membership, action: UUID) -> dict[str, object]:
    """A release with eight comments that were read, a reply that names an action and one that was taken back; since
    then eight more answers, one sealed, and a file of one.
    """
    asking = ask(partnership, "Early intervention")
    came_in(asking)
    for comment in Comment.objects.filter(asking=asking):
        publishing.read_words(comment=comment, text="[name] kept the gate open.", by=SYSTEM)
    release = publishing.publish(team=asking.team, survey=survey(), by=SYSTEM)
    agreed = promised(partnership, action)
    assert agreed
    by = Actor.user(writer.user_id)
    said = {"release": release, "kind": "doing", "said": "The gate sticks.", "did": "We mend it in May.", "by": by}
    reply = publishing.reply(action=action, action_words=agreed.text, **said)
    publishing.take_back(reply=publishing.reply(**said), why="The month was wrong.", by=by)
    came_in(asking)
    answer(asking)
    file = batches.File(sha256=asking.pk.hex * 2, name="gate.csv", rejected=2)
    batches.take_in(asking=asking, file=file, answers=[Answer()], by=SYSTEM)
    return {
        "askings/<uuid:asking_id>": asking.pk,
        "cards/<uuid:asking_id>": asking.pk,
        "paper/<uuid:asking_id>": asking.pk,
        "interview/<uuid:asking_id>": asking.pk,
        "team/<uuid:asking_id>": asking.pk,
        "tablet/<uuid:asking_id>": asking.pk,
        "teams/<uuid:team_id>": asking.team_id,
        "results/<uuid:team_id>": asking.team_id,
        "releases/<uuid:release_id>": release.pk,
        "replies/<uuid:reply_id>": reply.pk,
    }


def came_in(asking: Asking) -> None:
    """Eight people answered, with words, and were counted."""
    for _each in range(8):
        answer(asking, words="Mo kept the gate open.")
    opening.open_all(by=SYSTEM)
