/* roles.c - who says what a rule found, and about whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "roles.h"

#include <string.h>

static const char *const actor_labels[] = { "Person", "Organisation", "Place" };
static const char *const speech_labels[] = { "Quote", "Statement" };

/* ---- the actor among the words of a subject ---- */

static gboolean
is_one_of (const char *word, gsize n, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == n && g_ascii_strncasecmp (word, words[i], n) == 0)
      return TRUE;
  return FALSE;
}

/* The start of the last word that ends before @stop. */
static const char *
word_before (const char *start, const char **stop)
{
  const char *at;

  while (*stop > start && g_ascii_isspace ((*stop)[-1]))
    (*stop)--;
  at = *stop;
  while (at > start && !g_ascii_isspace (at[-1]))
    at--;
  return at;
}

/* Whether @words, which stand before a name, end in "of", "at the", ...: then somebody else acts. */
static gboolean
hangs_on (const char *words)
{
  static const char *const articles[] = { "the", "a", "an", "nearby", "neighbouring", NULL };
  static const char *const prepositions[] = { "of",      "in",      "at",      "from",   "near",   "by",    "for",
                                              "with",    "outside", "across",  "on",     "to",     "under", "over",
                                              "against", "about",   "between", "inside", "around", NULL };
  const char *stop = words + strlen (words);
  const char *word = word_before (words, &stop);

  if (word < stop && is_one_of (word, (gsize) (stop - word), articles))
    {
      stop = word;
      word = word_before (words, &stop);
    }
  return word < stop && is_one_of (word, (gsize) (stop - word), prepositions);
}

static gboolean
is_actor (PostilAnalysis *analysis, PostilRange range, PostilRange name)
{
  PostilText *text = postil_analysis_get_text (analysis);
  guint32 length = postil_text_get_length (text);
  g_autofree char *before = NULL;
  g_autofree char *after = postil_text_slice (text, POSTIL_RANGE (name.stop, MIN (name.stop + 2, length)));

  if (g_str_equal (after, "'s") || g_str_equal (after, "\xe2\x80\x99s"))
    return FALSE;
  if (name.start <= range.start)
    return TRUE;
  before = postil_text_slice (text, POSTIL_RANGE (range.start, name.start));
  return !hangs_on (before);
}

guint
postil_roles_actor (PostilAnalysis *analysis, PostilRange range)
{
  for (guint i = 0; i < G_N_ELEMENTS (actor_labels); i++)
    {
      g_autoptr (GArray) hits = postil_analysis_find (analysis, range, actor_labels[i]);

      for (guint j = 0; j < hits->len; j++)
        {
          guint hit = g_array_index (hits, guint, j);

          if (is_actor (analysis, range, postil_analysis_get_proposal (analysis, hit)->range))
            return hit;
        }
    }
  return G_MAXUINT;
}

/* ---- what stands in somebody's words ---- */

/* Proposal + 1 by head + 1. */
static GHashTable *
speakers_by_head (PostilAnalysis *analysis)
{
  GHashTable *speakers = g_hash_table_new (NULL, NULL);
  const char *type = g_intern_static_string ("speaker");

  for (guint i = 0; i < postil_analysis_get_n_relations (analysis); i++)
    {
      const PostilProposedRelation *relation = postil_analysis_get_relation (analysis, i);

      if (relation->type == type)
        g_hash_table_insert (speakers, GUINT_TO_POINTER (relation->head + 1), GUINT_TO_POINTER (relation->tail + 1));
    }
  return speakers;
}

/* Whether @range is said by whoever says @speech: it lies inside, or is hardly more than that with its "he said that".
 */
static gboolean
is_of_speech (PostilRange range, PostilRange speech)
{
  return postil_range_contains (speech, range) ||
         (postil_range_contains (range, speech) && 2 * postil_range_length (speech) > postil_range_length (range));
}

/* The speaker of the shortest quote or statement that @range is of, as in the table; 0: none. */
static guint
speaker_around (PostilAnalysis *analysis, PostilRange range, GHashTable *speakers)
{
  guint32 shortest = G_MAXUINT32;
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (speech_labels); i++)
    {
      g_autoptr (GArray) hits = postil_analysis_find (analysis, range, speech_labels[i]);

      for (guint j = 0; j < hits->len; j++)
        {
          guint hit = g_array_index (hits, guint, j);
          PostilRange speech = postil_analysis_get_proposal (analysis, hit)->range;
          guint speaker = GPOINTER_TO_UINT (g_hash_table_lookup (speakers, GUINT_TO_POINTER (hit + 1)));

          if (speaker == 0 || !is_of_speech (range, speech) || postil_range_length (speech) >= shortest)
            continue;
          shortest = postil_range_length (speech);
          found = speaker;
        }
    }
  return found;
}

void
postil_roles_inherit (PostilAnalysis *analysis)
{
  g_autoptr (GHashTable) speakers = NULL;
  guint n = postil_analysis_get_n_proposals (analysis);

  for (guint i = 0; i < n; i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);
      guint speaker;

      if (!g_str_has_prefix (proposal->source, "rules/") && !g_str_has_prefix (proposal->source, "learner/"))
        continue;
      if (speakers == NULL)
        speakers = speakers_by_head (analysis);
      if (g_hash_table_contains (speakers, GUINT_TO_POINTER (i + 1)))
        continue;
      speaker = speaker_around (analysis, proposal->range, speakers);
      if (speaker != 0 && speaker - 1 != i)
        postil_analysis_relate (analysis, "speaker", i, speaker - 1, proposal->score, proposal->source);
    }
}
