"""Errors say what to do about them, and the page of errors lists them all."""

from __future__ import annotations

import json
import pickle
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from inspect import isclass
from pathlib import Path
from typing import Any, Final

import pytest

from flochat import (
    APIConnectionError,
    APITimeoutError,
    BatchError,
    BlockedError,
    ConfigurationError,
    FlochatError,
    OutcomeUnknownError,
    RateLimitError,
    RejectedError,
    errors,
)
from flochat._version import DOCUMENTATION
from flochat._wire.operation_table import TABLE, Scope
from flochat._wire.remedies import connection_remedy, message_remedy, quota_remedy, unknown_remedy
from flochat.sandbox import serve
from tests.support.clients import Clients, Clock
from tests.support.hostile_server import RESET, Step, answer, hostile_server

PAGE: Final = Path(__file__).parents[1] / "docs/reference/errors.md"
ANA = "f1u2"
SUB_FLOW = "f1s1"
CLOUDFLARE: Final[Mapping[str, str]] = {"Server": "cloudflare", "CF-RAY": "8f1d2c3b4a5e6f70-SYD"}


@contextmanager
def host(steps: list[Step], make_client: Clients, **options: Any) -> Iterator[Any]:
    """A client of a host that gives one answer."""
    with hostile_server(lambda _request: steps) as server:
        yield make_client(f"{server.url}/api", max_retries=0, **options)


def refusal(status: int, message: str) -> list[Step]:
    return answer(json.dumps({"message": message}), status=status)


REMEDIES: Final[dict[str, tuple[list[Step], str]]] = {
    "a wrong key": (refusal(401, "Unauthenticated."), "Check the key: create one in"),
    "a missing permission": (
        refusal(403, "This action is unauthorized."),
        'The key needs the permission "Manage Flow"',
    ),
    "a key without a flow": (refusal(404, "Flow not found"), "The key belongs to no flow"),
    "the same with another status": (refusal(400, "Bot not found."), "The key belongs to no flow"),
    "the same with a good status": (
        answer('{"status": "error", "message": "Flow not found"}'),
        "The key belongs to no flow",
    ),
    "a wrong key with a good status": (
        answer('{"success": false, "message": "Invalid API token"}'),
        "Check the key: create one in",
    ),
    "a wrong address": (refusal(404, "The route api/x could not be found."), "Check base_url"),
    "a page instead": (
        answer("<html>nothing</html>", status=404, content_type="text/html"),
        "Check base_url",
    ),
    "a redirect": (
        answer(status=301, headers={"Location": "https://shop.example/"}),
        "Check base_url: redirects are not followed",
    ),
    "Cloudflare": (
        answer("error code: 1010", status=403, content_type="text/plain", headers=CLOUDFLARE),
        "ask the platform, and tell them the Ray ID 8f1d2c3b4a5e6f70-SYD",
    ),
    "a firewall": (
        answer("<html>Forbidden</html>", status=403, content_type="text/html"),
        "A web server or firewall in front of the service refused it",
    ),
    "a failure": (answer("{}", status=500), "Try again later"),
    "another throttle": (answer("{}", status=429), "Another throttle than the quota's"),
    "another method": (refusal(405, "The GET method is not supported."), "a newer version"),
}


@pytest.mark.parametrize("case", REMEDIES)
def test_an_error_ends_with_its_remedy_and_keeps_it(make_client: Clients, case: str) -> None:
    steps, remedy = REMEDIES[case]
    with host(steps, make_client) as client, pytest.raises(FlochatError) as caught:
        client.flow.tags.list().first()
    error = caught.value
    assert error.remedy is not None
    assert remedy in error.remedy
    text, _, page = error.remedy.partition(" See ")
    assert str(error).endswith(f". {text}")
    assert page.startswith(f"{DOCUMENTATION}reference/errors.html#")
    assert not re.search(r"\.\.|[.;:,] \.", str(error))
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.remedy) == (str(error), error.remedy)


@pytest.mark.parametrize(
    "steps",
    [
        refusal(422, "The name has already been taken."),
        refusal(400, "The body is not valid JSON."),
        refusal(404, "Tag not found"),
        answer('{"status": "error", "message": "The key of the field is invalid"}'),
    ],
)
def test_what_only_the_service_knows_has_no_remedy(make_client: Clients, steps: list[Step]) -> None:
    with host(steps, make_client) as client, pytest.raises(FlochatError) as caught:
        client.flow.tags.list().first()
    assert caught.value.remedy is None
    assert type(caught.value) is not RejectedError or str(caught.value).endswith("is invalid")


@pytest.mark.parametrize("scope", [Scope.FLOW, Scope.TEAM, Scope.ANY])
def test_a_missing_permission_is_named_as_the_operation_needs_it(
    make_client: Clients, scope: Scope
) -> None:
    with host(refusal(403, "Forbidden"), make_client) as client:
        calls = {
            Scope.FLOW: client.flow.tags.list().first,
            Scope.TEAM: client.team.labels.list().first,
            Scope.ANY: client.account.me,
        }
        with pytest.raises(FlochatError) as caught:
            calls[scope]()
    assert caught.value.operation is not None
    assert TABLE[caught.value.operation].scope is scope
    expected = "look at its permissions" if scope is Scope.ANY else f'"{scope.value}"'
    assert expected in str(caught.value)


