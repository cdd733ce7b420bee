"""Turn a record into words. The one place that decides what a copy for somebody outside leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.assessments.queries.record import Attendance, ItemRecord, Record
from alongside.assessments.queries.reveals import Opened, Reason
from alongside.assessments.rules.answers import ordered
from alongside.catalogue.framework import Framework
from alongside.evidence import models as evidence
from alongside.evidence.queries import Apart
from alongside.evidence.rules import names_a_document
from alongside.plans.queries.prioritising import order_of
from alongside.reports import sentences
from alongside.reports.told import Card, Challenge, Group, Meeting, Round, Told, Voice
from alongside.ui import charts, words
from alongside.workshops.queries.sessions import Came, who_came

Answers = tuple[charts.Category, ...]


def tell(record: Record, *, with_reasons: bool = True) -> Told:
    """The record in words, dated in the partnership's time zone.

    Without reasons, people's shared reasons and what they have seen and say stay out, and the copy says so.
    """
    with timezone.override(record.assessment.partnership.time_zone):
        return _tell(record, with_reasons)


def _tell(record: Record, with_reasons: bool) -> Told:
    assessment, framework, closed = record.assessment, record.framework, record.closed_at
    answers = _answers(framework)
    order = order_of(assessment)
    incomplete, incomplete_means = sentences.provider_view(record.provider_view)
    return Told(
        language=assessment.language,
        title=assessment.title,
        partnership=assessment.partnership.name,
        provider=record.provider,
        looks_at=assessment.looks_at.strip(),
        edition=framework.title,
        endorsement=framework.endorsement.strip(),
        dated=sentences.closed_on(closed)
        if closed
        else _("As it stood on %(date)s") % {"date": words.date(timezone.now())},
        draft="" if closed else _("This assessment is still open, and all of this can change."),
        incomplete=incomplete,
        incomplete_means=incomplete_means,
        order=_order(sum(acted_on for _place, acted_on in order.values())) if order else "",
        stages=tuple(stage.name for stage in framework.stages),
        challenges=tuple(
            _challenge(each, record, answers, with_reasons, order.get(each.item.key, (None, False))[0])
            for each in record.items
        ),
        groups=tuple(_group(each) for each in record.attendance),
        unnamed=_("%(n)d who answered would rather not name their group.") % {"n": record.unnamed}
        if record.unnamed
        else "",
        meetings=tuple(_meeting(each) for each in who_came(assessment)),
        told=assessment.told.strip(),
        parked=tuple(text.strip() for text in record.parked),
        about=sentences.about(with_reasons=with_reasons),
        left_out=""
        if with_reasons
        else _("This copy leaves out the reasons and accounts that people shared inside the partnership."),
    )


def _meeting(held: Came) -> Meeting:
    names = {"facilitator": held.facilitators[0], "lived": held.facilitators[1]}
    return Meeting(
        heading=_("Session %(number)d, %(day)s") % {"number": held.number, "day": words.date(held.starts_at)},
        place=held.place,
        held_by=_("%(facilitator)s, and %(lived)s, who was there for lived experience") % names,
        came=held.how + " " + "; ".join(f"{sentences.group_name(name)}: {people}" for name, people in held.groups),
    )


def _order(acted_on: int) -> str:
    return ngettext(
        "Lead and lived-experience co-lead decided the priorities. The first one is acted on now.",
        "Lead and lived-experience co-lead decided the priorities. The first %(n)d are acted on now.",
        acted_on,
    ) % {"n": acted_on}


def _challenge(
    item: ItemRecord, record: Record, answers: Answers, with_reasons: bool, priority: int | None
) -> Challenge:
    decision, framework = item.standing.recorded, record.framework
    stages = [stage.key for stage in framework.stages]
    agreed = sentences.outcome(framework, decision, closed=record.closed_at is not None)
    ticked = stages.index(decision.outcome) if decision and decision.outcome in stages else None
    reason = decision.reason.strip() if decision else ""
    dissent = decision.dissent.strip() if decision else ""
    comments = ["" if ticked is not None else agreed, reason]
    waiting = ""
    if item.standing.proposed is not None and record.closed_at is None:
        waiting = _("Something new was put forward. It counts once both lead and co-lead stand by it.")
    return Challenge(
        number=item.number,
        key=item.item.key,
        short_title=item.item.short_title,
        title=item.item.title,
        question=item.item.question,
        ticked=ticked,
        priority=priority,
        outcome=agreed,
        comments="\n\n".join(part for part in comments if part),
        reason=reason,
        dissent=dissent,
        recorded=sentences.recorded(decision) if decision else "",
        waiting=waiting,
        rounds=_rounds(item, answers),
        reasons=tuple(_voice(each, len(item.rounds)) for each in item.reasons) if with_reasons else (),
        documents=_cards(item.evidence.documents, record),
        accounts=_cards(item.evidence.accounts, record) if with_reasons else (),
        silences=_cards(item.evidence.silences, record),
        elsewhere=_apart(item.evidence.elsewhere.cards, record, with_reasons),
        elsewhere_silences=_apart(item.evidence.elsewhere.silences, record, with_reasons),
        parked=tuple(text.strip() for text in item.parked),
    )


def _answers(framework: Framework) -> Answers:
    """The parts of every chart: what can be answered is the same for each item."""
    kept = ordered(framework)
    names = sentences.answer_names(framework)
    return tuple(charts.Category(key, name, "ordered" if key in kept else "apart") for key, name in names.items())


def _rounds(item: ItemRecord, answers: Answers) -> tuple[Round, ...]:
    return tuple(
        _round(item, opened, answers, sentences.round_heading(place, len(item.rounds)))
        for place, opened in enumerate(item.rounds, start=1)
    )


def _round(item: ItemRecord, opened: Opened, answers: Answers, heading: str) -> Round:
    withheld = [charts.Row(sentences.group_name(name), (), _("Too few to show")) for name in opened.released.withheld]
    chart = charts.Distribution(
        title=_("Answers by group: %(item)s") % {"item": item.item.short_title},
        description=heading or _("How many people of each group gave each answer."),
        categories=answers,
        rows=tuple(
            charts.Row(sentences.row_name(cell), tuple(cell.counts.get(each.key, 0) for each in answers))
            for cell in opened.released.cells
        )
        + tuple(withheld),
    )
    return Round(heading, sentences.gap(opened), sentences.notes(opened), chart, charts.sentences(chart))


def _voice(reason: Reason, rounds: int) -> Voice:
    if reason.withheld_at:
        said = _(
            "One reason was withheld on %(day)s: %(why)s. Two people agreed to withhold it, one of them there for "
            "lived experience."
        )
        return Voice(_("Withheld"), said % {"day": words.date(reason.withheld_at), "why": reason.why})
    who = _("Somebody from: %(group)s") % {"group": reason.group} if reason.group else _("Somebody")
    if rounds > 1 and reason.round is not None:
        who = _("%(who)s, round %(round)d") % {"who": who, "round": reason.round}
    return Voice(who, reason.text.strip())


def _cards(cards: Iterable[evidence.Card], record: Record) -> tuple[Card, ...]:
    """Cards as they stood: what was added after the record closed is not part of it."""
    return tuple(_card(card) for card in cards if _stood(card, record))


def _apart(found: Iterable[Apart], record: Record, with_reasons: bool) -> tuple[Card, ...]:
    """Cards of other editions as they stood; without reasons, what people have seen and say stays out here too."""
    return tuple(
        replace(
            _card(each.card),
            written_for=_("%(edition)s, about “%(challenge)s”")
            % {"edition": each.edition, "challenge": each.challenge},
        )
        for each in found
        if _stood(each.card, record) and (with_reasons or names_a_document(each.card.kind))
    )


def _stood(card: evidence.Card, record: Record) -> bool:
    return record.closed_at is None or card.created_at <= record.closed_at


def _card(card: evidence.Card) -> Card:
    return Card(
        kind=card.get_kind_display(),
        title=card.title,
        shows=card.shows,
        does_not_show=card.does_not_show,
        source=card.source,
        dated=card.dated,
    )


def _group(group: Attendance) -> Group:
    return Group(
        name=group.name,
        invited=group.invited,
        answered=group.answered,
        came=sentences.came(group.answered, group.invited),
        how=sentences.how(group.answered, group.modes),
        support=group.support.strip(),
        payment=group.payment.strip(),
        absence="" if group.answered else sentences.absence(group.absence_means),
    )
