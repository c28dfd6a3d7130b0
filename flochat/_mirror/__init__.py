"""A flow's people, conversations and orders in a local SQLite file, kept up to date."""
