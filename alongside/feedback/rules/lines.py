"""The lines of a file as answers, and every line that cannot be one, with its column and the reason.

What somebody wrote is repeated nowhere: a reason names the column and what may stand there, and the line is found in
the file by its number. A cell that slipped into the wrong column may hold anything about anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey
from alongside.catalogue.survey.shapes import GroupOption, Option
from alongside.feedback.rules.answers import LONGEST_WORDS, Answer
from alongside.feedback.tables import FORMULA, BadFile, Table

# How many unknown columns a sentence names.
_NAMED = 5


@dataclass(frozen=True)
class Column:
    """What a column of the file answers. Without `accepts` it holds words."""

    kind: str
    key: str
    question: str
    accepts: Mapping[str, str] | None
    offered: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Why a line is rejected. `column` is empty where the whole line is meant."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class Sorted:
    """What would be taken in of a file, and what would not."""

    answers: tuple[Answer, ...]
    faults: tuple[Fault, ...]

    @property
    def rejected(self) -> int:
        """How many lines are not taken in."""
        return len({fault.line for fault in self.faults})


def columns_of(survey: Survey) -> dict[str, Column]:
    """Every column that a file of this survey may have, by the name that stands in its first line."""
    found = {}
    for item in survey.items:
        said = item.question or item.title
        if item.free_text:
            found[item.key] = Column("words", item.key, said, None)
        else:
            found[item.key] = _choices("answers", item.key, said, survey.options(item.key))
    for question in survey.group_questions:
        # A question about the person that is called like another one is told apart by its beginning.
        name = f"about-{question.key}" if question.key in found else question.key
        found[name] = _choices("about", question.key, question.question, survey.group_options(question.key))
    return found


def sort_out(survey: Survey, table: Table) -> Sorted:
    """Every line of a table as an answer or as faults. Raises BadFile where the columns are not those of the survey."""
    columns = _columns(columns_of(survey), table.head)
    answers: list[Answer] = []
    faults: list[Fault] = []
    for number, cells in table.lines:
        found = list(_faults(number, columns, cells))
        faults += found
        if not found:
            answers.append(_answer(columns, cells))
    return Sorted(tuple(answers), tuple(faults))


def _choices(kind: str, key: str, said: str, options: Iterable[Option | GroupOption]) -> Column:
    """Keys go first, then labels, then plain labels: a word that means two answers means the first of these."""
    listed = list(options)
    accepts: dict[str, str] = {}
    for words in ("key", "label", "plain"):
        named = [(_alike(getattr(option, words) or ""), option.key) for option in listed]
        accepts |= {word: option for word, option in reversed(named) if word and word not in accepts}
    return Column(
        kind,
        key,
        said,
        accepts,
        tuple(option.label or option.key for option in listed),
        tuple(option.key for option in listed),
    )


def _alike(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _columns(known: Mapping[str, Column], head: Sequence[str]) -> list[Column]:
    names = [name.casefold() for name in head]
    if "" in names:
        raise BadFile(_("Column %(n)d has no name in the first line.") % {"n": names.index("") + 1})
    unknown = [name for name, small in zip(head, names, strict=True) if small not in known]
    if len(unknown) == len(names):
        sentence = _("No column of this file belongs to these questions. The first line must name them: %(columns)s.")
        raise BadFile(sentence % {"columns": ", ".join(known)})
    if unknown:
        sentence = _(
            "These columns do not belong to these questions: %(columns)s. Take them out. Nothing may come along that "
            "could show who answered, or when."
        )
        raise BadFile(sentence % {"columns": ", ".join(name[:40] for name in unknown[:_NAMED])})
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadFile(_("There is more than one column called %(column)s.") % {"column": twice[0]})
    return [known[name] for name in names]


def _faults(number: int, columns: Sequence[Column], cells: Sequence[str]) -> Iterable[Fault]:
    if any(cells[len(columns) :]):
        yield Fault(number, "", _("This line has more cells than the first line."))
    for column, cell in zip(columns, cells, strict=False):
        if cell == FORMULA:
            yield Fault(number, column.key, _("There is a formula in this cell. Put what it shows in its place."))
        elif column.accepts is None and len(cell) > LONGEST_WORDS:
            sentence = _("These words are longer than %(most)d characters.")
            yield Fault(number, column.key, sentence % {"most": LONGEST_WORDS})
        elif column.accepts is not None and cell and _alike(cell) not in column.accepts:
            sentence = _("This is no answer to the question. It can be empty, or: %(answers)s.")
            yield Fault(number, column.key, sentence % {"answers": "; ".join(column.offered)})


def _answer(columns: Sequence[Column], cells: Sequence[str]) -> Answer:
    given: dict[str, dict[str, str]] = {"answers": {}, "about": {}, "words": {}}
    for column, cell in zip(columns, cells, strict=False):
        if cell:
            given[column.kind][column.key] = cell if column.accepts is None else column.accepts[_alike(cell)]
    return Answer(**given)
