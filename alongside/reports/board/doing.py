"""What is being done, what is stuck and what was learned, in the words of a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.library.queries import edition
from alongside.people.models import PartnershipOrganisation
from alongside.plans.models import Plan, Progress, Signature, Study, VersionState
from alongside.plans.queries.between import UntilNow
from alongside.plans.queries.standing import standing
from alongside.plans.queries.versions import Place, PlanView, VersionView
from alongside.plans.rules.changes import side_name
from alongside.plans.rules.content import ActionContent, GoalContent
from alongside.plans.rules.due import When, next_review, of_day, when
from alongside.reports.board.told import Asked, PlanLine
from alongside.reports.changes.doing import goal_in_words, goes, progress_of, said_of_one_side
from alongside.reports.sentences import listed
from alongside.ui import words

Side = PartnershipOrganisation.Side
Names = Mapping[UUID, str]


def short_names(views: Iterable[PlanView]) -> dict[UUID, str]:
    """What each plan's challenge is called in short; its title as it was put forward where the edition is gone."""
    editions: dict[tuple[str, str], dict[str, str]] = {}
    found = {}
    for view in views:
        assessment = view.plan.order.prioritising.assessment
        key = (assessment.framework, assessment.framework_version)
        if key not in editions:
            editions[key] = _short_titles(view.plan)
        put_forward = view.versions[-1].content.challenge if view.versions else view.plan.item
        found[view.plan.pk] = editions[key].get(view.plan.item, put_forward)
    return found


def _short_titles(plan: Plan) -> dict[str, str]:
    assessment = plan.order.prioritising.assessment
    try:
        framework = edition(plan.partnership, assessment.framework, assessment.framework_version)
    except LookupError:
        return {}
    return {item.key: item.short_title for item in framework.items}


def plan_lines(
    views: Sequence[PlanView], carried: Sequence[UntilNow], names: Names, today: date
) -> tuple[PlanLine, ...]:
    """Every plan that has not ended: those that need help first, then the others that are carried out."""
    doing = {each.plan.pk: each for each in carried}
    open_ones = [view for view in views if view.end is None]
    in_need = {each.plan.pk for each in carried if _needs_help(each, today)}
    open_ones.sort(key=lambda view: (view.plan.pk not in in_need, view.plan.pk not in doing))
    return tuple(_plan(view, doing.get(view.plan.pk), names, today) for view in open_ones)


def asked(
    carried: Iterable[UntilNow], views: Iterable[PlanView], names: Names, provider: str, today: date
) -> tuple[Asked, ...]:
    """What is stuck or past its day, by the side that has it in hand: provider, commissioners, partners."""
    running = [each for each in carried if getattr(each.plan, "end", None) is None]
    found: dict[str, list[str]] = {Side.PROVIDER.value: [], Side.COMMISSIONER.value: [], Side.PARTNER.value: []}
    for each in running:
        for action in each.content.actions:
            if said := _stuck(action, each, today):
                found.get(action.side, found[Side.PARTNER.value]).append(said)
    found[Side.PROVIDER.value] += list(_goals(running, today)) + list(_reviews_past(running, names, today))
    for side, waiting in _signatures(views, names):
        found.get(side, found[Side.PARTNER.value]).append(waiting)
    whom = {
        Side.PROVIDER.value: _("Of the board of %(provider)s") % {"provider": provider},
        Side.COMMISSIONER.value: _("Of commissioners"),
        Side.PARTNER.value: _("Of partners"),
    }
    return tuple(Asked(whom[side], tuple(what)) for side, what in found.items() if what)


def help_wanted(found: Sequence[Asked]) -> str:
    """The sentence before the list, or instead of it."""
    if not found:
        return _("Nothing is stuck or past its day, as far as people have written down.")
    return _(
        "Please ask what stands in the way, and help to clear it. Saying that something is stuck is the right thing "
        "to do."
    )


def learned(carried: Iterable[UntilNow], names: Names) -> tuple[str, ...]:
    """What was learned in tries and reviews, the newest first."""
    found = sorted(
        ((each.plan.pk, lesson) for each in carried for lesson in each.lessons),
        key=lambda each: each[1].at,
        reverse=True,
    )
    then, one_sided = _then(), said_of_one_side()
    return tuple(
        " ".join(
            part
            for part in (
                f"{names[plan]}: {lesson.learned}",
                f"({then[lesson.next]})" if lesson.next else "",
                one_sided if lesson.one_sided else "",
            )
            if part
        )
        for plan, lesson in found
        if lesson.learned
    )


def _then() -> dict[str, str]:
    """What is done about what was learned, in a word or two."""
    return {
        Study.Next.ADOPT.value: _("adopted"),
        Study.Next.ADAPT.value: _("changed and tried again"),
        Study.Next.ABANDON.value: _("given up"),
    }


