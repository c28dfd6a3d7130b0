-- A journal written by commit da4f988, with the key sandbox-key, as sqlite3's iterdump() gives it:
-- send_text([f1u1 .. f1u6, f1u1, "Ana"], "Hello"), stopped after three requests: ok, 422, 502.
BEGIN TRANSACTION;
CREATE TABLE job (
        name TEXT, arguments TEXT, base_url TEXT, key TEXT,
        is_read INTEGER DEFAULT 0, duplicates INTEGER DEFAULT 0
    );
INSERT INTO "job" VALUES('messages.send_text','[["POST /subscriber/send-text", {"content": "Hello", "user_ns": "f1u1"}]]','http://127.0.0.1:55365/api','40398450d8654b76b4912608ca022ab7',1,1);
CREATE TABLE people (
        position INTEGER PRIMARY KEY, person TEXT UNIQUE NOT NULL, requests TEXT,
        state TEXT NOT NULL, error TEXT
    );
INSERT INTO "people" VALUES(1,'f1u1','[["POST /subscriber/send-text", {"user_ns": "f1u1", "content": "Hello"}]]','done',NULL);
INSERT INTO "people" VALUES(2,'f1u2','[["POST /subscriber/send-text", {"user_ns": "f1u2", "content": "Hello"}]]','failed','POST /subscriber/send-text answered 422: No.');
INSERT INTO "people" VALUES(3,'f1u3','[["POST /subscriber/send-text", {"user_ns": "f1u3", "content": "Hello"}]]','unknown','POST /subscriber/send-text may or may not have been carried out: it answered 502');
INSERT INTO "people" VALUES(4,'f1u4','[["POST /subscriber/send-text", {"user_ns": "f1u4", "content": "Hello"}]]','pending',NULL);
INSERT INTO "people" VALUES(5,'f1u5','[["POST /subscriber/send-text", {"user_ns": "f1u5", "content": "Hello"}]]','pending',NULL);
INSERT INTO "people" VALUES(6,'f1u6','[["POST /subscriber/send-text", {"user_ns": "f1u6", "content": "Hello"}]]','pending',NULL);
INSERT INTO "people" VALUES(7,'''Ana''',NULL,'failed','''Ana'' is no user_ns (form f12u34); find() has it for a phone or email');
CREATE INDEX people_by_state ON people (state, position);
COMMIT;
PRAGMA application_id = 1179406186;
PRAGMA user_version = 1;
