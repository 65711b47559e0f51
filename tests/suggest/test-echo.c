/* test-echo.c - what was decided in a project comes back elsewhere as a suggestion
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <string.h>

#include "../support/project.h"

static void
add_label (TestProject *project, const char *name)
{
  test_project_begin (project, NULL);
  g_assert_cmpint (postil_labels_ensure (project->store, name, POSTIL_LABEL_ACT, NULL), !=, 0);
  test_project_commit (project);
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

static void
test_same_words (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "grey harbour, grey harbour, grey harbour");
  g_autoptr (PostilAnalysis) analysis = NULL;
  const PostilProposal *found;

  add_label (project, "Motif");
  test_project_tag (project, document, 0, 12, "Motif");
  test_project_tag (project, document, 14, 26, "Motif");
  test_project_tag (project, document, 28, 40, "Motif");
  /* "harbours" is another token, however alike. */
  analysis = suggest (project, "We saw the grey harbours. Then the grey harbour came.", "echo");
  g_assert_cmpuint (postil_analysis_get_n_proposals (analysis), ==, 1);
  found = postil_analysis_get_proposal (analysis, 0);
  g_assert_cmpstr (found->label, ==, "Motif");
  g_assert_cmpstr (found->source, ==, "echo");
  g_assert_cmpstr (found->reason, ==, "You tagged this 3 times");
  g_assert_cmpuint (found->range.start, ==, 35);
  g_assert_cmpuint (found->range.stop, ==, 47);
}

static void
test_rejected_words (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "grey harbour, grey harbour");
  g_autoptr (PostilAnalysis) analysis = NULL;
  PostilSpanId id;

  add_label (project, "Motif");
  test_project_tag (project, document, 0, 12, "Motif");
  id = test_project_suggest (project, document, 14, 26, "Motif", 0.5);
  test_project_begin (project, "Reject");
  g_assert_true (postil_spans_decide (project->store, id, POSTIL_STATE_REJECTED, project->annotator, NULL));
  test_project_commit (project);
  analysis = suggest (project, "Then the grey harbour came.", "echo");
  g_assert_cmpuint (postil_analysis_get_n_proposals (analysis), ==, 0);
}

/* Ten decisions about a label of one's own are enough to have clauses suggested. */
static void
test_own_label (void)
{
  static const char *const late[] = { "The bus was late by an hour.", "Our train came late on Monday.", "The ferry was late again.",
                                      "Her parcel arrived late.",     "The last tram ran late.",        "His lorry was late." };
  static const char *const other[] = { "The harbour has a lamp.",  "Our office closes on Monday.", "The fog lifted over fields.",
                                       "Her brother paints boats.", "The gate was green.",          "His lorry carries apples." };
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilAnalysis) analysis = NULL;
  guint n_found = 0;

  add_label (project, "Delay");
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);
      const char *text = i % 2 == 0 ? late[i / 2] : other[i / 2];
      PostilId document = test_project_add_document (project, key, text);
      PostilSpanId id = test_project_suggest (project, document, 0, (guint32) strlen (text) - 1, "Delay", 0.5);

      test_project_begin (project, "Decide");
      g_assert_true (postil_spans_decide (project->store, id, i % 2 == 0 ? POSTIL_STATE_KEPT : POSTIL_STATE_REJECTED,
                                          project->annotator, NULL));
      test_project_commit (project);
    }
  analysis = suggest (project, "The plane was late at the field.\n\nHer brother sells eggs.", "acts");
  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *found = postil_analysis_get_proposal (analysis, i);

      if (!g_str_equal (found->label, "Delay"))
        continue;
      n_found++;
      g_assert_cmpuint (found->range.start, ==, 0);
      g_assert_cmpstr (found->source, ==, "learner/project");
    }
  g_assert_cmpuint (n_found, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/echo/same-words", test_same_words);
  g_test_add_func ("/echo/rejected-words", test_rejected_words);
  g_test_add_func ("/echo/own-label", test_own_label);
  return g_test_run ();
}
