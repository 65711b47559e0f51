/* session-review.c - the review queue as it is walked, and where the annotator was
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session-private.h"

/* One walk over the index of the queue pays for so many steps where the order goes by score. */
#define N_AHEAD 256
#define LONGEST_TRAIL 500
#define RECOUNT_MILLISECONDS 400

void
postil_session_set_queue (PostilSession *self, const PostilReviewQueue *queue)
{
  self->queue = *queue;
  self->ahead_from = 0;
  self->n_open = -1;
  postil_session_emit_mode (self);
}

const PostilReviewQueue *
postil_session_get_queue (PostilSession *self)
{
  return &self->queue;
}

PostilSpanFilter
postil_session_get_queue_filter (PostilSession *self)
{
  return (PostilSpanFilter){
    .document = self->queue.here && self->document != NULL ? self->document->id : 0,
    .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED),
    .label = self->queue.label,
    .source = self->queue.source,
    .min_score = self->queue.min_score,
    .without_structure = TRUE,
  };
}

gboolean
postil_session_is_in_queue (PostilSession *self, const PostilSpan *span)
{
  const PostilReviewQueue *queue = &self->queue;

  return span->state == POSTIL_STATE_SUGGESTED && (queue->label == 0 || queue->label == span->label) &&
         (queue->source == 0 || queue->source == span->source) && span->score >= queue->min_score &&
         (!queue->here || (self->document != NULL && self->document->id == span->document)) &&
         !postil_session_is_structure (self, span);
}

guint
postil_session_count_open (PostilSession *self)
{
  PostilSpanFilter filter = postil_session_get_queue_filter (self);

  if (self->n_open < 0)
    self->n_open = postil_spans_count (postil_project_get_store (self->project), &filter, NULL);
  return (guint) self->n_open;
}

void
postil_session_recount (PostilSession *self, const PostilSpan *before, const PostilSpan *after)
{
  /* A span that was not shown may have been rejected, or never there: either way it was not in the queue. */
  if (self->n_open < 0)
    return;
  self->n_open += (after != NULL && postil_session_is_in_queue (self, after)) -
                  (before != NULL && postil_session_is_in_queue (self, before));
}

static gboolean
count_again (gpointer data)
{
  PostilSession *self = data;
  gint64 before = self->n_open;

  self->recount = 0;
  self->n_open = -1;
  if (postil_session_count_open (self) != before)
    postil_session_emit_counted (self);
  return G_SOURCE_REMOVE;
}

void
postil_session_recount_soon (PostilSession *self)
{
  if (self->n_open < 0)
    return;
  g_clear_handle_id (&self->recount, g_source_remove);
  self->recount = g_timeout_add_full (G_PRIORITY_LOW, RECOUNT_MILLISECONDS, count_again, self, NULL);
}

gboolean
postil_session_take_wrapped (PostilSession *self)
{
  gboolean wrapped = self->wrapped;

  self->wrapped = FALSE;
  return wrapped;
}

guint
postil_session_count_identical (PostilSession *self)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);
  g_autoptr (GArray) same = NULL;
  g_autofree char *words = NULL;

  if (span == NULL)
    return 0;
  words = postil_text_slice_parts (self->document->text, span->range, span->parts);
  same = postil_spans_identical (postil_project_get_store (self->project), words, span->label,
                                 POSTIL_STATES (POSTIL_STATE_SUGGESTED), NULL);
  return same != NULL ? same->len : 0;
}

static gboolean
by_score (PostilSession *self)
{
  return self->queue.order == POSTIL_ORDER_CONFIDENCE || self->queue.order == POSTIL_ORDER_UNCERTAINTY;
}

static gboolean
read_ahead (PostilSession *self, const PostilSpan *from, int direction)
{
  PostilSpanFilter filter = postil_session_get_queue_filter (self);
  g_autoptr (GError) error = NULL;
  GArray *ids = postil_spans_queue (postil_project_get_store (self->project), &filter, self->queue.order, from,
                                    direction > 0, by_score (self) && direction > 0 ? N_AHEAD : 1, &error);

  self->ahead_from = 0;
  if (ids == NULL)
    {
      g_warning ("The review queue cannot be read: %s", error->message);
      return FALSE;
    }
  g_array_unref (self->ahead);
  self->ahead = ids;
  return ids->len > 0;
}

