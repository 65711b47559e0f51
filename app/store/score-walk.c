/* score-walk.c - open suggestions in the order of their scores, without sorting them all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The index span_by_score has one stretch for each label, in the order of (score, place). A stream walks one of them
 * score by score, and within a score place by place, so that each step is a seek or two; the streams are merged by rank
 * and place. Uncertainty has two streams for each label: up from one half and down from it.
 */
#include <math.h>

#include <postil/labels.h>

#include "spans-private.h"
#include "store-private.h"

/* What the queue is ordered by. */
typedef struct
{
  double rank; /* lower comes first */
  gint64 position;
  PostilId document;
  gint64 start;
  PostilSpanId id;
} Key;

typedef struct
{
  PostilStore *store;
  const PostilSpanFilter *filter;
  PostilSpanOrder order;
  gboolean forward;
} Walk;

typedef enum
{
  ALL_SCORES,
  UPPER_HALF, /* from 0.5 */
  LOWER_HALF,
} Half;

typedef struct
{
  PostilId label;
  Half half;
  gboolean ended;
  double score; /* of the head */
  Key head;
} Stream;

static double
rank_of (PostilSpanOrder order, double score)
{
  return order == POSTIL_ORDER_CONFIDENCE ? -score : fabs (score - 0.5);
}

static int
compare_keys (const Key *a, const Key *b)
{
  if (a->rank != b->rank)
    return a->rank < b->rank ? -1 : 1;
  if (a->position != b->position)
    return a->position < b->position ? -1 : 1;
  if (a->document != b->document)
    return a->document < b->document ? -1 : 1;
  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  return (a->id > b->id) - (a->id < b->id);
}

/* Whether the stream goes to higher scores as the walk goes on. */
static gboolean
goes_up (const Walk *walk, Half half)
{
  return (half == UPPER_HALF) == walk->forward;
}

/* A stretch of scores. */
typedef struct
{
  double low, high;
  gboolean low_open, high_open; /* the end itself is not in it */
} Scores;

static Scores
scores_of (const Walk *walk, const Stream *stream)
{
  Scores scores = { MAX (walk->filter->min_score, 0), 1, FALSE, FALSE };

  if (stream->half == UPPER_HALF)
    scores.low = MAX (scores.low, 0.5);
  if (stream->half == LOWER_HALF)
    {
      scores.high = 0.5;
      scores.high_open = TRUE;
    }
  return scores;
}

/* ?1 source, ?2 label, the caller's own from ?3. The index is named, because without statistics SQLite would as soon take
 * another. */
static PostilStatement *
prepare (const Walk *walk, const Stream *stream, const char *select, const char *rest, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT ", select,
                                      " FROM span s INDEXED BY span_by_score WHERE s.state = 0 AND s.structure = 0"
                                      " AND s.label = ?2",
                                      walk->filter->source != 0 ? " AND s.source = ?1" : "", rest, NULL);
  PostilStatement *statement = postil_statement_new (walk->store, sql, error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 2, stream->label);
  if (walk->filter->source != 0)
    postil_statement_bind_int (statement, 1, walk->filter->source);
  return statement;
}

/* The score in @scores that comes first as the stream goes. There is one condition for each end, since of two SQLite would
 * seek to one and step through what the other leaves out. FALSE without error: there is none. */
