/* span-list.c - spans as lists, counts, a review queue, and by their words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/spans.h>

#include <glib/gi18n.h>

#include "spans-private.h"
#include "store-private.h"

PostilSpan *
postil_span_from_row (PostilStatement *statement)
{
  PostilSpan *span = g_new0 (PostilSpan, 1);
  const char *parts = postil_statement_text (statement, 5, NULL);

  span->id = postil_statement_int (statement, 0);
  span->document = postil_statement_int (statement, 1);
  span->label = postil_statement_int (statement, 2);
  span->range.start = (guint32) postil_statement_int (statement, 3);
  span->range.stop = (guint32) postil_statement_int (statement, 4);
  span->parts = parts != NULL ? postil_range_parts_from_json (parts, NULL) : NULL;
  span->state = (PostilState) CLAMP (postil_statement_int (statement, 6), 0, POSTIL_STATE_REJECTED);
  span->source = postil_statement_int (statement, 7);
  span->annotator = postil_statement_int (statement, 8);
  span->score = postil_statement_double (statement, 9);
  span->note = postil_statement_dup_text (statement, 10);
  span->reason = postil_statement_dup_text (statement, 11);
  span->attributes = postil_statement_dup_text (statement, 12);
  span->created_at = postil_statement_int (statement, 13);
  span->decided_at = postil_statement_int (statement, 14);
  return span;
}

static GPtrArray *
read_all (PostilStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_span_free);
  g_autoptr (GError) local_error = NULL;

  while (postil_statement_next (statement, &local_error))
    g_ptr_array_add (spans, postil_span_from_row (statement));
  if (local_error == NULL)
    return g_steal_pointer (&spans);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

const char *
postil_states_to_sql (PostilStates states, PostilStates fallback)
{
  static const char *const sets[] = { "()", "(0)", "(1)", "(0, 1)", "(2)", "(0, 2)", "(1, 2)", "(0, 1, 2)" };

  return sets[(states != 0 ? states : fallback) & POSTIL_STATES_ALL];
}

PostilSpan *
postil_spans_get (PostilStore *store, PostilSpanId id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT " POSTIL_SPAN_COLUMNS " FROM span s WHERE s.id = ?1", error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, id);
  if (postil_statement_next (statement, &local_error))
    return postil_span_from_row (statement);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("There is no such span in this project."));
  return NULL;
}

GPtrArray *
postil_spans_at (PostilStore *store, PostilId document, PostilRange range, PostilId label, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "SELECT " POSTIL_SPAN_COLUMNS " FROM span s WHERE s.document = ?1 AND s.start = ?2 AND s.stop = ?3"
                            " AND (?4 = 0 OR s.label = ?4) AND s.parts IS NULL ORDER BY s.id",
                            error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, document);
  postil_statement_bind_int (statement, 2, range.start);
  postil_statement_bind_int (statement, 3, range.stop);
  postil_statement_bind_int (statement, 4, label);
  return read_all (statement, error);
}

/* ---- filters: ?1 document, ?2 label, ?3 source, ?4 annotator, ?5 least score ---- */

/* Spelled so that the partial index of the review queue fits where only open suggestions are asked for. */
static void
append_filter (GString *sql, const PostilSpanFilter *filter, PostilStates states)
{
  if (states == POSTIL_STATES (POSTIL_STATE_SUGGESTED))
    g_string_append (sql, " AND s.state = 0");
  else
    g_string_append_printf (sql, " AND s.state IN %s", postil_states_to_sql (states, POSTIL_STATES_OPEN));
  if (filter->without_structure)
    g_string_append (sql, " AND s.structure = 0");
  if (filter->document != 0)
    g_string_append (sql, " AND s.document = ?1");
  if (filter->label != 0)
    g_string_append (sql, " AND s.label = ?2");
  if (filter->source != 0)
    g_string_append (sql, " AND s.source = ?3");
  if (filter->annotator != 0)
    g_string_append (sql, " AND s.annotator = ?4");
  if (filter->min_score > 0)
    g_string_append (sql, " AND s.score >= ?5");
}

static void
bind_filter (PostilStatement *statement, const PostilSpanFilter *filter)
{
  if (filter->document != 0)
    postil_statement_bind_int (statement, 1, filter->document);
  if (filter->label != 0)
    postil_statement_bind_int (statement, 2, filter->label);
  if (filter->source != 0)
    postil_statement_bind_int (statement, 3, filter->source);
  if (filter->annotator != 0)
    postil_statement_bind_int (statement, 4, filter->annotator);
  if (filter->min_score > 0)
    postil_statement_bind_double (statement, 5, filter->min_score);
}

