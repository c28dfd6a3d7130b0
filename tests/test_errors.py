from __future__ import annotations

import pickle
from inspect import isclass
from typing import Any

import pytest

from flochat import errors
from flochat.errors import FlochatError

FACTS: dict[str, Any] = {
    "status_code": 422,
    "operation": "GET /me",
    "errors": {"a": ["bad"]},
    "headers": {"x": "1"},
    "body": '{"message": "text"}',
}
EXAMPLES: list[FlochatError] = [
    errors.FlochatError("text"),
    errors.ConfigurationError("text"),
    errors.JournalError("text"),
    errors.MirrorError("text"),
    errors.TableError("text"),
    errors.InvalidArgumentError("text"),
    errors.OperationUnavailableError("GET /gone"),
    errors.APIConnectionError("text", operation="GET /me"),
    errors.APITimeoutError("text", operation="GET /me"),
    errors.APIStatusError("text", **FACTS),
    errors.BadRequestError("text", **FACTS),
    errors.AuthenticationError("text", **FACTS),
    errors.PermissionDeniedError("text", **FACTS),
    errors.BlockedError("text", **FACTS),
    errors.NotFoundError("text", **FACTS),
    errors.UnprocessableEntityError("text", **FACTS),
    errors.RateLimitError("text", retry_after=3.5, **FACTS),
    errors.InternalServerError("text", **FACTS),
    errors.RejectedError("text", operation="GET /me", errors={"a": ["bad"]}, raw={"b": [1]}),
    errors.DecodeError("text", operation="GET /me"),
    errors.RateLimitError("text", retry_after=3.5, was_sent=False, **FACTS),
    errors.SharedQuotaError("text"),
    errors.OutcomeUnknownError("text", operation="GET /me"),
    errors.PageCapError(operation="GET /me", max_page=100, received=10_000),
    errors.IncompleteListError(operation="GET /me", expected=5, received=4),
    errors.AmbiguousMatchError("text", matches=[1, 2]),
    errors.ReadBackError(differing={"Plan": ("gold", "")}, kept=["Hours"]),
    errors.BatchError(
        operation="GET /me", done=[1], failed=[2], not_tried=[3], error=FlochatError("inner")
    ),
]


def test_the_examples_are_the_whole_family() -> None:
    family = {
        value
        for value in vars(errors).values()
        if isclass(value) and issubclass(value, FlochatError)
    }
    assert family == {type(example) for example in EXAMPLES}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda e: type(e).__name__)
def test_an_error_survives_pickling_with_all_that_it_knows(error: FlochatError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    known, expected = vars(copy), vars(error)
    if isinstance(error, errors.BatchError):
        known, expected = dict(known), dict(expected)
        assert str(known.pop("error")) == str(expected.pop("error"))
    assert known == expected


def test_a_status_error_says_what_was_called_what_came_and_which_field() -> None:
    error = errors.UnprocessableEntityError("The data was invalid.", **FACTS)
    assert str(error) == "GET /me answered 422: The data was invalid. (a: bad)"


def test_bad_input_is_also_a_value_error() -> None:
    with pytest.raises(ValueError, match="text"):
        raise errors.InvalidArgumentError("text")


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda e: type(e).__name__)
def test_every_error_says_which_call_it_is_about_or_none(error: FlochatError) -> None:
    assert error.operation is None or error.operation in ("GET /me", "GET /gone")


def test_the_base_and_what_is_about_no_call_have_no_operation() -> None:
    assert FlochatError("text").operation is None
    assert errors.ConfigurationError("text").operation is None
    assert errors.JournalError("text").operation is None
    assert errors.AmbiguousMatchError("text", matches=[]).operation is None


def test_a_status_error_keeps_what_came() -> None:
    error = errors.NotFoundError("text", **FACTS)
    assert pickle.loads(pickle.dumps(error)).body == FACTS["body"]
    assert errors.NotFoundError("text", status_code=404, operation="GET /me").body == ""
