"""Whatever the service answers, what comes of it is a model, or an error of the family.

2,000 answers in all, and 20,000 with the profile `fuzz` of hypothesis: `make fuzz`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from flochat import Flochat, FlochatError
from flochat._wire import decode
from flochat.contract.facade import facade_calls
from flochat.models.base import Model
from tests.support.clients import Clients
from tests.support.models import every_model
from tests.support.samples import method_of, samples
from tests.support.wild import (
    ANYTHING,
    EDGES,
    Answers,
    AsyncWildTransport,
    WildTransport,
    envelopes,
    rows,
)

#: Half of them for the models, half for the methods; the profile says how many.
EXAMPLES = 20 * settings().max_examples
MOST_ROWS = 150
KINDS = ("sync", "async")
OPERATION = "GET /flow/tags"


def every_resource() -> dict[str, list[str]]:
    """The methods of the facade, by the resource that they belong to."""
    found = defaultdict(list)
    for path in facade_calls():
        found[path.rpartition(".")[0]].append(path)
    return dict(found)


def answers_about(model: type[Model]) -> st.SearchStrategy[Any]:
    columns = decode.PLAIN.columns(model)
    return envelopes(rows(dict.fromkeys(columns, ANYTHING)))


MODELS = every_model()
RESOURCES = every_resource()
#: Made once for each model, since every example draws from it.
ANSWERS = {model: answers_about(model) for model in MODELS}


def shared(cases: Sequence[object] | Mapping[str, object]) -> settings:
    """As many examples for each case as all of them together should have."""
    return settings(max_examples=-(-EXAMPLES // len(cases)))


@pytest.mark.parametrize("model", MODELS)
@shared(MODELS)
@given(data=st.data())
def test_whatever_comes_is_a_model_or_a_flochat_error(model: type[Model], data: Any) -> None:
    payload = data.draw(ANSWERS[model])
    with suppress(FlochatError):
        found = decode.PLAIN.record(OPERATION, payload, model)
        assert found is None or is_well_formed(found)
    with suppress(FlochatError):
        assert all(is_well_formed(row) for row in decode.PLAIN.records(OPERATION, payload, model))


@pytest.mark.parametrize("model", MODELS)
def test_every_column_stands_what_readers_have_trouble_with(model: type[Model]) -> None:
    for value in EDGES:
        row = dict.fromkeys(decode.PLAIN.columns(model), value)
        assert is_well_formed(decode.PLAIN.decode(model, row)), value


@pytest.mark.parametrize("resource", RESOURCES)
@shared([kind for kind in KINDS for _ in RESOURCES])
@given(data=st.data())
def test_whatever_is_answered_a_method_returns_or_raises_a_flochat_error(
    wild_client: WildClient, resource: str, data: Any
) -> None:
    path = data.draw(st.sampled_from(RESOURCES[resource]))
    arguments = data.draw(st.sampled_from(calls(path)))
    wild_client.transport.answers = Answers(data.draw)
    with suppress(FlochatError):
        found = method_of(wild_client.client, path)(**arguments)
        if hasattr(found, "to_list"):
            found = found.to_list(max_items=MOST_ROWS)
        for one in found if isinstance(found, list | tuple) else [found]:
            assert not isinstance(one, Model) or is_well_formed(one)


@frozen
class WildClient:
    """A client whose transport gives the answers that it is told to."""

    client: Any
    transport: WildTransport | AsyncWildTransport


@pytest.fixture(scope="module", params=KINDS)
def wild_client(request: pytest.FixtureRequest) -> Iterator[WildClient]:
    clients = Clients(request.param)
    client = clients()
    target = getattr(client, "_target", client)
    kind = WildTransport if request.param == "sync" else AsyncWildTransport
    target._transport = kind(target._transport.settings, target._transport.runtime)
    yield WildClient(client, target._transport)
    clients.close()


@cache
def calls(path: str) -> list[dict[str, Any]]:
    """Arguments for a method, each form once."""
    return list(samples(path, method_of(Flochat("key"), path)))


def is_well_formed(found: Model) -> bool:
    """Whether every value of a model is of the type that its field says."""
    types = _types(type(found))
    return all(fits(value, types[name]) for name, value in vars(found).items())


def fits(value: object, kind: Any) -> bool:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return any(fits(value, one) for one in get_args(kind))
    if origin is tuple:
        item = get_args(kind)[0]
        return isinstance(value, tuple) and all(fits(one, item) for one in value)
    if isinstance(value, Model):
        return isinstance(value, kind) and is_well_formed(value)
    return isinstance(value, origin or kind)


_types: Callable[[Any], dict[str, Any]] = cache(get_type_hints)
