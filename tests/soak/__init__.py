"""Many calls against a sandbox that injects faults, and what must hold afterwards.

`python -m tests.soak` drives the long form; `test_soak.py` the short one.
"""
