"""Turn a partnership's newest record and its plans into the board summary, in full. Dated in the active time zone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.assessments.queries.editions import framework_of
from alongside.plans.queries.between import UntilNow
from alongside.plans.queries.chosen import PutFirst
from alongside.plans.queries.versions import PlanView
from alongside.reports.board.covering import Covered, covers_in_words
from alongside.reports.board.doing import asked, help_wanted, learned, plan_lines, short_names
from alongside.reports.board.first import first_lines
from alongside.reports.board.told import Line, ToldBoard
from alongside.reports.changes.queries import Came, Closed, Looked
from alongside.reports.changes.rules import Moved
from alongside.reports.changes.telling import outcome
from alongside.reports.changes.told import Apart, ToldChanges
from alongside.reports.sentences import absence, group_name, listed, number, row_name
from alongside.ui import words


@dataclass(frozen=True)
class Found:
    """What a summary is made of: the newest record, what was put first, the plans, and what changed since the last.

    `covered_more` is the newest earlier record that covers more challenges or more people, if there is one.
    `asked_in` is the newest closed assessment after which people chose what to act on; else the newest of all.
    """

    looked: Looked
    covers: Covered
    covered_more: Covered | None
    asked_in: Closed
    put_first: PutFirst
    views: Sequence[PlanView]
    carried: Sequence[UntilNow]
    changes: ToldChanges | None
    today: date


def tell_board(found: Found) -> ToldBoard:
    """The whole summary, before anything is shortened."""
    looked = found.looked
    provider = looked.closed.provider
    items = {item.key: item.short_title for item in looked.framework.items}
    names = short_names(found.views)
    lines = plan_lines(found.views, found.carried, names, found.today)
    stuck = asked(found.carried, found.views, names, provider, found.today)
    return ToldBoard(
        language=looked.assessment.language,
        title=_("%(provider)s: a summary for the board") % {"provider": provider},
        dated=_("%(date)s. It rests on the record “%(title)s”, closed on %(closed)s.")
        % {
            "date": words.date(found.today),
            "title": looked.assessment.title,
            "closed": words.date(looked.closed.at),
        },
        covers=covers_in_words(found.covers, len(items), found.covered_more),
        what_it_is=_what_it_is(provider),
        took_part=_took_part(looked),
        not_there=tuple(_not_there(looked.groups)),
        warning=_("Provider view, incomplete: nobody who uses services answered.") if looked.provider_view else "",
        agreed=tuple(_line(looked, item.key, items[item.key]) for item in looked.framework.items),
        first=tuple(_first(found)),
        plans=lines,
        no_plans="" if lines else _("There is no plan yet. Plans begin once it is agreed what to act on first."),
        help=help_wanted(stuck),
        asked=stuck,
        learned=learned(found.carried, names),
        changed=_changed(found.changes),
        changed_caution=_(
            "Other people may have answered. A lower stage can mean that people spoke more honestly, a higher one that "
            "they spoke less so. Ask before you conclude."
        )
        if found.changes
        else "",
        left_out=(),
        read_on=_read_on(looked, found.covered_more, found.changes is not None),
    )


def _what_it_is(provider: str) -> tuple[str, ...]:
    return (
        _("This is what the groups below saw at %(provider)s, what they agreed, and what they do about it.")
        % {"provider": provider},
        _(
            "It is not a performance report. The stages are words that people chose together, not marks; nothing is "
            "added up, and no team or person is ranked."
        ),
        _("Where groups differ, that is a finding: it says where to listen next."),
    )


def _took_part(looked: Looked) -> str:
    came = [_came(each) for each in looked.groups if each.answered]
    if looked.closed.unnamed:
        came.append(f"{group_name('')} ({looked.closed.unnamed})")
    return "; ".join(came) + "." if came else _("Nobody has answered.")


def _came(group: Came) -> str:
    if group.invited:
        return _("%(group)s (%(answered)d of %(invited)d asked)") % {
            "group": group.name,
            "answered": group.answered,
            "invited": group.invited,
        }
    return f"{group.name} ({group.answered})"


def _not_there(groups: Iterable[Came]) -> Iterable[str]:
    for each in groups:
        if not each.answered:
            yield f"{each.name}. {absence(each.absence_means)}"


def _line(looked: Looked, item: str, title: str) -> Line:
    agreed = looked.agreed(item)
    differs = _("Some see it differently.") if agreed.dissent else ""
    return Line(
        challenge=f"{looked.framework.item_number(item)}. {title}",
        agreed=outcome(looked.framework, agreed),
        difference=" ".join(part for part in (_difference(looked, item), differs) if part),
    )


def _difference(looked: Looked, item: str) -> str:
    """The widest gap of any time that answers were opened."""
    rounds = looked.opened.get(item, ())
    if not rounds:
        return _("No answers were opened.")
    gaps = [each.difference.gap for each in rounds if each.difference.gap]
    if not gaps:
        return _("Too few groups can be shown to compare them.")
    widest = max(gaps, key=lambda gap: gap.steps)
    if not widest.steps:
        return _("The middle answers of the groups shown are the same.")
    steps = {"steps": number(widest.steps), "low": row_name(widest.low), "high": row_name(widest.high)}
    if widest.steps <= 1:
        return _("Lowest: %(low)s. Highest: %(high)s. %(steps)s step apart.") % steps
    return _("Lowest: %(low)s. Highest: %(high)s. %(steps)s steps apart.") % steps


def _changed(changes: ToldChanges | None) -> tuple[str, ...]:
    """Each challenge of which something else was agreed, then the names of those that are as they were."""
    if changes is None:
        return (_("There is no older record that can be set beside this one."),)
    said = [
        _("%(challenge)s: then %(then)s, now %(now)s.")
        % {"challenge": each.short_title, "then": each.then.outcome, "now": each.now.outcome}
        for each in changes.challenges
        if each.moved is not Moved.SAME
    ]
    same = [each.short_title for each in changes.challenges if each.moved is Moved.SAME and each.decided]
    if same:
        said.append(_("The same as then: %(names)s.") % {"names": listed(same)})
    if changes.not_looked:
        said.append(changes.not_looked_at)
    if changes.apart:
        said.append(not_compared(changes.apart))
    return tuple(said)


def not_compared(apart: Sequence[Apart]) -> str:
    """What the editions do not share, parted by edition: one challenge in two sets of words is not two."""
    gone = list(dict.fromkeys(each.short_title for each in apart if not each.now))
    here = list(dict.fromkeys(each.short_title for each in apart if each.now))
    if gone and here:
        return _("Not compared, because the editions ask different things. Then: %(then)s. Now: %(now)s.") % {
            "then": listed(gone),
            "now": listed(here),
        }
    return _("Not compared, because the editions ask different things: %(names)s.") % {"names": listed(gone or here)}


def _first(found: Found) -> Iterable[str]:
    """What was put first; where that was after an earlier record, it says so. An edition that is gone lends keys."""
    asked_in = found.asked_in
    if asked_in.assessment.pk != found.looked.assessment.pk:
        yield _("Chosen after the record “%(title)s”, closed on %(date)s.") % {
            "title": asked_in.assessment.title,
            "date": words.date(asked_in.at),
        }
    try:
        framework = framework_of(asked_in.assessment)
    except LookupError:
        framework = found.looked.framework
    yield from first_lines(found.put_first, {item.key: item.short_title for item in framework.items})


def _read_on(looked: Looked, more: Covered | None, compared: bool) -> tuple[tuple[str, str], ...]:
    """What else there is, each with its address on this installation."""
    partnership, assessment = looked.assessment.partnership_id, looked.assessment.pk
    said = [
        (_("The whole record, with reasons and dissent"), reverse("record", args=[partnership, assessment])),
        (_("Every plan, with its actions and signatures"), reverse("plans", args=[partnership])),
    ]
    if more:
        earlier = more.closed.assessment
        label = _("The earlier record that covers more: %(title)s") % {"title": earlier.title}
        said.insert(1, (label, reverse("record", args=[partnership, earlier.pk])))
    if compared:
        said.append((_("What changed since"), reverse("what-changed", args=[partnership])))
    return tuple(said)
