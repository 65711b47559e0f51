/* csv-columns.c - which column of a strange table is which
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv-columns.h"

#include <string.h>

static const struct
{
  const char *name;
  PostilColumn column;
} names[] = {
  { "document_id", POSTIL_COLUMN_DOCUMENT }, { "doc_id", POSTIL_COLUMN_DOCUMENT },
  { "document", POSTIL_COLUMN_DOCUMENT },    { "doc", POSTIL_COLUMN_DOCUMENT },
  { "id", POSTIL_COLUMN_DOCUMENT },          { "key", POSTIL_COLUMN_DOCUMENT },
  { "document_title", POSTIL_COLUMN_TITLE }, { "title", POSTIL_COLUMN_TITLE },
  { "headline", POSTIL_COLUMN_TITLE },       { "span_id", POSTIL_COLUMN_SPAN },
  { "part", POSTIL_COLUMN_PART },            { "group", POSTIL_COLUMN_PART },
  { "start", POSTIL_COLUMN_START },          { "begin", POSTIL_COLUMN_START },
  { "start_offset", POSTIL_COLUMN_START },   { "end", POSTIL_COLUMN_END },
  { "stop", POSTIL_COLUMN_END },             { "end_offset", POSTIL_COLUMN_END },
  { "label", POSTIL_COLUMN_LABEL },          { "tag", POSTIL_COLUMN_LABEL },
  { "type", POSTIL_COLUMN_LABEL },           { "text", POSTIL_COLUMN_TEXT },
  { "quote", POSTIL_COLUMN_TEXT },           { "content", POSTIL_COLUMN_TEXT },
  { "body", POSTIL_COLUMN_TEXT },            { "state", POSTIL_COLUMN_STATE },
  { "status", POSTIL_COLUMN_STATE },         { "source", POSTIL_COLUMN_SOURCE },
  { "score", POSTIL_COLUMN_SCORE },          { "annotator", POSTIL_COLUMN_ANNOTATOR },
  { "note", POSTIL_COLUMN_NOTE },            { "created", POSTIL_COLUMN_CREATED },
  { "speaker", POSTIL_COLUMN_SPEAKER },      { "document_sha256", POSTIL_COLUMN_SHA256 },
  { "postil_guard", POSTIL_COLUMN_GUARD },   { "kind", POSTIL_COLUMN_KIND },
  { "language", POSTIL_COLUMN_LANGUAGE },    { "url", POSTIL_COLUMN_URI },
  { "uri", POSTIL_COLUMN_URI },              { "source_uri", POSTIL_COLUMN_URI },
  { "prefix", POSTIL_COLUMN_DERIVED },       { "suffix", POSTIL_COLUMN_DERIVED },
  { "start_byte", POSTIL_COLUMN_DERIVED },   { "end_byte", POSTIL_COLUMN_DERIVED },
  { "start_u16", POSTIL_COLUMN_DERIVED },    { "end_u16", POSTIL_COLUMN_DERIVED },
};

static int
find (const char *given)
{
  g_autofree char *name = g_strstrip (g_ascii_strdown (given, -1));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].name, name) == 0)
      return i;
  return -1;
}

void
postil_columns_init (PostilColumns *self, const PostilCsvReader *rows)
{
  guint n = postil_csv_reader_n (rows);

  for (int i = 0; i < POSTIL_N_COLUMNS; i++)
    self->at[i] = -1;
  self->names = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      int hit;

      self->names[i] = g_utf8_make_valid (postil_csv_reader_field (rows, i, NULL), -1);
      hit = find (self->names[i]);
      if (hit >= 0 && self->at[names[hit].column] < 0)
        self->at[names[hit].column] = i;
    }
}

void
postil_columns_clear (PostilColumns *self)
{
  g_clear_pointer (&self->names, g_strfreev);
}

gboolean
postil_columns_have_spans (const PostilColumns *self)
{
  return self->at[POSTIL_COLUMN_START] >= 0 && self->at[POSTIL_COLUMN_END] >= 0 && self->at[POSTIL_COLUMN_LABEL] >= 0;
}

const char *
postil_columns_get (const PostilColumns *self, const PostilCsvReader *rows, PostilColumn column)
{
  const char *field;

  if (self->at[column] < 0)
    return NULL;
  field = postil_csv_reader_field (rows, self->at[column], NULL);
  if (self->at[POSTIL_COLUMN_GUARD] >= 0 &&
      strcmp (postil_csv_reader_field (rows, self->at[POSTIL_COLUMN_GUARD], NULL), "1") == 0)
    field = postil_csv_unguard (field);
  return field[0] != '\0' ? field : NULL;
}
