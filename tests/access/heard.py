"""What people said of a team of a furnished partnership: asked, published, replied to, and more of it since."""

from __future__ import annotations

from alongside.audit.actor import SYSTEM
from alongside.feedback.actions import opening, publishing
from alongside.feedback.models import Asking, Comment
from alongside.feedback.tests.makers import answer, ask, survey
from alongside.people.models import Partnership


def heard(partnership: Partnership) -> dict[str, object]:
    """A release with a reply and eight comments that were read; since then eight more answers, and one sealed."""
    asking = ask(partnership, "Early intervention")
    came_in(asking)
    for comment in Comment.objects.filter(asking=asking):
        publishing.read_words(comment=comment, text="[name] kept the gate open.", by=SYSTEM)
    release = publishing.publish(team=asking.team, survey=survey(), by=SYSTEM)
    reply = publishing.reply(
        release=release, kind="doing", said="The gate sticks.", did="We mend it in May.", by=SYSTEM
    )
    reply.action_words = "Mend the gate"
    reply.save()
    came_in(asking)
    answer(asking)
    return {
        "askings/<uuid:asking_id>": asking.pk,
        "cards/<uuid:asking_id>": asking.pk,
        "team/<uuid:asking_id>": asking.pk,
        "tablet/<uuid:asking_id>": asking.pk,
        "teams/<uuid:team_id>": asking.team_id,
        "results/<uuid:team_id>": asking.team_id,
        "releases/<uuid:release_id>": release.pk,
    }


def came_in(asking: Asking) -> None:
    """Eight people answered, with words, and were counted."""
    for _each in range(8):
        answer(asking, words="Mo kept the gate open.")
    opening.open_all(by=SYSTEM)
