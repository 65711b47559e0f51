/* clause-features.c - what the learner is told about a clause
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clause-words.h"

#include "analysis.h"

#include <math.h>
#include <string.h>

typedef enum
{
  KIND_BIAS = 10,
  KIND_STEM,
  KIND_PAIR,
  KIND_WORD,
  KIND_FIRST,
  KIND_LAST,
  KIND_CLASS,
  KIND_CLASS_PAIR,
  KIND_CLASS_NEXT,
  KIND_BEFORE,
  KIND_AFTER,
  KIND_PREVIOUS,
  KIND_FOLLOWING,
  KIND_LEFT,
  KIND_RIGHT,
  KIND_FACT,
  KIND_RULE_LABEL,
  KIND_PLACE_CLASS,
  KIND_RULE_SCORE,
  KIND_RULE_NEAR,
  KIND_BESIDE,
} Kind;

typedef enum
{
  FACT_QUOTED,
  FACT_IN_POST,
  FACT_IN_ARTICLE,
  FACT_QUESTION,
  FACT_EXCLAMATION,
  FACT_MARKS_INSIDE,
  FACT_DOTS,
  FACT_SHOUTED,
  FACT_NUMBER,
  FACT_NAME,
  FACT_NAME_FIRST,
  FACT_OPENS_SENTENCE,
  FACT_ENDS_SENTENCE,
  FACT_LENGTH = 20,
} Fact;

/* Words of the same sentence on each side; a line without a stop may be one sentence. */
#define BESIDE_REACH 40u

/* Writes into @features by itself: there are millions of features in a megabyte of text. */
typedef struct
{
  const PostilClauseWords *words;
  const PostilClause      *clause;
  GArray                  *features;
  guint                    n;
  guint                    n_room;
} Sink;

static guint32
mix (guint32 kind, guint32 a, guint32 b)
{
  guint32 hash = kind * 0x9e3779b1u ^ a * 0x85ebca6bu ^ ((b << 16 | b >> 16) * 0xc2b2ae35u);

  hash ^= hash >> 16;
  hash *= 0x7feb352du;
  hash ^= hash >> 15;
  hash *= 0x846ca68bu;
  return hash ^ (hash >> 16);
}

static void
make_room (Sink *sink)
{
  sink->n_room = MAX (256, sink->n_room * 2);
  g_array_set_size (sink->features, sink->n_room);
}

static inline void
add (Sink *sink, Kind kind, guint32 a, guint32 b, guint first, guint last)
{
  if (G_UNLIKELY (sink->n == sink->n_room))
    make_room (sink);
  g_array_index (sink->features, PostilFeature, sink->n++) = (PostilFeature){ mix (kind, a, b), first, last };
}

static guint
lowest (guint64 mask)
{
  return (guint) __builtin_ctzll (mask);
}

static void
add_mask (Sink *sink, Kind kind, guint64 mask)
{
  for (; mask != 0; mask &= mask - 1)
    add (sink, kind, lowest (mask), 0, 0, 0);
}

static guint64
classes_between (const PostilClauseWords *words, guint first, guint last)
{
  guint64 mask = 0;

  for (guint i = first; i < last; i++)
    mask |= words->words[i].classes;
  return mask;
}

static void
add_class_order (Sink *sink, guint i)
{
  const PostilWord *words = sink->words->words;

  for (guint next = i + 1; next < MIN (i + 4, sink->clause->last); next++)
    for (guint64 a = words[i].classes; a != 0; a &= a - 1)
      for (guint64 b = words[next].classes; b != 0; b &= b - 1)
        add (sink, KIND_CLASS_NEXT, lowest (a), lowest (b), i, next + 1);
}

