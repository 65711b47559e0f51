/* span-decided.c - what was decided, read in short statements: nobody who writes waits for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader keeps the file's lock as long as its statement runs, and the window's commits wait for it. So decided spans are never
 * looked for among all spans: there may be a million suggestions between them.
 */
#include <string.h>

#include <postil/labels.h>
#include <postil/spans.h>

#include "spans-private.h"
#include "store-private.h"

/* Rows for one statement, more when a single document has more. */
#define N_ROWS 1000

/* A stretch of one label's spans in one state. */
typedef struct
{
  PostilId label;
  PostilState state;
  gint64 from, to; /* positions of documents, half-open */
} Stretch;

/* Sets @stretch->to. FALSE on error. */
static gboolean
find_end (PostilStore *store, Stretch *stretch, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "SELECT position FROM span INDEXED BY span_by_label WHERE label = ?1 AND state = ?2"
                            " AND position >= ?3 ORDER BY position LIMIT 1 OFFSET ?4",
                            error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, stretch->label);
  postil_statement_bind_int (statement, 2, stretch->state);
  postil_statement_bind_int (statement, 3, stretch->from);
  postil_statement_bind_int (statement, 4, N_ROWS);
  stretch->to = postil_statement_next (statement, &local_error) ? MAX (postil_statement_int (statement, 0), stretch->from + 1)
                                                                : G_MAXINT64;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
visit_stretch (PostilStore *store, const Stretch *stretch, const char *sql, PostilDecidedFunc func, gpointer data,
               GError **error)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, stretch->label);
  postil_statement_bind_int (statement, 2, stretch->state);
  postil_statement_bind_int (statement, 3, stretch->from);
  postil_statement_bind_int (statement, 4, stretch->to);
  while (postil_statement_next (statement, &local_error))
    func (statement, data);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
visit_state (PostilStore *store, PostilId label, PostilState state, const char *sql, PostilDecidedFunc func,
             gpointer data, GError **error)
{
  for (Stretch stretch = { label, state, 0, 0 }; stretch.to < G_MAXINT64; stretch.from = stretch.to)
    if (!find_end (store, &stretch, error) || !visit_stretch (store, &stretch, sql, func, data, error))
      return FALSE;
  return TRUE;
}

gboolean
postil_spans_visit_decided (PostilStore *store, const char *columns, const char *where, PostilDecidedFunc func,
                            gpointer data, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM span s INDEXED BY span_by_label WHERE s.label = ?1"
                                          " AND s.state = ?2 AND s.position >= ?3 AND s.position < ?4 AND (%s)",
                                          columns, where);
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);

  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->kind != POSTIL_LABEL_STRUCTURE &&
          (!visit_state (store, label->id, POSTIL_STATE_KEPT, sql, func, data, error) ||
           !visit_state (store, label->id, POSTIL_STATE_REJECTED, sql, func, data, error)))
        return FALSE;
    }
  return labels != NULL;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const PostilSpan *first = *(PostilSpan *const *) a, *second = *(PostilSpan *const *) b;

  if (first->document != second->document)
    return first->document < second->document ? -1 : 1;
  return postil_span_compare (a, b);
}

static void
add_span (PostilStatement *statement, gpointer spans)
{
  g_ptr_array_add (spans, postil_span_from_row (statement));
}

GPtrArray *
postil_spans_decided (PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_span_free);

  if (!postil_spans_visit_decided (store, POSTIL_SPAN_COLUMNS, "TRUE", add_span, spans, error))
    return NULL;
  g_ptr_array_sort (spans, compare_places);
  return g_steal_pointer (&spans);
}

/* ---- words ---- */

void
postil_kept_words_free (PostilKeptWords *self)
{
  g_free (self->words);
  g_free (self);
}

static gboolean
read_words (PostilStore *store, PostilId label, GPtrArray *all, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (
      store,
      "SELECT substr (d.text, s.start + 1, s.stop - s.start) AS w, sum (s.state = 1) AS kept, sum (s.state = 2) AS rejected"
      " FROM span s INDEXED BY span_by_label JOIN document d ON d.id = s.document"
      " WHERE s.label = ?1 AND s.state IN (1, 2) AND s.parts IS NULL AND s.stop - s.start BETWEEN 3 AND 300"
      " GROUP BY w HAVING kept > rejected",
      error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, label);
  while (postil_statement_next (statement, &local_error))
    {
      PostilKeptWords *kept = g_new0 (PostilKeptWords, 1);

      kept->words = postil_statement_dup_text (statement, 0);
      kept->label = label;
      kept->n_kept = (guint) postil_statement_int (statement, 1);
      kept->n_rejected = (guint) postil_statement_int (statement, 2);
      g_ptr_array_add (all, kept);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Longest first. */
static int
compare_words (gconstpointer a, gconstpointer b)
{
  const PostilKeptWords *first = *(PostilKeptWords *const *) a, *second = *(PostilKeptWords *const *) b;
  glong difference = g_utf8_strlen (second->words, -1) - g_utf8_strlen (first->words, -1);
  int order = strcmp (first->words, second->words);

  if (difference != 0)
    return difference < 0 ? -1 : 1;
  return order != 0 ? order : (first->label > second->label) - (first->label < second->label);
}

GPtrArray *
postil_spans_kept_words (PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_kept_words_free);
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);

  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if ((label->kind == POSTIL_LABEL_ENTITY || label->kind == POSTIL_LABEL_ACT) &&
          !read_words (store, label->id, all, error))
        return NULL;
    }
  if (labels == NULL)
    return NULL;
  g_ptr_array_sort (all, compare_words);
  return g_steal_pointer (&all);
}
