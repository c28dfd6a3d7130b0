import sys
from functools import partial

from flochat import Flochat

client = Flochat()
ACTIONS = {
    "tag": client.flow.tags.create,  #@ tag-gone=breaks tag-color=breaks
    "me": lambda: client.account.me(),  #@ me-gone=breaks
    "named": partial(client.flow.tags.list, name="VIP"),  #@ tags-filter=adapts tags-filter-length=breaks
}

if __name__ == "__main__":
    name, *rest = sys.argv[1:]
    print(ACTIONS[name](*rest))  #@ tag-gone=breaks tag-color=breaks tags-filter=adapts tags-filter-length=breaks
