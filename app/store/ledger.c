/* ledger.c - counts how proposals were decided, by source and label
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/ledger.h>

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include <postil/labels.h>

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

/* What was decided, as it was proposed, of a source that proposes. */
#define COLUMNS                                                                                                        \
  "s.source, s.state, s.score, s.label, " POSTIL_SPAN_AT_FIRST ("label") ", CASE s.state WHEN 1 THEN s.start <> "       \
  POSTIL_SPAN_AT_FIRST ("start") " OR s.stop <> " POSTIL_SPAN_AT_FIRST ("stop") " ELSE 0 END, s.decided_at / 86400000"
enum
{
  COLUMN_SOURCE,
  COLUMN_STATE,
  COLUMN_SCORE,
  COLUMN_LABEL,
  COLUMN_PROPOSED,
  COLUMN_MOVED,
  COLUMN_DAY,
};

#define WHERE "s.source IN (SELECT id FROM source WHERE kind NOT IN ('hand', 'import'))"

/* What is open under a label, in a tenth of the scores. */
static const char OPEN[] = "SELECT source, count (*) FROM span INDEXED BY span_by_score WHERE label = ?1 AND state = 0"
                           " AND structure = 0 AND score >= ?2 AND score < ?3 GROUP BY source";
#define N_SLICES 10

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

/* A ledger on its way. */
typedef struct
{
  GPtrArray  *rows;
  GHashTable *by_name; /* "name label" -> PostilLedgerRow */
  GPtrArray  *all;     /* PostilSource */
  GHashTable *sources; /* id -> PostilSource in @all: those that propose */
} Books;

static void
books_clear (Books *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Books, books_clear)

static gboolean
books_open (Books *self, PostilStore *store, GError **error)
{
  self->all = postil_source_list (store, error);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_ledger_row_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sources = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; self->all != NULL && i < self->all->len; i++)
    {
      PostilSource *source = g_ptr_array_index (self->all, i);

      if (source->kind != POSTIL_SOURCE_HAND && source->kind != POSTIL_SOURCE_IMPORT)
        g_hash_table_insert (self->sources, &source->id, source);
    }
  return self->all != NULL;
}

/* NULL: the source proposes nothing. */
static PostilLedgerRow *
row_of (Books *self, PostilId source, PostilId label)
{
  const PostilSource *known = g_hash_table_lookup (self->sources, &source);
  g_autofree char *key = known != NULL ? g_strdup_printf ("%s %" G_GINT64_FORMAT, known->name, label) : NULL;
  PostilLedgerRow *row = key != NULL ? g_hash_table_lookup (self->by_name, key) : NULL;

  if (known == NULL || row != NULL)
    return row;
  row = g_new0 (PostilLedgerRow, 1);
  row->source = source;
  row->label = label;
  row->name = g_strdup (known->name);
  row->kind = known->kind;
  row->days = g_array_new (FALSE, FALSE, sizeof (PostilLedgerDay));
  g_ptr_array_add (self->rows, row);
  g_hash_table_insert (self->by_name, g_steal_pointer (&key), row);
  return row;
}

static void
add_day (PostilLedgerRow *row, gint64 day, gboolean right)
{
  PostilLedgerDay fresh = { day, right, !right };

  if (day <= 0) /* decisions that came with a file may lack their day */
    return;
  for (guint i = row->days->len; i > 0; i--)
    {
      PostilLedgerDay *known = &g_array_index (row->days, PostilLedgerDay, i - 1);

      if (known->day != day)
        continue;
      known->n_right += right;
      known->n_wrong += !right;
      return;
    }
  g_array_append_val (row->days, fresh);
}

static void
add_decided (PostilStatement *statement, gpointer data)
{
  PostilId label = postil_statement_int (statement, COLUMN_PROPOSED);
  gboolean kept = postil_statement_int (statement, COLUMN_STATE) == POSTIL_STATE_KEPT;
  gboolean same = postil_statement_int (statement, COLUMN_LABEL) == label;
  PostilLedgerRow *row = row_of (data, postil_statement_int (statement, COLUMN_SOURCE), label);

  if (row == NULL)
    return;
  if (!kept)
    row->n_rejected++;
  else if (!same)
    row->n_relabelled++;
  else if (postil_statement_int (statement, COLUMN_MOVED) != 0)
    row->n_edited++;
  else
    row->n_accepted++;
  add_day (row, postil_statement_int (statement, COLUMN_DAY), kept && same);
}

