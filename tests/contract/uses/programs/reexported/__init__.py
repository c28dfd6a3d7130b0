from .setup import *
from .work import run as run
