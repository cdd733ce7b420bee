"""What groups of people say, in sentences first: who differs by more than chance, and what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey
from alongside.comparing.drawing import Dot, Part, intervals
from alongside.comparing.rules.frozen import About, Group, Share, Spread
from alongside.comparing.wording import Table, interval

# Half a person in a hundred: less would read as a difference of 0.
SURE = 0.005


@dataclass(frozen=True)
class Told:
    """One question about oneself: sentences, two tables, and a picture in two shapes. No tables without a group."""

    question: str
    sentences: tuple[str, ...]
    shares: Table | None
    apart: Table | None
    wide: str
    narrow: str
    hidden: str


def told(survey: Survey, about: About) -> Told:
    """All that a page says of the groups of one question."""
    question = next(each.question for each in survey.group_questions if each.key == about.about)
    if not about.groups:
        return Told(question, (), None, None, "", "", _hidden(some=False))
    names = {option.key: option.label for option in survey.group_options(about.about)}
    items = list(dict.fromkeys(share.item for group in about.groups for share in group.shares))
    parts = [_part(survey, about, names, item) for item in items]
    return Told(
        question=question,
        sentences=tuple(_differences(survey, about, names)),
        shares=_table(survey, about, names, items, _share),
        apart=_table(survey, about, names, items, _apart),
        wide=intervals(parts, title=question) if parts else "",
        narrow=intervals(parts, title=question, narrow=True) if parts else "",
        hidden=_hidden(some=True) if about.hidden else "",
    )


def _part(survey: Survey, about: About, names: dict[str, str], item: str) -> Part:
    """One question asked: every group that is shown, in the survey's order."""
    shares = [(group, share) for group in about.groups if (share := _of(group, item))]
    dots = tuple(Dot(names[group.group], *share.share) for group, share in shares)
    return Part(survey.item(item).title, dots)


def _of(group: Group, item: str) -> Share | None:
    return next((share for share in group.shares if share.item == item), None)


def _differences(survey: Survey, about: About, names: dict[str, str]) -> Iterable[str]:
    """A sentence for each group that lies apart from the others by more than chance and rounding make it."""
    sure = False
    for group in about.groups:
        for share in group.shares:
            if share.apart is not None and (share.apart.lower >= SURE or share.apart.upper <= -SURE):
                sure = True
                yield _difference(survey.item(share.item).title, names[group.group], share.apart)
    if not sure:
        yield _("No group differs from the others by more than chance and rounding could make it.")


def _difference(title: str, name: str, apart: Spread) -> str:
    values = {
        "title": title,
        "group": name,
        "points": abs(round(100 * apart.middle)),
        "least": min(abs(round(100 * apart.lower)), abs(round(100 * apart.upper))),
        "most": max(abs(round(100 * apart.lower)), abs(round(100 * apart.upper))),
    }
    if apart.middle < 0:
        return (
            _(
                "%(title)s: of the group “%(group)s”, fewer said yes than of the other groups together: %(points)d in "
                "100 fewer (%(least)d to %(most)d)."
            )
            % values
        )
    return (
        _(
            "%(title)s: of the group “%(group)s”, more said yes than of the other groups together: %(points)d in 100 "
            "more (%(least)d to %(most)d)."
        )
        % values
    )


def _table(survey: Survey, about: About, names: dict[str, str], items: list[str], cell: object) -> Table:
    head: list[object] = [_("Group"), (_("People, about"), "numeric"), *(survey.item(item).title for item in items)]
    rows: list[list[object]] = [
        [names[group.group], f"{group.people:,}", *(cell(_of(group, item)) for item in items)]  # type: ignore[operator]
        for group in about.groups
    ]
    return head, rows


def _share(share: Share | None) -> str:
    return interval(*share.share) if share else _("not shown")


def _apart(share: Share | None) -> str:
    """Points more or fewer than the others; the words say which."""
    if share is None or share.apart is None:
        return _("not shown")
    return _("%(middle)s (from %(lower)s to %(upper)s)") % {
        "middle": signed(share.apart.middle),
        "lower": signed(share.apart.lower),
        "upper": signed(share.apart.upper),
    }


def signed(share: float) -> str:
    """Points in 100 with a true sign; nothing has none."""
    points = round(100 * share)
    return f"{points:+d}".replace("-", "−") if points else "0"


def _hidden(*, some: bool) -> str:
    """Why groups are not shown."""
    if some:
        return _(
            "Other groups are not shown: fewer than eight people are in them, nearly all of them are of one team, or "
            "somebody could work out what a few people said by taking the results of teams away. That they cannot be "
            "shown does not mean that all is well for them. Ask them in another way."
        )
    return _(
        "No group of this question is shown: fewer than eight people are in them, nearly all of them are of one team, "
        "or somebody could work out what a few people said by taking the results of teams away. That does not mean "
        "that all is well for them. Ask them in another way."
    )
