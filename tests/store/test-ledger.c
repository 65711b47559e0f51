/* test-ledger.c - every decision is counted once, where it belongs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include "../support/project.h"

#define TEXT "One two three four five six seven eight nine ten eleven twelve."

static const PostilLedgerRow *
row_of (GPtrArray *rows, const char *source, PostilId label)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PostilLedgerRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->name, source) && row->label == label)
        return row;
    }
  return NULL;
}

static void
decide (TestProject *project, PostilSpanId id, PostilState state)
{
  test_project_begin (project, "Decide");
  g_assert_true (postil_spans_decide (project->store, id, state, project->annotator, NULL));
  test_project_commit (project);
}

static PostilId
label_of (TestProject *project, PostilSpanId id)
{
  g_autoptr (PostilSpan) span = postil_spans_get (project->store, id, NULL);

  return span->label;
}

static void
change (TestProject *project, PostilSpanId id, guint32 stop, PostilId label)
{
  g_autoptr (PostilSpan) span = postil_spans_get (project->store, id, NULL);

  span->range.stop = stop != 0 ? stop : span->range.stop;
  span->label = label != 0 ? label : span->label;
  test_project_begin (project, "Change");
  g_assert_true (postil_spans_update (project->store, span, NULL));
  test_project_commit (project);
}

static void
test_counts (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", TEXT);
  PostilSpanId spans[6];
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  const PostilLedgerRow *denial;
  PostilId other;
  double low, high;

  for (guint i = 0; i < 6; i++)
    spans[i] = test_project_suggest (project, document, 4 * i, 4 * i + 3, "Denial", 0.5);
  other = label_of (project, test_project_tag (project, document, 40, 43, "Threat"));
  decide (project, spans[0], POSTIL_STATE_KEPT);
  change (project, spans[1], 10, 0);
  decide (project, spans[1], POSTIL_STATE_KEPT);
  change (project, spans[2], 0, other);
  decide (project, spans[2], POSTIL_STATE_KEPT);
  decide (project, spans[3], POSTIL_STATE_REJECTED);
  decide (project, spans[4], POSTIL_STATE_REJECTED);

  rows = postil_ledger_list (project->store, 0, NULL);
  /* Under the label that was proposed, whatever it is now. */
  g_assert_cmpuint (rows->len, ==, 1);
  denial = row_of (rows, "rules/test", label_of (project, spans[0]));
  g_assert_cmpuint (postil_ledger_row_n_proposed (denial), ==, 6);
  g_assert_cmpuint (denial->n_accepted, ==, 1);
  g_assert_cmpuint (denial->n_edited, ==, 1);
  g_assert_cmpuint (denial->n_rejected, ==, 2);
  g_assert_cmpuint (denial->n_open, ==, 1);
  g_assert_cmpuint (denial->n_relabelled, ==, 1);
  g_assert_cmpfloat_with_epsilon (postil_ledger_row_precision (denial), 0.4, 1e-9);
  postil_ledger_row_interval (denial, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0.1176, 1e-3);
  g_assert_cmpfloat_with_epsilon (high, 0.7693, 1e-3);
  g_assert_cmpuint (denial->days->len, ==, 1);
  g_assert_cmpuint (g_array_index (denial->days, PostilLedgerDay, 0).n_right, ==, 2);
  g_assert_cmpuint (g_array_index (denial->days, PostilLedgerDay, 0).n_wrong, ==, 3);

  /* What was taken back is no decision. */
  g_assert_true (postil_history_undo (project->store, &edit, NULL));
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = postil_ledger_list (project->store, 0, NULL);
  g_assert_cmpuint (row_of (rows, "rules/test", label_of (project, spans[0]))->n_open, ==, 2);
}

/* An edge that was moved there and back is where it was proposed. */
static void
test_moved_back (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", TEXT);
  PostilSpanId span = test_project_suggest (project, document, 0, 3, "Denial", 0.5);
  g_autoptr (GPtrArray) rows = NULL;
  const PostilLedgerRow *row;

  change (project, span, 7, 0);
  change (project, span, 3, 0);
  decide (project, span, POSTIL_STATE_KEPT);
  rows = postil_ledger_list (project->store, 0, NULL);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpuint (row->n_accepted, ==, 1);
  g_assert_cmpuint (row->n_edited, ==, 0);
}

static void
test_weight (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", TEXT);
  const double weights[] = { 1, 0.5, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      g_autoptr (PostilText) text = postil_text_new (TEXT, -1, NULL);
      g_autoptr (PostilAnalysis) analysis = postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);
      PostilSpanFilter filter = { .document = document, .states = POSTIL_STATES_ALL };
      g_autoptr (GPtrArray) spans = NULL;
      const char *source = g_intern_static_string ("rules/some.thing");

      postil_analysis_propose (analysis, POSTIL_RANGE (0, 7), "Denial", 0.8, POSTIL_SOURCE_RULE, source, "so", NULL);
      postil_analysis_mark_run (analysis, "rules");
      test_project_begin (project, NULL);
      g_assert_true (postil_ledger_set_weight (project->store, source, weights[i], NULL));
      g_assert_true (postil_suggest_store (project->store, document, analysis, NULL, NULL, NULL));
      test_project_commit (project);
      g_assert_cmpfloat (postil_ledger_get_weight (project->store, source), ==, weights[i]);
      spans = postil_spans_list (project->store, &filter, NULL);
      g_assert_cmpuint (spans->len, ==, weights[i] > 0 ? 1 : 0);
      if (spans->len > 0)
        g_assert_cmpfloat_with_epsilon (((PostilSpan *) g_ptr_array_index (spans, 0))->score, 0.8 * weights[i], 1e-9);
    }
}

static void
test_threshold (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", TEXT);
  PostilId threat = label_of (project, test_project_tag (project, document, 50, 53, "Threat"));
  g_autoptr (GArray) early = NULL;
  g_autoptr (GArray) found = NULL;
  const PostilLedgerThreshold *threshold;
  PostilId label = 0;

  for (guint i = 0; i < 12; i++)
    {
      PostilSpanId id = test_project_suggest (project, document, i, i + 3, "Denial", 0.9 - 0.05 * i);

      /* The six surest are right, the others wrong: one was given another label. */
      label = label_of (project, id);
      if (i == 6)
        change (project, id, 0, threat);
      decide (project, id, i <= 6 ? POSTIL_STATE_KEPT : POSTIL_STATE_REJECTED);
      if (i == 5)
        early = postil_ledger_thresholds (project->store, 0.8, 7, NULL);
    }
  g_assert_cmpuint (early->len, ==, 0);
  found = postil_ledger_thresholds (project->store, 0.8, 7, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  threshold = &g_array_index (found, PostilLedgerThreshold, 0);
  g_assert_cmpint (threshold->label, ==, label);
  g_assert_cmpuint (threshold->n_decided, ==, 7);
  g_assert_cmpuint (threshold->n_right, ==, 6);
  g_assert_cmpfloat_with_epsilon (threshold->score, 0.6, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/counts", test_counts);
  g_test_add_func ("/ledger/moved-back", test_moved_back);
  g_test_add_func ("/ledger/weight", test_weight);
  g_test_add_func ("/ledger/threshold", test_threshold);
  return g_test_run ();
}
