"""The test of the pages fails where a page does not do what it says."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from flochat import AuthenticationError
from tests.support.page_blocks import PageError, needs_of, read_page
from tests.support.page_runner import run_page


def run(folder: Path, text: str) -> None:
    """Run a page of this text."""
    page = folder / "a-page.md"
    page.write_text(text, encoding="utf-8")
    work = folder / "work"
    work.mkdir()
    run_page(read_page(page), work)


def block(language: str, *lines: str) -> str:
    return "\n".join((f"```{language}", *lines, "```\n\n"))


GOOD = {
    "names go from one block to the next": block("python", "a = 1") + block("python", "assert a"),
    "output is compared": block("python", "print('Hello')") + block("output", "Hello"),
    "a part of a line may differ": block("python", "print(1, id(1), 3)") + block("output", "1 … 3"),
    "lines may differ": block("python", "print(*'abcd', sep='\\n')")
    + block("output", "a", "...", "d"),
    "the sandbox has the key of the environment": block(
        "python",
        "from flochat import Flochat",
        "with Flochat() as client:",
        "    client.account.me()",
    ),
    "hidden code runs at its place": "<!-- prepare\nPath('a.txt').write_text('x')\n-->\n\n"
    + block("sh", "cat a.txt")
    + block("output", "x"),
    "exports and the folder last": block("sh", "mkdir b; cd b; export WORD=far")
    + block("sh", 'echo "$WORD ${PWD##*/}"')
    + block("output", "far b"),
    "the key of the reader's own is not the sandbox's": block("sh", "export FLOCHAT_API_KEY=...")
    + block("sh", "flochat check > /dev/null"),
    "an error that is expected": "<!-- raises: AuthenticationError -->\n\n"
    + block(
        "python",
        "from flochat import Flochat",
        "with Flochat('wrong') as client:",
        "    client.account.me()",
    ),
    "a file is written and used": "<!-- file: greeting.py -->\n\n"
    + block("python", "word = 'Hello'")
    + block("sh", "python -c 'import greeting; print(greeting.word)'")
    + block("output", "Hello"),
    "a terminal": block("console", "$ test -t 1 && echo yes", "yes"),
    "a question": block(
        "console", "$ read -p 'Sure? [y/N]: ' it && echo $it", "Sure? [y/N]: y", "y"
    ),
    "pip finds what is installed": block("sh", "pip install 'flochat[cli]'"),
    "a server is waited for": "<!-- ports: 8123 -->\n<!-- serves: http://127.0.0.1:8123 -->\n\n"
    + block("sh", "sleep 0.3; python -m http.server 8123 --bind 127.0.0.1")
    + block(
        "python",
        "from urllib.request import urlopen",
        "with urlopen('http://127.0.0.1:8123') as answer:",
        "    assert answer.status == 200",
    ),
    "the arguments of the sandbox": '<!-- sandbox: api_key="mine" -->\n\n'
    + block("sh", "echo $FLOCHAT_API_KEY")
    + block("output", "mine"),
    "awaiting in a notebook": "<!-- notebook -->\n\n"
    + block("python", "import asyncio", "a = await asyncio.sleep(0, 7)", "print(a)")
    + block("output", "7"),
    "data": block("json", '{"a": 1}') + block("yaml", "a: [1]") + block("toml", "a = 1"),
    "a fence in a list": "- so:\n\n  ```sh\n  echo a\n  ```\n\n  ```output\n  a\n  ```\n",
}
BAD = {
    "another output": block("python", "print('Hello')") + block("output", "Goodbye"),
    "more output": block("python", "print('a\\nb')") + block("output", "a"),
    "an example that raises": block("python", "1 / 0"),
    "an error that does not come": "<!-- raises: ValueError -->\n\n" + block("python", "a = 1"),
    "a command that fails": block("sh", "false", "true"),
    "a pipe that fails": block("sh", "false | true"),
    "a terminal that shows more": block("console", "$ echo a; echo b", "a"),
    "an extra that is not there": block("sh", "pip install 'flochat[nothing]'"),
    "a package that is not there": block("sh", "pip install no-such-package-here"),
    "not JSON": block("json", "{a: 1}"),
    "a check": "<!-- check\nassert sandbox.deliveries\n-->\n\n" + block("python", "a = 1"),
}
REFUSED = {
    "a language that nothing runs": block("ruby", "puts 1"),
    "no language": block("", "a"),
    "a comment that says nothing": "<!-- not-run: so -->\n\n" + block("sh", "false"),
    "a comment without a reason": "<!-- not run: -->\n\n" + block("sh", "false"),
    "a comment without a block": "<!-- not run: because -->\n",
    "a file that nothing uses": "<!-- file: a.py -->\n\n" + block("python", "a = 1"),
    "a test that is not there": "<!-- run by: tests/no.py -->\n\n" + block("sh", "false"),
    "a test of another page": "<!-- run by: tests/test_times.py -->\n\n" + block("sh", "false"),
    "output of nothing": block("output", "a"),
    "a block without an end": "```sh\necho\n",
    "a query of nothing": block("sql", "SELECT 1"),
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_what_a_page_may_show(tmp_path: Path, text: str) -> None:
    before = (Path.cwd(), dict(os.environ), list(sys.path))
    run(tmp_path, text)
    assert (Path.cwd(), dict(os.environ), list(sys.path)) == before
    assert "greeting" not in sys.modules


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_a_page_says_wrong_fails(tmp_path: Path, text: str) -> None:
    with pytest.raises((AssertionError, ZeroDivisionError)):
        run(tmp_path, text)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_nobody_could_run_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PageError):
        run(tmp_path, text)


def test_what_does_not_run_is_left_alone(tmp_path: Path) -> None:
    run(tmp_path, "<!-- not run: it asks the platform -->\n\n" + block("sh", "touch x; false"))
    assert not (tmp_path / "work" / "page" / "x").exists()


def test_an_error_shows_the_line_of_the_page(tmp_path: Path) -> None:
    with pytest.raises(AuthenticationError) as caught:
        run(
            tmp_path,
            "# A\n\n"
            + block(
                "python",
                "from flochat import Flochat",
                "",
                "with Flochat('wrong') as client: client.account.me()",
            ),
        )
    places = [entry for entry in caught.traceback if str(entry.path).endswith("a-page.md")]
    assert [entry.lineno + 1 for entry in places] == [6]


def test_what_a_page_needs_is_read_without_its_blocks(tmp_path: Path) -> None:
    page = tmp_path / "a-page.md"
    page.write_text("# A\n\n<!-- needs: a browser, django -->\n", encoding="utf-8")
    assert needs_of(page) == "a browser, django"
    page.write_text("# A\n", encoding="utf-8")
    assert needs_of(page) is None
