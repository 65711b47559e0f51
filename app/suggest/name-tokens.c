/* name-tokens.c - tokens cut the way names are written, with what the tagger looks at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "name-tokens.h"

#include <string.h>

#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u

static guint32
hash_byte (guint32 hash, guint8 byte)
{
  return (hash ^ byte) * FNV_PRIME;
}

static guint32
hash_char (guint32 hash, gunichar c)
{
  if (c < 0x80)
    return hash_byte (hash, (guint8) c);
  hash = hash_byte (hash, (guint8) (c >> 16));
  hash = hash_byte (hash, (guint8) (c >> 8));
  return hash_byte (hash, (guint8) c);
}

/* Words after a hyphen that say what the name does, so that the name ends before it: "Moscow-based". */
static gboolean
is_hyphen_tail (const char *word, gsize n_bytes)
{
  static const char *const tails[] = { "based", "born", "backed", "led", "run", "style", "controlled", "owned",
                                       "era", "made", "held", "linked", "friendly", "funded", "listed", "area",
                                       "bound", "speaking", "wide", "trained", "educated", "only", "related", "like" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    if (strlen (tails[i]) == n_bytes && memcmp (tails[i], word, n_bytes) == 0)
      return TRUE;
  return FALSE;
}

/* Bytes of a possessive ending ('s or ’s) of @word, or 0. */
static gsize
possessive_bytes (const char *word, gsize n_bytes)
{
  if (n_bytes > 2 && (word[n_bytes - 1] == 's' || word[n_bytes - 1] == 'S') && word[n_bytes - 2] == '\'')
    return 2;
  if (n_bytes > 4 && (word[n_bytes - 1] == 's' || word[n_bytes - 1] == 'S') &&
      memcmp (word + n_bytes - 4, "\xe2\x80\x99", 3) == 0)
    return 4;
  return 0;
}

/* Initials and abbreviations take their full stop with them: "N.", "U.S.", "C.I.A.". */
static gboolean
takes_full_stop (const char *word, gsize n_bytes)
{
  if (n_bytes == 1)
    return g_ascii_isupper (word[0]);
  for (gsize i = 0; i < n_bytes; i++)
    if (i % 2 == 0 ? !g_ascii_isupper (word[i]) : word[i] != '.')
      return FALSE;
  return n_bytes % 2 == 1;
}

static gunichar
shape_of (gunichar c)
{
  if (c < 0x80)
    {
      if (c >= 'A' && c <= 'Z')
        return 'X';
      if (c >= 'a' && c <= 'z')
        return 'x';
      return c >= '0' && c <= '9' ? 'd' : c;
    }
  if (g_unichar_isupper (c))
    return 'X';
  if (g_unichar_isalpha (c))
    return 'x';
  return g_unichar_isdigit (c) ? 'd' : c;
}

/* Most letters are ASCII, and this runs for each of them. */
static inline gunichar
lower_of (gunichar c)
{
  if (c < 0x80)
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  return g_unichar_tolower (c);
}

#define LONGEST 64 /* characters that are looked at for affixes; longer words are no names */

static void
add_affixes (PostilNameToken *token, const char *utf8)
{
  const char *at = utf8 + token->start_byte;
  const char *end = utf8 + token->stop_byte;
  gunichar lowers[LONGEST];
  guint32 prefix = FNV_BASIS;
  guint n = 0;

  for (; at < end && n < LONGEST; at = g_utf8_next_char (at), n++)
    {
      gunichar c = (guint8) *at < 0x80 ? (gunichar) (guint8) *at : g_utf8_get_char (at);

      lowers[n] = lower_of (c);
      if ((token->flags & POSTIL_NAME_CALMED) && (n > 0 || !(token->flags & POSTIL_NAME_CAPITAL)))
        c = lowers[n];
      if (n >= 4)
        continue;
      prefix = hash_char (prefix, c);
      if (n > 0)
        token->prefix[n - 1] = prefix;
    }
  for (guint i = MAX (n, 1); i < 4; i++)
    token->prefix[i - 1] = prefix;
  for (guint length = 1; length <= 4; length++)
    {
      guint32 suffix = FNV_BASIS;

      for (guint i = n > length ? n - length : 0; i < n; i++)
        suffix = hash_char (suffix, lowers[i]);
      token->suffix[length - 1] = suffix;
    }
}

void
postil_name_tokens_add_affixes (GArray *names, const char *utf8, guint begin, guint end)
{
  for (guint i = begin; i < end; i++)
    add_affixes (&g_array_index (names, PostilNameToken, i), utf8);
}

/* Most characters are small ASCII letters: a run of them is one "x" of the shape. Returns where it ends. */
static const char *
describe_small (const char *at, const char *end, guint32 *hash, guint32 *lower)
{
  for (; at < end && *at >= 'a' && *at <= 'z'; at++)
    {
      *hash = hash_byte (*hash, (guint8) *at);
      *lower = hash_byte (*lower, (guint8) *at);
    }
  return at;
}

void
postil_name_token_describe (PostilNameToken *token, const char *word, gsize n_bytes)
{
  const char *at = word;
  const char *end = word + n_bytes;
  guint n_upper = 0, n_lower = 0;
  guint32 hash = FNV_BASIS, lower = FNV_BASIS, shape = FNV_BASIS;
  gunichar last = 0;

  for (gboolean first = TRUE; at < end; first = FALSE)
    {
      const char *small = at;

      at = describe_small (at, end, &hash, &lower);
      if (at > small)
        {
          n_lower += (guint) (at - small);
          if (last != 'x')
            shape = hash_byte (shape, 'x');
          last = 'x';
          continue;
        }
      gunichar c = (guint8) *at < 0x80 ? (gunichar) (guint8) *at : g_utf8_get_char (at);
      gunichar s = shape_of (c);

      hash = hash_char (hash, c);
      lower = hash_char (lower, lower_of (c));
      if (s != last)
        shape = hash_char (shape, s);
      last = s;
      n_upper += s == 'X';
      n_lower += s == 'x';
      if (s == 'd')
        token->flags |= POSTIL_NAME_DIGIT;
      if (first && s == 'X')
        token->flags |= POSTIL_NAME_CAPITAL;
      at = g_utf8_next_char (at);
    }
  token->word = hash;
  token->lower = lower;
  token->shape = hash_byte (shape, n_upper == 1 && n_lower == 0 ? '1' : '*');
  if (n_upper > 1 && n_lower == 0)
    token->flags |= POSTIL_NAME_ALL_CAPS;
  if (n_upper > 0 && !(token->flags & POSTIL_NAME_CAPITAL))
    token->flags |= POSTIL_NAME_INNER_CAP;
  if (n_upper + n_lower == 0 && !(token->flags & POSTIL_NAME_DIGIT))
    token->flags |= POSTIL_NAME_PUNCTUATION;
}

static void
describe (PostilNameToken *token, const char *utf8)
{
  postil_name_token_describe (token, utf8 + token->start_byte, token->stop_byte - token->start_byte);
}

static gboolean
adjacent_word (const GArray *tokens, guint index, guint32 byte)
{
  const PostilToken *token;

  if (index >= tokens->len)
    return FALSE;
  token = &g_array_index (tokens, PostilToken, index);
  return token->start_byte == byte && token->kind != POSTIL_TOKEN_PUNCTUATION;
}

/* Joins what the word rules cut and a name does not; returns the index after the last token that was used. */
static guint
join (const GArray *tokens, guint index, const char *utf8, PostilNameToken *name)
{
  const PostilToken *first = &g_array_index (tokens, PostilToken, index);
  guint next = index + 1;

  *name = (PostilNameToken){ .range = first->range, .start_byte = first->start_byte, .stop_byte = first->stop_byte };
  if (first->kind == POSTIL_TOKEN_PUNCTUATION)
    return next;
  if (next < tokens->len && g_array_index (tokens, PostilToken, next).start_byte == name->stop_byte &&
      utf8[name->stop_byte] == '.' && takes_full_stop (utf8 + name->start_byte, name->stop_byte - name->start_byte))
    {
      name->range.stop++;
      name->stop_byte++;
      return next + 1;
    }
  while (next + 1 < tokens->len && utf8[name->stop_byte] == '-' &&
         g_array_index (tokens, PostilToken, next).start_byte == name->stop_byte &&
         adjacent_word (tokens, next + 1, name->stop_byte + 1))
    {
      const PostilToken *tail = &g_array_index (tokens, PostilToken, next + 1);

      if (is_hyphen_tail (utf8 + tail->start_byte, tail->stop_byte - tail->start_byte))
        break;
      name->range.stop = tail->range.stop;
      name->stop_byte = tail->stop_byte;
      next += 2;
    }
  return next;
}

static void
append (GArray *names, PostilNameToken *name, const char *utf8, guint sentence)
{
  gsize cut = possessive_bytes (utf8 + name->start_byte, name->stop_byte - name->start_byte);
  PostilNameToken ending = { 0 };

  if (cut > 0)
    {
      ending = (PostilNameToken){ .range = POSTIL_RANGE (name->range.stop - 2, name->range.stop),
                                  .start_byte = name->stop_byte - (guint32) cut,
                                  .stop_byte = name->stop_byte,
                                  .flags = POSTIL_NAME_POSSESSIVE,
                                  .sentence = sentence };
      name->range.stop -= 2;
      name->stop_byte -= (guint32) cut;
    }
  name->sentence = sentence;
  describe (name, utf8);
  g_array_append_val (names, *name);
  if (cut > 0)
    {
      describe (&ending, utf8);
      g_array_append_val (names, ending);
    }
}

/* The first word of each sentence, and sentences in which most words are capitalised. */
static void
mark_sentences (GArray *names)
{
  for (guint begin = 0, end; begin < names->len; begin = end)
    {
      guint sentence = g_array_index (names, PostilNameToken, begin).sentence;
      guint n_words = 0, n_capital = 0;
      gboolean seen_word = FALSE;

      for (end = begin; end < names->len && g_array_index (names, PostilNameToken, end).sentence == sentence; end++)
        {
          PostilNameToken *token = &g_array_index (names, PostilNameToken, end);

          if (token->flags & (POSTIL_NAME_PUNCTUATION | POSTIL_NAME_POSSESSIVE))
            continue;
          if (!seen_word)
            token->flags |= POSTIL_NAME_SENTENCE_START;
          seen_word = TRUE;
          if (token->stop_byte - token->start_byte < 4)
            continue; /* "of", "the": small words stay small in headlines too */
          n_words++;
          n_capital += (token->flags & POSTIL_NAME_CAPITAL) != 0;
        }
      if (n_words >= 4 && n_capital * 4 >= n_words * 3)
        for (guint i = begin; i < end; i++)
          g_array_index (names, PostilNameToken, i).flags |= POSTIL_NAME_HEADLINE;
    }
}

/* Bits are enough: a false "seen elsewhere" by collision, rare at 16 bits a token, costs one weak feature. */
static void
mark_elsewhere (GArray *names)
{
  guint32 n_bits = 1024;
  g_autofree guint8 *lower = NULL;
  g_autofree guint8 *capital = NULL;

  while (n_bits < names->len * 16u && n_bits < 1u << 28)
    n_bits *= 2;
  lower = g_malloc0 (n_bits / 8);
  capital = g_malloc0 (n_bits / 8);
  for (guint i = 0; i < names->len; i++)
    {
      const PostilNameToken *token = &g_array_index (names, PostilNameToken, i);
      guint32 bit = (token->lower ^ token->lower >> 15) & (n_bits - 1);

      if (token->flags & POSTIL_NAME_HEADLINE)
        continue;
      if (!(token->flags & (POSTIL_NAME_CAPITAL | POSTIL_NAME_PUNCTUATION | POSTIL_NAME_INNER_CAP)))
        lower[bit / 8] |= (guint8) (1 << bit % 8);
      else if ((token->flags & POSTIL_NAME_CAPITAL) && !(token->flags & POSTIL_NAME_SENTENCE_START))
        capital[bit / 8] |= (guint8) (1 << bit % 8);
    }
  for (guint i = 0; i < names->len; i++)
    {
      PostilNameToken *token = &g_array_index (names, PostilNameToken, i);
      guint32 bit = (token->lower ^ token->lower >> 15) & (n_bits - 1);

      if (lower[bit / 8] & 1 << bit % 8)
        token->flags |= POSTIL_NAME_LOWER_ELSEWHERE;
      if (capital[bit / 8] & 1 << bit % 8)
        token->flags |= POSTIL_NAME_CAPITAL_ELSEWHERE;
    }
}

GArray *
postil_name_tokens (PostilAnalysis *analysis)
{
  const char *utf8 = postil_text_get_utf8 (postil_analysis_get_text (analysis), NULL);
  const GArray *tokens = postil_analysis_get_tokens (analysis);
  const GArray *sentences = postil_analysis_get_sentences (analysis);
  GArray *names = g_array_sized_new (FALSE, FALSE, sizeof (PostilNameToken), tokens->len + tokens->len / 16 + 1);
  guint sentence = 0;

  for (guint i = 0; i < tokens->len;)
    {
      PostilNameToken name;

      i = join (tokens, i, utf8, &name);
      while (sentence + 1 < sentences->len &&
             g_array_index (sentences, PostilRange, sentence + 1).start <= name.range.start)
        sentence++;
      append (names, &name, utf8, sentence);
    }
  mark_sentences (names);
  mark_elsewhere (names);
  return names;
}

GArray *
postil_name_tokens_of_list (const PostilText *text)
{
  const char *utf8 = postil_text_get_utf8 (text, NULL);
  g_autoptr (GArray) tokens = postil_segment_tokens (text, POSTIL_RANGE (0, postil_text_get_length (text)));
  GArray *names = g_array_sized_new (FALSE, FALSE, sizeof (PostilNameToken), tokens->len + 1);

  for (guint i = 0; i < tokens->len;)
    {
      PostilNameToken name;

      i = join (tokens, i, utf8, &name);
      append (names, &name, utf8, 0);
    }
  return names;
}
