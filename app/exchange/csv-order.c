/* csv-order.c - in which order to read the rows of a table, so that those of one document come together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv-order.h"

#include <string.h>

typedef struct
{
  PostilCsvReader rows;
  const char *start;
  const PostilColumns *columns;
  PostilIntake *intake;
  GCancellable *cancellable;
  GHashTable *numbers; /* key -> number of its document, from 1 */
  guint last;          /* number of the document of the row before */
  GArray *places;      /* NULL while they still seem to stand together */
} Search;

static guint
number_of (Search *self, const char *key)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, key));

  if (number > 0)
    return number;
  number = g_hash_table_size (self->numbers) + 1;
  g_hash_table_insert (self->numbers, g_strdup (key), GUINT_TO_POINTER (number));
  return number;
}

/* What is wrong with a row is told by whoever reads it, wherever that is; it stays with the row before. */
static guint
document_of_row (Search *self, PostilCsvResult result)
{
  const char *key = result == POSTIL_CSV_ROW ? postil_columns_get (self->columns, &self->rows, POSTIL_COLUMN_DOCUMENT) : NULL;

  return key != NULL ? number_of (self, key) : self->last;
}

/* FALSE ends the search: it was cancelled, or, while nothing is kept, a document comes again. */
static gboolean
look_through (Search *self, gboolean *again, GError **error)
{
  PostilCsvResult result = POSTIL_CSV_ROW;

  self->last = 0;
  while (result != POSTIL_CSV_HOPELESS)
    {
      PostilCsvPlace place = { .at = (gsize) (self->rows.cursor - self->start), .line = self->rows.next_line };

      result = postil_csv_reader_next (&self->rows);
      if (result == POSTIL_CSV_END)
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      postil_intake_skimmed (self->intake, self->rows.cursor);
      place.document = document_of_row (self, result);
      /* Numbers are given in order, so a smaller one has been seen before. */
      *again = place.document < self->last;
      self->last = place.document;
      if (self->places != NULL)
        g_array_append_val (self->places, place);
      else if (*again)
        return FALSE;
    }
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const PostilCsvPlace *x = a, *y = b;

  if (x->document != y->document)
    return x->document < y->document ? -1 : 1;
  return (x->at > y->at) - (x->at < y->at);
}

static void
begin (Search *self, const PostilCsvReader *rows)
{
  postil_csv_reader_clear (&self->rows);
  postil_csv_reader_init (&self->rows, rows->cursor, (gsize) (rows->end - rows->cursor));
  /* It is no byte order mark and no header that stands there. */
  self->rows.cursor = rows->cursor;
  self->rows.delimiter = rows->delimiter;
  self->rows.next_line = rows->next_line;
}

gboolean
postil_csv_order_find (const PostilCsvReader *rows, const PostilColumns *columns, PostilIntake *intake,
                       GCancellable *cancellable, GArray **order, GError **error)
{
  Search search = { .start = rows->cursor, .columns = columns, .intake = intake, .cancellable = cancellable };
  gboolean again = FALSE, ok;

  search.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  begin (&search, rows);
  ok = look_through (&search, &again, error);
  if (!ok && again)
    {
      search.places = g_array_new (FALSE, FALSE, sizeof (PostilCsvPlace));
      begin (&search, rows);
      ok = look_through (&search, &again, error);
      g_array_sort (search.places, compare_places);
    }
  if (!ok)
    g_clear_pointer (&search.places, g_array_unref);
  *order = search.places;
  g_hash_table_unref (search.numbers);
  postil_csv_reader_clear (&search.rows);
  return ok;
}

void
postil_csv_order_go (PostilCsvReader *rows, const char *start, const PostilCsvPlace *place)
{
  rows->cursor = start + place->at;
  rows->next_line = place->line;
}
