/* test-span-queue.c - the review queue in each order, forwards and backwards, against a sorted list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/project.h"

#include <math.h>
#include <string.h>

static PostilSpanOrder compared; /* by the compare function below, which takes no data */
static GHashTable *label_positions;

static double
rank (const PostilSpan *span)
{
  switch (compared)
    {
    case POSTIL_ORDER_CONFIDENCE:
      return -span->score;
    case POSTIL_ORDER_UNCERTAINTY:
      return fabs (span->score - 0.5);
    case POSTIL_ORDER_LABEL:
      return GPOINTER_TO_INT (g_hash_table_lookup (label_positions, &span->label));
    default:
      return 0;
    }
}

/* Stable: the list comes in order of place. */
static int
by_rank (gconstpointer a, gconstpointer b)
{
  double left = rank (*(PostilSpan *const *) a);
  double right = rank (*(PostilSpan *const *) b);

  return left < right ? -1 : left > right;
}

static void
fill (TestProject *project)
{
  static const char *const labels[] = { "Denial", "Person", "Quote", "Threat", "Post" };
  g_autofree char *text = g_strnfill (400, 'x');
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint d = 0; d < 4; d++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", d);
      PostilId document = test_project_add_document (project, key, text);

      /* No two start at the same place, so that ties are told apart by it. */
      for (guint i = 0; i < 40; i++)
        test_project_suggest (project, document, i * 7, i * 7 + (guint32) g_rand_int_range (random, 1, 30),
                              labels[g_rand_int_range (random, 0, G_N_ELEMENTS (labels))],
                              g_rand_int_range (random, 0, 11) / 10.0);
      test_project_tag (project, document, 3, 9, "Denial");
    }
}

static void
assert_walk (TestProject *project, const PostilSpanFilter *filter, GPtrArray *expected, gboolean forward, guint limit)
{
  g_autoptr (PostilSpan) at = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < expected->len;)
    {
      g_autoptr (GArray) ids = postil_spans_queue (project->store, filter, compared, at, forward, limit, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (ids->len, ==, MIN (limit, expected->len - i));
      for (guint j = 0; j < ids->len; j++, i++)
        {
          const PostilSpan *span = g_ptr_array_index (expected, forward ? i : expected->len - 1 - i);

          g_assert_cmpint (g_array_index (ids, PostilSpanId, j), ==, span->id);
        }
      g_clear_pointer (&at, postil_span_free);
      at = postil_spans_get (project->store, g_array_index (ids, PostilSpanId, ids->len - 1), &error);
    }
  g_assert_cmpuint (expected->len, >, 0);
  g_clear_pointer (&label_positions, g_hash_table_unref);
}

static void
test_orders (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GPtrArray) labels = NULL;
  PostilSpanFilter filters[5] = { { .without_structure = TRUE }, { .min_score = 0.35 } };

  fill (project);
  filters[2].label = postil_labels_find (project->store, "Denial");
  filters[3].source = project->machine;
  filters[4].document = postil_documents_find (project->store, "d2");
  labels = postil_labels_list (project->store, TRUE, NULL);
  for (guint order = POSTIL_ORDER_DOCUMENT; order <= POSTIL_ORDER_LABEL; order++)
    for (guint f = 0; f < G_N_ELEMENTS (filters); f++)
      for (guint forward = 0; forward < 2; forward++)
        {
          PostilSpanFilter filter = filters[f];
          g_autoptr (GPtrArray) expected = NULL;

          filter.states = POSTIL_STATES (POSTIL_STATE_SUGGESTED);
          filter.without_structure = TRUE;
          expected = postil_spans_list (project->store, &filter, NULL);
          compared = order;
          label_positions = g_hash_table_new (g_int64_hash, g_int64_equal);
          for (guint i = 0; i < labels->len; i++)
            g_hash_table_insert (label_positions, &((PostilLabel *) labels->pdata[i])->id, GINT_TO_POINTER (i));
          g_ptr_array_sort (expected, by_rank);
          g_clear_pointer (&label_positions, g_hash_table_unref);
          assert_walk (project, &filters[f], expected, forward, order % 2 == 0 ? 1 : 7);
        }
}

/* Where one was decides where one goes on, even when it has been decided. */
static void
test_after_decided (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "one two three");
  PostilSpanId best = test_project_suggest (project, document, 8, 13, "Denial", 0.9);
  PostilSpanId next = test_project_suggest (project, document, 0, 3, "Denial", 0.8);
  PostilSpanFilter filter = { 0 };
  g_autoptr (PostilSpan) span = postil_spans_get (project->store, best, NULL);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) none = NULL;

  test_project_begin (project, "Accept");
  g_assert_true (postil_spans_decide (project->store, best, POSTIL_STATE_KEPT, project->annotator, NULL));
  test_project_commit (project);
  ids = postil_spans_queue (project->store, &filter, POSTIL_ORDER_CONFIDENCE, span, TRUE, 9, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, PostilSpanId, 0), ==, next);
  none = postil_spans_queue (project->store, &filter, POSTIL_ORDER_CONFIDENCE, span, FALSE, 9, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span-queue/orders", test_orders);
  g_test_add_func ("/span-queue/after-decided", test_after_decided);
  return g_test_run ();
}
