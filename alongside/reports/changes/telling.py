"""Turn two closed records, and what was done between them, into words. Dated in the time zone that is active."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from alongside.assessments.rules.answers import NOT_AGREED, NOT_THERE_YET
from alongside.catalogue.framework import Framework
from alongside.library.queries import crosswalk
from alongside.library.rules.comparing import Comparison, Row, Standing, compare
from alongside.plans.queries.between import Between
from alongside.reports.changes.doing import tell_done
from alongside.reports.changes.groups import chart_of, compared_in_words, not_compared_in_words
from alongside.reports.changes.queries import Agreed, Came, Closed, Looked
from alongside.reports.changes.rules import NOT_DECIDED, Moved, Scale, apart_and_together, moved, pairs, scale
from alongside.reports.changes.told import Apart, Compared, PlanDone, Time, ToldChanges, TookPart
from alongside.ui import words

# Lazy, so that each is translated only where it is said.
_WENT = {
    Moved.SAME: _lazy("What was agreed is the same."),
    Moved.LATER: _lazy("That is a later stage than then."),
    Moved.EARLIER: _lazy("That is an earlier stage than then."),
    Moved.UNSETTLED: _lazy("One of the two times no stage was agreed, so there is no step from one to the other."),
    Moved.UNLIKE: _lazy("The two stages are not the same thing in both editions, so they are not compared."),
}


def tell_changes(then: Looked, now: Looked, carried: Sequence[Between]) -> ToldChanges:
    """The two records side by side. `then` was closed before `now`."""
    partnership = now.assessment.partnership
    walk = crosswalk(partnership, then.framework, now.framework)
    compared = compare(then.framework, now.framework, walk)
    on = scale(
        compared.stages, [stage.key for stage in then.framework.stages], [stage.key for stage in now.framework.stages]
    )
    apart, together = apart_and_together(compared.items)
    done = _Done(then, now, carried)
    rows = _in_order(together, now)
    looked = [row for row in rows if now.looked_at(row.newer[0].key)]
    never, challenges = _said_once(tuple(_compared(row, then, now, on, done) for row in looked))
    return ToldChanges(
        then=named(then.closed),
        now=named(now.closed),
        cautions=cautions(then, now),
        editions=_editions(then, now, compared),
        never_compared=never,
        not_looked=tuple(now.framework.item(row.newer[0].key).short_title for row in rows if row not in looked),
        challenges=challenges,
        apart=tuple(_apart(row, then, now, done) for row in apart),
        groups=tuple(_took_part(then, now)),
        other_done=done.rest(),
    )


def cautions(then: Looked, now: Looked) -> tuple[str, ...]:
    """What must be known before any of it is read."""
    said = [
        _(
            "Other people may have answered this time. A difference can come from the service, from who came, or from "
            "both. The table below says how many of each group answered."
        ),
        _(
            "A lower stage can mean that things got worse. It can also mean that people see more, feel safer and speak "
            "more honestly. In the same way a higher stage is no proof that things got better. Ask the people "
            "who were there."
        ),
        _(
            "“Not agreed” is a result, not a gap. Nothing is added up over challenges or groups, and nobody is ranked "
            "by any of this."
        ),
    ]
    for looked, name in ((then, _("then")), (now, _("now"))):
        if looked.provider_view:
            said.append(
                _(
                    "Nobody who uses services answered %(when)s. That record is the provider’s view and incomplete, so "
                    "it can hardly be compared with one that heard them."
                )
                % {"when": name}
            )
    return tuple(said)


def outcome(framework: Framework, agreed: Agreed) -> str:
    """What was agreed, as two or three words."""
    if not agreed.outcome:
        return _("Not decided")
    if agreed.outcome == NOT_THERE_YET:
        return _("Not there yet")
    return _("Not agreed") if agreed.outcome == NOT_AGREED else framework.stage(agreed.outcome).name


class _Done:
    """What was done, handed out challenge by challenge, each plan once."""

    def __init__(self, then: Looked, now: Looked, carried: Iterable[Between]) -> None:
        self._left = list(carried)
        self._sides = {
            (looked.framework.key, looked.framework.version): side for side, looked in (("then", then), ("now", now))
        }

    def about(self, older: Iterable[str], newer: Iterable[str]) -> tuple[PlanDone, ...]:
        """The plans for these items of the older edition, or for these of the newer."""
        wanted = {("then", key) for key in older} | {("now", key) for key in newer}
        if len(self._sides) == 1:
            # One edition both times: it is known as the newer.
            wanted |= {("now", key) for _side, key in wanted}
        found = [each for each in self._left if (self._sides.get(each.edition), each.plan.item) in wanted]
        self._left = [each for each in self._left if each not in found]
        return tuple(tell_done(each) for each in found)

    def rest(self) -> tuple[PlanDone, ...]:
        """Plans for challenges of an edition that is neither of the two."""
        return tuple(tell_done(each) for each in self._left)


def _compared(row: Row, then: Looked, now: Looked, on: Scale, done: _Done) -> Compared:
    older, newer = row.older[0].key, row.newer[0].key
    item = now.framework.item(newer)
    before, after = then.agreed(older), now.agreed(newer)
    shown = pairs(then.first(older), now.first(newer), then.who, now.who, on)
    went = moved(before.outcome, after.outcome, on)
    names = _("Then: %(then)s. Now: %(now)s.") % {
        "then": outcome(then.framework, before),
        "now": outcome(now.framework, after),
    }
    return Compared(
        number=now.framework.item_number(newer),
        key=newer,
        title=item.title,
        short_title=item.short_title,
        sentence=f"{names} {_moved(went, after.outcome)}",
        caution=_lower() if went is Moved.EARLIER else "",
        moved=went,
        decided=bool(before.outcome or after.outcome),
        note=row.note.strip() if row.standing is Standing.REWORDED else "",
        groups=compared_in_words(shown, now.framework),
        not_compared=not_compared_in_words(shown, _asked(then), _asked(now)),
        chart=chart_of(item.short_title, shown, now.framework),
        then=_time(then.framework, before),
        now=_time(now.framework, after),
        done=done.about([older], [newer]),
    )


def _asked(looked: Looked) -> frozenset[str]:
    """Who was asked to answer at all."""
    return frozenset(looked.who(each.key, each.name) for each in looked.groups)


def _in_order(rows: Iterable[Row], now: Looked) -> list[Row]:
    order = {item.key: place for place, item in enumerate(now.framework.items)}
    return sorted(rows, key=lambda row: order[row.newer[0].key])


def _said_once(challenges: tuple[Compared, ...]) -> tuple[tuple[str, ...], tuple[Compared, ...]]:
    """What every one of several challenges says of groups that are not compared, and the challenges without it."""
    if len(challenges) < 2:
        return (), challenges
    never = tuple(said for said in challenges[0].not_compared if all(said in each.not_compared for each in challenges))
    return never, tuple(
        replace(each, not_compared=tuple(said for said in each.not_compared if said not in never))
        for each in challenges
    )


def _moved(went: Moved, now: str) -> str:
    """How the two outcomes stand to one another. Places in the order of the stages, and no praise or blame."""
    if went is Moved.SAME and now == NOT_DECIDED:
        return _("No outcome was recorded either time.")
    if went is Moved.SAME and now == NOT_AGREED:
        return _("Both times people did not settle on one stage.")
    return str(_WENT[went])


def _lower() -> str:
    return _("This may mean that the service went back. It may also mean that people were more honest this time.")


def _time(framework: Framework, agreed: Agreed) -> Time:
    return Time(outcome(framework, agreed), agreed.reason, agreed.dissent)


def _apart(row: Row, then: Looked, now: Looked, done: _Done) -> Apart:
    standings = {
        Standing.SPLIT: _("One challenge became several, so their answers are not set side by side."),
        Standing.MERGED: _("Several challenges became one, so their answers are not set side by side."),
    }
    only = _("Only the older edition asks this.") if row.older else _("Only the newer edition asks this.")
    sides = []
    for looked, things in ((then, row.older), (now, row.newer)):
        sides.append(
            tuple(
                f"{looked.framework.item(each.key).title}: {outcome(looked.framework, looked.agreed(each.key))}"
                for each in things
            )
        )
    named = [now.framework.item(each.key) for each in row.newer] or [
        then.framework.item(each.key) for each in row.older
    ]
    why = standings.get(row.standing, only)
    return Apart(
        title="; ".join(each.title for each in named),
        short_title="; ".join(each.short_title for each in named),
        why=f"{why} {row.note.strip()}".strip(),
        then=sides[0],
        now=sides[1],
        done=done.about([each.key for each in row.older], [each.key for each in row.newer]),
    )


def _took_part(then: Looked, now: Looked) -> Iterable[TookPart]:
    """Every group of either time, and how many of it answered."""
    before = {then.who(each.key, each.name): each for each in then.groups}
    after = {now.who(each.key, each.name): each for each in now.groups}
    for who in (*after, *(each for each in before if each not in after)):
        names = after.get(who) or before[who]
        yield TookPart(names.name, _people(before.get(who)), _people(after.get(who)))
    if then.closed.unnamed or now.closed.unnamed:
        yield TookPart(
            _("People who would rather not name their group"), str(then.closed.unnamed), str(now.closed.unnamed)
        )


def _people(came: Came | None) -> str:
    if came is None:
        return _("not asked")
    if came.invited:
        return _("%(answered)d of %(invited)d asked") % {"answered": came.answered, "invited": came.invited}
    return ngettext("%(n)d person", "%(n)d people", came.answered) % {"n": came.answered}


def named(closed: Closed) -> str:
    """A record by its title and its day."""
    return _("%(title)s, closed on %(date)s") % {"title": closed.assessment.title, "date": words.date(closed.at)}


def _editions(then: Looked, now: Looked, compared: Comparison) -> str:
    if then.framework.id == now.framework.id:
        return ""
    return _("Then: %(then)s. Now: %(now)s. %(note)s") % {
        "then": then.framework.title,
        "now": now.framework.title,
        "note": compared.note.strip(),
    }
