/* span-queue.c - the review queue in the order that somebody wants it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/labels.h>
#include <postil/spans.h>

#include "spans-private.h"
#include "store-private.h"

static gboolean
append_one (GArray *ids, PostilSpan *span)
{
  if (span == NULL)
    return FALSE;
  g_array_append_val (ids, span->id);
  return TRUE;
}

/* Appends up to @limit ids in the order of documents. FALSE on error. */
static gboolean
walk_documents (PostilStore *store, const PostilSpanFilter *filter, const PostilSpan *after, gboolean forward,
                guint limit, GArray *ids, GError **error)
{
  g_autoptr (PostilSpan) at = after != NULL ? postil_span_copy (after) : NULL;
  g_autoptr (GError) local_error = NULL;

  while (ids->len < limit)
    {
      PostilId document = at != NULL ? at->document : 0;
      PostilRange range = at != NULL ? at->range : POSTIL_RANGE (0, 0);
      PostilSpanId id = at != NULL ? at->id : 0;
      PostilSpan *next = forward ? postil_spans_next (store, filter, document, range, id, &local_error)
                                 : postil_spans_previous (store, filter, document, range, id, &local_error);

      g_clear_pointer (&at, postil_span_free);
      at = next;
      if (!append_one (ids, next))
        break;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static guint
index_of_label (GPtrArray *labels, PostilId id)
{
  for (guint i = 0; i < labels->len; i++)
    if (((const PostilLabel *) g_ptr_array_index (labels, i))->id == id)
      return i;
  return labels->len;
}

/* One label after the other; each is a stretch of an index. */
static gboolean
walk_labels (PostilStore *store, const PostilSpanFilter *filter, const PostilSpan *after, gboolean forward,
             guint limit, GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);
  PostilSpanFilter of_label = *filter;
  gint64 i;

  if (labels == NULL)
    return FALSE;
  i = forward ? 0 : (gint64) labels->len - 1;
  if (after != NULL && index_of_label (labels, after->label) < labels->len)
    i = index_of_label (labels, after->label);
  for (; i >= 0 && i < labels->len && ids->len < limit; i += forward ? 1 : -1)
    {
      const PostilLabel *label = g_ptr_array_index (labels, (guint) i);

      if (label->kind == POSTIL_LABEL_STRUCTURE || (filter->label != 0 && filter->label != label->id))
        continue;
      of_label.label = label->id;
      if (!walk_documents (store, &of_label, after != NULL && after->label == label->id ? after : NULL, forward, limit,
                           ids, error))
        return FALSE;
    }
  return TRUE;
}

/* ?6 rank, ?7 position, ?8 document, ?9 start, ?10 id. */
static char *
order_by_rank (const char *rank, gboolean after, gboolean forward, guint limit)
{
  const char *down = forward ? "" : " DESC";
  GString *sql = g_string_new (NULL);

  if (after)
    g_string_append_printf (sql, " AND (%s, s.position, s.document, s.start, s.id) %s (?6, ?7, ?8, ?9, ?10)", rank,
                            forward ? ">" : "<");
  g_string_append_printf (sql, " ORDER BY %s%s, s.position%s, s.document%s, s.start%s, s.id%s LIMIT %u", rank, down, down,
                          down, down, down, limit);
  return g_string_free (sql, FALSE);
}

/* Within one document: there are few. */
static gboolean
sort_scores (PostilStore *store, const PostilSpanFilter *filter, PostilSpanOrder order, const PostilSpan *after,
             gboolean forward, guint limit, GArray *ids, GError **error)
{
  gboolean sure = order == POSTIL_ORDER_CONFIDENCE;
  g_autofree char *sql = order_by_rank (sure ? "- s.score" : "abs (s.score - 0.5)", after != NULL, forward, limit);
  g_autoptr (PostilStatement) statement = NULL;
  gint64 position = 0;

  if (after != NULL && postil_documents_peek_text (store, after->document, &position, error) == NULL)
    return FALSE;
  statement = postil_spans_prepare (store, filter, POSTIL_STATES (POSTIL_STATE_SUGGESTED), "SELECT s.id", sql, error);
  if (statement == NULL)
    return FALSE;
  if (after != NULL)
    {
      postil_statement_bind_double (statement, 6, sure ? -after->score : ABS (after->score - 0.5));
      postil_statement_bind_int (statement, 7, position);
      postil_statement_bind_int (statement, 8, after->document);
      postil_statement_bind_int (statement, 9, after->range.start);
      postil_statement_bind_int (statement, 10, after->id);
    }
  return postil_statement_add_ids (statement, ids, error);
}

GArray *
postil_spans_queue (PostilStore *store, const PostilSpanFilter *filter, PostilSpanOrder order, const PostilSpan *after,
                    gboolean forward, guint limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (PostilSpanId));
  PostilSpanFilter open = *filter;
  gboolean done;

  open.states = POSTIL_STATES (POSTIL_STATE_SUGGESTED);
  open.without_structure = TRUE;
  if (order == POSTIL_ORDER_LABEL)
    done = walk_labels (store, &open, after, forward, limit, ids, error);
  else if (order == POSTIL_ORDER_DOCUMENT)
    done = walk_documents (store, &open, after, forward, limit, ids, error);
  else if (filter->document != 0)
    done = sort_scores (store, &open, order, after, forward, limit, ids, error);
  else
    done = postil_spans_walk_scores (store, &open, order, after, forward, limit, ids, error);
  return done ? g_steal_pointer (&ids) : NULL;
}
