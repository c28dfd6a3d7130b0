from __future__ import annotations

import gzip
import hashlib
import json
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import flochat.contract
from flochat._version import __version__
from flochat.contract.errors import ContractError
from flochat.contract.pull import Limits, Pulled, pull
from tests.support.hostile_server import (
    HANG,
    RESET,
    Handler,
    HostileServer,
    Step,
    answer,
    drip,
    hostile_server,
    redirect,
    routes,
)

DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.0",
    "info": {"title": "פלוצ'אט", "version": "1"},
    "paths": {"/flow/tags": {"get": {"responses": {"200": {"description": ""}}}}},
}
TEXT = json.dumps(DOCUMENT)
YAML = """\
openapi: 3.0.0
info: {title: "פלוצ'אט", version: '1'}
paths:
  /flow/tags:
    get:
      responses:
        200:
          description: ""
"""
DEFAULT_LIMITS = Limits(pause=0)
IMPATIENT = Limits(total=0.6, read=0.25, connect=0.25, pause=0)


def page(script: str) -> list[Step]:
    return answer(f"<!DOCTYPE html><body>{script}</body>", content_type="text/html; charset=UTF-8")


def inline(configuration: str) -> list[Step]:
    return page(f"<script>window.ui = SwaggerUIBundle({{ {configuration} }})</script>")


def refusal(source: str, *, limits: Limits = DEFAULT_LIMITS, api_key: str | None = None) -> str:
    with pytest.raises(ContractError) as caught:
        pull(source, limits=limits, api_key=api_key)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return str(caught.value)


class TestSources:
    @pytest.mark.parametrize(
        "text", [TEXT, YAML, "\ufeff" + TEXT], ids=["JSON", "YAML", "JSON with a byte order mark"]
    )
    def test_a_file_is_a_document(self, text: str, tmp_path: Path) -> None:
        file = tmp_path / "document"
        file.write_text(text, encoding="utf-8")
        assert pull(str(file)) == Pulled(
            DOCUMENT, str(file), hashlib.sha256(file.read_bytes()).hexdigest()
        )

    @pytest.mark.parametrize(
        ("text", "content_type"),
        [
            (TEXT, "application/json"),
            (YAML, "application/yaml"),
            (YAML, "text/plain"),
            (TEXT, "text/html"),
            (TEXT, "application/octet-stream"),
        ],
    )
    def test_a_document_is_told_by_its_text(self, text: str, content_type: str) -> None:
        with hostile_server(routes({"/doc": answer(text, content_type=content_type)})) as server:
            assert pull(f"{server.url}/doc").document == DOCUMENT

    @pytest.mark.parametrize(
        "configuration",
        [
            'url: "/docs/v1"',
            "url: '/docs/v1'",
            'dom_id: "#ui", "url": "docs/v1"',
            "url:`./docs/v1`",
            'url: "ORIGIN/docs/v1"',
            r'url: "\/docs\/v1"',
            r'url: "\u002fdocs/v1"',
            '// url: "https://petstore.swagger.io/v2/swagger.json",\n url: "/docs/v1"',
            '/* url: "/old" */ url: "/docs/v1"',
            'oauth2RedirectUrl: "/oauth", configUrl: "/config", url: "/docs/v1"',
            'urls: [{url: "/docs/v1", name: "v1"}, {url: "/docs/v2", name: "v2"}]',
            'urls: [{"name": "v1", "url": "\\/docs\\/v1"}], url: "/overridden"',
            '"urls.primaryName": "b", urls: [{url: "/a", name: "a"}, {url: "/docs/v1", name: "b"}]',
        ],
    )
    def test_the_page_names_the_document_in_its_own_script(self, configuration: str) -> None:
        with _served({"/docs/v1": answer(TEXT)}) as (server, answers):
            answers["/api"] = inline(configuration.replace("ORIGIN", server.url))
            pulled = pull(f"{server.url}/api")
        assert pulled.document == DOCUMENT
        assert pulled.url == f"{server.url}/docs/v1"

    @pytest.mark.parametrize(
        ("source", "target"),
        [
            ("swagger-initializer.js", "/swagger-initializer.js"),
            (
                "./assets/swagger-initializer.js?v=1&amp;w=2",
                "/assets/swagger-initializer.js?v=1&w=2",
            ),
            ("/js/app.js", "/js/app.js"),
        ],
    )
    def test_the_page_loads_the_script_that_names_it(self, source: str, target: str) -> None:
        script = answer(
            'window.onload = () => { window.ui = SwaggerUIBundle({\n url: "/docs/v1" }) }',
            content_type="application/javascript",
        )
        html = page(
            '<script src="https://cdn.example/jquery.js"></script>'
            '<script src="swagger-ui-bundle.js"></script><script src="/gone.js"></script>'
            f'<!-- <script src="/old.js"></script> --><script defer src="{source}"></script>'
        )
        with _served({"/api": html, target: script, "/docs/v1": answer(TEXT)}) as (server, _):
            assert pull(f"{server.url}/api").document == DOCUMENT
            assert [request.target for request in server.requests] == [
                "/api",
                "/gone.js",
                target,
                "/docs/v1",
            ]

    def test_a_page_that_names_none_has_it_beside_it(self) -> None:
        html = page("<div id=swagger-ui></div>")
        answers = {"/api": html, "/v1/api/?a=1": html, "/api-docs": answer(TEXT)}
        with _served(answers) as (server, _):
            for source in ("/api", "/v1/api/?a=1"):
                assert pull(server.url + source).url == f"{server.url}/api-docs"

    def test_redirects_on_the_same_host_are_followed(self) -> None:
        answers = {
            "/": redirect("/api", status=301),
            "/api": redirect("api/", status=308),
            "/api/": inline('url: "docs"'),
            "/api/docs": answer(TEXT),
        }
        with _served(answers) as (server, _):
            assert pull(f"{server.url}/").url == f"{server.url}/api/docs"

    @pytest.mark.parametrize("encoding", ["gzip", "deflate"])
    def test_a_packed_answer_is_unpacked(self, encoding: str) -> None:
        packed = (
            gzip.compress(TEXT.encode()) if encoding == "gzip" else zlib.compress(TEXT.encode())
        )
        body = answer(packed, headers={"Content-Encoding": encoding})
        with _served({"/doc": body}) as (server, _):
            assert pull(f"{server.url}/doc").document == DOCUMENT


