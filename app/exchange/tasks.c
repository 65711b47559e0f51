/* tasks.c - formats that are JSON with one object for each text: what they have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tasks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "json-values.h"
#include "proof.h"

/* ---- separating annotators ---- */

static void
drop_rejected (PostilOutline *outline, const PostilExportWalk *walk, PostilLosses *losses)
{
  guint kept = 0;

  for (guint i = 0; i < outline->pieces->len; i++)
    {
      PostilPiece piece = g_array_index (outline->pieces, PostilPiece, i);

      if (piece.span->state == POSTIL_STATE_REJECTED && walk->states != POSTIL_STATES (POSTIL_STATE_REJECTED))
        {
          postil_losses_count_span (losses, &losses->suggestions, piece.span);
          g_clear_pointer (&piece.parts, g_array_unref);
        }
      else
        g_array_index (outline->pieces, PostilPiece, kept++) = piece;
      if (kept <= i)
        g_array_index (outline->pieces, PostilPiece, i).parts = NULL;
    }
  g_array_set_size (outline->pieces, kept);
}

static gboolean
is_suggested (const PostilSpan *span)
{
  return span->state == POSTIL_STATE_SUGGESTED;
}

gboolean
postil_task_same_hand (const PostilSpan *a, const PostilSpan *b)
{
  return is_suggested (a) == is_suggested (b) && (is_suggested (a) || a->annotator == b->annotator);
}

/* A relation lies within what one hand did, and would come back as the work of whoever that is. */
static void
fit_hands (const PostilExportWalk *walk, PostilOutline *outline, PostilLosses *losses)
{
  for (guint i = outline->relations->len; i-- > 0;)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);
      const PostilSpan *head = g_hash_table_lookup (walk->by_id, &relation->head);
      const PostilSpan *tail = g_hash_table_lookup (walk->by_id, &relation->tail);

      if (head != NULL && tail != NULL && postil_task_same_hand (head, tail) && relation->state == head->state)
        {
          if (relation->annotator != 0 && relation->annotator != head->annotator)
            postil_losses_count (losses, &losses->annotators, relation->document, relation->head);
          continue;
        }
      g_ptr_array_remove_index (outline->relations, i);
      postil_losses_count (losses, relation->state != POSTIL_STATE_KEPT ? &losses->suggestions : &losses->relations,
                           relation->document, relation->head);
    }
}

static PostilOutline *
take_hand (PostilOutline *all, const PostilSpan *hand)
{
  PostilOutline *self = g_new0 (PostilOutline, 1);
  g_autoptr (GHashTable) present = g_hash_table_new (g_int64_hash, g_int64_equal);

  self->pieces = g_array_new (FALSE, FALSE, sizeof (PostilPiece));
  self->relations = g_ptr_array_new ();
  for (guint i = 0; i < all->pieces->len; i++)
    {
      PostilPiece *piece = &g_array_index (all->pieces, PostilPiece, i);

      if (!postil_task_same_hand (piece->span, hand))
        continue;
      g_array_append_vals (self->pieces, piece, 1);
      g_hash_table_add (present, (gpointer) &piece->span->id);
    }
  for (guint i = 0; i < all->relations->len; i++)
    {
      PostilRelation *relation = g_ptr_array_index (all->relations, i);

      if (g_hash_table_contains (present, &relation->head) && g_hash_table_contains (present, &relation->tail))
        g_ptr_array_add (self->relations, relation);
    }
  return self;
}

/* What is only proposed comes last: the first item that is read makes the document, with what is said of all of it. */
static gint
compare_hands (gconstpointer a, gconstpointer b)
{
  const PostilOutline *x = *(PostilOutline *const *) a, *y = *(PostilOutline *const *) b;

  return is_suggested (g_array_index (x->pieces, PostilPiece, 0).span) -
         is_suggested (g_array_index (y->pieces, PostilPiece, 0).span);
}

/* GPtrArray of PostilOutline that borrow the parts of @all. A document without spans is one item, too: that there is nothing
 * in it is worth knowing. */
