-- A journal written by commit da4f988, with the key sandbox-key, as sqlite3's iterdump() gives it:
-- set_fields([{"user_ns": f1u1 .. f1u4, "plan": "gold"}], a function), stopped after two requests.
BEGIN TRANSACTION;
CREATE TABLE job (
        name TEXT, arguments TEXT, base_url TEXT, key TEXT,
        is_read INTEGER DEFAULT 0, duplicates INTEGER DEFAULT 0
    );
INSERT INTO "job" VALUES('subscribers.set_fields','of each person','http://127.0.0.1:39103/api','253f6380c5fa8f54f7b8bce4021403be',1,0);
CREATE TABLE people (
        position INTEGER PRIMARY KEY, person TEXT UNIQUE NOT NULL, requests TEXT,
        state TEXT NOT NULL, error TEXT
    );
INSERT INTO "people" VALUES(1,'f1u1','[["PUT /subscriber/set-user-fields-by-name", {"user_ns": "f1u1", "data": [{"name": "Plan", "value": "gold"}]}]]','done',NULL);
INSERT INTO "people" VALUES(2,'f1u2','[["PUT /subscriber/set-user-fields-by-name", {"user_ns": "f1u2", "data": [{"name": "Plan", "value": "gold"}]}]]','done',NULL);
INSERT INTO "people" VALUES(3,'f1u3','[["PUT /subscriber/set-user-fields-by-name", {"user_ns": "f1u3", "data": [{"name": "Plan", "value": "gold"}]}]]','pending',NULL);
INSERT INTO "people" VALUES(4,'f1u4','[["PUT /subscriber/set-user-fields-by-name", {"user_ns": "f1u4", "data": [{"name": "Plan", "value": "gold"}]}]]','pending',NULL);
CREATE INDEX people_by_state ON people (state, position);
COMMIT;
PRAGMA application_id = 1179406186;
PRAGMA user_version = 1;
