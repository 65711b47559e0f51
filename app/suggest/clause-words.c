/* clause-words.c - hashes, stems and classes of words, and the clauses that they stand in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clause-words.h"

#include <string.h>

#include "../resource.h"

#define MAX_WORD 40
#define MAX_CLASSES 64
/* Clauses of fewer words are joined to the one before. */
#define MIN_WORDS 3
/* Who says something is told in so many words at the most. */
#define MAX_SPEAKER_WORDS 9

typedef struct
{
  guint32 hash; /* 0: empty */
  guint64 classes;
} Slot;

#define N_KNOWN_BITS 32768u

struct _PostilLexicon
{
  guint64 known[N_KNOWN_BITS / 64]; /* by hash: most words of a text stand in no class */
  Slot      *slots;
  guint      n_slots; /* a power of two */
  guint      n_used;
  GPtrArray *names;
};

guint32
postil_clause_hash (guint32 seed, const char *bytes, gsize n_bytes)
{
  guint32 hash = 0x811c9dc5u ^ (seed * 0x9e3779b1u);

  for (gsize i = 0; i < n_bytes; i++)
    hash = (hash ^ (guint8) bytes[i]) * 0x01000193u;
  hash ^= hash >> 15;
  hash *= 0x85ebca6bu;
  return hash ^ (hash >> 13);
}

static gboolean
ends_with (const char *word, gsize n, const char *suffix)
{
  gsize length = strlen (suffix);

  return n > length + 1 && memcmp (word + n - length, suffix, length) == 0;
}

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
}

/* Brings the forms of a regular word together: accuse, accuses, accused, accusing. In place; returns the new length. */
static gsize
stem (char *word, gsize n)
{
  if (ends_with (word, n, "'s"))
    n -= 2;
  if (n > 4 && (ends_with (word, n, "ies") || ends_with (word, n, "ied")))
    {
      n -= 2;
      word[n - 1] = 'y';
      return n;
    }
  if (n > 3 && word[n - 1] == 's' && word[n - 2] != 's' && word[n - 2] != 'u' && word[n - 2] != 'i')
    n--;
  if (n > 5 && ends_with (word, n, "ing"))
    n -= 3;
  else if (n > 4 && ends_with (word, n, "ed"))
    n -= 2;
  if (n > 4 && word[n - 1] == word[n - 2] && !is_vowel (word[n - 1]) && strchr ("ls", word[n - 1]) == NULL)
    n--;
  if (n > 3 && word[n - 1] == 'e')
    n--;
  return n;
}

/* Finds the slot of @hash, or the empty one where it belongs. */
static Slot *
find_slot (const PostilLexicon *self, guint32 hash)
{
  guint at = hash & (self->n_slots - 1);

  while (self->slots[at].hash != 0 && self->slots[at].hash != hash)
    at = (at + 1) & (self->n_slots - 1);
  return &self->slots[at];
}

static inline guint64
classes_of (const PostilLexicon *self, guint32 hash)
{
  return self->known[hash % N_KNOWN_BITS / 64] >> hash % 64 & 1 ? find_slot (self, hash)->classes : 0;
}

static void
add_hash (PostilLexicon *self, guint32 hash, guint64 classes)
{
  Slot *slot = find_slot (self, hash);

  self->n_used += slot->hash == 0;
  slot->hash = hash;
  self->known[hash % N_KNOWN_BITS / 64] |= G_GUINT64_CONSTANT (1) << hash % 64;
  slot->classes |= classes;
}

static void
add_word (PostilLexicon *self, const char *word, guint64 classes)
{
  char copy[MAX_WORD];
  gsize n = strlen (word);

  if (n == 0 || n >= sizeof copy || self->n_used * 2 + 2 > self->n_slots)
    return;
  memcpy (copy, word, n);
  add_hash (self, postil_clause_hash (1, copy, n), classes);
  n = stem (copy, n);
  add_hash (self, postil_clause_hash (2, copy, n), classes);
}

guint64
postil_lexicon_mask (const PostilLexicon *self, const char *name)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_str_equal (g_ptr_array_index (self->names, i), name))
      return G_GUINT64_CONSTANT (1) << i;
  return 0;
}

static void
add_line (PostilLexicon *self, char *line)
{
  char *colon = strchr (line, ':');
  g_auto (GStrv) words = NULL;
  guint64 mask;

  if (line[0] == '#' || colon == NULL)
    return;
  *colon = '\0';
  mask = postil_lexicon_mask (self, line);
  if (mask == 0 && self->names->len < MAX_CLASSES)
    {
      mask = G_GUINT64_CONSTANT (1) << self->names->len;
      g_ptr_array_add (self->names, g_strdup (line));
    }
  words = g_strsplit (colon + 1, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    add_word (self, words[i], mask);
}

PostilLexicon *
postil_lexicon_new (void)
{
  PostilLexicon *self = g_new0 (PostilLexicon, 1);
  g_autoptr (GBytes) bytes = postil_resource_load ("lexicon/acts.txt");
  g_auto (GStrv) lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);

  self->n_slots = 8192;
  self->slots = g_new0 (Slot, self->n_slots);
  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; lines[i] != NULL; i++)
    add_line (self, lines[i]);
  return self;
}