static GPtrArray *
separate_hands (PostilOutline *all)
{
  GPtrArray *hands = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_outline_free);

  for (guint i = 0; i < all->pieces->len; i++)
    {
      const PostilSpan *span = g_array_index (all->pieces, PostilPiece, i).span;
      gboolean seen = FALSE;

      for (guint j = 0; j < hands->len && !seen; j++)
        seen = postil_task_same_hand (g_array_index (((PostilOutline *) hands->pdata[j])->pieces, PostilPiece, 0).span, span);
      if (!seen)
        g_ptr_array_add (hands, take_hand (all, span));
    }
  g_ptr_array_sort (hands, compare_hands);
  return hands;
}

/* Nobody has decided anything, so that what is said of the document is only proposed, too. */
static gboolean
is_unanswered (const PostilOutline *outline)
{
  for (guint i = 0; i < outline->pieces->len; i++)
    if (!is_suggested (g_array_index (outline->pieces, PostilPiece, i).span))
      return FALSE;
  return outline->pieces->len > 0;
}

/* ---- one document as its items ---- */

typedef struct
{
  PostilOutline *outline;
  GPtrArray *hands; /* PostilOutline, or NULL when it is not separated */
} Sheet;

static void
sheet_clear (Sheet *self)
{
  g_clear_pointer (&self->hands, g_ptr_array_unref);
  g_clear_pointer (&self->outline, postil_outline_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static void
sheet_init (Sheet *self, const PostilTaskFormat *format, const PostilExportWalk *walk, const PostilExportOptions *options,
            PostilLosses *losses)
{
  self->outline = postil_outline_new (walk, format->can, losses);
  if (format->can->states)
    drop_rejected (self->outline, walk, losses);
  if (format->fit != NULL)
    format->fit (walk, options, self->outline, losses);
  postil_outline_prune_relations (self->outline, losses);
  if (format->hands)
    fit_hands (walk, self->outline, losses);
  if (format->separate && is_unanswered (self->outline) && walk->document->labels != NULL &&
      strlen (walk->document->labels) > 2)
    postil_losses_count (losses, &losses->document_labels, walk->document->id, 0);
  if (format->separate && self->outline->pieces->len > 0)
    self->hands = separate_hands (self->outline);
}

static guint
sheet_n_tasks (const Sheet *self)
{
  return self->hands != NULL ? self->hands->len : 1;
}

static PostilTask
sheet_task (const Sheet *self, const PostilExportWalk *walk, guint index)
{
  PostilTask task = { walk, self->outline, NULL, FALSE, 0 };
  const PostilSpan *first;

  if (self->hands == NULL)
    return task;
  task.outline = g_ptr_array_index (self->hands, index);
  first = g_array_index (task.outline->pieces, PostilPiece, 0).span;
  task.annotator = postil_export_walk_annotator (walk, first->annotator);
  task.suggested = is_suggested (first);
  return task;
}

static void
write_document (const PostilTaskFormat *format, const PostilExportWalk *walk, const Sheet *sheet, GString *out,
                guint *number)
{
  for (guint i = 0; i < sheet_n_tasks (sheet); i++)
    {
      PostilTask task = sheet_task (sheet, walk, i);

      task.number = (*number)++;
      if (format->array)
        g_string_append (out, task.number > 0 ? ",\n" : "[");
      format->append (out, &task);
      if (!format->array)
        g_string_append_c (out, '\n');
    }
}

gboolean
postil_tasks_write (const PostilTaskFormat *format, PostilStore *store, GOutputStream *out,
                    const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (PostilLosses) losses = { 0 };
  GError *local_error = NULL;
  guint number = 0;

  if (walk == NULL)
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_auto (Sheet) sheet = { 0 };

      sheet_init (&sheet, format, walk, options, &losses);
      if (!format->keys)
        postil_losses_count (&losses, &losses.names_changed, walk->document->id, 0);
      g_string_truncate (text, 0);
      write_document (format, walk, &sheet, text, &number);
      postil_outline_tell (sheet.outline, walk, format->can, &losses, report);
      if (!g_output_stream_write_all (out, text->str, text->len, NULL, cancellable, error))
        return FALSE;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  postil_losses_tell (&losses, format->title, report);
  g_string_assign (text, !format->array ? "" : number > 0 ? "]\n" : "[]\n");
  return g_output_stream_write_all (out, text->str, text->len, NULL, cancellable, error);
}

/* ---- reading ---- */

/* A record that brings no name is called after its line; where several stand on one line, after the lines that they would
 * take up each on its own. */
static void
rename_second (PostilRecord *record, const PostilImportFile *file, guint line, guint *number)
{
  g_autofree char *usual = postil_task_key (file, NULL, line);

  if (strcmp (record->key, usual) != 0)
    return;
  *number = MAX (line, *number + 1);
  g_free (record->key);
  record->key = postil_task_key (file, NULL, *number);
}

gboolean
postil_tasks_read (const PostilTaskFormat *format, PostilStore *store, const PostilImportFile *file,
                   const PostilImportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  PostilJsonValues items;
  const char *bytes;
  gsize n_bytes;
  guint line, number = 0;

  postil_json_values_init (&items, g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  while (postil_json_values_next (&items, &bytes, &n_bytes, &line))
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (PostilRecord) record = NULL;
      g_autoptr (json_t) value = NULL;
      PostilJsonNotes notes = { 0 };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      postil_intake_passed (intake, bytes);
      value = postil_json_parse (bytes, n_bytes, &notes, &local_error);
      if (notes.lone_surrogates > 0)
        postil_intake_warn (intake, line, _ ("%u escapes are half a character; each became U+FFFD."),
                            notes.lone_surrogates);
      if (value != NULL)
        record = format->parse (value, file, line, intake, &local_error);
      if (local_error != NULL)
        postil_intake_refuse (intake, line, "%s", local_error->message);
      if (record == NULL)
        continue;
      rename_second (record, file, line, &number);
      if (!postil_record_take (record, intake, error))
        return FALSE;
    }
  return postil_intake_finish (intake, error);
}

/* ---- proving ---- */

typedef struct
{
  const PostilTaskFormat *format;
  const PostilExportOptions *options;
  PostilJsonValues items;
  PostilImportFile file;
} Proof;

static PostilRecord *
next_record (Proof *self)
{
  g_autoptr (json_t) value = NULL;
  const char *bytes;
  gsize n_bytes;
  guint line;

  if (!postil_json_values_next (&self->items, &bytes, &n_bytes, &line))
    return NULL;
  value = postil_json_parse (bytes, n_bytes, NULL, NULL);
  return value != NULL ? self->format->parse (value, &self->file, line, NULL, NULL) : NULL;
}

static gboolean
prove_document (PostilExportWalk *walk, PostilLosses *ignored, gpointer user_data)
{
  Proof *self = user_data;
  g_auto (Sheet) sheet = { 0 };

  sheet_init (&sheet, self->format, walk, self->options, ignored);
  for (guint i = 0; i < sheet_n_tasks (&sheet); i++)
    {
      PostilTask task = sheet_task (&sheet, walk, i);
      g_autoptr (PostilRecord) record = next_record (self);

      if (record == NULL || (self->format->keys && strcmp (record->key, walk->document->key) != 0) ||
          !postil_record_matches (record, walk, task.outline, self->format->joins, NULL))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_at_end (gpointer user_data)
{
  Proof *self = user_data;
  const char *rest;
  gsize n_rest;
  guint line;

  return !postil_json_values_next (&self->items, &rest, &n_rest, &line);
}

gboolean
postil_tasks_prove (const PostilTaskFormat *format, PostilStore *store, GBytes *bytes,
                    const PostilExportOptions *options, GError **error)
{
  Proof proof = { .format = format, .options = options, .file = { .key = "proof", .path = "proof", .bytes = bytes } };

  postil_json_values_init (&proof.items, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return postil_prove_in_order (store, bytes, &proof.items.cursor, options, prove_document, is_at_end, &proof, error);
}