static gboolean
first_score (const Walk *walk, const Stream *stream, Scores scores, double *score, GError **error)
{
  g_autofree char *rest =
      g_strdup_printf (" AND s.score %s ?3 AND s.score %s ?4 ORDER BY s.score %s LIMIT 1", scores.low_open ? ">" : ">=",
                       scores.high_open ? "<" : "<=", goes_up (walk, stream->half) ? "ASC" : "DESC");
  g_autoptr (PostilStatement) statement = prepare (walk, stream, "s.score", rest, error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_double (statement, 3, scores.low);
  postil_statement_bind_double (statement, 4, scores.high);
  if (!postil_statement_next (statement, error))
    return FALSE;
  *score = postil_statement_double (statement, 0);
  return TRUE;
}

/* The next score from @from on, which is itself one with @inclusive. FALSE without error: there is none. */
static gboolean
next_score (const Walk *walk, const Stream *stream, double from, gboolean inclusive, double *score, GError **error)
{
  Scores scores = scores_of (walk, stream);

  if (goes_up (walk, stream->half) && from >= scores.low)
    {
      scores.low = from;
      scores.low_open = !inclusive;
    }
  if (!goes_up (walk, stream->half) && from <= scores.high)
    {
      scores.high_open = !inclusive || (scores.high_open && from >= scores.high);
      scores.high = from;
    }
  return scores.low <= scores.high && first_score (walk, stream, scores, score, error);
}

/* The first at @score, after (or when not forward before) the place of @after, which may be NULL: sets the stream's head. */
static gboolean
next_place (const Walk *walk, Stream *stream, double score, const Key *after, GError **error)
{
  const char *down = walk->forward ? "" : " DESC";
  g_autofree char *beyond =
      after == NULL ? NULL
                    : g_strdup_printf (" AND (s.position, s.document, s.start, s.id) %s (?4, ?5, ?6, ?7)",
                                       walk->forward ? ">" : "<");
  g_autofree char *rest =
      g_strdup_printf (" AND s.score = ?3%s ORDER BY s.position%s, s.document%s, s.start%s, s.id%s LIMIT 1",
                       beyond != NULL ? beyond : "", down, down, down, down);
  g_autoptr (PostilStatement) statement = prepare (walk, stream, "s.position, s.document, s.start, s.id", rest, error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_double (statement, 3, score);
  if (after != NULL)
    {
      postil_statement_bind_int (statement, 4, after->position);
      postil_statement_bind_int (statement, 5, after->document);
      postil_statement_bind_int (statement, 6, after->start);
      postil_statement_bind_int (statement, 7, after->id);
    }
  if (!postil_statement_next (statement, error))
    return FALSE;
  stream->score = score;
  stream->head = (Key){ rank_of (walk->order, score), postil_statement_int (statement, 0),
                        postil_statement_int (statement, 1), postil_statement_int (statement, 2),
                        postil_statement_int (statement, 3) };
  return TRUE;
}

/* Moves the head to the first of a score from @from on. */
static gboolean
enter_score (const Walk *walk, Stream *stream, double from, gboolean inclusive, GError **error)
{
  double score;

  return next_score (walk, stream, from, inclusive, &score, error) && next_place (walk, stream, score, NULL, error);
}

/* Moves the head on by one; the stream has ended when there is none, or on error. */
static void
advance (const Walk *walk, Stream *stream, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  Key at = stream->head;

  stream->ended = !next_place (walk, stream, stream->score, &at, &local_error) &&
                  (local_error != NULL || !enter_score (walk, stream, stream->score, FALSE, &local_error));
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
}

/* A score that is surely not behind the first one with a rank beyond @rank. */
static double
score_near (const Walk *walk, Half half, double rank)
{
  double slack = goes_up (walk, half) ? -1e-9 : 1e-9;

  if (half == ALL_SCORES)
    return -rank;
  return (half == UPPER_HALF ? 0.5 + rank : 0.5 - rank) + slack;
}

/* Puts the head on the first one after @after (NULL: the first of all). */
static void
start (const Walk *walk, Stream *stream, const Key *after, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  double score = after != NULL ? score_near (walk, stream->half, after->rank) : goes_up (walk, stream->half) ? -1 : 2;
  gboolean inclusive = TRUE;

  stream->ended = TRUE;
  while (next_score (walk, stream, score, inclusive, &score, &local_error))
    {
      double rank = rank_of (walk->order, score);
      gboolean same = after != NULL && rank == after->rank;
      gboolean behind = after != NULL && !same && (rank < after->rank) == walk->forward;

      inclusive = FALSE;
      if (behind)
        continue;
      if (next_place (walk, stream, score, same ? after : NULL, &local_error))
        stream->ended = FALSE;
      if (!same || !stream->ended || local_error != NULL)
        break;
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
}

static GArray *
make_streams (const Walk *walk, const Key *after, GError **error)
{
  g_autoptr (GArray) streams = g_array_new (FALSE, TRUE, sizeof (Stream));
  g_autoptr (GPtrArray) labels = postil_labels_list (walk->store, TRUE, error);
  gboolean halves = walk->order == POSTIL_ORDER_UNCERTAINTY;
  g_autoptr (GError) local_error = NULL;

  if (labels == NULL)
    return NULL;
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->kind == POSTIL_LABEL_STRUCTURE || label->kind == POSTIL_LABEL_RELATION ||
          (walk->filter->label != 0 && walk->filter->label != label->id))
        continue;
      for (Half half = halves ? UPPER_HALF : ALL_SCORES; half <= (halves ? LOWER_HALF : ALL_SCORES); half++)
        {
          Stream stream = { .label = label->id, .half = half };

          start (walk, &stream, after, &local_error);
          if (local_error != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return NULL;
            }
          if (!stream.ended)
            g_array_append_val (streams, stream);
        }
    }
  return g_steal_pointer (&streams);
}

/* The stream whose head is next; NULL when all have ended. There are few: one or two for each label. */
static Stream *
first_stream (const Walk *walk, GArray *streams)
{
  Stream *first = NULL;

  for (guint i = 0; i < streams->len; i++)
    {
      Stream *stream = &g_array_index (streams, Stream, i);

      if (!stream->ended && (first == NULL || (compare_keys (&stream->head, &first->head) < 0) == walk->forward))
        first = stream;
    }
  return first;
}

gboolean
postil_spans_walk_scores (PostilStore *store, const PostilSpanFilter *filter, PostilSpanOrder order, const PostilSpan *after,
                          gboolean forward, guint limit, GArray *ids, GError **error)
{
  Walk walk = { store, filter, order, forward };
  Key key = { 0 };
  g_autoptr (GArray) streams = NULL;
  g_autoptr (GError) local_error = NULL;
  Stream *stream;

  if (after != NULL)
    {
      key = (Key){ rank_of (order, after->score), 0, after->document, after->range.start, after->id };
      if (postil_documents_peek_text (store, after->document, &key.position, error) == NULL)
        return FALSE;
    }
  streams = make_streams (&walk, after != NULL ? &key : NULL, error);
  if (streams == NULL)
    return FALSE;
  while (ids->len < limit && local_error == NULL && (stream = first_stream (&walk, streams)) != NULL)
    {
      g_array_append_val (ids, stream->head.id);
      advance (&walk, stream, &local_error);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
