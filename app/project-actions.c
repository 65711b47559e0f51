/* project-actions.c - what an annotator does to spans, relations and readings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-decide.h"
#include "project-private.h"

#include <glib/gi18n.h>

#include <postil/segments.h>

/* ---- deciding ---- */

/* Within a transaction. */
static gboolean
decide_one (PostilProject *self, PostilSpanId id, PostilState state, GError **error)
{
  return postil_decide_span (postil_project_get_store (self), id, state, postil_project_get_annotator (self), error);
}

gboolean
postil_project_decide (PostilProject *self, PostilSpanId id, PostilState state, GError **error)
{
  g_autoptr (PostilSpan) span = postil_spans_get (postil_project_get_store (self), id, error);

  if (span == NULL)
    return FALSE;
  if (span->state == state)
    return TRUE;
  return postil_project_begin (self, error, "%s %s", postil_decision_verb (state),
                               postil_project_label_name (self, span->label)) &&
         postil_project_end (self, decide_one (self, id, state, error), span->document, error);
}

/* ---- tagging ---- */

/* The span that already says this: the annotator's own kept one first, else one that nobody has kept. NULL without
 * error when there is none. */
static PostilSpan *
find_same (PostilProject *self, PostilId document, PostilRange range, PostilId label, GError **error)
{
  g_autoptr (GPtrArray) spans = postil_spans_at (postil_project_get_store (self), document, range, label, error);
  PostilId annotator = postil_project_get_annotator (self);
  const PostilSpan *found = NULL;

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);

      if (span->state == POSTIL_STATE_KEPT && span->annotator == annotator)
        return postil_span_copy (span);
      if (found == NULL && span->state != POSTIL_STATE_KEPT)
        found = span;
    }
  return found != NULL ? postil_span_copy (found) : NULL;
}

PostilSpanId
postil_project_tag_one (PostilProject *self, PostilId document, PostilRange range, PostilId label, gboolean *is_new, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilSpan) span = find_same (self, document, range, label, &local_error);

  *is_new = span == NULL || span->state != POSTIL_STATE_KEPT;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }
  if (span != NULL)
    return !*is_new || decide_one (self, span->id, POSTIL_STATE_KEPT, error) ? span->id : 0;

  span = postil_span_new ();
  span->document = document;
  span->label = label;
  span->range = range;
  span->state = POSTIL_STATE_KEPT;
  span->annotator = postil_project_get_annotator (self);
  span->score = 1;
  span->source = postil_project_hand (self, error);
  span->decided_at = g_get_real_time () / 1000;
  return span->source != 0 && postil_spans_add (postil_project_get_store (self), span, error) ? span->id : 0;
}

PostilSpanId
postil_project_tag (PostilProject *self, PostilId document, PostilRange range, PostilId label, GError **error)
{
  gboolean is_new = FALSE;
  PostilSpanId id;

  if (!postil_project_begin (self, error, "Tag %s", postil_project_label_name (self, label)))
    return 0;
  id = postil_project_tag_one (self, document, range, label, &is_new, error);
  return postil_project_end (self, id != 0, document, error) ? id : 0;
}

/* Where the words of @range stand as whole tokens, from left to right, not overlapping. @range itself is always one. */
static GArray *
find_occurrences (const PostilText *text, PostilRange range)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  gsize n_words;
  gsize n_bytes;
  const char *words = postil_text_peek (text, range, &n_words);
  const char *utf8 = postil_text_get_utf8 (text, &n_bytes);
  const char *at = utf8;
  const char *hit;

  while ((hit = memmem (at, n_bytes - (gsize) (at - utf8), words, n_words)) != NULL)
    {
      guint32 start = postil_text_from_byte (text, (gsize) (hit - utf8));
      PostilRange place = POSTIL_RANGE (start, start + postil_range_length (range));
      gboolean itself = postil_range_equal (place, range);

      if (itself ||
          (!postil_range_overlaps (place, range) && postil_range_equal (postil_segment_snap (text, place), place)))
        {
          g_array_append_val (found, place);
          at = hit + n_words;
        }
      else
        at = g_utf8_next_char (hit);
    }
  return found;
}

