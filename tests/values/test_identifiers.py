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
def test_a_namespace_can_be_taken_apart_and_put_together(flow: int, kind: str, number: int) -> None:
    whole = Namespace(flow, kind, number)
    assert parse_namespace(str(whole)) == whole


@given(st.text())
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        assert parse_namespace(text).flow >= 0
    except InvalidArgumentError as error:
        told = str(error)
        assert repr(text) in told  # only one of many inputs fails


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
def test_what_lacks_the_form_is_a_name(text: str) -> None:
    assert not is_namespace(text, TAG)


def test_the_letters_tell_the_kind() -> None:
    assert is_namespace("f12t34", TAG)
    assert not is_namespace("f12sg34", TAG)
    assert is_namespace("f12sg34", SEGMENT)
    assert not is_namespace("f12t34", USER)


def test_a_user_id_is_a_text_that_says_what_it_is() -> None:
    assert UserId("61412345678") == "61412345678"
    assert repr(UserId("61412345678")) == "UserId('61412345678')"
