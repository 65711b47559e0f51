/* test-speakers.c - who says what, in the ways that texts say it; statements without marks; threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <string.h>

static PostilAnalysis *
analyse (PostilSuggestContext *context, const char *utf8)
{
  static const char *const only[] = { "speakers", NULL };
  g_autoptr (PostilText)   text = postil_text_new (utf8, -1, NULL);
  PostilAnalysis          *analysis = postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);

  g_assert_true (postil_suggest_run (context, analysis, only, NULL, NULL));
  return analysis;
}

static gboolean
holds (PostilAnalysis *analysis, guint proposal, const char *part)
{
  PostilRange      range = postil_analysis_get_proposal (analysis, proposal)->range;
  g_autofree char *slice = postil_text_slice (postil_analysis_get_text (analysis), range);
  return strstr (slice, part) != NULL;
}

/* The speaker of the first span of @label that holds @words; NULL when it has none. */
static char *
speaker_of (PostilAnalysis *analysis, const char *label, const char *words, const char **speaker_label)
{
  for (guint i = 0; i < postil_analysis_get_n_relations (analysis); i++)
    {
      const PostilProposedRelation *relation = postil_analysis_get_relation (analysis, i);
      const PostilProposal         *head = postil_analysis_get_proposal (analysis, relation->head);
      const PostilProposal         *tail = postil_analysis_get_proposal (analysis, relation->tail);
      if (strcmp (relation->type, "speaker") != 0 || strcmp (head->label, label) != 0 || !holds (analysis, relation->head, words))
        continue;
      *speaker_label = tail->label;
      return postil_text_slice (postil_analysis_get_text (analysis), tail->range);
    }
  return NULL;
}

typedef struct
{
  const char *text;
  const char *label;
  const char *words;   /* of the quote or statement */
  const char *speaker; /* a part of the speaker's mention */
} Case;

static const Case CASES[] = {
  { "\"The dam will hold,\" Maria Lindqvist said.", "Quote", "dam", "Lindqvist" },
  { "\"The dam will hold,\" said Maria Lindqvist.", "Quote", "dam", "Lindqvist" },
  { "Maria Lindqvist told reporters: \"The dam will hold.\"", "Quote", "dam", "Lindqvist" },
  { "\"The dam will hold,\" Maria Lindqvist, an engineer at the yard, told the council.", "Quote", "dam", "Lindqvist" },
  { "\"The dam will hold,\" according to Maria Lindqvist.", "Quote", "dam", "Lindqvist" },
  { "Maria Lindqvist opened the gate, saying, \"The dam will hold.\"", "Quote", "dam", "Lindqvist" },
  { "\"The dam will hold,\" a harbour spokesman said.", "Quote", "dam", "spokesman" },
  { "The harbour ministry warned of \"grave consequences\" on Friday.", "Quote", "grave", "ministry" },
  /* goes on after the attribution, in the same paragraph */
  { "\"The dam will hold,\" Maria Lindqvist said. \"The road will not.\"", "Quote", "road", "Lindqvist" },
  /* the pronoun is the one who spoke, or who is named before */
  { "Maria Lindqvist stood at the gate. \"The dam will hold,\" she said.", "Quote", "dam", "Lindqvist" },
  /* over paragraphs: without a closing mark before, with a new opening one */
  { "Maria Lindqvist spoke for an hour. “The dam will hold.\n\n“Nobody needs to leave,” she said.", "Quote", "dam",
    "Lindqvist" },
  { "\"The dam will hold,\" Maria Lindqvist said.\n\n\"Nobody needs to leave,\" she added.", "Quote", "Nobody",
    "Lindqvist" },
  { "\"The dam,\" said Maria Lindqvist, \"will hold for years.\"", "Quote", "for years", "Lindqvist" },
  { "“The dam [at Orle] will hold,” Maria Lindqvist said.", "Quote", "Orle", "Lindqvist" },
  /* reported */
  { "Maria Lindqvist said it would hold for a year.", "Statement", "would hold", "Lindqvist" },
  { "Maria Lindqvist claims that the dam leaks.", "Statement", "dam leaks", "Lindqvist" },
  { "Maria Lindqvist said that the dam would hold for a year.", "Statement", "dam would hold", "Lindqvist" },
  { "According to Maria Lindqvist, the dam is safe.", "Statement", "dam is safe", "Lindqvist" },
  { "Maria Lindqvist asked the council whether the dam would hold.", "Statement", "whether the dam", "Lindqvist" },
  { "Maria Lindqvist denied opening the gate.", "Statement", "opening the gate", "Lindqvist" },
  /* passive, and one who reports another */
  { "It was claimed by Maria Lindqvist that the dam would hold.", "Statement", "dam would hold", "Lindqvist" },
  { "The council was told by the harbour ministry that the dam would hold.", "Statement", "dam would hold",
    "ministry" },
  { "The New York Times reported that Maria Lindqvist said that the dam would hold.", "Statement", "Lindqvist said",
    "Times" },
  { "\"The dam will hold,\" a harbour spokesman said, according to The New York Times.", "Quote", "dam", "spokesman" },
  { "\"The dam will hold,\" a harbour spokesman said, according to The New York Times.", "Statement", "spokesman said",
    "Times" },
  { "The Harbour Times quoted Maria Lindqvist as saying \"the dam will hold for years\".", "Quote", "dam",
    "Lindqvist" },
  /* dialogue after dashes */
  { "Maria Lindqvist came in.\n\n– The dam will hold, said Maria Lindqvist. – The road will not.", "Quote", "dam",
    "Lindqvist" },
  /* headlines */
  { "Maria Lindqvist: dam will hold for years\n\nThe dam was looked at on Monday.", "Statement", "dam will hold for",
    "Lindqvist" },
  { "Dam will hold for years: Maria Lindqvist\n\nThe dam was looked at on Monday.", "Statement", "Dam will hold for",
    "Lindqvist" },
};

