"""What is being done, what is stuck and what was learned, in the words of a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.library.queries import edition
from alongside.people.models import PartnershipOrganisation
from alongside.plans.models import Plan, Progress, Signature, Study, VersionState
from alongside.plans.queries.between import Carried
from alongside.plans.queries.doing import next_told
from alongside.plans.queries.standing import standing
from alongside.plans.queries.versions import Place, PlanView, VersionView
from alongside.plans.rules.changes import side_name
from alongside.plans.rules.content import ActionContent, GoalContent
from alongside.plans.rules.due import When, next_review, of_day, when
from alongside.reports.board.told import Asked, PlanLine
from alongside.reports.changes.doing import goal_in_words, goes, incomplete, progress_of
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
    views: Sequence[PlanView], carried: Sequence[Carried], names: Names, today: date
) -> tuple[PlanLine, ...]:
    """Every plan that has not ended: those that need help first, then the others that are carried out."""
    doing = {each.plan.pk: each for each in carried}
    open_ones = [view for view in views if view.end is None]
    in_need = {each.plan.pk for each in carried if _needs_help(each, today)}
    open_ones.sort(key=lambda view: (view.plan.pk not in in_need, view.plan.pk not in doing))
    return tuple(_plan(view, doing.get(view.plan.pk), names, today) for view in open_ones)


def asked(
    carried: Iterable[Carried], views: Iterable[PlanView], names: Names, provider: str, today: date
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


def learned(carried: Iterable[Carried], names: Names) -> tuple[str, ...]:
    """What was learned in cycles and reviews, the newest first."""
    found: list[tuple[datetime, str]] = []
    for each in carried:
        about = names[each.plan.pk]
        for cycle in each.cycles:
            study = getattr(cycle, "study", None)
            if study and study.learned.strip():
                said = f"{about}: {study.learned.strip()} ({_next(study.next)})"
                found.append((study.at, said))
        for review in each.reviews:
            if review.learned.strip():
                said = f"{about}: {review.learned.strip()} {incomplete(review, each.one_sided)}"
                found.append((review.at, said.strip()))
    return tuple(said for _at, said in sorted(found, key=lambda each: each[0], reverse=True))


def _next(key: str) -> str:
    """What is done about what was learned, in a word or two."""
    found = {
        Study.Next.ADOPT: _("adopted"),
        Study.Next.ADAPT: _("changed and tried again"),
        Study.Next.ABANDON: _("given up"),
    }
    return found[Study.Next(key)]


def _plan(view: PlanView, doing: Carried | None, names: Names, today: date) -> PlanLine:
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


def review_on(doing: Carried) -> date:
    """The day of the next review: as the last review of this version said, else as the version says."""
    return next_review(doing.content, next_told(doing.reviews, doing.version.version))


def _signed(version: VersionView) -> str:
    if not version.content.signatories:
        return _("A self-assessment: nobody signs it.")
    signed = [f"{place.who.name} ({side_name(place.who.side)})" for place in version.places if place.signed]
    said = _("Signed by %(names)s.") % {"names": listed(signed)} if signed else _("Nobody’s signature stands.")
    if version.state == VersionState.State.UNSIGNED:
        missing = listed([place.who.name for place in version.missing])
        said = f"{said} " + _("The signature of %(names)s is missing.") % {"names": missing}
    return said


def _stuck(action: ActionContent, doing: Carried, today: date) -> str:
    given = {"who": action.organisation}
    stuck, late = _("Stuck: %(what)s (%(who)s)."), _("Was to be done by %(date)s: %(what)s (%(who)s).")
    return _behind(action, action.due, doing, today, (stuck, late), given)


def _goal_stuck(goal: GoalContent, doing: Carried, today: date) -> str:
    words_ = (_("A goal is stuck: %(what)s."), _("A goal was to be met by %(date)s: %(what)s."))
    return _behind(goal, goal.by_when, doing, today, words_, {})


def _behind(
    said: ActionContent | GoalContent,
    day: date,
    doing: Carried,
    today: date,
    sentences: tuple[str, str],
    given: Mapping[str, str],
) -> str:
    """That a goal or an action is stuck and why, or past its day; nothing where it is neither."""
    stuck, late = sentences
    progress = progress_of(said.id, doing.newest)
    given = {**given, "what": said.text.strip().rstrip("."), "date": words.date(day)}
    if progress == Progress.STUCK:
        return f"{stuck % given} {doing.newest[said.id].text.strip()}".strip()
    return late % given if when(progress, day, today) is When.OVERDUE else ""


def _needs_help(doing: Carried, today: date) -> bool:
    """Whether a goal or an action of it is stuck or past its day."""
    goals = any(_goal_stuck(goal, doing, today) for goal in doing.content.goals)
    return goals or any(_stuck(action, doing, today) for action in doing.content.actions)


def _goals(carried: Iterable[Carried], today: date) -> Iterator[str]:
    for each in carried:
        for goal in each.content.goals:
            if said := _goal_stuck(goal, each, today):
                yield said


def _reviews_past(carried: Iterable[Carried], names: Names, today: date) -> Iterator[str]:
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
