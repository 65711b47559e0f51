/* clauses.c - the clauses of a sentence, good enough to grow a selection by and to bound a rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/segments.h>

#include "../word-sieve.h"
#include "text-private.h"

#include <string.h>

/* Sorted. */
static const char *const conjunctions[] = {
  "after",  "although", "and",   "because", "before", "but",     "if",      "nor",   "or",    "since", "so",    "that",
  "though", "unless",   "until", "when",    "where",  "whereas", "whether", "which", "while", "who",   "whose", "yet",
};

/* Verb forms that need a subject and end in neither -ed nor a plain -s. */
static const char *const finite_verbs[] = {
  "am",       "are",     "aren't", "ate",     "became", "began",   "bought",     "broke",     "brought", "built",
  "came",     "can",     "can't",  "cannot",  "caught", "chose",   "could",      "couldn't",  "cut",     "did",
  "didn't",   "do",      "does",   "doesn't", "don't",  "drew",    "drove",      "fell",      "felt",    "fled",
  "flew",     "fought",  "found",  "gave",    "get",    "gets",    "go",         "goes",      "got",     "grew",
  "had",      "hadn't",  "has",    "hasn't",  "have",   "haven't", "heard",      "held",      "hit",     "i'd",
  "i'll",     "i'm",     "i've",   "is",      "isn't",  "it's",    "kept",       "knew",      "know",    "knows",
  "led",      "left",    "let",    "lost",    "made",   "makes",   "may",        "meant",     "met",     "might",
  "must",     "needs",   "paid",   "put",     "ran",    "read",    "rose",       "said",      "sat",     "saw",
  "say",      "says",    "sent",   "set",     "shall",  "shot",    "should",     "shouldn't", "showed",  "shut",
  "sold",     "spent",   "spoke",  "stands",  "stole",  "stood",   "struck",     "take",      "takes",   "taught",
  "thinks",   "thought", "threw",  "told",    "took",   "tries",   "understood", "wants",     "was",     "wasn't",
  "we're",    "went",    "were",   "weren't", "will",   "woke",    "won",        "won't",     "wore",    "would",
  "wouldn't", "wrote",   "you're",
};

#define MAX_WORD 16
/* So many tokens of a sentence need no memory of their own. */
#define MAX_USUAL 100

/* The word in lower case with straight apostrophes, and its length; 0 when it is longer than any in the lists. */
static gsize
fold_word (const PostilText *text, const PostilToken *token, char folded[MAX_WORD])
{
  const char *at = text->utf8 + token->start_byte;
  const char *stop = text->utf8 + token->stop_byte;
  gsize length = 0;

  while (at < stop)
    {
      const guint8 c = (guint8) *at;

      if (length + 1 >= MAX_WORD)
        return 0;
      if (c < 0x80)
        {
          folded[length++] = (char) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
          at++;
        }
      else if (stop - at >= 3 && memcmp (at, "\xe2\x80\x99", 3) == 0)
        {
          folded[length++] = '\'';
          at += 3;
        }
      else
        return 0;
    }
  folded[length] = '\0';
  return length;
}

static gboolean
is_finite (const PostilText *text, const PostilToken *token, const char *folded, gsize length)
{
  static PostilWordSieve sieve;
  const gsize n = token->stop_byte - token->start_byte;

  if (n < 2)
    return FALSE;
  if (n > 4 && memcmp (text->utf8 + token->stop_byte - 2, "ed", 2) == 0)
    return TRUE;
  return length > 0 && postil_word_sieve_find (&sieve, finite_verbs, G_N_ELEMENTS (finite_verbs), sizeof *finite_verbs,
                                               folded, length) != NULL;
}

static gboolean
is_conjunction (const char *folded, gsize length)
{
  static PostilWordSieve sieve;

  return length > 0 && postil_word_sieve_find (&sieve, conjunctions, G_N_ELEMENTS (conjunctions), sizeof *conjunctions,
                                               folded, length) != NULL;
}

typedef enum
{
  CUT_NONE,
  CUT_BEFORE, /* when both sides are finite */
  CUT_AFTER,  /* when both sides are finite */
  CUT_HARD_BEFORE,
  CUT_HARD_AFTER,
} Cut;

G_STATIC_ASSERT (sizeof (Cut) == sizeof (guint));

