"""Many calls against a sandbox that injects faults, a mistreated journal, and what must hold.

`python -m tests.soak` drives the long form; `test_soak.py` the short one.
"""
