/* test-own.c - a project teaches its own labels, bit by bit, on top of what is shipped
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <string.h>

#include "../support/project.h"

static const char *const promises[] = {
  "The mayor will build a new school by spring.", "We will mend every road in town.",
  "I promise that the pool will open in May.",    "The firm will pay back each deposit.",
  "They pledged to plant a thousand trees.",      "Our party will lower the fares.",
  "She promised to answer every letter.",         "The council will hire ten more nurses.",
  "He vowed to keep the library open.",           "We promise to publish all the minutes.",
  "The port will reopen the slipway by June.",    "I will give the prize money to the choir.",
};
static const char *const others[] = {
  "The bridge was closed on Monday.",  "A heron stood in the shallow water.", "Most shops sell bread and tea.",
  "The meeting took place upstairs.",  "Her brother paints small boats.",     "Two buses came from the coast.",
  "The lamp over the door is green.",  "Rain fell on the allotments.",        "The choir sang three old songs.",
  "Nobody sat in the second row.",     "The baker lives above the shop.",     "Children played beside the well.",
};

static void
add_label (TestProject *project, const char *name, PostilLabelKind kind)
{
  test_project_begin (project, NULL);
  g_assert_cmpint (postil_labels_ensure (project->store, name, kind, NULL), !=, 0);
  test_project_commit (project);
}

/* A page of three plain sentences with a promise somewhere among them, which is tagged by hand. */
static PostilId
add_page (TestProject *project, guint number)
{
  g_autofree char *key = g_strdup_printf ("page%02u", number);
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 start = 0;
  PostilId document;

  for (guint i = 0; i < 4; i++)
    {
      if (i == number % 4)
        start = (guint32) text->len;
      g_string_append_printf (text, "%s ", i == number % 4 ? promises[number % 12] : others[(number * 5 + i) % 12]);
    }
  document = test_project_add_document (project, key, text->str);
  test_project_tag (project, document, start, start + (guint32) strlen (promises[number % 12]) - 1, "Promise");
  return document;
}

static GBytes *
what_is_learned (PostilLearner *learner, TestProject *project)
{
  g_autoptr (PostilLearned) learned = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (postil_learner_read (learner, project->store, NULL, &error));
  g_assert_no_error (error);
  learned = postil_learner_run (learner, NULL, &error);
  g_assert_no_error (error);
  return learned != NULL ? postil_learned_save (learned) : NULL;
}

static PostilAnalysis *
suggest (TestProject *project, const char *utf8, const char *suggester)
{
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
  PostilAnalysis *analysis = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);
  const char *const only[] = { suggester, NULL };

  g_assert_true (postil_suggest_context_learn (context, project->store, NULL, NULL));
  g_assert_true (postil_suggest_run (context, analysis, only, NULL, NULL));
  return analysis;
}

/* The best score that @label gets over @range; 0 when it is not proposed there. */
static double
score_at (PostilAnalysis *analysis, PostilRange range, const char *label)
{
  g_autoptr (GArray) hits = postil_analysis_find (analysis, range, label);
  double best = 0;

  for (guint i = 0; i < hits->len; i++)
    best = MAX (best, postil_analysis_get_proposal (analysis, g_array_index (hits, guint, i))->score);
  return best;
}

/* Ten spans that somebody tagged with a word of their own are enough: what was passed over around them is not one. */
static void
test_promise (PostilLabelKind kind)
{
  g_autoptr (TestProject) project = test_project_new ();
  const char *fresh = "The clock on the tower is slow. The new owner will build a second pier by June. Gulls nest on the roof.";
  g_autoptr (PostilAnalysis) before = NULL;
  g_autoptr (PostilAnalysis) after = NULL;
  const PostilProposal *found;

  add_label (project, "Promise", kind);
  for (guint i = 0; i < 9; i++)
    add_page (project, i);
  before = suggest (project, fresh, "learner");
  add_page (project, 9);
  after = suggest (project, fresh, "learner");
  g_assert_cmpfloat (score_at (before, POSTIL_RANGE (0, 100), "Promise"), ==, 0);
  g_assert_cmpuint (postil_analysis_get_n_proposals (after), ==, 1);
  found = postil_analysis_get_proposal (after, 0);
  g_assert_cmpstr (found->label, ==, "Promise");
  g_assert_cmpstr (found->source, ==, "learner/project");
  g_assert_cmpuint (found->range.start, ==, 32);
  g_assert_cmpuint (found->range.stop, ==, 78);
  g_assert_nonnull (strstr (found->reason, "“"));
  g_assert_nonnull (strstr (found->reason, "will"));
}

