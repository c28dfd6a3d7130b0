"""A stand-in Flochat on real HTTP, for demos and tests: `with serve() as server: ...`.

It answers on 127.0.0.1 as the platform does and keeps what it is told. Needs the extra:
`pip install 'flochat[sandbox]'`.
"""

from __future__ import annotations

from flochat.sandbox.faults import Fault, Faults
from flochat.sandbox.ledger import Delivery, RecordedRequest
from flochat.sandbox.seed import Seed, example
from flochat.sandbox.server import Server, serve

__all__ = ["Delivery", "Fault", "Faults", "RecordedRequest", "Seed", "Server", "example", "serve"]
