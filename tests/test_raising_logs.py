"""A handler or filter of the log that raises leaves every call as it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import httpcore
import httpx
import pytest

from flochat.sandbox import serve
from tests.support.clients import Clients


class RaisingHandler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("flochat", "http")):  # not what the sandbox writes
            raise ZeroDivisionError(record.getMessage())


class RaisingFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        raise ZeroDivisionError(record.getMessage())


HTTPX, HTTPCORE = httpx.__name__, httpcore.__name__  # the successors, where the suite runs on them
LOGGERS = ["", "flochat", HTTPX, f"{HTTPCORE}.http11", f"{HTTPCORE}.connection"]


@pytest.fixture(params=LOGGERS)
def logger(request: pytest.FixtureRequest) -> Iterator[logging.Logger]:
    """A logger that writes all, and is afterwards as it was before."""
    logger = logging.getLogger(request.param)
    level, handlers, filters = logger.level, logger.handlers[:], logger.filters[:]
    logger.setLevel(logging.DEBUG)
    yield logger
    logger.setLevel(level)
    logger.handlers[:], logger.filters[:] = handlers, filters


@pytest.mark.parametrize("kind", [RaisingHandler, RaisingFilter])
def test_a_log_that_raises_does_not_make_a_send_fail(
    make_client: Clients,
    logger: logging.Logger,
    kind: type[RaisingHandler | RaisingFilter],
    capsys: pytest.CaptureFixture[str],
) -> None:
    with serve(seed=lambda seed: seed.subscribers(1)) as server:
        client = make_client(server.url, server.api_key)
        if issubclass(kind, logging.Handler):
            logger.addHandler(kind())
        else:
            logger.addFilter(kind())
        person = client.subscribers.list().first()
        assert client.messages.send_text(person, "Hello").raw["status"] == "ok"
        assert client.account.me().id
        assert len(server.deliveries) == 1
    if (
        kind is RaisingHandler or logger.name != "root"
    ):  # the root's own filters see no record of others
        assert "ZeroDivisionError" in capsys.readouterr().err


def test_what_others_log_of_http_is_not_touched(make_client: Clients) -> None:
    with serve() as server:
        make_client(server.url, server.api_key).account.me()
    handler = RaisingHandler()
    logging.getLogger(HTTPX).addHandler(handler)
    try:
        with pytest.raises(ZeroDivisionError):
            logging.getLogger(HTTPX).warning("of another program")
    finally:
        logging.getLogger(HTTPX).removeHandler(handler)
