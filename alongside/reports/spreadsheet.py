"""The record as a spreadsheet: the same words as the PDF, one table to a sheet. Without a row of totals, on purpose."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.reports.cells import Book, Column
from alongside.reports.told import Card, Challenge, Told

TICK = "✓"
Rows = list[list[str | int | None]]


def spreadsheet(told: Told) -> bytes:
    """The record as an Excel file."""
    book = Book(told.title)
    marks = [told.title, told.provider, told.dated, _("DRAFT") if told.draft else "", told.incomplete]
    head = " · ".join(mark for mark in marks if mark)
    for name, columns, rows in (
        (_("Template A"), *template_a(told)),
        (_("Answers by group"), *answers(told)),
        (_("Decisions"), *decisions(told)),
        (_("Reasons shared"), *reasons(told)),
        (_("Evidence"), *evidence(told)),
        (_("Silent documents"), *silences(told)),
        (_("Who took part"), *attendance(told)),
        *([(_("Sessions"), *sessions(told))] if told.meetings else []),
        (_("Parked questions"), *parked(told)),
        (_("About"), *about(told)),
    ):
        book.sheet(name, f"{name} · {head}", columns, rows)
    return book.done()


def template_a(told: Told) -> tuple[list[Column], Rows]:
    """The table itself; without a decided order the priorities are left to be filled in together."""
    stages = [
        Column(f"{_('Stage %(n)s') % {'n': place}}: {name}", 16) for place, name in enumerate(told.stages, start=1)
    ]
    priority = Column(_("Priority for action (1–%(n)d)") % {"n": len(told.challenges)}, 14)
    columns = [*_challenge_columns(), *stages, priority, Column(_("Comments"), 70)]
    rows: Rows = [
        [
            *_names(each),
            *[TICK if each.ticked == place else None for place in range(len(told.stages))],
            each.priority,
            _marked(each),
        ]
        for each in told.challenges
    ]
    return columns, rows


def _marked(each: Challenge) -> str:
    """The comments, and where the words of those stand who see it differently."""
    if not each.dissent:
        return each.comments
    return f"{each.comments}\n\n" + _("Also seen differently: see the sheet “%(sheet)s”.") % {"sheet": _("Decisions")}


def answers(told: Told) -> tuple[list[Column], Rows]:
    """Counts by challenge, round and group, as they were opened."""
    names = next((round.chart.categories for each in told.challenges for round in each.rounds), ())
    columns = [*_challenge_columns(), Column(_("Round"), 8), Column(_("Group"), 40), Column(_("People"), 10)]
    columns += [Column(each.label, 16) for each in names]
    columns.append(Column(_("Note"), 30))
    rows: Rows = []
    for each in told.challenges:
        for time, round in enumerate(each.rounds, start=1):
            for row in round.chart.rows:
                counts: list[str | int | None] = [sum(row.counts), *row.counts] if row.counts else []
                counts += [None] * (len(names) + 1 - len(counts))
                rows.append([*_names(each), time, row.label, *counts, row.note])
    return columns, rows


def decisions(told: Told) -> tuple[list[Column], Rows]:
    """What was agreed, why, who sees it differently, and who recorded it."""
    columns = [
        *_challenge_columns(),
        Column(_("What was agreed"), 34),
        Column(_("Why"), 60),
        Column(_("Seen differently"), 50),
        Column(_("Recorded by"), 40),
        Column(_("Where people differ"), 60),
    ]
    rows: Rows = [
        [
            *_names(each),
            each.outcome,
            each.reason,
            each.dissent,
            each.recorded,
            "\n".join(line for round in each.rounds for line in (round.heading, round.gap, *round.notes) if line),
        ]
        for each in told.challenges
    ]
    return columns, rows


def reasons(told: Told) -> tuple[list[Column], Rows]:
    """Reasons that people shared."""
    columns = [*_challenge_columns(), Column(_("Who"), 40), Column(_("In their words"), 80)]
    return columns, [[*_names(each), voice.who, voice.text] for each in told.challenges for voice in each.reasons]


def evidence(told: Told) -> tuple[list[Column], Rows]:
    """Documents and figures, then what people have seen and say, then what was written for another edition."""
    columns = [
        *_challenge_columns(),
        Column(_("Kind"), 18),
        Column(_("Title"), 34),
        Column(_("What it shows"), 60),
        Column(_("What it does not show"), 50),
        Column(_("Where to find it"), 34),
        Column(_("Date"), 16),
        Column(_("Written for another edition"), 40),
    ]
    return columns, [
        [*_names(each), card.kind, *_card(card)]
        for each in told.challenges
        for card in (*each.documents, *each.accounts, *each.elsewhere)
    ]


def silences(told: Told) -> tuple[list[Column], Rows]:
    """Documents that say nothing about a challenge: a sheet of their own, so that nobody counts them as evidence."""
    columns = [
        *_challenge_columns(),
        Column(_("Title"), 34),
        Column(_("What it says instead"), 60),
        Column(_("What that does not show"), 50),
        Column(_("Where to find it"), 34),
        Column(_("Date"), 16),
        Column(_("Written for another edition"), 40),
    ]
    return columns, [
        [*_names(each), *_card(card)] for each in told.challenges for card in (*each.silences, *each.elsewhere_silences)
    ]


def _card(card: Card) -> list[str | int | None]:
    return [card.title, card.shows, card.does_not_show, card.source, card.dated, card.written_for]


def attendance(told: Told) -> tuple[list[Column], Rows]:
    """Who was asked, who came, what they were offered, and what it means where nobody came."""
    columns = [
        Column(_("Group"), 40),
        Column(_("People asked"), 10),
        Column(_("People who answered"), 10),
        Column(_("How they took part"), 34),
        Column(_("Support offered"), 34),
        Column(_("Payment offered"), 24),
        Column(_("What their absence means"), 60),
    ]
    rows: Rows = [
        [group.name, group.invited, group.answered, group.how, group.support, group.payment, group.absence]
        for group in told.groups
    ]
    return columns, rows + ([[told.unnamed]] if told.unnamed else [])


def sessions(told: Told) -> tuple[list[Column], Rows]:
    """Sessions that were held, and how many of each group came."""
    columns = [
        Column(_("Session"), 30),
        Column(_("Place"), 40),
        Column(_("Facilitators"), 60),
        Column(_("How people came in, and the places taken"), 80),
    ]
    return columns, [[each.heading, each.place, each.held_by, each.came] for each in told.meetings]


def parked(told: Told) -> tuple[list[Column], Rows]:
    """Questions left open, by challenge and about the whole."""
    columns = [*_challenge_columns(), Column(_("Question left open"), 90)]
    rows: Rows = [[*_names(each), text] for each in told.challenges for text in each.parked]
    return columns, rows + [[None, _("The whole assessment"), text] for text in told.parked]


def about(told: Told) -> tuple[list[Column], Rows]:
    """What this is and how to read it."""
    facts = [
        (_("Assessment"), told.title),
        (_("Partnership"), told.partnership),
        (_("Provider that is assessed"), told.provider),
        (_("It looks at"), told.looks_at),
        (_("Edition"), told.edition),
        (_("Endorsement"), told.endorsement),
        (_("Date"), told.dated),
        (_("Draft"), told.draft),
        (told.incomplete, told.incomplete_means),
        (_("What people were told before they joined"), told.told),
        *[(_("How to read this"), line) for line in told.about],
        (_("Left out"), told.left_out),
    ]
    return [Column(_("About"), 34), Column("", 110)], [[name, text] for name, text in facts if text]


def _challenge_columns() -> list[Column]:
    return [Column(_("Number"), 9), Column(_("Challenge"), 36)]


def _names(each: Challenge) -> list[str | int | None]:
    return [each.number, each.short_title]
