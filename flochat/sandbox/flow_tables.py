"""The tables of what a flow counts and records; `store.py` makes them with its own."""

from __future__ import annotations

from typing import Final

FLOW_TABLES: Final = """
CREATE TABLE events (
    event_ns TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT,
    text_label TEXT, number_label TEXT, price_label TEXT
);
CREATE TABLE event_data (
    id INTEGER PRIMARY KEY,
    event_ns TEXT REFERENCES events ON DELETE CASCADE,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    text_value TEXT, number_value INTEGER, price_value REAL, at INTEGER NOT NULL
);
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    figures TEXT NOT NULL, at INTEGER NOT NULL
);
CREATE TABLE activities (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    conv_id INTEGER, action TEXT NOT NULL, source_type TEXT NOT NULL, agent_id INTEGER,
    at INTEGER NOT NULL
);
CREATE TABLE error_logs (
    id INTEGER PRIMARY KEY,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    node_ns TEXT NOT NULL, description TEXT NOT NULL, at INTEGER NOT NULL
);
CREATE TABLE inbound_webhooks (
    hook_uid TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, status TEXT NOT NULL DEFAULT 'active',
    sub_flow_ns TEXT NOT NULL REFERENCES sub_flows ON DELETE CASCADE
);
CREATE TABLE widgets (
    id INTEGER PRIMARY KEY, widget_ns TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL DEFAULT 'active', widget_code TEXT NOT NULL,
    sub_flow_ns TEXT NOT NULL REFERENCES sub_flows ON DELETE CASCADE
);
"""
