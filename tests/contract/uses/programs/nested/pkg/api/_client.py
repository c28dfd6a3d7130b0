import flochat as fc


def get_client(region: str = "au"):
    return _CLIENTS[region]


_CLIENTS = {}


def register(region):
    _CLIENTS[region] = fc.Flochat()
    return _CLIENTS[region]
