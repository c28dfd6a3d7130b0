import functools

from flochat import Flochat


def with_client(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        with Flochat() as client:
            return function(client, *args, **kwargs)

    return inner


@with_client
def main(client, name):
    tag = client.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks
    print(tag.name)  #@ tag-name=adapts


main("x")
