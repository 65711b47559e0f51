/* project-decide.c - a decision about a suggestion, or about many, as it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-decide.h"

const char *
postil_decision_verb (PostilState state)
{
  switch (state)
    {
    case POSTIL_STATE_KEPT:
      return "Accept";
    case POSTIL_STATE_REJECTED:
      return "Reject";
    default:
      return "Reopen";
    }
}

static gboolean
is_kept (PostilStore *store, PostilSpanId id)
{
  g_autoptr (PostilSpan) span = postil_spans_get (store, id, NULL);

  return span != NULL && span->state == POSTIL_STATE_KEPT;
}

gboolean
postil_decide_relations (PostilStore *store, PostilSpanId id, PostilState state, PostilId annotator, GError **error)
{
  g_autoptr (GPtrArray) relations = NULL;

  if (state == POSTIL_STATE_SUGGESTED)
    return TRUE;
  relations = postil_relations_of_span (store, id, error);
  for (guint i = 0; relations != NULL && i < relations->len; i++)
    {
      PostilRelation *relation = g_ptr_array_index (relations, i);
      PostilSpanId other = relation->head == id ? relation->tail : relation->head;

      if (relation->state != POSTIL_STATE_SUGGESTED || (state == POSTIL_STATE_KEPT && !is_kept (store, other)))
        continue;
      relation->state = state;
      relation->annotator = annotator;
      if (!postil_relations_update (store, relation, error))
        return FALSE;
    }
  return relations != NULL;
}

gboolean
postil_decide_span (PostilStore *store, PostilSpanId id, PostilState state, PostilId annotator, GError **error)
{
  return postil_spans_decide (store, id, state, state == POSTIL_STATE_SUGGESTED ? 0 : annotator, error) &&
         postil_decide_relations (store, id, state, annotator, error);
}

/* ---- many ---- */

/* The words of a span as they are compared across the project; NULL with @error. */
static char *
words_of (PostilStore *store, const PostilSpan *span, GError **error)
{
  g_autoptr (PostilDocument) document = postil_documents_get (store, span->document, error);

  if (document == NULL || !postil_text_check_range (document->text, span->range, error))
    return NULL;
  return postil_text_slice_parts (document->text, span->range, span->parts);
}

/* Brings @id to the front, since an undo goes back to the first. FALSE: it is not among them. */
static gboolean
put_first (GArray *ids, PostilSpanId id)
{
  for (guint i = 0; id != 0 && i < ids->len; i++)
    {
      if (g_array_index (ids, PostilSpanId, i) != id)
        continue;
      g_array_index (ids, PostilSpanId, i) = g_array_index (ids, PostilSpanId, 0);
      g_array_index (ids, PostilSpanId, 0) = id;
      return TRUE;
    }
  return FALSE;
}

/* What is like @span, and itself unless it is decided so already. */
static GArray *
find_identical (PostilStore *store, const PostilSpan *span, PostilState state, GError **error)
{
  g_autofree char *words = words_of (store, span, error);
  GArray *ids = words != NULL
                    ? postil_spans_identical (store, words, span->label, POSTIL_STATES (POSTIL_STATE_SUGGESTED), error)
                    : NULL;

  if (ids == NULL || put_first (ids, span->id))
    return ids;
  if (span->state == state)
    g_array_set_size (ids, 0);
  else
    g_array_prepend_val (ids, span->id);
  return ids;
}

static GArray *
find_matching (PostilStore *store, const PostilMany *many, GError **error)
{
  PostilSpanFilter open = many->filter;
  GArray *ids;

  open.states = POSTIL_STATES (POSTIL_STATE_SUGGESTED);
  open.without_structure = TRUE;
  ids = postil_spans_ids (store, &open, error);
  if (ids != NULL)
    put_first (ids, many->span);
  return ids;
}

/* What it decides, and in @title what undo offers. */
static GArray *
find_many (PostilStore *store, const PostilMany *many, char **title, GError **error)
{
  const char *verb = postil_decision_verb (many->state);
  g_autoptr (PostilSpan) span = NULL;
  g_autoptr (PostilLabel) label = NULL;
  GArray *ids;

  if (many->kind == POSTIL_MANY_IDENTICAL)
    {
      span = postil_spans_get (store, many->span, error);
      label = span != NULL ? postil_labels_get (store, span->label, error) : NULL;
      ids = label != NULL ? find_identical (store, span, many->state, error) : NULL;
      if (ids != NULL)
        *title = g_strdup_printf ("%s %u × %s", verb, ids->len, label->name);
      return ids;
    }
  ids = find_matching (store, many, error);
  if (ids != NULL && many->kind == POSTIL_MANY_REST)
    *title =
        g_strdup_printf (ids->len == 1 ? "Mark as done, reject %u suggestion" : "Mark as done, reject %u suggestions",
                         ids->len);
  else if (ids != NULL)
    *title = g_strdup_printf ("%s %u suggestions", verb, ids->len);
  return ids;
}

/* Within a transaction. */
static gboolean
decide_each (PostilStore *store, const GArray *ids, const PostilMany *many, PostilId annotator, PostilMeter *meter,
             GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (meter->cancellable, error) ||
          !postil_decide_span (store, g_array_index (ids, PostilSpanId, i), many->state, annotator, error))
        return FALSE;
      g_atomic_int_inc (&meter->done);
    }
  return many->kind != POSTIL_MANY_REST ||
         postil_readings_set_state (store, many->filter.document, annotator, POSTIL_READING_DONE, error);
}

int
postil_decide_many (PostilStore *store, const PostilMany *many, PostilId annotator, PostilMeter *meter, GError **error)
{
  PostilMeter own = { 0 };
  g_autofree char *title = NULL;
  g_autoptr (GArray) ids = find_many (store, many, &title, error);

  if (ids == NULL)
    return -1;
  if (ids->len == 0 && many->kind != POSTIL_MANY_REST)
    return 0;
  if (meter == NULL)
    meter = &own;
  g_atomic_int_set (&meter->total, (gint) ids->len);
  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, title, annotator, error))
    return -1;
  if (!decide_each (store, ids, many, annotator, meter, error))
    {
      postil_transaction_rollback (store);
      return -1;
    }
  return postil_transaction_commit (store, error) ? (int) ids->len : -1;
}
