/* proof.c - proves an export: by importing it into an empty project, or document by document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proof.h"

#include <string.h>

#include <glib/gi18n.h>

#include "archive.h"
#include "pages.h"
#include "time-string.h"

typedef struct
{
  PostilStore *store; /* what came back */
  PostilExportWalk *walk;
  GArray *documents; /* of it, in order */
  GHashTable *labels; /* id -> PostilLabel, of it */
  GHashTable *annotators;
  GHashTable *sources;
  const PostilProofRules *rules;
} Proof;

/* ---- what there is, as lines that can be sorted and compared ---- */

static void
append_place (GString *line, PostilRange range, const GArray *parts)
{
  if (parts == NULL)
    g_string_append_printf (line, "%u-%u", range.start, range.stop);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    g_string_append_printf (line, "%s%u-%u", i > 0 ? "," : "", g_array_index (parts, PostilRange, i).start,
                            g_array_index (parts, PostilRange, i).stop);
}

static char *
clean (const Proof *self, const char *string)
{
  guint ignored = 0;

  return self->rules->clean != NULL ? self->rules->clean (string, &ignored) : g_strdup (string);
}

/* A time that no file can say is told as a loss. */
static void
append_time (GString *line, gint64 time)
{
  if (postil_time_is_sayable (time))
    g_string_append_printf (line, "\t%" G_GINT64_FORMAT, time);
}

static char *
span_line (const Proof *self, const PostilSpan *span, PostilRange range, const GArray *parts, const char *label,
           const char *annotator, const char *source)
{
  const PostilCapabilities *can = self->rules->capabilities;
  g_autofree char *name = clean (self, label);
  g_autofree char *note = clean (self, span->note != NULL ? span->note : "");
  g_autofree char *from = clean (self, source != NULL ? source : "");
  g_autofree char *reason = clean (self, span->reason != NULL ? span->reason : "");
  GString *line = g_string_new (name);

  g_string_append_c (line, '\t');
  append_place (line, range, parts);
  if (can->states)
    g_string_append_printf (line, "\t%s", postil_state_to_string (span->state));
  if (can->annotators && annotator != NULL)
    g_string_append_printf (line, "\t%s", annotator);
  if (can->notes)
    g_string_append_printf (line, "\t%s", note);
  if (can->sources)
    g_string_append_printf (line, "\t%s", from);
  if (can->scores)
    g_string_append_printf (line, "\t%.17g", span->score);
  if (can->reasons)
    g_string_append_printf (line, "\t%s", reason);
  if (can->created)
    append_time (line, span->created_at);
  if (can->decided && span->decided_at != 0)
    append_time (line, span->decided_at);
  return g_string_free (line, FALSE);
}

static char *
relation_line (const Proof *self, const PostilRelation *relation, PostilRange head, PostilRange tail, const char *label,
               const char *annotator, const char *source)
{
  const PostilCapabilities *can = self->rules->capabilities;
  g_autofree char *name = clean (self, label);
  g_autofree char *note = clean (self, relation->note != NULL ? relation->note : "");
  g_autofree char *from = clean (self, source != NULL ? source : "");
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "\t%s\t%u-%u\t%u-%u", name, head.start, head.stop, tail.start, tail.stop);
  if (can->relation_annotators && annotator != NULL)
    g_string_append_printf (line, "\t%s", annotator);
  if (can->relation_notes)
    g_string_append_printf (line, "\t%s", note);
  if (can->relation_sources)
    g_string_append_printf (line, "\t%s", from);
  if (can->relation_scores)
    g_string_append_printf (line, "\t%.17g", relation->score);
  return g_string_free (line, FALSE);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
lines_of_outline (const Proof *self, const PostilOutline *outline)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < outline->pieces->len; i++)
    {
      const PostilPiece *piece = &g_array_index (outline->pieces, PostilPiece, i);

      g_ptr_array_add (lines, span_line (self, piece->span, piece->range, piece->parts,
                                         postil_export_walk_label (self->walk, piece->span->label),
                                         postil_export_walk_annotator (self->walk, piece->span->annotator),
                                         postil_export_walk_source (self->walk, piece->span->source)));
    }
  for (guint i = 0; i < outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);
      int head = postil_outline_find (outline, relation->head), tail = postil_outline_find (outline, relation->tail);

      g_ptr_array_add (lines, relation_line (self, relation, g_array_index (outline->pieces, PostilPiece, head).range,
                                             g_array_index (outline->pieces, PostilPiece, tail).range,
                                             postil_export_walk_label (self->walk, relation->label),
                                             postil_export_walk_annotator (self->walk, relation->annotator),
                                             postil_export_walk_source (self->walk, relation->source)));
    }
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

