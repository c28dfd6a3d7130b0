"""Where the shop is, when it is open, and the codes that make it cheaper."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from ..answers import Answer, Invalid, Rejected, ok
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Row, Store
from .shop_things import DISCOUNT_CODES, LOCATIONS, check_numbers

_LOCATION_GIVEN: Final = ("name", "address", "lat", "lng", "note")
_LOCATION_LISTING: Final = Listing("shop_locations", "*", NAME_FILTER)

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OPTIONS: Final = ("open", "close", "open_1", "open_2")
_HOURS_GIVEN: Final = ("option", "start", "end", "start_2", "end_2")
_UNSET: Final = {"option": "open"}

_CODE_GIVEN: Final = (
    *("code", "type", "discount_percentage", "discount_amount", "start_time", "end_time"),
    *("min_require", "min_price", "min_qty", "has_usage_limit", "max_usage_count"),
    *("once_per_order", "one_per_customer"),
)
_CODE_LISTING: Final = Listing("discount_codes", "*", {"code": "instr(lower(code), lower(:code))"})
_KNOWN: Final = {
    "type": ("percentage", "amount", "free_shipping"),
    "min_require": ("none", "price", "qty"),
}
_TIME: Final = "%Y-%m-%d %H:%M:%S"


# --- locations -----------------------------------------------------------------------------------


def list_locations(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LOCATION_LISTING)


def get_location(request: SandboxRequest, store: Store) -> Answer:
    return _location(LOCATIONS.in_path(request, store), request, store)


def create_location(request: SandboxRequest, store: Store) -> Answer:
    row = _location_row(request)
    return _location(store.insert("shop_locations", row), request, store)


def update_location(request: SandboxRequest, store: Store) -> Answer:
    number = LOCATIONS.in_path(request, store)
    store.update("shop_locations", "id", {"id": number, **_location_row(request)})
    return _location(number, request, store)


def _location_row(request: SandboxRequest) -> Row:
    for name in ("name", "address"):
        if name in request.json:
            request.text(name)
    for name, most in (("lat", 90), ("lng", 180)):
        if not -most <= request.json.get(name, 0) <= most:
            raise Invalid({name: [f"{name} has to be from -{most} to {most}."]})
    return {name: request.json[name] for name in _LOCATION_GIVEN if name in request.json}


def _location(number: int, request: SandboxRequest, store: Store) -> Answer:
    row = store.row("SELECT * FROM shop_locations WHERE id = ?", (number,))
    return ok(data=request.profile.shape(row or {}))


# --- business hours ------------------------------------------------------------------------------


def get_hours(request: SandboxRequest, store: Store) -> Answer:
    week = [request.profile.shape(_day(number, store)) for number in range(1, len(_DAYS) + 1)]
    return ok(data=week)


def update_hours(request: SandboxRequest, store: Store) -> Answer:
    """The contract has one day for an answer, whatever was changed; here it is the last."""
    if not request.json["data"]:
        raise Invalid({"data": ["data must not be empty."]})
    changed = [_set_day(entry, store) for entry in request.json["data"]]
    return ok(data=request.profile.shape(_day(changed[-1], store)))


def _set_day(entry: Row, store: Store) -> int:
    numbers = {str(number): number for number in range(1, len(_DAYS) + 1)}
    number = numbers.get(entry.get("id", ""))
    if number is None:
        raise Rejected("A day has an id from 1 to 7.")
    if entry.get("option", _OPTIONS[0]) not in _OPTIONS:
        raise Rejected(f"There is no option {entry['option']!r}.")
    given = {name: entry[name] for name in _HOURS_GIVEN if name in entry}
    store.run("INSERT OR REPLACE INTO business_hours VALUES (?, ?)", (number, json.dumps(given)))
    return number


def _day(number: int, store: Store) -> Row:
    kept = store.value("SELECT hours FROM business_hours WHERE id = ?", (number,))
    hours: dict[str, Any] = dict.fromkeys(_HOURS_GIVEN) | _UNSET | json.loads(kept or "{}")
    return {"id": str(number), "name": _DAYS[number - 1], **hours}


# --- discount codes ------------------------------------------------------------------------------


def list_codes(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _CODE_LISTING)


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
        raise DISCOUNT_CODES.missing(request.query["code"])
    return number


def _code_row(request: SandboxRequest, store: Store, number: int | None = None) -> Row:
    """The columns that a body gives, for a new code or the one with that number."""
    row: Row = {name: request.json[name] for name in _CODE_GIVEN if name in request.json}
    check_numbers(row, "discount_percentage", "discount_amount", "min_price", "min_qty")
    check_numbers(row, "max_usage_count")
    if "code" in row:
        request.text("code")
        if DISCOUNT_CODES.find("code", row["code"], store) not in (None, number):
            raise Invalid({"code": ["There is a discount code like that."]})
    for name in ("start_time", "end_time"):
        if name in row:
            _check_time(name, row[name])
    for name, known in _KNOWN.items():
        if row.get(name, known[0]) not in known:
            raise Rejected(f"There is no {name} {row[name]!r}.")
    return row


def _check_time(name: str, text: str) -> None:
    try:
        datetime.strptime(text, _TIME)
    except ValueError:
        raise Invalid({name: [f"{name} has the form YYYY-MM-DD HH:MM:SS."]}) from None


def _code(number: int, request: SandboxRequest, store: Store) -> Answer:
    row = store.row("SELECT * FROM discount_codes WHERE id = ?", (number,))
    return ok(data=request.profile.shape(row or {}))


ROUTES: Final[dict[str, Handler]] = {
    "GET /shop/locations": list_locations,
    "POST /shop/locations/create": create_location,
    "GET /shop/locations/{}/get-info": get_location,
    "PUT /shop/locations/{}/update": update_location,
    "DELETE /shop/locations/{}/delete": LOCATIONS.delete_in_path,
    "GET /shop/business-hours/info": get_hours,
    "PUT /shop/business-hours/update": update_hours,
    "GET /shop/discount-codes": list_codes,
    "POST /shop/discount-codes/create": create_code,
    "GET /shop/discount-codes/get-info-by-code": get_code_by_code,
    "DELETE /shop/discount-codes/delete-by-code": delete_code_by_code,
    "GET /shop/discount-codes/{}/get-info": get_code,
    "PUT /shop/discount-codes/{}/update": update_code,
    "DELETE /shop/discount-codes/{}/delete": DISCOUNT_CODES.delete_in_path,
}
