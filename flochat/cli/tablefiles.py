"""Files of people on the command line: how they are read, their questions, their bad rows."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from .._plurals import counted
from .asking import masked
from .failures import CommandError
from .output import is_terminal, say
from .session import Session

if TYPE_CHECKING:
    from ..models import UserField
    from ..tables import People
    from ..tables.reading.checking import CheckedTable
    from ..tables.reading.options import Question
    from ..tables.reading.report import TableReport

F = TypeVar("F", bound=Callable[..., Any])

_META: Final = "flochat.tablefiles"
_SHOWN_ROWS: Final = 3
_NAMES: Final = "country|time_zone|create_fields|encoding|delimiter|sheet|header|decimal|map|clear"
#: What the library says to programs, and what that is at a prompt.
_WORDS: Final[Sequence[tuple[str, str]]] = (
    (
        r"answer with dayfirst=True (\(\S+\)) or dayfirst=False",
        r"answer with --dayfirst \1 or --monthfirst",
    ),
    (r"client\.bulk\.upsert creates them", "flochat import creates them"),
    (r"map=\{.*?: None\} to leave the column out", "leave the column out in a --map"),
    (r"pass (country|time_zone|encoding|delimiter|sheet|header|decimal)=", r"give --\1"),
    (
        r"\b(country|time_zone|create_fields|encoding|delimiter|sheet|header|decimal|map|clear)=",
        r"--\1",
    ),
)
_PHONE_DIGITS: Final = 9
_SHOWN_BAD: Final = 5
#: The questions that two words answer, and the option that each word stands for.
_ANSWERS: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "dates": ("dayfirst", {"day": True, "month": False}),
    "decimal": ("decimal", {".": ".", ",": ","}),
    "hidden": ("hidden", {"take": True, "leave": False}),
    "consent": ("blank_consent", {"yes": True, "no": False}),
    "shared": ("shared", {"first": "first", "none": "none"}),
}
#: The questions that a text answers, and the option that it is for.
_TEXT_ANSWERS: Final[Mapping[str, str]] = {
    "encoding": "encoding",
    "delimiter": "delimiter",
    "sheet": "sheet",
    "time_zone": "time_zone",
    "header": "header",
}


def _options() -> list[Callable[..., Any]]:
    return [
        click.option(
            "--map",
            "map_file",
            type=click.Path(path_type=Path, dir_okay=False, exists=True),
            help='A TOML file that says what columns are for: "Handy" = "phone".',
            **_KEPT,
        ),
        click.option(
            "--country", metavar="CC", help="The country of phones without a code.", **_KEPT
        ),
        click.option(
            "--dayfirst/--monthfirst",
            default=None,
            help="How 01/02/1990 is read.",
            **_KEPT,
        ),
        click.option("--time-zone", metavar="ZONE", help="The zone of times without one.", **_KEPT),
        click.option("--encoding", metavar="NAME", help="The encoding of a text file.", **_KEPT),
        click.option("--delimiter", metavar="C", help="What stands between cells.", **_KEPT),
        click.option("--decimal", type=click.Choice([".", ","]), help="Before decimals.", **_KEPT),
        click.option("--sheet", metavar="NAME", help="The sheet of a workbook.", **_KEPT),
        click.option("--header", metavar="ROW", help="The row of the headings, or no.", **_KEPT),
    ]


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Keep an option where whoever opens the file finds it: most commands only pass it on."""
    ctx.meta.setdefault(_META, {})[parameter.name] = value
    return value


#: How the options are kept, which are no arguments of the commands.
_KEPT: Final[Mapping[str, Any]] = {"callback": _keep, "expose_value": False}


def options(function: F) -> F:
    """How a file of people is read."""
    for option in reversed(_options()):
        function = option(function)
    return function


def read_options(session: Session) -> dict[str, Any]:
    """The arguments of `People`; country and zone are those of the profile unless given."""
    given: Mapping[str, Any] = click.get_current_context().meta.get(_META, {})
    profile = session.profile
    country, zone = given.get("country"), given.get("time_zone")
    read: dict[str, Any] = {
        "country": country or profile.country,
        "time_zone": zone or profile.time_zone,
        "map": read_map(given.get("map_file")),
    }
    for name in ("dayfirst", "encoding", "delimiter", "decimal"):
        read[name] = given.get(name)
    read["sheet"] = _number_or_text(given.get("sheet"))
    read["header"] = _header(given.get("header"))
    return read


def read_map(file: Path | None) -> dict[str | int, str | None] | None:
    """What columns are for, from a TOML file; "leave out" leaves one out."""
    if file is None:
        return None
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{file} is not a map: {error}") from error
    targets: dict[str | int, str | None] = {}
    for heading, target in content.items():
        if not isinstance(target, str):
            raise CommandError(f"{file}: what {heading!r} is for must be a text")
        key: str | int = int(heading) if heading.isdecimal() else heading
        targets[key] = None if target == "leave out" else target
    return targets


