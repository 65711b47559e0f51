/* test-entities.c - names in original texts: tagger, lists and the document's memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <string.h>

typedef struct
{
  const char *text;
  const char *name;
  const char *label; /* NULL: must be no name at all */
  guint       times; /* how often @name must be proposed with @label */
} Case;

static const Case cases[] = {
  /* countries, also where they act, and in short forms */
  { "The talks in Lisbon failed when North Korea walked out and N. Korea blamed Japan.", "North Korea", "Place", 1 },
  { "The talks in Lisbon failed when North Korea walked out and N. Korea blamed Japan.", "N. Korea", "Place", 1 },
  { "Officials in the U.S. and in Norway signed the paper.", "U.S.", "Place", 1 },
  /* titles are no part of a name, possessives neither */
  { "On Tuesday President Maria Lindqvist met reporters. Lindqvist's answer was short.", "Maria Lindqvist", "Person",
    1 },
  { "On Tuesday President Maria Lindqvist met reporters. Lindqvist's answer was short.", "Lindqvist", "Person", 1 },
  /* found once, found again */
  { "Koh Yu-hwan, a professor in Seoul, disagreed. Later, according to Koh, the plan was dropped.", "Koh", "Person",
    1 },
  /* acronym introduction */
  { "The Harbour Safety Agency (HSA) closed the pier. A week later the HSA opened it again.", "HSA", "Organisation",
    2 },
  /* a country with its ministry is one organisation */
  { "The South Korean foreign ministry said nothing.", "South Korean foreign ministry", "Organisation", 1 },
  { "Nobody asked the US government about it.", "US government", "Organisation", 1 },
  /* a name and what happened to it */
  { "Experts still study the Sony hack of that year.", "Sony hack", "Event", 1 },
  { "Experts still study the Sony hack of that year.", "Sony", "Organisation", 1 },
  /* two countries are two names; a person is not where he belongs; a lane is a place */
  { "Later Malaysia and Indonesia joined.", "Malaysia", "Place", 1 },
  { "Later Malaysia and Indonesia joined.", "Indonesia", "Place", 1 },
  { "Reporters met Jonas Hartmann of Greenpeace in Old Mill Lane.", "Jonas Hartmann", "Person", 1 },
  { "Reporters met Jonas Hartmann of Greenpeace in Old Mill Lane.", "Old Mill Lane", "Place", 1 },
  { "Later Dr. Maria Lindqvist spoke to us.", "Maria Lindqvist", "Person", 1 },
  { "Outside the hall Mayor Jonas Holt waited.", "Jonas Holt", "Person", 1 },
  /* headlines in capitals: names of the body and of the lists are large, the rest is not */
  { "FIRE AT HARBOUR KILLS TWO IN OSLO", "OSLO", "Place", 1 },
  { "FIRE AT HARBOUR KILLS TWO IN OSLO", "HARBOUR", NULL, 0 },
  { "FIRE AT HARBOUR KILLS TWO IN OSLO", "FIRE", NULL, 0 },
  { "SHOTS FIRED NEAR HARBOUR, POLICE SAY\n\nTwo shots were fired near the harbour on Monday.", "POLICE SAY", NULL, 0 },
  { "MARIA LINDQVIST LEAVES TOWN HALL\n\nReporters met Maria Lindqvist at the door.", "MARIA LINDQVIST", "Person", 1 },
  { "US TROOPS LEAVE NORTH KOREA", "NORTH KOREA", "Place", 1 },
  { "HSA CLOSES PIER AFTER LEAK", "HSA", "Organisation", 1 },
  { "HSA CLOSES PIER AFTER LEAK", "PIER", NULL, 0 },
  { "OMFG WHY DO I LOVE THIS SO MUCH", "OMFG", NULL, 0 },
  /* unknown towns and firms by the words in front, and then wherever they stand again */
  { "They moved to the village of Corvik. Nobody in Corvik knew why.", "Corvik", "Place", 2 },
  { "The road runs north of Corvik along the lake.", "Corvik", "Place", 1 },
  { "He worked for the firm Datavik. In the end Datavik was sold.", "Datavik", "Organisation", 2 },
  { "The friend of Jonas Holt came from the north.", "Jonas Holt", "Person", 1 },
  /* months are no people, and one of a kind has no name */
  { "The hearing on May 9 was short; on 9 May they met again.", "May", NULL, 0 },
  { "Theresa May answered in May 2019.", "Theresa May", "Person", 1 },
  { "Most Corvikers took a boat.", "Corvikers", "Person", 0 },
  /* a work in quotation marks is found again without them; the first stands in quotes */
  { "Everybody saw the film \"The Silent Harbour\" twice. Nobody liked The Silent Harbour.", "The Silent Harbour",
    "Work", 1 },
  /* honorifics */
  { "Mrs. Lindqvist and Sir Jonas Holt signed.", "Lindqvist", "Person", 1 },
  { "Mrs. Lindqvist and Sir Jonas Holt signed.", "Jonas Holt", "Person", 1 },
  { "The mayor and the minister signed the paper.", "mayor", NULL, 0 },
  /* brackets that introduce no acronym */
  { "The Harbour Safety Agency (see below) closed the pier.", "see", NULL, 0 },
  /* plain words are no names, wherever they stand */
  { "But the committee met on Monday. Nobody came. When it rained, they left.", "Nobody", NULL, 0 },
  { "But the committee met on Monday. Nobody came. When it rained, they left.", "When", NULL, 0 },
  { "all of this is written small, without any name in it.", "all", NULL, 0 },
};

