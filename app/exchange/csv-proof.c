/* csv-proof.c - Postil's own CSV: what was written is what is in the project, to the last column
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv-proof.h"

#include <string.h>

#include "time-string.h"

enum
{
  AT_DOCUMENT,
  AT_TITLE,
  AT_SPAN,
  AT_PART,
  AT_START,
  AT_END,
  AT_LABEL,
  AT_TEXT,
  AT_PREFIX,
  AT_SUFFIX,
  AT_STATE,
  AT_SOURCE,
  AT_SCORE,
  AT_ANNOTATOR,
  AT_NOTE,
  AT_CREATED,
  AT_SPEAKER,
  AT_START_BYTE,
  AT_END_BYTE,
  AT_START_U16,
  AT_END_U16,
  AT_SHA256,
  N_COLUMNS,
};

/* A row that is read back, and the span that it should be. */
typedef struct
{
  PostilCsvReader *rows;
  const PostilExportWalk *walk;
  const PostilSpan *span;
  guint part; /* as append_row() has it */
  PostilRange range;
  const char *speaker;
} Row;

static const char *
field (const Row *row, guint index)
{
  const char *raw = postil_csv_reader_field (row->rows, index, NULL);

  return row->walk->options->spreadsheet ? postil_csv_unguard (raw) : raw;
}

static gboolean
same (const Row *row, guint index, const char *expected)
{
  return strcmp (field (row, index), expected != NULL ? expected : "") == 0;
}

static gboolean
same_number (const Row *row, guint index, guint64 expected)
{
  const char *string = field (row, index);
  guint64 value = 0;

  if (string[0] == '\0')
    return FALSE;
  for (; *string != '\0'; string++)
    {
      if (!g_ascii_isdigit (*string))
        return FALSE;
      value = value * 10 + (guint64) (*string - '0');
    }
  return value == expected;
}

static gboolean
same_score (const Row *row)
{
  const char *string = field (row, AT_SCORE);
  double score = strcmp (string, "1.0") == 0 ? 1 : g_ascii_strtod (string, NULL);

  return memcmp (&score, &row->span->score, sizeof score) == 0;
}

static gboolean
same_time (const Row *row)
{
  gint64 time;

  return postil_time_from_string (field (row, AT_CREATED), &time) &&
         (time == row->span->created_at || !postil_time_is_sayable (row->span->created_at));
}

/* The words, what lies before and after them, and where they are in each unit. */
static gboolean
prove_place (const Row *row)
{
  const PostilText *text = row->walk->document->text;
  const char *utf8 = postil_text_get_utf8 (text, NULL), *prefix = field (row, AT_PREFIX),
             *suffix = field (row, AT_SUFFIX);
  gsize from = postil_text_to_byte (text, row->range.start), to = postil_text_to_byte (text, row->range.stop);
  gsize n_before = strlen (prefix);

  return same_number (row, AT_START, row->range.start) && same_number (row, AT_END, row->range.stop) &&
         postil_text_slice_equals (text, row->range, field (row, AT_TEXT)) && n_before <= from &&
         memcmp (utf8 + from - n_before, prefix, n_before) == 0 &&
         (guint32) g_utf8_strlen (prefix, -1) == MIN (POSTIL_CSV_CONTEXT, row->range.start) &&
         g_str_has_prefix (utf8 + to, suffix) &&
         (guint32) g_utf8_strlen (suffix, -1) ==
             MIN (POSTIL_CSV_CONTEXT, postil_text_get_length (text) - row->range.stop) &&
         same_number (row, AT_START_BYTE, from) && same_number (row, AT_END_BYTE, to) &&
         same_number (row, AT_START_U16, postil_text_to_u16 (text, row->range.start)) &&
         same_number (row, AT_END_U16, postil_text_to_u16 (text, row->range.stop));
}

static gboolean
prove_row (const Row *row)
{
  const PostilExportWalk *walk = row->walk;
  const PostilSpan *span = row->span;
  PostilId id;

  return postil_csv_reader_next (row->rows) == POSTIL_CSV_ROW &&
         postil_csv_reader_n (row->rows) == (guint) N_COLUMNS + walk->options->spreadsheet &&
         same (row, AT_DOCUMENT, walk->document->key) && same (row, AT_TITLE, walk->document->title) &&
         postil_id_from_string ('s', field (row, AT_SPAN), &id) && id == span->id &&
         (row->part > 0 ? same_number (row, AT_PART, row->part) : same (row, AT_PART, "")) &&
         same (row, AT_LABEL, postil_export_walk_label (walk, span->label)) && prove_place (row) &&
         same (row, AT_STATE, postil_state_to_string (span->state)) &&
         same (row, AT_SOURCE, postil_export_walk_source (walk, span->source)) && same_score (row) &&
         same (row, AT_ANNOTATOR, postil_export_walk_annotator (walk, span->annotator)) &&
         same (row, AT_NOTE, span->note) && same_time (row) && same (row, AT_SPEAKER, row->speaker) &&
         same (row, AT_SHA256, postil_text_get_sha256 (walk->document->text)) &&
         (!walk->options->spreadsheet || strcmp (postil_csv_reader_field (row->rows, N_COLUMNS, NULL), "1") == 0);
}

static gboolean
prove_span (PostilCsvReader *rows, const PostilExportWalk *walk, const PostilSpan *span)
{
  g_autofree char *speaker = postil_export_walk_speaker (walk, span);
  Row row = { rows, walk, span, 0, span->range, speaker };

  if (span->parts == NULL)
    return prove_row (&row);
  for (guint i = 0; i < span->parts->len; i++)
    {
      row.part = i + 1;
      row.range = g_array_index (span->parts, PostilRange, i);
      if (!prove_row (&row))
        return FALSE;
    }
  return TRUE;
}

gboolean
postil_csv_prove (PostilCsvReader *rows, const PostilExportWalk *walk, const GString *written)
{
  /* A last row without its end would run into the next one. */
  if (written->len > 0 && (written->len < 2 || memcmp (written->str + written->len - 2, "\r\n", 2) != 0))
    return FALSE;
  rows->cursor = written->str;
  rows->end = written->str + written->len;
  for (guint i = 0; i < walk->spans->len; i++)
    if (!prove_span (rows, walk, g_ptr_array_index (walk->spans, i)))
      return FALSE;
  return postil_csv_reader_next (rows) == POSTIL_CSV_END;
}
