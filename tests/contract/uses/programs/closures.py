from flochat import Flochat


def build():
    client = Flochat()

    def make(name):
        return client.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks

    rename = lambda tag: tag.name  # noqa: E731  #@ tag-name=adapts
    return rename(make("x"))


build()
