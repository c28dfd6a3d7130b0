"""Reads a program: what each expression may be, and with that the uses of a client.

Every function is read for what it is called with, as often as something new is known of its
arguments; nothing is imported and nothing is run. `rounds` puts the parts together: `statements`,
`definitions`, `imports` and `patterns` for what is done; `expressions`, `displays`, `attributes`
and `calls` for what has a value; `filling` for what is put into containers after they are made.
All of them share the `Reading` of `state`.
"""

from __future__ import annotations

from .rounds import read

__all__ = ["read"]
