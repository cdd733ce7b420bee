"""Where the parts of one survey contradict each other, although each is sound on its own."""

from itertools import pairwise

from alongside.catalogue.framework import SourceReference
from alongside.catalogue.grammar import Path, Reading
from alongside.catalogue.keys import different, known, unique
from alongside.catalogue.survey import scoring
from alongside.catalogue.survey.shapes import RATHER_NOT_SAY, WORDS_SHIP, AnswerSet, Item, Scale, Survey


def check(survey: Survey, reading: Reading) -> None:
    """Note every contradiction at its line."""
    _whole(survey, reading)
    _citations(survey, reading)
    for number, answers in enumerate(survey.answers):
        _answer_set(answers, survey, reading, ("answers", number))
    for number, item in enumerate(survey.items):
        _item(item, survey, reading, ("items", number))
    for number, question in enumerate(survey.group_questions):
        path: Path = ("about_you", "questions", number)
        unique(question.options, reading, (*path, "options"))
        _reserved([option.key for option in question.options], reading, (*path, "options"))
    _words(survey, reading)
    for number, scale in enumerate(survey.scales):
        _scale(scale, survey, reading, ("scales", number))


def _whole(survey: Survey, reading: Reading) -> None:
    unique(survey.sources, reading, ("sources",))
    unique(survey.answers, reading, ("answers",))
    unique(survey.items, reading, ("items",))
    unique(survey.scales, reading, ("scales",))
    items = {item.key for item in survey.items}
    unique(survey.group_questions, reading, ("about_you", "questions"))
    for number, question in enumerate(survey.group_questions):
        if question.key in items:
            reason = f"'{question.key}' is the key of an item too; every question needs a key of its own"
            reading.refuse_at(("about_you", "questions", number, "key"), reason)
    if (survey.reviewer is None) != (survey.reviewed is None):
        reading.refuse_at(("reviewed",), "'reviewer' and 'reviewed' go together: give both, or null for both")
    if survey.validated is None and survey.caution is None:
        reason = "'caution' is missing; a survey that is not validated must carry words that say so"
        reading.refuse_at(("validated",), reason)
    if not survey.items and (survey.kind != "instrument" or not survey.scales):
        reason = "there is no question; only an instrument may do without, as a place for totals from elsewhere"
        reading.refuse_at(("items",), reason)


def _citations(survey: Survey, reading: Reading) -> None:
    documents = [source.key for source in survey.sources]

    def cited(source: SourceReference, path: Path) -> None:
        known(source.document, documents, "document", reading, (*path, "document"))
        for number, further in enumerate(source.also):
            known(further.document, documents, "document", reading, (*path, "also", number, "document"))

    if survey.validated:
        cited(survey.validated.source, ("validated", "source"))
    for number, scale in enumerate(survey.scales):
        cited(scale.source, ("scales", number, "source"))
        facts = {
            "norms": [norm.source for norm in scale.norms],
            "change": [threshold.source for threshold in scale.change],
            "reliability": [reliability.source for reliability in scale.reliability],
        }
        for field, sources in facts.items():
            for place, source in enumerate(sources):
                cited(source, ("scales", number, field, place, "source"))


def _reserved(keys: list[str], reading: Reading, path: Path) -> None:
    for number, key in enumerate(keys):
        if key == RATHER_NOT_SAY:
            reason = f"'{RATHER_NOT_SAY}' is added to every question by itself; its words are in 'rather_not_say'"
            reading.refuse_at((*path, number, "key"), reason)


def _answer_set(answers: AnswerSet, survey: Survey, reading: Reading, path: Path) -> None:
    unique(answers.options, reading, (*path, "options"))
    _reserved([option.key for option in answers.options], reading, (*path, "options"))
    if answers.key not in {item.answers for item in survey.items}:
        reading.refuse_at((*path, "key"), f"no item uses the answers '{answers.key}'")
    values = [option.value for option in answers.options if option.value is not None]
    rising = all(before < after for before, after in pairwise(values))
    if not rising and not all(before > after for before, after in pairwise(values)):
        reading.refuse_at(path, f"the values of the answers '{answers.key}' must rise or fall all the way")


