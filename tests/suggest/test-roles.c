/* test-roles.c - who says what the shipped rules find, and about whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/suggester.h>

#include <string.h>

/* Original sentences. NULL: nobody that has a name. */
static const struct
{
  const char *text;
  const char *label;
  const char *speaker;
  const char *target;
} cases[] = {
  { "Anna Berg accused Tom Rudd of hiding the survey.", "Allegation", "Anna Berg", "Tom Rudd" },
  { "Anna Berg, a former harbour pilot, has publicly accused Tom Rudd of forging the logbook.", "Allegation",
    "Anna Berg", "Tom Rudd" },
  { "Tom Rudd was accused by Anna Berg of selling the keys.", "Allegation", "Anna Berg", "Tom Rudd" },
  { "Tom Rudd has been accused of bribing two inspectors.", "Allegation", NULL, "Tom Rudd" },
  { "Maria Lopez blamed the collapse on Daniel Novak.", "Allegation", "Maria Lopez", "Daniel Novak" },
  { "Maria Lopez criticised Daniel Novak for ignoring the alarm.", "Allegation", "Maria Lopez", "Daniel Novak" },
  { "Daniel Novak was blamed by Maria Lopez for the flood.", "Allegation", "Maria Lopez", "Daniel Novak" },
  { "Peter Walsh claims that Daniel Novak bribed the jury.", "Allegation", "Peter Walsh", "Daniel Novak" },
  { "Peter Walsh alleges that Daniel Novak had stolen the maps.", "Allegation", "Peter Walsh", "Daniel Novak" },
  { "Daniel Novak allegedly pocketed the fees.", "Allegation", NULL, "Daniel Novak" },
  { "Daniel Novak is charged with nine counts of fraud.", "Allegation", NULL, "Daniel Novak" },
  { "Peter Walsh called Daniel Novak a liar.", "Allegation", "Peter Walsh", "Daniel Novak" },
  { "Anna Berg denied the allegations on Friday.", "Denial", "Anna Berg", NULL },
  { "Anna Berg has repeatedly denied that she had moved the fence.", "Denial", "Anna Berg", NULL },
  { "Anna Berg, the port's director, flatly denies selling the list.", "Denial", "Anna Berg", NULL },
  { "Anna Berg rejected the accusations as nonsense.", "Denial", "Anna Berg", NULL },
  { "Peter Walsh insisted that he had never met the buyer.", "Denial", "Peter Walsh", NULL },
  { "Peter Walsh threatened to sue Maria Lopez over the article.", "Threat", "Peter Walsh", "Maria Lopez" },
  { "Peter Walsh threatened Maria Lopez with a beating.", "Threat", "Peter Walsh", "Maria Lopez" },
  /* In somebody's words. */
  { "“We never took a penny,” said Maria Lopez.", "Denial", "Maria Lopez", NULL },
  /* Names that stand there without acting. */
  { "The wife of Tom Rudd accused the council of theft.", "Allegation", NULL, NULL },
  { "Police in London accused Tom Rudd of arson.", "Allegation", NULL, "Tom Rudd" },
  { "Tom Rudd's lawyer denied the charges.", "Denial", "Tom Rudd's lawyer", NULL },
};

static guint
find_label (PostilAnalysis *analysis, const char *label)
{
  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    if (strcmp (postil_analysis_get_proposal (analysis, i)->label, label) == 0)
      return i;
  return G_MAXUINT;
}

/* The words at the other end; NULL: there is no such relation. (transfer full) */
static char *
tail_of (PostilAnalysis *analysis, guint head, const char *type)
{
  for (guint i = 0; i < postil_analysis_get_n_relations (analysis); i++)
    {
      const PostilProposedRelation *relation = postil_analysis_get_relation (analysis, i);

      if (relation->head == head && strcmp (relation->type, type) == 0)
        return postil_text_slice (postil_analysis_get_text (analysis),
                                  postil_analysis_get_proposal (analysis, relation->tail)->range);
    }
  return NULL;
}

static void
test_sentences (gconstpointer data)
{
  const char *const *only = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (&error);
  guint n_wrong = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostilText) text = postil_text_new (cases[i].text, -1, NULL);
      g_autoptr (PostilAnalysis) analysis = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);
      g_autofree char *speaker = NULL;
      g_autofree char *target = NULL;
      guint act;

      g_assert_true (postil_suggest_run (context, analysis, only, NULL, &error));
      act = find_label (analysis, cases[i].label);
      if (act != G_MAXUINT)
        {
          speaker = tail_of (analysis, act, "speaker");
          target = tail_of (analysis, act, "target");
        }
      if (act != G_MAXUINT && g_strcmp0 (speaker, cases[i].speaker) == 0 && g_strcmp0 (target, cases[i].target) == 0)
        continue;
      n_wrong++;
      g_test_message ("%s\n  %s%s speaker %s, target %s", cases[i].text, act == G_MAXUINT ? "no " : "", cases[i].label,
                      speaker != NULL ? speaker : "-", target != NULL ? target : "-");
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

int
main (int argc, char **argv)
{
  static const char *const rules[] = { "structure", "quotes", "entities", "speakers", "rules", NULL };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/roles/rules", rules, test_sentences);
  g_test_add_data_func ("/roles/everything", NULL, test_sentences);
  return g_test_run ();
}
