"""The discount codes of the shop."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ...answers import Answer, Invalid, Unknown, ok, one
from ...kinds import ResourceKind
from ...lists import Listing, list_page
from ...request import Handler, SandboxRequest
from ...store import Row, Store
from .limits import check_numbers

TABLES: Final = """
CREATE TABLE discount_codes (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
    discount_percentage INTEGER, discount_amount REAL, start_time TEXT NOT NULL,
    end_time TEXT NOT NULL, min_require TEXT NOT NULL DEFAULT 'none', min_price REAL,
    min_qty INTEGER, has_usage_limit INTEGER NOT NULL DEFAULT FALSE, max_usage_count INTEGER,
    once_per_order INTEGER NOT NULL DEFAULT FALSE, one_per_customer INTEGER NOT NULL DEFAULT FALSE
);
"""

DISCOUNT_CODES: Final = ResourceKind("discount code", "discount_codes", "id", {"code": "code"})

_BODY_KEYS: Final = (
    *("code", "type", "discount_percentage", "discount_amount", "start_time", "end_time"),
    *("min_require", "min_price", "min_qty", "has_usage_limit", "max_usage_count"),
    *("once_per_order", "one_per_customer"),
)
_LISTING: Final = Listing("discount_codes", "*", {"code": "instr(lower(code), lower(:code))"})
_CHOICES: Final = {
    "type": ("percentage", "amount", "free_shipping"),
    "min_require": ("none", "price", "qty"),
}
_TIME: Final = "%Y-%m-%d %H:%M:%S"


def list_codes(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LISTING)


def get_code(request: SandboxRequest, store: Store) -> Answer:
    return _code(DISCOUNT_CODES.in_path(request, store), request, store)


def get_code_by_code(request: SandboxRequest, store: Store) -> Answer:
    return _code(_code_in_query(request, store), request, store)


def create_code(request: SandboxRequest, store: Store) -> Answer:
    return _code(store.insert("discount_codes", _code_row(request, store)), request, store)


def update_code(request: SandboxRequest, store: Store) -> Answer:
    number = DISCOUNT_CODES.in_path(request, store)
    row = _code_row(request, store, number)
    store.update("discount_codes", "id", {"id": number, **row})
    return _code(number, request, store)


def delete_code_by_code(request: SandboxRequest, store: Store) -> Answer:
    number = _code_in_query(request, store)
    store.run("DELETE FROM discount_codes WHERE id = ?", (number,))
    return ok()


def _code_in_query(request: SandboxRequest, store: Store) -> int:
    number: int | None = DISCOUNT_CODES.find("code", request.query["code"], store)
    if number is None:
        raise DISCOUNT_CODES.not_found(request.query["code"])
    return number


def _code_row(request: SandboxRequest, store: Store, number: int | None = None) -> Row:
    """The columns in a body, for a new code or the one with that number."""
    row: Row = {name: request.json[name] for name in _BODY_KEYS if name in request.json}
    check_numbers(row, "discount_percentage", "discount_amount", "min_price", "min_qty")
    check_numbers(row, "max_usage_count")
    if "code" in row:
        request.text("code")
        if DISCOUNT_CODES.find("code", row["code"], store) not in (None, number):
            raise Invalid({"code": ["There is a discount code of that name."]})
    for name in ("start_time", "end_time"):
        if name in row:
            _check_time(name, row[name])
    for name, choices in _CHOICES.items():
        if row.get(name, choices[0]) not in choices:
            raise Unknown(f"There is no {name} {row[name]!r}.")
    return row


def _check_time(name: str, text: str) -> None:
    try:
        datetime.strptime(text, _TIME)
    except ValueError:
        raise Invalid({name: [f"{name} must have the form YYYY-MM-DD HH:MM:SS."]}) from None


def _code(number: int, request: SandboxRequest, store: Store) -> Answer:
    row = store.row("SELECT * FROM discount_codes WHERE id = ?", (number,))
    return one(request.profile.shape(row or {}))


ROUTES: Final[dict[str, Handler]] = {
    "GET /shop/discount-codes": list_codes,
    "POST /shop/discount-codes/create": create_code,
    "GET /shop/discount-codes/get-info-by-code": get_code_by_code,
    "DELETE /shop/discount-codes/delete-by-code": delete_code_by_code,
    "GET /shop/discount-codes/{}/get-info": get_code,
    "PUT /shop/discount-codes/{}/update": update_code,
    "DELETE /shop/discount-codes/{}/delete": DISCOUNT_CODES.delete_in_path,
}
