"""For your tests: a sandbox, clients that never wait, faults, and assertions about what was sent.

With pytest nothing is imported: the fixtures `flochat_server`, `flochat_client`,
`async_flochat_client`, `flochat_faults`, `flochat_clock`, `assert_sent`, `assert_tagged` and
`assert_requests` are there as soon as flochat is installed. For unittest:

    from flochat.testing import FlochatTestCase

    class TestWelcome(FlochatTestCase):
        def test_it_greets(self):
            ana = self.server.seed.subscriber(first_name="Ana")
            welcome(self.client, ana)
            self.assert_sent(ana, text="Hello Ana")

Both need the extra: `pip install 'flochat[sandbox]'`. docs/guides/testing.md shows the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from .assertions import assert_requests as assert_requests
    from .assertions import assert_sent as assert_sent
    from .assertions import assert_tagged as assert_tagged
    from .cases import AsyncFlochatTestCase as AsyncFlochatTestCase
    from .cases import FlochatTestCase as FlochatTestCase
    from .cases import FlochatTestMixin as FlochatTestMixin
    from .clock import Clock as Clock
    from .faults import FaultPlan as FaultPlan
    from .network import OutsideHostError as OutsideHostError
    from .network import loopback_only as loopback_only
    # End of what is derived.

_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".assertions": ("assert_requests", "assert_sent", "assert_tagged"),
    ".cases": ("AsyncFlochatTestCase", "FlochatTestCase", "FlochatTestMixin"),
    ".clock": ("Clock",),
    ".faults": ("FaultPlan",),
    ".network": ("OutsideHostError", "loopback_only"),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
