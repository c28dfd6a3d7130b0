"""What may be a constant, and may be something else as well."""

import os
import sys

from flochat import Flochat

client = Flochat()
settings = client.flow.settings
word, *rest = sys.argv

settings.set_default_ai_provider(rest[0] if rest else "openai")  #@ provider=adapts
settings.set_default_ai_provider(input().strip() or "openai")  #@ provider=adapts
settings.set_default_ai_provider("openai" if rest else "groq")  #@ provider=breaks
settings.set_default_ai_provider({"a": "openai"}.get(word, "groq"))  #@ provider=breaks
settings.set_default_ai_provider({"a": "openai"}.get(word, word[1:]))  #@ provider=adapts
settings.set_default_ai_provider({"a": "openai", "b": word[1:]}[word])  #@ provider=adapts
settings.set_default_ai_provider(os.environ.get("PROVIDER", "openai"))  #@ provider=adapts
settings.set_default_ai_provider(max("openai", word[1:]))  #@ provider=adapts
settings.set_default_ai_provider(next((it for it in rest if it), "openai"))  #@ provider=adapts

chosen = "openai"
for given in sys.argv:
    chosen = given.strip()
settings.set_default_ai_provider(chosen)  #@ provider=adapts

several = ["openai"]
settings.set_default_ai_provider(several[-1])  #@ provider=adapts
several.append(word[1:])

first, second = ("openai", word[1:]) if rest else (word[1:], "openai")
settings.set_default_ai_provider(first)  #@ provider=adapts
for one in ("openai", word[1:]):
    settings.set_default_ai_provider(one)  #@ provider=adapts
for one in ("openai", "openai"):
    settings.set_default_ai_provider(one)

match word:
    case "a":
        matched = "openai"
    case other:
        matched = other[1:]
settings.set_default_ai_provider(matched)  #@ provider=adapts


def picked(line: str) -> str:
    if line:
        return line.strip()
    return "openai"


settings.set_default_ai_provider(picked(input()))  #@ provider=adapts


def nobody_calls(provider: str = "openai") -> None:
    settings.set_default_ai_provider(provider)  #@ provider=adapts


def called(provider: str = "openai") -> None:
    settings.set_default_ai_provider(provider)


called()
called("openai")


def called_with_more(provider: str) -> None:
    settings.set_default_ai_provider(provider)  #@ provider=breaks


called_with_more(word[1:])
called_with_more("groq")

PROVIDER = "openai"


def change() -> None:
    global PROVIDER
    PROVIDER = input().strip()


def use() -> None:
    settings.set_default_ai_provider(PROVIDER)  #@ provider=adapts


class Job:
    provider = "openai"

    def __init__(self, provider: str) -> None:
        self.provider = provider

    def run(self) -> None:
        settings.set_default_ai_provider(self.provider)  #@ provider=adapts


Job(word[1:]).run()
