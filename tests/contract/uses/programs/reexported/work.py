from .setup import *


def hello(person: Person) -> str:
    return "Hi " + person.name  #@ name-retyped=breaks


def run() -> None:
    api = connect()
    for someone in api.subscribers.list():
        print(hello(someone))
    api.flow.tags.create("Seen")  #@ tag-gone=breaks tag-color=breaks
