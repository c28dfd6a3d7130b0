"""Send a WhatsApp template to the people of a spreadsheet: each once, whatever stops it.

Shows what it will do, asks, and sends. Run the same command again to go on after Ctrl-C, a crash or
a spent quota. The key is taken from FLOCHAT_API_KEY.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from flochat import BulkOutcomes, BulkReport, Contact, Flochat, WhatsAppTemplate, errors
from flochat.tables import People, TablePerson

VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class CampaignError(Exception):
    """What whoever runs the campaign has to change."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    try:
        with Flochat(on_exhausted="wait") as client:
            report = run(client, options)
    except KeyboardInterrupt:
        print("\nstopped: to go on, run the same command again", file=sys.stderr)
        return 130
    except (CampaignError, errors.FlochatError, OSError, TypeError) as error:  # no such --answer
        print(f"campaign: {error}", file=sys.stderr)
        return 1
    show("got nothing; --retry-failed tries what was refused once more", report.failed)
    show("skipped, since they want no messages", report.skipped)
    show("may or may not have got it; --resend-unknown sends it again", report.unknown)
    return 1 if report.failed or report.unknown or report.pending else 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="people with their phones: .xlsx or .csv")
    parser.add_argument("template", help="the name of a WhatsApp template that Meta has approved")
    parser.add_argument("--language", help="of the template, where it has several")
    value = "for a variable of the template: a column, or =TEXT for all; one each, in their order"
    parser.add_argument("--value", action="append", default=[], metavar="COLUMN", help=value)
    parser.add_argument("--create", action="store_true", help="people whom the flow lacks, too")
    answer = "to a question about the file, as the error says it: hidden=False"
    parser.add_argument("--answer", action="append", default=[], type=setting, help=answer)
    parser.add_argument("--country", default=os.environ.get("FLOCHAT_COUNTRY"), help="such as AU")
    parser.add_argument("--journal", type=Path, help="what was done is kept there; beside the file")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--retry-failed", action="store_true", help="try whoever failed once more")
    again.add_argument("--resend-unknown", action="store_true", help="may reach somebody twice")
    return parser.parse_args(arguments)


def setting(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    if not value:
        raise argparse.ArgumentTypeError(f"it takes NAME=VALUE, not {text!r}")
    with suppress(SyntaxError, ValueError):
        return name, ast.literal_eval(value)
    return name, value


def run(client: Flochat, options: argparse.Namespace) -> BulkReport:
    template = client.whatsapp_templates.get(options.template, language=options.language)
    if (template.status or "").upper() != "APPROVED":
        raise CampaignError(f"the template is {template.status}; Meta must have approved it")
    people = People(options.file, country=options.country, **dict(options.answer))
    columns = match(template, options.value, people)

    def values(row: TablePerson) -> dict[str, str]:
        found = {name: it[1:] if it[:1] == "=" else row[it] for name, it in columns.items()}
        if blank := [columns[name] for name, text in found.items() if not text]:
            raise ValueError(f"row {row.row} has no {' and no '.join(blank)}")
        return found

    def contact(row: TablePerson) -> Contact | None:
        return Contact(first_name=row.get("first_name") or None) if options.create else None

    journal = options.journal or options.file.with_suffix(f".{options.template}.sqlite")
    new: Any = {"create_if_not_found": options.create or None, "contact": contact}
    job = client.bulk.send_whatsapp_template(people, template, values, journal=journal, **new)
    plan = job.plan()
    print(f"{plan}; what was done is kept in {journal}")
    if plan.not_in_journal:
        print(f"not of this campaign, since they came into the file later: {plan.not_in_journal}")
    if plan.people and not options.yes:
        for row in (it for it in people if it.refusal is None):
            with suppress(ValueError):
                print(f"  row {row.row} reads: {preview(template, values(row))}")
                break
        whom = f"{plan.people} {'person' if plan.people == 1 else 'people'}"
        if ask(f"Send {template.name!r} to {whom}? [y/N] ") != "y":
            raise CampaignError("nothing was sent")
    again = {"retry_failed": options.retry_failed, "resend_unknown": options.resend_unknown}
    end = "\r" if sys.stdout.isatty() else "\n"
    print(report := job.run(progress=lambda it: print(it, end=end, flush=True), **again))
    return report


def match(template: WhatsAppTemplate, wanted: Sequence[str], people: People) -> dict[str, str]:
    """Variable -> the column with its value, as the rows of people call it."""
    defaults = template.default_values.params if template.default_values else {}
    variables = [name for name in template.variables() if name not in defaults]
    if len(wanted) != len(variables):
        listed = ", ".join(variables) or "no variables"
        raise CampaignError(
            f"{template.name!r} has {listed}: give a --value for each, in that order"
        )
    report = people.check()
    print(report)
    keys = {column.heading: column.role or column.heading for column in report.columns}
    keys |= {key: key for key in (*keys.values(), *(it for it in wanted if it[:1] == "="))}
    if unknown := [column for column in wanted if column not in keys]:
        raise CampaignError(f"there is no column {unknown[0]!r}; there are {', '.join(keys)}")
    return {name: keys[column] for name, column in zip(variables, wanted, strict=True)}


def preview(template: WhatsAppTemplate, values: Mapping[str, str]) -> str:
    body = next((part.text for part in template.components if part.type == "BODY"), None) or ""
    return VARIABLE.sub(lambda found: values.get(f"BODY_{{{{{found[1]}}}}}", found[0]), body)


def ask(question: str) -> str:
    try:
        return input(question).strip().lower()
    except EOFError:  # nobody is there to answer
        return ""


def show(title: str, people: BulkOutcomes) -> None:
    if people:
        print(f"{title}:")
    for one in people:
        print(f"  {one.person}: {one.error}" if one.error else f"  {one.person}")


if __name__ == "__main__":
    sys.exit(main())