static const char *
label_of (const Proof *self, PostilId id)
{
  const PostilLabel *label = g_hash_table_lookup (self->labels, &id);

  return label != NULL ? label->name : "";
}

static GPtrArray *
lines_of_document (const Proof *self, PostilId document, GError **error)
{
  PostilSpanFilter filter = { .document = document, .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) spans = postil_spans_list (self->store, &filter, error);
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  GPtrArray *lines;

  if (spans == NULL)
    return NULL;
  relations = postil_relations_list (self->store, document, POSTIL_STATES_ALL, error);
  if (relations == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < spans->len; i++)
    {
      PostilSpan *span = g_ptr_array_index (spans, i);
      const char *annotator = g_hash_table_lookup (self->annotators, &span->annotator);

      g_hash_table_insert (by_id, &span->id, span);
      g_ptr_array_add (lines, span_line (self, span, span->range, span->parts, label_of (self, span->label),
                                         annotator != NULL ? annotator : "",
                                         g_hash_table_lookup (self->sources, &span->source)));
    }
  for (guint i = 0; i < relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (relations, i);
      const PostilSpan *head = g_hash_table_lookup (by_id, &relation->head);
      const PostilSpan *tail = g_hash_table_lookup (by_id, &relation->tail);

      const char *annotator = g_hash_table_lookup (self->annotators, &relation->annotator);

      if (head != NULL && tail != NULL)
        g_ptr_array_add (lines, relation_line (self, relation, head->range, tail->range,
                                               label_of (self, relation->label), annotator != NULL ? annotator : "",
                                               g_hash_table_lookup (self->sources, &relation->source)));
    }
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

/* ---- comparing ---- */

static gboolean
fail (const Proof *self, const char *what, const char *which, GError **error)
{
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
               _ ("What was written does not read back as the document “%s” (%s %s), so it was thrown away."),
               self->walk->document->key, what, which);
  return FALSE;
}

static gboolean
same_lines (const Proof *self, const GPtrArray *expected, const GPtrArray *got, GError **error)
{
  for (guint i = 0; i < MAX (expected->len, got->len); i++)
    {
      const char *x = i < expected->len ? g_ptr_array_index (expected, i) : NULL;
      const char *y = i < got->len ? g_ptr_array_index (got, i) : NULL;

      if (x == NULL || (y != NULL && strcmp (y, x) < 0))
        return fail (self, _ ("too much:"), y, error);
      if (y == NULL || strcmp (x, y) != 0)
        return fail (self, _ ("missing:"), x, error);
    }
  return TRUE;
}

static gboolean
prove_document (const Proof *self, guint number, GError **error)
{
  g_auto (PostilLosses) ignored = { 0 };
  g_autoptr (PostilOutline) outline = postil_outline_new (self->walk, self->rules->capabilities, &ignored);
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (GPtrArray) expected = NULL;
  g_autoptr (GPtrArray) got = NULL;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  PostilId id = 0;

  if (self->rules->adjust != NULL)
    self->rules->adjust (self->walk, outline, &ignored);
  if (self->rules->by_key || self->rules->onto)
    id = postil_documents_find (self->store, self->walk->document->key);
  else if (number < self->documents->len)
    id = g_array_index (self->documents, PostilId, number);
  if (id == 0)
    return fail (self, _ ("no text"), _ ("at all"), error);
  document = postil_documents_get (self->store, id, error);
  if (document == NULL)
    return FALSE;
  text = self->rules->raw_text ? g_strdup (postil_text_get_utf8 (self->walk->document->text, NULL))
                               : clean (self, postil_text_get_utf8 (self->walk->document->text, NULL));
  if (strcmp (postil_text_get_utf8 (document->text, NULL), text) != 0)
    return fail (self, _ ("another"), _ ("text"), error);
  title = clean (self, self->walk->document->title != NULL ? self->walk->document->title : "");
  if (self->rules->capabilities->titles && title[0] != '\0' && g_strcmp0 (document->title, title) != 0)
    return fail (self, _ ("another"), _ ("title"), error);
  expected = lines_of_outline (self, outline);
  got = lines_of_document (self, id, error);
  return got != NULL && same_lines (self, expected, got, error);
}

static gboolean
prove_all (Proof *self, GError **error)
{
  GError *local_error = NULL;
  guint n = 0;

  while (postil_export_walk_next (self->walk, NULL, &local_error))
    if (!prove_document (self, n++, error))
      return FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (n == self->documents->len)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
               _ ("%u documents were written and %u read back, so the file was thrown away."), n, self->documents->len);
  return FALSE;
}

