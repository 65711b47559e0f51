/* known-spans.c - is this imported span there already?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "known-spans.h"

struct _PostilKnownSpans
{
  GPtrArray *spans;
  GHashTable *by_id;    /* &span->id -> span */
  GHashTable *by_place; /* span -> GPtrArray of the spans with its label and range, itself among them */
};

static guint
place_hash (gconstpointer data)
{
  const PostilSpan *span = data;
  guint64 value = ((guint64) span->range.start << 32 | span->range.stop) ^ (guint64) span->label;

  value *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (guint) (value >> 32);
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const PostilSpan *first = a;
  const PostilSpan *second = b;

  return first->label == second->label && postil_range_equal (first->range, second->range);
}

PostilKnownSpans *
postil_known_spans_new (PostilStore *store, PostilId document, GError **error)
{
  g_autoptr (PostilKnownSpans) self = g_new0 (PostilKnownSpans, 1);
  PostilSpanFilter filter = { .document = document, .states = POSTIL_STATES_ALL };

  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->by_place = g_hash_table_new_full (place_hash, place_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  if (document == 0)
    return g_steal_pointer (&self);
  self->spans = postil_spans_list (store, &filter, error);
  if (self->spans == NULL)
    return NULL;
  for (guint i = 0; i < self->spans->len; i++)
    {
      PostilSpan *span = g_ptr_array_index (self->spans, i);
      GPtrArray *there = g_hash_table_lookup (self->by_place, span);

      if (there == NULL)
        {
          there = g_ptr_array_new ();
          g_hash_table_insert (self->by_place, span, there);
        }
      g_ptr_array_add (there, span);
      g_hash_table_insert (self->by_id, &span->id, span);
    }
  return g_steal_pointer (&self);
}

void
postil_known_spans_free (PostilKnownSpans *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->by_place, g_hash_table_unref);
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  g_free (self);
}

PostilSpan *
postil_known_spans_find (PostilKnownSpans *self, const PostilSpan *span)
{
  PostilSpan *same_id = span->id != 0 ? g_hash_table_lookup (self->by_id, &span->id) : NULL;
  GPtrArray *there = g_hash_table_lookup (self->by_place, span);
  PostilSpan *suggested = NULL;

  if (same_id != NULL || there == NULL)
    return same_id;
  for (guint i = 0; i < there->len; i++)
    {
      PostilSpan *known = g_ptr_array_index (there, i);

      if (!postil_span_same_place (known, span))
        continue;
      if (span->state == POSTIL_STATE_SUGGESTED || known->annotator == span->annotator)
        return known;
      if (known->state == POSTIL_STATE_SUGGESTED)
        suggested = known;
    }
  return suggested;
}
