/* mentions-remember.c - one sense per document, and names found once are found again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mentions.h"
#include "tagger-features.h"

#include <string.h>

#define LONGEST_NAME 8 /* tokens */

/* What the document holds under one name: the weight of each label. Keyed by the hash of its words. */
typedef struct
{
  double weights[POSTIL_TAGGER_N_LABELS];
  double total;
} Memory;

/* The document's memory. */
typedef struct
{
  GHashTable *whole;     /* key -> Memory: names */
  GHashTable *parts;     /* the same: words that stand for a person */
  guint64     firsts[4]; /* bits by the hash of the first word of what is remembered: most words are not */
} Memories;

static const PostilNameToken *
token_at (const GArray *names, guint index)
{
  return &g_array_index (names, PostilNameToken, index);
}

static guint64
key_of (const GArray *names, guint begin, guint end)
{
  guint64 key = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = begin; i < end; i++)
    key = (key ^ token_at (names, i)->lower) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (key >> 31);
  return key;
}

static guint
kind_of (const char *label)
{
  const char *const *labels = postil_tagger_labels ();

  for (guint i = 0; labels[i] != NULL; i++)
    if (strcmp (labels[i], label) == 0)
      return i;
  return POSTIL_TAGGER_N_LABELS - 1;
}

static Memory *
recall (GHashTable *table, guint64 key, gboolean make)
{
  Memory *memory = g_hash_table_lookup (table, &key);

  if (memory == NULL && make)
    {
      memory = g_new0 (Memory, 1);
      g_hash_table_insert (table, g_memdup2 (&key, sizeof key), memory);
    }
  return memory;
}

static void
note (Memories *memories, GHashTable *table, const GArray *names, guint begin, guint end, guint kind, double weight)
{
  Memory *memory = recall (table, key_of (names, begin, end), TRUE);
  guint32 first = token_at (names, begin)->lower;

  memories->firsts[first / 64 % 4] |= G_GUINT64_CONSTANT (1) << first % 64;
  memory->weights[kind] += weight;
  memory->total += weight;
}

static guint
favourite (const Memory *memory)
{
  guint best = 0;

  for (guint i = 1; i < POSTIL_TAGGER_N_LABELS; i++)
    if (memory->weights[i] > memory->weights[best])
      best = i;
  return best;
}

/* A headline's capitals say little, so what stands there hardly counts. */
static double
weight_of (const GArray *names, const PostilMention *mention)
{
  double weight = mention->score * (1 + mention->told);

  return token_at (names, mention->begin)->flags & POSTIL_NAME_HEADLINE ? weight * 0.1 : weight;
}

/* A part of a person's name can stand for it: a surname, or in Korean and Chinese names the first part. Everyday words do
 * not ("Hope", "Young" alone at the start of a sentence), nor initials. */
static gboolean
can_stand_alone (const PostilNameToken *token)
{
  return (token->flags & POSTIL_NAME_CAPITAL) && !(token->flags & POSTIL_NAME_LOWER_ELSEWHERE) &&
         !(token->classes & POSTIL_CLASS_BIT (POSTIL_CLASS_TITLE)) && token->range.stop - token->range.start > 2;
}

static void
collect (const GArray *names, const GArray *mentions, Memories *memories)
{
  guint person = kind_of ("Person");

  for (guint i = 0; i < mentions->len; i++)
    {
      const PostilMention *mention = &g_array_index (mentions, PostilMention, i);
      double weight = weight_of (names, mention);
      guint kind = kind_of (mention->label);

      if (mention->end - mention->begin > LONGEST_NAME)
        continue;
      note (memories, memories->whole, names, mention->begin, mention->end, kind, weight);
      if (kind != person || mention->end - mention->begin < 2)
        continue;
      for (guint t = mention->begin; t < mention->end; t++)
        if (can_stand_alone (token_at (names, t)))
          note (memories, memories->parts, names, t, t + 1, kind, weight);
    }
}

/* The label that the document as a whole gives this name. */
static void
settle (const GArray *names, Memories *memories, PostilMention *mention)
{
  guint64 key = key_of (names, mention->begin, mention->end);
  const Memory *memory = recall (memories->whole, key, FALSE);
  const Memory *part = mention->end - mention->begin == 1 ? recall (memories->parts, key, FALSE) : NULL;
  guint own = kind_of (mention->label);
  guint best = memory != NULL ? favourite (memory) : own;

  if (part != NULL && (memory == NULL || part->total >= memory->weights[best]))
    best = favourite (part);
  if (best == own)
    return;
  mention->label = g_intern_string (postil_tagger_labels ()[best]);
  mention->reason = "The document gives this name the label elsewhere";
}

static gboolean
is_candidate (const PostilNameToken *token)
{
  return (token->flags & (POSTIL_NAME_CAPITAL | POSTIL_NAME_INNER_CAP)) != 0;
}

