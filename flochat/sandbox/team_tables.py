"""The tables of the workspace and its team; `store.py` makes them with its own."""

from __future__ import annotations

from typing import Final

TEAM_TABLES: Final = """
CREATE TABLE agent_groups (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, image TEXT,
    assign_method TEXT NOT NULL DEFAULT 'random', online_first INTEGER NOT NULL DEFAULT FALSE,
    only_view_assigned_to_me INTEGER NOT NULL DEFAULT FALSE
);
CREATE TABLE agent_group_members (
    group_id INTEGER REFERENCES agent_groups ON DELETE CASCADE,
    agent_id INTEGER REFERENCES agents ON DELETE CASCADE,
    weighting INTEGER NOT NULL, PRIMARY KEY (group_id, agent_id)
);
CREATE TABLE media (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL, type TEXT NOT NULL,
    size INTEGER NOT NULL, provider TEXT NOT NULL,
    user_id INTEGER REFERENCES agents ON DELETE CASCADE
);
CREATE TABLE call_logs (
    id INTEGER PRIMARY KEY, call_id TEXT NOT NULL UNIQUE, flow_ns TEXT NOT NULL,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE, agent_id INTEGER, ai_agent_ns TEXT,
    platform TEXT NOT NULL DEFAULT 'whatsapp', phone_number_id TEXT, from_number TEXT,
    to_number TEXT, direction TEXT NOT NULL, status TEXT NOT NULL,
    is_missed INTEGER GENERATED ALWAYS AS (status = 'MISSED'), error_code INTEGER,
    duration INTEGER NOT NULL DEFAULT 0, start_time TEXT, end_time TEXT,
    created_at TEXT NOT NULL, recording_url TEXT
);

CREATE TABLE flows (
    flow_ns TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, linked_label TEXT
);
CREATE TABLE workspace_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE notifications (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, message TEXT NOT NULL, created_at TEXT NOT NULL,
    read_at TEXT
);
CREATE TABLE passwords (user_id INTEGER PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL);
"""
