"""People of a flow as tables, as an analyst would look at them: run it cell by cell, or as a whole.

    python examples/people_as_tables.py

It needs no key: a sandbox in the same process stands for the platform. With your own flow, leave
out the first cell, and make the client by `Flochat(time_zone="Australia/Sydney")`.
"""

# %% A small flow to look at
from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path

import duckdb
import polars as pl

from flochat import Flochat, Subscriber
from flochat.sandbox import serve

opened = ExitStack()
server = opened.enter_context(serve())
seed = server.seed
seed.user_field("Plan")
seed.user_field("Visits", "number")
seed.user_field("Renewal", "date")
for number in range(250):
    seed.subscriber(
        first_name=f"Person {number}",
        email=f"person{number}@example.com",
        tags=["VIP"] if number % 10 == 0 else [],
        user_fields={
            "Plan": ("free", "silver", "gold")[number % 3],
            "Visits": str(number % 7),
            "Renewal": f"2027-{number % 12 + 1:02}-01",
        },
    )
client = opened.enter_context(
    Flochat(server.api_key, base_url=server.url, time_zone="Australia/Sydney")
)
folder = Path(tempfile.mkdtemp())

# %% Read them once: 100 people for a request, and one request for the fields
people = client.subscribers.list()
written = people.to_parquet(folder / "people.parquet")
print(f"{written.rows} people with {len(server.requests)} requests")

# %% DuckDB: how many visits, by plan
print(
    duckdb.connect()
    .execute(
        """
        SELECT "Plan", count(*) AS people, sum("Visits")::INTEGER AS visits
        FROM read_parquet(?) GROUP BY ALL ORDER BY ALL
        """,
        [str(folder / "people.parquet")],
    )
    .fetchall()
)

# %% polars: when important people renew
frame = pl.read_parquet(folder / "people.parquet")
important = frame.filter(pl.col("tags").list.contains("VIP"))
print(important.group_by(pl.col("Renewal").dt.quarter().alias("quarter")).len().sort("quarter"))

# %% pandas: types are those of the fields, and times are in the zone of the client
table = people.to_pandas()
print(table.dtypes[["Plan", "Visits", "Renewal", "subscribed", "tags"]])
print(table.groupby("Plan")["Visits"].mean().round(2).to_dict())

# %% A table for colleagues, and one that is brought up to date every day
people.to_csv(folder / "people.csv")
people.to_sqlite(folder / "crm.sqlite", "people")
print(people.to_sqlite(folder / "crm.sqlite", "people"))

# %% One person, as JSON and back
person = people.first()
assert person is not None
again = Subscriber.from_dict(json.loads(json.dumps(person.to_dict())))
print(again == person)

# %% The files hold personal data: they are for their owner alone, and go when they are done with
for path in sorted(folder.iterdir()):
    print(path.name, oct(path.stat().st_mode & 0o777))
    path.unlink()
folder.rmdir()
opened.close()