def _item(item: Item, survey: Survey, reading: Reading, path: Path) -> None:
    if (item.answers is None) != item.free_text:
        reading.refuse_at(path, f"the item '{item.key}' needs either 'answers' or 'free_text: yes'")
    if item.free_text and item.note is None:
        reason = f"the item '{item.key}' asks for people's own words; its 'note' must say who reads them"
        reading.refuse_at(path, reason)
    if item.answers is None:
        if item.direction or item.favourable:
            reading.refuse_at(path, f"'direction' and 'favourable' need answers, which '{item.key}' does not have")
        return
    known(item.answers, [answers.key for answers in survey.answers], "set of answers", reading, (*path, "answers"))
    if item.direction is None:
        reading.refuse_at(path, f"'direction' is missing in the item '{item.key}'")
    _favourable(item, survey, reading, (*path, "favourable"))


def _favourable(item: Item, survey: Survey, reading: Reading, path: Path) -> None:
    options = {option.key: option for answers in survey.answers if answers.key == item.answers
               for option in answers.options}  # fmt: skip
    different(item.favourable, reading, path)
    for number, key in enumerate(item.favourable):
        known(key, list(options), "answer", reading, (*path, number))
    if not item.favourable or not set(item.favourable) <= set(options):
        return
    values = {key: option.value for key, option in options.items() if option.value is not None}
    yes = [values[key] for key in item.favourable if key in values]
    no = [value for key, value in values.items() if key not in item.favourable]
    better = {"up": lambda: min(yes) > max(no), "down": lambda: max(yes) < min(no)}.get(item.direction or "")
    if better is None or len(yes) < len(item.favourable) or not no or not better():
        reason = f"'favourable' in '{item.key}' must be the best answers by 'direction', but not all of them"
        reading.refuse_at(path, reason)


def _words(survey: Survey, reading: Reading) -> None:
    """Own and open words must be there; anybody else's must not."""
    places: list[tuple[Path, str, str | None]] = []
    for number, item in enumerate(survey.items):
        places += [(("items", number), "question", item.question), (("items", number), "plain", item.plain)]
    for number, answers in enumerate(survey.answers):
        for place, option in enumerate(answers.options):
            places.append((("answers", number, "options", place), "label", option.label))
    if survey.items:
        places += [((), "intro", survey.intro), ((), "plain_intro", survey.plain_intro)]
    for path, field, text in places:
        if survey.licence.kind in WORDS_SHIP and text is None:
            reading.refuse_at(path, f"'{field}' is missing; the words of this survey ship with it")
        if survey.licence.kind not in WORDS_SHIP and text is not None:
            reason = f"'{field}' may not be here: under '{survey.licence.kind}' the words belong in a wording pack"
            reading.refuse_at((*path, field), reason)


def _scale(scale: Scale, survey: Survey, reading: Reading, path: Path) -> None:
    directions = {item.key: item.direction for item in survey.items if item.answers is not None}
    unique(scale.bands, reading, (*path, "bands"))
    for field, keys in (("items", scale.items), ("reverse", scale.reverse)):
        different(keys, reading, (*path, field))
        for number, key in enumerate(keys):
            known(key, list(directions), "item with answers", reading, (*path, field, number))
    raws = [line.raw for line in scale.conversion]
    for number, raw in enumerate(raws):
        if raw in raws[:number]:
            reading.refuse_at((*path, "conversion", number, "raw"), f"{raw} is converted twice")
    if reading.problems:
        return
    against = "down" if scale.higher_is_better else "up"
    for number, key in enumerate(scale.items):
        if directions[key] == "none":
            reading.refuse_at((*path, "items", number), f"'{key}' has no direction, so it cannot be in a scale")
        elif (directions[key] == against) != (key in scale.reverse):
            reason = f"'{key}' and the scale point different ways: put it in 'reverse', or correct its 'direction'"
            if key in scale.reverse:
                reason = f"'{key}' is in 'reverse', but it points the same way as the scale"
            reading.refuse_at((*path, "items", number), reason)
    _scored(scale, survey, reading, path)


def _scored(scale: Scale, survey: Survey, reading: Reading, path: Path) -> None:
    """Note what scoring itself would refuse: a range its items do not have, gaps in a conversion."""
    try:
        scoring.only(survey, (scale,))
    except ValueError as error:
        reading.refuse_at(path, str(error)[:1].lower() + str(error)[1:].rstrip("."))
