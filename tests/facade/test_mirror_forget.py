"""Deleting somebody from a mirror and from exports, so that nothing of them is left."""

from __future__ import annotations

import csv
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas
import pytest

from flochat import InvalidArgumentError, MirrorError
from flochat.sandbox import Server
from tests.support.mirrors import rows, value

SECRETS = (b"Zebedee", b"61412345678", b"zebedee@example.com", b"Unspeakable")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mirror.sqlite"


@pytest.fixture
def mirror(client: Any, path: Path) -> Any:
    return client.mirror(path)


@pytest.fixture
def ana(sandbox: Server) -> str:
    """Somebody among others, of whom a mirror has much."""
    for number in range(60):
        sandbox.seed.subscriber(first_name=f"P{number}", tags=["VIP"])
    ana: str = sandbox.seed.subscriber(
        first_name="Zebedee",
        phone="61412345678",
        email="zebedee@example.com",
        tags=["Unspeakable"],
        user_fields={"Plan": "Unspeakable"},
    )
    for _ in range(40):
        sandbox.seed.message(ana, "Unspeakable " * 50)
    return ana


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def test_nothing_of_somebody_is_left_in_the_file(
    mirror: Any, client: Any, sandbox: Server, ana: str, path: Path
) -> None:
    mirror.sync(messages=True)
    client.subscribers.update(ana, email="other@example.com")
    client.subscribers.update(ana, email="zebedee@example.com")
    mirror.sync(messages=True, sweep=True)
    assert all(secret in bytes_of(path.parent) for secret in SECRETS)
    report = mirror.forget(ana)
    assert not any(secret in bytes_of(path.parent) for secret in (*SECRETS, ana.encode() + b"\0"))
    assert report.user_ns == ana
    assert report.mirror["people"] == 1
    assert report.mirror["messages"] == 40
    assert report.is_kept_out
    assert str(report).startswith(f"{ana}: ")
    assert value(path, "SELECT count(*) FROM people") == 60
    assert [it for it in mirror.changes() if it.user_ns == ana] == []
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    sandbox.requests.clear()
    assert mirror.forget(ana).mirror == {}
    assert sandbox.requests == []


def test_whoever_is_forgotten_stays_out_until_they_are_let_in(
    mirror: Any, sandbox: Server, ana: str, path: Path
) -> None:
    mirror.sync()
    mirror.forget(ana)
    sandbox.seed.interaction(ana)
    for sweep in (False, True, False):
        report = mirror.sync(sweep=sweep, messages=True)
        assert (report.new, report.vanished, report.people) == (0, 0, 60)
        assert not any("no longer listed" in note for note in report.cannot_see)
        assert not any(secret in bytes_of(path.parent) for secret in SECRETS)
    assert mirror.readmit(ana).new == 1
    assert rows(path, "SELECT email FROM people WHERE user_ns = ?", ana) == [
        ("zebedee@example.com",)
    ]
    assert mirror.sync(messages=True).messages == 40


def test_whoever_is_forgotten_without_being_kept_out_comes_back(mirror: Any, ana: str) -> None:
    mirror.sync()
    assert not mirror.forget(ana, keep_out=False).is_kept_out
    assert mirror.sync(sweep=True).new == 1


def test_whoever_is_deleted_on_the_platform_and_forgotten_is_gone(
    mirror: Any, client: Any, ana: str, path: Path
) -> None:
    mirror.sync()
    client.subscribers.delete(ana)
    mirror.forget(ana)
    report = mirror.sync()
    assert report.people == 60
    report = mirror.sync(sweep=True)
    assert (report.people, report.vanished) == (60, 0)
    assert rows(path, "SELECT is_listed FROM forgotten") == [(0,)]
    assert not any("no longer listed" in note for note in mirror.sync().cannot_see)


def test_what_is_remembered_is_a_digest_that_differs_from_mirror_to_mirror(
    client: Any, ana: str, tmp_path: Path
) -> None:
    digests = []
    for name in ("one.sqlite", "two.sqlite"):
        mirror = client.mirror(tmp_path / name)
        mirror.sync()
        mirror.forget(ana)
        digests.append(value(tmp_path / name, "SELECT digest FROM forgotten"))
    assert digests[0] != digests[1]
    assert ana not in digests


