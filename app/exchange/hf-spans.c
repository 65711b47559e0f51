/* hf-spans.c - JSON lines of texts with spans, for data sets that are loaded in rows (formats.md, section 8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include "formats.h"
#include "json-lines.h"
#include "json-values.h"
#include "proof.h"
#include "record.h"

/* Discontinuous spans are written as their parts, with a relation from each to the next. */
const PostilCapabilities postil_hf_spans_can = {
  .overlap = TRUE,
  .parts = TRUE,
  .relations = TRUE,
  .structure = TRUE,
  .blank = TRUE,
  .edges = TRUE,
};

/* ---- reading ---- */

/* Postil's own lines, and other tools' that have spans, too, are told by what else they carry. */
static gboolean
is_ours (const json_t *object)
{
  static const char *const others[] = { "sha256", "meta", "read", "answer", "tokens", "_input_hash", "_task_hash", "ents",
                                        "labels" };
  const json_t *spans = json_object_get (object, "spans");
  const json_t *relation = json_array_get (json_object_get (object, "relations"), 0);

  if (!json_is_string (json_object_get (object, "text")) || !json_is_array (spans) ||
      !json_is_array (json_object_get (object, "relations")))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (json_object_get (object, others[i]) != NULL)
      return FALSE;
  if (relation != NULL && !json_is_integer (json_object_get (relation, "tail")))
    return FALSE;
  for (gsize i = 0; i < json_array_size (spans); i++)
    if (json_object_get (json_array_get (spans, i), "id") != NULL)
      return FALSE;
  return TRUE;
}

int
postil_hf_spans_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  g_autoptr (json_t) first = postil_json_values_first (head, n_bytes);

  return is_ours (first) ? 93 : 0;
}

static void
read_spans (PostilIntake *intake, PostilRecord *record, const json_t *spans, guint line)
{
  for (gsize i = 0; i < json_array_size (spans); i++)
    {
      const json_t *span = json_array_get (spans, i);
      const char *label = postil_json_get_string (span, "label");
      g_autofree char *id = g_strdup_printf ("%" G_GSIZE_FORMAT, i);
      gint64 start, stop;

      if (label == NULL || !postil_json_get_integer (span, "start", &start) || !postil_json_get_integer (span, "end", &stop))
        postil_intake_refuse (intake, line, _ ("Span %zu needs “start”, “end” (whole numbers) and “label” (a string)."),
                              i + 1);
      else
        postil_record_add (record, id, label, start, stop, postil_json_get_string (span, "text"), line);
    }
}

static void
read_relations (PostilIntake *intake, PostilRecord *record, const json_t *relations, gsize n_spans, guint line)
{
  for (gsize i = 0; i < json_array_size (relations); i++)
    {
      const json_t *relation = json_array_get (relations, i);
      const char *label = postil_json_get_string (relation, "label");
      gint64 head, tail;

      if (label == NULL || !postil_json_get_integer (relation, "head", &head) ||
          !postil_json_get_integer (relation, "tail", &tail) || head < 0 || tail < 0 || head >= (gint64) n_spans ||
          tail >= (gint64) n_spans)
        {
          postil_intake_refuse (intake, line,
                                _ ("Relation %zu needs “label”, and “head” and “tail” that count spans from 0."),
                                i + 1);
          continue;
        }
      g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, head);
      g_autofree char *to = g_strdup_printf ("%" G_GINT64_FORMAT, tail);

      postil_record_link (record, label, from, to, line);
    }
}

static gboolean
take_line (PostilIntake *intake, const json_t *object, const GString *lifted, guint number, gpointer user_data,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const json_t *text = json_object_get (object, "text"), *spans = json_object_get (object, "spans");
  g_autoptr (PostilRecord) record = NULL;
  g_autofree char *key = NULL;

  if (!json_is_string (text))
    {
      postil_intake_refuse (intake, number, _ ("A line needs “text” (a string)."));
      return TRUE;
    }
  if (postil_json_get_string (object, "id") != NULL)
    key = g_strdup (postil_json_get_string (object, "id"));
  else
    key = g_strdup_printf ("%s:%u", postil_intake_get_file (intake)->key, number);
  record = postil_record_new (key, json_string_value (text), json_string_length (text), number, &local_error);
  if (record == NULL)
    {
      postil_intake_refuse (intake, number, "%s", local_error->message);
      return TRUE;
    }
  read_spans (intake, record, spans, number);
  read_relations (intake, record, json_object_get (object, "relations"), json_array_size (spans), number);
  return postil_record_take (record, intake, error);
}

