"""The import paths that findings name, against the client that is really there."""

from __future__ import annotations

from importlib.util import find_spec

import flochat_api.models
from flochat._wire.seam import wire_identity
from flochat.contract import vendored_contract
from flochat.contract.diff.naming import class_path, module_of
from flochat.contract.diff.operation import operations
from flochat.contract.diff.source import Source
from flochat_api.operations import OPERATIONS


def test_every_operation_is_in_the_module_that_is_named() -> None:
    found = operations(Source(vendored_contract(overlaid=False)))
    named = {wire_identity(*name.split(" ", 1)): module_of(one) for name, one in found.items()}
    assert named == {identity: operation.module for identity, operation in OPERATIONS.items()}


def test_every_schema_is_the_class_that_is_named() -> None:
    schemas = vendored_contract()["components"]["schemas"]
    without_class = {"OrderDetailResource"}  # it is empty
    for name in schemas.keys() - without_class:
        module, _, class_name = class_path(name).rpartition(".")
        assert find_spec(module) is not None, name
        assert hasattr(flochat_api.models, class_name), name
