from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat import Secret
from flochat._values.secret import SECRET_KEYS, MaskedDict, find_secrets, mask_secrets
from flochat._wire.prepared import PreparedRequest

TEXT = "s3cr3t"


def test_a_secret_is_shown_by_nothing_but_reveal() -> None:
    secret = Secret(TEXT)
    in_the_old_way = "%s" % secret  # noqa: UP031  # some logs are still written so
    for shown in (repr(secret), str(secret), f"{secret}", f"{[secret]}", in_the_old_way):
        assert TEXT not in shown
    assert secret.reveal() == TEXT
    with pytest.raises(TypeError, match="not pickled") as caught:
        pickle.dumps(secret)
    assert TEXT not in str(caught.value)


def test_secrets_are_equal_by_their_text() -> None:
    assert Secret(TEXT) == Secret(TEXT)
    assert Secret(TEXT) != Secret("other")
    assert Secret(TEXT) != TEXT
    assert {Secret(TEXT): 1}[Secret(TEXT)] == 1


def bodies() -> st.SearchStrategy[Any]:
    """JSON with a secret in any place."""
    others = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
    inner = st.dictionaries(st.sampled_from(sorted(SECRET_KEYS)), st.just(TEXT), min_size=1)
    return st.recursive(
        inner,
        lambda deeper: (
            st.lists(deeper | others, max_size=3)
            | st.dictionaries(st.text(max_size=5), deeper | others, max_size=3)
        ),
        max_leaves=5,
    )


@given(body=bodies())
def test_json_is_masked_wherever_a_secret_stands_in_it(body: Any) -> None:
    assert TEXT not in repr(mask_secrets(body))
    assert set(find_secrets(body)) == ({TEXT} if TEXT in repr(body) else set())


@given(body=bodies())
def test_no_curl_shows_a_secret_unless_asked(body: Any) -> None:
    request = PreparedRequest(
        operation="POST /x",
        method="POST",
        url="https://app.flochat.ai/api/x",
        json=body,
        headers={},
        api_key=Secret("key"),
    )
    assert TEXT not in request.curl() + repr(request)
    assert (TEXT in request.curl(show_key=True)) == (TEXT in repr(body))
    assert request.curl().count("BODY_") == repr(body).count(TEXT)


def test_what_is_not_a_str_or_empty_is_not_a_secret() -> None:
    body = {"token": "", "key": 7, "secret": None, "password": ["x"]}
    assert mask_secrets(body) == body
    assert list(find_secrets(body)) == []


def test_a_veiled_object_is_the_object_but_for_its_repr() -> None:
    raw = MaskedDict({"api_key": TEXT, "status": "verified"})
    assert raw == {"api_key": TEXT, "status": "verified"}
    assert repr(raw) == "{'api_key': '***', 'status': 'verified'}"


def test_the_headers_of_a_button_are_secrets_and_its_payload_is_not() -> None:
    button = {
        "type": "dynamic_block_callback",
        "url": "https://shop.example",
        "headers": {"X-Secret": TEXT, "X-Other": "b"},
        "payload": {"page": 2, "headers": {"a": "b"}},
    }
    body = {"data": {"content": {"messages": [{"type": "text", "buttons": [button]}]}}}
    assert TEXT not in repr(mask_secrets(body))
    assert mask_secrets(button) == {**button, "headers": {"X-Secret": "***", "X-Other": "***"}}
    assert TEXT in list(find_secrets(body))
    assert list(find_secrets({**button, "headers": [TEXT]})) == []
    assert mask_secrets({"type": "url", "headers": {"a": "b"}})["headers"] == {"a": "b"}
    request = PreparedRequest(
        operation="POST /x",
        method="POST",
        url="https://app.flochat.ai/api/x",
        json=body,
        headers={},
        api_key=Secret("key"),
    )
    assert TEXT not in request.curl()
    assert '"${BODY_HEADER_X_SECRET:?}"' in request.curl()
    assert TEXT in request.curl(show_key=True)
