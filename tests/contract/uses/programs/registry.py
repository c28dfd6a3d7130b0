from flochat import Flochat

CLIENTS = {"au": Flochat("a"), "nz": Flochat("b")}
POOL = [Flochat("c")]


def create(region, name):
    return CLIENTS[region].flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks


for one in POOL:
    one.account.me()  #@ me-gone=breaks
for region, one in CLIENTS.items():
    print(region, one.account.me().email)  #@ me-gone=breaks
