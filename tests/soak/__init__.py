"""Many calls against a sandbox in which much goes wrong, and what must hold of them after all.

`python -m tests.soak` drives the long form; `test_soak.py` the short one.
"""
