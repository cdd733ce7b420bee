"""The one text that counts, for every engine: standard SQL, made from what a survey asks.

It reads a table `answers` with `team`, `answered_on` and the short names of a layout's columns, texts and a date: once
for everybody, and once for each group that people are counted in. It gives one row for each team, month and group, with
one column for each answer; a row without a team counts the rows that were not taken. Counting many answers side by side
is several times cheaper than grouping by each question, and the counts of two files add up column by column. `long`
then turns such rows into the cells of `rules.counting.tally`.
"""

from __future__ import annotations

from itertools import combinations

from alongside.feedback.archives.layout import Column, Layout
from alongside.feedback.rules.counting import BOTH

FIRST_DAY, LAST_DAY = "1900-01-01", "2099-12-31"
# As many letters as the name of a team may have.
LONGEST_TEAM = 120


def counting(layout: Layout) -> str:
    """The whole text. `about` and `of_group` are empty for everybody, and have "&" between two groups in common."""
    return "\nUNION ALL\n".join(parts(layout))


def parts(layout: Layout) -> list[str]:
    """The text for everybody, for each question about the person, and for each two of them.

    What they give can be put together: an engine with little memory runs one after the other.
    """
    groups = [(), *((column,) for column in layout.about), *combinations(layout.about, 2)]
    return [_part(layout, group) for group in groups]


def _part(layout: Layout, group: tuple[Column, ...]) -> str:
    # Of two groups in common only how many they are is ever asked.
    counted = "".join(
        f",\n  {'CAST(NULL AS BIGINT)' if len(group) > 1 else f'COUNT(*) FILTER (WHERE {each.when})'} AS {each.name}"
        for each in layout.counted
    )
    names = [column.name for column in group]
    of_group = f" || '{BOTH}' || ".join(names) or "''"
    kept = "".join(f", CASE WHEN good THEN {name} END AS {name}" for name in names)
    answers = "".join(f", {column.name}" for column in layout.questions)
    scores = "".join(f", {table.sql} AS {table.name}" for table in layout.scores)
    said = " AND ".join(f"{name} IS NOT NULL" for name in names)
    return f"""\
SELECT team, month, {text(BOTH.join(column.key for column in group))} AS about, {of_group} AS of_group,
  COUNT(*) AS people{counted}
FROM (
  SELECT CASE WHEN good THEN team END AS team, CASE WHEN good THEN month END AS month{kept}{answers}{scores}
  FROM (
    SELECT {" AND ".join(condition for _what, condition in sound(layout))} AS good, coded.*
    FROM ({coded(layout)}) AS coded
  ) AS judged
) AS checked{f" WHERE {said}" if said else ""}
GROUP BY {", ".join(["team", "month", *names])}"""


def coded(layout: Layout, *, more: str = "") -> str:
    """Each row of `answers`: no team or month where there is none, 0 for no answer and -1 for one that is unknown."""
    codes = "".join(f",\n      {_code(column)} AS {column.name}" for column in layout.questions)
    about = "".join(f",\n      NULLIF({column.name}, '') AS {column.name}" for column in layout.about)
    return f"""
      SELECT {more}CASE WHEN LENGTH(TRIM(team)) BETWEEN 1 AND {LONGEST_TEAM} THEN TRIM(team) END AS team,
      CASE WHEN answered_on BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'
        THEN CAST(DATE_TRUNC('month', answered_on) AS DATE) END AS month{codes}{about}
      FROM answers"""


def sound(layout: Layout) -> list[tuple[str, str]]:
    """What must hold for a row of `coded` to be counted, by the column that it is about."""
    questions = [(column.key, f"{column.name} >= 0") for column in layout.questions]
    about = [(column.key, f"({column.name} IS NULL OR {column.name} IN ({_texts(column)}))") for column in layout.about]
    return [("team", "team IS NOT NULL"), ("answered_on", "month IS NOT NULL"), *questions, *about]


def long(layout: Layout, rows: str) -> str:
    """Cells of at least one person from rows of a counting: `team, month, about, of_group, item, answer, people`."""
    cells = [("people", "", ""), *((each.name, each.item, each.answer) for each in layout.counted)]
    values = ", ".join(f"({place}, {text(item)}, {text(answer)})" for place, (_name, item, answer) in enumerate(cells))
    people = " ".join(f"WHEN {place} THEN {name}" for place, (name, _item, _answer) in enumerate(cells))
    return f"""\
SELECT team, month, about, of_group, item, answer, people
FROM (
  SELECT team, month, about, of_group, item, answer, CASE cell {people} END AS people
  FROM ({rows}) AS counts CROSS JOIN (VALUES {values}) AS cells (cell, item, answer)
  WHERE team IS NOT NULL AND (cell = 0 OR about NOT LIKE '%{BOTH}%')
) AS all_cells
WHERE people > 0"""


def text(value: str) -> str:
    """A text in SQL."""
    return "'" + value.replace("'", "''") + "'"


def _code(column: Column) -> str:
    options = " ".join(
        f"WHEN {column.name} = {text(option)} THEN {place}" for place, option in enumerate(column.options, start=1)
    )
    return f"CASE WHEN {column.name} IS NULL THEN 0 {options} WHEN {column.name} = '' THEN 0 ELSE -1 END"


def _texts(column: Column) -> str:
    return ", ".join(text(option) for option in column.options)