def test_a_spent_quota_says_when_it_refills(make_client: Clients, clock: Clock) -> None:
    with serve(quota=2, clock=lambda: clock.now) as server:
        client = make_client(server.url, clock=clock, max_wait=0)
        for _ in range(2):
            client.account.me()
        clock.now += 600  # 08:10:00 UTC, of an hour that began at 08:00
        with pytest.raises(RateLimitError) as caught:
            client.account.me()
        assert not caught.value.was_sent
        assert "The quota refills at 09:00:00 UTC" in str(caught.value)
        other = make_client(server.url, clock=clock, max_wait=0)
        with pytest.raises(RateLimitError, match="The quota refills at 09:00:00 UTC") as caught:
            other.account.me()
        assert caught.value.was_sent


@pytest.mark.parametrize("steps", [[RESET], answer("{}", status=503), answer("no JSON")])
def test_an_unknown_outcome_says_where_to_look(make_client: Clients, steps: list[Step]) -> None:
    with host(steps, make_client) as client:
        calls: dict[str, Callable[[], object]] = {
            "Look at subscribers.messages() before": lambda: client.messages.send_text(ANA, "Hi"),
            "Look whether it is there, with": lambda: client.flow.tags.create("VIP"),
            "Look at broadcasts.list() before": lambda: client.broadcasts.send([ANA], SUB_FLOW),
        }
        for remedy, call in calls.items():
            with pytest.raises(OutcomeUnknownError) as caught:
                call()
            assert remedy in str(caught.value)
            assert str(caught.value).count("before you") == 1


def test_what_remedies_name_is_there(make_client: Clients) -> None:
    client = make_client("http://127.0.0.1:9/api")
    assert client.subscribers.messages
    assert client.subscribers.find
    assert client.subscribers.list
    assert client.broadcasts.list


@pytest.mark.parametrize(
    "operation",
    ["PUT /shop/orders/{}/update", "POST /what/ever", "POST /iwh/{}", "POST /subscriber/cart-paid"],
)
def test_an_unknown_outcome_of_any_call_has_a_remedy(operation: str) -> None:
    assert unknown_remedy(operation) == "Look whether it was carried out before you repeat it."


def test_a_closed_client_says_what_to_do(make_client: Clients) -> None:
    client = make_client("http://127.0.0.1:9/api")
    client.close()
    with pytest.raises(ConfigurationError, match=r"the client is closed\. Make another one"):
        client.account.me()


def test_a_host_where_nobody_listens_is_to_be_checked(
    make_client: Clients, unused_port: int
) -> None:
    client = make_client(f"http://127.0.0.1:{unused_port}/api", max_retries=0)
    with pytest.raises(APIConnectionError, match="Check base_url and the network"):
        client.account.me()


def test_a_proxy_that_refuses_is_named(make_client: Clients) -> None:
    with hostile_server(lambda _request: answer("no", status=407)) as server:
        client = make_client(
            "https://shop.example/api", max_retries=0, proxy=f"http://ana:s3cr3t@{server.url[7:]}"
        )
        with pytest.raises(
            APIConnectionError, match="through the proxy that proxy names"
        ) as caught:
            client.account.me()
    assert "s3cr3t" not in str(caught.value)


