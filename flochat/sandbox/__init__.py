"""A stand-in Flochat on real HTTP, for demos and tests: `with serve() as server: ...`.

It answers on 127.0.0.1 as the platform does and keeps what is written to it. Needs the extra:
`pip install 'flochat[sandbox]'`.
"""

from __future__ import annotations

from .calls.outcome import AnswerFault, AppliedAction, Call, PostedRequest, ServiceAnswer, Trigger
from .faults import Fault, Faults
from .ledger import Delivery, RecordedRequest
from .seed import Seed, example
from .server import SavedState, Server, serve

__all__ = [
    "AnswerFault",
    "AppliedAction",
    "Call",
    "Delivery",
    "Fault",
    "Faults",
    "PostedRequest",
    "RecordedRequest",
    "SavedState",
    "Seed",
    "Server",
    "ServiceAnswer",
    "Trigger",
    "example",
    "serve",
]