static void
add_words (Sink *sink)
{
  const PostilWord *words = sink->words->words;
  guint previous = G_MAXUINT;
  guint first = G_MAXUINT;
  guint64 seen = 0;

  for (guint i = sink->clause->first; i < sink->clause->last; i++)
    {
      guint64 fresh = words[i].classes & ~seen;

      if (words[i].flags & POSTIL_WORD_MARK)
        continue;
      if (first == G_MAXUINT)
        {
          first = i;
          add (sink, KIND_FIRST, words[i].stem, 0, i, i + 1);
        }
      add (sink, KIND_STEM, words[i].stem, 0, i, i + 1);
      if (previous != G_MAXUINT)
        add (sink, KIND_PAIR, words[previous].stem, words[i].stem, previous, i + 1);
      for (; fresh != 0; fresh &= fresh - 1)
        add (sink, KIND_CLASS, lowest (fresh), 0, i, i + 1);
      seen |= words[i].classes;
      if (words[i].classes != 0)
        add_class_order (sink, i);
      previous = i;
    }
  if (previous != G_MAXUINT)
    add (sink, KIND_LAST, words[previous].stem, 0, previous, previous + 1);
  for (guint64 a = seen; a != 0; a &= a - 1)
    for (guint64 b = a & (a - 1); b != 0; b &= b - 1)
      add (sink, KIND_CLASS_PAIR, lowest (a), lowest (b), 0, 0);
}

static void
add_facts (Sink *sink)
{
  const PostilClause *clause = sink->clause;
  const PostilWord *words = sink->words->words;
  const char *utf8 = postil_text_get_utf8 (postil_analysis_get_text (sink->words->analysis), NULL);
  guint64 facts = 0;
  guint n_words = 0;

  for (guint i = clause->first; i < clause->last; i++)
    {
      const char *at = utf8 + g_array_index (sink->words->tokens, PostilToken, i).start_byte;
      guint flags = words[i].flags;

      n_words += (flags & POSTIL_WORD_MARK) == 0;
      facts |= (flags & POSTIL_WORD_SHOUTED) != 0 ? 1u << FACT_SHOUTED : 0;
      facts |= (flags & POSTIL_WORD_NUMBER) != 0 ? 1u << FACT_NUMBER : 0;
      if ((flags & (POSTIL_WORD_CAPITAL | POSTIL_WORD_MARK)) == POSTIL_WORD_CAPITAL && words[i].classes == 0)
        facts |= i > clause->first ? 1u << FACT_NAME : 1u << FACT_NAME_FIRST;
      if ((flags & POSTIL_WORD_MARK) == 0)
        continue;
      facts |= *at == '?' ? 1u << FACT_QUESTION : *at == '!' ? 1u << FACT_EXCLAMATION : 0;
      facts |= *at == '"' || strncmp (at, "“", 3) == 0 ? 1u << FACT_MARKS_INSIDE : 0;
      facts |= strncmp (at, "…", 3) == 0 || strncmp (at, "..", 2) == 0 ? 1u << FACT_DOTS : 0;
    }
  facts |= words[(clause->first + clause->last) / 2].flags & POSTIL_WORD_QUOTED ? 1u << FACT_QUOTED : 0;
  facts |= clause->in_post ? 1u << FACT_IN_POST : 1u << FACT_IN_ARTICLE;
  facts |= clause->first == clause->sentence_first ? 1u << FACT_OPENS_SENTENCE : 0;
  facts |= clause->last == clause->sentence_last ? 1u << FACT_ENDS_SENTENCE : 0;
  add_mask (sink, KIND_FACT, facts);
  add (sink, KIND_FACT, FACT_LENGTH + MIN (n_words / 4, 8), 0, 0, 0);
  for (guint64 mask = classes_between (sink->words, clause->first, clause->last); mask != 0; mask &= mask - 1)
    add (sink, KIND_PLACE_CLASS, lowest (mask), clause->in_post, 0, 0);
}