static void
test_speaker (gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      const Case                *c = &CASES[i];
      const char                *label = NULL;
      g_autoptr (PostilAnalysis) analysis = analyse ((PostilSuggestContext *)data, c->text);
      g_autofree char           *speaker = speaker_of (analysis, c->label, c->words, &label);
      g_test_message ("%s", c->text);
      g_assert_nonnull (speaker);
      g_assert_nonnull (strstr (speaker, c->speaker));
      g_assert_cmpstr (label, !=, "Quote");
    }
}

static void
test_cue (gconstpointer data)
{
  PostilSuggestContext *context = (PostilSuggestContext *)data;

  g_autoptr (PostilAnalysis) analysis = analyse (context, "\"The dam will hold,\" Maria Lindqvist said.");
  gboolean                   found = FALSE;

  for (guint i = 0; i < postil_analysis_get_n_relations (analysis); i++)
    {
      const PostilProposedRelation *relation = postil_analysis_get_relation (analysis, i);
      if (strcmp (relation->type, "cue") == 0)
        found = holds (analysis, relation->tail, "said");
    }
  g_assert_true (found);
}

static void
test_thread (gconstpointer data)
{
  PostilSuggestContext *context = (PostilSuggestContext *)data;

  const char *label = NULL;
  g_autoptr (PostilAnalysis) analysis =
      analyse (context, "moth12d ago\n\nThe night shift left the crane running again.\n\ngull12d ago\n\n"
               "\"The night shift left the crane running again.\"\n\nProve it.\n\nmoth11d ago\n\nAsk anybody on the quay.");
  g_autofree char *speaker = speaker_of (analysis, "Quote", "night shift", &label);

  g_assert_nonnull (speaker);
  g_assert_cmpstr (label, ==, "Post");
  g_assert_true (g_str_has_prefix (speaker, "moth12d ago"));
}

static void
test_quoted_reply (gconstpointer data)
{
  PostilSuggestContext *context = (PostilSuggestContext *)data;

  const char *label = NULL;
  g_autoptr (PostilAnalysis) analysis =
      analyse (context, "ann · 3 h ago\n\nThe tide table is wrong.\n\nbo · 2 h ago\n\n> The tide table is wrong.\nBy an hour.\n\n"
               "ann · 1 h ago\n\nSo it is.");
  g_autofree char *speaker = speaker_of (analysis, "QuotedReply", "tide table", &label);

  g_assert_cmpstr (label, ==, "Post");
  g_assert_true (g_str_has_prefix (speaker, "ann · 3 h ago"));
}

/* What is closed before the other one's words begin is not theirs. */
static void
test_other_speaker (gconstpointer data)
{
  const char *label = NULL;
  g_autoptr (PostilAnalysis) analysis = analyse ((PostilSuggestContext *) data,
      "It rained all day. “The dam will hold.”\n\n“Nobody needs to leave,” Maria Lindqvist said.");
  g_autofree char *first = speaker_of (analysis, "Quote", "dam", &label);
  g_autofree char *second = speaker_of (analysis, "Quote", "Nobody", &label);

  g_assert_null (first);
  g_assert_cmpstr (second, ==, "Maria Lindqvist");
}

/* Nobody reports anything here. */
static void
test_no_statement (gconstpointer data)
{
  PostilSuggestContext *context = (PostilSuggestContext *)data;

  static const char *const TEXTS[] = {
    "The report is long. The claim was filed on Monday. Nobody came.",
    "\"The dam will hold,\" said the mayor.",
    "It is raining, and the ferry waits.",
    "Update: dam was mended\n\nMaria Lindqvist went home.",
    "Three things to know: rope, tar and rain\n\nThe ferry waits.",
    "Maria Lindqvist: a life\n\nShe built boats.",
    "The dam was built by Maria Lindqvist in May.",
    "Maria Lindqvist was asked whether the dam would hold.",
  };

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      g_autoptr (PostilAnalysis) analysis = analyse (context, TEXTS[i]);
      guint32                    length = postil_text_get_length (postil_analysis_get_text (analysis));
      g_autoptr (GArray)         found = postil_analysis_find (analysis, POSTIL_RANGE (0, length), "Statement");
      g_assert_cmpuint (found->len, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_assert_nonnull (context);
  g_test_add_data_func ("/speakers/cases", context, test_speaker);
  g_test_add_data_func ("/speakers/cue", context, test_cue);
  g_test_add_data_func ("/speakers/thread", context, test_thread);
  g_test_add_data_func ("/speakers/quoted-reply", context, test_quoted_reply);
  g_test_add_data_func ("/speakers/other-speaker", context, test_other_speaker);
  g_test_add_data_func ("/speakers/no-statement", context, test_no_statement);
  return g_test_run ();
}
