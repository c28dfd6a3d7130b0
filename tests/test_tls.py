"""Whom the client trusts: the key goes out only to a host that proves to be the right one."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme

from flochat import APIConnectionError
from tests.support.clients import Clients

KEY = "1|s3cr3t-of-the-tests"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return path


@contextmanager
def host(certificate: trustme.LeafCert) -> Iterator[tuple[str, list[str]]]:
    """A host with a certificate: its base URL, and the keys that it was shown."""
    shown: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.append(self.headers["Authorization"])
            body = json.dumps({"id": 7, "name": "Ana"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"https://127.0.0.1:{server.server_port}/api", shown
        finally:
            server.shutdown()
            thread.join()


def test_a_host_with_a_trusted_certificate_is_sent_the_key(
    make_client: Clients, authority: trustme.CA, bundle: Path
) -> None:
    with host(authority.issue_cert("127.0.0.1")) as (url, shown):
        client = make_client(url, KEY, ca_bundle=bundle)
        assert client.account.me().name == "Ana"
    assert shown == [f"Bearer {KEY}"]


CERTIFICATES: dict[str, dict[str, Any]] = {
    "of another host": {"identities": ["app.flochat.ai"]},
    "that has expired": {
        "identities": ["127.0.0.1"],
        "not_after": datetime(2020, 1, 1, tzinfo=UTC),
    },
}


@pytest.mark.parametrize("kind", CERTIFICATES)
def test_a_host_with_an_invalid_certificate_is_not_sent_the_key(
    kind: str, make_client: Clients, authority: trustme.CA, bundle: Path
) -> None:
    options = dict(CERTIFICATES[kind])
    identities = options.pop("identities")
    with host(authority.issue_cert(*identities, **options)) as (url, shown):
        client = make_client(url, KEY, ca_bundle=bundle, max_retries=0)
        with pytest.raises(APIConnectionError, match="certificate"):
            client.account.me()
    assert not shown


def test_a_host_of_an_unknown_authority_is_not_sent_the_key(
    make_client: Clients, authority: trustme.CA
) -> None:
    with host(authority.issue_cert("127.0.0.1")) as (url, shown):
        client = make_client(url, KEY, max_retries=0)
        with pytest.raises(APIConnectionError, match="certificate"):
            client.account.me()
    assert not shown