void
postil_lexicon_free (PostilLexicon *self)
{
  g_ptr_array_unref (self->names);
  g_free (self->slots);
  g_free (self);
}

static void
read_word (const PostilLexicon *lexicon, const char *utf8, const PostilToken *token, PostilWord *word)
{
  char lower[MAX_WORD];
  const char *at = utf8 + token->start_byte;
  const char *stop = utf8 + token->stop_byte;
  guint n_capital = 0;
  gsize n = 0;

  word->flags = token->kind == POSTIL_TOKEN_NUMBER ? POSTIL_WORD_NUMBER : 0;
  if (token->kind == POSTIL_TOKEN_PUNCTUATION)
    word->flags = POSTIL_WORD_MARK;
  if (g_ascii_isupper (*at) || ((guint8) *at >= 0x80 && g_unichar_isupper (g_utf8_get_char (at))))
    word->flags |= POSTIL_WORD_CAPITAL;
  for (; at < stop && n < sizeof lower; at++)
    {
      gboolean capital = *at >= 'A' && *at <= 'Z';

      n_capital += capital;
      if ((guint8) *at == 0xe2 && stop - at >= 3 && memcmp (at, "\xe2\x80\x99", 3) == 0)
        {
          lower[n++] = '\'';
          at += 2;
        }
      else
        lower[n++] = (char) (capital ? *at | 0x20 : *at);
    }
  if (n_capital >= 3 && n_capital == n)
    word->flags |= POSTIL_WORD_SHOUTED;
  word->word = postil_clause_hash (1, lower, n);
  word->classes = classes_of (lexicon, word->word);
  n = word->flags & POSTIL_WORD_MARK ? n : stem (lower, n);
  word->stem = postil_clause_hash (2, lower, n);
  word->classes |= classes_of (lexicon, word->stem);
}

static void
mark_quoted (PostilClauseWords *self)
{
  PostilRange all = POSTIL_RANGE (0, postil_text_get_length (postil_analysis_get_text (self->analysis)));
  g_autoptr (GArray) quotes = postil_analysis_find (self->analysis, all, "Quote");

  for (guint i = 0; i < quotes->len; i++)
    {
      PostilRange quote = postil_analysis_get_proposal (self->analysis, g_array_index (quotes, guint, i))->range;

      for (guint t = postil_analysis_token_index (self->analysis, quote.start);
           t < self->tokens->len && g_array_index (self->tokens, PostilToken, t).range.start < quote.stop; t++)
        self->words[t].flags |= POSTIL_WORD_QUOTED;
    }
}

static guint
count_words (const PostilClauseWords *self, guint first, guint last)
{
  guint n = 0;

  for (guint i = first; i < last; i++)
    n += (self->words[i].flags & POSTIL_WORD_MARK) == 0;
  return n;
}

static gboolean
is_quote_mark (const PostilClauseWords *self, guint i)
{
  const char *at = postil_text_get_utf8 (postil_analysis_get_text (self->analysis), NULL) +
                   g_array_index (self->tokens, PostilToken, i).start_byte;

  return (self->words[i].flags & POSTIL_WORD_MARK) != 0 && g_utf8_strchr ("\"'“”’«»", -1, g_utf8_get_char (at)) != NULL;
}

/* "the minister said", "said Ms Bolt, who heads the union", "she told reporters on Tuesday": who speaks, and nothing
 * of what is said. Next to acts, such words look like one. */
static gboolean
is_attribution (const PostilClauseWords *self, const PostilClause *clause, guint64 speaks, guint64 setting)
{
  guint32 who = postil_clause_hash (1, "who", 3);
  guint at = clause->first;

  while (at < clause->last && (self->words[at].classes & speaks) == 0)
    {
      if (at > clause->first && (self->words[at].flags & POSTIL_WORD_MARK) != 0)
        return FALSE;
      at++;
    }
  if (at == clause->last || count_words (self, clause->first, at) > MAX_SPEAKER_WORDS)
    return FALSE;
  if (at == clause->first && at > clause->sentence_first && is_quote_mark (self, at - 1))
    return TRUE;
  while (++at < clause->last && self->words[at].word != who)
    if ((self->words[at].flags & (POSTIL_WORD_MARK | POSTIL_WORD_CAPITAL | POSTIL_WORD_NUMBER)) == 0 &&
        (self->words[at].classes & setting) == 0)
      return FALSE;
  return TRUE;
}

