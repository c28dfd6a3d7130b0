from __future__ import annotations

import pickle
from typing import Any

import phonenumbers
import pytest

from flochat import AsyncFlochat, ConfigurationError, Flochat
from flochat._values.countries import COUNTRIES

KEY = "1|s3cr3t-of-the-tests"


@pytest.fixture(params=[Flochat, AsyncFlochat])
def kind(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_key_and_host_come_from_the_environment(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOCHAT_API_KEY", f" {KEY}\n")
    monkeypatch.setenv("FLOCHAT_BASE_URL", "https://chat.example/api/")
    assert "https://chat.example/api'" in repr(kind())


def test_arguments_come_before_the_environment(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOCHAT_BASE_URL", "https://chat.example/api")
    assert "https://other.example/api" in repr(kind(KEY, base_url="https://other.example/api"))
    monkeypatch.delenv("FLOCHAT_BASE_URL")
    assert "https://app.flochat.ai/api" in repr(kind(KEY))


@pytest.mark.parametrize("key", [None, "", "  ", "two words", "line\nbreak", "schlüssel"])
def test_an_invalid_key_is_refused(kind: Any, key: str | None) -> None:
    with pytest.raises(ConfigurationError, match=r"FLOCHAT_API_KEY|no key has") as caught:
        kind(key)
    assert not key or not key.strip() or key not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://app.flochat.ai/api", "plain http"),
        ("http://127.0.0.1.example/api", "plain http"),
        ("ftp://app.flochat.ai/api", "form https"),
        ("app.flochat.ai/api", "form https"),
        ("https:///api", "form https"),
        ("https://app.flochat.ai", "end in /api"),
        ("https://app.flochat.ai/api?x=1", "form https"),
        ("https://app.flochat.ai/api#x", "form https"),
        ("https://me:pw@app.flochat.ai/api", "user or password"),
        ("https://app.flochat.ai:port/api", "not a URL"),
        ("https://[::1/api", "not a URL"),
        ("https://a..b/api", "not a URL"),
        ("https://app.flochat.ai/a b/api", "percent-encoded"),
    ],
)
def test_a_host_that_cannot_be_used_is_refused(kind: Any, url: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        kind(KEY, base_url=url)
    assert "pw" not in str(caught.value)


def test_scheme_and_host_are_in_lower_case(kind: Any) -> None:
    assert "'https://chat.example/api'" in repr(kind(KEY, base_url="HTTPS://Chat.Example/api"))


@pytest.mark.parametrize(
    "option", [{"api_key": 5}, {"base_url": 5}, {"proxy": 5}, {"headers": {"X-A": None}}]
)
def test_another_type_than_str_is_refused(kind: Any, option: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        kind(**{"api_key": KEY, **option})


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/api", "http://localhost/api", "http://[::1]:9/api"]
)
def test_plain_http_is_for_loopback(kind: Any, url: str) -> None:
    assert url in repr(kind(KEY, base_url=url))


@pytest.mark.parametrize(
    "option",
    [
        {"connect_timeout": 0},
        {"read_timeout": -1},
        {"total_timeout": float("nan")},
        {"total_timeout": True},
        {"max_retries": -1},
        {"max_retries": 1.5},
        {"max_wait": -1},
        {"max_wait": float("nan")},
        {"ca_bundle": "no/such/file.pem"},
        {"headers": {"Authorization": "Bearer other"}},
        {"headers": {"X-A": "line\r\nX-B: y"}},
        {"headers": {"X A": "y"}},
        {"headers": {"X-A\r\nX-B": "y"}},
        {"headers": {"X-A": "ä"}},
    ],
    ids=lambda option: "-".join(option),
)
def test_an_invalid_option_is_refused(kind: Any, option: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        kind(KEY, **option)


def test_the_key_is_in_no_repr_and_a_client_in_no_pickle(kind: Any) -> None:
    client = kind(KEY)
    settings = client._transport.settings
    for shown in (repr(client), str(client), repr(settings), repr(settings.api_key)):
        assert KEY not in shown
    assert KEY not in repr(client.api)
    for thing in (client, settings, settings.api_key):
        with pytest.raises(TypeError, match=r"not pickled"):
            pickle.dumps(thing)


def test_the_country_of_numbers_is_checked_at_once(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kind(KEY)._transport.settings.default_country is None
    assert kind(KEY, default_country=" au ")._transport.settings.default_country == "AU"
    monkeypatch.setenv("FLOCHAT_COUNTRY", "br")
    assert kind(KEY)._transport.settings.default_country == "BR"
    assert kind(KEY, default_country="AU")._transport.settings.default_country == "AU"
    for wrong, message in (
        ("Australia", "pass an ISO 3166 code of two letters, such as 'AU'"),
        ("61", "ISO 3166"),
        ("", "ISO 3166"),
        ("UK", "the United Kingdom is 'GB'"),
        (61, "default_country must be a str, not an int"),
    ):
        with pytest.raises(ConfigurationError, match=message):
            kind(KEY, default_country=wrong)


def test_every_country_that_has_phone_numbers_is_one() -> None:
    assert set(phonenumbers.SUPPORTED_REGIONS) == COUNTRIES


def test_a_closed_client_says_so(make_client: Any) -> None:
    client = make_client("http://127.0.0.1:1/api", KEY)
    client.close()
    client.close()
    with pytest.raises(ConfigurationError, match="closed"):
        client.account.me()


@pytest.mark.parametrize("option", [{"proxy": "nonsense://x"}, {"ca_bundle": "pyproject.toml"}])
def test_a_proxy_or_bundle_that_cannot_be_used_is_a_configuration_error(
    make_client: Any, option: dict[str, str]
) -> None:
    client = make_client("https://127.0.0.1:1/api", KEY, **option)
    with pytest.raises(ConfigurationError, match="cannot be used"):
        client.account.me()
