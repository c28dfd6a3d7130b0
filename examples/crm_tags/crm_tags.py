"""Give the people of a flow the tags and fields that a CRM has for them.

Reads an export (CSV or .xlsx), finds its people by phone, or by email where a row has no phone, and
writes what differs. The key is taken from FLOCHAT_API_KEY.
"""

from __future__ import annotations

import argparse
import ast
import csv
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from flochat import Flochat, Subscriber, UserField, errors, phones
from flochat.tables import People, TablePerson

PAGE = 100  # people for a request
# About one person; any other error stops the program.
REFUSALS = (errors.NotFoundError, errors.RejectedError, errors.UnprocessableEntityError)
Found = tuple[TablePerson, Subscriber | str]  # somebody, or why nobody
Changes = tuple[list[str], dict[UserField, str]]


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
    except (errors.FlochatError, OSError, TypeError) as error:  # TypeError: no such --answer
        print(f"crm_tags: {error}", file=sys.stderr)
        return 1
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="the export: .csv or .xlsx")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written")
    parser.add_argument("--tag", action="append", default=[], help="a tag for everyone in the file")
    parser.add_argument("--country", default=os.environ.get("FLOCHAT_COUNTRY"), help="such as AU")
    parser.add_argument("--map", action="append", default=[], type=setting, help="HEADING=USE")
    answer = "to a question about the file, as the error says it: dayfirst=True"
    parser.add_argument("--answer", action="append", default=[], type=setting, help=answer)
    parser.add_argument("--report", type=Path, help="a CSV file for the rows that were left out")
    return parser.parse_args(arguments)


def setting(text: str) -> tuple[str, Any]:
    name, _, value = text.rpartition("=")
    if not name:
        raise argparse.ArgumentTypeError(f"it takes NAME=VALUE, not {text!r}")
    with suppress(SyntaxError, ValueError):
        return name, ast.literal_eval(value)
    return name, value or None


def run(client: Flochat, options: argparse.Namespace) -> list[tuple[int, str]]:
    """Write what differs; return the rows that were left out, and why."""
    fields = client.flow.user_fields.list().to_list()
    known = {tag.name for tag in client.flow.tags.list()}
    uses, answers = dict(options.map), dict(options.answer)
    people = People(options.file, country=options.country, map=uses, **answers)
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
        print(f"  row {row.row}: {found.name}:", ", ".join(planned))
        try:
            if not options.dry_run:
                for name in set(tags) - known:  # which not every host creates by itself
                    client.flow.tags.create(name)
                known.update(tags)
                if tags:
                    client.subscribers.add_tags(found, tags)
                if values:
                    client.subscribers.set_fields(found, values)
            changed += 1
        except REFUSALS as error:
            left_out.append((row.row, str(error)))
    print(*(f"  row {number}: left out: {why}\n" for number, why in left_out), sep="", end="")
    left_out += [(it.row, "; ".join(it.reasons)) for it in report.bad if it.state == "refused"]
    done = f"{changed} people {'to change' if options.dry_run else 'changed'}"
    print(f"{report.rows} rows: {done}, {len(left_out)} rows left out")
    return sorted(left_out)


def find(client: Flochat, rows: list[TablePerson], country: str | None) -> Iterator[Found]:
    """Who has the phone or email of each row, or why nobody. All are read, if that is less."""
    everybody = client.subscribers.list()
    index: defaultdict[str, dict[str | None, Subscriber]] = defaultdict(dict)
    is_read = everybody.count() <= PAGE * len(rows)
    for person in everybody if is_read else ():
        for key in (*ids(person.phone, country), (person.email or "").casefold()):
            index[key][person.user_ns] = person
    for row in rows:
        phone, email = row.get("phone") or None, row.get("email", "").casefold()
        wanted = ids(phone, country) if phone else (email,)
        found = {user_ns: it for key in wanted for user_ns, it in index[key].items()}
        with suppress(errors.AmbiguousMatchError):
            if not is_read:
                one = client.subscribers.find(phone=phone, email=None if phone else email)
                found = {one.user_ns: one} if one else {}
            if len(found) < 2:
                yield row, next(iter(found.values()), "not found")
                continue
        yield row, "several people may be meant"


def ids(phone: str | None, country: str | None) -> tuple[str, ...]:
    """What WhatsApp may know a phone as, by which two spellings of it can be compared."""
    with suppress(errors.InvalidArgumentError):  # there is none, or it is not possible
        return phones.whatsapp_ids(phone or "", country=country)
    return ()


def differences(row: TablePerson, person: Subscriber, more: list[str]) -> Changes:
    """The tags that the person lacks, and the fields with another value or none."""
    has = {tag.name for tag in person.tags}
    tags = [tag for tag in dict.fromkeys([*row.tags, *more]) if tag not in has]
    values: dict[UserField, str] = {}
    for field, text in row.fields.items():
        now = person.field(field)
        if now is None or now.parsed != UserField(var_type=field.var_type, value=text).parsed:
            values[field] = text
    return tags, values


if __name__ == "__main__":
    sys.exit(main())
