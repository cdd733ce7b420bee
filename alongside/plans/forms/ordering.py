"""Put all challenges in order, answer an order that leaves out one's first choice, and write down what was said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.catalogue.framework import Framework, Item
from alongside.plans.queries.prioritising import OrderView
from alongside.plans.rules.voices import voice_name
from alongside.ui.forms import Choice, Form, LongText, Tick

LONGEST_REASON = 1500
STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class PlaceFields:
    """One challenge with its bound fields; `because` only where somebody put it first."""

    item: Item
    number: int
    place: Any
    because: Any


class OrderForm(Form):
    """A place for every challenge, how many are acted on, why, and why not what people put first."""

    act_on = Choice(
        _("How many will you act on, from the top?"),
        drop_down=True,
        missing=_("Choose how many you will act on"),
    )
    reason = LongText(
        _("Why in this order?"),
        missing=_("Write down why you put them in this order"),
        rows=4,
        max_length=LONGEST_REASON,
    )
    ours = Tick(
        _("This order is ours from first to last, also for those we do not act on now"),
        missing=_("Look at every place, then tick that the whole order is yours"),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, framework: Framework, firsts: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.firsts = framework.items, frozenset(firsts)
        limit = framework.priorities_limit
        self.fields["act_on"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Choose a number")),
            *[(str(n), str(n)) for n in range(1, limit + 1)],
        ]
        self.fields["act_on"].help_text = gettext("At most %(n)d. A few that get done are worth more.") % {"n": limit}
        places = [("", gettext("Choose a place"))]
        places += [(str(place), str(place)) for place in range(1, len(self.items) + 1)]
        # Asked for once, not for each challenge.
        label, missing = gettext("Place of “%(item)s”"), gettext("Choose a place for “%(item)s”")
        for item in self.items:
            names = {"item": item.short_title}
            self.fields[f"place_{item.key}"] = Choice(
                label % names, choices=places, drop_down=True, missing=missing % names
            )
            if item.key in self.firsts:
                self.fields[f"because_{item.key}"] = LongText(
                    gettext("If you do not act on “%(item)s” now: why not?") % names,
                    hint=gettext("Those who put it first read this before the order is final."),
                    rows=3,
                    max_length=LONGEST_REASON,
                    mark_optional=False,
                )

        # As they stand on the page, so that errors are listed from top to bottom.
        self.order_fields([name for name in self.fields if name not in ("act_on", "reason", "ours")])

    def each_item(self) -> list[PlaceFields]:
        """Every challenge with its fields, in the order of the places that are filled in."""
        rows = [
            PlaceFields(
                item,
                number,
                self[f"place_{item.key}"],
                self[f"because_{item.key}"] if item.key in self.firsts else None,
            )
            for number, item in enumerate(self.items, start=1)
        ]
        return sorted(rows, key=lambda row: _whole(row.place.value())) if not self.is_bound else rows

    def clean(self) -> dict[str, Any]:
        """No place is taken twice; what people put first is acted on, or says why not."""
        data = super().clean() or self.cleaned_data
        taken: dict[str, list[Item]] = {}
        for item in self.items:
            if place := data.get(f"place_{item.key}"):
                taken.setdefault(place, []).append(item)
        free = [str(place) for place in range(1, len(self.items) + 1) if str(place) not in taken]
        for place, items in sorted(taken.items(), key=lambda each: int(each[0])):
            if len(items) > 1:
                said = gettext("Place %(place)s is taken by %(items)s. Still free: %(free)s") % {
                    "place": place,
                    "items": gettext(" and ").join(f"“{item.short_title}”" for item in items),
                    "free": ", ".join(free),
                }
                self.add_error(f"place_{items[-1].key}", said)
        self._ask_for_reasons(data)
        return data

    def _ask_for_reasons(self, data: Mapping[str, Any]) -> None:
        """Together with everything else that is wrong, so that nobody is sent back twice."""
        act_on = _whole(data.get("act_on"))
        for item in self.items:
            owed = act_on and item.key in self.firsts and _whole(data.get(f"place_{item.key}")) > act_on
            if owed and not data.get(f"because_{item.key}"):
                said = gettext("Somebody put “%(item)s” first. Act on it, or write down why not now")
                self.add_error(f"because_{item.key}", said % {"item": item.short_title})

    def placed(self) -> list[str]:
        """The keys of all challenges, the first first."""
        return sorted((item.key for item in self.items), key=lambda key: int(self.cleaned_data[f"place_{key}"]))

    def act_on_how_many(self) -> int:
        """How many are acted on."""
        return int(self.cleaned_data["act_on"])

    def because(self) -> dict[str, str]:
        """Why not, for what somebody put first."""
        return {key: self.cleaned_data[f"because_{key}"] for key in self.firsts}


def rearranged(sent: Mapping[str, Any], items: Sequence[Item], wanted: str) -> dict[str, Any]:
    """What was typed, with one challenge a place up or down, and every place numbered anew.

    `wanted` is what a button sends, as "up:risk". What has no place yet stands last, and of two in one place the
    challenge that the edition lists first. Whether the order is theirs is asked again.
    """
    what, _colon, key = wanted.partition(":")
    last = len(items) + 1
    keys = sorted((item.key for item in items), key=lambda each: _whole(sent.get(f"place_{each}")) or last)
    if key in keys and what in STEPS:
        place = keys.index(key)
        keys.remove(key)
        keys.insert(min(max(place + STEPS[what], 0), len(keys)), key)
    typed = ("act_on", "reason", "after", *(f"because_{each}" for each in keys))
    places = {f"place_{each}": str(place) for place, each in enumerate(keys, start=1)}
    return {**{name: sent.get(name, "") for name in typed}, **places}


def order_before(view: OrderView | None, items: Sequence[Item]) -> dict[str, Any]:
    """What the form begins with: the newest order, or the edition's own; never what people chose."""
    if view is None:
        return {f"place_{item.key}": str(place) for place, item in enumerate(items, start=1)}
    initial: dict[str, Any] = {"act_on": str(len(view.acted_on)), "reason": view.order.reason}
    for line in view.lines:
        initial |= {f"place_{line.item}": str(line.place), f"because_{line.item}": line.left_out_because}
    return initial


class AnswerForm(Form):
    """I have read why our first choice is left out; words if somebody wants to say some."""

    order = forms.UUIDField(widget=forms.HiddenInput)
    text = LongText(_("Is there something you want to say about it?"), rows=4, max_length=1000)


class ToldForm(Form):
    """What people said when they were told in person."""

    order = forms.UUIDField(widget=forms.HiddenInput)
    voice = Choice(_("Whom did you tell?"), missing=_("Choose whom you told"))
    text = LongText(
        _("What did they say?"),
        missing=_("Write down what they said, also if it was little"),
        hint=_("In their own words, without names. It stands beside the order for good."),
        rows=4,
        max_length=1500,
    )

    def __init__(self, *args: Any, voices: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(voice, voice_name(voice)) for voice in voices]
        self.fields["voice"].choices = [(voice, name[:1].upper() + name[1:]) for voice, name in names]  # type: ignore[attr-defined]


def _whole(text: object) -> int:
    return int(str(text)) if str(text).isdecimal() else 0
