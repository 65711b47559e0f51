/* postil-csv.c - spans as a table, one row each, out and back onto their documents; and a table of texts in (formats.md,
 * sections 0a and 12)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "csv-columns.h"
#include "csv-proof.h"
#include "intake.h"
#include "details.h"

/* Of relations it has the speaker's words only. */
const PostilCapabilities postil_csv_can = { .overlap = TRUE,
                                            .parts = TRUE,
                                            .notes = TRUE,
                                            .states = TRUE,
                                            .annotators = TRUE,
                                            .scores = TRUE,
                                            .sources = TRUE,
                                            .created = TRUE,
                                            .onto = TRUE,
                                            .structure = TRUE,
                                            .blank = TRUE,
                                            .edges = TRUE };

/* ---- writing ---- */

static const char *const header =
    "document_id,document_title,span_id,part,start,end,label,text,prefix,suffix,state,source,score,annotator,note,created,"
    "speaker,start_byte,end_byte,start_u16,end_u16,document_sha256";

#define MAX_CELL 32767 /* of a spreadsheet, in UTF-16 units */

typedef struct
{
  const PostilExportWalk *walk;
  GString *out;
  GString *cell;
  gboolean spreadsheet;
  guint n_too_long;
  guint n_mistaken; /* texts that a spreadsheet takes for numbers or dates, and shows otherwise */
  PostilLosses *losses;
} Writer;

/* Long digits lose their end, 1E5 is 100000, 007 is 7, 3-4 is a day in March or April. */
static gboolean
is_mistaken (const char *text)
{
  gsize n = strspn (text, "0123456789"), n_all = strlen (text);

  if (n == 0)
    return FALSE;
  if (n == n_all)
    return n > 15 || (n > 1 && text[0] == '0');
  if (text[n] == 'e' || text[n] == 'E')
    return n + 1 < n_all && strspn (text + n + 1, "0123456789") == n_all - n - 1;
  if (n > 4 || n_all > 10 || strspn (text, "0123456789-/.") != n_all)
    return FALSE;
  return text[n] != '.' || strchr (text + n + 1, '.') != NULL;
}

static void
append_text (Writer *self, const char *text)
{
  if (self->spreadsheet && text != NULL)
    self->n_mistaken += is_mistaken (text);
  postil_csv_append (self->out, text != NULL ? text : "", self->spreadsheet);
}

/* Our own numbers begin with a digit and need no guard. */
static void
append_number (Writer *self, guint64 number)
{
  postil_json_append_integer (self->out, number);
  g_string_append_c (self->out, ',');
}

static void
append_bytes (Writer *self, const char *from, const char *to)
{
  g_string_truncate (self->cell, 0);
  g_string_append_len (self->cell, from, to - from);
  append_text (self, self->cell->str);
}

static void
append_place (Writer *self, PostilRange range)
{
  const PostilText *text = self->walk->document->text;
  const char *utf8 = postil_text_get_utf8 (text, NULL);
  const char *start = utf8 + postil_text_to_byte (text, range.start),
             *stop = utf8 + postil_text_to_byte (text, range.stop);
  const char *before =
      utf8 + postil_text_to_byte (text, range.start > POSTIL_CSV_CONTEXT ? range.start - POSTIL_CSV_CONTEXT : 0);
  const char *after = utf8 + postil_text_to_byte (text, range.stop + POSTIL_CSV_CONTEXT);

  append_bytes (self, start, stop);
  append_bytes (self, before, start);
  append_bytes (self, stop, after);
  if (postil_text_to_u16 (text, range.stop) - postil_text_to_u16 (text, range.start) > MAX_CELL)
    self->n_too_long++;
}

