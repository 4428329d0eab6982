-- The tables that version 5 added to those of schema.sql; a file of version 4 is given them when it is opened.

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

PRAGMA user_version = 5;