static void
test_invented_act (void)
{
  test_promise (POSTIL_LABEL_ACT);
}

/* Of whatever kind it was made: it is used for clauses. */
static void
test_invented_other (void)
{
  test_promise (POSTIL_LABEL_QUOTE);
}

/* Names are no clauses, however often they are tagged. */
static void
test_names (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilLearner) learner = NULL;
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);

  add_label (project, "Boat", POSTIL_LABEL_ENTITY);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);
      PostilId document = test_project_add_document (project, key, others[i]);

      test_project_tag (project, document, 0, 9, "Boat");
    }
  learner = postil_learner_new (context);
  g_assert_null (what_is_learned (learner, project));
  g_assert_cmpuint (postil_learner_get_n_examples (learner), ==, 0);
}

/* Learning as one goes gives what learning all at once gives, also when something was taken back in between. */
static void
test_bit_by_bit (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilLearner) patient = postil_learner_new (context);
  g_autoptr (PostilLearner) fresh = postil_learner_new (context);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) third = NULL;
  PostilId last = 0;

  add_label (project, "Promise", POSTIL_LABEL_ACT);
  for (guint i = 0; i < 11; i++)
    last = add_page (project, i);
  first = what_is_learned (patient, project);
  test_project_begin (project, "Remove");
  g_assert_true (postil_documents_remove (project->store, last, NULL));
  test_project_commit (project);
  add_page (project, 11);
  second = what_is_learned (patient, project);
  third = what_is_learned (fresh, project);
  g_assert_nonnull (first);
  g_assert_false (g_bytes_equal (first, second));
  g_assert_true (g_bytes_equal (second, third));
}

/* About labels that are shipped the project has its say, too: what was rejected again and again is believed less. */
static void
test_above_shipped (void)
{
  const char *fresh = "The rules deny entry to the hall after ten.\n\nThe minister denied that he took the money.";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilAnalysis) before = suggest (project, fresh, "acts");
  g_autoptr (PostilAnalysis) after = NULL;
  PostilRange rules = { 0, 42 }, minister = { 45, 90 };

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%02u", i);
      g_autofree char *text =
          i % 2 == 0 ? g_strdup_printf ("The rules deny entry to the %s after %u.", i % 4 == 0 ? "hall" : "pier", i)
                     : g_strdup_printf ("The %s denied that he took %u crowns.", i % 3 == 0 ? "minister" : "clerk", i);
      PostilId document = test_project_add_document (project, key, text);
      PostilSpanId id = test_project_suggest (project, document, 0, (guint32) strlen (text) - 1, "Denial", 0.5);

      test_project_begin (project, "Decide");
      g_assert_true (postil_spans_decide (project->store, id, i % 2 == 0 ? POSTIL_STATE_REJECTED : POSTIL_STATE_KEPT,
                                          project->annotator, NULL));
      test_project_commit (project);
    }
  after = suggest (project, fresh, "acts");
  g_assert_cmpfloat (score_at (after, minister, "Denial"), >=, 0.6);
  g_assert_cmpfloat (score_at (after, rules, "Denial"), <, 0.5);
  g_assert_cmpfloat (score_at (after, rules, "Denial"), <=, score_at (before, rules, "Denial"));
}

/* A document that was read to its end without a span teaches by all that is not one. */
static void
test_done_without_spans (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilLearner) learner = postil_learner_new (context);
  g_autoptr (GError) error = NULL;
  PostilId plain;
  guint n_before;

  add_label (project, "Promise", POSTIL_LABEL_ACT);
  plain = test_project_add_document (project, "plain", "Rain fell on the allotments. The lamp over the door is green. Two buses came from the coast.");
  test_project_begin (project, "Done");
  g_assert_true (postil_readings_set_state (project->store, plain, project->annotator, POSTIL_READING_DONE, &error));
  g_assert_no_error (error);
  test_project_commit (project);
  g_assert_true (postil_learner_read (learner, project->store, NULL, &error));
  g_assert_cmpuint (postil_learner_get_n_examples (learner), ==, 0);
  for (guint i = 0; i < 12; i++)
    add_page (project, i);
  g_assert_true (postil_learner_read (learner, project->store, NULL, &error));
  n_before = postil_learner_get_n_examples (learner);
  test_project_begin (project, "Open again");
  g_assert_true (postil_readings_set_state (project->store, plain, project->annotator, POSTIL_READING_OPEN, &error));
  test_project_commit (project);
  g_assert_true (postil_learner_read (learner, project->store, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (postil_learner_get_n_examples (learner), ==, n_before - 3);
}

/* ---- while somebody works ---- */

static void
on_learned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(int *) data = postil_project_suggest_finish (POSTIL_PROJECT (source), result, &error);
  g_assert_no_error (error);
}