PostilStatement *
postil_spans_prepare (PostilStore *store, const PostilSpanFilter *filter, PostilStates states, const char *select,
                      const char *order, GError **error)
{
  g_autoptr (GString) sql = g_string_new (select);
  PostilStatement *statement;

  g_string_append (sql, " FROM span s WHERE 1");
  append_filter (sql, filter, states);
  g_string_append (sql, order);
  statement = postil_statement_new (store, sql->str, error);
  if (statement != NULL)
    bind_filter (statement, filter);
  return statement;
}

static PostilStatement *
prepare_list (PostilStore *store, const PostilSpanFilter *filter, const char *select, GError **error)
{
  return postil_spans_prepare (store, filter, filter->states != 0 ? filter->states : POSTIL_STATES_OPEN, select,
                               filter->document != 0 ? " ORDER BY s.start, s.stop DESC, s.id"
                                                     : " ORDER BY s.position, s.document, s.start, s.stop DESC, s.id",
                               error);
}

GPtrArray *
postil_spans_list (PostilStore *store, const PostilSpanFilter *filter, GError **error)
{
  g_autoptr (PostilStatement) statement = prepare_list (store, filter, "SELECT " POSTIL_SPAN_COLUMNS, error);

  return statement != NULL ? read_all (statement, error) : NULL;
}

GArray *
postil_spans_ids (PostilStore *store, const PostilSpanFilter *filter, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (PostilSpanId));
  g_autoptr (PostilStatement) statement = prepare_list (store, filter, "SELECT s.id", error);

  return statement != NULL && postil_statement_add_ids (statement, ids, error) ? g_steal_pointer (&ids) : NULL;
}

/* All that is open: the tally has counted it. */
static gboolean
is_whole_queue (const PostilSpanFilter *filter)
{
  return filter->states == POSTIL_STATES (POSTIL_STATE_SUGGESTED) && filter->without_structure && filter->document == 0 &&
         filter->label == 0 && filter->source == 0 && filter->annotator == 0 && filter->min_score <= 0;
}

guint
postil_spans_count (PostilStore *store, const PostilSpanFilter *filter, GError **error)
{
  g_autoptr (PostilStatement) statement =
      is_whole_queue (filter) ? postil_statement_new (store, "SELECT coalesce (sum (suggested), 0) FROM tally", error) :
      postil_spans_prepare (store, filter, filter->states != 0 ? filter->states : POSTIL_STATES_OPEN, "SELECT count (*)", "", error);

  if (statement == NULL)
    return 0;
  return postil_statement_next (statement, error) ? (guint) postil_statement_int (statement, 0) : 0;
}

/* ---- the review queue ---- */

/* Where to go on from. */
typedef struct
{
  gint64 position;
  PostilId document;
  PostilRange range;
  PostilSpanId id;
} Place;

/* The places after (or before) one in the order (position, document, start, stop descending, id) are the union of these
 * four, and each is one range of an index. So the first hit, taken in this order, is the nearest.
 * ?6 position, ?7 document, ?8 start, ?9 stop, ?10 id. */
static const char *const AFTER[] = {
  " AND s.position = ?6 AND s.document = ?7 AND s.start = ?8 AND s.stop = ?9 AND s.id > ?10",
  " AND s.position = ?6 AND s.document = ?7 AND s.start = ?8 AND s.stop < ?9",
  " AND s.position = ?6 AND s.document = ?7 AND s.start > ?8",
  " AND s.position = ?6 AND s.document > ?7",
  " AND s.position > ?6",
};

static const char *const BEFORE[] = {
  " AND s.position = ?6 AND s.document = ?7 AND s.start = ?8 AND s.stop = ?9 AND s.id < ?10",
  " AND s.position = ?6 AND s.document = ?7 AND s.start = ?8 AND s.stop > ?9",
  " AND s.position = ?6 AND s.document = ?7 AND s.start < ?8",
  " AND s.position = ?6 AND s.document < ?7",
  " AND s.position < ?6",
};

#define N_STRETCHES G_N_ELEMENTS (AFTER)
#define N_WITHIN_DOCUMENT 3

