"""What the README and the pages beside it show works, and what they name is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from flochat import Flochat
from flochat.sandbox import Seed, Server, serve

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def a_small_flow(seed: Seed) -> None:
    for tag in ("VIP", "Newsletter"):
        seed.tag(tag)
    seed.user_field("Renewal", "date")
    seed.bot_field("Opening hours", value="9 to 5")
    seed.sub_flow("Onboarding")
    seed.agent("Kim")
    seed.whatsapp_template("welcome", {"type": "BODY", "text": "Hello {{1}}"})


@pytest.fixture
def sandbox() -> Iterator[Server]:
    with serve(seed=a_small_flow, master_key="master-key", flows={123: 7}) as server:
        yield server


@pytest.fixture(autouse=True)
def reader(sandbox: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody in a folder of their own, who has set their key."""
    monkeypatch.setenv("FLOCHAT_API_KEY", sandbox.api_key)
    monkeypatch.setenv("FLOCHAT_BASE_URL", sandbox.url)
    monkeypatch.chdir(tmp_path)


def run_examples(page: str, **given: Any) -> dict[str, Any]:
    """Run the examples of a page one after the other; what they leave behind."""
    payload = (ROOT / page).read_text(encoding="utf-8")
    shown = dict(given)
    try:
        for example in re.findall(r"^```python\n(.*?)^```$", payload, re.MULTILINE | re.DOTALL):
            exec(compile(example, page, "exec"), shown)
    finally:
        for client in shown.values():
            if isinstance(client, Flochat):
                client.close()
    return shown


#: What a spreadsheet of people may look like, with what cannot be used and what is there twice.
SPREADSHEET: Final = (
    "Phone;First Name;Birthday\n+61 412 345 678;Ana;01/02/1990\n6.14E+10;Bo;\n;Cy;\n"
    "0412 345 678;Ana;\n"
)


def test_the_examples_of_the_readme_run_one_after_the_other(sandbox: Server) -> None:
    Path("people.csv").write_text(SPREADSHEET, encoding="utf-8")
    shown = run_examples("README.md", other_key=sandbox.api_key, master_key=sandbox.master_key)
    assert shown["kept"] == shown["snapshot"]
    assert len(shown["report"].done) == 1
    sent = [delivery.operation.rpartition("/")[2] for delivery in sandbox.deliveries]
    assert sent == [
        "send-text",
        "send-content",
        "send-sub-flow-by-flow-name",
        "send-whatsapp-template",
        "send-text",
        "send-text",
    ]


def test_the_example_of_a_job_greets_everybody_in_the_file(sandbox: Server) -> None:
    everybody = [sandbox.seed.subscriber(first_name=name) for name in ("Ana", "Ben")]
    rows = zip(everybody, ("Ana", "Ben"), strict=True)
    Path("people.csv").write_text(
        "user_ns,name\n" + "".join(f"{user_ns},{name}\n" for user_ns, name in rows)
    )
    run_examples("docs/guides/bulk.md")
    run_examples("docs/guides/bulk.md")  # it goes on where it was, and nobody is left
    assert sorted(delivery.content or "" for delivery in sandbox.deliveries) == [
        "Hello Ana",
        "Hello Ben",
    ]


def test_the_examples_about_people_from_a_spreadsheet(
    sandbox: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("people.csv").write_text(SPREADSHEET, encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (("user_ns", "first_name"), (sandbox.seed.subscriber(first_name="Di"), "Di")):
        book.worksheets[0].append(row)
    book.save("due.xlsx")
    run_examples("docs/guides/tables-in.md")
    assert capsys.readouterr().out.startswith("4 rows: 1 taken, 2 refused, 1 repeated, 0 blank")
    assert [delivery.content for delivery in sandbox.deliveries] == ["Hello Di"]


def test_the_examples_of_exports_leave_whole_files(sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana")
    sandbox.seed.message(ana, "Hello")
    shown = run_examples("docs/guides/export.md")
    assert (shown["report"].rows, shown["report"].missing) == (1, 0)
    (message,) = map(json.loads, Path("messages.jsonl").read_text(encoding="utf-8").splitlines())
    assert (message["user_ns"], message["content"]) == (ana, "Hello")
    before = Path("people.csv").read_bytes()
    assert run_examples("docs/guides/export.md")["report"].was_finished
    assert Path("people.csv").read_bytes() == before


def test_the_examples_about_tables_leave_whole_files(
    sandbox: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox.seed.subscriber(first_name="Ana", email="ana@example.com", tags=["VIP"])
    shown = run_examples("docs/guides/tables.md")
    assert {path.name for path in Path().iterdir()} == {
        "people.csv",
        "people.jsonl",
        "people.parquet",
        "crm.sqlite",
    }
    assert "['VIP']" in capsys.readouterr().out
    assert shown["ana"].first_name == "Ana"


def test_the_example_about_times_shows_them_with_their_zone(
    sandbox: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox.seed.call(call_id="wacid.1", created_at="2026-11-22 13:30:00")
    run_examples("docs/guides/times.md")
    assert capsys.readouterr().out == "2026-11-22 13:30:00+11:00\n"


def test_the_examples_about_phones_make_nobody_twice(sandbox: Server) -> None:
    shown = run_examples("docs/guides/phones.md")
    assert shown["ana"].phone == "61412345678"
    assert {phone: len(people) for phone, people in shown["by_phone"].items()} == {
        "+61412345678": 1
    }
    with Flochat() as client:
        ben = client.subscribers.get_by_user_id("61498765432")
    assert [delivery.user_ns for delivery in sandbox.deliveries] == [ben.user_ns]


@pytest.mark.parametrize("page", ["README.md", "SECURITY.md", "docs/maintain/schedule.md"])
def test_what_a_page_points_at_is_there(page: str) -> None:
    payload = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https://)([^)#]+)\)|`((?:tests|scripts|docs)/[\w/.]+)`", payload)
    named = [(ROOT / page).parent / link if link else ROOT / path for link, path in targets]
    assert len(named) > 4
    assert [target for target in named if not target.exists()] == []


def test_the_commands_of_the_readme_are_targets_of_make() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?<![\w/])make ([a-z-]+)\b", "\n".join(_code(README))))
    assert named <= targets
    assert len(named) > 5


def _code(text: str) -> list[str]:
    """Blocks and spans of code."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", text)]
