"""A stand-in Flochat on real HTTP, for demos and tests: `with serve() as server: ...`.

It answers on 127.0.0.1 as the platform does and keeps what is written to it. Needs the extra:
`pip install 'flochat[sandbox]'`.
"""

from __future__ import annotations

from .calling import AsyncCalling, TroubleName
from .calls.outcome import AnswerFault, AppliedAction, Call, PostedRequest, ServiceAnswer, Trigger
from .faults import Fault, Faults
from .ledger import Delivery, RecordedRequest
from .seed import Seed, example
from .seed_loading import SeedSource
from .server import (
    DEFAULT_FLOWLESS_KEY,
    DEFAULT_KEY,
    DEFAULT_QUOTA,
    SavedState,
    Server,
    serve,
)

__all__ = [
    "DEFAULT_FLOWLESS_KEY",
    "DEFAULT_KEY",
    "DEFAULT_QUOTA",
    "AnswerFault",
    "AppliedAction",
    "AsyncCalling",
    "Call",
    "Delivery",
    "Fault",
    "Faults",
    "PostedRequest",
    "RecordedRequest",
    "SavedState",
    "Seed",
    "SeedSource",
    "Server",
    "ServiceAnswer",
    "Trigger",
    "TroubleName",
    "example",
    "serve",
]
