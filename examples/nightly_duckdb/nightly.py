"""Bring a DuckDB file up to date with a flow, and draw who came: for cron, every night.

Keeps in FOLDER a mirror of the flow, which is read in as few requests as there are changes;
flow.duckdb with tables made of it; and new-people.svg. The key is taken from FLOCHAT_API_KEY.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from flochat import Flochat, errors

#: Table of DuckDB -> what it has of the mirror; docs/mirror.md has all that is there.
TABLES = {
    "people": "SELECT * FROM people_now",
    "tags": "SELECT user_ns, tag FROM person_tags JOIN people_now USING (user_ns)",
    "fields": "SELECT user_ns, field, value FROM person_fields JOIN people_now USING (user_ns)",
    "orders": "SELECT * FROM orders WHERE vanished_at IS NULL",
}
LEFT_OUT = {"raw", "sweep"}
TYPES = {"INTEGER": pa.int64(), "REAL": pa.float64()}
ROWS = 10_000  # that are in memory at a time
DAYS = 30  # that the chart shows


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    try:
        with Flochat(on_exhausted="wait", time_zone=options.time_zone) as client:
            options.folder.mkdir(parents=True, exist_ok=True)
            mirror = client.mirror(options.folder / "mirror.sqlite")
            report = mirror.sync()
        print(report, *(f"not known: {line}" for line in report.cannot_see), sep="\n")
        today = datetime.now(ZoneInfo(options.time_zone)).date()
        with duckdb.connect(options.folder / "flow.duckdb") as database:
            counts = load(database, mirror.path, options.time_zone, today)
        chart = draw({today - timedelta(days=n): 0 for n in reversed(range(DAYS))} | counts)
        unfinished = options.folder / "new-people.svg.unfinished"
        unfinished.write_text(chart, encoding="utf-8")
        unfinished.replace(options.folder / "new-people.svg")
    except KeyboardInterrupt:
        print("stopped; the next run goes on with what is not read yet", file=sys.stderr)
        return 130
    except (errors.FlochatError, duckdb.Error, sqlite3.Error, OSError) as error:
        print(f"nightly: {error}", file=sys.stderr)
        return 1
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the files are kept")
    zone = os.environ.get("FLOCHAT_TIME_ZONE")
    parser.add_argument("--time-zone", default=zone, help="of the flow, such as Australia/Sydney")
    options = parser.parse_args(arguments)
    try:
        ZoneInfo(options.time_zone or "")
    except (ValueError, KeyError, OSError):
        parser.error("--time-zone must be the name of a zone, such as Australia/Sydney")
    return options


def load(
    database: duckdb.DuckDBPyConnection, mirror: Path, zone: str, today: date
) -> dict[date, int]:
    """Replace the tables, all or none of them; return how many people came on which day."""
    database.begin()
    # DuckDB reads in threads of its own, one after the other.
    with closing(sqlite3.connect(mirror, check_same_thread=False)) as source:
        for table, query in TABLES.items():
            database.register("rows_of_mirror", read(source, query))
            database.execute(f"CREATE OR REPLACE TABLE {table} AS FROM rows_of_mirror")
            database.unregister("rows_of_mirror")
    database.execute(
        """
        CREATE OR REPLACE TABLE new_people AS
        SELECT
            CAST(timezone(?, TRY_CAST(subscribed AS TIMESTAMPTZ)) AS DATE) AS day,
            count(*) AS people
        FROM people GROUP BY ALL HAVING day IS NOT NULL ORDER BY ALL
        """,
        [zone],
    )
    database.execute(
        "CREATE TABLE IF NOT EXISTS nights (day DATE PRIMARY KEY, people BIGINT, orders BIGINT)"
    )
    database.execute(
        "INSERT OR REPLACE INTO nights "
        "SELECT ?, (SELECT count(*) FROM people), (SELECT count(*) FROM orders)",
        [today],
    )
    database.commit()
    since = today - timedelta(days=DAYS - 1)
    shown = database.execute("FROM new_people WHERE day BETWEEN ? AND ?", [since, today])
    return dict(shown.fetchall())


def read(source: sqlite3.Connection, query: str) -> pa.RecordBatchReader:
    """The rows of a query, a part at a time, in columns of the types that the mirror has."""
    source.execute(f"CREATE TEMP VIEW asked AS {query}")
    columns = [(it[1], it[2]) for it in source.execute("PRAGMA table_info(asked)")]
    source.execute("DROP VIEW asked")
    kept = [(name, TYPES.get(kind, pa.string())) for name, kind in columns if name not in LEFT_OUT]
    schema = pa.schema(kept)
    names = ", ".join(f'"{name}"' for name in schema.names)
    rows = source.execute(f"SELECT {names} FROM ({query})")

    def batches() -> Iterator[pa.RecordBatch]:
        while part := rows.fetchmany(ROWS):
            yield pa.record_batch([*map(pa.array, zip(*part, strict=True), schema.types)], schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def draw(counts: dict[date, int]) -> str:
    """Bars as SVG, which browsers, wikis and mail show without anything else."""
    most, width, height = max(counts.values()) or 1, 20, 160
    bars = [
        f'<rect x="{30 + n * width}" y="{40 + height - round(height * people / most)}" '
        f'width="{width - 4}" height="{round(height * people / most)}" fill="#2f6fab">'
        f"<title>{day:%d %B}: {people}</title></rect>"
        for n, (day, people) in enumerate(sorted(counts.items()))
    ]
    first, last, across = min(counts), max(counts), 60 + width * len(counts)
    title = f"New people by day: {sum(counts.values())} in {len(counts)} days, at most {most} a day"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} 240" role="img"
  font-family="sans-serif" font-size="13"><title>{title}</title>
<rect width="100%" height="100%" fill="white"/><text x="30" y="24">{title}</text>
{chr(10).join(bars)}
<text x="30" y="224">{first:%d %B %Y}</text>
<text x="{across - 30}" y="224" text-anchor="end">{last:%d %B %Y}</text></svg>
"""


if __name__ == "__main__":
    os.umask(0o077)  # the files are of people, and so for their owner alone
    sys.exit(main())
