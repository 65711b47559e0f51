/* test-around.c - a clause is judged by the clauses around it, too
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include <postil/postil.h>

#include "../../app/suggest/around.h"

#define N_LABELS 2
#define NUMBERS (POSTIL_AROUND_OWN + POSTIL_AROUND_PLACES * N_LABELS)

static double
odds_of (double chance)
{
  return log (chance / (1 - chance));
}

/* Three clauses, the first two in one sentence. */
static double *
around_three (gboolean in_post)
{
  const PostilStanding standing[] = { { 0, in_post }, { 0, in_post }, { 9, in_post } };
  const double odds[] = { odds_of (0.9), odds_of (0.2), odds_of (0.5), odds_of (0.1), odds_of (0.3), odds_of (0.6) };

  return postil_around_new (odds, standing, 3, N_LABELS);
}

static void
test_places (void)
{
  g_autofree double *around = around_three (FALSE);
  const double *second = around + NUMBERS + POSTIL_AROUND_OWN;
  /* Two before, one before, that within the sentence, one behind, that within the sentence, two behind, average,
   * likeliest. */
  const double expected[] = { 0, 0, 0.9, 0.2, 0.9, 0.2, 0.3, 0.6, 0, 0, 0, 0, 0.6, 0.4, 0.9, 0.6 };

  g_assert_cmpuint (postil_around_size (N_LABELS), ==, NUMBERS);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpfloat_with_epsilon (second[i], expected[i], 1e-9);
  /* The likeliest clause is not its own company. */
  g_assert_cmpfloat_with_epsilon (around[NUMBERS - 2], 0.5, 1e-9);
}

static void
test_length (void)
{
  g_autofree double *article = around_three (FALSE);
  g_autofree double *thread = around_three (TRUE);

  g_assert_cmpfloat (article[2], >, 0);
  g_assert_cmpfloat (thread[2], ==, 0);
  for (guint i = POSTIL_AROUND_OWN; i < 3 * NUMBERS; i++)
    if (i % NUMBERS >= POSTIL_AROUND_OWN)
      g_assert_cmpfloat (article[i], ==, thread[i]);
}

/* The score of the suggestion that begins with @words; 0: none. */
static double
score_in (PostilSuggestContext *context, const char *utf8, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, &error);
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);
  guint32 start = (guint32) (strstr (utf8, words) - utf8);

  g_assert_true (postil_suggest_run (context, analysis, NULL, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);

      if (proposal->range.start == start && g_str_equal (proposal->label, "Allegation"))
        return proposal->score;
    }
  return 0;
}

/* The same clause counts for more where somebody is accused than where a garden is described. */
static void
test_company (void)
{
  static const char clause[] = "The manager took the money from the safe";
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autofree char *accused = g_strdup_printf ("She accused the firm of fraud and of lying to the police. %s. "
                                              "The firm denied that anything was stolen.",
                                              clause);
  g_autofree char *plain = g_strdup_printf ("The garden opens at nine and has many roses. %s. "
                                            "The pond was dug in spring by two men from the village.",
                                            clause);

  g_assert_cmpfloat (score_in (context, accused, "The manager"), >, score_in (context, plain, "The manager"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/around/places", test_places);
  g_test_add_func ("/around/length", test_length);
  g_test_add_func ("/around/company", test_company);
  return g_test_run ();
}
