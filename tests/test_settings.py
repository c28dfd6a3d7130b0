from __future__ import annotations

import pickle
import subprocess
import sys
import traceback
from typing import Any

import httpx
import phonenumbers
import pytest

from flochat import AsyncFlochat, ConfigurationError, Flochat
from flochat._values.countries import COUNTRIES
from flochat.sandbox import serve

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


@pytest.mark.parametrize("from_environment", [False, True])
@pytest.mark.parametrize(
    ("key", "message"),
    [
        (None, "no API key: pass .* or set FLOCHAT_API_KEY"),
        ("", "no API key"),
        ("  \n", "no API key"),
        ("'1|s3cr3t'", "is in quotes"),
        ('"1|s3cr3t"', "is in quotes"),
        (' "1|s3cr3t" ', "is in quotes"),
        ('1|s3cr3t"', "is in quotes"),
        ("`1|s3cr3t`", "is in quotes"),
        ("\u201c1|s3cr3t\u201d", "is in quotes"),
        ("Bearer 1|s3cr3t", "pass the key alone"),
        ("bearer 1|s3cr3t", "pass the key alone"),
        ("Authorization: Bearer 1|s3cr3t", "pass the key alone"),
        ("1|s3cr 3t", "a space or a line break"),
        ("1|s3cr3t\n2|s3cr3t", "a space or a line break"),
        ("1|s3cr\t3t", "a space or a line break"),
        ("1|s3cr\u00a03t", "a space or a line break"),
        ("1|s3cr\u200b3t", "characters that no key has"),
        ("schl\u00fcssel-s3cr3t", "characters that no key has"),
        ("1|s3cr3t\x7f", "characters that no key has"),
        ("$FLOCHAT_API_KEY", "the name of a variable or a placeholder"),
        ("${s3cr3t}", "the name of a variable or a placeholder"),
        ("<s3cr3t>", "the name of a variable or a placeholder"),
        ("FLOCHAT_API_KEY=1|s3cr3t", "the name of a variable or a placeholder"),
    ],
)
def test_a_key_that_cannot_be_one_is_refused_and_not_repeated(
    kind: Any,
    key: str | None,
    message: str,
    from_environment: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if from_environment and key is not None:
        monkeypatch.setenv("FLOCHAT_API_KEY", key)
    with pytest.raises(ConfigurationError, match=message) as caught:
        kind(None if from_environment else key)
    assert "s3cr" not in str(caught.value)
    name = "FLOCHAT_API_KEY" if from_environment else "api_key"
    assert name in str(caught.value)


@pytest.mark.parametrize("from_environment", [False, True])
@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "is empty; .* for https://app.flochat.ai/api"),
        (" / ", "is empty"),
        ("http://app.flochat.ai/api", "plain http"),
        ("http://127.0.0.1.example/api", "plain http"),
        ("ftp://app.flochat.ai/api", "form https"),
        ("app.flochat.ai/api", "'app.flochat.ai/api' must have the form https"),
        ("https:///api", "form https"),
        ("https://app.flochat.ai", "end in /api"),
        ("https://app.flochat.ai/api?x=1", "form https"),
        ("https://app.flochat.ai/api?", "form https"),
        ("https://app.flochat.ai/api?api_key=s3cr3t", "without a query"),
        ("https://app.flochat.ai?s3cr3t/api", "without a query"),
        ("https://app.flochat.ai/api#x", "form https"),
        ("https://app.flochat.ai/api#s3cr3t", "without a query"),
        ("https://me:s3cr3t@app.flochat.ai/api", "user or password"),
        ("https://s3cr3t@app.flochat.ai/api", "user or password"),
        ("https://me:s3cr3t@[::1/api", "user or password"),
        ("https://me:s3cr3t@host:port/api", "user or password"),
        ("me:s3cr3t@app.flochat.ai/api", "user or password"),
        ("1|s3cr3t", "must have the form https"),
        ("s3cr3t", "must have the form https"),
        ("'https://app.flochat.ai/api'", "in quotes"),
        ('"https://app.flochat.ai/api"', "in quotes"),
        ("https://app.flochat.ai:port/api", "not a URL"),
        ("https://[::1/api", "not a URL"),
        ("https://a..b/api", "not a URL"),
        ("https://app.flochat.ai/a b/api", "percent-encoded"),
    ],
)
def test_a_host_that_cannot_be_used_is_refused(
    kind: Any, url: str, message: str, from_environment: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if from_environment:
        monkeypatch.setenv("FLOCHAT_BASE_URL", url)
    with pytest.raises(ConfigurationError, match=message) as caught:
        kind(KEY, base_url=None if from_environment else url)
    assert "s3cr3t" not in str(caught.value)
    assert caught.value.__context__ is None or "s3cr3t" not in repr(caught.value.__context__)
    assert str(caught.value).startswith("FLOCHAT_BASE_URL" if from_environment else "base_url")


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


def test_a_country_is_checked_without_the_metadata_of_phone_numbers() -> None:
    code = "import flochat, sys; flochat.Flochat('key', default_country='AU'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "phonenumbers" not in done.stdout.split()


def test_every_country_that_has_phone_numbers_is_one() -> None:
    assert set(phonenumbers.SUPPORTED_REGIONS) == COUNTRIES


def test_a_closed_client_says_so(make_client: Any) -> None:
    client = make_client("http://127.0.0.1:1/api", KEY)
    client.close()
    client.close()
    with pytest.raises(ConfigurationError, match="closed"):
        client.account.me()


HOST = "https://shop.example/api"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"proxy": "nonsense://ana:s3cr3t@x"}, "proxy cannot be used: it must have the form http"),
        ({"proxy": "ana:s3cr3t@proxy:3128"}, "proxy cannot be used: it must have the form http"),
        ({"proxy": "http://ana:s3/cr3t@x:8080"}, "proxy cannot be used"),
        ({"proxy": "http://ana:s3cr3t@[::1"}, "proxy cannot be used"),
        ({"proxy": "socks5://127.0.0.1:1080"}, r"socksio; install httpx\[socks\]"),
        ({"ca_bundle": "pyproject.toml"}, "ca_bundle 'pyproject.toml' cannot be used: it contains"),
        ({"ca_bundle": "tests"}, "ca_bundle 'tests' cannot be used"),
    ],
)
def test_a_proxy_or_bundle_that_cannot_be_used_is_named_and_not_its_password(
    make_client: Any, option: dict[str, str], message: str
) -> None:
    client = make_client("https://127.0.0.1:1/api", KEY, **option)
    with pytest.raises(ConfigurationError, match=message) as caught:
        client.account.me()
    assert "cr3t" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("NO_PROXY", "localhost,[::1]", r"NO_PROXY contains '\[::1\]', which is not a host"),
        ("no_proxy", "localhost, shop:port", "no_proxy contains 'shop:port'"),
        ("NO_PROXY", "::1,10.0.0.0/8,*.x,http://a:b", "NO_PROXY contains 'http://a:b'"),
        ("HTTPS_PROXY", "nonsense://ana:s3cr3t@x", "HTTPS_PROXY cannot be used: it must have"),
        ("https_proxy", "http://ana:s3cr3t@x:port", "https_proxy cannot be used"),
        ("ALL_PROXY", "socks5://x:1", "ALL_PROXY cannot be used: a SOCKS proxy takes"),
        ("SSL_CERT_FILE", "no/such/file.pem", "SSL_CERT_FILE 'no/such/file.pem' cannot be used"),
        ("SSL_CERT_FILE", "pyproject.toml", "SSL_CERT_FILE .* it contains no certificate"),
        ("SSL_CERT_FILE", "tests", "SSL_CERT_FILE 'tests' cannot be used"),
        ("SSL_CERT_DIR", "no/such/place", "SSL_CERT_DIR is 'no/such/place', and there is no such"),
        ("SSLKEYLOGFILE", "no/such/keys", "SSLKEYLOGFILE 'no/such/keys' cannot be written"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(
    make_client: Any, variable: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if variable.lower() == "no_proxy" and httpx.__name__ != "httpx":
        pytest.skip("the successor of httpx passes over what is no host")
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv(variable, value)
    client = make_client(HOST, KEY)
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=message) as caught:
            client.account.me()
        assert "s3cr3t" not in "".join(traceback.format_exception(caught.value))
    assert client.quota.spent == 0


def test_variables_about_certificates_do_not_matter_to_a_host_on_loopback(
    make_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "NO_PROXY"):
        monkeypatch.setenv(name, "no/such:[place")
    with serve(api_key=KEY) as server:
        assert make_client(server.url, KEY).account.me().id
