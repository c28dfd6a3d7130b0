"""From a call's arguments to its requests, one file per area."""