static void
add_clauses (PostilClauseWords *self, guint first, guint last, guint number, gboolean in_post, GArray *ranges)
{
  PostilText *text = postil_analysis_get_text (self->analysis);
  const PostilToken *tokens = (const PostilToken *) self->tokens->data;
  guint from = first;

  g_array_set_size (ranges, 0);
  postil_segment_clauses_of (text, tokens + first, last - first, ranges);
  for (guint i = 0; i < ranges->len; i++)
    {
      PostilClause clause = { .range = g_array_index (ranges, PostilRange, i), .first = from, .last = from,
                              .sentence_first = first, .sentence_last = last, .paragraph = number, .in_post = in_post };
      PostilClause *before = self->clauses->len > 0 ? &g_array_index (self->clauses, PostilClause, self->clauses->len - 1) : NULL;

      while (clause.last < last && tokens[clause.last].range.start < clause.range.stop)
        clause.last++;
      from = clause.last;
      if (count_words (self, clause.first, clause.last) >= MIN_WORDS || i == 0 || before == NULL)
        {
          g_array_append_val (self->clauses, clause);
          continue;
        }
      before->last = clause.last;
      before->range.stop = clause.range.stop;
    }
}

/* Whether one of @ranges (indices of proposals, in order) holds @range; @at goes along. */
static gboolean
lies_in (PostilAnalysis *analysis, const GArray *hits, guint *at, PostilRange range)
{
  while (*at < hits->len && postil_analysis_get_proposal (analysis, g_array_index (hits, guint, *at))->range.stop <= range.start)
    (*at)++;
  return *at < hits->len &&
         postil_analysis_get_proposal (analysis, g_array_index (hits, guint, *at))->range.start <= range.start;
}

static void
find_clauses (PostilClauseWords *self)
{
  PostilRange all = POSTIL_RANGE (0, postil_text_get_length (postil_analysis_get_text (self->analysis)));
  g_autoptr (GArray) posts = postil_analysis_find (self->analysis, all, "Post");
  g_autoptr (GArray) quoted = postil_analysis_find (self->analysis, all, "QuotedReply");
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  const GArray *sentences = postil_analysis_get_sentences (self->analysis);
  const GArray *paragraphs = postil_analysis_get_paragraphs (self->analysis);
  guint token = 0, post = 0, reply = 0, paragraph = 0, number = 0;

  for (guint i = 0; i < sentences->len; i++, number++)
    {
      PostilRange sentence = g_array_index (sentences, PostilRange, i);
      guint first;
      gboolean in_post = lies_in (self->analysis, posts, &post, sentence);

      while (token < self->tokens->len && g_array_index (self->tokens, PostilToken, token).range.start < sentence.start)
        token++;
      first = token;
      while (token < self->tokens->len && g_array_index (self->tokens, PostilToken, token).range.start < sentence.stop)
        token++;
      while (paragraph < paragraphs->len && g_array_index (paragraphs, PostilRange, paragraph).stop <= sentence.start)
        {
          paragraph++;
          number = 0;
        }
      if (first == token || lies_in (self->analysis, quoted, &reply, sentence) ||
          postil_analysis_is_boilerplate (self->analysis, sentence))
        continue;
      add_clauses (self, first, token, number, in_post, ranges);
    }
}

static void
mark_attributions (PostilClauseWords *self)
{
  guint64 speaks = postil_lexicon_mask (self->lexicon, "speaks");
  guint64 setting = postil_lexicon_mask (self->lexicon, "setting");
  guint32 who = postil_clause_hash (1, "who", 3);
  const PostilClause *before = NULL;

  for (guint i = 0; i < self->clauses->len; i++)
    {
      PostilClause *clause = &g_array_index (self->clauses, PostilClause, i);

      /* "said Ms Bolt," and then "who heads the union" */
      clause->attribution = (before != NULL && before->attribution && before->last == clause->first &&
                             self->words[clause->first].word == who) ||
                            is_attribution (self, clause, speaks, setting);
      before = clause;
    }
}

PostilClauseWords *
postil_clause_words_new (const PostilLexicon *lexicon, PostilAnalysis *analysis)
{
  PostilClauseWords *self = g_new0 (PostilClauseWords, 1);
  const char *utf8 = postil_text_get_utf8 (postil_analysis_get_text (analysis), NULL);

  self->analysis = analysis;
  self->lexicon = lexicon;
  self->tokens = postil_analysis_get_tokens (analysis);
  self->words = g_new (PostilWord, self->tokens->len + 1);
  for (guint i = 0; i < self->tokens->len; i++)
    read_word (lexicon, utf8, &g_array_index (self->tokens, PostilToken, i), &self->words[i]);
  self->clauses = g_array_new (FALSE, FALSE, sizeof (PostilClause));
  mark_quoted (self);
  find_clauses (self);
  mark_attributions (self);
  return self;
}

void
postil_clause_words_leave_attributions (PostilClauseWords *self)
{
  guint n = 0;

  for (guint i = 0; i < self->clauses->len; i++)
    if (!g_array_index (self->clauses, PostilClause, i).attribution)
      g_array_index (self->clauses, PostilClause, n++) = g_array_index (self->clauses, PostilClause, i);
  g_array_set_size (self->clauses, n);
}

void
postil_clause_words_free (PostilClauseWords *self)
{
  g_array_unref (self->clauses);
  g_free (self->words);
  g_free (self);
}
