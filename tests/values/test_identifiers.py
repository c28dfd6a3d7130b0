from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._values.identifiers import (
    SEGMENT,
    TAG,
    USER,
    Namespace,
    UserId,
    is_namespace,
    parse_namespace,
)
from flochat.errors import InvalidArgumentError


@given(st.integers(0, 10**17), st.sampled_from(["u", "t", "v", "sg", "at"]), st.integers(0, 10**17))
def test_a_namespace_can_be_parsed_and_formatted(flow: int, kind: str, number: int) -> None:
    whole = Namespace(flow, kind, number)
    assert parse_namespace(str(whole)) == whole


@given(st.text())
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        assert parse_namespace(text).flow >= 0
    except InvalidArgumentError as error:
        message = str(error)
        assert repr(text) in message  # only one of many inputs fails


@pytest.mark.parametrize(
    "text",
    [
        "",
        "VIP",
        "f12",
        "f12t",
        "f12t34x",
        " f12t34",
        "f12t34\n",
        "F12t34",
        "f\u0661t\u0662",
        "f-1t2",
    ],
)
def test_a_string_without_the_form_is_a_name(text: str) -> None:
    assert not is_namespace(text, TAG)


def test_the_letters_are_those_of_the_kind() -> None:
    assert is_namespace("f12t34", TAG)
    assert not is_namespace("f12sg34", TAG)
    assert is_namespace("f12sg34", SEGMENT)
    assert not is_namespace("f12t34", USER)


def test_a_user_id_is_a_string_whose_repr_says_what_it_is() -> None:
    assert UserId("61412345678") == "61412345678"
    assert repr(UserId("61412345678")) == "UserId('61412345678')"


def test_space_around_a_user_id_makes_no_difference() -> None:
    assert UserId(" 61412345678\n") == UserId("61412345678") == "61412345678"
    assert pickle.loads(pickle.dumps(UserId(" 6"))) == UserId("6")