def _plan(view: PlanView, doing: UntilNow | None, names: Names, today: date) -> PlanLine:
    if doing is None:
        return PlanLine(names[view.plan.pk], standing(view), "")
    # In quotation marks: a goal says how things are to be, and must not be read as how they are.
    goals = [
        _("Goal “%(goal)s”: %(progress)s")
        % {
            "goal": goal.text.strip().rstrip("."),
            "progress": goal_in_words(goal, doing.newest),
        }
        for goal in doing.content.goals
    ]
    if len(doing.content.goals) == 1:
        only = doing.content.goals[0]
        said = {"goal": only.text.strip().rstrip("."), "goes": goes(only, doing.newest, doing.readings)}
        goals = [_("Goal “%(goal)s”. %(goes)s") % said]
    due = review_on(doing)
    review = _("The review was due on %(date)s.") if due < today else _("Next review: %(date)s.")
    holds = [review % {"date": words.date(due)}, _signed(doing.version)]
    return PlanLine(names[view.plan.pk], "; ".join(goals).rstrip(".") + ".", " ".join(holds))


def review_on(doing: UntilNow) -> date:
    """The day of the next review: as the last review of this version said, else as the version says."""
    return next_review(doing.content, doing.review_told)


def _signed(version: VersionView) -> str:
    if not version.content.signatories:
        return _("A self-assessment: nobody signs it.")
    signed = [f"{place.who.name} ({side_name(place.who.side)})" for place in version.places if place.signed]
    said = _("Signed by %(names)s.") % {"names": listed(signed)} if signed else _("Nobody’s signature stands.")
    if version.state == VersionState.State.UNSIGNED:
        missing = listed([place.who.name for place in version.missing])
        said = f"{said} " + _("The signature of %(names)s is missing.") % {"names": missing}
    return said


def _stuck(action: ActionContent, doing: UntilNow, today: date) -> str:
    """That an action is stuck and why, or past its day; nothing where it is neither."""
    behind = _behind(action.id, action.due, doing, today)
    if not behind:
        return ""
    given = {"who": action.organisation, "what": action.text.strip().rstrip("."), "date": words.date(action.due)}
    if behind is When.OVERDUE:
        return _("Was to be done by %(date)s: %(what)s (%(who)s).") % given
    return f"{_('Stuck: %(what)s (%(who)s).') % given} {doing.newest[action.id].text.strip()}".strip()


def _goal_stuck(goal: GoalContent, doing: UntilNow, today: date) -> str:
    """The same of a goal."""
    behind = _behind(goal.id, goal.by_when, doing, today)
    if not behind:
        return ""
    given = {"what": goal.text.strip().rstrip("."), "date": words.date(goal.by_when)}
    if behind is When.OVERDUE:
        return _("A goal was to be met by %(date)s: %(what)s.") % given
    return f"{_('A goal is stuck: %(what)s.') % given} {doing.newest[goal.id].text.strip()}".strip()


def _behind(key: UUID, day: date, doing: UntilNow, today: date) -> Progress | When | None:
    """Whether a goal or an action is stuck, or past its day."""
    progress = progress_of(key, doing.newest)
    if progress == Progress.STUCK:
        return Progress.STUCK
    return When.OVERDUE if when(progress, day, today) is When.OVERDUE else None


def _needs_help(doing: UntilNow, today: date) -> bool:
    """Whether a goal or an action of it is stuck or past its day."""
    days = [(goal.id, goal.by_when) for goal in doing.content.goals]
    days += [(action.id, action.due) for action in doing.content.actions]
    return any(_behind(key, day, doing, today) for key, day in days)


def _goals(carried: Iterable[UntilNow], today: date) -> Iterator[str]:
    for each in carried:
        for goal in each.content.goals:
            if said := _goal_stuck(goal, each, today):
                yield said


def _reviews_past(carried: Iterable[UntilNow], names: Names, today: date) -> Iterator[str]:
    for each in carried:
        day = review_on(each)
        if of_day(day, today) is When.OVERDUE:
            yield _("The plan for “%(what)s” was to be reviewed by %(date)s.") % {
                "what": names[each.plan.pk],
                "date": words.date(day),
            }


def _signatures(views: Iterable[PlanView], names: Names) -> Iterator[tuple[str, str]]:
    """Signatures that a version waits for, with the side that owes them."""
    for view in views:
        version = view.waiting or view.in_force
        if version is not None and view.takes_signatures(version):
            for place in version.missing:
                yield place.who.side, _no_signature(place, names[view.plan.pk])


def _no_signature(place: Place, plan: str) -> str:
    """Who has said no is not waited for: their reason stands here, if they gave one."""
    given = {"what": plan, "who": place.who.name}
    if place.stands not in (Signature.Act.DECLINED, Signature.Act.WITHDREW):
        return _("The plan for “%(what)s” waits for the signature of %(who)s.") % given
    said = _("The plan for “%(what)s”: %(who)s does not sign it.") % given
    if why := place.acts[-1].comment.strip():
        why = why if why.endswith((".", "!", "?")) else f"{why}."
        said = _("The plan for “%(what)s”: %(who)s does not sign it: %(why)s") % {**given, "why": why}
    return f"{said} " + _("Please ask what would make it one they could sign.")
