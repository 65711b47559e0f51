/* ledger.c - counts how proposals were decided, by source and label
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/ledger.h>

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "spans-private.h"
#include "store-private.h"

#define Z 1.959964 /* 95 % */

void
postil_ledger_row_free (PostilLedgerRow *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_array_unref (self->days);
  g_free (self);
}

static guint
n_decided (const PostilLedgerRow *self)
{
  return self->n_accepted + self->n_edited + self->n_relabelled + self->n_rejected;
}

guint
postil_ledger_row_n_proposed (const PostilLedgerRow *self)
{
  return self->n_open + n_decided (self);
}

double
postil_ledger_row_precision (const PostilLedgerRow *self)
{
  return n_decided (self) > 0 ? (double) (self->n_accepted + self->n_edited) / n_decided (self) : 0;
}

void
postil_ledger_row_interval (const PostilLedgerRow *self, double *low, double *high)
{
  double n = n_decided (self);
  double p = postil_ledger_row_precision (self);
  double middle, half;

  *low = 0;
  *high = 1;
  if (n <= 0)
    return;
  middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
  half = Z * sqrt (p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
  *low = MAX (0, middle - half);
  *high = MIN (1, middle + half);
}

/* A span as it was proposed, of a source that proposes; ?1: the earliest decision that counts. */
#define PROPOSALS                                                                                                      \
  "(SELECT s.source AS source, s.state AS state, s.score AS score, o.name AS name, o.kind AS kind,"                    \
  " CASE s.state WHEN 0 THEN s.label ELSE " POSTIL_SPAN_AT_FIRST (                                                     \
      "label") " END AS label, s.label AS now,"                                                                        \
               " CASE s.state WHEN 1 THEN s.start <> " POSTIL_SPAN_AT_FIRST (                                          \
                   "start") " OR s.stop <> " POSTIL_SPAN_AT_FIRST ("stop") " ELSE 0 END AS moved, CASE s.state WHEN "  \
                                                                           "0 THEN -1 ELSE s.decided_at / 86400000 "   \
                                                                           "END AS day"                                \
                                                                           " FROM span s JOIN source o ON o.id = "     \
                                                                           "s.source"                                  \
                                                                           " WHERE s.structure = 0 AND o.kind NOT IN " \
                                                                           "('hand', 'import') AND (s.state = 0 OR "   \
                                                                           "s.decided_at >= ?1))"

/* One row for each source, label and day. */
static const char QUERY[] =
    "SELECT source, name, kind, label, day, sum (state = 0), sum (state = 1 AND now = label AND NOT moved),"
    " sum (state = 1 AND now = label AND moved), sum (state = 1 AND now <> label), sum (state = 2)"
    " FROM " PROPOSALS " GROUP BY name, label, day ORDER BY name, label, day";

static const char THRESHOLDS[] = "SELECT label, score, sum (state = 1 AND now = label), count (*) FROM " PROPOSALS
                                 " WHERE state <> 0 GROUP BY label, score ORDER BY label, score DESC";

static char *
weight_name (const char *source)
{
  return g_strconcat ("weight/", source, NULL);
}

double
postil_ledger_get_weight (PostilStore *store, const char *source)
{
  g_autofree char *name = weight_name (source);
  g_autofree char *value = postil_setting_get (store, name);
  double weight = value != NULL ? g_ascii_strtod (value, NULL) : 1;

  return isfinite (weight) ? CLAMP (weight, 0, 1) : 1;
}

gboolean
postil_ledger_set_weight (PostilStore *store, const char *source, double weight, GError **error)
{
  g_autofree char *name = weight_name (source);
  char value[G_ASCII_DTOSTR_BUF_SIZE];

  if (!(weight >= 0 && weight <= 1))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("A weight lies between 0 and 1."));
      return FALSE;
    }
  g_ascii_dtostr (value, sizeof value, weight);
  return postil_setting_set (store, name, weight < 1 ? value : NULL, error);
}

