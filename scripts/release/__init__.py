"""What has to hold before a version is published; `scripts/release_check.py` goes through it."""
