"""Drives a sandbox with faults and judges what became of the calls."""

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

from attrs import field, frozen

from flochat import BulkReport, Flochat
from flochat.sandbox import Fault, Faults, Seed, Server, serve
from tests.soak import bulk_job
from tests.soak.mixed import FLOW, PEOPLE

#: More than all the calls of a soak together: its faults are others than a spent quota.
QUOTA = 10_000_000
#: How much a process may grow, in bytes, once a quarter of its calls are made.
GROWTH = 16 * 1024 * 1024
#: What a call ends with that may have been carried out.
UNKNOWN = "OutcomeUnknownError"
#: What leaves open whether a text was sent.
UNCLEAR = {
    Fault.UNAVAILABLE,
    Fault.FAILED,
    Fault.CLOUDFLARE,
    Fault.HTML,
    Fault.CUT_BEFORE,
    Fault.CUT_AFTER,
    Fault.CUT_BODY,
}


@frozen
class Verdict:
    """What was seen, in a line each, and what of it must not be."""

    seen: list[str] = field(factory=list)
    wrong: list[str] = field(factory=list)

    def must(self, holds: bool, told: str) -> None:
        if not holds:
            self.wrong.append(told)


@contextmanager
def troubled(share: float, *, seed: int, people: int = PEOPLE) -> Iterator[Server]:
    """A sandbox with people in it, in which a share of the requests goes wrong."""
    with serve(quota=QUOTA, flow=FLOW, seed=partial(_fill, people)) as server:
        server.inject_faults(Faults.of_all_kinds(share, latency=0.005, seed=seed))
        yield server


def _fill(people: int, seed: Seed) -> None:
    for name in ("VIP", "Lead"):
        seed.tag(name)
    seed.user_field("Plan")
    seed.bot_field("Greeting")
    seed.subscribers(people)


def mixed_calls(means: str, calls: int, share: float, folder: Path, *, seconds: float) -> Verdict:
    """Make mixed calls by "threads" or "tasks" of one client, with a share of faults."""
    verdict = Verdict()
    place = folder / f"{means}.jsonl"
    with troubled(share, seed=calls) as server:
        command = [sys.executable, "-m", "tests.soak.mixed", server.url, server.api_key]
        began = time.monotonic()
        subprocess.run([*command, means, str(calls), str(place)], check=True, timeout=seconds)
        took = time.monotonic() - began
        *outcomes, rest = [json.loads(line) for line in place.read_text("utf-8").splitlines()]
        _judge_outcomes(verdict, server, outcomes, calls)
    _judge_rest(verdict, rest)
    befallen = sum(1 for request in server.requests if request.fault)
    counted = Counter(each["outcome"] for each in outcomes)
    verdict.seen.append(
        f"{calls:,} calls from {means} in {took:.0f} s: {len(server.requests):,} requests, "
        f"{befallen:,} with a fault; "
        + ", ".join(f"{number:,} {name}" for name, number in counted.most_common())
    )
    return verdict


def bulk_sends(
    means: str, people: int, kills: int, share: float, folder: Path, *, seconds: float
) -> Verdict:
    """Send everybody a text, with a share of faults and the process killed over and over."""
    verdict = Verdict()
    journal = folder / f"{means}.sqlite"
    with troubled(share, seed=people, people=people) as server:
        command = [sys.executable, "-m", "tests.soak.bulk_job", server.url, server.api_key]
        command += [means, str(people), str(journal)]
        began = time.monotonic()
        killed, runs = _run_and_kill(command, server, people, kills, until=began + seconds)
        took = time.monotonic() - began
        with Flochat(server.api_key, base_url=server.url) as client:
            report = bulk_job.job(client, people, str(journal)).status()
        _judge_job(verdict, server, report, people, at_a_kill=killed * bulk_job.CONCURRENCY)
    verdict.must(killed == kills, f"killed {killed} times instead of {kills}")
    befallen = sum(1 for request in server.requests if request.fault)
    verdict.seen.append(
        f"a bulk send to {people:,} people from {means} in {took:.0f} s: {killed} times kill -9, "
        f"{runs} runs, {len(server.requests):,} requests, {befallen:,} with a fault; {report}"
    )
    return verdict