def test_a_proxy_of_the_environment_is_named(
    make_client: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(lambda _request: answer("no", status=407)) as server:
        monkeypatch.setenv("HTTPS_PROXY", server.url)
        for name in ("https_proxy", "NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        client = make_client("https://shop.example/api", max_retries=0)
        with pytest.raises(APIConnectionError, match=r"The proxy refused .* HTTPS_PROXY names"):
            client.account.me()
        assert [request.method for request in server.requests] == ["CONNECT"]


@pytest.mark.parametrize(
    "reason",
    [
        "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)",
        "[SSL: HTTP_REQUEST] http request (_ssl.c:1006)",
        "[SSL] record layer failure (_ssl.c:1006)",
    ],
)
def test_a_host_without_tls_is_to_be_checked(reason: str) -> None:
    remedy = connection_remedy(OSError(reason), proxy=None, certificates=None)
    assert remedy is not None
    assert "speaks no TLS" in remedy


def test_a_certificate_that_is_not_trusted_is_explained() -> None:
    reason = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate"
    remedy = connection_remedy(
        OSError(reason), proxy="HTTPS_PROXY", certificates="SSL_CERT_FILE (x.pem)"
    )
    assert remedy is not None
    assert "as ca_bundle" in remedy
    assert "Now SSL_CERT_FILE (x.pem) says whom to trust." in remedy
    assert "the proxy that HTTPS_PROXY names" in remedy


def test_a_name_that_is_not_resolved_is_explained() -> None:
    for reason in (
        "[Errno -2] Name or service not known",
        "[Errno 11001] getaddrinfo failed",
        "[Errno 8] nodename nor servname provided, or not known",
        str(socket.gaierror(-3, "Temporary failure in name resolution")),
    ):
        remedy = connection_remedy(OSError(reason), proxy=None, certificates=None)
        assert remedy is not None
        assert remedy.startswith("Check base_url, and whether this machine resolves")


def test_an_ordinary_cut_has_no_remedy_and_a_deadline_has(
    make_client: Clients, clock: Clock
) -> None:
    with host([RESET], make_client, clock=clock) as client:
        with pytest.raises(APIConnectionError) as caught:
            client.account.me()
        assert caught.value.remedy is None
        hurried = client.with_options(deadline=5)
        clock.now += 5
        with pytest.raises(APITimeoutError, match=r"with_options\(deadline=\.\.\.\)\.$"):
            hurried.account.me()


def test_a_batch_has_the_remedy_of_what_stopped_it(make_client: Clients) -> None:
    remaining = [answer('{"status": "ok"}'), refusal(403, "Forbidden")]
    with hostile_server(lambda _request: remaining.pop(0)) as server:
        client = make_client(f"{server.url}/api", max_retries=0)
        with pytest.raises(BatchError) as caught:
            client.subscribers.add_tags(ANA, [f"f1t{number}" for number in range(30)])
    text = str(caught.value)
    assert text.endswith("or create another key that has it.")
    assert text.count("The key needs the permission") == 1


@pytest.mark.parametrize(
    ("message", "is_known"),
    [
        ("Flow not found", True),
        ("The flow was not found.", True),
        ("Chatbot not found", True),
        ("Sub flow not found", False),
        ("Tag not found in flow", False),
        ("Workflow not found", False),
        ("unauthenticated", True),
        ("Invalid API key", True),
        ("The token has expired", False),
        ("API token expired", True),
        ("The API key is invalid.", True),
        ("invalid key in user_fields", False),
        ("Invalid key", True),
        ("API key not valid. Please pass a valid API key.", True),
        ("There is no flow with that name", False),
        ("The token has no bot", True),
        ("The monkey is invalid", False),
        ("", False),
    ],
)
def test_a_remedy_hangs_on_the_words_of_the_service(message: str, is_known: bool) -> None:
    assert (message_remedy(message) is not None) is is_known


def test_the_moment_of_a_refill_is_there_however_far_it_is() -> None:
    now = 1_800_000_000.0
    assert "at 08:00:30 UTC" in quota_remedy(30.0, now=now)
    assert "on 2027-01-17" in quota_remedy(2 * 86_400.0, now=now)
    assert "within an hour" in quota_remedy(None, now=now)


def test_cloudflare_without_a_ray_id_has_a_remedy(make_client: Clients) -> None:
    page = answer("<html>Cloudflare</html>", status=403, content_type="text/html")
    with host(page, make_client) as client, pytest.raises(BlockedError) as caught:
        client.account.me()
    assert str(caught.value).endswith("ask the platform.")


SECTION: Final = re.compile(
    r"^### (\w+)\n\n(?:A kind of `(\w+)`\. )?((?:.+\n)+)\n"
    r"- \*\*Done\?\*\* (?:No|Maybe|Yes|Partly)\.\n- \*\*What to do:\*\* ((?:.+\n)+)",
    re.MULTILINE,
)


def test_the_page_of_errors_lists_each_class_with_cause_and_remedy() -> None:
    family = {
        name: value.__bases__[0].__name__
        for name, value in vars(errors).items()
        if isclass(value) and issubclass(value, FlochatError)
    }
    rows = SECTION.findall(PAGE.read_text(encoding="utf-8"))
    listed = {name: parent for name, parent, *_ in rows}
    assert len(rows) == len(listed)
    assert listed == {**family, "FlochatError": ""}
    assert all(len(cause) > 10 and len(remedy) > 10 for _, _, cause, remedy in rows)


def test_every_remedy_is_whole_sentences() -> None:
    for value in vars(errors).values():
        if isclass(value) and issubclass(value, FlochatError) and value._remedy is not None:
            assert re.fullmatch(r"[A-Z].+\.", value._remedy)


def test_every_remedy_names_its_page() -> None:
    anchors = {
        found.lower() for found in re.findall(r"^### (\w+)$", PAGE.read_text(), re.MULTILINE)
    }
    for value in vars(errors).values():
        if isclass(value) and issubclass(value, FlochatError):
            error = value.__new__(value, "It failed")
            error.remedy = "Do something else."
            address, _, anchor = str(error.remedy).rpartition(" See ")[2].partition("#")
            assert address == f"{DOCUMENTATION}reference/{PAGE.stem}.html"
            assert anchor in anchors
            error.remedy = f"{error.remedy} Or nothing."  # what adds to it names it once
            assert str(error.remedy).count(address) == 1
            assert str(error.remedy).endswith(f"#{anchor}")


def test_a_class_of_a_user_names_the_page_of_ours() -> None:
    class Mine(RateLimitError):
        pass

    error = Mine.__new__(Mine, "It failed")
    error.remedy = "Wait."
    assert str(error.remedy).endswith("#ratelimiterror")
