-- 0001-initial.sql - schema 1 of a Postil project file
--
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The stored text of every statement below is compared with the file's at each opening, so a released script is never
-- edited: a change is a new script, and only appends columns. Ids are 63-bit and never 0. Times are milliseconds since
-- 1970 UTC. Ranges are code points, half-open. Tables that the history records have one integer key called id.

CREATE TABLE annotator (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

-- Who proposed a span: "hand", "quotes", "rules/denial.denies", ...
CREATE TABLE source (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL CHECK (kind IN ('hand', 'rule', 'gazetteer', 'quote', 'structure', 'model', 'echo', 'command', 'import')),
  name    TEXT NOT NULL UNIQUE CHECK (name <> ''),
  version TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE label (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE CHECK (name <> ''),
  kind      TEXT NOT NULL CHECK (kind IN ('entity', 'quote', 'act', 'structure', 'relation', 'document')),
  parent    INTEGER REFERENCES label (id),
  colour    TEXT NOT NULL,
  shortcut  TEXT NOT NULL DEFAULT '',
  guideline TEXT NOT NULL DEFAULT '',
  position  INTEGER NOT NULL,
  archived  INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX label_by_shortcut ON label (shortcut) WHERE shortcut <> '' AND archived = 0;

-- The text stands last, so that reading the other columns does not walk through it. length is that of the text in code
-- points. A position, once given, never changes: spans carry a copy.
CREATE TABLE document (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE CHECK (key <> ''),
  title         TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('other', 'article', 'thread')),
  source_uri    TEXT,
  source_sha256 TEXT,
  encoding      TEXT,
  newline       TEXT NOT NULL,
  language      TEXT NOT NULL DEFAULT '',
  meta          TEXT,
  labels        TEXT,
  imported_at   INTEGER NOT NULL,
  position      INTEGER NOT NULL CHECK (position >= 0),
  length        INTEGER NOT NULL CHECK (length >= 0),
  text          TEXT NOT NULL
) STRICT;

-- All that the document list shows and filters by, so that paging it never touches a text.
CREATE INDEX document_in_order ON document (position, id, kind, key, title);

-- state: 0 suggested, 1 kept, 2 rejected. annotator: NULL while only a machine has spoken. Three columns are copies that
-- the program keeps right: position (the document's), structure (1 when the label is of that kind) and words (63 bits of
-- the SHA-256 of the covered words; NULL for structure).
CREATE TABLE span (
  id         INTEGER NOT NULL UNIQUE,
  document   INTEGER NOT NULL REFERENCES document (id),
  label      INTEGER NOT NULL REFERENCES label (id),
  start      INTEGER NOT NULL CHECK (start >= 0),
  stop       INTEGER NOT NULL CHECK (stop > start),
  parts      TEXT,
  state      INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  source     INTEGER NOT NULL REFERENCES source (id),
  annotator  INTEGER REFERENCES annotator (id),
  score      REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  note       TEXT NOT NULL DEFAULT '',
  reason     TEXT,
  attributes TEXT,
  created_at INTEGER NOT NULL,
  decided_at INTEGER NOT NULL DEFAULT 0,
  position   INTEGER NOT NULL,
  structure  INTEGER NOT NULL CHECK (structure IN (0, 1)),
  words      INTEGER,
  PRIMARY KEY (document, start, stop DESC, id)
) STRICT, WITHOUT ROWID;

-- The review queue in reading order, with what it is filtered by.
CREATE INDEX span_to_review ON span (position, document, start, stop DESC, id, label, source, score)
  WHERE state = 0 AND structure = 0;
-- Where a label stands, and its part of the review queue.
CREATE INDEX span_by_label ON span (label, state, position, document, start, stop DESC, id);
-- The same words elsewhere, and how they were decided before.
CREATE INDEX span_by_words ON span (words, label, state) WHERE words IS NOT NULL;

-- How many spans of a document are kept and suggested, structure left out: the document list would else count them each
-- time. The program keeps it right; a document without such spans has no row.
CREATE TABLE tally (
  position  INTEGER NOT NULL,
  document  INTEGER NOT NULL,
  kept      INTEGER NOT NULL CHECK (kept >= 0),
  suggested INTEGER NOT NULL CHECK (suggested >= 0),
  PRIMARY KEY (position, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE relation (
  id         INTEGER PRIMARY KEY,
  document   INTEGER NOT NULL REFERENCES document (id),
  label      INTEGER NOT NULL REFERENCES label (id),
  head       INTEGER NOT NULL REFERENCES span (id),
  tail       INTEGER NOT NULL REFERENCES span (id),
  state      INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  source     INTEGER NOT NULL REFERENCES source (id),
  annotator  INTEGER REFERENCES annotator (id),
  score      REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  decided_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (head, label, tail)
) STRICT;

CREATE INDEX relation_by_tail ON relation (tail);
CREATE INDEX relation_by_document ON relation (document);

-- state: 0 unread, 1 open, 2 done.
CREATE TABLE reading (
  id           INTEGER PRIMARY KEY,
  document     INTEGER NOT NULL REFERENCES document (id),
  annotator    INTEGER NOT NULL REFERENCES annotator (id),
  state        INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  milliseconds INTEGER NOT NULL DEFAULT 0,
  keystrokes   INTEGER NOT NULL DEFAULT 0,
  UNIQUE (document, annotator)
) STRICT;

-- One row per user action. state: 0 done, 1 undone (redo brings it back), 2 abandoned (undone, then something else was
-- done). document and span: the first that it touched, to show the place. wide: it touched several documents, or which ones
-- there are. labels: it touched labels.
CREATE TABLE edit (
  number    INTEGER PRIMARY KEY,
  id        INTEGER NOT NULL UNIQUE,
  title     TEXT NOT NULL,
  annotator INTEGER REFERENCES annotator (id),
  at        INTEGER NOT NULL,
  state     INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  n_rows    INTEGER NOT NULL,
  document  INTEGER,
  span      INTEGER,
  wide      INTEGER NOT NULL CHECK (wide IN (0, 1)),
  labels    INTEGER NOT NULL CHECK (labels IN (0, 1))
) STRICT;

-- One row per row that an edit touched, in order of seq, which has wide gaps. op: 0 insert, 1 update, 2 delete. Images are JSON objects, column
-- name to value: an update holds the changed columns, a delete the whole row in "before", an insert nothing until it is
-- undone and then the whole row in "after".
CREATE TABLE edit_row (
  edit   INTEGER NOT NULL,
  seq    INTEGER NOT NULL,
  tbl    TEXT NOT NULL,
  row    INTEGER NOT NULL,
  op     INTEGER NOT NULL CHECK (op IN (0, 1, 2)),
  before TEXT,
  after  TEXT,
  PRIMARY KEY (edit, seq)
) STRICT, WITHOUT ROWID;

-- What somebody changed is not replaced by a later run of the suggesters.
CREATE INDEX edit_row_changed ON edit_row (row) WHERE op = 1;

CREATE TABLE rule (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  body     TEXT NOT NULL,
  enabled  INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name  TEXT PRIMARY KEY CHECK (name <> ''),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE document_fts USING fts5 (
  title, text, content = 'document', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