def _run_and_kill(
    command: Sequence[str], server: Server, people: int, kills: int, *, until: float
) -> tuple[int, int]:
    """Start a job again and again until it is done, and kill it a number of times on the way.

    Returns how often it was killed and started. Raises `TimeoutError`.
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
    """Hold what the journal says of everybody against what was delivered."""
    outcomes = {
        "ok": report.done,
        UNKNOWN: report.unknown,
        "failed": report.failed,
        "pending": report.pending,
    }
    told = {each.person: outcome for outcome, people in outcomes.items() for each in people}
    verdict.must(len(told) == count, f"the journal knows {len(told):,} of {count:,} people")
    verdict.must(not len(report.pending), f"{len(report.pending):,} people are pending")
    _judge_once(verdict, "people", told, Counter(each.user_ns for each in server.deliveries))
    unclear = {str(r.json["user_ns"]) for r in server.requests if r.fault in UNCLEAR}
    unexplained = [o.person for o in report.unknown if o.person not in unclear]
    verdict.must(
        len(unexplained) <= at_a_kill,
        f"{len(unexplained):,} people are unknown whom no fault and no kill made so",
    )
    silent = [person for person in unclear if told[person] != UNKNOWN]
    verdict.must(not silent, f"an unclear end is not told as one: {silent[:5]}")
    verdict.seen.append(
        f"{len(report.unknown):,} intents without an outcome: {len(unclear):,} after a fault, "
        f"{len(unexplained):,} at a kill"
    )


def _judge_outcomes(
    verdict: Verdict, server: Server, outcomes: Sequence[dict[str, object]], calls: int
) -> None:
    foreign = Counter(str(each["outcome"]) for each in outcomes if each["foreign"])
    verdict.must(not foreign, f"exceptions that are none of the package's: {dict(foreign)}")
    verdict.must(len(outcomes) == calls, f"{len(outcomes):,} outcomes of {calls:,} calls")
    sends = {
        f"Text {each['number']}": str(each["outcome"])
        for each in outcomes
        if str(each["call"]).startswith("send")
    }
    delivered = Counter(str(delivery.content) for delivery in server.deliveries)
    _judge_once(verdict, "texts", sends, delivered)
    made = {f"Tag {e['number']}": str(e["outcome"]) for e in outcomes if e["call"] == "create tag"}
    server.inject_faults(None)
    with Flochat(server.api_key, base_url=server.url) as client:
        there = Counter(str(tag.name) for tag in client.flow.tags.list())
    _judge_once(verdict, "tags", made, there)


def _judge_once(
    verdict: Verdict, things: str, told: dict[str, str], happened: Counter[str]
) -> None:
    """What is said to be done was done once, what is unknown at most once, what failed never."""
    twice = [name for name, times in happened.items() if times > 1]
    lost = [n for n, outcome in told.items() if outcome == "ok" and not happened[n]]
    denied = [
        f"{name} ({outcome})"
        for name, outcome in told.items()
        if outcome not in ("ok", UNKNOWN) and happened[name]
    ]
    verdict.must(not twice, f"{things} done twice: {twice[:5]}")
    verdict.must(not lost, f"{things} said to be done and not done: {lost[:5]}")
    verdict.must(not denied, f"{things} said to have failed and done: {denied[:5]}")
    unknown = sum(outcome == UNKNOWN for outcome in told.values())
    done = sum(outcome == "ok" for outcome in told.values())
    verdict.seen.append(
        f"{len(told):,} {things}: {done:,} done, {unknown:,} unknown, "
        f"{len(told) - done - unknown:,} failed; none done twice, none of the failed done"
        if not (twice or lost or denied)
        else f"{things}: see what is wrong"
    )


def _judge_rest(verdict: Verdict, rest: dict[str, object]) -> None:
    verdict.must(rest["workers"] == 0, f"{rest['workers']} threads or tasks are left")
    verdict.must(rest["sockets"] == 0, f"{rest['sockets']} sockets are left open")
    memory = rest["memory"]
    assert isinstance(memory, list)
    if len(memory) >= 8:
        growth = max(memory[-2:]) - max(memory[: len(memory) // 4])
        verdict.must(growth < GROWTH, f"memory grew by {growth / 2**20:.1f} MiB")
        verdict.seen.append(f"memory grew by {growth / 2**20:.1f} MiB over the last three quarters")
