"""The same text on Apache Spark, through Ibis: for archives that lie where a cluster is, or to check one engine by
the other.

An extra that nobody needs: `requirements-spark.lock`, and Java. Parquet only, since two programs that read text as a
table would not always agree on what a row is. What Spark has counted goes to DuckDB, which does the rest as ever.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alongside.feedback.archives import duck
from alongside.feedback.archives.layout import DAY, TEAM, Layout
from alongside.feedback.archives.query import counting, text
from alongside.feedback.archives.sources import Source
from alongside.ui.refusals import Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MISSING = "Counting with Spark needs Java, and the packages of requirements-spark.lock; {problem}."


def count(connection: DuckDBPyConnection, layout: Layout, source: Source, spill: Path) -> None:
    """Count an archive on Spark into DuckDB's table `counts`. Raises Refused for text, and where Spark is missing."""
    if source.is_text:
        raise Refused(f"{source.path}: only Parquet files are counted with Spark. Leave out --spark for this one.")
    target = spill / "spark"
    running = session()
    try:
        _view(running, layout, source)
        _run(running, counting(layout), target)
    finally:
        running.stop()
    rows = duck.parquet(text(f"{target}/*.parquet"))
    connection.execute(f"CREATE TEMP TABLE counts AS SELECT * FROM {rows}")


def session() -> Any:
    """Spark: the one that the environment names (SPARK_MASTER), or all processors of this machine."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as problem:
        raise Refused(MISSING.format(problem=f"there is no {problem.name}")) from problem
    try:
        return (
            SparkSession.builder.config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "8")
            # It makes this folder at once, where somebody stands, though nothing is ever put into it.
            .config("spark.sql.warehouse.dir", str(Path(tempfile.gettempdir()) / "alongside-spark"))
            .getOrCreate()
        )
    except (PySparkException, OSError) as problem:
        raise Refused(MISSING.format(problem="Java did not start")) from problem


def _view(session: Any, layout: Layout, source: Source) -> None:
    """Make `answers` of a file, as DuckDB's is made."""
    frame = session.read.parquet(str(source.path.resolve()))
    kinds = dict(frame.dtypes)
    columns = [f"CAST({_name(TEAM)} AS STRING) AS team", f"{_day(kinds[DAY])} AS answered_on"]
    columns += [
        f"CAST({_name(each.key)} AS STRING) AS {each.name}" if each.key in kinds else f"'' AS {each.name}"
        for each in layout.columns
    ]
    frame.selectExpr(*columns).createOrReplaceTempView("answers")


def _day(kind: str) -> str:
    if kind.startswith(("date", "timestamp")):
        return f"CAST({_name(DAY)} AS DATE)"
    written = f"CAST({_name(DAY)} AS STRING)"
    return f"CASE WHEN LENGTH({written}) = 10 THEN CAST(TRY_TO_TIMESTAMP({written}, 'yyyy-MM-dd') AS DATE) END"


def _name(key: str) -> str:
    return "`" + key.replace("`", "``") + "`"


def _run(session: Any, query: str, target: Path) -> None:
    """Run the text as it stands, through Ibis, and leave the rows in a folder."""
    import ibis

    shutil.rmtree(target, ignore_errors=True)
    connection = ibis.pyspark.connect(session)
    connection.to_parquet_dir(connection.sql(query), str(target.resolve()))