gboolean
postil_hf_spans_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                      PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);

  return postil_json_lines_read (intake, NULL, take_line, NULL, cancellable, error);
}

/* ---- writing ---- */

static void
append_range (GString *out, const PostilExportWalk *walk, const PostilPiece *piece, PostilRange range)
{
  g_autofree char *words = postil_text_slice (walk->document->text, range);

  g_string_append_printf (out, "%s{\"start\":%u,\"end\":%u,\"label\":", out->str[out->len - 1] == '[' ? "" : ",", range.start,
                          range.stop);
  postil_json_append_string (out, postil_export_walk_label (walk, piece->span->label), -1);
  g_string_append (out, ",\"text\":");
  postil_json_append_string (out, words, -1);
  g_string_append_c (out, '}');
}

static void
append_link (GString *out, guint head, guint tail, const char *label)
{
  g_string_append_printf (out, "%s{\"head\":%u,\"tail\":%u,\"label\":", out->str[out->len - 1] == '[' ? "" : ",", head, tail);
  postil_json_append_string (out, label, -1);
  g_string_append_c (out, '}');
}

static void
append_document (GString *out, const PostilExportWalk *walk, const PostilOutline *outline)
{
  g_autofree guint *numbers = g_new (guint, outline->pieces->len + 1); /* of the first part of each piece */
  g_autoptr (GString) links = g_string_new ("[");
  guint n = 0;

  g_string_append (out, "{\"id\":");
  postil_json_append_string (out, walk->document->key, -1);
  g_string_append (out, ",\"text\":");
  postil_json_append_string (out, postil_text_get_utf8 (walk->document->text, NULL), -1);
  g_string_append (out, ",\"spans\":[");
  for (guint i = 0; i < outline->pieces->len; i++)
    {
      const PostilPiece *piece = &g_array_index (outline->pieces, PostilPiece, i);

      numbers[i] = n;
      for (guint j = 0; piece->parts != NULL && j < piece->parts->len; j++, n++)
        {
          append_range (out, walk, piece, g_array_index (piece->parts, PostilRange, j));
          if (j > 0)
            append_link (links, n - 1, n, POSTIL_CONTINUES);
        }
      if (piece->parts == NULL)
        {
          append_range (out, walk, piece, piece->range);
          n++;
        }
    }
  for (guint i = 0; i < outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);

      append_link (links, numbers[postil_outline_find (outline, relation->head)],
                   numbers[postil_outline_find (outline, relation->tail)],
                   postil_export_walk_label (walk, relation->label));
    }
  g_string_append_printf (out, "],\"relations\":%s]}\n", links->str);
}

/* The fullest document comes first: who loads the rows takes the types of all columns from the first of them, and an empty
 * list has none. */
static gboolean
move_fullest_first (PostilExportWalk *walk, PostilStore *store, const PostilExportOptions *options,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) scout = postil_export_walk_new (store, options, error);
  GError *local_error = NULL;
  PostilId best = 0;
  gboolean full = FALSE;

  if (scout == NULL)
    return FALSE;
  while (!full && postil_export_walk_next (scout, cancellable, &local_error))
    {
      g_auto (PostilLosses) ignored = { 0 };
      g_autoptr (PostilOutline) outline = postil_outline_new (scout, &postil_hf_spans_can, &ignored);

      full = outline->relations->len > 0;
      if (full || (best == 0 && outline->pieces->len > 0))
        best = scout->document->id;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  for (guint i = 1; best != 0 && i < walk->documents->len; i++)
    if (g_array_index (walk->documents, PostilId, i) == best)
      {
        g_array_remove_index (walk->documents, i);
        g_array_prepend_val (walk->documents, best);
        break;
      }
  return TRUE;
}

gboolean
postil_hf_spans_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (PostilLosses) losses = { 0 };
  GError *local_error = NULL;

  if (walk == NULL || !move_fullest_first (walk, store, options, cancellable, error))
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_autoptr (PostilOutline) outline = postil_outline_new (walk, &postil_hf_spans_can, &losses);

      g_string_truncate (line, 0);
      append_document (line, walk, outline);
      if (!g_output_stream_write_all (out, line->str, line->len, NULL, cancellable, error))
        return FALSE;
      postil_outline_tell (outline, walk, &postil_hf_spans_can, &losses, report);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  postil_losses_tell (&losses, "The span JSON", report);
  return TRUE;
}

gboolean
postil_hf_spans_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  static const PostilProofRules rules = { .read = postil_hf_spans_read, .capabilities = &postil_hf_spans_can,
                                          .name = "proof.jsonl", .by_key = TRUE };

  return postil_prove_by_import (store, bytes, options, &rules, error);
}