/* The longest remembered name that starts at @index and does not reach @limit; FALSE when none does. */
static gboolean
find_again (const GArray *names, Memories *memories, guint index, guint limit, PostilMention *mention)
{
  const PostilNameToken *first = token_at (names, index);

  if ((memories->firsts[first->lower / 64 % 4] >> first->lower % 64 & 1) == 0)
    return FALSE;
  for (guint n = MIN (LONGEST_NAME, limit - index); n >= 1; n--)
    {
      const Memory *memory;
      gboolean part = FALSE;

      if (token_at (names, index + n - 1)->sentence != first->sentence)
        continue;
      memory = recall (memories->whole, key_of (names, index, index + n), FALSE);
      if (memory == NULL && n == 1 && can_stand_alone (first))
        {
          memory = recall (memories->parts, key_of (names, index, index + 1), FALSE);
          part = memory != NULL;
        }
      if (memory == NULL || memory->total < 0.5)
        continue;
      /* One everyday word at the start of a sentence is not enough. */
      if (n == 1 && (first->flags & (POSTIL_NAME_LOWER_ELSEWHERE | POSTIL_NAME_SENTENCE_START)) &&
          (first->classes & POSTIL_CLASS_BIT (POSTIL_CLASS_COMMON)))
        continue;
      *mention = (PostilMention){ .begin = index,
                                  .end = index + n,
                                  .label = g_intern_string (postil_tagger_labels ()[favourite (memory)]),
                                  .score = part ? 0.6 : 0.65,
                                  .kind = POSTIL_SOURCE_MODEL,
                                  .reason = part ? "Part of a person's name that stands elsewhere in the document"
                                                 : "The same name was found elsewhere in the document" };
      return TRUE;
    }
  return FALSE;
}

/* "Korean Central News Agency (KCNA)": the letters in brackets are the same organisation. */
static void
introduce_acronyms (const GArray *names, const GArray *mentions, Memories *memories)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const PostilMention *mention = &g_array_index (mentions, PostilMention, i);
      const PostilNameToken *acronym;

      if (mention->end + 2 >= names->len || mention->end - mention->begin < 2)
        continue;
      acronym = token_at (names, mention->end + 1);
      if (!(acronym->flags & POSTIL_NAME_ALL_CAPS) || !(token_at (names, mention->end)->flags & POSTIL_NAME_PUNCTUATION) ||
          acronym->range.start != token_at (names, mention->end)->range.stop ||
          token_at (names, mention->end + 2)->range.start != acronym->range.stop ||
          !(token_at (names, mention->end + 2)->flags & POSTIL_NAME_PUNCTUATION))
        continue;
      note (memories, memories->whole, names, mention->end + 1, mention->end + 2, kind_of (mention->label), 2 * mention->score);
    }
}

/* A word of everyday use that no list has as part of a name. */
static gboolean
is_everyday (const PostilNameToken *token)
{
  return (token->flags & POSTIL_NAME_CAPITAL) &&
         (token->classes & 0xffff) == POSTIL_CLASS_BIT (POSTIL_CLASS_COMMON);
}

/* A row of names is all capitals too; a headline capitalises everyday words, three of them at least. */
static gboolean
in_headline (const GArray *names, const PostilMention *mention)
{
  guint32 sentence = token_at (names, mention->begin)->sentence;
  guint begin = mention->begin, n = 0;

  if (!(token_at (names, begin)->flags & POSTIL_NAME_HEADLINE))
    return FALSE;
  while (begin > 0 && mention->begin - begin < 60 && token_at (names, begin - 1)->sentence == sentence)
    begin--;
  for (guint i = begin; i < names->len && i < begin + 120 && token_at (names, i)->sentence == sentence; i++)
    n += is_everyday (token_at (names, i));
  return n >= 3;
}

/* In a headline every word has its capital, so a name with an everyday word in it counts only where the body or a list
 * agrees. */
static gboolean
is_headline_guess (const GArray *names, Memories *memories, gboolean has_body,
                   const PostilMention *mention)
{
  guint64 key = key_of (names, mention->begin, mention->end);
  const Memory *memory = recall (memories->whole, key, FALSE);

  if (!has_body || mention->kind == POSTIL_SOURCE_GAZETTEER || !in_headline (names, mention))
    return FALSE;
  if (memory != NULL && memory->total >= 0.5)
    return FALSE;
  for (guint i = mention->begin; i < mention->end; i++)
    if (is_everyday (token_at (names, i)))
      return mention->end - mention->begin > 1 || recall (memories->parts, key, FALSE) == NULL;
  return FALSE;
}

void
postil_mentions_remember (PostilText *text, const GArray *names, GArray *mentions)
{
  g_autoptr (GHashTable) whole = NULL;
  g_autoptr (GHashTable) parts = NULL;
  g_autoptr (GArray) old = NULL;
  Memories memories = { 0 };
  gboolean has_body = FALSE;
  guint next = 0;

  if (mentions->len == 0)
    return;
  old = g_array_copy (mentions);
  memories.whole = whole = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  memories.parts = parts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < old->len && !has_body; i++)
    has_body = !in_headline (names, &g_array_index (old, PostilMention, i));
  collect (names, mentions, &memories);
  introduce_acronyms (names, mentions, &memories);
  g_array_set_size (mentions, 0);
  for (guint i = 0; i < names->len;)
    {
      guint limit = next < old->len ? g_array_index (old, PostilMention, next).begin : names->len;
      PostilMention mention;

      if (i < limit)
        {
          if (is_candidate (token_at (names, i)) && find_again (names, &memories, i, limit, &mention))
            {
              g_array_append_val (mentions, mention);
              i = mention.end;
            }
          else
            i++;
          continue;
        }
      mention = g_array_index (old, PostilMention, next++);
      if (is_headline_guess (names, &memories, has_body, &mention))
        continue; /* its words are looked at again, one by one */
      settle (names, &memories, &mention);
      g_array_append_val (mentions, mention);
      i = mention.end;
    }
}
