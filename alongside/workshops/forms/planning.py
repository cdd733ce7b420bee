"""How people are looked after, and when and where a session is, who leads it, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.people.access import ROLE_NAMES, Role
from alongside.people.models import Membership
from alongside.ui.forms import Choice, Choices, Date, Form, LongText, Text
from alongside.ui.words import date_and_time
from alongside.workshops.forms.clock import Clock
from alongside.workshops.forms.seen import SeenForm
from alongside.workshops.models import Session, Workshop
from alongside.workshops.queries.seen import LOOKED_AFTER, mark_of_care, mark_of_session

OPEN, PERSONAL = "open", "personal"
LONGEST = 1000


class ArrangeForm(SeenForm):
    """Who is there for somebody whom the talk upsets, where it is quiet, breaks, pay, and afterwards."""

    support_person = Text(
        _("Who is there for anybody who is upset?"),
        missing=_("Name the person who is there for anybody who is upset"),
        hint=_("Somebody who is at every session and leads none of them. They should know and agree."),
        max_length=120,
    )
    support_where = LongText(
        _("How do people find them?"),
        hint=_("Example: she wears a yellow scarf and sits by the door. Or send a text to the number on the wall."),
        rows=2,
        max_length=LONGEST,
    )
    quiet_space = LongText(
        _("Where is the quiet space?"),
        hint=_("Example: the small room to the left. Anybody may go there at any time, without saying why."),
        rows=2,
        max_length=LONGEST,
    )
    breaks = LongText(
        _("When are breaks, and what is there?"),
        hint=_("Example: ten minutes after each challenge. Tea, water and fruit. There is a garden."),
        rows=2,
        max_length=LONGEST,
    )
    payment = LongText(
        _("How are people paid, and their costs paid back?"),
        hint=_("Example: £25 in cash on the day for those who are not paid to be here; taxis are booked by us."),
        rows=3,
        max_length=LONGEST,
    )
    afterwards = LongText(
        _("What happens afterwards?"),
        hint=_("Example: we stay for half an hour. We ring everybody who would like that on the next day."),
        rows=3,
        max_length=LONGEST,
    )

    def answers(self) -> dict[str, str]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def saved(self, workshop: Workshop | None) -> list[tuple[str, str]]:
        """What is saved now, as the page tells it after a conflict: each question with its answer."""
        return [(str(self.fields[name].label), getattr(workshop, name)) for name in LOOKED_AFTER] if workshop else []


def arranged(workshop: Workshop | None) -> dict[str, str]:
    """What the form shows at first."""
    said = {name: getattr(workshop, name) for name in LOOKED_AFTER} if workshop else {}
    return {**said, "seen": mark_of_care(workshop)}


class SessionForm(Form):
    """Which day, where, and who leads."""

    day = Date(_("Which day?"), missing=_("Say on which day"), hint=_("For example, 27 3 2027"))
    clock = Clock(_("At what time does it begin?"), missing=_("Say at what time"), hint=_("For example, 2pm or 14:30"))
    place = Text(
        _("Where?"),
        missing=_("Say where people meet"),
        hint=_(
            "Say how to get in, also with a wheelchair. Example: Willow Hall, ground floor, step-free from Mill Road."
        ),
    )
    facilitator = Choice(_("Who leads?"), missing=_("Choose who leads"), drop_down=True)
    lived_facilitator = Choice(
        _("Who leads with them, from lived experience?"),
        missing=_("Choose who leads from lived experience"),
        hint=_("Two different people. The one from lived experience has an equal part in leading."),
        drop_down=True,
    )

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = list(members)
        self.people = {str(each.user_id): each.user for each in members}
        names = [(str(each.user_id), f"{each.user.name} ({ROLE_NAMES[Role(each.role)]})") for each in members]
        for name in ("facilitator", "lived_facilitator"):
            self.fields[name].choices = [("", gettext("Choose somebody")), *names]  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        """A day that is past stays as it is, and none is chosen anew."""
        day: date = self.cleaned_data["day"]
        if day < timezone.localdate() and day != self.initial.get("day"):
            raise forms.ValidationError(gettext("This day is past. Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        data = super().clean() or self.cleaned_data
        if data.get("facilitator") and data.get("facilitator") == data.get("lived_facilitator"):
            self.add_error("lived_facilitator", gettext("A room needs two facilitators: choose two different people."))
        return data

    def answers(self) -> dict[str, Any]:
        """What the actions take."""
        given = self.cleaned_data
        return {
            "starts_at": timezone.make_aware(datetime.combine(given["day"], given["clock"])),
            "place": given["place"],
            "facilitator": self.people[given["facilitator"]],
            "lived_facilitator": self.people[given["lived_facilitator"]],
        }


class ChangeForm(SeenForm, SessionForm):
    """Another day, place or facilitator."""

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        return {**super().answers(), "seen": self.cleaned_data["seen"]}

    def saved(self, session: Session) -> list[tuple[str, str]]:
        """What is saved now, as the page tells it after a conflict: each question with its answer."""
        names = ("day", "place", "facilitator", "lived_facilitator")
        when = date_and_time(session.starts_at)
        answers = (when, session.place, session.facilitator_name, session.lived_facilitator_name)
        return [(str(self.fields[name].label), answer) for name, answer in zip(names, answers, strict=True)]


def session_as_it_is(session: Session) -> dict[str, Any]:
    """What the form shows of a session at first."""
    starts = timezone.localtime(session.starts_at)
    return {
        "day": starts.date(),
        "clock": starts.time(),
        "place": session.place,
        "facilitator": str(session.facilitator_id or ""),
        "lived_facilitator": str(session.lived_facilitator_id or ""),
        "seen": mark_of_session(session),
    }


class PlanForm(SessionForm):
    """A new session: also how people come in, and its challenges."""

    kind = Choice(
        _("How do people come in?"),
        missing=_("Choose how people come in"),
        choices=[
            (
                OPEN,
                _("Open room: one code on the wall for everybody"),
                _(
                    "Easy, and nobody is known by name. But an open room is not one person, one vote: somebody with "
                    "two phones could answer twice. So the facilitators say how many are there, and the room takes "
                    "no more."
                ),
            ),
            (
                PERSONAL,
                _("Personal codes: a code of their own for each person"),
                _("One person, one answer. You make the codes under “Invite people” and hand them over one by one."),
            ),
        ],
    )
    items = Choices(
        _("What is it about?"),
        missing=_("Choose at least one challenge"),
        hint=_("Two to four in one session work well. Fewer or more is possible; you can change this at any time."),
    )

    def __init__(self, *args: Any, challenges: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = [key for key, _name, _why in challenges]
        self.fields["items"].choices = challenges  # type: ignore[attr-defined]

    def answers(self) -> dict[str, Any]:
        """What the action takes; challenges in the order in which the page suggests them."""
        chosen = set(self.cleaned_data["items"])
        return {
            **super().answers(),
            "open_room": self.cleaned_data["kind"] == OPEN,
            "items": [key for key in self.order if key in chosen],
        }
