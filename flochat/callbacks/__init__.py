"""Answers the platform when it calls: dynamic blocks, External Requests, buttons, live chat.

    from flochat import Content, Text
    from flochat.callbacks import Callbacks

    callbacks = Callbacks()  # the secret is in FLOCHAT_CALLBACK_SECRET

    def more(request):
        return Content([Text(f"Page {request.payload['page']}")])

    app = callbacks.asgi({"/more": more})  # or callbacks.wsgi

docs/callbacks/index.md shows it in Starlette, FastAPI, Flask, Django, aiohttp and AWS Lambda.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    # Derived from _HOMES by scripts/lazy_names.py.
    from .answers import CallbackAnswer as CallbackAnswer
    from .asgi import AsgiApp as AsgiApp
    from .asgi import AsgiMessage as AsgiMessage
    from .asgi import AsgiReceive as AsgiReceive
    from .asgi import AsgiScope as AsgiScope
    from .asgi import AsgiSend as AsgiSend
    from .calls import Target as Target
    from .channels import Channel as Channel
    from .channels import HmacAlgorithm as HmacAlgorithm
    from .channels import Signature as Signature
    from .events import FullSubscriber as FullSubscriber
    from .events import LiveChatEvent as LiveChatEvent
    from .incoming import AsyncBody as AsyncBody
    from .incoming import BinaryReader as BinaryReader
    from .incoming import Body as Body
    from .incoming import Headers as Headers
    from .refusals import CallbackBusy as CallbackBusy
    from .refusals import CallbackError as CallbackError
    from .refusals import CallbackLengthRequired as CallbackLengthRequired
    from .refusals import CallbackMethodNotAllowed as CallbackMethodNotAllowed
    from .refusals import CallbackNotFound as CallbackNotFound
    from .refusals import CallbackRefused as CallbackRefused
    from .refusals import CallbackTooLarge as CallbackTooLarge
    from .refusals import CallbackUnreadable as CallbackUnreadable
    from .refusals import CallbackUnsupported as CallbackUnsupported
    from .repeats import EventId as EventId
    from .requests import CallbackRequest as CallbackRequest
    from .routes import Handler as Handler
    from .routes import HandlerResult as HandlerResult
    from .service import Callbacks as Callbacks
    from .shared_secret import SecretPlace as SecretPlace
    from .timing import ErrorReport as ErrorReport
    from .timing import OnLate as OnLate
    from .wsgi import WsgiApp as WsgiApp
    from .wsgi import WsgiEnviron as WsgiEnviron
    from .wsgi import WsgiStartResponse as WsgiStartResponse
    # End of what is derived.

_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".answers": ("CallbackAnswer",),
    ".asgi": ("AsgiApp", "AsgiMessage", "AsgiReceive", "AsgiScope", "AsgiSend"),
    ".calls": ("Target",),
    ".channels": ("Channel", "HmacAlgorithm", "Signature"),
    ".events": ("FullSubscriber", "LiveChatEvent"),
    ".incoming": ("AsyncBody", "BinaryReader", "Body", "Headers"),
    ".refusals": (
        "CallbackBusy",
        "CallbackError",
        "CallbackLengthRequired",
        "CallbackMethodNotAllowed",
        "CallbackNotFound",
        "CallbackRefused",
        "CallbackTooLarge",
        "CallbackUnreadable",
        "CallbackUnsupported",
    ),
    ".repeats": ("EventId",),
    ".requests": ("CallbackRequest",),
    ".routes": ("Handler", "HandlerResult"),
    ".service": ("Callbacks",),
    ".shared_secret": ("SecretPlace",),
    ".timing": ("ErrorReport", "OnLate"),
    ".wsgi": ("WsgiApp", "WsgiEnviron", "WsgiStartResponse"),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
