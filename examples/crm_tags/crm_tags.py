"""Give the people of a flow the tags and fields that a CRM has for them.

Reads an export (CSV or .xlsx), finds its people by phone, or by email where a row has no phone, and
writes what differs. The key is taken from FLOCHAT_API_KEY.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from flochat import Flochat, Subscriber, UserField, errors, phones
from flochat.tables import People, RowState, TablePerson

PAGE = 100  # people for a request
#: About one person; any other error stops the program.
REFUSALS = (errors.NotFoundError, errors.RejectedError, errors.UnprocessableEntityError)
Values = dict[UserField, str]


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    try:
        with Flochat(on_exhausted="wait", default_country=options.country) as client:
            left_out = run(client, options)
        if options.report:
            with options.report.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([("row", "why"), *left_out])
    except KeyboardInterrupt:
        print("stopped; run it again: what is written is not written twice", file=sys.stderr)
        return 130
    except (errors.FlochatError, OSError) as error:
        print(f"crm_tags: {error}", file=sys.stderr)
        return 1
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="the export: .csv or .xlsx")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written")
    parser.add_argument("--tag", action="append", default=[], help="a tag for everyone in the file")
    country = os.environ.get("FLOCHAT_COUNTRY")
    parser.add_argument("--country", default=country, help="of phones without one, such as AU")
    parser.add_argument("--day-first", action=argparse.BooleanOptionalAction, help="as in 31/12")
    use = "what a column is for: phone, tags, a field of the flow; nothing leaves it out"
    parser.add_argument("--map", action="append", default=[], type=mapping, help=use)
    parser.add_argument("--report", type=Path, help="a CSV file for the rows that were left out")
    return parser.parse_args(arguments)


def mapping(text: str) -> tuple[str, str | None]:
    heading, _, use = text.rpartition("=")
    if not heading:
        raise argparse.ArgumentTypeError(f"it takes HEADING=USE, not {text!r}")
    return heading, use or None


def run(client: Flochat, options: argparse.Namespace) -> list[tuple[int, str]]:
    """Write what differs; return the rows that were left out, and why."""
    fields = client.flow.user_fields.list().to_list()
    known = {tag.name for tag in client.flow.tags.list()}
    uses = dict(options.map)
    people = People(options.file, country=options.country, dayfirst=options.day_first, map=uses)
    report = people.check(fields=fields)
    print(report)
    left_out: list[tuple[int, str]] = []
    changed = 0
    for row, found in find(client, list(people.read(fields=fields)), options.country):
        if isinstance(found, str):
            left_out.append((row.row, found))
            continue
        tags, values = differences(row, found, options.tag)
        if not tags and not values:
            continue
        planned = [*tags, *(f"{field.name} = {text}" for field, text in values.items())]
        print(f"  row {row.row}: {found.name}: {', '.join(planned)}")
        try:
            if not options.dry_run:
                for name in [tag for tag in tags if tag not in known]:
                    client.flow.tags.create(name)  # not every host does that by itself
                    known.add(name)
                write(client, found, tags, values)
            changed += 1
        except REFUSALS as error:
            left_out.append((row.row, str(error)))
    for number, why in left_out:
        print(f"  row {number}: left out: {why}")
    refused = [row for row in report.bad if row.state is RowState.REFUSED]
    left_out += [(row.row, "; ".join(row.reasons)) for row in refused]
    verb = "to change" if options.dry_run else "changed"
    print(f"{report.rows} rows: {changed} people {verb}, {len(left_out)} rows left out")
    return sorted(left_out)


def find(
    client: Flochat, rows: Sequence[TablePerson], country: str | None
) -> Iterator[tuple[TablePerson, Subscriber | str]]:
    """Who has the phone or email of each row, or why nobody. All are read, if that is less."""
    everybody = client.subscribers.list()
    index: defaultdict[str, list[Subscriber]] = defaultdict(list)
    is_read = everybody.count() <= PAGE * len(rows)
    for person in everybody if is_read else ():
        if person.email:
            index[person.email.casefold()].append(person)
        with suppress(errors.InvalidArgumentError):  # no phone, or none that is possible
            index[phones.normalise(person.phone or "", country=country)].append(person)
    for row in rows:
        phone, email = row.get("phone") or None, row.get("email", "").casefold()
        found = index[phone or email]
        with suppress(errors.AmbiguousMatchError):
            if not is_read:
                one = client.subscribers.find(phone=phone, email=None if phone else email)
                found = [one] if one else []
            if len(found) < 2:
                yield row, found[0] if found else "not found"
                continue
        yield row, "several people may be meant"


def differences(row: TablePerson, person: Subscriber, more: list[str]) -> tuple[list[str], Values]:
    """The tags that the person lacks, and the fields with another value or none."""
    has = {tag.name for tag in person.tags}
    tags = [tag for tag in dict.fromkeys([*row.tags, *more]) if tag not in has]
    values: Values = {}
    for field, text in row.fields.items():
        now = person.field(field)
        if now is None or now.parsed != UserField(var_type=field.var_type, value=text).parsed:
            values[field] = text
    return tags, values


def write(client: Flochat, person: Subscriber, tags: list[str], values: Values) -> None:
    if tags:
        client.subscribers.add_tags(person, tags)
    if values:
        client.subscribers.set_fields(person, values)


if __name__ == "__main__":
    sys.exit(main())
