from .client import AuthenticatedClient as AuthenticatedClient
