-- A journal written by commit da4f988, with the key sandbox-key, as sqlite3's iterdump() gives it:
-- broadcast([f1u1 .. f1u4], "f1s2"), refused as a whole and stopped after its first half.
BEGIN TRANSACTION;
CREATE TABLE job (
        name TEXT, arguments TEXT, base_url TEXT, key TEXT,
        is_read INTEGER DEFAULT 0, duplicates INTEGER DEFAULT 0
    );
INSERT INTO "job" VALUES('broadcasts.send','[["POST /subscriber/broadcast", {"sub_flow_ns": "f1s2", "user_ns_list": "f1u1"}]]','http://127.0.0.1:43157/api','a349ee9be4f595fd659a22e7ea399e6f',1,0);
CREATE TABLE people (
        position INTEGER PRIMARY KEY, person TEXT UNIQUE NOT NULL, requests TEXT,
        state TEXT NOT NULL, error TEXT
    );
INSERT INTO "people" VALUES(1,'f1u1','[["POST /subscriber/broadcast", {"sub_flow_ns": "f1s2", "user_ns_list": "f1u1"}]]','done',NULL);
INSERT INTO "people" VALUES(2,'f1u2','[["POST /subscriber/broadcast", {"sub_flow_ns": "f1s2", "user_ns_list": "f1u2"}]]','done',NULL);
INSERT INTO "people" VALUES(3,'f1u3','[["POST /subscriber/broadcast", {"sub_flow_ns": "f1s2", "user_ns_list": "f1u3"}]]','pending',NULL);
INSERT INTO "people" VALUES(4,'f1u4','[["POST /subscriber/broadcast", {"sub_flow_ns": "f1s2", "user_ns_list": "f1u4"}]]','pending',NULL);
CREATE INDEX people_by_state ON people (state, position);
COMMIT;
PRAGMA application_id = 1179406186;
PRAGMA user_version = 1;
