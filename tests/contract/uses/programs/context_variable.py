from contextvars import ContextVar

from flochat import Flochat

current: ContextVar[Flochat] = ContextVar("current")


def tag(name: str):
    client = current.get()
    return client.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks


def main() -> None:
    token = current.set(Flochat())
    try:
        made = tag("A")
        print(made.name, sep="")  #@ tag-name=adapts
    finally:
        current.reset(token)


main()
