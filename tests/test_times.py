"""The times of all models: of which kind they are, and in which zone."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import tarfile
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from flochat import AsyncFlochat, ConfigurationError, Flochat
from flochat._wire.decode import Decoder, decoder_for
from flochat.models.base import Model
from flochat.models.messages import ChatMessage
from flochat.models.tickets import Ticket
from tests.support.models import every_model, fields_of

SYDNEY = ZoneInfo("Australia/Sydney")
OF_DATEUTIL = tz.gettz("Australia/Sydney")
PAGE = Path(__file__).parents[1] / "docs" / "guides" / "times.md"
INSTANT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
UNIX = int(INSTANT.timestamp())
#: What a field of the kind "UTC", and any other, is read from.
WITHOUT_ZONE = "2026-11-22 13:30:00"
WITH_ZONE = (
    "2026-11-22T02:30:00Z",
    "2026-11-22T02:30:00.000000Z",
    "2026-11-22T13:30:00+11:00",
    "2026-11-21 18:30:00-08:00",
    "Sun, 22 Nov 2026 02:30:00 GMT",
    "22 Nov 2026 13:30:00 +1100",
    UNIX,
    str(UNIX),
    float(UNIX),
    UNIX * 1000,
    str(UNIX * 1000),
    f"{UNIX}.0",
)
KINDS = ("UTC", "zone", "written")


def kinds_of(model: type[Model]) -> dict[str, list[str]]:
    """The fields of a model that have to do with time, by kind, as a client without zone shows."""
    kinds: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for name, wire in fields_of(model, datetime).items():
        is_aware = bool(read(None, model, wire[0], UNIX, name).tzinfo)
        kinds["UTC" if is_aware else "zone"].append(name)
    kinds["written"] = [*fields_of(model, date), *fields_of(model, time)]
    return kinds


def read(zone: tzinfo | None, model: type[Model], wire: str, value: Any, name: str) -> Any:
    return getattr(Decoder(zone).decode(model, {wire: value}), name)


EVERY_TIME = [
    pytest.param(model, name, wire, id=f"{model.__name__}.{name}")
    for model in every_model()
    for name, wires in fields_of(model, datetime).items()
    for wire in wires
]


def test_the_page_lists_every_field_with_its_kind() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \| (.*) \|$", page, re.MULTILINE)
    listed = {
        model: {kind: re.findall(r"`(\w+)`", cell) for kind, cell in zip(KINDS, cells, strict=True)}
        for model, *cells in rows
    }
    kinds = {model.__name__: kinds_of(model) for model in every_model()}
    assert listed == {name: kind for name, kind in kinds.items() if any(kind.values())}
    assert [name for name, kind in kinds.items() if kind["UTC"]] == ["Broadcast", "ChatMessage"]


@pytest.mark.parametrize(("model", "name", "wire"), EVERY_TIME)
def test_a_field_is_of_one_kind_whatever_is_sent(model: type[Model], name: str, wire: str) -> None:
    is_utc = name in kinds_of(model)["UTC"]
    for value in WITH_ZONE:
        found = read(None, model, wire, value, name)
        assert found == (INSTANT if is_utc else INSTANT.replace(tzinfo=None)), value
    found = read(None, model, wire, WITHOUT_ZONE, name)
    assert found == (None if is_utc else datetime(2026, 11, 22, 13, 30))


@pytest.mark.parametrize(("model", "name", "wire"), EVERY_TIME)
def test_with_a_zone_every_time_is_aware_and_the_same_instant(
    model: type[Model], name: str, wire: str
) -> None:
    is_utc = name in kinds_of(model)["UTC"]
    for value in (WITHOUT_ZONE, *WITH_ZONE):
        found = read(SYDNEY, model, wire, value, name)
        assert found == INSTANT, value
        assert found.utcoffset() == timedelta(hours=0 if is_utc else 11)
        assert found.tzinfo is (UTC if is_utc else SYDNEY)


@pytest.mark.parametrize("zone", [None, SYDNEY, UTC])
@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "soon",
            "0000-00-00 00:00:00",
            "-0001-11-30 00:00:00",
            "12/11/2026 10:00",
            "22 Nov 2026 13:30 EST",
            "13:30",
        ),
        *(12, True, 1.5, 10**13, 10**400, float("nan"), [], {}, ["2026-11-22"]),
    ],
    ids=str,
)
def test_what_is_not_a_time_or_not_certainly_one_is_none(zone: tzinfo | None, value: Any) -> None:
    ticket = Decoder(zone).decode(Ticket, {"created_at": value})
    assert ticket.created_at is None
    assert "created_at" in ticket.raw


def test_what_does_not_exist_in_utc_or_in_the_zone_is_none_rather_than_a_failure() -> None:
    new_york = ZoneInfo("America/New_York")
    for text, zone in (
        ("0001-01-01T00:00:00+14:00", None),
        ("0001-01-01T00:00:00+14:00", SYDNEY),
        ("0001-01-01 00:00:00", SYDNEY),
        ("0001-01-01 00:00:00Z", new_york),
        ("9999-12-31T23:59:59-11:00", None),
        ("9999-12-31 23:59:59Z", SYDNEY),
        ("9999-12-31 23:59:59", new_york),
    ):
        assert Decoder(zone).decode(Ticket, {"created_at": text}).created_at is None


@pytest.mark.parametrize("zone", [None, SYDNEY, timezone(timedelta(hours=-11))])
def test_a_day_and_a_time_of_day_are_what_is_written(zone: tzinfo | None) -> None:
    row = {"date1": "2026-11-22T23:30:00Z", "date2": "2026-11-22"}
    ticket = Decoder(zone).decode(Ticket, row)
    assert (ticket.date1, ticket.date2) == (date(2026, 11, 22), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-04-05 01:59:59", datetime(2026, 4, 4, 14, 59, 59, tzinfo=UTC)),
        ("2026-04-05 02:30:00", datetime(2026, 4, 4, 15, 30, tzinfo=UTC)),  # shown twice: the first
        ("2026-04-05 03:00:00", datetime(2026, 4, 4, 17, 0, tzinfo=UTC)),
        ("2026-10-04 01:59:59", datetime(2026, 10, 3, 15, 59, 59, tzinfo=UTC)),
        ("2026-10-04 02:30:00", datetime(2026, 10, 3, 16, 30, tzinfo=UTC)),  # not shown: moved on
        ("2026-10-04 03:00:00", datetime(2026, 10, 3, 16, 0, tzinfo=UTC)),
        ("2045-01-15 12:00:00", datetime(2045, 1, 15, 1, 0, tzinfo=UTC)),
        ("2045-07-15 12:00:00", datetime(2045, 7, 15, 2, 0, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize(
    "zone", [SYDNEY, tz.gettz("Australia/Sydney")], ids=["zoneinfo", "dateutil"]
)
def test_when_clocks_are_changed_times_are_what_the_page_says(
    zone: tzinfo, text: str, instant: datetime
) -> None:
    if zone is OF_DATEUTIL and instant.year > 2037:
        pytest.skip("dateutil reads the changes of clocks up to 2037 only")
    found = Decoder(zone).decode(Ticket, {"created_at": text}).created_at
    assert found is not None
    assert found.astimezone(UTC) == instant
    shown = found.replace(tzinfo=None).isoformat(" ")
    assert shown == ("2026-10-04 03:30:00" if text == "2026-10-04 02:30:00" else text)


def test_both_times_of_an_hour_that_is_shown_twice_are_told_apart() -> None:
    def at(text: str) -> datetime:
        found = Decoder(SYDNEY).decode(Ticket, {"created_at": text}).created_at
        assert found is not None
        return found

    first, second = at("2026-04-04T15:30:00Z"), at("2026-04-04T16:30:00Z")
    assert (first.fold, second.fold) == (0, 1)
    assert second.timestamp() - first.timestamp() == 3600


@pytest.mark.parametrize("zone", [None, SYDNEY, UTC, OF_DATEUTIL], ids=str)
def test_models_with_times_are_pickled(zone: tzinfo | None) -> None:
    row = {"ts": UNIX, "created_at": WITHOUT_ZONE, "payload": {"text": "Hello"}}
    message = Decoder(zone).decode(ChatMessage, row)
    copy = pickle.loads(pickle.dumps(message))
    assert copy == message
    assert [it.created_at and it.created_at.utcoffset() for it in (copy, message)] == [
        None if zone is None else zone.utcoffset(datetime(2026, 11, 22))
    ] * 2


def test_how_a_model_is_read_is_worked_out_once_for_a_zone() -> None:
    assert decoder_for(None) is decoder_for(None)
    assert decoder_for(ZoneInfo("Europe/Lisbon")) is decoder_for(ZoneInfo("Europe/Lisbon"))
    assert decoder_for(UTC) is not decoder_for(SYDNEY)


class WithoutHash(tzinfo):
    """A zone as a library may have it, that cannot be hashed."""

    __hash__: ClassVar[None]  # type: ignore[assignment] # that is the point

    def __eq__(self, other: object) -> bool:
        return self is other

    def utcoffset(self, _time: datetime | None) -> timedelta:
        return timedelta(hours=11)

    def dst(self, _time: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, _time: datetime | None) -> str:
        return "here"


def test_a_zone_need_not_be_hashable() -> None:
    zone = WithoutHash()
    found = decoder_for(zone).decode(Ticket, {"created_at": WITHOUT_ZONE}).created_at
    assert found == INSTANT


class LikePytz(tzinfo):
    """A zone of pytz: it has a name, and `replace(tzinfo=...)` gives it a wrong offset."""

    zone = "Australia/Sydney"

    def utcoffset(self, _time: datetime | None) -> timedelta:
        return timedelta(hours=10, minutes=5)

    def dst(self, _time: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, _time: datetime | None) -> str:
        return "here"

    def localize(self, time: datetime) -> datetime:
        return time.replace(tzinfo=timezone(timedelta(hours=11)))


@pytest.fixture(params=[Flochat, AsyncFlochat])
def kind(request: pytest.FixtureRequest) -> Any:
    return request.param


def zone_of(client: Any) -> Any:
    return client._transport.settings.time_zone


@pytest.mark.parametrize("zone", ["Australia/Sydney", " Australia/Sydney\n", SYDNEY, LikePytz()])
def test_a_zone_is_a_name_or_a_tzinfo(kind: Any, zone: Any) -> None:
    assert zone_of(kind("key", time_zone=zone)) is SYDNEY


def test_the_zone_comes_from_the_environment_after_the_argument(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert zone_of(kind("key")) is None
    monkeypatch.setenv("FLOCHAT_TIME_ZONE", "")
    assert zone_of(kind("key")) is None
    monkeypatch.setenv("FLOCHAT_TIME_ZONE", "Australia/Sydney")
    assert zone_of(kind("key")) is SYDNEY
    assert zone_of(kind("key", time_zone=UTC)) is UTC
    monkeypatch.setenv("FLOCHAT_TIME_ZONE", "AEST")
    with pytest.raises(ConfigurationError, match="AEST"):
        kind("key")


#: A zone whose author has forgotten everything: typing sees that it is abstract.
Broken: Any = type("Broken", (tzinfo,), {"utcoffset": lambda _zone, _time: None})
Abstract: Any = tzinfo


@pytest.mark.parametrize(
    ("zone", "message"),
    [
        ("", "time_zone '' is not known"),
        ("Sydney", r"did you mean 'Australia/Sydney'\?"),
        ("new york", r"did you mean 'America/New_York'\?"),
        ("Australia/Sidney", r"did you mean 'Australia/Sydney'"),
        ("AEST", "is not known"),
        ("UTC+10", "pass an IANA name, such as 'Australia/Sydney', or a tzinfo"),
        ("+10:00", "is not known"),
        ("Australia", "is not known"),
        ("../../etc/passwd", "is not known"),
        ("/etc/localtime", "is not known"),
        ("Australia/Sydney\0", "is not known"),
        ("x" * 5000, "is not known"),
        (10, "an IANA name or a tzinfo, not an int"),
        (timedelta(hours=10), "an IANA name or a tzinfo, not a timedelta"),
        (Abstract(), "time_zone tzinfo cannot convert times"),
        (Broken(), "time_zone Broken cannot convert times"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_zone_that_is_none_is_refused(kind: Any, zone: Any, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        kind("key", time_zone=zone)
    assert len(str(caught.value)) < 300


#: Reads a time in a process whose system has no zone data.
SCRIPT = """
import pickle, sys
sys.path[:0] = {first!r}
sys.modules.update(dict.fromkeys({hidden!r}))
from datetime import UTC, datetime
from flochat import ConfigurationError, Flochat
client = Flochat("key", time_zone="Australia/Sydney")
zone = client._transport.settings.time_zone
for year in (2026, 2045):
    for month, hours in ((1, 11), (7, 10)):
        assert datetime(year, month, 15, tzinfo=zone).utcoffset().total_seconds() == hours * 3600