def exported(folder: Path, ana: str) -> dict[str, Path]:
    """Files with people in each format, in which Ana is beside somebody with a similar name."""
    people: list[dict[str, Any]] = [
        {"user_ns": f"{ana}9", "name": 'Ben "B"\nSmith', "note": "a,b"},
        {"user_ns": ana, "name": "Zebedee\nUnspeakable", "note": None},
        {"user_ns": "f1u1", "name": "Élodie", "note": f"a friend of {ana}"},
    ]
    paths = {name: folder / f"people.{name}" for name in ("csv", "jsonl", "sqlite", "parquet")}
    frame = pandas.DataFrame(people)
    with paths["csv"].open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ["user_ns", "name", "note"], lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(people)
    paths["jsonl"].write_text("".join(json.dumps(row) + "\n" for row in people), encoding="utf-8")
    with closing(sqlite3.connect(paths["sqlite"])) as database:
        frame.to_sql("people", database, index=False)
        database.execute("CREATE TABLE notes (text)")
    frame.to_parquet(paths["parquet"])
    for path in paths.values():
        path.chmod(0o600)
    return paths


def test_exports_lose_their_rows_and_nothing_else(mirror: Any, ana: str, tmp_path: Path) -> None:
    mirror.sync()
    (tmp_path / "out").mkdir()
    paths = exported(tmp_path / "out", ana)
    before = paths["csv"].read_bytes()
    report = mirror.forget(ana, exports=[str(path) for path in paths.values()])
    assert report.exports == dict.fromkeys(paths.values(), 1)
    assert sorted((tmp_path / "out").iterdir()) == sorted(paths.values())
    assert b"Zebedee" not in bytes_of(tmp_path / "out")
    assert paths["csv"].read_bytes() == before.replace(
        f'{ana},"Zebedee\nUnspeakable",\r\n'.encode(), b""
    )
    with closing(sqlite3.connect(paths["sqlite"])) as database:
        frames = {
            "csv": pandas.read_csv(paths["csv"]),
            "jsonl": pandas.read_json(paths["jsonl"], lines=True),
            "sqlite": pandas.read_sql("SELECT * FROM people", database),
            "parquet": pandas.read_parquet(paths["parquet"]),
        }
    for frame in frames.values():
        assert list(frame["user_ns"]) == [f"{ana}9", "f1u1"]
        assert list(frame["name"]) == ['Ben "B"\nSmith', "Élodie"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths.values()} == {0o600}
    assert set(mirror.forget(ana, exports=paths.values()).exports.values()) == {0}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("people.xlsx", "x", "must end in .csv, .jsonl, .ndjson, .sqlite, .sqlite3, .db, .parquet"),
        ("missing.csv", None, "there is no file"),
        ("people.csv", "name,phone\nAna,1\n", "has no user_ns"),
        ("people.csv", "", "has no user_ns"),
        ("people.csv", 'user_ns\n"half', "cannot be read"),
        ("people.csv", b"user_ns\n\xff\xfe\n", "cannot be read"),
        ("people.jsonl", "{", "cannot be read"),
        ("people.jsonl", '{"name": "Ana"}\n', "has no user_ns"),
        ("people.sqlite", "nothing of the kind", "cannot be read"),
        ("people.parquet", "nothing of the kind", "cannot be read"),
    ],
)
def test_an_export_that_cannot_be_looked_through_stops_it_before_anything_is_deleted(
    mirror: Any, ana: str, tmp_path: Path, name: str, text: str | bytes | None, words: str
) -> None:
    mirror.sync()
    file = tmp_path / name
    if text is not None:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    good = tmp_path / "good.jsonl"
    good.write_text(json.dumps({"user_ns": ana}) + "\n")
    with pytest.raises(InvalidArgumentError, match=words):
        mirror.forget(ana, exports=[good, file])
    assert ana in good.read_text()
    assert rows(mirror.path, "SELECT 1 FROM people WHERE user_ns = ?", ana) == [(1,)]


def test_exports_must_be_a_list(mirror: Any, ana: str) -> None:
    mirror.sync()
    with pytest.raises(InvalidArgumentError, match="exports must be a list of paths"):
        mirror.forget(ana, exports="people.csv")


def test_while_another_program_keeps_a_log_the_rows_are_deleted_and_it_says_so(
    mirror: Any, ana: str, path: Path
) -> None:
    mirror.sync()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM people").fetchone()
        with pytest.raises(MirrorError, match="close that program and call this again"):
            mirror.forget(ana)
    assert rows(path, "SELECT 1 FROM people WHERE user_ns = ?", ana) == []
    mirror.forget(ana)
    assert not any(secret in bytes_of(path.parent) for secret in SECRETS)
