/* statements.c - what is reported without quotation marks, and by whom: verbs of saying, "according to", headlines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "attribution.h"

#include <string.h>

#define SOURCE POSTIL_ATTRIBUTION_SOURCE

enum
{
  LONGEST_STATEMENT = 80, /* tokens */
  HEADLINES = 3,          /* lines at the top */
  LONGEST_HEADLINE = 24,
  SHORTEST_HEADLINE = 3,  /* tokens of what is said */
};

/* "asked whether ...", "asks him if ...": the question with its first word, since without it it would say so. */
static guint
question_start (const PostilWords *words, guint verb)
{
  if (!postil_words_is (words, verb, "asked") && !postil_words_is (words, verb, "asks"))
    return POSTIL_NO_TOKEN;
  /* "was asked whether": it was somebody else who asked. */
  if (verb > 0 && (postil_words_is (words, verb - 1, "was") || postil_words_is (words, verb - 1, "were") ||
                   postil_words_is (words, verb - 1, "been") || postil_words_is (words, verb - 1, "being")))
    return POSTIL_NO_TOKEN;
  for (guint i = verb + 1; i < verb + 6 && i + 2 < words->n_tokens; i++)
    {
      if (words->quoted[i] || words->tokens[i].kind == POSTIL_TOKEN_PUNCTUATION || postil_attribution_has_break (words, i - 1, i))
        return POSTIL_NO_TOKEN;
      if (postil_words_is (words, i, "whether") || postil_words_is (words, i, "if"))
        return i;
    }
  return POSTIL_NO_TOKEN;
}

/* Whether what follows the verb is a clause: "that ...", or a subject right away ("it would ..."). */
static guint
statement_start (const PostilWords *words, guint verb)
{
  guint next = verb + 1;

  if (postil_words_is (words, next, "that") && next + 2 < words->n_tokens && !words->quoted[next + 1])
    return next + 1;
  /* "told the court that ..." */
  for (guint i = next; i < next + 6 && i + 2 < words->n_tokens; i++)
    {
      if (words->quoted[i] || words->tokens[i].kind == POSTIL_TOKEN_PUNCTUATION || postil_attribution_has_break (words, i - 1, i))
        break;
      if (postil_words_is (words, i, "that") && i > next && !words->quoted[i + 1] &&
          (postil_words_is (words, verb, "told") || postil_words_is (words, verb, "tells") || postil_words_is (words, verb, "warned") ||
           postil_words_is (words, verb, "informed")))
        return i + 1;
    }
  static const char *const SAY[] = { "said", "says", "claimed", "claims", "insisted", "insists", "believes", "denied", "denies",
                                     "argued", "argues", "admitted", "warned", "warns", "announced", "confirmed", "alleged" };
  gboolean                 says = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (SAY); i++)
    says = says || postil_words_is (words, verb, SAY[i]);
  if (!says || next >= words->n_tokens || words->quoted[next] || postil_attribution_has_break (words, verb, next))
    return POSTIL_NO_TOKEN;
  PostilNoun noun = postil_words_noun (words, next);
  if (postil_words_is (words, verb, "denied") || postil_words_is (words, verb, "denies"))
    return words->tokens[next].kind == POSTIL_TOKEN_WORD ? next : POSTIL_NO_TOKEN;
  if (noun != POSTIL_NOUN_PRONOUN && noun != POSTIL_NOUN_DETERMINER && noun != POSTIL_NOUN_FIRST_PERSON &&
      !postil_words_is (words, next, "there") && !postil_words_large (words, next))
    return POSTIL_NO_TOKEN;
  /* A verb must come: "said the minister" has none */
  for (guint i = next + 1; i < next + 8 && i < words->n_tokens; i++)
    {
      if (words->quoted[i] || words->tokens[i].kind == POSTIL_TOKEN_PUNCTUATION)
        break;
      static const char *const VERBS[] = { "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "can", "may",
                                           "might", "should", "must", "did", "does", "do", "been", "cannot" };
      for (guint k = 0; k < G_N_ELEMENTS (VERBS); k++)
        if (postil_words_is (words, i, VERBS[k]))
          return next;
    }
  return POSTIL_NO_TOKEN;
}

