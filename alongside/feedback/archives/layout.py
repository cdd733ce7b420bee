"""What a survey asks, as the columns of an archive and the columns of its counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from alongside.catalogue.survey import Survey
from alongside.feedback.archives.scores import ScoreTable, tables
from alongside.feedback.rules.answers import asked, asked_about
from alongside.ui.refusals import Refused

TEAM, DAY = "team", "answered_on"


@dataclass(frozen=True)
class Column:
    """One question: its short name in the query (a key may hold what SQL does not like), its key, and its options."""

    name: str
    key: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Counted:
    """One column of the counts: how many gave one answer to one item, or had one score; `when` is SQL for who did."""

    name: str
    item: str
    answer: str
    when: str

    @property
    def title(self) -> str:
        """The column as it is called in a file of counts."""
        return f"{self.item}={self.answer}"


@dataclass(frozen=True)
class Layout:
    """The questions and what people are asked about themselves, which is sorted by key as cells with "&" are."""

    survey: str
    questions: tuple[Column, ...]
    about: tuple[Column, ...]
    scores: tuple[ScoreTable, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column that an archive may have beside the team and the day."""
        return (*self.questions, *self.about)

    @property
    def counted(self) -> tuple[Counted, ...]:
        """Every column of the counts beside the number of people."""
        answers = [
            (column.key, option, f"{column.name} = {place}")
            for column in self.questions
            for place, option in enumerate(column.options, start=1)
        ]
        scores = [
            (table.item, figure, f"{table.name} = {place}")
            for table in self.scores
            for place, figure in enumerate(table.figures, start=1)
        ]
        return tuple(Counted(f"c{place}", *each) for place, each in enumerate([*answers, *scores], start=1))

    def asking_only(self, keys: Collection[str]) -> Layout:
        """The same without what people are asked about themselves where a file has no such column."""
        return replace(self, about=tuple(column for column in self.about if column.key in keys))


def layout_of(survey: Survey) -> Layout:
    """The layout of archives of one survey. Raises Refused for a survey whose archives cannot have columns for it."""
    questions = tuple(
        Column(f"q{place}", key, tuple(options)) for place, (key, options) in enumerate(asked(survey).items(), start=1)
    )
    about = tuple(
        Column(f"a{place}", key, tuple(options))
        for place, (key, options) in enumerate(sorted(asked_about(survey).items()), start=1)
    )
    if not questions:
        raise Refused(f"{survey.id} has no questions with answers to choose from, so there is nothing to count.")
    if {TEAM, DAY} & {column.key for column in (*questions, *about)}:
        raise Refused(f"{survey.id} has a question called “{TEAM}”, which is the column of the team in an archive.")
    names = {column.key: column.name for column in questions}
    return Layout(survey.id, questions, about, tables(survey, names))
