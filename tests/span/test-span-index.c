/* test-span-index.c - the index against a list that is searched from end to end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/span-index.h>

typedef struct
{
  PostilSpanId id;
  PostilRange range;
} Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;
  const int by_range = postil_range_compare (&left->range, &right->range);

  if (by_range != 0)
    return by_range;
  return left->id < right->id ? -1 : left->id > right->id;
}

static gboolean
collect (PostilSpanId id, PostilRange range, gpointer user_data)
{
  const Entry entry = { id, range };

  g_array_append_val ((GArray *) user_data, entry);
  return TRUE;
}

static void
check_visit (const PostilSpanIndex *index, GArray *model, PostilRange range)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Entry));
  guint n = 0;

  postil_span_index_visit (index, range, collect, found);
  for (guint i = 0; i < model->len; i++)
    {
      const Entry *entry = &g_array_index (model, Entry, i);
      if (range.start >= range.stop || !postil_range_overlaps (entry->range, range))
        continue;
      g_assert_cmpuint (n, <, found->len);
      g_assert_cmpint (g_array_index (found, Entry, n).id, ==, entry->id);
      g_assert_true (postil_range_equal (g_array_index (found, Entry, n).range, entry->range));
      n++;
    }
  g_assert_cmpuint (n, ==, found->len);
}

static void
check_neighbours (const PostilSpanIndex *index, GArray *model, Entry key)
{
  PostilSpanId next = 0;
  PostilSpanId previous = 0;

  for (guint i = 0; i < model->len; i++)
    {
      const Entry *entry = &g_array_index (model, Entry, i);
      const int order = compare_entries (entry, &key);
      if (order < 0)
        previous = entry->id;
      if (order > 0 && next == 0)
        next = entry->id;
    }
  g_assert_cmpint (postil_span_index_next (index, key.range, key.id), ==, next);
  g_assert_cmpint (postil_span_index_previous (index, key.range, key.id), ==, previous);
}

static PostilRange
random_range (gint32 width, gboolean may_be_empty)
{
  const guint32 start = (guint32) g_test_rand_int_range (0, width);
  const int length =
      g_test_rand_int_range (0, 4) == 0 ? g_test_rand_int_range (1, width) : g_test_rand_int_range (1, 4);

  return POSTIL_RANGE (start, start + (may_be_empty && g_test_rand_int_range (0, 9) == 0 ? 0 : (guint32) length));
}

static void
run_against_model (guint n_steps, gint32 width, gint32 n_ids)
{
  g_autoptr (PostilSpanIndex) index = postil_span_index_new ();
  g_autoptr (GArray) model = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint step = 0; step < n_steps; step++)
    {
      const Entry entry = { g_test_rand_int_range (1, n_ids), random_range (width, TRUE) };
      int known = -1;

      for (guint i = 0; i < model->len; i++)
        if (g_array_index (model, Entry, i).id == entry.id)
          known = (int) i;

      if (g_test_rand_int_range (0, 5) < 3)
        {
          const gboolean fits = known < 0 && entry.range.start < entry.range.stop;
          g_assert_cmpint (postil_span_index_add (index, entry.id, entry.range), ==, fits);
          if (fits)
            {
              g_array_append_val (model, entry);
              g_array_sort (model, compare_entries);
            }
        }
      else
        {
          PostilRange range = { 0, 0 };
          g_assert_cmpint (postil_span_index_lookup (index, entry.id, &range), ==, known >= 0);
          if (known >= 0)
            g_assert_true (postil_range_equal (range, g_array_index (model, Entry, known).range));
          g_assert_cmpint (postil_span_index_remove (index, entry.id), ==, known >= 0);
          if (known >= 0)
            g_array_remove_index (model, (guint) known);
        }
      g_assert_cmpuint (postil_span_index_get_size (index), ==, model->len);
      check_visit (index, model, random_range (width, TRUE));
      check_neighbours (index, model, (Entry){ g_test_rand_int_range (1, n_ids), random_range (width, FALSE) });
      if (model->len > 0)
        check_neighbours (index, model, g_array_index (model, Entry, g_test_rand_int_range (0, (gint32) model->len)));
    }
  check_visit (index, model, POSTIL_RANGE (0, G_MAXUINT32));
  postil_span_index_clear (index);
  g_assert_cmpuint (postil_span_index_get_size (index), ==, 0);
  g_array_set_size (model, 0);
  check_visit (index, model, POSTIL_RANGE (0, G_MAXUINT32));
  g_assert_true (postil_span_index_add (index, 1, POSTIL_RANGE (0, 1)));
}

static void
test_against_model (void)
{
  run_against_model (3000, 40, 60); /* crowded: many share both ends */
  run_against_model (3000, 1000, 400);
  run_against_model (1500, 2000000000, 400);
}

static gboolean
stop_at_third (PostilSpanId id, PostilRange range, gpointer user_data)
{
  guint *n = user_data;

  return ++*n < 3;
}

static void
test_stops_early (void)
{
  g_autoptr (PostilSpanIndex) index = postil_span_index_new ();
  guint n = 0;

  for (PostilSpanId id = 1; id <= 100; id++)
    postil_span_index_add (index, id, POSTIL_RANGE (0, 10));
  postil_span_index_visit (index, POSTIL_RANGE (5, 6), stop_at_third, &n);
  g_assert_cmpuint (n, ==, 3);
}

static gboolean
count (PostilSpanId id, PostilRange range, gpointer user_data)
{
  (*(guint *) user_data)++;
  return TRUE;
}

/* 100,000 spans put in in order, nested or not, and taken out again: with a chain instead of a tree, or a scan instead
 * of a search, this takes minutes. */
static void
test_many (void)
{
  g_autoptr (PostilSpanIndex) index = postil_span_index_new ();
  const guint n = 100000;

  for (guint i = 0; i < n; i++)
    g_assert_true (postil_span_index_add (index, i + 1, POSTIL_RANGE (i * 10, i * 10 + 15)));
  g_assert_true (postil_span_index_add (index, n + 1, POSTIL_RANGE (0, n * 10 + 15)));
  for (guint i = 1; i < n; i++)
    {
      guint hits = 0;
      postil_span_index_visit (index, POSTIL_RANGE (i * 10 + 6, i * 10 + 7), count, &hits);
      g_assert_cmpuint (hits, ==, 2);
      g_assert_cmpint (postil_span_index_next (index, POSTIL_RANGE (i * 10, i * 10 + 15), i + 1), ==,
                       i + 1 < n ? i + 2 : 0);
    }
  for (guint i = 0; i < n; i++)
    g_assert_true (postil_span_index_remove (index, i + 1));
  g_assert_cmpuint (postil_span_index_get_size (index), ==, 1);

  /* Each inside the one before. */
  for (guint i = 0; i < n; i++)
    g_assert_true (postil_span_index_add (index, i + 1, POSTIL_RANGE (i, 2 * n - i)));
  guint hits = 0;
  postil_span_index_visit (index, POSTIL_RANGE (0, 3), count, &hits);
  g_assert_cmpuint (hits, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span-index/against-model", test_against_model);
  g_test_add_func ("/span-index/stops-early", test_stops_early);
  g_test_add_func ("/span-index/many", test_many);
  return g_test_run ();
}
