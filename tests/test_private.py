"""What a host repeats of the key is shown by no error and no log, and no log names a person."""

from __future__ import annotations

import base64
import gc
import json
import logging
import pickle
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote

import httpcore
import httpx
import pytest

from flochat import Flochat, FlochatError, UserId
from flochat._values.key_mask import KeyMask
from flochat._values.secret import Secret
from flochat._wire.operation_table import TABLE
from flochat.contract.facade import facade_calls
from flochat.sandbox import example, serve
from flochat_api.api.subscriber import flow_bot_user_info
from tests.support.clients import Clients
from tests.support.hostile_server import Step, answer, hostile_server
from tests.support.samples import method_of, samples

KEY = "12|aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0hJ3lM6oP9r"
#: What nobody must find, in whatever case.
TELLING = "2mn5pq8st1vw4yz7cf0hj3lm"
ANA = "f1u2"
EMAIL = "ana.lee@shop.example"
PHONE = "61412345678"

FORMS = {
    "as it is": KEY,
    "in upper case": KEY.upper(),
    "without its number": KEY.partition("|")[2],
    "cut off": KEY[:30],
    "percent-encoded": quote(KEY),
    "percent-encoded twice": quote(quote(KEY, safe=""), safe=""),
    "percent-encoded as a whole": "".join(f"%{ord(char):02X}" for char in KEY),
    "escaped for JSON": json.dumps(KEY).replace("|", "\\u007c")[1:-1],
    "escaped for JSON as a whole": "".join(f"\\u{ord(char):04x}" for char in KEY),
    "escaped for JSON and percent-encoded": "".join(
        f"\\u{ord(char):04x}" for char in quote(KEY, safe="")
    ),
    "escaped for JSON in JSON": "".join(f"\\\\u{ord(char):04x}" for char in KEY),
    "escaped for HTML": escape(KEY).replace("|", "&#124;"),
    "escaped for HTML as a whole": "".join(f"&#x{ord(char):x};" for char in KEY),
    "in base64": base64.b64encode(KEY.encode()).decode(),
    "in base64, after other words": base64.b64encode(f"Bearer {KEY}".encode()).decode(),
    "in hexadecimal digits": KEY.encode().hex().upper(),
    "wrapped": "\\n".join(KEY[start : start + 7] for start in range(0, len(KEY), 7)),
}


def reveals(text: str) -> bool:
    """Whether somebody who reads a text, and decodes what is in it, finds the key."""
    lowered = text.lower()
    return TELLING in lowered or any(form[4:-4].lower() in lowered for form in FORMS.values())


def chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and each not in seen:
            seen.append(each)
            yield each
            waiting += [each.__cause__, each.__context__]


def everything_about(error: BaseException) -> str:
    """An error with all that led to it, as it may be printed, logged or stored."""
    texts = traceback.format_exception(error)
    for each in chain(error):
        texts += [str(each), repr(each), repr(each.args), repr(vars(each))]
        texts += getattr(each, "__notes__", [])
    texts.append(pickle.dumps(error).decode("latin-1"))
    return "\n".join(texts)


def failure_of(call: Callable[[], object]) -> BaseException:
    """What a call raises; where it is good, an error that tells what it returned."""
    try:
        return AssertionError(repr(call()))
    except FlochatError as error:
        return error


def raw(head: str, headers: Mapping[str, str], body: str = "") -> list[Step]:
    """An answer as it is on the wire, with a status line of any kind."""
    data = body.encode()
    lines = [head, *(f"{name}: {text}" for name, text in headers.items())]
    lines += ["Connection: close", f"Content-Length: {len(data)}", "", ""]
    return ["\r\n".join(lines).encode("latin-1"), data]


#: Forms that are tried in all places, and the places in which the others are.
EVERYWHERE = ("as it is", "percent-encoded", "wrapped")
ELSEWHERE = (
    "the body of a 401",
    "a body in UTF-16",
    "a text",
    "a redirect",
    "a good status and an error",
    "a broken header",
)

JSON_TYPE = {"Content-Type": "application/json"}


