/* test-learner.c - what is learned from decisions, from how many, and how it is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <string.h>

static PostilAnalysis *
analyse (const char *utf8)
{
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);

  g_assert_nonnull (text);
  return postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);
}

static void
decide (PostilLearner *learner, const char *sentence, gboolean positive, gboolean complete)
{
  g_autoptr (PostilAnalysis) analysis = analyse (sentence);
  g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (PostilDecision));
  PostilDecision decision = { { 0, postil_text_get_length (postil_analysis_get_text (analysis)) },
                              g_intern_static_string ("Delay"), positive };

  g_array_append_val (decisions, decision);
  postil_learner_add (learner, analysis, decisions, complete);
}

static const char *const late[] = {
  "The bus to the harbour was late by an hour.", "Our train came late on Monday.", "The ferry was late because of fog.",
  "Her parcel arrived late at the office.",      "The last tram ran late all week.", "His lorry was late at the gate.",
};
static const char *const other[] = {
  "The harbour has a new lamp.",    "Our office closes on Monday.", "The fog lifted over the fields.",
  "Her brother paints boats.",      "The gate was green all week.", "His lorry carries apples to town.",
};

/* So many decisions of each kind. */
static PostilLearned *
learn (PostilSuggestContext *context, guint n)
{
  g_autoptr (PostilLearner) learner = postil_learner_new (context);
  g_autoptr (GError) error = NULL;
  PostilLearned *learned;

  for (guint i = 0; i < n; i++)
    {
      decide (learner, late[i % G_N_ELEMENTS (late)], TRUE, FALSE);
      decide (learner, other[i % G_N_ELEMENTS (other)], FALSE, FALSE);
    }
  learned = postil_learner_run (learner, NULL, &error);
  g_assert_no_error (error);
  return learned;
}

static void
test_too_few (void)
{
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilLearned) four = learn (context, 4);
  g_autoptr (PostilLearned) five = learn (context, 5);

  g_assert_null (four);
  g_assert_nonnull (five);
  g_assert_cmpuint (postil_learned_get_n_labels (five), ==, 1);
  g_assert_cmpstr (postil_learned_get_label (five, 0), ==, "Delay");
}

static void
test_own_label (void)
{
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilLearned) learned = learn (context, 12);
  g_autoptr (PostilAnalysis) analysis = analyse ("The plane was late at the field. My sister sells eggs.");
  const PostilProposal *found;

  postil_learned_apply (learned, context, analysis);
  g_assert_cmpuint (postil_analysis_get_n_proposals (analysis), ==, 1);
  found = postil_analysis_get_proposal (analysis, 0);
  g_assert_cmpstr (found->label, ==, "Delay");
  g_assert_cmpstr (found->source, ==, "learner/project");
  g_assert_cmpuint (found->range.start, ==, 0);
  g_assert_cmpuint (found->range.stop, ==, strlen ("The plane was late at the field"));
  g_assert_nonnull (strstr (found->reason, "late"));
  g_assert_cmpfloat (found->score, >, 0.38);
  g_assert_cmpfloat (found->score, <, 1.0);
}

static void
test_same_bytes (void)
{
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilLearned) first = learn (context, 9);
  g_autoptr (PostilLearned) second = learn (context, 9);
  g_autoptr (GBytes) a = postil_learned_save (first);
  g_autoptr (GBytes) b = postil_learned_save (second);
  g_autoptr (PostilLearned) again = postil_learned_load (a, NULL);
  g_autoptr (GBytes) c = again != NULL ? postil_learned_save (again) : NULL;

  g_assert_true (g_bytes_equal (a, b));
  g_assert_nonnull (c);
  g_assert_true (g_bytes_equal (a, c));
}

static void
test_broken_model (void)
{
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilLearned) learned = learn (context, 6);
  g_autoptr (GBytes) whole = postil_learned_save (learned);
  gsize n_bytes = g_bytes_get_size (whole);
  const gsize cuts[] = { 0, 7, 24, 60, n_bytes - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, cuts[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (postil_learned_load (cut, &error));
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT);
    }
}

/* A document that was read to its end teaches by what was left unmarked, too. */
static void
test_done_documents (void)
{
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilLearner) learner = postil_learner_new (context);
  g_autoptr (PostilLearned) learned = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *text = g_strconcat (late[i % 6], " ", other[i % 6], NULL);
      g_autoptr (PostilAnalysis) analysis = analyse (text);
      g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (PostilDecision));
      PostilDecision decision = { { 0, (guint32) strlen (late[i % 6]) }, g_intern_static_string ("Delay"), TRUE };

      g_array_append_val (decisions, decision);
      postil_learner_add (learner, analysis, decisions, TRUE);
    }
  g_assert_cmpuint (postil_learner_get_n_examples (learner), ==, 24);
  learned = postil_learner_run (learner, NULL, NULL);
  g_assert_nonnull (learned);
}

/* What ships: rules and learner give one list, and the learner names words. */
static void
test_shipped (void)
{
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilAnalysis) analysis = analyse (
      "The union accused the mayor of hiding the report.\n\nThe mayor said he had never taken a bribe from the builders.\n\n"
      "The company lied to its tenants and stole their deposits, the letter claims.\n\nThe river rises in the hills.\n\n"
      "He sold the town a bridge that was rotten and kept the money, a builder told reporters.");
  const char *const only[] = { "acts", NULL };
  guint n_learned = 0, n_denial = 0;

  g_assert_true (postil_suggest_run (context, analysis, only, NULL, NULL));
  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *found = postil_analysis_get_proposal (analysis, i);

      if (g_str_equal (found->source, "learner/acts"))
        {
          n_learned++;
          g_assert_true (g_str_has_prefix (found->reason, "Learned: “"));
        }
      n_denial += g_str_equal (found->label, "Denial");
    }
  g_assert_cmpuint (n_learned, >=, 1);
  g_assert_cmpuint (n_denial, >=, 1);
}

/* Words that only tell who speaks are no act, however sure the one beside them is; a project may still have a label for them. */
static void
test_attributions (void)
{
  const char *story = "\u201cThe company lied to its tenants and stole their deposits,\u201d the union\u2019s secretary said.\n\n"
                      "\u201cHe took bribes from the builders for years,\u201d said Ms Bolt, who heads the council.\n\n"
                      "\u201cI have never taken a bribe from anybody,\u201d the mayor told reporters on Tuesday.";
  const char *const only[] = { "acts", NULL };
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilAnalysis) analysis = analyse (story);
  guint n_acts = 0;

  g_assert_true (postil_suggest_run (context, analysis, only, NULL, NULL));
  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *found = postil_analysis_get_proposal (analysis, i);
      g_autofree char *words = postil_text_slice (postil_analysis_get_text (analysis), found->range);

      if (!g_str_equal (found->label, "Allegation") && !g_str_equal (found->label, "Denial"))
        continue;
      n_acts++;
      g_assert_null (strstr (words, "secretary"));
      g_assert_null (strstr (words, "Ms Bolt"));
      g_assert_null (strstr (words, "reporters"));
    }
  g_assert_cmpuint (n_acts, >=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learner/too-few", test_too_few);
  g_test_add_func ("/learner/own-label", test_own_label);
  g_test_add_func ("/learner/same-bytes", test_same_bytes);
  g_test_add_func ("/learner/broken-model", test_broken_model);
  g_test_add_func ("/learner/done-documents", test_done_documents);
  g_test_add_func ("/learner/shipped", test_shipped);
  g_test_add_func ("/learner/attributions", test_attributions);
  return g_test_run ();
}
