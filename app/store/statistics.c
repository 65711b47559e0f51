/* statistics.c - counts over whole tables, in as few passes as there are questions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/statistics.h>

#include <postil/span.h>

#include "store-private.h"

static void
label_free (gpointer data)
{
  PostilLabelStatistics *self = data;

  g_free (self->name);
  g_free (self);
}

static void
annotator_free (gpointer data)
{
  PostilAnnotatorStatistics *self = data;

  g_free (self->name);
  g_free (self);
}

void
postil_statistics_free (PostilStatistics *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->annotators);
  g_array_unref (self->days);
  g_free (self);
}

/* One question after the other fills the same picture. */
typedef void (*TakeRow) (PostilStatistics *self, PostilStatement *row);

static void
take_documents (PostilStatistics *self, PostilStatement *row)
{
  self->n_documents = (guint) postil_statement_int (row, 0);
}

static void
take_readings (PostilStatistics *self, PostilStatement *row)
{
  guint *count = postil_statement_int (row, 0) == 2 ? &self->n_done : &self->n_open;

  *count = (guint) postil_statement_int (row, 1);
}

/* Rows come label by label: a new one starts a new entry. */
static void
take_labels (PostilStatistics *self, PostilStatement *row)
{
  PostilId label = postil_statement_int (row, 0);
  gint64 state = postil_statement_int (row, 2);
  PostilLabelStatistics *last = self->labels->len > 0 ? g_ptr_array_index (self->labels, self->labels->len - 1) : NULL;

  if (last == NULL || last->label != label)
    {
      last = g_new0 (PostilLabelStatistics, 1);
      last->label = label;
      last->name = postil_statement_dup_text (row, 1);
      g_ptr_array_add (self->labels, last);
    }
  if (state >= 0 && state < 3)
    last->counts[state] += (guint) postil_statement_int (row, 3);
}

static void
take_relations (PostilStatistics *self, PostilStatement *row)
{
  self->n_relations = (guint) postil_statement_int (row, 0);
}

static void
take_annotators (PostilStatistics *self, PostilStatement *row)
{
  PostilAnnotatorStatistics *annotator = g_new0 (PostilAnnotatorStatistics, 1);

  annotator->annotator = postil_statement_int (row, 0);
  annotator->name = postil_statement_dup_text (row, 1);
  annotator->n_open = (guint) postil_statement_int (row, 2);
  annotator->n_done = (guint) postil_statement_int (row, 3);
  annotator->milliseconds = postil_statement_int (row, 4);
  annotator->keystrokes = postil_statement_int (row, 5);
  g_ptr_array_add (self->annotators, annotator);
}

static void
take_kept (PostilStatistics *self, PostilStatement *row)
{
  PostilId id = postil_statement_int (row, 0);
  PostilDayStatistics day = { postil_statement_int (row, 1), (guint) postil_statement_int (row, 2) };
  PostilDayStatistics *last =
      self->days->len > 0 ? &g_array_index (self->days, PostilDayStatistics, self->days->len - 1) : NULL;

  for (guint i = 0; i < self->annotators->len; i++)
    {
      PostilAnnotatorStatistics *annotator = g_ptr_array_index (self->annotators, i);

      if (annotator->annotator == id)
        annotator->n_kept += day.n_kept;
    }
  if (last != NULL && last->day == day.day)
    last->n_kept += day.n_kept;
  else
    g_array_append_val (self->days, day);
}

/* What a span was kept by and when; hands decide at once, so theirs have only the time at which they were made. */
#define KEPT_AT "CASE WHEN decided_at > 0 THEN decided_at ELSE created_at END"

static const struct
{
  const char *sql;
  TakeRow take;
} questions[] = {
  { "SELECT count (*) FROM document", take_documents },
  { "SELECT best, count (*) FROM (SELECT max (state) AS best FROM reading GROUP BY document) WHERE best > 0 GROUP BY "
    "best",
    take_readings },
  { "SELECT l.id, l.name, c.state, c.n FROM (SELECT label, state, count (*) AS n FROM span GROUP BY label, state"
    " UNION ALL SELECT label, state, count (*) FROM relation GROUP BY label, state) c JOIN label l ON l.id = c.label"
    " ORDER BY l.position, l.id",
    take_labels },
  { "SELECT count (*) FROM relation", take_relations },
  { "SELECT a.id, a.name, coalesce (sum (r.state = 1), 0), coalesce (sum (r.state = 2), 0), coalesce (sum "
    "(r.milliseconds), 0),"
    " coalesce (sum (r.keystrokes), 0) FROM annotator a LEFT JOIN reading r ON r.annotator = a.id GROUP BY a.id ORDER "
    "BY a.name",
    take_annotators },
  { "SELECT annotator, CAST (julianday (" KEPT_AT
    " / 1000, 'unixepoch', 'localtime', 'start of day') - 2440587.5 AS INTEGER) AS day,"
    " count (*) FROM span WHERE state = 1 AND structure = 0 AND annotator IS NOT NULL GROUP BY day, annotator ORDER BY "
    "day",
    take_kept },
};

PostilStatistics *
postil_statistics_read (PostilStore *store, GError **error)
{
  g_autoptr (PostilStatistics) self = g_new0 (PostilStatistics, 1);

  self->labels = g_ptr_array_new_with_free_func (label_free);
  self->annotators = g_ptr_array_new_with_free_func (annotator_free);
  self->days = g_array_new (FALSE, FALSE, sizeof (PostilDayStatistics));
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (PostilStatement) statement = postil_statement_new (store, questions[i].sql, error);
      g_autoptr (GError) local_error = NULL;

      if (statement == NULL)
        return NULL;
      while (postil_statement_next (statement, &local_error))
        questions[i].take (self, statement);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}