guint
postil_project_count_all (PostilProject *self, PostilId document, PostilRange range)
{
  g_autoptr (PostilDocument) read = postil_documents_get (postil_project_get_store (self), document, NULL);
  g_autoptr (GArray) places = NULL;

  if (read == NULL || range.start >= range.stop || !postil_text_check_range (read->text, range, NULL))
    return 0;
  places = find_occurrences (read->text, range);
  return places->len;
}

int
postil_project_tag_all (PostilProject *self, PostilId document, PostilRange range, PostilId label, GError **error)
{
  g_autoptr (PostilDocument) read = postil_documents_get (postil_project_get_store (self), document, error);
  g_autoptr (GArray) places = NULL;
  gboolean done = TRUE;
  int n_new = 0;

  if (read == NULL || !postil_text_check_range (read->text, range, error))
    return -1;
  places = find_occurrences (read->text, range);
  if (!postil_project_begin (self, error, "Tag %u × %s", places->len, postil_project_label_name (self, label)))
    return -1;
  if (!postil_project_expect (self, places->len, error))
    return -1;
  for (guint i = 0; done && i < places->len; i++)
    {
      gboolean is_new = FALSE;

      done = postil_project_tag_one (self, document, g_array_index (places, PostilRange, i), label, &is_new, error) != 0;
      n_new += is_new ? 1 : 0;
    }
  return postil_project_end (self, done, document, error) ? n_new : -1;
}

/* ---- changing ---- */

/* Writes a changed span as one step. Whoever changes a suggestion has looked at it, so it is kept from then on. */
static gboolean
write_changed (PostilProject *self, PostilSpan *span, const char *title, GError **error)
{
  gboolean decided = span->state == POSTIL_STATE_KEPT;
  gboolean done;

  if (!postil_project_begin (self, error, "%s", title))
    return FALSE;
  span->state = POSTIL_STATE_KEPT;
  if (!decided)
    {
      span->annotator = postil_project_get_annotator (self);
      span->decided_at = g_get_real_time () / 1000;
    }
  done = postil_spans_update (postil_project_get_store (self), span, error) &&
         (decided || postil_decide_relations (postil_project_get_store (self), span->id, POSTIL_STATE_KEPT,
                                              postil_project_get_annotator (self), error));
  return postil_project_end (self, done, span->document, error);
}

gboolean
postil_project_relabel (PostilProject *self, PostilSpanId id, PostilId label, GError **error)
{
  g_autoptr (PostilSpan) span = postil_spans_get (postil_project_get_store (self), id, error);
  g_autofree char *title = g_strdup_printf ("Relabel as %s", postil_project_label_name (self, label));

  if (span == NULL)
    return FALSE;
  if (span->label == label && span->state == POSTIL_STATE_KEPT)
    return TRUE;
  span->label = label;
  return write_changed (self, span, title, error);
}

/* Takes @parts over; a single one is no part. */
static void
take_parts (PostilSpan *span, GArray *parts)
{
  g_clear_pointer (&span->parts, g_array_unref);
  if (parts->len > 1)
    span->parts = parts;
  else
    g_array_unref (parts);
}

gboolean
postil_project_set_range (PostilProject *self, PostilSpanId id, PostilRange range, GError **error)
{
  g_autoptr (PostilSpan) span = postil_spans_get (postil_project_get_store (self), id, error);
  g_autofree char *title = NULL;

  if (span == NULL)
    return FALSE;
  if (postil_range_equal (span->range, range))
    return TRUE;
  title = g_strdup_printf ("Move the edge of %s", postil_project_label_name (self, span->label));
  if (span->parts != NULL)
    take_parts (span, postil_range_parts_fit (span->range, span->parts, range));
  span->range = range;
  return write_changed (self, span, title, error);
}

