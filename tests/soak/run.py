"""Drives a sandbox with faults and judges the outcomes of the calls."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flochat import BulkReport, Flochat
from flochat.sandbox import Fault, Faults, Seed, Server, serve
from tests.soak import bulk_job
from tests.soak.mixed import FLOW, PEOPLE
from tests.soak.verdict import QUOTA, Verdict

#: How much a process may grow, in bytes, once a quarter of its calls are made.
GROWTH = 16 * 1024 * 1024
#: The error of a call that may have been carried out.
UNKNOWN = "OutcomeUnknownError"
#: Faults after which it is unclear whether a text was sent.
UNCLEAR = {
    Fault.UNAVAILABLE,
    Fault.FAILED,
    Fault.CLOUDFLARE,
    Fault.HTML,
    Fault.CUT_BEFORE,
    Fault.CUT_AFTER,
    Fault.CUT_BODY,
}


@contextmanager
def faulty_sandbox(share: float, *, seed: int, people: int = PEOPLE) -> Iterator[Server]:
    """A sandbox with people in it, in which a share of the requests ends in a fault."""
    with serve(quota=QUOTA, flow=FLOW, seed=partial(_fill, people)) as server:
        server.inject_faults(Faults.of_all_kinds(share, latency=0.005, seed=seed))
        yield server


def _fill(people: int, seed: Seed) -> None:
    for name in ("VIP", "Lead"):
        seed.tag(name)
    seed.user_field("Plan")
    seed.bot_field("Greeting")
    seed.subscribers(people)


def mixed_calls(workers: str, calls: int, share: float, folder: Path, *, seconds: float) -> Verdict:
    """Make mixed calls by "threads" or "tasks" of one client, with a share of faults."""
    verdict = Verdict()
    file = folder / f"{workers}.jsonl"
    with faulty_sandbox(share, seed=calls) as server:
        command = [sys.executable, "-m", "tests.soak.mixed", server.url, server.api_key]
        began = time.monotonic()
        subprocess.run([*command, workers, str(calls), str(file)], check=True, timeout=seconds)
        took = time.monotonic() - began
        *outcomes, rest = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        _judge_outcomes(verdict, server, outcomes, calls)
    _judge_rest(verdict, rest)
    faulted = sum(1 for request in server.requests if request.fault)
    totals = Counter(each["outcome"] for each in outcomes)
    verdict.seen.append(
        f"{calls:,} calls from {workers} in {took:.0f} s: {len(server.requests):,} requests, "
        f"{faulted:,} with a fault; "
        + ", ".join(f"{number:,} {name}" for name, number in totals.most_common())
    )
    return verdict


def bulk_sends(
    workers: str, people: int, kills: int, share: float, folder: Path, *, seconds: float
) -> Verdict:
    """Send everybody a text, with a share of faults, while the process is killed repeatedly."""
    verdict = Verdict()
    journal = folder / f"{workers}.sqlite"
    with faulty_sandbox(share, seed=people, people=people) as server:
        command = [sys.executable, "-m", "tests.soak.bulk_job", server.url, server.api_key]
        command += [workers, str(people), str(journal)]
        began = time.monotonic()
        killed, runs = _run_and_kill(command, server, people, kills, until=began + seconds)
        took = time.monotonic() - began
        with Flochat(server.api_key, base_url=server.url) as client:
            report = bulk_job.job(client, people, str(journal)).status()
        _judge_job(verdict, server, report, people, at_a_kill=killed * bulk_job.CONCURRENCY)
    verdict.must(killed == kills, f"killed {killed} times instead of {kills}")
    faulted = sum(1 for request in server.requests if request.fault)
    verdict.seen.append(
        f"a bulk send to {people:,} people from {workers} in {took:.0f} s: {killed} times kill -9, "
        f"{runs} runs, {len(server.requests):,} requests, {faulted:,} with a fault; {report}"
    )
    return verdict


def _run_and_kill(
    command: Sequence[str], server: Server, people: int, kills: int, *, until: float
) -> tuple[int, int]:
    """Start a job until it is done, and kill it a number of times on the way.

    Returns how often it was killed and how often started. Raises `TimeoutError`.
    """
    killed = runs = 0
    while True:
        runs += 1
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None:
                if time.monotonic() > until:
                    process.kill()
                    raise TimeoutError(f"not done after {runs} runs")
                if killed < kills and len(server.requests) >= (killed + 1) * people // (kills + 1):
                    process.kill()
                    killed += 1
                    break
                time.sleep(0.002)
        if process.returncode == 0:
            return killed, runs


def _judge_job(
    verdict: Verdict, server: Server, report: BulkReport, count: int, *, at_a_kill: int
) -> None:
    """Compare what the journal says of everybody with what was delivered."""
    outcomes = {
        "ok": report.done,
        UNKNOWN: report.unknown,
        "failed": report.failed,
        "pending": report.pending,
    }
    recorded = {each.person: outcome for outcome, people in outcomes.items() for each in people}
    verdict.must(len(recorded) == count, f"the journal knows {len(recorded):,} of {count:,} people")
    verdict.must(not len(report.pending), f"{len(report.pending):,} people are pending")
    _judge_once(verdict, "people", recorded, Counter(each.user_ns for each in server.deliveries))
    unclear = {str(r.json["user_ns"]) for r in server.requests if r.fault in UNCLEAR}
    unexplained = [o.person for o in report.unknown if o.person not in unclear]
    verdict.must(
        len(unexplained) <= at_a_kill,
        f"{len(unexplained):,} people are unknown without a fault or a kill",
    )
    silent = [person for person in unclear if recorded[person] != UNKNOWN]
    verdict.must(not silent, f"an unclear outcome is not reported as unknown: {silent[:5]}")
    verdict.seen.append(
        f"{len(report.unknown):,} intents without an outcome: {len(unclear):,} after a fault, "
        f"{len(unexplained):,} at a kill"
    )


def _judge_outcomes(
    verdict: Verdict, server: Server, outcomes: Sequence[dict[str, object]], calls: int
) -> None:
    foreign = Counter(str(each["outcome"]) for each in outcomes if each["foreign"])
    verdict.must(not foreign, f"exceptions that are not the package's: {dict(foreign)}")
    verdict.must(len(outcomes) == calls, f"{len(outcomes):,} outcomes of {calls:,} calls")
    sends = {
        f"Text {each['number']}": str(each["outcome"])
        for each in outcomes
        if str(each["call"]).startswith("send")
    }
    delivered = Counter(str(delivery.content) for delivery in server.deliveries)
    _judge_once(verdict, "texts", sends, delivered)
    created = {
        f"Tag {e['number']}": str(e["outcome"]) for e in outcomes if e["call"] == "create tag"
    }
    server.inject_faults(None)
    with Flochat(server.api_key, base_url=server.url) as client:
        existing = Counter(str(tag.name) for tag in client.flow.tags.list())
    _judge_once(verdict, "tags", created, existing)


def _judge_once(
    verdict: Verdict, things: str, reported: dict[str, str], happened: Counter[str]
) -> None:
    """Done means done once, unknown at most once, and failed never."""
    twice = [name for name, times in happened.items() if times > 1]
    lost = [n for n, outcome in reported.items() if outcome == "ok" and not happened[n]]
    denied = [
        f"{name} ({outcome})"
        for name, outcome in reported.items()
        if outcome not in ("ok", UNKNOWN) and happened[name]
    ]
    verdict.must(not twice, f"{things} done twice: {twice[:5]}")
    verdict.must(not lost, f"{things} reported as done but not done: {lost[:5]}")
    verdict.must(not denied, f"{things} reported as failed but done: {denied[:5]}")
    unknown = sum(outcome == UNKNOWN for outcome in reported.values())
    done = sum(outcome == "ok" for outcome in reported.values())
    verdict.seen.append(
        f"{len(reported):,} {things}: {done:,} done, {unknown:,} unknown, "
        f"{len(reported) - done - unknown:,} failed; none done twice, none of the failed done"
        if not (twice or lost or denied)
        else f"{things}: see what is wrong"
    )


def _judge_rest(verdict: Verdict, rest: dict[str, object]) -> None:
    verdict.must(rest["workers"] == 0, f"{rest['workers']} threads or tasks are left over")
    verdict.must(rest["sockets"] == 0, f"{rest['sockets']} sockets are left open")
    memory = rest["memory"]
    assert isinstance(memory, list)
    if len(memory) >= 8:
        growth = max(memory[-2:]) - max(memory[: len(memory) // 4])
        verdict.must(growth < GROWTH, f"memory grew by {growth / 2**20:.1f} MiB")
        verdict.seen.append(f"memory grew by {growth / 2**20:.1f} MiB over the last three quarters")