static gboolean
add_open (Books *self, PostilStore *store, PostilId label, guint slice, GError **error)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (store, OPEN, error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, label);
  postil_statement_bind_double (statement, 2, slice > 0 ? (double) slice / N_SLICES : -1);
  postil_statement_bind_double (statement, 3, slice + 1 < N_SLICES ? (double) (slice + 1) / N_SLICES : 2);
  while (postil_statement_next (statement, &local_error))
    {
      PostilLedgerRow *row = row_of (self, postil_statement_int (statement, 0), label);

      if (row != NULL)
        row->n_open += (guint) postil_statement_int (statement, 1);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* In short statements, as what is decided is read: whoever decides meanwhile does not wait for a million suggestions. */
static gboolean
add_all_open (Books *self, PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);

  for (guint i = 0; labels != NULL && i < labels->len; i++)
    for (guint slice = 0; slice < N_SLICES; slice++)
      if (!add_open (self, store, ((PostilLabel *) g_ptr_array_index (labels, i))->id, slice, error))
        return FALSE;
  return labels != NULL;
}

static int
earliest_first (gconstpointer a, gconstpointer b)
{
  const PostilLedgerDay *first = a, *second = b;

  return (first->day > second->day) - (first->day < second->day);
}

static int
most_first (gconstpointer a, gconstpointer b)
{
  const PostilLedgerRow *first = *(PostilLedgerRow *const *) a;
  const PostilLedgerRow *second = *(PostilLedgerRow *const *) b;
  guint n_first = postil_ledger_row_n_proposed (first);
  guint n_second = postil_ledger_row_n_proposed (second);
  int order = strcmp (first->name, second->name);

  if (n_first != n_second)
    return n_first > n_second ? -1 : 1;
  return order != 0 ? order : (first->label > second->label) - (first->label < second->label);
}

GPtrArray *
postil_ledger_list (PostilStore *store, gint64 since, GError **error)
{
  g_autofree char *where = g_strdup_printf (WHERE " AND s.decided_at >= %" G_GINT64_FORMAT, since);
  g_auto (Books) books = { 0 };

  if (!books_open (&books, store, error) || !add_all_open (&books, store, error) ||
      !postil_spans_visit_decided (store, COLUMNS, since > 0 ? where : WHERE, add_decided, &books, error))
    return NULL;
  for (guint i = 0; i < books.rows->len; i++)
    {
      PostilLedgerRow *row = g_ptr_array_index (books.rows, i);

      row->weight = postil_ledger_get_weight (store, row->name);
      g_array_sort (row->days, earliest_first);
    }
  g_ptr_array_sort (books.rows, most_first);
  return g_steal_pointer (&books.rows);
}

/* --- Thresholds --------------------------------------------------------------------------------------------------- */

typedef struct
{
  PostilId label;
  double   score;
  gboolean right;
} Decided;

static void
note_decided (PostilStatement *statement, gpointer data)
{
  PostilId label = postil_statement_int (statement, COLUMN_PROPOSED);
  Decided decided = {
    .label = label,
    .score = postil_statement_double (statement, COLUMN_SCORE),
    .right = postil_statement_int (statement, COLUMN_STATE) == POSTIL_STATE_KEPT &&
             postil_statement_int (statement, COLUMN_LABEL) == label,
  };

  g_array_append_val ((GArray *) data, decided);
}

static int
highest_first (gconstpointer a, gconstpointer b)
{
  const Decided *first = a, *second = b;

  if (first->label != second->label)
    return first->label < second->label ? -1 : 1;
  return (first->score < second->score) - (first->score > second->score);
}

/* Goes down from the highest score; the last score that would do is the lowest. */
GArray *
postil_ledger_thresholds (PostilStore *store, double precision, guint least, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (PostilLedgerThreshold));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Decided));
  PostilLedgerThreshold so_far = { 0 };

  if (!postil_spans_visit_decided (store, COLUMNS, WHERE, note_decided, all, error))
    return NULL;
  g_array_sort (all, highest_first);
  for (guint i = 0; i < all->len; i++)
    {
      const Decided *decided = &g_array_index (all, Decided, i);

      if (decided->label != so_far.label)
        so_far = (PostilLedgerThreshold){ .label = decided->label };
      so_far.score = decided->score;
      so_far.n_right += decided->right;
      so_far.n_decided++;
      /* What has the same score stands or falls with it. */
      if (i + 1 < all->len && highest_first (decided, decided + 1) == 0)
        continue;
      if (so_far.n_decided < least || so_far.n_right < precision * so_far.n_decided)
        continue;
      if (found->len > 0 && g_array_index (found, PostilLedgerThreshold, found->len - 1).label == so_far.label)
        g_array_set_size (found, found->len - 1);
      g_array_append_val (found, so_far);
    }
  return g_steal_pointer (&found);
}