def write_map(file: Path, source: str, options: dict[str, Any], fields: list[UserField]) -> None:
    """Write what the columns would be taken for, to be edited and given back with --map."""
    from ..tables import People

    if file.exists():
        raise CommandError(f"{file} is there already")
    report = People(_content(source), **options).check(fields=fields)
    lines = [
        "# What each column is for: phone, email, name, first_name, tags, ..., the name of a user",
        '# field, or "leave out".',
    ]
    for column in report.columns:
        target = column.role or (column.field.name if column.field else None) or "leave out"
        lines.append(
            f"{_quoted(column.heading)} = {_quoted(target)}  # {at_a_prompt(str(column.use))}"
        )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def open_table(
    source: str, options: dict[str, Any], fields: list[UserField], *, of_any_flow: bool = False
) -> People:
    """The people of a file, once every question of it is answered.

    Questions are asked at a terminal; without one they end the command. `of_any_flow` asks also
    what only matters in a flow that has a user field for each column, as an import does.
    """
    from ..tables import People

    content = _content(source)
    while True:
        people = People(content, **options)
        report = people.check() if of_any_flow else people.check(fields=fields)
        if of_any_flow and not report.questions:
            report = people.check(fields=fields)
        if not report.questions:
            return people
        if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
            raise CommandError(_open_questions(report))
        checked = people._table(None if of_any_flow else tuple(fields))
        name, answer = _ask(report.questions[0], checked)  # which may answer others, too
        options = {**options, name: answer}


def _content(source: str) -> str | bytes:
    """A file, or what comes on standard input."""
    if source == "-":
        return _standard_input()
    if not Path(source).is_file():
        raise CommandError(f"there is no file {source!r}")
    return source


@cache
def _standard_input() -> bytes:
    """All of standard input, which comes once."""
    if sys.stdin is None:
        raise CommandError("nothing comes on standard input")
    return sys.stdin.buffer.read()


def digest(source: str) -> str | None:
    """What tells one standard input from another; None for what has a name."""
    return hashlib.sha256(_standard_input()).hexdigest() if source == "-" else None


def tell(report: TableReport) -> None:
    """Say how a file was read, and what is wrong with it."""
    say(
        f"{counted(report.rows, 'row')}: {report.taken:,} taken, {report.refused:,} refused, "
        f"{report.repeated:,} repeated, {report.blank:,} blank ({report.form})"
    )
    for column in report.columns:
        say(f"  {column.heading}: {at_a_prompt(str(column.use))}")
    for note in report.notes:
        say(f"  note: {at_a_prompt(str(note))}")
    bad = list(islice(report.bad, _SHOWN_BAD + 1))
    for outcome in bad[:_SHOWN_BAD]:
        say(f"  {at_a_prompt(str(outcome))}")
    if len(bad) > _SHOWN_BAD:
        say("  ... and more: --report FILE has them all")


def at_a_prompt(text: str) -> str:
    """What the library says to programs, with the options of the command in it."""
    for pattern, words in _WORDS:
        text = re.sub(pattern, words, text)
    return re.sub(r"--(time|create)_", r"--\1-", text)


def _open_questions(report: TableReport) -> str:
    questions = "; ".join(
        f"{at_a_prompt(str(it.text))} ({_option_for(it)})" for it in report.questions
    )
    return f"the file leaves questions open, and nothing was sent: {questions}"


def _option_for(question: Question) -> str:
    if question.about == "dates":
        return "--dayfirst or --monthfirst"
    name = _TEXT_ANSWERS.get(question.about) or _ANSWERS.get(question.about, (question.about,))[0]
    if name in ("encoding", "delimiter", "sheet", "time_zone", "header", "decimal"):
        return f"--{name.replace('_', '-')}"
    if question.about == "columns":
        return "--map"
    return f"at a terminal, or {question.answer}"


def _ask(question: Question, table: CheckedTable) -> tuple[str, Any]:
    """Ask a question with sample rows, and turn the answer into an argument."""
    say(at_a_prompt(str(question.text)))
    shown = sorted(question.rows)[:_SHOWN_ROWS]
    for number, cells in zip(shown, table.cells(shown), strict=False):
        say(f"  row {number}: {' | '.join(map(_shown, filter(None, cells)))}")
    if question.about in _ANSWERS:
        name, words = _ANSWERS[question.about]
        chosen = click.prompt("", type=click.Choice(list(words)), prompt_suffix="> ", err=True)
        return name, words[chosen]
    if question.about in _TEXT_ANSWERS:
        text = str(click.prompt("", prompt_suffix="> ", err=True)).strip()
        name = _TEXT_ANSWERS[question.about]
        if name == "header":
            return name, _header(text)
        return name, _number_or_text(text) if name == "sheet" else text
    raise CommandError(f"{question.text}: {_option_for(question)}")


def _shown(cell: str) -> str:
    """A cell as it may be shown: a date has fewer digits than a phone."""
    is_long = sum(map(str.isdigit, cell)) >= _PHONE_DIGITS
    return str(masked(cell)) if is_long else cell


def _header(text: str | None) -> int | bool | None:
    if text is None:
        return None
    if text in ("no", "none", "false"):
        return False
    if not text.isdecimal():
        raise CommandError("--header must be the number of a row, or no")
    return int(text)


def _number_or_text(text: str | None) -> int | str | None:
    return int(text) if text is not None and text.isdecimal() else text


def _quoted(text: str) -> str:
    return json.dumps("".join(c for c in text if c.isprintable()), ensure_ascii=False)