gboolean
postil_project_set_parts (PostilProject *self, PostilSpanId id, const GArray *parts, GError **error)
{
  g_autoptr (PostilSpan) span = postil_spans_get (postil_project_get_store (self), id, error);
  g_autofree char *title = NULL;

  if (span == NULL)
    return FALSE;
  if (parts->len == 0)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE,
                           _ ("Nothing would be left of the span. Remove it instead."));
      return FALSE;
    }
  title = g_strdup_printf ("Change the parts of %s", postil_project_label_name (self, span->label));
  span->range.start = g_array_index (parts, PostilRange, 0).start;
  span->range.stop = g_array_index (parts, PostilRange, parts->len - 1).stop;
  take_parts (span, g_array_copy ((GArray *) parts));
  return write_changed (self, span, title, error);
}

gboolean
postil_project_set_note (PostilProject *self, PostilSpanId id, const char *note, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  g_autoptr (PostilSpan) span = postil_spans_get (store, id, error);

  if (span == NULL)
    return FALSE;
  if (g_strcmp0 (span->note, note != NULL ? note : "") == 0)
    return TRUE;
  g_free (span->note);
  span->note = g_strdup (note != NULL ? note : "");
  return postil_project_begin (self, error, "Note on %s", postil_project_label_name (self, span->label)) &&
         postil_project_end (self, postil_spans_update (store, span, error), span->document, error);
}

gboolean
postil_project_remove (PostilProject *self, PostilSpanId id, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  g_autoptr (PostilSpan) span = postil_spans_get (store, id, error);

  if (span == NULL)
    return FALSE;
  return postil_project_begin (self, error, "Remove %s", postil_project_label_name (self, span->label)) &&
         postil_project_end (self, postil_spans_remove (store, id, error), span->document, error);
}

/* ---- relations ---- */

/* Within a transaction: the relation of these ends, kept. */
static PostilId
relate (PostilProject *self, PostilId label, PostilSpanId head, PostilSpanId tail, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilRelation) relation = postil_relations_find (store, label, head, tail, &local_error);
  gboolean exists = relation != NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }
  if (!exists)
    {
      relation = postil_relation_new ();
      relation->label = label;
      relation->head = head;
      relation->tail = tail;
      relation->score = 1;
      relation->source = postil_project_hand (self, error);
    }
  if (relation->source == 0)
    return 0;
  relation->state = POSTIL_STATE_KEPT;
  relation->annotator = postil_project_get_annotator (self);
  return (exists ? postil_relations_update (store, relation, error) : postil_relations_add (store, relation, error))
             ? relation->id
             : 0;
}

PostilId
postil_project_relate (PostilProject *self, PostilId label, PostilSpanId head, PostilSpanId tail, GError **error)
{
  g_autoptr (PostilSpan) span = postil_spans_get (postil_project_get_store (self), head, error);
  PostilId id;

  if (span == NULL || !postil_project_begin (self, error, "Relate: %s", postil_project_label_name (self, label)))
    return 0;
  id = relate (self, label, head, tail, error);
  return postil_project_end (self, id != 0, span->document, error) ? id : 0;
}

/* ---- readings ---- */

gboolean
postil_project_set_reading (PostilProject *self, PostilId document, PostilReadingState state, GError **error)
{
  static const char *const titles[] = { "Mark as unread", "Mark as being read", "Mark as done" };
  gboolean done;

  if (!postil_project_begin (self, error, "%s", titles[CLAMP ((int) state, 0, 2)]))
    return FALSE;
  done = postil_readings_set_state (postil_project_get_store (self), document, postil_project_get_annotator (self),
                                    state, error);
  return postil_project_end (self, done, document, error);
}

gboolean
postil_project_read (PostilProject *self, PostilId document, gint64 milliseconds, gint64 keystrokes, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  PostilId annotator = postil_project_get_annotator (self);
  gboolean changed = FALSE;

  if (postil_store_is_read_only (store))
    return TRUE;
  if (!postil_project_sign_in (self, error) ||
      !postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (!postil_readings_begin (store, document, annotator, &changed, error) ||
      ((milliseconds > 0 || keystrokes > 0) &&
       !postil_readings_spend (store, document, annotator, milliseconds, keystrokes, error)))
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  if (!postil_transaction_commit (store, error))
    return FALSE;
  if (changed)
    postil_project_emit_document (self, document);
  return TRUE;
}
