/* export-walk.c - one document after another, with the spans and relations that an export asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "export-walk.h"

#include <glib/gi18n.h>
#include <string.h>

#include <postil/readings.h>
#include <postil/transaction.h>

#include "json.h"

static gboolean
load_labels (PostilExportWalk *self, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (self->store, TRUE, error);

  if (labels == NULL)
    return FALSE;
  g_ptr_array_set_free_func (labels, NULL);
  self->labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) postil_label_free);
  for (guint i = 0; i < labels->len; i++)
    {
      PostilLabel *label = g_ptr_array_index (labels, i);

      g_hash_table_insert (self->labels, &label->id, label);
    }
  if (self->options->labels == NULL)
    return TRUE;

  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (int i = 0; self->options->labels[i] != NULL; i++)
    {
      PostilId id = postil_labels_find (self->store, self->options->labels[i]);

      if (id == 0)
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("The project has no label “%s”."),
                       self->options->labels[i]);
          return FALSE;
        }
      g_hash_table_add (self->wanted, g_memdup2 (&id, sizeof id));
    }
  return TRUE;
}

static gboolean
load_names (PostilExportWalk *self, GError **error)
{
  g_autoptr (GPtrArray) sources = postil_source_list (self->store, error);

  if (sources == NULL)
    return FALSE;
  self->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);

      g_hash_table_insert (self->sources, g_memdup2 (&source->id, sizeof source->id), g_strdup (source->name));
    }
  self->annotators = postil_annotator_list (self->store, error);
  return self->annotators != NULL;
}

PostilExportWalk *
postil_export_walk_new (PostilStore *store, const PostilExportOptions *options, GError **error)
{
  g_autoptr (PostilExportWalk) self = g_new0 (PostilExportWalk, 1);

  self->store = store;
  self->options = options;
  self->states = options->states != 0 ? options->states : POSTIL_STATES (POSTIL_STATE_KEPT);
  if (!load_labels (self, error) || !load_names (self, error))
    return NULL;
  self->documents = postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, error);
  if (self->documents == NULL)
    return NULL;
  if (options->meter != NULL)
    {
      g_atomic_int_set (&options->meter->done, 0);
      g_atomic_int_set (&options->meter->total, (gint) self->documents->len);
    }
  return g_steal_pointer (&self);
}

/* Locking the file is dear beside reading a document; but while it is held nobody else can save. */
#define HOLD_FOR (50 * G_TIME_SPAN_MILLISECOND)

static void
let_go (PostilExportWalk *self)
{
  if (self->holding)
    postil_store_release (self->store);
  self->holding = FALSE;
}

static void
hold_on (PostilExportWalk *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->holding && now - self->held_since < HOLD_FOR)
    return;
  let_go (self);
  postil_store_hold (self->store);
  self->holding = TRUE;
  self->held_since = now;
}

static void
drop_document (PostilExportWalk *self)
{
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_clear_pointer (&self->all_relations, g_ptr_array_unref);
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  g_clear_pointer (&self->done_by, g_strfreev);
  g_clear_pointer (&self->document, postil_document_free);
}

void
postil_export_walk_free (PostilExportWalk *self)
{
  if (self == NULL)
    return;
  let_go (self);
  drop_document (self);
  g_clear_pointer (&self->documents, g_array_unref);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_clear_pointer (&self->annotators, g_hash_table_unref);
  g_free (self);
}

guint
postil_export_walk_n_documents (const PostilExportWalk *self)
{
  return self->documents->len;
}

static gboolean
passes (const PostilExportWalk *self, const PostilSpan *span)
{
  return (self->states & POSTIL_STATES (span->state)) != 0 &&
         (self->options->annotator == 0 || self->options->annotator == span->annotator) &&
         (self->wanted == NULL || g_hash_table_contains (self->wanted, &span->label));
}

static gboolean
load_spans (PostilExportWalk *self, PostilId document, GError **error)
{
  PostilSpanFilter filter = { .document = document, .states = self->states, .annotator = self->options->annotator };
  g_autoptr (GPtrArray) spans = postil_spans_list (self->store, &filter, error);

  if (spans == NULL)
    return FALSE;
  self->spans = g_ptr_array_new_full (spans->len, (GDestroyNotify) postil_span_free);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < spans->len; i++)
    {
      PostilSpan *span = g_ptr_array_index (spans, i);

      if (!passes (self, span))
        continue;
      spans->pdata[i] = NULL;
      g_ptr_array_add (self->spans, span);
      g_hash_table_insert (self->by_id, &span->id, span);
    }
  return TRUE;
}

