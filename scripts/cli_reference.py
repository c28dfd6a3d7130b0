"""Writes docs/reference/cli.md and docs/reference/flochat.1 (a man page) from the commands.

python scripts/cli_reference.py           write them
python scripts/cli_reference.py --check   fail if they are not what they would be
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import click

from flochat.cli.app import COMMANDS, root
from flochat.cli.statuses import TEXT

_FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "reference"
_PAGE: Final = _FOLDER / "cli.md"
_MANUAL: Final = _FOLDER / "flochat.1"
#: Commands that are other programs: their help is printed by those.
_PASSED_ON: Final = ("contract", "probe", "sandbox")
_COMMON: Final = ("--profile", "--format", "--debug", "--help")


class _Part(NamedTuple):
    """A command with its whole name: ("flochat", "send", "text")."""

    path: tuple[str, ...]
    command: click.Command

    @property
    def name(self) -> str:
        return " ".join(self.path)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args(arguments)
    texts = {_PAGE: page(), _MANUAL: manual()}
    stale = [path for path, text in texts.items() if _read(path) != text]
    if options.check:
        for path in stale:
            print(f"{path.name} is stale: make cli-reference", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(texts[path], encoding="utf-8")
    print(f"cli-reference: {len(stale)} of {len(texts)} files written")
    return 0


def page() -> str:
    """The reference as Markdown."""
    lines = [
        "# The command",
        "",
        "`pip install 'flochat[cli]'` installs the command `flochat`. The extra is five packages",
        "(click, rich and what that needs), 7 MB in all. What is here is also in its `--help`.",
        "",
        "| command | what it does |",
        "|---|---|",
    ]
    lines += [
        f"| [`flochat {name}`](#flochat-{name}) | {place.about} |"
        for name, place in COMMANDS.items()
    ]
    lines += [
        "",
        TEXT,
        "",
        "Every command but `completion` and those that are passed on takes these:",
        "",
        "| option | what it does |",
        "|---|---|",
    ]
    lines += map(_option_row, _common())
    lines += [
        "",
        "## Options of jobs",
        "",
        "Commands for many people take these, too:",
        "",
        "| option | what it does |",
        "|---|---|",
        *map(_option_row, _of_jobs()),
    ]
    for part in _parts():
        lines += ["", *_section(part)]
    return "\n".join(lines) + "\n"


def manual() -> str:
    """The man page."""
    lines = [
        '.TH FLOCHAT 1 "" "flochat" "User Commands"',
        ".SH NAME",
        "flochat \\- run a Flochat chatbot from the command line",
        ".SH SYNOPSIS",
        ".B flochat",
        "COMMAND [OPTIONS] [ARGS]",
        ".SH DESCRIPTION",
        *map(_roff, _help(root)),
        ".SH COMMANDS",
    ]
    for part in _parts():
        lines += [".SS " + _roff(_usage(part)), *map(_roff, _help(part.command))]
        lines += _manual_options(_own_options(part.command))
        if _is_job(part.command):
            lines += [".PP", "It also takes the options of jobs."]
    lines += [".SH COMMON OPTIONS"]
    lines += _manual_options(_common())
    lines += [".SH OPTIONS OF JOBS", *_manual_options(_of_jobs())]
    lines += [".SH EXIT STATUS", _roff(TEXT)]
    return "\n".join(lines) + "\n"


def _manual_options(options: Iterable[click.Option]) -> Iterator[str]:
    for option in options:
        names, text = _option(option)
        yield from (".TP", ".B " + _roff(names), _roff(text))


def _section(part: _Part) -> Iterator[str]:
    yield f"{'#' * len(part.path)} {part.name}"
    yield ""
    if not isinstance(part.command, click.Group):
        yield "```text"
        yield _usage(part)
        yield "```"
        yield ""
    yield from _markdown(_help(part.command))
    options = _own_options(part.command)
    if options:
        yield ""
        yield "| option | what it does |"
        yield "|---|---|"
        yield from map(_option_row, options)
    if _is_job(part.command):
        yield ""
        yield "It also takes the [options of jobs](#options-of-jobs)."


def _parts() -> Iterator[_Part]:
    for name in COMMANDS:
        yield from _below(_Part(("flochat", name), _find(name)))


def _below(part: _Part) -> Iterator[_Part]:
    yield part
    if isinstance(part.command, click.Group):
        for name, command in part.command.commands.items():
            yield from _below(_Part((*part.path, name), command))


def _find(name: str) -> click.Command:
    command = root.get_command(click.Context(root), name)
    assert command is not None
    return command


def _usage(part: _Part) -> str:
    if isinstance(part.command, click.Group):
        return part.name
    if part.path[1] in _PASSED_ON:
        return f"{part.name} ..."
    context = click.Context(part.command, info_name=part.name)
    pieces = part.command.collect_usage_pieces(context)
    return " ".join([part.name, *(piece for piece in pieces if piece != "[OPTIONS]")])


def _help(command: click.Command) -> list[str]:
    """The help in paragraphs; one that is laid out keeps its lines."""
    text = inspect.cleandoc(command.help or "")
    return [paragraph.strip("\n") for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def _markdown(paragraphs: list[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        if paragraph.startswith("\b"):
            yield from ["```text", *paragraph.lstrip("\b\n").splitlines(), "```"]
        else:
            yield from paragraph.splitlines()


def _options(command: click.Command) -> list[click.Option]:
    context = click.Context(command)
    return [it for it in command.get_params(context) if isinstance(it, click.Option)]


def _common() -> list[click.Option]:
    return [option for option in _options(_find("check")) if option.opts[-1] in _COMMON]


def _of_jobs() -> list[click.Option]:
    """The options that every job has, as `flochat tag` has them."""
    return [it for it in _options(_find("tag")) if it.opts[-1] not in (*_COMMON, "--people")]


def _is_job(command: click.Command) -> bool:
    return any("--resend-unknown" in option.opts for option in _options(command))


def _own_options(command: click.Command) -> list[click.Option]:
    """The options that it does not share with others."""
    shared = {option.opts[0] for option in _of_jobs()} if _is_job(command) else set()
    return [
        option
        for option in _options(command)
        if option.opts[-1] not in _COMMON and option.opts[0] not in shared
    ]


def _option(option: click.Option) -> tuple[str, str]:
    record = option.get_help_record(click.Context(click.Command("flochat")))
    assert record is not None
    names, text = record
    return names, " ".join(text.split())


def _option_row(option: click.Option) -> str:
    names, text = (part.replace("|", "\\|") for part in _option(option))
    return f"| `{names}` | {text} |"


def _roff(text: str) -> str:
    """A text as a man page takes it."""
    escaped = text.lstrip("\b\n").replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(
        f"\\&{line}" if line.startswith((".", "'")) else line for line in escaped.splitlines()
    )


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


if __name__ == "__main__":
    sys.exit(main())
