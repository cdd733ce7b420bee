"""The format ``survey/1``: which fields a file has and what may stand in them."""

from alongside.catalogue.framework import REFERENCE, STATUSES
from alongside.catalogue.grammar import ListOf, Maybe, Record, read
from alongside.catalogue.scalars import DAY, KEY, LANGUAGE, LINE, NUMBER, TEXT, VERSION, YEAR, YES_NO, Choice, Whole
from alongside.catalogue.survey import checks, shapes

KINDS = ("team-feedback", "staff-survey", "openness-check", "instrument")
LICENCES = (*shapes.WORDS_SHIP, "free-with-registration", "licensed")
DIRECTIONS = ("up", "down", "none")
METHODS = ("sum", "mean")
RELIABILITIES = ("internal-consistency", "retest")
# Texts that the organisation behind an installation gives; which of them stands beside the questions.
CRISIS_WORDS = ("crisis", "concern")

SOURCE = Record(shapes.Source, {"key": KEY, "title": LINE, "publisher": LINE, "year": Maybe(YEAR), "seen": Maybe(LINE)})
LICENCE = Record(shapes.Licence, {"class": Choice(LICENCES), "owner": LINE, "terms": TEXT}, renamed={"class": "kind"})
VALIDATION = Record(shapes.Validation, {"study": LINE, "note": TEXT, "source": REFERENCE})
OPTION = Record(shapes.Option, {"key": KEY, "label": Maybe(LINE), "plain": Maybe(LINE), "value": Maybe(NUMBER)})
ANSWERS = Record(shapes.AnswerSet, {"key": KEY, "options": ListOf(OPTION, at_least=2)})

ITEM = Record(
    shapes.Item,
    {
        "key": KEY,
        "title": LINE,
        "question": Maybe(LINE),
        "plain": Maybe(LINE),
        "note": Maybe(TEXT),
        "answers": Maybe(KEY),
        "free_text": Maybe(YES_NO, default=False),
        "direction": Maybe(Choice(DIRECTIONS)),
        "favourable": Maybe(ListOf(KEY, at_least=1), default=()),
    },
)

NORM = Record(
    shapes.Norm,
    {
        "of": LINE,
        "n": Maybe(Whole(1, 100_000_000)),
        "mean": Maybe(NUMBER),
        "sd": Maybe(NUMBER),
        "median": Maybe(NUMBER),
        "source": REFERENCE,
    },
)
SCALE = Record(
    shapes.Scale,
    {
        "key": KEY,
        "title": LINE,
        "items": ListOf(KEY),
        "method": Choice(METHODS),
        "reverse": Maybe(ListOf(KEY), default=()),
        "missing": Record(shapes.Missing, {"allowed": Whole(0, 1000), "note": TEXT}),
        "range": Record(shapes.Range, {"low": NUMBER, "high": NUMBER}),
        "higher_is_better": YES_NO,
        "conversion": Maybe(
            ListOf(Record(shapes.Converted, {"raw": Whole(-10_000, 10_000), "value": NUMBER}), at_least=2), default=()
        ),
        "bands": Maybe(ListOf(Record(shapes.Band, {"key": KEY, "label": LINE, "starts": NUMBER})), default=()),
        "norms": Maybe(ListOf(NORM), default=()),
        "change": Maybe(
            ListOf(Record(shapes.Threshold, {"points": NUMBER, "of": LINE, "source": REFERENCE})), default=()
        ),
        "reliability": Maybe(
            ListOf(
                Record(
                    shapes.Reliability,
                    {"kind": Choice(RELIABILITIES), "value": NUMBER, "of": LINE, "source": REFERENCE},
                )
            ),
            default=(),
        ),
        "note": Maybe(TEXT),
        "source": REFERENCE,
    },
)

GROUP_OPTION = Record(shapes.GroupOption, {"key": KEY, "label": LINE, "plain": Maybe(LINE)})
GROUP_QUESTION = Record(
    shapes.GroupQuestion, {"key": KEY, "question": LINE, "plain": LINE, "options": ListOf(GROUP_OPTION, at_least=2)}
)
ABOUT_YOU = Record(shapes.AboutYou, {"note": TEXT, "plain_note": TEXT, "questions": ListOf(GROUP_QUESTION, at_least=1)})

SURVEY = Record(
    shapes.Survey,
    {
        "key": KEY,
        "version": VERSION,
        "language": LANGUAGE,
        "status": Choice(STATUSES),
        "kind": Choice(KINDS),
        "title": LINE,
        "plain_title": LINE,
        "purpose": TEXT,
        "plain_purpose": TEXT,
        "who": TEXT,
        "minutes": Whole(1, 60),
        "authors": ListOf(LINE, at_least=1),
        "reviewer": Maybe(LINE, must_appear=True),
        "reviewed": Maybe(DAY, must_appear=True),
        "review_due": DAY,
        "licence": LICENCE,
        "validated": Maybe(VALIDATION, must_appear=True),
        "caution": Maybe(LINE),
        "intro": Maybe(TEXT),
        "plain_intro": Maybe(TEXT),
        "rather_not_say": LINE,
        "crisis_words": Choice(CRISIS_WORDS),
        "sources": ListOf(SOURCE),
        "answers": ListOf(ANSWERS),
        "items": ListOf(ITEM),
        "scales": ListOf(SCALE),
        "about_you": Maybe(ABOUT_YOU),
    },
    format="survey/1",
)


def parse(text: str, name: str) -> shapes.Survey:
    """The survey a text holds; ``name`` is what problems call the file.

    Raises ContentError: first with everything wrong with single fields, and once those are sound with everything
    in which the parts of the file contradict each other.
    """
    found, reading = read(text, name, SURVEY)
    survey: shapes.Survey = found
    checks.check(survey, reading)
    reading.stop_if_broken()
    return survey
