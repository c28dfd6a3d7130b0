"""Snapshots of a flow: what is in one, what differs between two, and how one is applied."""
