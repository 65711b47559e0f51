-- 0002-places.sql - schema 2 of a Postil project file
--
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What 0001-initial.sql says of its statements holds here, too.

-- The review queue by score: one stretch for each label, which are merged. It covers what the queue is filtered by.
CREATE INDEX span_by_score ON span (label, score, position, document, start, id, source)
  WHERE state = 0 AND structure = 0;

-- By what each suggester went when it last read a document (text, rules, model, kept spans): a JSON object, suggester
-- to fingerprint. Not a column of document, where reading it would walk through the text and writing it would write the
-- text again. A document that no suggester has read has no row. Bookkeeping: not in the history.
CREATE TABLE fingerprint (
  document     INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
  fingerprints TEXT NOT NULL DEFAULT '{}'
) STRICT;

-- Spans that an import could not place: what their file said, and why it was no use. start and stop are that file's own
-- numbers, whatever its unit; quote is empty where it came without words. origin: "file:line". details: a JSON object of
-- what else the file said (state, score, note, relations, ...). The id is that of the span that comes of it.
CREATE TABLE unaligned (
  id         INTEGER PRIMARY KEY,
  document   INTEGER NOT NULL REFERENCES document (id),
  label      INTEGER NOT NULL REFERENCES label (id),
  start      INTEGER NOT NULL,
  stop       INTEGER NOT NULL,
  quote      TEXT NOT NULL DEFAULT '',
  reason     TEXT NOT NULL,
  source     INTEGER NOT NULL REFERENCES source (id),
  origin     TEXT NOT NULL DEFAULT '',
  dismissed  INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),
  details    TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX unaligned_by_document ON unaligned (document);
