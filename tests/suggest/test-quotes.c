/* test-quotes.c - quoted words in all their marks; titles, scare quotes, apostrophes and inches that are none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <string.h>

static PostilAnalysis *
analyse (PostilSuggestContext *context, const char *utf8)
{
  static const char *const only[] = { "quotes", NULL };
  g_autoptr (PostilText)   text = postil_text_new (utf8, -1, NULL);
  PostilAnalysis          *analysis = postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);

  g_assert_true (postil_suggest_run (context, analysis, only, NULL, NULL));
  return analysis;
}

/* Words of all proposals of @label, in order, joined by "|". */
static char *
words_of (PostilAnalysis *analysis, const char *label)
{
  PostilText        *text = postil_analysis_get_text (analysis);
  g_autoptr (GArray) found = postil_analysis_find (analysis, POSTIL_RANGE (0, postil_text_get_length (text)), label);
  GString           *all = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, g_array_index (found, guint, i));
      g_autofree char      *slice = postil_text_slice (text, proposal->range);
      g_assert_cmpstr (proposal->reason, !=, "");
      g_strdelimit (slice, "\n", '/');
      g_string_append_printf (all, "%s%s", i ? "|" : "", slice);
    }
  return g_string_free (all, FALSE);
}

typedef struct
{
  const char *text;
  const char *quotes;
} Case;

static const Case CASES[] = {
  /* marks */
  { "\"The dam will hold,\" the mayor said.", "The dam will hold," },
  { "“The dam will hold,” the mayor said.", "The dam will hold," },
  { "The mayor said: 'The dam will hold.'", "The dam will hold." },
  { "The mayor said: ‘The dam’s gates will hold.’", "The dam’s gates will hold." },
  { "The mayor said: „The dam will hold.“", "The dam will hold." },
  { "The mayor said: «The dam will hold.»", "The dam will hold." },
  { "The mayor said: ``The dam will hold.''", "The dam will hold." },
  { "The mayor said: »The dam will hold.« Nobody left.", "The dam will hold." },
  { "The mayor said: « The dam will hold. » Nobody left.", "The dam will hold." },
  { "The mayor said: ›The dam will hold.‹ Nobody left.", "The dam will hold." },
  { "The mayor said: ‹The dam will hold.› Nobody left.", "The dam will hold." },
  { "The mayor said: ‚The dam will hold.‘ Nobody left.", "The dam will hold." },
  { "The mayor said: ”The dam will hold.” Nobody left.", "The dam will hold." },
  { "It rose 5 » 7 « 9 in a year.", "" },
  { "He came in.\n\n—Is it raining?\n\n—It is pouring, she said.", "Is it raining?|It is pouring," },
  { "He came in.\n\n– Is it raining?\n\n– It is pouring, said the mayor. – Take a coat.",
    "Is it raining?|It is pouring,|Take a coat." },
  { "– We did not do it, he said.", "We did not do it," },
  { "— I will not go, — Ann Berg answered.", "I will not go," },
  { "To buy:\n– Milk and eggs.\n– Two loaves, if any are left.\n– Soap.", "" },
  { "– The mayor, who said nothing of it.\n– The harbour.", "" },
  { "The bridge – the old one, he said – is shut.", "" },
  { "Yours,\n— Ann Berg", "" },
  /* nested, interrupted, bracketed */
  { "\"He told me 'never again' and left,\" Ann said.", "He told me 'never again' and left," },
  { "\"The dam,\" said Ann, \"will hold for a year.\"", "The dam,|will hold for a year." },
  { "Ann said, \"They will find fault with [the harbour] again.\"", "They will find fault with [the harbour] again." },
  /* over paragraphs, opened again; and closed only at the end */
  { "Ann said: \"The first thing is the dam.\n\n\"The second thing is the road.\"",
    "The first thing is the dam.|The second thing is the road." },
  { "Ann said: \"It felt good out there.\n\nWe could have had more.\" She smiled.",
    "It felt good out there.//We could have had more." },
  /* apostrophes, elisions, feet and inches are no marks */
  { "The officials' answer wasn't Ann's, and rock 'n' roll of the '90s isn't either.", "" },
  { "The plank is 5' 11\" long and the pipe 12\" wide.", "" },
  { "Tell 'em that the dogs' bowls 'til noon are full.", "" },
  /* a missing mark does not swallow what follows */
  { "Ann said \"the dam will hold and went home.\n\nThe road is dry.\n\n\"It is safe,\" Bo said.",
    "the dam will hold and went home.|It is safe," },
  /* fragments of what somebody said */
  { "The council warned the firm of \"grave consequences\" if it refused.", "grave consequences" },
  { "He called the plan \"reckless\" and walked out.", "reckless" },
  /* titles and scare quotes are no speech */
  { "Before the premiere of \"The Silent Harbour\" it rained.", "" },
  { "Their new song \"Salt\" is short.", "" },
  { "The so-called \"experts\" went home early.", "" },
  { "Firm offers to \"investigate\" its own leak", "" },
};