/* What is said often tells itself by who says it how, and the other way round. */
static void
add_beside (Sink *sink, guint first, guint last)
{
  const PostilWord *words = sink->words->words;

  for (guint i = first; i < last; i++)
    if ((words[i].flags & (POSTIL_WORD_MARK | POSTIL_WORD_CAPITAL)) == 0)
      add (sink, KIND_BESIDE, words[i].stem, 0, i, i + 1);
}

static void
add_neighbours (Sink *sink, guint index)
{
  const PostilClauseWords *all = sink->words;
  const PostilClause *clause = sink->clause;

  add_mask (sink, KIND_BEFORE, classes_between (all, clause->sentence_first, clause->first));
  add_mask (sink, KIND_AFTER, classes_between (all, clause->last, clause->sentence_last));
  add_beside (sink, clause->first - MIN (clause->first - clause->sentence_first, BESIDE_REACH), clause->first);
  add_beside (sink, clause->last, MIN (clause->sentence_last, clause->last + BESIDE_REACH));
  if (clause->first > clause->sentence_first)
    add (sink, KIND_LEFT, all->words[clause->first - 1].stem, 0, clause->first - 1, clause->first);
  if (clause->last < clause->sentence_last)
    add (sink, KIND_RIGHT, all->words[clause->last].stem, 0, clause->last, clause->last + 1);
  if (index > 0)
    {
      const PostilClause *other = &g_array_index (all->clauses, PostilClause, index - 1);

      add_mask (sink, KIND_PREVIOUS, classes_between (all, other->first, other->last));
    }
  if (index + 1 < all->clauses->len)
    {
      const PostilClause *other = &g_array_index (all->clauses, PostilClause, index + 1);

      add_mask (sink, KIND_FOLLOWING, classes_between (all, other->first, other->last));
    }
}

/* The number of the label whose proposals are visited, beside the sink. */
typedef struct
{
  Sink *sink;
  guint label;
} RuleLabel;

/* Which label a rule found in the sentence, and how sure it is where that is in the clause itself. */
static gboolean
add_rule (PostilSpanId id, PostilRange range, gpointer user_data)
{
  RuleLabel *label = user_data;
  const PostilProposal *hit = postil_analysis_get_proposal (label->sink->words->analysis, (guint) (id - 1));

  /* Not which rule: some have so few examples that the learner would trust them blindly. */
  if (!g_str_has_prefix (hit->source, "rules/"))
    return TRUE;
  if (!postil_range_overlaps (range, label->sink->clause->range))
    {
      add (label->sink, KIND_RULE_NEAR, label->label, 0, 0, 0);
      return TRUE;
    }
  add (label->sink, KIND_RULE_LABEL, label->label, 0, 0, 0);
  add (label->sink, KIND_RULE_SCORE, label->label, (guint32) lrint (hit->score * 10), 0, 0);
  return TRUE;
}

static void
add_rules (Sink *sink)
{
  static const char *const labels[] = { "Allegation", "Denial", "Threat", "Sarcasm" };
  const PostilClause *clause = sink->clause;
  const PostilToken *tokens = (const PostilToken *) sink->words->tokens->data;
  PostilRange sentence =
      POSTIL_RANGE (tokens[clause->sentence_first].range.start, tokens[clause->sentence_last - 1].range.stop);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      RuleLabel label = { sink, i };

      postil_analysis_visit (sink->words->analysis, sentence, labels[i], add_rule, &label);
    }
}

void
postil_clause_features (const PostilClauseWords *self, guint index, gboolean with_rules, GArray *features)
{
  Sink sink = { self, &g_array_index (self->clauses, PostilClause, index), features, 0, features->len };

  add (&sink, KIND_BIAS, 0, 0, 0, 0);
  add_words (&sink);
  add_facts (&sink);
  add_neighbours (&sink, index);
  if (with_rules)
    add_rules (&sink);
  g_array_set_size (features, sink.n);
}

double
postil_features_value (guint n)
{
  return n > 0 ? 1 / sqrt (n) : 0;
}
