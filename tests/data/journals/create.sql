-- A journal written by commit da4f988, with the key sandbox-key, as sqlite3's iterdump() gives it:
-- create([NewSubscriber(phone="+61 400 000 001" .. 004)]), refused as a whole and stopped after its first half.
BEGIN TRANSACTION;
CREATE TABLE job (
        name TEXT, arguments TEXT, base_url TEXT, key TEXT,
        is_read INTEGER DEFAULT 0, duplicates INTEGER DEFAULT 0
    );
INSERT INTO "job" VALUES('subscribers.create_many','[["POST /subscriber/create-many", {"users": [{"phone": "1"}]}]]','http://127.0.0.1:38583/api','ebe49db780b823bbad0744ceca8fd24c',1,0);
CREATE TABLE people (
        position INTEGER PRIMARY KEY, person TEXT UNIQUE NOT NULL, requests TEXT,
        state TEXT NOT NULL, error TEXT
    );
INSERT INTO "people" VALUES(1,'61400000001','[["POST /subscriber/create-many", {"users": [{"phone": "+61 400 000 001"}]}]]','done',NULL);
INSERT INTO "people" VALUES(2,'61400000002','[["POST /subscriber/create-many", {"users": [{"phone": "+61 400 000 002"}]}]]','done',NULL);
INSERT INTO "people" VALUES(3,'61400000003','[["POST /subscriber/create-many", {"users": [{"phone": "+61 400 000 003"}]}]]','pending',NULL);
INSERT INTO "people" VALUES(4,'61400000004','[["POST /subscriber/create-many", {"users": [{"phone": "+61 400 000 004"}]}]]','pending',NULL);
CREATE INDEX people_by_state ON people (state, position);
COMMIT;
PRAGMA application_id = 1179406186;
PRAGMA user_version = 1;