assert pickle.loads(pickle.dumps(zone)).key == str(zone) == "Australia/Sydney"
try:
    Flochat("key", time_zone="Sydney")
except ConfigurationError as error:
    assert "'Australia/Sydney'" in str(error), error
print(type(zone).__name__)
"""


def run_without_zone_data(first: list[str], hidden: list[str]) -> str:
    script = SCRIPT.format(first=first, hidden=hidden)
    environment = {"PYTHONTZPATH": "", "PYTHONPATH": str(Path(__file__).parents[1])}
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_a_system_without_zone_data_has_that_which_comes_with_dateutil() -> None:
    assert run_without_zone_data([], []) in ("ZoneInfo", "ArchivedZone")


def test_where_dateutil_carries_an_archive_that_is_read(tmp_path: Path) -> None:
    tzdata = pytest.importorskip("tzdata", reason="this dateutil carries the archive itself")
    package = tmp_path / "dateutil"
    (package / "zoneinfo").mkdir(parents=True)
    (package / "__init__.py").touch()
    source = Path(tzdata.__file__).parent / "zoneinfo" / "Australia" / "Sydney"
    with tarfile.open(package / "zoneinfo" / "dateutil-zoneinfo.tar.gz", "w:gz") as archive:
        for name, content in (("Australia/Sydney", source.read_bytes()), ("METADATA", b"{}")):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, BytesIO(content))
    assert run_without_zone_data([str(tmp_path)], ["tzdata"]) == "ArchivedZone"
