-- One situation in one file. Plain tables that any sqlite3 (3.40 or later) and Datasette can read.
-- Offsets are Unicode code points into articles.text, end exclusive. Lists and objects are JSON text.
PRAGMA application_id = 0x52435031;

-- One row per input ever given: what became of it and what to do about it.
CREATE TABLE inputs (
    origin TEXT PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('seen', 'ok', 'partial', 'failed', 'duplicate')),
    reason TEXT,
    remedy TEXT,
    code TEXT,
    article TEXT
) STRICT;

-- The articles, verbatim, in the order in which they came.
CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    title TEXT,
    stated_date TEXT,
    date_source TEXT,
    outlet TEXT,
    author TEXT,
    url TEXT,
    language TEXT,
    origin TEXT NOT NULL,
    extra TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    identity TEXT NOT NULL UNIQUE,
    found_language TEXT NOT NULL,
    published TEXT NOT NULL,
    remarks TEXT NOT NULL
) STRICT;

CREATE TABLE zones (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    type TEXT NOT NULL, value TEXT NOT NULL, mod TEXT, earliest TEXT, latest TEXT, anchor TEXT NOT NULL,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE ages (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, value TEXT NOT NULL, mod TEXT,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE actors (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, office TEXT, acts_for TEXT, members TEXT NOT NULL,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, actor TEXT NOT NULL,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE attributions (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    kind TEXT NOT NULL, speaker TEXT, cue TEXT, addressee TEXT, via TEXT NOT NULL,
    modality TEXT NOT NULL, act TEXT NOT NULL, earliest TEXT, latest TEXT,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    type TEXT NOT NULL, mode TEXT, actors TEXT NOT NULL, recipients TEXT NOT NULL, place TEXT,
    earliest TEXT, latest TEXT, modality TEXT NOT NULL, attribution INTEGER, cue TEXT, condition TEXT,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE positions (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    holder TEXT NOT NULL, stance TEXT NOT NULL, target TEXT NOT NULL, condition TEXT, attribution INTEGER,
    target_span TEXT, condition_span TEXT,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantities (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    what TEXT NOT NULL, minimum REAL, maximum REAL, unit TEXT NOT NULL, qualifier TEXT, as_of TEXT, attribution INTEGER,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

-- Every state the account has been in: it was made of the first `articles` articles.
CREATE TABLE states (
    number INTEGER PRIMARY KEY,
    articles INTEGER NOT NULL
) STRICT;

-- The account as it stood after the last change, one row per line; `line` is the account line, whole. The account's rows
-- are in the order of `place`; `chapter` tells which chapter's they are, and is empty for actors, who are the whole account's.
CREATE TABLE account_rows (
    language TEXT NOT NULL,
    chapter TEXT NOT NULL,
    number INTEGER NOT NULL,
    place TEXT NOT NULL,
    row TEXT NOT NULL,
    key TEXT NOT NULL,
    standing TEXT NOT NULL,
    summary TEXT NOT NULL,
    because TEXT NOT NULL,
    earliest TEXT,
    latest TEXT,
    lineages INTEGER NOT NULL,
    line TEXT NOT NULL,
    shown TEXT,
    PRIMARY KEY (language, chapter, number)
) STRICT;
CREATE INDEX account_rows_in_order ON account_rows (language, place);
CREATE INDEX account_rows_by_key ON account_rows (language, key);
CREATE INDEX account_rows_shown ON account_rows (language, shown) WHERE shown IS NOT NULL;

-- The chapters of the account, by the digest of all that their rows were made of; `active` are the keys of their actors,
-- `tally` counts who acts in their rows, where and on which days, as JSON.
CREATE TABLE chapters (
    language TEXT NOT NULL,
    chapter TEXT NOT NULL,
    active TEXT NOT NULL,
    tally TEXT NOT NULL,
    PRIMARY KEY (language, chapter)
) STRICT, WITHOUT ROWID;

-- What the parser found in a text: 16 bytes of the digest of the text and the parser's version, and the parse, deflated.
CREATE TABLE parses (
    text BLOB PRIMARY KEY,
    parse BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Meanings of texts, read once: the first 16 bytes of the text's SHA-256, and 512 float16 (little-endian).
CREATE TABLE meanings (
    text BLOB PRIMARY KEY,
    vector BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What is known between articles, beside the account: dates, stories, passages in common, lineages. The account is of the
-- first `articles` articles, has `lineages` of them, heeds the decisions up to number `ruling`, and was told by this `version` of the program.
CREATE TABLE crosschecks (
    language TEXT PRIMARY KEY,
    articles INTEGER NOT NULL,
    ruling INTEGER NOT NULL,
    lineages INTEGER NOT NULL,
    version TEXT NOT NULL,
    known TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Search: the passages of the articles, and the FTS5 index over them (docs/search.md). The index keeps no text: its columns
-- hold folded words, their stems, the names of actors mentioned and the outlet's name; rowid is passages.number.
CREATE TABLE passages (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, role TEXT NOT NULL
) STRICT;
CREATE INDEX passages_of_article ON passages (article);

CREATE VIRTUAL TABLE passage_words USING fts5 (exact, stem, actor, outlet, content = '', tokenize = 'ascii', prefix = '3');

CREATE TABLE actor_names (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE passage_actors (
    passage INTEGER NOT NULL REFERENCES passages (number) ON DELETE CASCADE,
    actor INTEGER NOT NULL REFERENCES actor_names (number),
    PRIMARY KEY (passage, actor)
) STRICT, WITHOUT ROWID;

-- Of each article what hits are filtered and counted by; the days are the account's, once it is made.
CREATE TABLE article_facts (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
    outlet TEXT, earliest TEXT, latest TEXT
) STRICT;

-- What persons decided over the machine (docs/judgements.md): appended, never changed. `line` is the decision line, whole.
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    undoes TEXT,
    line TEXT NOT NULL
) STRICT;

-- What servers said of the pages that were fetched: sent back, it tells whether there is another version.
CREATE TABLE fetched (
    url TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    modified TEXT NOT NULL
) STRICT, WITHOUT ROWID;
