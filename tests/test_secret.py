import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat import Secret
from flochat._values.secret import SECRET_KEYS, Veiled, masked, secrets_in
from flochat._wire.prepared import PreparedRequest

TOLD = "s3cr3t"


def test_only_reveal_shows_a_secret() -> None:
    secret = Secret(TOLD)
    in_the_old_way = "%s" % secret  # noqa: UP031  # some logs are still written so
    for shown in (repr(secret), str(secret), f"{secret}", f"{[secret]}", in_the_old_way):
        assert TOLD not in shown
    assert secret.reveal() == TOLD
    with pytest.raises(TypeError, match="not pickled") as caught:
        pickle.dumps(secret)
    assert TOLD not in str(caught.value)


def test_secrets_are_equal_by_their_text() -> None:
    assert Secret(TOLD) == Secret(TOLD)
    assert Secret(TOLD) != Secret("other")
    assert Secret(TOLD) != TOLD
    assert {Secret(TOLD): 1}[Secret(TOLD)] == 1


def bodies() -> st.SearchStrategy[Any]:
    """JSON with a secret in any place."""
    others = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
    inner = st.dictionaries(st.sampled_from(sorted(SECRET_KEYS)), st.just(TOLD), min_size=1)
    return st.recursive(
        inner,
        lambda deeper: (
            st.lists(deeper | others, max_size=3)
            | st.dictionaries(st.text(max_size=5), deeper | others, max_size=3)
        ),
        max_leaves=5,
    )


@given(body=bodies())
def test_json_is_masked_wherever_it_contains_a_secret(body: Any) -> None:
    assert TOLD not in repr(masked(body))
    assert set(secrets_in(body)) == ({TOLD} if TOLD in repr(body) else set())


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
    assert TOLD not in request.curl() + repr(request)
    assert (TOLD in request.curl(show_key=True)) == (TOLD in repr(body))
    assert request.curl().count("BODY_") == repr(body).count(TOLD)


def test_what_is_not_a_str_or_empty_is_not_a_secret() -> None:
    body = {"token": "", "key": 7, "secret": None, "password": ["x"]}
    assert masked(body) == body
    assert list(secrets_in(body)) == []


def test_a_veiled_object_is_the_object_except_for_its_repr() -> None:
    raw = Veiled({"api_key": TOLD, "status": "verified"})
    assert raw == {"api_key": TOLD, "status": "verified"}
    assert repr(raw) == "{'api_key': '***', 'status': 'verified'}"
