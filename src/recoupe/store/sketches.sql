-- The tables that versions 5 and 6 added to those of schema.sql; a file of version 4 to 6 is given them, and the columns
-- that version 7 added (upgrading.py), when it is opened.

-- What crosscheck knows of an article without reading it, as MessagePack, by the version of the program that wrote it.
CREATE TABLE IF NOT EXISTS sketches (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
    version TEXT NOT NULL,
    sketch BLOB NOT NULL
) STRICT;

-- The dates of the articles of a story, as MessagePack, by 16 bytes of the digest of all that they were made of.
CREATE TABLE IF NOT EXISTS story_dates (
    text BLOB PRIMARY KEY,
    dates BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What each step over the whole dossier found last, as MessagePack, with the digest of all that it was made of (version 6).
CREATE TABLE IF NOT EXISTS steps (
    step TEXT PRIMARY KEY,
    made_of BLOB NOT NULL,
    found BLOB NOT NULL
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 7;
