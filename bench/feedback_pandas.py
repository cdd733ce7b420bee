"""The same counts with pandas: `python bench/feedback_pandas.py WAY FOLDER`.

"pandas" is how it is usually written: read, take the month, drop the rows with an unknown answer, one group-by for each
question. "trained pandas" knows what makes pandas fast: Arrow's own types, a number for the month, texts as categories;
and it checks nothing. Neither writes anything. Both run in an environment of their own (tools/extras.py bench), so this
file must not need anything of ours.
"""

from __future__ import annotations

import json
import resource
import sys
import time

import pandas

QUESTIONS = ("hope", "control", "opportunity")
OPTIONS = ("worse", "not-at-all", "a-little", "quite-a-lot", "very-much", "rather-not-say")


def plain(folder: str) -> int:
    """As it is usually written; how many rows of counts there are."""
    answers = pandas.read_parquet(folder)
    answers["month"] = pandas.to_datetime(answers["answered_on"]).dt.to_period("M")
    for key in QUESTIONS:
        answers = answers[answers[key].isna() | answers[key].isin(OPTIONS)]
    return sum(len(answers.groupby(["team", "month", key]).size()) for key in QUESTIONS)


def trained(folder: str) -> int:
    """As somebody writes it who knows pandas well."""
    answers = pandas.read_parquet(folder, dtype_backend="pyarrow")
    answers["month"] = answers["answered_on"].dt.year * 12 + answers["answered_on"].dt.month
    for column in ("team", *QUESTIONS):
        answers[column] = answers[column].astype("category")
    return sum(len(answers.groupby(["team", "month", key], observed=True).size()) for key in QUESTIONS)


WAYS = {"pandas": plain, "trained pandas": trained}


if __name__ == "__main__":
    began, used = time.perf_counter(), time.process_time()
    WAYS[sys.argv[1]](sys.argv[2])
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "processor": time.process_time() - used,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )
