/* session-actions.c - what the keys do: grow, step, tag, decide, undo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session-private.h"

/* --- Growing and shrinking the selection ----------------------------------------------------------------------- */

typedef PostilRange (*UnitAt) (const PostilText *text, guint32 offset);

static const UnitAt units[] = {
  postil_segment_token_at,
  postil_segment_clause_at,
  postil_segment_sentence_at,
  postil_segment_paragraph_at,
};

/* The unit, or the run of units, that holds all of @range; of a caret in white space the unit behind it, without that space. */
static PostilRange
unit_around (UnitAt unit_at, const PostilText *text, PostilRange range)
{
  PostilRange first = unit_at (text, range.start);
  PostilRange last = range.stop > range.start ? unit_at (text, range.stop - 1) : first;

  if (first.start == first.stop)
    return range;
  if (range.start == range.stop)
    return first;
  if (last.start == last.stop || last.start >= range.stop)
    last.stop = range.stop;
  return POSTIL_RANGE (MIN (first.start, range.start), MAX (MAX (first.stop, last.stop), range.stop));
}

void
postil_session_grow_selection (PostilSession *self)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);
  PostilRange from = self->selection;

  if (self->document == NULL)
    return;
  if (span != NULL)
    {
      /* The first step takes the words of the current span, so that they can be given a second label. */
      g_array_set_size (self->grown, 0);
      g_array_append_val (self->grown, from);
      postil_session_move (self, 0, span->range);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      PostilRange to = unit_around (units[i], self->document->text, from);

      /* A caret in white space goes to the unit behind it. */
      if (from.start < from.stop && (to.start > from.start || to.stop < from.stop))
        continue;
      if (postil_range_length (to) > postil_range_length (from))
        {
          g_array_append_val (self->grown, from);
          postil_session_move (self, 0, to);
          return;
        }
    }
}

void
postil_session_select_unit (PostilSession *self, PostilUnit unit)
{
  UnitAt unit_at = unit == POSTIL_UNIT_CLAUSE ? postil_segment_clause_at : postil_segment_sentence_at;
  PostilRange from = self->selection;
  PostilRange to;

  if (self->document == NULL)
    return;
  to = unit_around (unit_at, self->document->text, from);
  if (from.start < from.stop && postil_range_equal (to, from))
    {
      /* Selected already: on to the one behind it, over the white space and the marks between. */
      PostilRange token = postil_segment_token_at (self->document->text, from.stop);

      for (guint i = 0; i < 4 && token.start < token.stop && to.stop <= from.stop; i++)
        {
          to.stop = MAX (to.stop, unit_at (self->document->text, token.start).stop);
          token = postil_segment_next_token (self->document->text, token.start);
        }
    }
  if (to.start >= to.stop || postil_range_equal (to, from))
    return;
  g_array_append_val (self->grown, from);
  postil_session_move (self, 0, to);
}

void
postil_session_shrink_selection (PostilSession *self)
{
  PostilRange from = self->selection;
  PostilRange to = POSTIL_RANGE (from.start, from.start);

  if (self->document == NULL || from.start == from.stop)
    return;
  if (self->grown->len > 0)
    {
      to = g_array_index (self->grown, PostilRange, self->grown->len - 1);
      g_array_set_size (self->grown, self->grown->len - 1);
      postil_session_move (self, 0, to);
      return;
    }
  /* Selected by other means: the largest unit at its start that is smaller. */
  for (guint i = G_N_ELEMENTS (units); i > 0; i--)
    {
      PostilRange unit = units[i - 1](self->document->text, from.start);

      if (unit.start < unit.stop && postil_range_contains (from, unit) && !postil_range_equal (from, unit))
        {
          to = unit;
          break;
        }
    }
  postil_session_move (self, 0, to);
}

/* --- Stepping ------------------------------------------------------------------------------------------------- */

static const PostilSpan *
find_near (PostilSession *self, PostilRange range, PostilSpanId id, int direction, gboolean only_suggested)
{
  guint at = postil_session_position (self, range, id);
  gint64 i = direction > 0 ? at : (gint64) at - 1;

  for (; i >= 0 && i < self->spans->len; i += direction)
    {
      const PostilSpan *span = g_ptr_array_index (self->spans, i);

      if (span->id == id && postil_range_equal (span->range, range))
        continue;
      if (only_suggested && span->state != POSTIL_STATE_SUGGESTED)
        continue;
      if (!postil_session_is_structure (self, span))
        return span;
    }
  return NULL;
}

static gboolean
reviews (PostilSession *self)
{
  return self->mode == POSTIL_MODE_REVIEW && postil_session_get_relating (self) == 0;
}

static gboolean
step_from (PostilSession *self, PostilRange range, PostilSpanId id, int direction, gboolean only_suggested)
{
  const PostilSpan *span;

  if (self->document == NULL)
    return FALSE;
  span = find_near (self, range, id, direction, only_suggested);
  if (span == NULL)
    return FALSE;
  postil_session_set_current (self, span->id);
  return TRUE;
}

gboolean
postil_session_step (PostilSession *self, int direction)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);
  PostilRange range = { self->selection.start, G_MAXUINT32 }; /* sorts before all that start at the caret */
  g_autoptr (PostilSpan) from = span != NULL ? postil_span_copy (span) : NULL;

  if (reviews (self))
    return postil_session_step_queue (self, from, direction, FALSE);
  return from != NULL ? step_from (self, from->range, from->id, direction, FALSE)
                      : step_from (self, range, 0, direction, FALSE);
}

gboolean
postil_session_go_on (PostilSession *self, const PostilSpan *from)
{
  if (reviews (self))
    return postil_session_step_queue (self, from, 1, TRUE);
  return step_from (self, from->range, from->id, 1, TRUE);
}

/* --- Actions: each one undo step ------------------------------------------------------------------------------- */

static void
begin (PostilSession *self)
{
  self->acting++;
}

static void
end_with_span (PostilSession *self, PostilSpanId id, gboolean relations)
{
  self->acting--;
  postil_session_refresh (self, id, relations);
}

static gboolean
relabel_current (PostilSession *self, PostilId label, GError **error)
{
  g_autoptr (PostilSpan) from = postil_span_copy (postil_session_get_span (self, self->current));

  if (from->label == label)
    return from->state == POSTIL_STATE_SUGGESTED && postil_session_decide (self, POSTIL_STATE_KEPT, error);
  begin (self);
  if (!postil_project_relabel (self->project, from->id, label, error))
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  end_with_span (self, from->id, FALSE);
  if (reviews (self) && !self->stays)
    postil_session_go_on (self, from);
  return TRUE;
}

gboolean
postil_session_apply_label (PostilSession *self, PostilId label, GError **error)
{
  PostilRange range = self->selection;
  PostilSpanId id;

  if (self->document == NULL)
    return FALSE;
  if (range.start == range.stop)
    return self->current != 0 && relabel_current (self, label, error);
  begin (self);
  id = postil_project_tag (self->project, self->document->id, range, label, error);
  if (id == 0)
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  end_with_span (self, id, FALSE);
  /* The new span is current, so that another label's key corrects it; the caret goes on behind it. */
  g_array_set_size (self->grown, 0);
  postil_session_move (self, id, POSTIL_RANGE (range.stop, range.stop));
  return TRUE;
}

/* What a label is given to: what is selected, else the current span. */
static PostilRange
range_to_tag (PostilSession *self)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);

  return self->selection.start == self->selection.stop && span != NULL ? span->range : self->selection;
}

guint
postil_session_count_same (PostilSession *self)
{
  return self->document != NULL ? postil_project_count_all (self->project, self->document->id, range_to_tag (self)) : 0;
}

/* The kept span of @label that fills @range exactly; 0: none. */
static PostilSpanId
span_at (PostilSession *self, PostilRange range, PostilId label)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (self->spans, i);

      if (span->label == label && span->state == POSTIL_STATE_KEPT && postil_range_equal (span->range, range))
        return span->id;
    }
  return 0;
}

gboolean
postil_session_apply_label_all (PostilSession *self, PostilId label, guint *n, GError **error)
{
  PostilRange range = range_to_tag (self);
  PostilBulkPlace place;
  int n_new;

  if (self->document == NULL || range.start == range.stop)
    return FALSE;
  postil_session_begin_bulk (self, &place);
  n_new = postil_project_tag_all (self->project, self->document->id, range, label, error);
  postil_session_end_bulk (self, &place, n_new);
  if (n_new < 0)
    return FALSE;
  if (n != NULL)
    *n = (guint) n_new;
  /* As after tagging one: it is current, and the caret goes on behind it. */
  g_array_set_size (self->grown, 0);
  postil_session_move (self, span_at (self, range, label), POSTIL_RANGE (range.stop, range.stop));
  return TRUE;
}

gboolean
postil_session_decide (PostilSession *self, PostilState state, GError **error)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);
  g_autoptr (PostilSpan) from = span != NULL ? postil_span_copy (span) : NULL;

  if (from == NULL)
    return FALSE;
  /* In review a suggestion whose edges were moved is kept already: then A only goes on. */
  if (from->state == state)
    return reviews (self) && postil_session_go_on (self, from);
  begin (self);
  if (!postil_project_decide (self->project, from->id, state, error))
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  end_with_span (self, from->id, FALSE);
  if (!self->stays)
    postil_session_go_on (self, from);
  return TRUE;
}

gboolean
postil_session_skip (PostilSession *self)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);
  g_autoptr (PostilSpan) from = span != NULL ? postil_span_copy (span) : NULL;

  if (from != NULL)
    return postil_session_go_on (self, from);
  if (reviews (self))
    return postil_session_step_queue (self, NULL, 1, TRUE);
  return step_from (self, POSTIL_RANGE (self->selection.start, G_MAXUINT32), 0, 1, TRUE);
}

gboolean
postil_session_remove (PostilSession *self, GError **error)
{
  PostilSpanId id = self->current;

  if (postil_session_get_span (self, id) == NULL)
    return FALSE;
  begin (self);
  if (!postil_project_remove (self->project, id, error))
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  end_with_span (self, id, TRUE);
  return TRUE;
}

gboolean
postil_session_set_span_range (PostilSession *self, PostilSpanId id, PostilRange range, GError **error)
{
  const PostilSpan *span = postil_session_get_span (self, id);

  if (span == NULL || postil_range_equal (span->range, range))
    return FALSE;
  begin (self);
  if (!postil_project_set_range (self->project, id, range, error))
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  end_with_span (self, id, FALSE);
  return TRUE;
}

/* A gap of nothing but white space is none. */
static GArray *
join_over_space (const PostilText *text, GArray *parts)
{
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  for (guint i = 0; i < parts->len; i++)
    {
      PostilRange part = g_array_index (parts, PostilRange, i);
      PostilRange *last = joined->len > 0 ? &g_array_index (joined, PostilRange, joined->len - 1) : NULL;
      g_autofree char *gap = last != NULL ? postil_text_slice (text, POSTIL_RANGE (last->stop, part.start)) : NULL;

      if (last != NULL && g_strstrip (gap)[0] == '\0')
        last->stop = part.stop;
      else
        g_array_append_val (joined, part);
    }
  g_array_unref (parts);
  return joined;
}

static gboolean
change_parts (PostilSession *self, gboolean add, GError **error)
{
  const PostilSpan *span = postil_session_get_span (self, self->latest);
  PostilRange range = self->selection;
  PostilSpanId id = self->latest;
  g_autoptr (GArray) parts = NULL;

  if (span == NULL || range.start == range.stop)
    return FALSE;
  parts = add ? join_over_space (self->document->text, postil_range_parts_add (span->range, span->parts, range))
              : postil_range_parts_cut (span->range, span->parts, range);
  begin (self);
  if (!postil_project_set_parts (self->project, id, parts, error))
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  end_with_span (self, id, FALSE);
  g_array_set_size (self->grown, 0);
  postil_session_move (self, id, POSTIL_RANGE (range.stop, range.stop));
  return TRUE;
}

gboolean
postil_session_add_part (PostilSession *self, GError **error)
{
  return change_parts (self, TRUE, error);
}

gboolean
postil_session_cut_part (PostilSession *self, GError **error)
{
  return change_parts (self, FALSE, error);
}