/* @part: 0 for a span in one piece, else the number of the piece, from 1. */
static void
append_row (Writer *self, const PostilSpan *span, guint part, PostilRange range)
{
  const PostilExportWalk *walk = self->walk;
  const PostilText *text = walk->document->text;
  g_autofree char *id = postil_id_to_string ('s', span->id);
  g_autofree char *created = postil_time_to_string (span->created_at);
  g_autofree char *speaker = postil_export_walk_speaker (walk, span);

  append_text (self, walk->document->key);
  append_text (self, walk->document->title);
  append_text (self, id);
  if (part > 0)
    append_number (self, part);
  else
    g_string_append_c (self->out, ',');
  append_number (self, range.start);
  append_number (self, range.stop);
  append_text (self, postil_export_walk_label (walk, span->label));
  append_place (self, range);
  append_text (self, postil_state_to_string (span->state));
  append_text (self, postil_export_walk_source (walk, span->source));
  postil_json_append_real (self->out, span->score);
  g_string_append_c (self->out, ',');
  append_text (self, postil_export_walk_annotator (walk, span->annotator));
  append_text (self, span->note);
  append_text (self, created);
  append_text (self, speaker);
  append_number (self, postil_text_to_byte (text, range.start));
  append_number (self, postil_text_to_byte (text, range.stop));
  append_number (self, postil_text_to_u16 (text, range.start));
  append_number (self, postil_text_to_u16 (text, range.stop));
  append_text (self, postil_text_get_sha256 (text));
  if (self->spreadsheet)
    g_string_append (self->out, "1,");
  postil_csv_end_row (self->out);
}

static void
append_span (Writer *self, const PostilSpan *span)
{
  if (span->parts == NULL)
    {
      append_row (self, span, 0, span->range);
      return;
    }
  for (guint i = 0; i < span->parts->len; i++)
    append_row (self, span, i + 1, g_array_index (span->parts, PostilRange, i));
}

static void
tell_losses (Writer *self, PostilReport *report)
{
  postil_losses_tell (self->losses, "CSV", report);
  if (self->spreadsheet && self->n_too_long > 0)
    postil_report_add (report, POSTIL_REPORT_WARNING, NULL, 0,
                       _ ("%u texts are longer than the %d characters that a spreadsheet keeps in a cell."),
                       self->n_too_long, MAX_CELL);
  if (self->n_mistaken > 0)
    postil_report_add (
        report, POSTIL_REPORT_WARNING, NULL, 0,
        _ ("%u cells look like numbers or dates (such as 007, 1E5 or 3-4) and are shown otherwise by a spreadsheet, "
           "unless their columns are imported as text."),
        self->n_mistaken);
}

/* Only the words of the speaker of a span have a column. */
static void
count_losses (Writer *self)
{
  const PostilExportWalk *walk = self->walk;

  for (guint i = 0; i < walk->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (walk->relations, i);

      postil_losses_count (self->losses, &self->losses->relations, relation->document, relation->head);
    }
  for (guint i = 0; i < walk->spans->len; i++)
    postil_details_count_span (walk, g_ptr_array_index (walk->spans, i), &postil_csv_can, self->losses);
  postil_details_count_document (walk, &postil_csv_can, self->losses);
}

/* ---- all of it ---- */

gboolean
postil_csv_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_auto (PostilCsvReader) proof = { 0 };
  g_autoptr (GString) cell = g_string_new (NULL);
  g_auto (PostilLosses) losses = { .whole = TRUE };
  Writer writer = { walk, rows, cell, options->spreadsheet, .losses = &losses };
  GError *local_error = NULL;

  if (walk == NULL)
    return FALSE;
  if (options->spreadsheet)
    g_string_append (rows, "\xef\xbb\xbf");
  g_string_append (rows, header);
  g_string_append (rows, options->spreadsheet ? ",postil_guard\r\n" : "\r\n");
  postil_csv_reader_init (&proof, rows->str, rows->len);
  if (!g_output_stream_write_all (out, rows->str, rows->len, NULL, cancellable, error))
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_string_truncate (rows, 0);
      for (guint i = 0; i < walk->spans->len; i++)
        append_span (&writer, g_ptr_array_index (walk->spans, i));
      if (!postil_csv_prove (&proof, walk, rows))
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                       _ ("What was written does not read back as the document “%s”, so it was thrown away."),
                       walk->document->key);
          return FALSE;
        }
      if (!g_output_stream_write_all (out, rows->str, rows->len, NULL, cancellable, error))
        return FALSE;
      report->documents_added++;
      report->spans_added += walk->spans->len;
      count_losses (&writer);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  tell_losses (&writer, report);
  return TRUE;
}