static guint
statement_stop (const PostilWords *words, guint start)
{
  guint i = start;

  while (i < words->n_tokens && i - start < LONGEST_STATEMENT)
    {
      if (i > start && postil_attribution_has_break (words, i - 1, i))
        break;
      if (postil_words_ends_sentence (words, i) || postil_words_mark (words, i, ';'))
        break;
      if (postil_words_mark (words, i, ',') && (postil_words_is (words, i + 1, "according") || postil_words_is (words, i + 1, "adding") ||
                                                postil_words_is (words, i + 1, "saying")))
        break;
      i++;
    }
  while (i > start && (postil_attribution_is_quote_mark (words, i - 1) || postil_words_mark (words, i - 1, ',')))
    i--;
  return i;
}

static void
propose_statement (PostilAttribution *pass, guint start, guint stop, guint cue, guint speaker, double score)
{
  const PostilWords *words = &pass->words;
  guint              n_quoted = 0;

  if (speaker == POSTIL_NOBODY || stop < start + 2)
    return;
  for (guint i = start; i < stop; i++)
    n_quoted += words->quoted[i] ? 1 : 0;
  /* All but the whole is quoted: the quote says it */
  if (n_quoted * 3 > (stop - start) * 2)
    return;
  PostilRange range = POSTIL_RANGE (words->tokens[start].range.start, words->tokens[stop - 1].range.stop);
  if (postil_analysis_is_boilerplate (pass->analysis, range))
    return;
  guint statement = postil_analysis_propose (pass->analysis, range, "Statement", score, POSTIL_SOURCE_QUOTE, SOURCE,
                                             "Reported without quotation marks.", NULL);
  postil_analysis_relate (pass->analysis, "speaker", statement, speaker, score, SOURCE);
  postil_attribution_cue (pass, statement, cue, 0.7);
}

/* "It was claimed by Ann Berg that ...", "were told by the yard that ...": the statement after "that", and who. */
static guint
passive_start (PostilAttribution *pass, guint verb, guint floor, guint *who)
{
  static const char *const BE[] = { "was", "were", "been", "is", "are", "being" };
  const PostilWords *words = &pass->words;
  gboolean           passive = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (BE) && verb > floor; i++)
    passive = passive || postil_words_is (words, verb - 1, BE[i]);
  if (!passive || !postil_words_is (words, verb + 1, "by"))
    return POSTIL_NO_TOKEN;
  PostilPhrase agent = postil_phrase_at (words, verb + 2, MIN (words->n_tokens, verb + 14));
  if (agent.first == POSTIL_NO_TOKEN && verb + 3 < words->n_tokens)
    agent = postil_phrase_at (words, verb + 3, MIN (words->n_tokens, verb + 14));
  if (agent.first == POSTIL_NO_TOKEN || !postil_words_is (words, agent.last + 1, "that"))
    return POSTIL_NO_TOKEN;
  *who = postil_attribution_mention (pass, &agent, floor);
  return *who != POSTIL_NOBODY ? agent.last + 2 : POSTIL_NO_TOKEN;
}

/* "..." a spokesman said, according to the BBC: the BBC says that a spokesman said it. Where "a spokesman said" starts, the quote
 * left behind; POSTIL_NO_TOKEN when nothing of the kind stands before token @according. */
static guint
chained_start (const PostilWords *words, guint floor, guint according)
{
  guint    start = according;
  gboolean cue = FALSE;

  while (start > floor && according - start < POSTIL_ATTRIBUTION_REACH && !words->quoted[start - 1])
    cue = postil_words_cue (words, --start) == POSTIL_CUE_SPEECH || cue;
  if (!cue || start == 0 || start == floor)
    return POSTIL_NO_TOKEN;
  while (start < according && words->tokens[start].kind == POSTIL_TOKEN_PUNCTUATION)
    start++;
  return start;
}

/* ---- headlines ---- */

/* The proposed person, organisation or place that is exactly the tokens [@first, @stop). */
static guint
exactly (const PostilAttribution *pass, guint first, guint stop)
{
  const PostilWords *words = &pass->words;

  for (guint i = 0; i < pass->entities->len; i++)
    {
      const PostilAttributionPlace *place = &g_array_index (pass->entities, PostilAttributionPlace, i);

      if (place->range.start > words->tokens[first].range.start)
        return POSTIL_NOBODY;
      if (place->range.start == words->tokens[first].range.start && place->range.stop == words->tokens[stop - 1].range.stop)
        return place->proposal;
    }
  return POSTIL_NOBODY;
}

