-- A journal written by commit da4f988, with the key sandbox-key, as sqlite3's iterdump() gives it:
-- add_tags([f1u1 .. f1u4], ["f1t2", "VIP"]), stopped after two people.
BEGIN TRANSACTION;
CREATE TABLE job (
        name TEXT, arguments TEXT, base_url TEXT, key TEXT,
        is_read INTEGER DEFAULT 0, duplicates INTEGER DEFAULT 0
    );
INSERT INTO "job" VALUES('subscribers.add_tags','[["POST /subscriber/add-tags", {"data": [{"tag_ns": "f1t2"}], "user_ns": "f1u1"}], ["POST /subscriber/add-tags-by-name", {"data": [{"tag_name": "VIP"}], "user_ns": "f1u1"}]]','http://127.0.0.1:32823/api','9342c8ed58f4eac65138e1bed7a0e429',1,0);
CREATE TABLE people (
        position INTEGER PRIMARY KEY, person TEXT UNIQUE NOT NULL, requests TEXT,
        state TEXT NOT NULL, error TEXT
    );
INSERT INTO "people" VALUES(1,'f1u1','[["POST /subscriber/add-tags", {"user_ns": "f1u1", "data": [{"tag_ns": "f1t2"}]}], ["POST /subscriber/add-tags-by-name", {"user_ns": "f1u1", "data": [{"tag_name": "VIP"}]}]]','done',NULL);
INSERT INTO "people" VALUES(2,'f1u2','[["POST /subscriber/add-tags", {"user_ns": "f1u2", "data": [{"tag_ns": "f1t2"}]}], ["POST /subscriber/add-tags-by-name", {"user_ns": "f1u2", "data": [{"tag_name": "VIP"}]}]]','done',NULL);
INSERT INTO "people" VALUES(3,'f1u3','[["POST /subscriber/add-tags", {"user_ns": "f1u3", "data": [{"tag_ns": "f1t2"}]}], ["POST /subscriber/add-tags-by-name", {"user_ns": "f1u3", "data": [{"tag_name": "VIP"}]}]]','pending',NULL);
INSERT INTO "people" VALUES(4,'f1u4','[["POST /subscriber/add-tags", {"user_ns": "f1u4", "data": [{"tag_ns": "f1t2"}]}], ["POST /subscriber/add-tags-by-name", {"user_ns": "f1u4", "data": [{"tag_name": "VIP"}]}]]','pending',NULL);
CREATE INDEX people_by_state ON people (state, position);
COMMIT;
PRAGMA application_id = 1179406186;
PRAGMA user_version = 1;