/* Whether a span of any document is part of this export. */
static gboolean
is_exported (PostilExportWalk *self, PostilSpanId id)
{
  g_autoptr (PostilSpan) span = NULL;

  if (g_hash_table_contains (self->by_id, &id))
    return TRUE;
  span = postil_spans_get (self->store, id, NULL);
  return span != NULL && span->document != self->document->id && passes (self, span);
}

static gboolean
load_relations (PostilExportWalk *self, PostilId document, GError **error)
{
  self->all_relations = postil_relations_list (self->store, document, POSTIL_STATES_ALL, error);
  if (self->all_relations == NULL)
    return FALSE;
  self->relations = g_ptr_array_new ();
  for (guint i = 0; i < self->all_relations->len; i++)
    {
      PostilRelation *relation = g_ptr_array_index (self->all_relations, i);

      if ((self->states & POSTIL_STATES (relation->state)) != 0 && g_hash_table_contains (self->by_id, &relation->head) &&
          is_exported (self, relation->tail))
        g_ptr_array_add (self->relations, relation);
    }
  return TRUE;
}

gboolean
postil_export_walk_wants_negatives (const PostilExportWalk *self)
{
  return self->options->negatives == POSTIL_NEGATIVES_ALL ||
         (self->options->negatives == POSTIL_NEGATIVES_DONE && self->done_by[0] != NULL);
}

static gboolean
count_document (PostilExportWalk *self, GError **error)
{
  PostilMeter *meter = self->options->meter;

  if (meter == NULL)
    return TRUE;
  g_atomic_int_set (&meter->done, (gint) self->next);
  return !g_cancellable_set_error_if_cancelled (meter->cancellable, error);
}

gboolean
postil_export_walk_next (PostilExportWalk *self, GCancellable *cancellable, GError **error)
{
  while (self->next < self->documents->len)
    {
      PostilId id = g_array_index (self->documents, PostilId, self->next++);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !count_document (self, error))
        return FALSE;
      if (self->options->documents != NULL && !g_hash_table_contains (self->options->documents, &id))
        continue;
      drop_document (self);
      hold_on (self);
      self->done_by = postil_readings_done_by (self->store, id, error);
      if (self->done_by == NULL)
        return FALSE;
      if (self->options->done_only && self->done_by[0] == NULL)
        continue;
      if (!load_spans (self, id, error))
        return FALSE;
      if (self->spans->len == 0 && !postil_export_walk_wants_negatives (self))
        continue;
      self->document = postil_documents_get (self->store, id, error);
      return self->document != NULL && load_relations (self, id, error);
    }
  drop_document (self);
  let_go (self);
  return FALSE;
}

const char *
postil_export_walk_label (const PostilExportWalk *self, PostilId id)
{
  const PostilLabel *label = g_hash_table_lookup (self->labels, &id);

  return label != NULL ? label->name : "";
}

const char *
postil_export_walk_source (const PostilExportWalk *self, PostilId id)
{
  const char *name = g_hash_table_lookup (self->sources, &id);

  return name != NULL ? name : "";
}

const char *
postil_export_walk_annotator (const PostilExportWalk *self, PostilId id)
{
  const char *name = g_hash_table_lookup (self->annotators, &id);

  return name != NULL ? name : "";
}

char *
postil_export_walk_words (const PostilExportWalk *self, const PostilSpan *span)
{
  return postil_text_slice_parts (self->document->text, span->range, span->parts);
}

static char *
author_of (const PostilSpan *post)
{
  g_autoptr (json_t) attributes = NULL;

  if (post->attributes == NULL)
    return NULL;
  attributes = postil_json_parse (post->attributes, strlen (post->attributes), NULL, NULL);
  return attributes != NULL ? g_strdup (postil_json_get_string (attributes, "author")) : NULL;
}

char *
postil_export_walk_speaker (const PostilExportWalk *self, const PostilSpan *span)
{
  for (guint i = 0; i < self->all_relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (self->all_relations, i);
      g_autoptr (PostilSpan) tail = NULL;
      char *author;

      if (relation->head != span->id || relation->state == POSTIL_STATE_REJECTED ||
          strcmp (postil_export_walk_label (self, relation->label), "speaker") != 0)
        continue;
      tail = postil_spans_get (self->store, relation->tail, NULL);
      if (tail == NULL || tail->document != self->document->id)
        continue;
      if (strcmp (postil_export_walk_label (self, tail->label), "Post") != 0)
        return postil_export_walk_words (self, tail);
      author = author_of (tail);
      return author != NULL ? author : postil_export_walk_words (self, tail);
    }
  return NULL;
}