/* "Brenna: siren was tested" and "Siren was tested: Brenna", in the first lines, which are headlines. Posts have a header
 * that looks alike, and a sentence with an end is no headline. */
static void
find_headlines (PostilAttribution *pass)
{
  const PostilWords *words = &pass->words;
  guint              start = 0;

  for (guint line = 0; line < HEADLINES && start < words->n_tokens && pass->posts->len == 0; line++)
    {
      guint stop = start + 1, colon = POSTIL_NO_TOKEN, n_colons = 0;

      while (stop < words->n_tokens && !postil_attribution_has_break (words, stop - 1, stop))
        stop++;
      for (guint i = start; i < stop; i++)
        if (postil_words_mark (words, i, ':'))
          {
            colon = i;
            n_colons++;
          }
      if (n_colons == 1 && stop - start <= LONGEST_HEADLINE && !postil_words_ends_sentence (words, stop - 1) && colon > start &&
          colon + 1 < stop)
        {
          guint before = exactly (pass, start, colon), after = exactly (pass, colon + 1, stop);

          if (before != POSTIL_NOBODY && stop - colon > SHORTEST_HEADLINE)
            propose_statement (pass, colon + 1, stop, POSTIL_NO_TOKEN, before, 0.6);
          else if (after != POSTIL_NOBODY && colon - start >= SHORTEST_HEADLINE)
            propose_statement (pass, start, colon, POSTIL_NO_TOKEN, after, 0.6);
        }
      start = stop;
    }
}

gboolean
postil_attribution_statements (PostilAttribution *pass, GCancellable *cancellable, GError **error)
{
  const PostilWords *words = &pass->words;
  guint              floor = 0;

  pass->speaker = pass->person = POSTIL_NOBODY;
  find_headlines (pass);
  for (guint i = 0; i < words->n_tokens; i++)
    {
      if (i % 8192 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (i > 0 && (postil_attribution_has_break (words, i - 1, i) || (!words->quoted[i - 1] && postil_words_ends_sentence (words, i - 1))))
        floor = i;
      if (words->quoted[i])
        continue;
      if (postil_words_is (words, i, "according") && postil_words_is (words, i + 1, "to"))
        {
          guint stop = postil_attribution_sentence_stop (words, i);
          guint who = postil_attribution_according (pass, i, stop, floor);
          guint comma = i;
          while (comma < stop && !postil_words_mark (words, comma, ','))
            comma++;
          guint chained = i == floor ? POSTIL_NO_TOKEN : chained_start (words, floor, i);
          if (i == floor && comma + 2 < stop)
            propose_statement (pass, comma + 1, statement_stop (words, comma + 1), i, who, 0.7);
          else if (chained != POSTIL_NO_TOKEN)
            propose_statement (pass, chained, postil_words_mark (words, i - 1, ',') ? i - 1 : i, i, who, 0.6);
          else if (i > floor + 2)
            propose_statement (pass, MAX (floor, i > POSTIL_ATTRIBUTION_REACH ? i - POSTIL_ATTRIBUTION_REACH : 0), postil_words_mark (words, i - 1, ',') ? i - 1 : i, i,
                               who, 0.65);
          continue;
        }
      if (postil_words_cue (words, i) != POSTIL_CUE_SPEECH || i == floor)
        continue;
      guint agent = POSTIL_NOBODY;
      guint passive = passive_start (pass, i, floor, &agent);
      if (passive != POSTIL_NO_TOKEN)
        {
          propose_statement (pass, passive, statement_stop (words, passive), i, agent, 0.7);
          postil_attribution_remember (pass, agent, words->tokens[i].range.stop);
          continue;
        }
      guint start = question_start (words, i);
      if (start == POSTIL_NO_TOKEN)
        start = statement_start (words, i);
      if (start == POSTIL_NO_TOKEN || i - floor > POSTIL_ATTRIBUTION_REACH)
        continue;
      PostilPhrase subject = postil_phrase_subject (words, i, floor);
      guint        who = postil_attribution_mention (pass, &subject, floor);
      if (who != POSTIL_NOBODY && !postil_attribution_is_label (pass, who, "Post"))
        {
          propose_statement (pass, start, statement_stop (words, start), i, who, 0.7);
          postil_attribution_remember (pass, who, words->tokens[i].range.stop);
        }
    }
  return TRUE;
}
