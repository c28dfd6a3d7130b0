"""Reports for browsers and for the tools of a forge.

Those for people and programs are in `flochat.contract.change_report`. Each is imported when it is
asked for.
"""

from __future__ import annotations