static guint
count (PostilAnalysis *analysis, const char *name, const char *label)
{
  PostilText *text = postil_analysis_get_text (analysis);
  guint n = 0;

  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);

      if (g_str_has_prefix (proposal->source, "entities/") && postil_text_slice_equals (text, proposal->range, name) &&
          (label == NULL || strcmp (proposal->label, label) == 0))
        n++;
    }
  return n;
}

static PostilAnalysis *
analyse (PostilSuggestContext *context, const char *utf8)
{
  static const char *const only[] = { "entities", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, &error);
  PostilAnalysis *analysis;

  g_assert_no_error (error);
  analysis = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);
  g_assert_true (postil_suggest_run (context, analysis, only, NULL, &error));
  g_assert_no_error (error);
  return analysis;
}

static void
test_cases (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (&error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostilAnalysis) analysis = analyse (context, cases[i].text);
      guint n = count (analysis, cases[i].name, cases[i].label);

      g_test_message ("%s in: %s", cases[i].name, cases[i].text);
      g_assert_cmpuint (n, ==, cases[i].times);
    }
}

/* What a person reads must be there, and names must lie within the text. */
static void
test_reasons (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (&error);
  g_autoptr (PostilAnalysis) analysis = analyse (context, "Anna Berg of Greenpeace flew from Oslo to Washington.");

  g_assert_cmpuint (postil_analysis_get_n_proposals (analysis), >=, 3);
  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);

      g_assert_cmpstr (proposal->reason, !=, "");
      g_assert_cmpfloat (proposal->score, >, 0);
      g_assert_cmpfloat (proposal->score, <=, 1);
      g_assert_true (postil_text_check_range (postil_analysis_get_text (analysis), proposal->range, &error));
    }
}

/* One line of capitals a megabyte long, and a line of nothing but marks: both end. */
static void
test_hostile (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (&error);
  g_autoptr (GString) capitals = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);

  for (guint i = 0; i < 200000; i++)
    {
      g_string_append (capitals, "North ");
      g_string_append (marks, "-'’.");
    }
  postil_analysis_free (analyse (context, capitals->str));
  postil_analysis_free (analyse (context, marks->str));
  postil_analysis_free (analyse (context, ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/cases", test_cases);
  g_test_add_func ("/entities/reasons", test_reasons);
  g_test_add_func ("/entities/hostile", test_hostile);
  return g_test_run ();
}
