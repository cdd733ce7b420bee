"""What people choose from: what was agreed of every challenge, strengths beside weaknesses, and where groups differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.assessments.models import Assessment
from alongside.assessments.queries.decisions import recorded_decisions
from alongside.assessments.queries.drawing import answer_name, gap_sentence, group_name, in_sentence
from alongside.assessments.queries.reveals import leading, opened, order_to_talk
from alongside.assessments.rules.answers import NOT_AGREED, ordered
from alongside.assessments.rules.conversation import Gap
from alongside.catalogue.framework import Framework, Item
from alongside.plans.rules.choices import Named, OpenedChoices
from alongside.plans.rules.voices import SPEAKS, voice_name

# The talk about differences is long; here the widest are a reminder.
WIDEST_SHOWN = 3


@dataclass(frozen=True)
class AgreedItem:
    """A challenge with what was agreed of it in words, and how far answers lie apart, if they do."""

    item: Item
    number: int
    outcome: str
    outcome_name: str
    reason: str
    apart: Gap | None
    framework: Framework

    @property
    def gap(self) -> str:
        """Whose answers lie apart, or nothing. Put into words only where it is asked for: most pages show a few."""
        return gap_sentence(self.apart, self.framework) if self.apart else ""


@dataclass(frozen=True)
class Level:
    """The challenges of one outcome. `means` tells the furthest and the least far apart; empty for all others."""

    name: str
    items: tuple[AgreedItem, ...]
    means: str


@dataclass(frozen=True)
class Agreed:
    """Every challenge in the edition's order, the same by outcome from furthest to least far, and the widest gaps."""

    items: tuple[AgreedItem, ...]
    levels: tuple[Level, ...]
    differ: tuple[AgreedItem, ...]

    def of(self, key: str) -> AgreedItem:
        """One challenge. Raises KeyError for a key that is not in the edition."""
        for each in self.items:
            if each.item.key == key:
                return each
        raise KeyError(key)


def agreed(assessment: Assessment, framework: Framework) -> Agreed:
    """Read what the record says; two queries. Nothing here adds up or ranks, beyond the order of the stages."""
    decided, revealed = recorded_decisions(assessment), opened(assessment, framework)
    items = []
    for number, item in enumerate(framework.items, start=1):
        decision = decided.get(item.key)
        gap = leading(revealed[item.key]).difference.gap if item.key in revealed else None
        items.append(
            AgreedItem(
                item=item,
                number=number,
                outcome=decision.outcome if decision else "",
                outcome_name=answer_name(framework, decision.outcome) if decision else _("Not decided"),
                reason=decision.reason if decision else "",
                apart=gap if gap and gap.steps else None,
                framework=framework,
            )
        )
    talk = order_to_talk(revealed, framework)
    apart = sorted((each for each in items if each.apart), key=lambda each: talk.index(each.item.key))
    return Agreed(tuple(items), _levels(items, framework), tuple(apart[:WIDEST_SHOWN]))


def _levels(items: list[AgreedItem], framework: Framework) -> tuple[Level, ...]:
    by_outcome: dict[str, list[AgreedItem]] = {}
    for each in items:
        by_outcome.setdefault(each.outcome, []).append(each)
    stages = [outcome for outcome in reversed(ordered(framework)) if outcome in by_outcome]
    means = {stages[0]: _("something to build on"), stages[-1]: _("furthest to go")} if len(stages) > 1 else {}
    others = [outcome for outcome in (NOT_AGREED, "") if outcome in by_outcome]
    return tuple(
        Level(by_outcome[outcome][0].outcome_name, tuple(by_outcome[outcome]), means.get(outcome, ""))
        for outcome in [*stages, *others]
    )


def what_voices_put_first(found: OpenedChoices, framework: Framework) -> list[str]:
    """For people who use services and for carers: what they put first, or plainly why that cannot be said."""
    said = []
    for voice in SPEAKS:
        name = voice_name(voice)
        words = {"who": name, "Who": name[:1].upper() + name[1:]}
        firsts = found.firsts(voice)
        if firsts:
            titles = [f"“{item.short_title}”" for item in framework.items if item.key in firsts]
            said.append(_("%(Who)s put first: %(titles)s.") % {**words, "titles": ", ".join(titles)})
        if any(len(cell.groups) > 1 and cell.speaks_for(voice) for cell in found.cells):
            said.append(
                _("Some %(who)s are shown together with other groups, so what that row put first may be others’ too.")
                % words
            )
        if found.is_withheld(voice):
            said.append(
                _(
                    "Some %(who)s chose, and are too few to show without showing who they are. So nobody can check "
                    "whether the order leaves out what they put first. Ask them."
                )
                % words
            )
        if not firsts and not found.is_withheld(voice):
            said.append(
                _("Nobody chose from %(who)s. That does not mean that nothing they want is left out: it is not known.")
                % words
            )
    return said


def put_first_by(found: OpenedChoices, item: str, voices: Sequence[str]) -> list[str]:
    """Who put an item first, within a sentence: a voice, or the row's groups where others stand in the row as well."""
    said: list[str] = []
    for voice in voices:
        rows = [cell for cell in found.cells if cell.speaks_for(voice) and item in cell.first]
        if any(all(group.voice == voice for group in cell.groups) for cell in rows):
            names = [voice_name(voice)]
        else:
            names = [_("%(names)s (put together)") % {"names": "; ".join(names_of(cell.groups))} for cell in rows]
        said += [name for name in names if name not in said]
    return said


def names_of(groups: Sequence[Named]) -> tuple[str, ...]:
    """Groups in a list within a sentence."""
    return tuple(in_sentence(group_name(group.name)) for group in groups)
