from .clients import connect as connect
