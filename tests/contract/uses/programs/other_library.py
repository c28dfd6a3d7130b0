import zenpy
from flochat import Flochat

zen = zenpy.Zenpy()
zen.tickets.create("x")


class Tag:
    name = "x"


def show(tag: Tag):
    print(tag.name)


show(Tag())
print(Flochat().quota)