static void
bind_place (PostilStatement *statement, const Place *place, guint stretch)
{
  postil_statement_bind_int (statement, 6, place->position);
  if (stretch <= N_WITHIN_DOCUMENT)
    postil_statement_bind_int (statement, 7, place->document);
  if (stretch < N_WITHIN_DOCUMENT)
    postil_statement_bind_int (statement, 8, place->range.start);
  if (stretch < 2)
    postil_statement_bind_int (statement, 9, place->range.stop);
  if (stretch < 1)
    postil_statement_bind_int (statement, 10, place->id);
}

/* First in one stretch; 0 without error when it is empty. Only the id is asked for, so that the index alone answers. */
static PostilSpanId
first_in_stretch (PostilStore *store, const PostilSpanFilter *filter, const Place *place, gboolean forward,
                  guint stretch, GError **error)
{
  g_autofree char *order =
      g_strconcat (forward ? AFTER[stretch] : BEFORE[stretch],
                   forward ? " ORDER BY s.position, s.document, s.start, s.stop DESC, s.id LIMIT 1"
                           : " ORDER BY s.position DESC, s.document DESC, s.start DESC, s.stop, s.id DESC LIMIT 1",
                   NULL);
  g_autoptr (PostilStatement) statement =
      postil_spans_prepare (store, filter, filter->states != 0 ? filter->states : POSTIL_STATES (POSTIL_STATE_SUGGESTED),
               "SELECT s.id", order, error);

  if (statement == NULL)
    return 0;
  bind_place (statement, place, stretch);
  return postil_statement_next (statement, error) ? postil_statement_int (statement, 0) : 0;
}

static PostilSpan *
step (PostilStore *store, const PostilSpanFilter *filter, PostilId document, PostilRange range, PostilSpanId id,
      gboolean forward, GError **error)
{
  Place place = { forward ? -1 : G_MAXINT64, document, range, id };
  guint first = document != 0 ? 0 : N_STRETCHES - 1;
  guint last = filter->document != 0 && document != 0 ? N_WITHIN_DOCUMENT - 1 : N_STRETCHES - 1;
  g_autoptr (GError) local_error = NULL;

  if (document != 0 && postil_documents_peek_text (store, document, &place.position, error) == NULL)
    return NULL;
  for (guint stretch = first; stretch <= last; stretch++)
    {
      PostilSpanId found = first_in_stretch (store, filter, &place, forward, stretch, &local_error);

      if (found != 0)
        return postil_spans_get (store, found, error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  return NULL;
}

PostilSpan *
postil_spans_next (PostilStore *store, const PostilSpanFilter *filter, PostilId document, PostilRange range,
                   PostilSpanId id, GError **error)
{
  return step (store, filter, document, range, id, TRUE, error);
}

PostilSpan *
postil_spans_previous (PostilStore *store, const PostilSpanFilter *filter, PostilId document, PostilRange range,
                       PostilSpanId id, GError **error)
{
  return step (store, filter, document, range, id, FALSE, error);
}

/* ---- by words ---- */

GArray *
postil_spans_precedents (PostilStore *store, const char *words, GError **error)
{
  g_autoptr (GArray) precedents = g_array_new (FALSE, TRUE, sizeof (PostilPrecedent));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (
      store,
      "SELECT label, sum (state = 1) AS kept, sum (state = 2) AS rejected FROM span"
      " WHERE words = ?1 AND state IN (1, 2) GROUP BY label ORDER BY kept DESC, rejected DESC, label",
      error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, postil_spans_hash (words));
  while (postil_statement_next (statement, &local_error))
    {
      PostilPrecedent precedent = {
        .label = postil_statement_int (statement, 0),
        .n_kept = (guint) postil_statement_int (statement, 1),
        .n_rejected = (guint) postil_statement_int (statement, 2),
      };

      g_array_append_val (precedents, precedent);
    }
  if (local_error == NULL)
    return g_steal_pointer (&precedents);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GArray *
postil_spans_identical (PostilStore *store, const char *words, PostilId label, PostilStates states, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (PostilSpanId));
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM span WHERE words = ?1 AND state IN %s%s",
                                          postil_states_to_sql (states, POSTIL_STATES (POSTIL_STATE_SUGGESTED)),
                                          label != 0 ? " AND label = ?2" : "");
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, postil_spans_hash (words));
  if (label != 0)
    postil_statement_bind_int (statement, 2, label);
  return postil_statement_add_ids (statement, ids, error) ? g_steal_pointer (&ids) : NULL;
}
