from typing import Any

from flochat.contract import vendored_contract
from flochat.contract.diff import Changes, diff
from flochat.contract.pull import Pulled
from flochat.contract.report import Regeneration, render

NO_CHANGE = Changes((), (), (), 0)


def regeneration(**parts: Any) -> Regeneration:
    contract = vendored_contract(overlaid=False)
    defaults: dict[str, Any] = {
        "pulled": Pulled(contract, "https://app.flochat.ai/api-docs", "0" * 64),
        "old": contract,
        "new": contract,
        "changes": NO_CHANGE,
        "drift": (),
        "differing": (),
    }
    return Regeneration(**(defaults | parts))


def section(text: str, title: str) -> str:
    return text.partition(f"## {title}\n\n")[2].partition("\n\n#")[0].rstrip()


def test_without_a_change_it_says_so_and_counts() -> None:
    text = render(regeneration())
    assert "| operations | 249 | 249 |" in text
    assert section(text, "Changes of the contract") == "    no change"
    assert section(text, "Operations of the facade that the contract lacks") == "None."
    assert section(text, "Files that change") == "None."


def test_what_the_facade_loses_and_what_it_does_not_know_are_lines() -> None:
    new = vendored_contract(overlaid=False)
    new["paths"]["/flow/tag-groups"] = new["paths"].pop("/flow/tags")
    changes = diff(vendored_contract(overlaid=False), new)
    text = render(regeneration(new=new, changes=changes))
    lacking, unknown = "Operations of the facade that the contract lacks", "Operations that the fac"
    assert section(text, lacking) == "    GET /flow/tags"
    assert "    GET /flow/tag-groups" in text.partition(unknown)[2]
    assert "    removed GET /flow/tags" in section(text, "Changes of the contract")


def test_nothing_that_a_document_says_acts_as_markdown() -> None:
    hostile = "schema `</code>\n\n# Approved ![](https://evil.example/x) \x1b[2K"
    text = render(regeneration(changes=Changes((hostile,), (), (), 0)))
    ours = [line for line in text.splitlines() if not line.startswith("    ")]
    assert not any("evil.example" in line for line in ours)
    assert "\x1b" not in text
