"""The commands, each loaded when it is called: help names them all and loads none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple

import click

from .failures import CommandError, report
from .output import say
from .powershell import install
from .statuses import INTERRUPTED, TEXT, WRONG_USE

_NAME: Final = "flochat"
#: What a shell sets when it asks for completions.
_COMPLETES: Final = "_FLOCHAT_COMPLETE"


class Place(NamedTuple):
    """Where a command is defined, and what it does in a line."""

    module: str
    name: str
    about: str


#: Every command. What is said of each here has to begin its own help; a test compares them.
COMMANDS: Final[dict[str, Place]] = {
    "check": Place("checking", "check", "Show whose key this is, and what it may do."),
    "find": Place("people", "find", "Find one person and show all that is known of them."),
    "show": Place("people", "show", "Show all that is known of a person."),
    "import": Place(
        "imports",
        "import_",
        "Find or create the people of a file.",
    ),
    "export": Place("exports", "export", "Write what the flow has to a file, whole or not at all."),
    "mirror": Place("mirrors", "mirror", "Keep the flow in a local SQLite file."),
    "tag": Place("edits", "tag", "Add tags to people."),
    "untag": Place("edits", "untag", "Remove tags from people."),
    "set-fields": Place("edits", "set_fields", "Set user fields of people."),
    "delete": Place("edits", "delete", "Delete people."),
    "send": Place("sends", "send", "Send to people, once to each."),
    "broadcast": Place("broadcasts", "broadcast", "Start a sub flow for everyone with a tag."),
    "jobs": Place("jobs", "jobs", "List, show and resume jobs for many people."),
    "flow": Place("flows", "flow", "Save, compare and copy what a flow consists of."),
    "audit": Place("audits", "audit", "Find what nobody uses, and what does not work."),
    "probe": Place("passed_on", "probe", "Find out what the host does, by reading."),
    "api": Place("calls", "api", "Make any call of the API."),
    "contract": Place("passed_on", "contract", "Compare and check API documents."),
    "mcp": Place("assistants", "mcp", "Serve assistants by the Model Context Protocol."),
    "sandbox": Place("passed_on", "sandbox", "Run a stand-in for the platform on this machine."),
    "profile": Place("profiles", "profile", "Keep keys and settings under names."),
    "completion": Place("shells", "completion", "Print what completes this command in a shell."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module = import_module(f".commands.{place.module}", __package__)
        command: click.Command = getattr(module, place.name)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.about) for name, place in COMMANDS.items()])


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from .._version import __version__

        click.echo(f"flochat {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=TEXT,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version.",
)
def root() -> None:
    """Run a Flochat chatbot from the command line.

    The key is taken from a profile (`flochat profile add`) or from FLOCHAT_API_KEY. Whatever is
    more than a look asks first, and says what it is about to do.
    """


def main(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; returns its exit status."""
    if os.environ.get(_COMPLETES, "").startswith("powershell"):
        install()
    try:
        given = list(arguments)
        if _COMPLETES in os.environ:
            root.main(given, prog_name=_NAME)
        # Not by main(), which makes a failure of a reader who has seen enough.
        with root.make_context(_NAME, given, obj=list(arguments)) as ctx:
            status: Any = root.invoke(ctx)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:  # Ctrl-C, or the end of the input, at a question
        say("interrupted")
        return INTERRUPTED
    except CommandError as error:
        error.show()
        return error.status
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except BrokenPipeError:
        raise
    except Exception as error:
        return report(error, debug="--debug" in arguments)
    return status if isinstance(status, int) else 0
