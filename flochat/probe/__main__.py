"""`python -m flochat.probe`: asks a host what it does; its report has no personal data."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from .probing import Prober
    from .report import ProbeReport

EXIT_WHOLE: Final = 0
EXIT_NO_REPORT: Final = 1
EXIT_INCOMPLETE: Final = 3
EXIT_LEFT_BEHIND: Final = 4
EXIT_INTERRUPTED: Final = 130
EXIT_TERMINATED: Final = 143

#: Where it stands what has to be deleted, while there is something.
CLEANUP_FILE: Final = "flochat-probe-cleanup.json"
_ALSO: Final = ("messages", "integrations")
_EPILOG: Final = """\
The key is taken from FLOCHAT_API_KEY, and the address from FLOCHAT_BASE_URL if the host is another.
Without --out and --markdown the report is printed, as Markdown. Nothing is written to the host
without --write, and no message is ever sent.

exit status: 0 the report is whole; 1 there is no report; 2 the command line is wrong; 3 the report
is incomplete; 4 something that was made could not be deleted, and is named; 130 and 143 it was
interrupted, and the report is incomplete.
"""


class _Terminated(BaseException):
    """The process was asked to end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, and write the report; the exit status."""
    options = _parsed(arguments)
    problem = _problem_with_files(options)
    if problem:
        return _fail(problem)

    from .. import errors
    from .._sync.client import Flochat

    try:
        with Flochat() as client:
            return _probe(client, options)
    except errors.ConfigurationError as error:
        return _fail(str(error))


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m flochat.probe",
        description="Find out what a host does, by reading, and report it without personal data.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report as JSON")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write it as Markdown")
    parser.add_argument(
        "--also",
        action="append",
        default=[],
        choices=_ALSO,
        help="also read this; may be repeated",
    )
    parser.add_argument(
        "--short", action="store_true", help="only the most telling reads, at most 10 requests"
    )
    parser.add_argument(
        "--max-requests",
        type=_positive,
        metavar="N",
        help="the most requests to make (default: 120, with --write 240, 10 more for each --also)",
    )
    parser.add_argument(
        "--ignore-quota",
        action="store_true",
        help="go on where fewer requests are left of the quota than may be needed",
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="also find out what shows only in writing: a person, tags and fields are made and "
        "deleted in the flow of --flow-ns",
    )
    parser.add_argument("--flow-ns", metavar="f123", help="the flow of the key, for --write")
    parser.add_argument("--quiet", action="store_true", help="print no progress")
    options = parser.parse_args(arguments)
    if options.write and options.flow_ns is None:
        parser.error("--write needs --flow-ns, the flow of the key")
    if options.flow_ns is not None and not options.write:
        parser.error("--flow-ns is for --write")
    if options.write and options.short:
        parser.error("--short does not go with --write")
    return options


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _problem_with_files(options: argparse.Namespace) -> str | None:
    """Why the report could not be written, before any request is made."""
    files = [file for file in (options.out, options.markdown) if file is not None]
    for file in files:
        folder = file.resolve().parent
        if file.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
            return f"{file} cannot be written: its folder must exist and be writable"
    if len(files) == 2 and files[0].resolve() == files[1].resolve():
        return "--out and --markdown must be two files"
    return None


def _probe(client: object, options: argparse.Namespace) -> int:
    from .. import errors
    from .._sync.client import Flochat
    from .driving import is_default_host, run_probe
    from .probing import Prober

    assert isinstance(client, Flochat)
    folder = (options.out or options.markdown or Path(CLEANUP_FILE)).resolve().parent
    try:
        prober = Prober(
            depth="short" if options.short else "full",
            also=options.also,
            max_requests=options.max_requests,
            ignore_quota=options.ignore_quota,
            write_flow_ns=options.flow_ns,
            cleanup_file=folder / CLEANUP_FILE if options.write else None,
            is_default_host=is_default_host(client._transport.settings),
            progress=None if options.quiet else _say,
        )
    except errors.InvalidArgumentError as error:
        return _fail(str(error))
    status = EXIT_WHOLE
    with _terminable():
        try:
            run_probe(client, prober)
        except KeyboardInterrupt:
            status = EXIT_INTERRUPTED
        except _Terminated:
            status = EXIT_TERMINATED
        except Exception as error:  # what was learned must not be lost
            _say(f"the probe failed ({type(error).__name__})")
            status = EXIT_NO_REPORT
    return _write(prober, options, status)


@contextmanager
def _terminable() -> Iterator[None]:
    """While it lasts, a request to end comes as an exception, so that what was made is deleted."""

    def end(*_: object) -> NoReturn:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """While it lasts, nobody can interrupt."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(kind, signal.SIG_IGN) for kind in kinds]
    try:
        yield
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)


def _write(prober: Prober, options: argparse.Namespace, status: int) -> int:
    with _undisturbed():
        report = prober.report()
        is_written = _written(report, options)
    for row in report.left_behind:
        print(f"not deleted: the {row.kind} {row.name}", file=sys.stderr)
    if report.stopped:
        print(f"incomplete: {report.stopped}", file=sys.stderr)
    if status or not is_written:
        return status or EXIT_NO_REPORT
    if report.left_behind:
        return EXIT_LEFT_BEHIND
    return EXIT_WHOLE if report.is_complete else EXIT_INCOMPLETE


def _written(report: ProbeReport, options: argparse.Namespace) -> bool:
    """Write the report to its files, or print it where there are none, or where that failed."""
    from .files import write_whole

    texts = [(options.out, report.json), (options.markdown, report.markdown)]
    wanted = [(file, text()) for file, text in texts if file is not None]
    if not wanted:
        print(report.markdown(), end="", flush=True)
        return True
    is_written = True
    for file, text in wanted:
        try:
            write_whole(file, text)
        except OSError as error:
            print(f"{file} cannot be written ({error.strerror}); here it is:", file=sys.stderr)
            print(text, end="", flush=True)
            is_written = False
    return is_written


def _say(line: str) -> None:
    with suppress(OSError):  # whoever read it has gone; the probe goes on
        print(line, file=sys.stderr, flush=True)


def _fail(message: str) -> int:
    print(f"flochat.probe: {message}", file=sys.stderr)
    return EXIT_NO_REPORT


def _run() -> int:
    try:
        return main()
    except BrokenPipeError:  # whoever read it has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_WHOLE


if __name__ == "__main__":
    sys.exit(_run())
