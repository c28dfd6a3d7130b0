"""The tables of what a workspace keeps beside its flows; `store.py` makes them with its own."""

from __future__ import annotations

from typing import Final

INTEGRATION_TABLES: Final = """
CREATE TABLE integrations (name TEXT PRIMARY KEY, settings TEXT NOT NULL);
CREATE TABLE mini_apps (
    id INTEGER PRIMARY KEY, app_ns TEXT NOT NULL UNIQUE, title TEXT NOT NULL UNIQUE, intro TEXT,
    image TEXT, logo TEXT, version TEXT NOT NULL, status TEXT NOT NULL, auth_type TEXT NOT NULL,
    api_key TEXT
);
CREATE TABLE embeddings (
    id INTEGER PRIMARY KEY, heading TEXT NOT NULL UNIQUE, text TEXT NOT NULL, type TEXT
);
CREATE TABLE flow_templates (
    id INTEGER PRIMARY KEY, template_ns TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
    description TEXT, image TEXT, type TEXT NOT NULL, scope TEXT NOT NULL, status TEXT NOT NULL,
    price INTEGER NOT NULL
);
CREATE TABLE template_installs (
    id INTEGER PRIMARY KEY,
    template_ns TEXT NOT NULL REFERENCES flow_templates (template_ns) ON DELETE CASCADE,
    version TEXT NOT NULL, scope TEXT NOT NULL, flow_ns TEXT NOT NULL, team_id INTEGER NOT NULL,
    can_view INTEGER NOT NULL, can_edit INTEGER NOT NULL, allow_republish INTEGER NOT NULL,
    auto_update INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    uninstalled_at TEXT
);
"""
