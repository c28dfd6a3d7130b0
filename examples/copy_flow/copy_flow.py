"""Copy what the API can create from one flow to another: tags, fields, shortcuts, closing notes.

Shows what it would write and what only the editor can build, asks, and writes. Nothing is deleted.
FLOCHAT_API_KEY is the key of the flow to copy from, FLOCHAT_TARGET_KEY that of the other one. With
a partner's key for all flows, name both instead: --source f12@7 --target f34@9.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from flochat import Flochat, FlowSnapshot, errors

KINDS = ("tags", "user_fields", "bot_fields", "shortcuts", "closing_notes")
PLACE = re.compile(r"(f\d+)@(\d+)")


class CopyError(Exception):
    """What whoever runs it has to change."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    try:
        with ExitStack() as opened:
            source, target = open_flows(options, opened)
            copy(read_source(source, options), target, options)
    except KeyboardInterrupt:
        print("\nstopped: run it again, what is there is left alone", file=sys.stderr)
        return 130
    except errors.BatchError as error:
        print("written:", *error.done, sep="\n  ")
        print(f"copy_flow: {error}\nrun it again: it goes on from there", file=sys.stderr)
        return 1
    except (CopyError, errors.FlochatError, OSError, ValueError) as error:
        print(f"copy_flow: {error}", file=sys.stderr)
        return 1
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="say what would be written")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    kinds = f"these kinds alone: {', '.join(KINDS)}"
    parser.add_argument("--only", nargs="+", choices=KINDS, metavar="KIND", help=kinds)
    flow = "a flow and its workspace, f12@7, with a partner's key"
    parser.add_argument("--source", type=place, metavar="FLOW@WORKSPACE", help=flow)
    parser.add_argument("--target", type=place, metavar="FLOW@WORKSPACE", help=flow)
    parser.add_argument(
        "--from", dest="file", type=Path, help="a file of --save, in place of a flow"
    )
    parser.add_argument("--save", type=Path, help="keep what the source consists of in a file")
    parser.add_argument("--backup", type=Path, help="keep what the target was before in a file")
    options = parser.parse_args(arguments)
    if bool(options.source) != bool(options.target) and not options.file:
        parser.error("give both --source and --target, or neither")
    if options.source and options.source == options.target:
        parser.error("--source and --target are the same flow")
    return options


def place(text: str) -> tuple[str, int]:
    if not (found := PLACE.fullmatch(text)):
        raise argparse.ArgumentTypeError(f"it must be like f12@7, not {text!r}")
    return found[1], int(found[2])


def open_flows(options: argparse.Namespace, opened: ExitStack) -> tuple[Flochat | None, Flochat]:
    """The clients of both flows; no source where a file stands for it."""
    if options.target:
        partner = opened.enter_context(Flochat(on_exhausted="wait"))
        flow, workspace = options.target
        target = partner.for_flow(flow, workspace_id=workspace)
        if options.file:
            return None, target
        flow, workspace = options.source
        return partner.for_flow(flow, workspace_id=workspace), target
    key = os.environ.get("FLOCHAT_TARGET_KEY")
    if not key:
        raise CopyError("set FLOCHAT_TARGET_KEY to the key of the flow to copy to")
    if not options.file and key == os.environ.get("FLOCHAT_API_KEY"):
        raise CopyError("FLOCHAT_API_KEY and FLOCHAT_TARGET_KEY are the same flow")
    target = opened.enter_context(Flochat(key, on_exhausted="wait"))
    source = None if options.file else opened.enter_context(Flochat(on_exhausted="wait"))
    return source, target


def read_source(source: Flochat | None, options: argparse.Namespace) -> FlowSnapshot:
    if source is None:
        snapshot = FlowSnapshot.from_json(options.file.read_text(encoding="utf-8-sig"))
    else:
        snapshot = source.flow.snapshot()
    if options.save:
        options.save.write_text(snapshot.to_json(), encoding="utf-8")
    if not options.only:
        return snapshot
    return FlowSnapshot(**{kind: getattr(snapshot, kind) for kind in options.only})


def copy(snapshot: FlowSnapshot, target: Flochat, options: argparse.Namespace) -> None:
    plan = target.flow.apply(snapshot, dry_run=True)
    print(plan)
    if options.dry_run or not (plan.created or plan.updated):
        return
    if not options.yes and ask("Write that? [y/N] ") != "y":
        raise CopyError("nothing was written")
    if options.backup and not options.backup.exists():  # the first run has what was there before
        options.backup.write_text(target.flow.snapshot().to_json(), encoding="utf-8")
    done = target.flow.apply(snapshot)
    print(f"{len(done.created)} created, {len(done.updated)} updated; by hand: {len(done.by_hand)}")


def ask(question: str) -> str:
    try:
        return input(question).strip().lower()
    except EOFError:  # nobody is there to answer
        return ""


if __name__ == "__main__":
    sys.exit(main())
