"""A survey as ``stats.scoring`` wants it: keys and numbers, and no words."""

from alongside.catalogue.survey.shapes import Scale, Survey
from alongside.stats import scoring


def instrument(survey: Survey) -> scoring.Instrument:
    """What is needed to score the answers to a survey; its questions in people's own words are left out.

    Raises ValueError if its scales contradict its items, which no survey that ``parse`` has read does.
    """
    return only(survey, survey.scales)


def only(survey: Survey, scales: tuple[Scale, ...]) -> scoring.Instrument:
    """The same with some of the scales, so that a fault can be told of the right one."""
    return scoring.Instrument(
        key=survey.key,
        version=survey.version,
        items=tuple(_item(survey, item.key) for item in survey.items if item.answers is not None),
        scales=tuple(_scale(scale) for scale in scales),
    )


def _item(survey: Survey, key: str) -> scoring.Item:
    options = survey.options(key)
    return scoring.Item(
        key=key, options=tuple(scoring.Option(key=option.key, value=option.value) for option in options)
    )


def _scale(scale: Scale) -> scoring.Scale:
    method: scoring.Method = "mean" if scale.method == "mean" else "sum"
    return scoring.Scale(
        key=scale.key,
        items=scale.items,
        method=method,
        low=scale.range.low,
        high=scale.range.high,
        higher_is_better=scale.higher_is_better,
        reverse=frozenset(scale.reverse),
        may_miss=scale.missing.allowed,
        conversion={line.raw: line.value for line in scale.conversion} or None,
        bands=tuple(scoring.Band(key=band.key, starts=band.starts) for band in scale.bands),
    )
