/* bench-learner.c - how long the learner of a project takes: reading what was decided, learning from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-learner [DECISIONS]: processor seconds on one thread, for 20,000 of them unless told otherwise, over five labels and documents of 24 sentences.
 */
#include <postil/postil.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PER_DOCUMENT 10
#define SENTENCES 24
#define GOAL 1.0

static const char *const labels[] = { "Allegation", "Denial", "Threat", "Promise", "Excuse" };
/* A clause of a label has one of its words, most of the time. */
static const char *const cues[][4] = {
  { "accused the board of", "blamed the firm for", "said they stole", "lied about" },
  { "denied", "rejected the claim about", "had nothing to do with", "never touched" },
  { "will pay for", "will sue over", "will be punished for", "will regret" },
  { "promised to mend", "will soon build", "pledged to open", "swore to repair" },
  { "could not help", "was only late with", "had no time for", "had been told to leave" },
};
static const char *const plain[] = { "walked past", "painted", "looked at", "measured", "wrote about", "paid for", "sold", "saw" };
static const char *const syllables[] = { "ba", "ne", "ro", "ti", "lu", "ka", "mo", "si", "da", "ve", "po", "ri", "go", "ha" };

/* One of a few thousand words, common ones often. */
static void
append_word (GString *out, GRand *dice)
{
  double place = g_rand_double (dice);
  guint number = (guint) (place * place * place * 6000);

  for (guint i = 0; i < 3; i++, number /= G_N_ELEMENTS (syllables))
    g_string_append (out, syllables[number % G_N_ELEMENTS (syllables)]);
}

static PostilRange
append_sentence (GString *out, GRand *dice, int label)
{
  guint32 start = (guint32) out->len;
  guint n = (guint) g_rand_int_range (dice, 3, 9);

  g_string_append (out, "The ");
  append_word (out, dice);
  g_string_append_c (out, ' ');
  if (label >= 0 && g_rand_int_range (dice, 0, 10) > 0)
    g_string_append (out, cues[label][g_rand_int_range (dice, 0, 4)]);
  else
    g_string_append (out, plain[g_rand_int_range (dice, 0, G_N_ELEMENTS (plain))]);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (out, i % 3 == 0 ? " the " : " ");
      append_word (out, dice);
    }
  g_string_append (out, ". ");
  return POSTIL_RANGE (start, (guint32) out->len - 2);
}

static void
add_document (PostilLearner *learner, PostilSuggestContext *context, GRand *dice, guint n_decisions)
{
  static const char *const only[] = { "structure", "quotes", NULL };
  g_autoptr (GString) utf8 = g_string_new (NULL);
  g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (PostilDecision));
  g_autoptr (PostilText) text = NULL;
  g_autoptr (PostilAnalysis) analysis = NULL;

  for (guint s = 0; s < SENTENCES; s++)
    {
      gboolean decided = decisions->len < n_decisions && g_rand_int_range (dice, 0, SENTENCES) < PER_DOCUMENT + 4;
      int label = decided || g_rand_int_range (dice, 0, 4) == 0 ? g_rand_int_range (dice, 0, G_N_ELEMENTS (labels)) : -1;
      PostilDecision decision = { append_sentence (utf8, dice, label), NULL, TRUE };

      if (!decided)
        continue;
      /* A third of what was suggested was wrong. */
      decision.positive = g_rand_int_range (dice, 0, 3) > 0;
      decision.label = g_intern_string (labels[decision.positive ? label : g_rand_int_range (dice, 0, G_N_ELEMENTS (labels))]);
      g_array_append_val (decisions, decision);
    }
  text = postil_text_new (utf8->str, -1, NULL);
  analysis = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);
  if (!postil_suggest_run (context, analysis, only, NULL, NULL))
    exit (1);
  postil_learner_add (learner, analysis, decisions, FALSE);
}

/* Processor time, for the machine may be busy with other things. */
static double
seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 20000;
  guint n_documents = MAX (1, n / PER_DOCUMENT);
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilLearner) learner = postil_learner_new (context);
  g_autoptr (PostilLearned) learned = NULL;
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);
  double start = seconds ();
  double read, learn;

  for (guint d = 0; d < n_documents; d++)
    add_document (learner, context, dice, PER_DOCUMENT);
  read = seconds () - start;
  start = seconds ();
  learned = postil_learner_run (learner, NULL, NULL);
  learn = seconds () - start;
  printf ("%u decisions in %u documents, %u clauses, %u labels\n", n, n_documents, postil_learner_get_n_examples (learner),
          learned != NULL ? postil_learned_get_n_labels (learned) : 0);
  printf ("read for the first time  %.3f s (once a session, then only what was decided since)\n", read);
  printf ("learned                  %.3f s  aim %.1f%s\n", learn, GOAL, learn <= GOAL ? "" : ", missed");
  return 0;
}