/* ---- the empty project ---- */

static gboolean
seed (PostilStore *scratch, PostilStore *store, const PostilExportOptions *options, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  GError *local_error = NULL;
  gboolean added;

  if (walk == NULL)
    return FALSE;
  while (postil_export_walk_next (walk, NULL, &local_error))
    {
      walk->document->position = -1;
      if (!postil_documents_add (scratch, walk->document, &added, error))
        return FALSE;
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

typedef struct
{
  PostilStore *scratch;
  const PostilProofRules *rules;
  PostilReport *report;
  GCancellable *cancellable;
} ReadBack;

static gboolean
read_entry (const char *name, GBytes *bytes, gpointer user_data, GError **error)
{
  ReadBack *self = user_data;
  PostilImportFile file = { name, name, bytes };
  PostilImportOptions options = { 0 };

  return self->rules->read (self->scratch, &file, &options, self->report, self->cancellable, error);
}

static gboolean
read_file (PostilStore *scratch, GBytes *bytes, const PostilProofRules *rules, PostilReport *report,
           GCancellable *cancellable, GError **error)
{
  ReadBack self = { scratch, rules, report, cancellable };
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &n_bytes);

  if (data == NULL || rules->whole || !postil_archive_is (data, n_bytes))
    return read_entry (rules->name, bytes, &self, error);
  return postil_archive_visit (bytes, rules->name, report, read_entry, &self, cancellable, error);
}

static gboolean
read_back (PostilStore *scratch, GBytes *bytes, const PostilProofRules *rules, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilReport) report = postil_report_new ();

  if (!read_file (scratch, bytes, rules, report, cancellable, error))
    return FALSE;
  for (guint i = 0; i < report->items->len; i++)
    {
      const PostilReportItem *item = g_ptr_array_index (report->items, i);

      if (item->level == POSTIL_REPORT_NOTE)
        continue;
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                   _ ("What was written does not read back (line %u: %s), so it was thrown away."), item->line,
                   item->message);
      return FALSE;
    }
  return TRUE;
}

static gboolean
compare (PostilStore *scratch, PostilStore *store, const PostilExportOptions *options, const PostilProofRules *rules,
         GError **error)
{
  static const PostilExportOptions everything = { .states = POSTIL_STATES_ALL };
  g_autoptr (PostilExportWalk) names = postil_export_walk_new (scratch, &everything, error);
  g_autoptr (PostilExportWalk) walk = NULL;
  g_autoptr (GArray) documents = NULL;
  Proof proof = { .store = scratch, .rules = rules };

  if (names == NULL)
    return FALSE;
  walk = postil_export_walk_new (store, options, error);
  documents = walk != NULL ? postil_documents_ids (scratch, &POSTIL_DOCUMENT_FILTER_ALL, error) : NULL;
  if (documents == NULL)
    return FALSE;
  proof.walk = walk;
  proof.documents = documents;
  proof.labels = names->labels;
  proof.annotators = names->annotators;
  proof.sources = names->sources;
  return prove_all (&proof, error);
}

gboolean
postil_prove_by_import (PostilStore *store, GBytes *bytes, const PostilExportOptions *options,
                        const PostilProofRules *rules, GError **error)
{
  g_autoptr (PostilStore) scratch = postil_store_open_scratch (error);
  GCancellable *cancellable = options->meter != NULL ? options->meter->cancellable : NULL;
  gboolean ok;

  if (scratch == NULL || !postil_transaction_begin (scratch, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  ok = (!rules->onto || seed (scratch, store, options, error)) &&
       read_back (scratch, bytes, rules, cancellable, error) && compare (scratch, store, options, rules, error);
  postil_transaction_rollback (scratch);
  return ok;
}

gboolean
postil_prove_in_order (PostilStore *store, GBytes *bytes, const char *const *cursor, const PostilExportOptions *options,
                       PostilProver prove, PostilIsAtEnd is_at_end, gpointer user_data, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_auto (PostilLosses) ignored = { 0 };
  GError *local_error = NULL;
  PostilPages pages;

  if (walk == NULL)
    return FALSE;
  postil_pages_init (&pages, bytes);
  while (postil_export_walk_next (walk, NULL, &local_error))
    {
      if (!prove (walk, &ignored, user_data))
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                       _ ("What was written does not read back as the document “%s”, so it was thrown away."),
                       walk->document->key);
          return FALSE;
        }
      postil_pages_passed (&pages, *cursor);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (is_at_end (user_data))
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
               _ ("More was written than the project holds, so it was thrown away."));
  return FALSE;
}