gboolean
postil_session_set_note (PostilSession *self, PostilSpanId id, const char *note, GError **error)
{
  const PostilSpan *span = postil_session_get_span (self, id);

  if (span == NULL || g_strcmp0 (span->note, note) == 0)
    return FALSE;
  begin (self);
  if (!postil_project_set_note (self->project, id, note, error))
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  end_with_span (self, id, FALSE);
  return TRUE;
}

static void
collect_reading (PostilSession *self, PostilReadingState state, GHashTable *set)
{
  PostilDocumentFilter filter = { .annotator = postil_project_get_annotator (self->project), .reading = (int) state };
  g_autoptr (GArray) ids = postil_documents_ids (postil_project_get_store (self->project), &filter, NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add (set, g_memdup2 (&g_array_index (ids, PostilId, i), sizeof (PostilId)));
}

/* The first document after the shown one, in order and then from the top, that is not done. 0: none. */
static PostilId
next_undone (PostilSession *self)
{
  g_autoptr (GHashTable) undone = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) all = NULL;
  guint at = 0;

  all = postil_documents_ids (postil_project_get_store (self->project), &POSTIL_DOCUMENT_FILTER_ALL, NULL);
  if (all == NULL)
    return 0;
  collect_reading (self, POSTIL_READING_UNREAD, undone);
  collect_reading (self, POSTIL_READING_OPEN, undone);
  while (at < all->len && g_array_index (all, PostilId, at) != self->document->id)
    at++;
  for (guint i = 1; i < all->len; i++)
    {
      PostilId *id = &g_array_index (all, PostilId, (at + i) % all->len);

      if (*id != self->document->id && g_hash_table_contains (undone, id))
        return *id;
    }
  return 0;
}

static PostilSpanFilter
rest_of_document (PostilSession *self)
{
  PostilSpanFilter filter = postil_session_get_queue_filter (self);

  filter.document = self->document->id;
  return filter;
}

PostilMany
postil_session_get_rest (PostilSession *self)
{
  PostilMany many = { .kind = POSTIL_MANY_REST, .state = POSTIL_STATE_REJECTED };

  if (self->document != NULL)
    many.filter = rest_of_document (self);
  return many;
}

guint
postil_session_count_rest (PostilSession *self)
{
  PostilSpanFilter filter;

  if (self->document == NULL)
    return 0;
  filter = rest_of_document (self);
  return postil_spans_count (postil_project_get_store (self->project), &filter, NULL);
}

gboolean
postil_session_leave_document (PostilSession *self, GError **error)
{
  PostilId next = next_undone (self);

  if (next == 0)
    return TRUE;
  if (!postil_session_set_document (self, next, error))
    return FALSE;
  if (reviews (self) && postil_session_get_queue (self)->order == POSTIL_ORDER_DOCUMENT &&
      postil_session_count_rest (self) > 0)
    postil_session_step_queue (self, NULL, 1, FALSE);
  return TRUE;
}

gboolean
postil_session_finish_rest (PostilSession *self, guint *n, GError **error)
{
  const PostilMany many = postil_session_get_rest (self);

  return self->document != NULL && postil_session_decide_many (self, &many, FALSE, n, error);
}

gboolean
postil_session_finish_document (PostilSession *self, GError **error)
{
  if (self->document == NULL)
    return FALSE;
  begin (self);
  if (!postil_project_set_reading (self->project, self->document->id, POSTIL_READING_DONE, error))
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  self->acting--;
  self->stale = FALSE; /* the reading state is no part of what the session holds */
  return postil_session_leave_document (self, error);
}

gboolean
postil_session_read (PostilSession *self, PostilId document, gint64 milliseconds, gint64 keystrokes, GError **error)
{
  gboolean counting = self->recount != 0;
  gboolean done;

  begin (self);
  done = postil_project_read (self->project, document, milliseconds, keystrokes, error);
  self->acting--;
  self->stale = FALSE; /* the reading state is no part of what the session holds */
  if (!counting) /* nor of what is counted */
    g_clear_handle_id (&self->recount, g_source_remove);
  return done;
}
