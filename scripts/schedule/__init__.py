"""The scheduled regeneration: what it decides, and how it tells the forge.

For this repository's own CI; nothing here is packaged. `docs/schedule.md` says what it does.
"""
