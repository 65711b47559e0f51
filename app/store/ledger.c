/* ledger.c - counts how proposals were decided, by source and label
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/ledger.h>

#include <math.h>

#include "store-private.h"

#define Z 1.959964 /* 95 % */

void
postil_ledger_row_free (PostilLedgerRow *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
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

/* Whether an edit that was not taken back changed a column of the span after it was proposed. */
#define CHANGED(columns)                                                                                               \
  "EXISTS (SELECT 1 FROM edit_row r JOIN edit e ON e.number = r.edit WHERE r.row = s.id AND r.op = 1"                  \
  " AND r.tbl = 'span' AND e.state = 0 AND (" columns "))"
#define HAS(column) "r.before LIKE '%\"" column "\"%'"

static const char QUERY[] =
    "SELECT o.id, o.name, o.kind, t.label, sum (t.state = 0), sum (t.state = 1 AND NOT t.moved AND NOT t.renamed),"
    " sum (t.state = 1 AND t.moved AND NOT t.renamed), sum (t.state = 1 AND t.renamed), sum (t.state = 2)"
    " FROM (SELECT s.source AS source, s.label AS label, s.state AS state,"
    " s.state = 1 AND " CHANGED (HAS ("start") " OR " HAS ("stop")) " AS moved,"
    " s.state = 1 AND " CHANGED (HAS ("label")) " AS renamed"
    " FROM span s WHERE s.structure = 0 AND (s.state = 0 OR s.decided_at >= ?1)) t"
    " JOIN source o ON o.id = t.source WHERE o.kind NOT IN ('hand', 'import')"
    " GROUP BY o.id, t.label ORDER BY count (*) DESC, o.name, t.label";

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
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, "A weight lies between 0 and 1.");
      return FALSE;
    }
  g_ascii_dtostr (value, sizeof value, weight);
  return postil_setting_set (store, name, weight < 1 ? value : NULL, error);
}

static PostilLedgerRow *
read_row (PostilStatement *statement)
{
  PostilLedgerRow *row = g_new0 (PostilLedgerRow, 1);

  row->source = postil_statement_int (statement, 0);
  row->name = postil_statement_dup_text (statement, 1);
  row->kind = POSTIL_SOURCE_IMPORT;
  postil_source_kind_from_string (postil_statement_text (statement, 2, NULL), &row->kind);
  row->label = postil_statement_int (statement, 3);
  row->n_open = (guint) postil_statement_int (statement, 4);
  row->n_accepted = (guint) postil_statement_int (statement, 5);
  row->n_edited = (guint) postil_statement_int (statement, 6);
  row->n_relabelled = (guint) postil_statement_int (statement, 7);
  row->n_rejected = (guint) postil_statement_int (statement, 8);
  return row;
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
    g_ptr_array_add (rows, read_row (statement));
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
  return g_steal_pointer (&rows);
}

GArray *
postil_ledger_days (PostilStore *store, PostilId source, PostilId label, GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (PostilLedgerDay));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (
      store,
      "SELECT s.decided_at / 86400000, sum (s.state = 1), sum (s.state = 2) FROM span s JOIN source o ON o.id = s.source"
      " WHERE s.state IN (1, 2) AND s.structure = 0 AND o.kind NOT IN ('hand', 'import')"
      " AND (?1 = 0 OR s.source = ?1) AND (?2 = 0 OR s.label = ?2) AND s.decided_at > 0 GROUP BY 1 ORDER BY 1",
      error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, source);
  postil_statement_bind_int (statement, 2, label);
  while (postil_statement_next (statement, &local_error))
    {
      PostilLedgerDay day = { postil_statement_int (statement, 0), (guint) postil_statement_int (statement, 1),
                              (guint) postil_statement_int (statement, 2) };

      g_array_append_val (days, day);
    }
  if (local_error == NULL)
    return g_steal_pointer (&days);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
postil_ledger_threshold (PostilStore *store, PostilId label, double precision, guint least, double *threshold,
                         guint *n_out, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "SELECT s.score, sum (s.state = 1), count (*) FROM span s JOIN source o ON o.id = s.source"
                            " WHERE s.label = ?1 AND s.state IN (1, 2) AND o.kind NOT IN ('hand', 'import')"
                            " GROUP BY s.score ORDER BY s.score DESC",
                            error);
  guint n = 0, n_right = 0;
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, label);
  while (postil_statement_next (statement, &local_error))
    {
      n_right += (guint) postil_statement_int (statement, 1);
      n += (guint) postil_statement_int (statement, 2);
      if (n_right < precision * n)
        continue;
      *threshold = postil_statement_double (statement, 0);
      found = TRUE;
    }
  if (n_out != NULL)
    *n_out = n;
  if (local_error == NULL)
    return found && n >= least;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
