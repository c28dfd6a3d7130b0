"""The main workflow from end to end, on the embedded sandbox: pull, diff, regenerate, use.

    make demo

It writes only to a temporary folder, and makes requests only to this machine.
"""

from __future__ import annotations

import copy
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

from flochat import Flochat, FlochatError
from flochat.sandbox import Server, serve

ROOT: Final = Path(__file__).resolve().parent.parent
COPIED: Final = ("openapi.json", "generated", "scripts")


def main() -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, serve() as server:
        print(f"A sandbox answers as Flochat does, at {server.page_url}")
        copy_of_the_project = Path(scratch, "project")
        copy_project(copy_of_the_project)
        pull_and_compare(server, copy_of_the_project)
        pull_a_changed_document(server, copy_of_the_project)
        requests = use_the_facade(server)
    seconds = time.monotonic() - began
    print(f"\nDone: pulled, compared, regenerated and used, {requests} requests, {seconds:.0f} s.")
    return 0


def copy_project(target: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def pull_and_compare(server: Server, project: Path) -> None:
    title("Pull the document from the Swagger page, and regenerate from nothing")
    shutil.rmtree(project / "generated")
    regenerate(server, project)
    for name in ("openapi.json", "generated"):
        agrees = same(ROOT / name, project / name)
        print(f"{name}: {'the same bytes as here' if agrees else 'NOT the same bytes as here'}")
        if not agrees:
            sys.exit("the demo failed: the sandbox serves this project's own document")


def pull_a_changed_document(server: Server, project: Path) -> None:
    title("The document changes: one breaking change, one additive, one cosmetic")
    server.document = changed(server.document)
    report = project / "report.md"
    regenerate(server, project, "--report", str(report))
    print("\nThe report:\n")
    print("\n".join(f"    {line}" for line in report.read_text(encoding="utf-8").splitlines()))


def changed(document: dict[str, Any]) -> dict[str, Any]:
    new = copy.deepcopy(document)
    del new["paths"]["/flow/delete-tag-by-name"]
    new["paths"]["/flow/tag-groups"] = copy.deepcopy(new["paths"]["/flow/tags"])
    new["paths"]["/flow/tag-groups"]["get"]["operationId"] = "flowTagGroups"
    new["paths"]["/flow/bot-fields"]["get"]["tags"] = ["Variables"]
    return new


def regenerate(server: Server, project: Path, *options: str) -> None:
    command = [
        sys.executable,
        str(ROOT / "scripts" / "regenerate.py"),
        *("--source", server.page_url, "--root", str(project), "--no-type-check", *options),
    ]
    print(f"$ scripts/regenerate.py --source {server.page_url}", flush=True)
    subprocess.run(command, check=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})


def use_the_facade(server: Server) -> int:
    title("Use it")
    server.clear()
    server.seed.sub_flow("Onboarding")
    with Flochat(server.api_key, base_url=server.url, default_country="AU") as client:
        me = client.account.me()
        step(server, f"I am {me.name}, in {client.workspace.info().name}")

        vip = client.flow.tags.create("VIP")
        client.flow.user_fields.create("Plan")
        client.flow.user_fields.create("Renewal", "date")
        client.flow.bot_fields.create("Opening hours", value="9 to 5")
        step(server, f"created {vip}, two user fields and a bot field")

        tags = [tag.name for tag in client.flow.tags.list()]
        fields = [field.name for field in client.flow.user_fields.list()]
        step(server, f"tags {tags}, user fields {fields}")

        ana = client.subscribers.find_or_create(phone="+61 412 345 678", first_name="Ana")
        step(server, f"looked for her, found nobody, created {ana.first_name}: {ana.user_ns}")
        again = client.subscribers.find_or_create(phone="0412 345 678")
        step(server, f"looked again, by another spelling of her number: {again.user_ns}")

        client.subscribers.add_tags(ana, [vip, *(f"Tag {n}" for n in range(1, 45))])
        step(server, "tagged her 45 times, 44 by name and one by its namespace")
        client.subscribers.set_fields(ana, {"Plan": "gold", "Renewal": date(2027, 1, 1)})
        step(server, "set two fields, a text and a date")
        client.messages.send_sub_flow(ana, "Onboarding")
        step(server, "started a sub flow by its name")

        try:
            client.messages.send_text("f1u999", "Hello?")
        except FlochatError as error:
            step(server, f"a stranger: {type(error).__name__}: {error}")

        server.answer_next(status=502, text="<html>Bad gateway</html>")
        try:
            client.messages.send_text(ana, "Hello")
        except FlochatError as error:
            step(server, f"a lost answer: {type(error).__name__}: {error}")

    (delivery,) = server.deliveries
    print(f"Delivered in all: {delivery.operation} to {delivery.user_ns}, once")
    return len(server.requests)


_counted = 0


def step(server: Server, message: str) -> None:
    """Print what happened, and how many requests it took."""
    global _counted  # a demo has one story
    spent, _counted = len(server.requests) - _counted, len(server.requests)
    print(f"  {spent} request{'s' if spent != 1 else ' '}  {message}")


def title(text: str) -> None:
    print(f"\n--- {text}")


def same(one: Path, other: Path) -> bool:
    """Whether two files, or two folders with everything in them, have the same bytes."""
    if one.is_file():
        return filecmp.cmp(one, other, shallow=False)
    compared = filecmp.dircmp(one, other, ignore=["__pycache__"])
    if compared.left_only or compared.right_only or compared.funny_files:
        return False
    _, different, broken = filecmp.cmpfiles(one, other, compared.common_files, shallow=False)
    return (
        not different and not broken and all(same(one / d, other / d) for d in compared.common_dirs)
    )


if __name__ == "__main__":
    sys.exit(main())