static int
learn_now (PostilProject *project)
{
  int n_new = -2;

  postil_project_learn_async (project, 0, NULL, on_learned, &n_new);
  while (n_new == -2)
    g_main_context_iteration (NULL, TRUE);
  return n_new;
}

static guint
count_open (PostilProject *project, PostilId document)
{
  PostilSpanFilter filter = { .document = document, .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED) };

  return postil_spans_count (postil_project_get_store (project), &filter, NULL);
}

static PostilSpanId
first_open (PostilProject *project, PostilId document)
{
  PostilSpanFilter filter = { .document = document, .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED) };
  g_autoptr (GPtrArray) spans = postil_spans_list (postil_project_get_store (project), &filter, NULL);

  return ((PostilSpan *) g_ptr_array_index (spans, 0))->id;
}

/* What was learned is suggested elsewhere, and nobody else's suggestions are touched, neither then nor when it changes. */
static void
test_meanwhile (void)
{
  g_autoptr (TestProject) setting = test_project_new ();
  g_autoptr (PostilProject) project = NULL;
  g_auto (GStrv) learned = NULL;
  PostilId pages[12], fresh, label;
  PostilSpanId theirs;

  add_label (setting, "Promise", POSTIL_LABEL_ACT);
  add_label (setting, "Remark", POSTIL_LABEL_ACT);
  for (guint i = 0; i < 9; i++)
    pages[i] = add_page (setting, i);
  fresh = test_project_add_document (setting, "z", "The clock is slow. The new owner will build a second pier by June.");
  theirs = test_project_suggest (setting, fresh, 0, 17, "Remark", 0.4);
  label = postil_labels_find (setting->store, "Promise");
  project = postil_project_open (setting->path, "ida", NULL);
  g_assert_nonnull (project);

  g_assert_cmpint (learn_now (project), ==, 0);
  pages[9] = add_page (setting, 9);
  g_assert_cmpint (learn_now (project), >=, 1);
  g_assert_cmpuint (count_open (project, fresh), ==, 2);
  learned = postil_project_dup_learned (project);
  g_assert_cmpstr (learned[0], ==, "Promise");
  g_assert_null (learned[1]);
  /* Nothing was decided since. */
  g_assert_cmpint (learn_now (project), ==, 0);
  g_assert_cmpuint (count_open (project, fresh), ==, 2);

  /* Taken back, it is too little to learn from: what was suggested goes, and what others suggested stays. */
  for (guint i = 0; i < 2; i++)
    {
      PostilSpanFilter filter = { .document = pages[i], .label = label, .states = POSTIL_STATES (POSTIL_STATE_KEPT) };
      g_autoptr (GPtrArray) spans = postil_spans_list (postil_project_get_store (project), &filter, NULL);

      g_assert_true (postil_project_remove (project, ((PostilSpan *) g_ptr_array_index (spans, 0))->id, NULL));
    }
  g_assert_cmpint (learn_now (project), ==, 0);
  g_assert_cmpuint (count_open (project, fresh), ==, 1);
  g_assert_cmpint (first_open (project, fresh), ==, theirs);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own/invented-act", test_invented_act);
  g_test_add_func ("/own/invented-other", test_invented_other);
  g_test_add_func ("/own/names", test_names);
  g_test_add_func ("/own/bit-by-bit", test_bit_by_bit);
  g_test_add_func ("/own/above-shipped", test_above_shipped);
  g_test_add_func ("/own/done-without-spans", test_done_without_spans);
  g_test_add_func ("/own/meanwhile", test_meanwhile);
  return g_test_run ();
}
