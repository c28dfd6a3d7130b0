from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flochat import (
    BatchError,
    Embedding,
    EmbeddingImport,
    InvalidArgumentError,
    NewEmbedding,
    NotFoundError,
    OutcomeUnknownError,
    RejectedError,
)
from flochat.sandbox import Server
from tests.support.ledger import bodies, operations

IMPORT = "POST /openai-embeddings/import"


def rows(count: int) -> list[NewEmbedding]:
    return [NewEmbedding(heading=f"Question {n}", text=f"Answer {n}") for n in range(count)]


@pytest.mark.habits(unknown_path="404")
def test_a_text_is_created_read_changed_listed_and_deleted(client: Any, sandbox: Server) -> None:
    made = client.embeddings.create("Opening hours", "9 to 5", kind="faq")
    assert (made.heading, made.text, made.kind) == ("Opening hours", "9 to 5", "faq")
    assert client.embeddings.get(made) == client.embeddings.get(made.id) == made
    changed = client.embeddings.update(made, text="9 to 6")
    assert (changed.heading, changed.text) == ("Opening hours", "9 to 6")
    client.embeddings.create("Address", "1 Main St")
    assert client.embeddings.list(heading="open").to_list() == [changed]
    assert client.embeddings.list(text="main").first().heading == "Address"
    client.embeddings.delete(changed)
    assert len(client.embeddings.list().to_list()) == 1
    with pytest.raises(NotFoundError):
        client.embeddings.get(made)
    assert bodies(sandbox)[:4] == [
        {"heading": "Opening hours", "text": "9 to 5", "type": "faq"},
        None,
        None,
        {"text": "9 to 6"},
    ]


def test_many_texts_are_imported_a_hundred_to_a_request(client: Any, sandbox: Server) -> None:
    first = client.embeddings.import_many(iter(rows(250)))
    assert first == EmbeddingImport(inserted=250, updated=0, skipped=0)
    assert operations(sandbox) == [IMPORT] * 3
    assert [len(body["rows"]) for body in bodies(sandbox)] == [100, 100, 50]
    assert bodies(sandbox)[2]["rows"][-1] == {"heading": "Question 249", "text": "Answer 249"}
    again = client.embeddings.import_many([*rows(1), NewEmbedding(heading="x", text="y")])
    assert again == EmbeddingImport(inserted=1, updated=1, skipped=0)
    assert again.raw["inserted"] == 1


def test_an_import_of_nothing_costs_nothing(client: Any, sandbox: Server) -> None:
    assert client.embeddings.import_many([]) == EmbeddingImport(inserted=0, updated=0, skipped=0)
    assert sandbox.requests == []


def test_all_requests_of_an_import_can_be_prepared(client: Any, sandbox: Server) -> None:
    prepared = client.prepare(client.embeddings.import_many, rows(101))
    assert [len(request.json["rows"]) for request in prepared] == [100, 1]
    assert sandbox.requests == []


def test_an_import_that_fails_half_way_says_what_was_done(client: Any, sandbox: Server) -> None:
    given = rows(250)
    sandbox.answer_next(json={"status": "ok", "inserted": 100}, operation=IMPORT)
    sandbox.answer_next(json={"status": "error", "message": "No."}, operation=IMPORT)
    with pytest.raises(BatchError, match="100 done, 100 failed, 50 not tried") as caught:
        client.embeddings.import_many(given)
    error = caught.value
    assert (error.done, error.failed, error.not_tried) == (
        given[:100],
        given[100:200],
        given[200:],
    )
    assert isinstance(error.error, RejectedError)


@pytest.mark.parametrize("call", ["generate", "import_many"])
def test_what_costs_money_or_adds_is_not_repeated(client: Any, sandbox: Server, call: str) -> None:
    sandbox.answer_next(status=502, text="Bad gateway")
    arguments = [rows(1)] if call == "import_many" else []
    with pytest.raises(OutcomeUnknownError):
        getattr(client.embeddings, call)(*arguments)
    assert len(sandbox.requests) == 1


def test_embeddings_are_generated_with_one_request(client: Any, sandbox: Server) -> None:
    client.embeddings.create("Opening hours", "9 to 5")
    client.embeddings.generate()
    assert operations(sandbox)[1:] == ["POST /openai-embeddings/generate"]


def test_bad_input_costs_no_request(client: Any, sandbox: Server) -> None:
    embeddings = client.embeddings
    calls: tuple[Callable[[], Any], ...] = (
        lambda: embeddings.create("", "9 to 5"),
        lambda: embeddings.create("Opening hours", " "),
        lambda: embeddings.update(7),
        lambda: embeddings.update(7, text=""),
        lambda: embeddings.get(Embedding()),
        lambda: embeddings.delete("7"),
        lambda: embeddings.import_many([*rows(150), NewEmbedding(heading="x", text="")]),
        lambda: embeddings.import_many([{"heading": "x", "text": "y"}]),
    )
    for call in calls:
        with pytest.raises(InvalidArgumentError):
            call()
    assert sandbox.requests == []