static Cut
cut_at_mark (const PostilText *text, const PostilToken *token)
{
  switch (g_utf8_get_char (text->utf8 + token->start_byte))
    {
    case ';':
    case ':':
    case ')':
    case ']':
    case 0x2014:
      return CUT_HARD_AFTER;
    case '(':
    case '[':
      return CUT_HARD_BEFORE;
    case ',':
      return CUT_AFTER;
    case '-':
    case 0x2013:
      /* A dash stands between spaces; a hyphen does not. */
      return token->start_byte > 0 && text->utf8[token->start_byte - 1] == ' ' && text->utf8[token->stop_byte] == ' '
                 ? CUT_HARD_AFTER
                 : CUT_NONE;
    default:
      return CUT_NONE;
    }
}

/* The next token, after @from, at which a cut of any kind could fall; a soft cut looks no farther than this. */
static guint
next_cut (const Cut *cuts, guint from, guint n)
{
  while (from < n && cuts[from] == CUT_NONE)
    from++;
  return from;
}

/* Closing quotation marks that touch what they close belong to it. */
static guint
skip_closing_marks (const PostilText *text, const PostilToken *tokens, guint n, guint edge)
{
  for (; edge > 0 && edge < n; edge++)
    {
      const PostilToken *token = &tokens[edge];
      const gunichar c = g_utf8_get_char (text->utf8 + token->start_byte);

      if (token->start_byte != tokens[edge - 1].stop_byte)
        break;
      if (c != '"' && c != '\'' && c != 0x201d && c != 0x2019 && c != 0xbb)
        break;
    }
  return edge;
}

static void
append_clause (const PostilToken *tokens, guint start, guint stop, GArray *clauses)
{
  if (start >= stop)
    return;

  const PostilRange clause = { tokens[start].range.start, tokens[stop - 1].range.stop };
  g_array_append_val (clauses, clause);
}

void
postil_segment_clauses_of (const PostilText *text, const PostilToken *tokens, guint n, GArray *clauses)
{
  /* How many words, and how many finite verbs, stand before each token: makes every test below one subtraction. */
  guint usual[3][MAX_USUAL + 1];
  g_autofree guint *large = n > MAX_USUAL ? g_new (guint, 3 * ((gsize) n + 1)) : NULL;
  guint *words = large != NULL ? large : usual[0];
  guint *verbs = large != NULL ? large + n + 1 : usual[1];
  Cut *cuts = (Cut *) (large != NULL ? large + 2 * ((gsize) n + 1) : usual[2]);
  guint start = 0;

  words[0] = verbs[0] = 0;
  for (guint i = 0; i < n; i++)
    {
      char folded[MAX_WORD];
      gsize length;

      cuts[i] = CUT_NONE;
      words[i + 1] = words[i] + (tokens[i].kind != POSTIL_TOKEN_PUNCTUATION);
      verbs[i + 1] = verbs[i];
      if (tokens[i].kind == POSTIL_TOKEN_WORD)
        {
          length = fold_word (text, &tokens[i], folded);
          verbs[i + 1] += is_finite (text, &tokens[i], folded, length);
          cuts[i] = is_conjunction (folded, length) ? CUT_BEFORE : CUT_NONE;
        }
      else if (tokens[i].kind == POSTIL_TOKEN_PUNCTUATION)
        cuts[i] = cut_at_mark (text, &tokens[i]);
    }

  for (guint i = 0; i < n; i++)
    {
      const gboolean after = cuts[i] == CUT_AFTER || cuts[i] == CUT_HARD_AFTER;
      const gboolean hard = cuts[i] == CUT_HARD_AFTER || cuts[i] == CUT_HARD_BEFORE;
      const guint edge = after ? skip_closing_marks (text, tokens, n, i + 1) : i;

      if (cuts[i] == CUT_NONE || words[start] == words[edge] || words[edge] == words[n])
        continue;
      if (hard || (verbs[start] < verbs[edge] && verbs[edge] < verbs[next_cut (cuts, i + 1, n)]))
        {
          append_clause (tokens, start, edge, clauses);
          start = edge;
        }
    }
  append_clause (tokens, start, n, clauses);
}

GArray *
postil_segment_clauses (const PostilText *text, PostilRange sentence)
{
  g_autoptr (GArray) tokens = postil_segment_tokens (text, sentence);
  GArray *clauses = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  postil_segment_clauses_of (text, (const PostilToken *) tokens->data, tokens->len, clauses);
  return clauses;
}
