from flochat import Flochat
from kit import builtin, registry

registry.start(Flochat())