static void
test_quotes (gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (PostilAnalysis) analysis = analyse ((PostilSuggestContext *)data, CASES[i].text);
      g_autofree char           *found = words_of (analysis, "Quote");
      g_test_message ("%s", CASES[i].text);
      g_assert_cmpstr (found, ==, CASES[i].quotes);
    }
}

static void
test_titles (gconstpointer data)
{
  PostilSuggestContext *context = (PostilSuggestContext *)data;

  g_autoptr (PostilAnalysis) analysis = analyse (context, "The film 'The Silent Harbour' opens. Everybody \"helps\" here.");
  g_autofree char           *works = words_of (analysis, "Work");
  g_autofree char           *scare = words_of (analysis, "ScareQuote");

  g_assert_cmpstr (works, ==, "The Silent Harbour");
  g_assert_cmpstr (scare, ==, "helps");
}

static void
test_italics (gconstpointer data)
{
  static const Case cases[] = {
    { "I saw *The Silent Harbour* twice, and read _Salt and Rope_.", "The Silent Harbour|Salt and Rope" },
    { "It was *really* bad, and *Very* late.", "" },
    { "* Milk\n* Eggs and Bread\n* Tar *", "" },
    { "2 * Three * 4, my_Own_Name and __init__ are none.", "" },
    { "Call *Ann Berg.* Now.", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostilAnalysis) analysis = analyse ((PostilSuggestContext *) data, cases[i].text);
      g_autofree char *works = words_of (analysis, "Work");

      g_assert_cmpstr (works, ==, cases[i].quotes);
    }
}

/* All that marks can do at once: every proposal is a range of the text, and the end is reached. */
static void
test_hostile (gconstpointer data)
{
  PostilSuggestContext *context = (PostilSuggestContext *)data;

  static const char *const PIECES[] = {
    "\"",  "'",      "\" '",   "“", "”“", "«»", " \"a", "a\" ", "\"\n\n", "—a.\n", "– a, he said. – ",
    "*A ", "_A B_ ", "'a b' ", "``"
  };
  g_autoptr (GString)      large = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (PIECES); i++)
    {
      g_string_set_size (large, 0);
      for (guint k = 0; k < 30000; k++)
        g_string_append (large, PIECES[i]);
      g_autoptr (PostilAnalysis) analysis = analyse (context, large->str);
      guint32 length = postil_text_get_length (postil_analysis_get_text (analysis));
      for (guint k = 0; k < postil_analysis_get_n_proposals (analysis); k++)
        {
          PostilRange range = postil_analysis_get_proposal (analysis, k)->range;
          g_assert_true (range.start < range.stop && range.stop <= length);
        }
    }
}

static void
test_long_line (gconstpointer data)
{
  PostilSuggestContext *context = (PostilSuggestContext *)data;

  g_autoptr (GString) large = g_string_new (NULL);

  while (large->len < 2000000)
    g_string_append (large, "The mayor's aide said \"it will hold\" and 'so it did' before noon; ");
  g_autoptr (PostilAnalysis) analysis = analyse (context, large->str);
  g_assert_cmpuint (postil_analysis_get_n_proposals (analysis), >, 20000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_assert_nonnull (context);
  g_test_add_data_func ("/quotes/cases", context, test_quotes);
  g_test_add_data_func ("/quotes/titles", context, test_titles);
  g_test_add_data_func ("/quotes/italics", context, test_italics);
  g_test_add_data_func ("/quotes/hostile", context, test_hostile);
  g_test_add_data_func ("/quotes/long-line", context, test_long_line);
  return g_test_run ();
}