class TestWhatIsSent:
    def test_a_name_of_our_own_and_no_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FLOCHAT_API_KEY", "not-for-this")
        with _served({"/doc": answer(TEXT)}) as (server, _):
            pull(f"{server.url}/doc")
        sent = server.requests[0].headers
        assert sent["user-agent"] == f"flochat-contract/{__version__}"
        assert sent["accept"].startswith("application/json")
        assert sent["accept-encoding"] == "gzip"
        assert "authorization" not in sent

    def test_a_key_only_when_it_is_given(self) -> None:
        with _served({"/api": inline('url: "/doc"'), "/doc": answer(TEXT)}) as (server, _):
            pull(f"{server.url}/api", api_key="s3cret")
        assert [request.headers["authorization"] for request in server.requests] == [
            "Bearer s3cret",
            "Bearer s3cret",
        ]

    def test_loopback_needs_no_proxy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("NO_PROXY", "")
        with _served({"/doc": answer(TEXT)}) as (server, _):
            assert pull(f"{server.url}/doc").document == DOCUMENT


# What an answer at /api is refused with. None is from the network of somebody: all are served.
BAD_ANSWERS: dict[str, tuple[list[Step], str]] = {
    "404": (answer("{}", status=404), "/api answers 404; check the URL"),
    "401": (answer("{}", status=401), "answers 401; give a key with --api-key-env"),
    "503": (answer("busy", status=503), "answers 503; try again later"),
    "Cloudflare 403 page": (
        answer(
            "<!DOCTYPE html><title>Access denied | used Cloudflare to restrict access</title>"
            "<h1><span>Error</span> <span>1010</span></h1>",
            status=403,
            content_type="text/html",
        ),
        "Cloudflare refuses this client (403, error 1010); open the page in a browser",
    ),
    "Cloudflare 403 text": (
        answer("error code: 1010", status=403, content_type="text/plain"),
        "Cloudflare refuses this client (403, error 1010)",
    ),
    "Cloudflare 522 page": (
        answer("<html>cloudflare</html>", status=522, content_type="text/html"),
        "answers 522; try again later",
    ),
    "403 of the platform": (answer('{"message":"no"}', status=403), "/api answers 403; give a key"),
    "304": (answer("", status=304), "answers 304"),
    "HTML without a Swagger document": (
        page("<h1>Welcome</h1>"),
        "/api is HTML without a Swagger document, and none is at /api-docs",
    ),
    "a document that is not there": (inline('url: "/gone"'), "/gone answers 404"),
    "a document that is HTML": (inline('url: "/page"'), "HTML or XML instead of a document"),
    "a document on another host": (
        inline('url: "https://petstore.swagger.io/v2/swagger.json"'),
        "/api shows a document of https://petstore.swagger.io, outside http://127.0.0.1",
    ),
    "a document on another port": (
        inline('url: "http://127.0.0.1:9/doc"'),
        "shows a document of http://127.0.0.1:9, outside",
    ),
    "a document that is no URL": (inline(r'url: "http://[\u0000/"'), "what is not a URL"),
    "a document in a file": (inline('url: "file:///etc/passwd"'), "outside"),
    "redirect to another host": (
        redirect("https://evil.example/api"),
        "/api redirects to https://evil.example, outside http://127.0.0.1",
    ),
    "redirect without an end": (redirect("/api"), "redirects too often"),
    "redirect to nonsense": (redirect("http://x:port/"), "Invalid URL in location header"),
    "picture": (answer(b"\x89PNG", content_type="image/png"), "is image/png, neither page nor"),
    "JSON cut in the middle": (answer(TEXT[:70]), "JSON that ends in the middle"),
    "connection cut in the middle": (
        [*answer(TEXT, headers={"Content-Length": "100000"})],
        "no answer, or a truncated one",
    ),
    "connection reset": ([RESET], "no answer, or a truncated one"),
    "no HTTP": ([b"220 mail.example ESMTP\r\n"], "no answer, or a truncated one"),
    "over 20 MB": (answer(b'"' + b"x" * 20_000_000), "larger than 20,000,000 bytes"),
    "gzip bomb": (
        answer(
            gzip.compress(b" " * 200_000_000, compresslevel=1),
            headers={"Content-Encoding": "gzip"},
        ),
        "larger than 20,000,000 bytes",
    ),
    "doubly packed": (
        answer(b"", headers={"Content-Encoding": "gzip, gzip"}),
        "compressed as 'gzip, gzip', which was not requested",
    ),
    "packed and cut": (
        answer(gzip.compress(TEXT.encode())[:50], headers={"Content-Encoding": "gzip"}),
        "the compressed body was cut short",
    ),
    "packed and broken": (
        answer(b"no gzip at all", headers={"Content-Encoding": "gzip"}),
        "the compressed body is broken",
    ),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_a_bad_answer_is_refused_with_a_message_of_its_own(name: str) -> None:
    steps, message = BAD_ANSWERS[name]
    with _served({"/api": steps, "/page": page("")}) as (server, _):
        assert message in refusal(f"{server.url}/api")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
SLOW_ANSWERS: dict[str, tuple[list[Step], str]] = {
    "hangs before it answers": ([HANG], "silent for 0.25 s"),
    "hangs in the body": ([HEAD, b"\r\n", b'{"openapi"', HANG], "silent for 0.25 s"),
    "drips its headers": (drip(HEAD, 0.05), "not done after 0.6 s"),
    "drips its body": ([HEAD, b"\r\n", *drip(TEXT.encode(), 0.05)], "not done after 0.6 s"),
}


@pytest.mark.parametrize("name", SLOW_ANSWERS)
def test_a_server_that_hangs_or_drips_is_left_in_time(name: str) -> None:
    steps, message = SLOW_ANSWERS[name]
    with _served({"/api": steps}) as (server, _):
        started = time.monotonic()
        assert f"/api: {message}" in refusal(f"{server.url}/api", limits=IMPATIENT)
        assert time.monotonic() - started < 5


def test_the_clock_runs_over_all_requests_of_a_pull() -> None:
    slow = drip(b"\r\n", 0.15)
    answers = {
        "/api": page('<script src="/a.js"></script><script src="/b.js"></script>'),
        "/a.js": [HEAD, *slow, HANG],
        "/b.js": [HEAD, *slow, HANG],
    }
    limits = Limits(total=0.5, read=60)
    with _served(answers) as (server, _):
        assert "not done after 0.5 s" in refusal(f"{server.url}/api", limits=limits)


def test_no_more_scripts_are_loaded_than_the_limit_says() -> None:
    scripts = "".join(f'<script src="/{number}.js"></script>' for number in range(20))
    with _served({"/api": page(scripts)}) as (server, _):
        refusal(f"{server.url}/api", limits=Limits(scripts=3))
        targets = [request.target for request in server.requests]
    assert targets == ["/api", "/0.js", "/1.js", "/2.js", "/api-docs"]


@pytest.mark.parametrize(
    "script",
    [
        "<script" * 140_000,
        "<!--" * 250_000,
        '<script>SwaggerUI({ x: "' + r"\"" * 480_000,
        "<script>SwaggerUI({" + "/*" * 480_000,
        "<script>SwaggerUI({" + "url:'" * 190_000,
        "<script>SwaggerUI({" + "{url:" * 190_000,
    ],
    ids=["tags", "comments", "quotes", "code comments", "URLs", "objects"],
)
def test_no_page_keeps_us_busy(script: str) -> None:
    with _served({"/api": page(script)}) as (server, _):
        started = time.monotonic()
        refusal(f"{server.url}/api")
        assert time.monotonic() - started < 5


class TestASecondTry:
    """One, of what may be different in a moment: all requests of a pull are GETs."""

    @pytest.mark.parametrize(
        ("first", "reason"),
        [
            (answer("", status=429, headers={"Retry-After": "0"}), "it answered 429"),
            (answer("", status=502), "it answered 502"),
            (answer("", status=503, headers={"Retry-After": "0"}), "it answered 503"),
            (answer("", status=504), "it answered 504"),
            ([RESET], "the connection was cut"),
            (answer(TEXT, headers={"Content-Length": "100000"}), "the connection was cut"),
        ],
        ids=["429", "502", "503", "504", "reset", "cut in the middle"],
    )
    def test_what_passes_is_asked_again_and_told(self, first: list[Step], reason: str) -> None:
        steps = iter([first, answer(TEXT)])
        with hostile_server(lambda _: next(steps)) as server:
            pulled = pull(f"{server.url}/doc?key=s3cret", limits=DEFAULT_LIMITS)
        assert pulled.document == DOCUMENT
        assert pulled.tried_again == (f"{server.url}/doc was asked twice: {reason}",)

    @pytest.mark.parametrize(
        "first",
        [
            answer("", status=404),
            answer("", status=500),
            answer("", status=501),
            answer("", status=429, headers={"Retry-After": "3600"}),
            answer("", status=503, headers={"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}),
            answer("<html>cloudflare", status=503, content_type="text/html"),
        ],
        ids=["404", "500", "501", "an hour", "a date far away", "Cloudflare"],
    )
    def test_what_stays_is_not(self, first: list[Step]) -> None:
        with hostile_server(lambda _: first) as server:
            refusal(f"{server.url}/doc")
            assert len(server.requests) == 1

    def test_there_is_no_third(self) -> None:
        with hostile_server(lambda _: answer("", status=502)) as server:
            assert "answers 502; try again later" in refusal(f"{server.url}/doc")
            assert len(server.requests) == 2

    def test_each_request_of_a_pull_has_one(self) -> None:
        busy, page_, doc = answer("", status=503), inline('url: "/doc"'), answer(TEXT)
        steps = iter([busy, page_, busy, doc])
        with hostile_server(lambda _: next(steps)) as server:
            pulled = pull(f"{server.url}/api", limits=DEFAULT_LIMITS)
        assert pulled.document == DOCUMENT
        assert len(pulled.tried_again) == 2


def test_nobody_listens(unused_port: int) -> None:
    url = f"http://127.0.0.1:{unused_port}/api"
    assert f"{url}: no connection" in refusal(url)


def test_a_server_without_tls_is_no_https_host() -> None:
    with _served({}) as (server, _):
        url = server.url.replace("http://", "https://")
        assert "no TLS connection" in refusal(f"{url}/api")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("http://app.flochat.ai/api", "plain http, which anybody can alter in transit; use https"),
        ("ftp://app.flochat.ai/api", "not a URL of the web"),
        ("file:///etc/passwd", "not a URL of the web"),
        ("https://", "not a URL of the web"),
        ("https://app.flochat.ai:port/", "the source is not a URL"),
        ("https://me:s3cret@app.flochat.ai/api", "user name or password in its URL"),
        ("no-such-file.json", "no-such-file.json cannot be read (No such file or directory)"),
        (".", ". cannot be read (Is a directory)"),
    ],
)
def test_a_source_that_is_none_is_not_asked(source: str, message: str) -> None:
    text = refusal(source)
    assert message in text
    assert "s3cret" not in text


def test_a_file_over_20_mb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    file.write_bytes(b" " * 20_000_001)
    assert "more than 20 MB" in refusal(str(file))


def test_the_key_never_leaves_the_host_and_stands_in_no_message() -> None:
    with _served({}) as (stranger, _), _served({}) as (server, answers):
        for leaving in (redirect(f"{stranger.url}/doc"), inline(f'url: "{stranger.url}/doc"')):
            answers["/api"] = leaving
            assert "s3cret" not in refusal(f"{server.url}/api", api_key="s3cret")
        assert stranger.requests == []
        assert server.requests


@pytest.mark.parametrize("key", ["", "s3cret\n", "s3 cret", "s3crét"])
def test_a_key_that_is_no_key_is_refused_unseen(key: str) -> None:
    with _served({"/doc": answer(TEXT)}) as (server, _):
        text = refusal(f"{server.url}/doc", api_key=key)
        assert "s3" not in text
        assert server.requests == []


def test_yaml_without_pyyaml_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    monkeypatch.delitem(sys.modules, "flochat.contract.yaml_text", raising=False)
    monkeypatch.delattr(flochat.contract, "yaml_text", raising=False)
    (tmp_path / "document.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "document.json").write_text(TEXT, encoding="utf-8")
    assert "install flochat[contract]" in refusal(str(tmp_path / "document.yaml"))
    assert pull(str(tmp_path / "document.json")).document == DOCUMENT


@contextmanager
def _served(
    answers: dict[str, list[Step]],
) -> Iterator[tuple[HostileServer, dict[str, list[Step]]]]:
    handler: Handler = routes(answers)
    with hostile_server(handler) as server:
        yield server, answers