/* Takes the first that is still open from what was read ahead. NULL: there is none. */
static PostilSpan *
take_ahead (PostilSession *self)
{
  while (self->ahead->len > 0)
    {
      PostilSpanId id = g_array_index (self->ahead, PostilSpanId, 0);
      PostilSpan *span = postil_spans_get (postil_project_get_store (self->project), id, NULL);

      g_array_remove_index (self->ahead, 0);
      if (span != NULL && span->state == POSTIL_STATE_SUGGESTED)
        return span;
      g_clear_pointer (&span, postil_span_free);
    }
  return NULL;
}

static PostilSpan *
next_in_queue (PostilSession *self, const PostilSpan *from, int direction)
{
  PostilSpan *span = NULL;

  if (direction > 0 && from != NULL && self->ahead_from == from->id)
    span = take_ahead (self);
  while (span == NULL && read_ahead (self, from, direction))
    span = take_ahead (self);
  self->ahead_from = direction > 0 && span != NULL ? span->id : 0;
  return span;
}

static gboolean
show (PostilSession *self, const PostilSpan *span)
{
  if (!postil_session_set_document (self, span->document, NULL))
    return FALSE;
  postil_session_set_current (self, span->id);
  return self->current == span->id;
}

static void
remember (PostilSession *self, PostilSpanId id)
{
  if (self->trail->len > 0 && g_array_index (self->trail, PostilSpanId, self->trail->len - 1) == id)
    return;
  if (self->trail->len == LONGEST_TRAIL)
    g_array_remove_index (self->trail, 0);
  g_array_append_val (self->trail, id);
}

gboolean
postil_session_step_back (PostilSession *self)
{
  while (self->trail->len > 0)
    {
      PostilSpanId id = g_array_index (self->trail, PostilSpanId, self->trail->len - 1);
      g_autoptr (PostilSpan) span = postil_spans_get (postil_project_get_store (self->project), id, NULL);

      g_array_set_size (self->trail, self->trail->len - 1);
      if (span != NULL && id != self->current && (span->state != POSTIL_STATE_REJECTED || self->show_rejected) &&
          show (self, span))
        return TRUE;
    }
  return FALSE;
}

gboolean
postil_session_resume_queue (PostilSession *self, const PostilSpan *from)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);

  if (span != NULL && postil_session_is_in_queue (self, span))
    return TRUE;
  if (from == NULL)
    postil_session_set_current (self, 0);
  return postil_session_step_queue (self, from, 1, TRUE);
}

gboolean
postil_session_enter_queue (PostilSession *self)
{
  gboolean found = postil_session_resume_queue (self, NULL);

  self->wrapped = FALSE; /* it has but begun */
  return found;
}

gboolean
postil_session_return_to_queue (PostilSession *self)
{
  g_autoptr (PostilSpan) latest =
      self->latest != 0 ? postil_spans_get (postil_project_get_store (self->project), self->latest, NULL) : NULL;

  if (latest != NULL && postil_session_is_in_queue (self, latest))
    return show (self, latest);
  return postil_session_resume_queue (self, latest);
}

gboolean
postil_session_step_queue (PostilSession *self, const PostilSpan *from, int direction, gboolean around)
{
  g_autoptr (PostilSpan) caret = NULL;
  g_autoptr (PostilSpan) next = NULL;

  if (self->document == NULL)
    return FALSE;
  if (from == NULL && self->queue.order == POSTIL_ORDER_DOCUMENT)
    {
      caret = postil_span_new ();
      caret->document = self->document->id;
      caret->range = POSTIL_RANGE (self->selection.start, G_MAXUINT32);
      from = caret;
    }
  if (direction < 0 && postil_session_step_back (self))
    return TRUE;
  next = next_in_queue (self, from, direction);
  if (next == NULL && around && from != NULL)
    {
      next = next_in_queue (self, NULL, direction);
      self->wrapped = next != NULL && next->id != from->id;
    }
  if (next == NULL || next->id == (from != NULL ? from->id : 0))
    return FALSE;
  if (direction > 0 && from != NULL && from->id != 0)
    remember (self, from->id);
  return show (self, next);
}
