"""The areas of the shop, a module each."""