/* The row that the statement's line belongs to: the last one, or a new one. */
static PostilLedgerRow *
row_of (GPtrArray *rows, PostilStatement *statement)
{
  PostilId source = postil_statement_int (statement, 0);
  PostilId label = postil_statement_int (statement, 3);
  PostilLedgerRow *row = rows->len > 0 ? g_ptr_array_index (rows, rows->len - 1) : NULL;

  if (row != NULL && row->source == source && row->label == label)
    return row;
  row = g_new0 (PostilLedgerRow, 1);
  row->source = source;
  row->label = label;
  row->name = postil_statement_dup_text (statement, 1);
  row->kind = POSTIL_SOURCE_IMPORT;
  row->days = g_array_new (FALSE, FALSE, sizeof (PostilLedgerDay));
  postil_source_kind_from_string (postil_statement_text (statement, 2, NULL), &row->kind);
  g_ptr_array_add (rows, row);
  return row;
}

static void
add_day (PostilLedgerRow *row, PostilStatement *statement)
{
  guint n_accepted = (guint) postil_statement_int (statement, 6);
  guint n_edited = (guint) postil_statement_int (statement, 7);
  guint n_relabelled = (guint) postil_statement_int (statement, 8);
  guint n_rejected = (guint) postil_statement_int (statement, 9);
  PostilLedgerDay day = { postil_statement_int (statement, 4), n_accepted + n_edited, n_relabelled + n_rejected };

  row->n_open += (guint) postil_statement_int (statement, 5);
  row->n_accepted += n_accepted;
  row->n_edited += n_edited;
  row->n_relabelled += n_relabelled;
  row->n_rejected += n_rejected;
  /* Decisions that came with a file may lack their day. */
  if (day.day > 0 && day.n_right + day.n_wrong > 0)
    g_array_append_val (row->days, day);
}

static int
most_first (gconstpointer a, gconstpointer b)
{
  const PostilLedgerRow *first = *(PostilLedgerRow *const *) a;
  const PostilLedgerRow *second = *(PostilLedgerRow *const *) b;
  guint n_first = postil_ledger_row_n_proposed (first);
  guint n_second = postil_ledger_row_n_proposed (second);

  if (n_first != n_second)
    return n_first > n_second ? -1 : 1;
  return strcmp (first->name, second->name);
}

GPtrArray *
postil_ledger_list (PostilStore *store, gint64 since, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_ledger_row_free);
  g_autoptr (PostilStatement) statement = postil_statement_new (store, QUERY, error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, since);
  while (postil_statement_next (statement, &local_error))
    add_day (row_of (rows, statement), statement);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      PostilLedgerRow *row = g_ptr_array_index (rows, i);

      row->weight = postil_ledger_get_weight (store, row->name);
    }
  g_ptr_array_sort (rows, most_first);
  return g_steal_pointer (&rows);
}

/* Goes down from the highest score; the last score that would do is the lowest. */
GArray *
postil_ledger_thresholds (PostilStore *store, double precision, guint least, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (PostilLedgerThreshold));
  g_autoptr (PostilStatement) statement = postil_statement_new (store, THRESHOLDS, error);
  g_autoptr (GError) local_error = NULL;
  PostilLedgerThreshold so_far = { 0 };

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, 0);
  while (postil_statement_next (statement, &local_error))
    {
      PostilId label = postil_statement_int (statement, 0);

      if (label != so_far.label)
        so_far = (PostilLedgerThreshold){ .label = label };
      so_far.score = postil_statement_double (statement, 1);
      so_far.n_right += (guint) postil_statement_int (statement, 2);
      so_far.n_decided += (guint) postil_statement_int (statement, 3);
      if (so_far.n_decided < least || so_far.n_right < precision * so_far.n_decided)
        continue;
      if (found->len > 0 && g_array_index (found, PostilLedgerThreshold, found->len - 1).label == label)
        g_array_set_size (found, found->len - 1);
      g_array_append_val (found, so_far);
    }
  if (local_error == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
