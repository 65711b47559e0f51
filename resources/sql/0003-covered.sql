-- 0003-covered.sql - schema 3 of a Postil project file
--
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What 0001-initial.sql says of its statements holds here, too.

-- The two indexes of the review queue as before, with the columns of their own conditions at the end: without them SQLite
-- looks up the row behind each entry that it steps over, which made counting a million suggestions, or walking over those of
-- other sources, fifty times slower.
DROP INDEX span_to_review;
DROP INDEX span_by_score;

CREATE INDEX span_to_review ON span (position, document, start, stop DESC, id, label, source, score, state, structure)
  WHERE state = 0 AND structure = 0;
CREATE INDEX span_by_score ON span (label, score, position, document, start, id, source, state, structure)
  WHERE state = 0 AND structure = 0;