def echoes(form: str) -> dict[str, list[Step]]:
    """Answers that repeat a form of the key, each in another place."""
    said = f'{{"message": "Bad key {form}", "errors": {{"key {form}": ["{form} is bad"]}}}}'
    answers = {
        f"the body of a {status}": answer(said, status=status)
        for status in (400, 401, 403, 404, 408, 409, 422, 429, 500)
    }
    return answers | {
        "a page": answer(f"<html>{form}</html>", status=403, content_type="text/html"),
        "a text": answer(f"no: {form}", status=500, content_type="text/plain"),
        "a redirect": raw("HTTP/1.1 302 Found", {"Location": f"https://login.example/?k={form}"}),
        "another redirect": raw("HTTP/1.1 307 Found", {"Location": f"/login/{form}"}),
        "a header": answer("{}", status=401, headers={"X-Seen": f"Bearer {form}"}),
        "the name of a header": answer("{}", status=401, headers={"X-Key": f"{form}"}),
        "the reason": raw(f"HTTP/1.1 401 Bad {form}", JSON_TYPE, "{}"),
        "a good status and an error": answer(f'{{"status": "error", "message": "no {form}"}}'),
        "a good status and a list of errors": answer(said.replace('"message"', '"error"')),
        "a good status and no JSON": answer(f"no: {form}", content_type="text/plain"),
        "a good status and an unknown object": answer(f'{{"{form}": 1, "x": "y"}}'),
        "a good status and a header": answer("[]", headers={"X-Seen": f"Bearer {form}"}),
        "a body in UTF-16": answer(said.encode("utf-16-le"), status=401),
        "a body in UTF-32": answer(said.encode("utf-32-be"), status=401),
        "a broken status line": [f"HTTP/1.1 twohundred {form}\r\n\r\n".encode("latin-1")],
        "a broken header": [f"HTTP/1.1 200 OK\r\nBroken {form}\r\n\r\n".encode("latin-1")],
        "a broken body": answer(form, headers={"Content-Encoding": "gzip"}),
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_key_that_a_host_repeats_is_masked_in_every_error_and_log(
    make_client: Clients, form: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shown: list[str] = []
    places = echoes(FORMS[form])
    if form not in EVERYWHERE:
        places = {place: places[place] for place in ELSEWHERE}
    current: list[Step] = []
    with hostile_server(lambda _request: [*current]) as server:
        client = make_client(
            f"{server.url}/api",
            KEY,
            on_response=lambda event: shown.append(repr(event)),
            on_failure=lambda event: shown.append(everything_about(event.error)),
            max_retries=0,
        )
        for place, steps in places.items():
            current[:] = steps
            calls: list[Callable[[], object]] = [
                client.account.me,
                lambda: client.messages.send_text(ANA, "Hello"),
                lambda: client.flow.tags.delete("VIP"),
            ]
            shown += [f"{place}: {everything_about(failure_of(call))}" for call in calls]
            shown.append(repr(client.last_response))
    assert len(shown) > 8 * len(places)
    assert not [text for text in shown if reveals(text)]
    records = [record.getMessage() for record in caplog.records]
    assert [text for text in records if text.startswith("receive_response_headers.complete")]
    assert not [text for text in records if reveals(text)]


@pytest.mark.parametrize(
    "place", ["the body of a 401", "a good status and an error", "a good status and no JSON"]
)
def test_tools_that_show_the_variables_beside_an_error_show_no_answer(
    make_client: Clients, place: str
) -> None:
    steps = echoes(KEY)[place]
    with hostile_server(lambda _request: steps) as server:
        client = make_client(f"{server.url}/api", KEY, max_retries=0)
        error = failure_of(client.account.me)
    frames = traceback.TracebackException.from_exception(error, capture_locals=True).stack
    shown = [frame.locals or {} for frame in frames if "/flochat/_" in frame.filename]
    assert any("answer" in variables for variables in shown)
    assert not reveals(repr(shown))


@pytest.mark.parametrize("depth", range(4))
def test_a_key_is_found_in_json_within_json(depth: int) -> None:
    key = "rt/nnrt-trn+nrt=rtn_nrtr"  # letters that stand for spaces after a backslash
    for form in (key.replace("/", r"\/"), "".join(rf"\u{ord(char):04x}" for char in key)):
        text = form
        for _ in range(depth):
            text = json.dumps(text)[1:-1]
        assert KeyMask(Secret(key)).hide_in(f"no: {text}.") == "no: ***."


def test_an_answer_to_the_low_level_client_has_no_key_either() -> None:
    refusal = answer(f"no {KEY}", status=500)
    with (
        hostile_server(lambda _request: refusal) as server,
        Flochat(KEY, base_url=f"{server.url}/api", max_retries=0) as client,
    ):
        seen = flow_bot_user_info.sync_detailed(client=client.api, user_ns=ANA)
    assert seen.status_code == 500
    assert seen.content == b"no ***"


def test_a_journal_has_no_key_that_a_host_repeats(make_client: Clients, tmp_path: Path) -> None:
    journal = tmp_path / "hello.sqlite"
    refusal = answer(json.dumps({"message": f"bad {KEY}"}), status=422)
    with hostile_server(lambda _request: refusal) as server:
        client = make_client(f"{server.url}/api", KEY)
        report = client.bulk.send_text([ANA], "Hello", journal=journal).run()
        assert len(report.failed) == 1
    files = [file.read_bytes().decode("latin-1") for file in tmp_path.iterdir()]
    assert [text for text in files if "answered 422: bad ***" in text]
    assert not [text for text in files if reveals(text)]


def test_what_is_stored_at_the_host_comes_back_as_it_is(make_client: Clients) -> None:
    """A flow that calls the service itself has the key in a field of the bot."""
    rows = json.dumps({"data": [{"var_ns": "f1v1", "name": "Key", "value": KEY}]})
    with hostile_server(lambda _request: answer(rows)) as server:
        client = make_client(f"{server.url}/api", KEY)
        assert client.flow.bot_fields.list().first().value == KEY


@pytest.mark.parametrize(
    "text", ["", "Unauthenticated.", "100 % of \\u00e9 & &amp; more", "%zz\\u"]
)
def test_a_text_without_the_key_stays_as_it_is(text: str) -> None:
    assert KeyMask(Secret(KEY)).hide_in(text) == text
    assert KeyMask(Secret(KEY)).hide_in(f"{text} {KEY}").startswith(f"{text} ")


def test_a_text_in_which_the_key_is_not_to_be_located_is_masked_as_a_whole() -> None:
    assert KeyMask(Secret(KEY)).hide_in("\0".join(f"no {KEY}")) == "***"


def test_a_key_too_short_to_be_one_is_not_looked_for() -> None:
    assert KeyMask(Secret("key")).hide_in("no such key") == "no such key"


def test_a_key_at_the_end_of_much_text_is_found() -> None:
    text = "x" * 3_000_000
    assert KeyMask(Secret(KEY)).hide_in(text + KEY.upper()) == f"{text}12|***"


def test_logs_forget_a_key_with_its_client(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger(f"{httpcore.__name__}.http11")
    caplog.set_level(logging.DEBUG, logger=log.name)
    key = "an-otherwise-unused-key"
    with serve(api_key=key) as server, Flochat(key, base_url=server.url) as client:
        client.account.me()
        log.debug("seen %s", key)
    del client
    gc.collect()
    log.debug("seen %s", key)
    seen = [r.getMessage() for r in caplog.records if r.getMessage().startswith("seen")]
    assert seen == ["seen ***", f"seen {key}"]


def test_no_log_has_a_url_with_a_query_or_a_value(
    make_client: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    paths = {name.partition(" ")[2] for name in TABLE} | {"/iwh/***"}
    with serve(api_key=KEY, quota=100_000, seed=example) as server:
        client = make_client(server.url, KEY)
        for path in facade_calls():
            for arguments in samples(path, method_of(Flochat(KEY), path)):
                try:
                    result = method_of(client, path)(**arguments)
                    if hasattr(result, "first"):
                        result.first()
                except FlochatError:
                    continue
        urls = [
            found[1]
            for record in caplog.records
            if record.name.partition(".")[0] in (httpx.__name__, "flochat")
            for found in re.finditer(r"(http://\S+)", record.getMessage())
        ]
        assert len(urls) > 2 * len(facade_calls())
        assert {url.removeprefix(server.url).rstrip(":") for url in urls} <= paths


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_no_log_names_a_person(
    make_client: Clients, caplog: pytest.LogCaptureFixture, level: int
) -> None:
    caplog.set_level(level)
    with serve(api_key=KEY) as server:
        client = make_client(server.url, KEY)
        client.subscribers.create(phone=f"+{PHONE}", email=EMAIL, name="Ana Lee")
        client.subscribers.find(email=EMAIL)
        client.subscribers.find(phone=f"+{PHONE}")
        client.subscribers.list(email=EMAIL).to_list()
        for call in (
            lambda: client.subscribers.get(UserId(PHONE)),
            lambda: client.request("GET", "/people/{who}", path_params={"who": EMAIL}),
            lambda: client.request("GET", f"/people/{EMAIL}/cards"),
            lambda: client.request("GET", f"/people/+{PHONE}"),
            lambda: client.request("GET", "/people", query={"who": EMAIL}),
        ):
            error = failure_of(call)
            operation = str(getattr(error, "operation", ""))
            assert not [who for who in (EMAIL, PHONE) if who in operation]
    records = [record for record in caplog.records if record.name.startswith(("flochat", "http"))]
    assert len(records) > 10
    for record in records:
        text = record.getMessage()
        assert not [who for who in (EMAIL, quote(EMAIL), PHONE, "ana.lee", "Ana") if who in text]


def test_the_log_of_the_low_level_client_names_no_person(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with serve(api_key=KEY) as server, Flochat(KEY, base_url=server.url) as client:
        flow_bot_user_info.sync_detailed(client=client.api, user_ns=EMAIL)
    urls = [r.getMessage() for r in caplog.records if r.name == httpx.__name__]
    assert len(urls) == 2
    assert not [text for text in urls if "ana" in text or "?" in text]
