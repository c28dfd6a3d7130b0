"""The scheduled regeneration: what it decides, and how it reports to the forge.

For this repository's own CI; nothing here is packaged. `docs/maintain/schedule.md` describes what
it does.
"""
