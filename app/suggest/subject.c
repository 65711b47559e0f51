/* subject.c - finds noun phrases by their edges: good enough to tell who says, without a grammar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "subject.h"

#include <string.h>

enum
{
  LONGEST_PHRASE = 12, /* tokens */
  LONGEST_INSERTION = 25,
  LONGEST_SHORT = 4, /* letters of an abbreviation that ends no sentence */
};

static const PostilPhrase NO_PHRASE = { POSTIL_NO_TOKEN, POSTIL_NO_TOKEN, POSTIL_NO_TOKEN, POSTIL_NOUN_NONE };

gboolean
postil_words_is (const PostilWords *words, guint i, const char *text)
{
  gsize n;

  if (i >= words->n_tokens || (words->utf8[words->tokens[i].start_byte] | 0x20) != (text[0] | 0x20))
    return FALSE;
  n = strlen (text);
  if (words->tokens[i].stop_byte - words->tokens[i].start_byte != n)
    return FALSE;
  return g_ascii_strncasecmp (words->utf8 + words->tokens[i].start_byte, text, n) == 0;
}

gboolean
postil_words_mark (const PostilWords *words, guint i, char mark)
{
  return i < words->n_tokens && words->utf8[words->tokens[i].start_byte] == mark &&
         words->tokens[i].kind == POSTIL_TOKEN_PUNCTUATION;
}

gboolean
postil_words_large (const PostilWords *words, guint i)
{
  return i < words->n_tokens && words->tokens[i].kind == POSTIL_TOKEN_WORD &&
         g_unichar_isupper (g_utf8_get_char (words->utf8 + words->tokens[i].start_byte));
}

PostilCue
postil_words_cue (const PostilWords *words, guint i)
{
  if (i >= words->n_tokens || words->tokens[i].kind != POSTIL_TOKEN_WORD)
    return POSTIL_CUE_NONE;
  const PostilToken *token = &words->tokens[i];
  if (!words->cues[i])
    words->cues[i] = (guint8)(postil_cue_lookup (words->utf8 + token->start_byte, token->stop_byte - token->start_byte) + 1);
  return (PostilCue)(words->cues[i] - 1);
}

static PostilNoun
look_up_noun (const PostilWords *words, guint i)
{
  const PostilToken *token = &words->tokens[i];
  const char        *word = words->utf8 + token->start_byte;
  gsize              n = token->stop_byte - token->start_byte;
  PostilNoun         noun = postil_noun_lookup (word, n);
  if (noun != POSTIL_NOUN_NONE || n < 3)
    return noun;
  /* "I'll", "it's", "they've" */
  for (gsize k = 1; k < n && k < 5; k++)
    if (word[k] == '\'' || (guchar)word[k] == 0xe2)
      {
        noun = postil_noun_lookup (word, k);
        return noun == POSTIL_NOUN_PRONOUN || noun == POSTIL_NOUN_FIRST_PERSON ? noun : POSTIL_NOUN_NONE;
      }
  return POSTIL_NOUN_NONE;
}

PostilNoun
postil_words_noun (const PostilWords *words, guint i)
{
  if (i >= words->n_tokens || words->tokens[i].kind != POSTIL_TOKEN_WORD)
    return POSTIL_NOUN_NONE;
  if (!words->nouns[i])
    words->nouns[i] = (guint8)(look_up_noun (words, i) + 1);
  return (PostilNoun)(words->nouns[i] - 1);
}

/* "Korea's": what it is of comes next. */
static gboolean
is_possessive (const PostilWords *words, guint i)
{
  const PostilToken *token = &words->tokens[i];
  gsize              n = token->stop_byte - token->start_byte;
  const char        *end = words->utf8 + token->stop_byte;

  return (n > 2 && end[-1] == 's' && end[-2] == '\'') || (n > 4 && strncmp (end - 4, "\xe2\x80\x99s", 4) == 0);
}

gboolean
postil_words_ends_sentence (const PostilWords *words, guint i)
{
  static const char *const SHORT[] = { "Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Rep", "Gov", "St", "Prof", "Lt", "Col", "Sgt",
                                       "Capt", "Rev", "Jr", "Sr", "No", "vs", "Cllr", "Hon", "Pres", "Sec", "Supt", "Det" };

  if (postil_words_mark (words, i, '!') || postil_words_mark (words, i, '?'))
    return TRUE;
  if (!postil_words_mark (words, i, '.'))
    return FALSE;
  if (i == 0 || words->tokens[i - 1].stop_byte != words->tokens[i].start_byte)
    return TRUE;
  const PostilToken *before = &words->tokens[i - 1];
  gsize              n = before->stop_byte - before->start_byte;
  gboolean           more = i + 1 < words->n_tokens && words->tokens[i + 1].start_byte <= words->tokens[i].stop_byte + 1;
  if (more && (n == 1 || memchr (words->utf8 + before->start_byte, '.', n)) && g_ascii_isupper (words->utf8[before->start_byte]))
    return FALSE;
  for (guint k = 0; n <= LONGEST_SHORT && k < G_N_ELEMENTS (SHORT); k++)
    if (postil_words_is (words, i - 1, SHORT[k]))
      return FALSE;
  return TRUE;
}

static gboolean
is_word (const PostilWords *words, guint i)
{
  return i < words->n_tokens && words->tokens[i].kind != POSTIL_TOKEN_PUNCTUATION;
}

static gboolean
is_joint (const PostilWords *words, guint i)
{
  return postil_words_mark (words, i, '-') || postil_words_mark (words, i, '\'') || postil_words_mark (words, i, '&') ||
         (postil_words_mark (words, i, '.') && !postil_words_ends_sentence (words, i));
}

static gboolean
is_stop (const PostilWords *words, guint i)
{
  PostilNoun noun = postil_words_noun (words, i);

  if (noun == POSTIL_NOUN_STOP || noun == POSTIL_NOUN_ADVERB)
    return TRUE;
  /* A verb for saying, unless it is a name's part or a noun */
  return postil_words_cue (words, i) == POSTIL_CUE_SPEECH && !postil_words_large (words, i) && noun == POSTIL_NOUN_NONE;
}

static gboolean
is_of (const PostilWords *words, guint i)
{
  return postil_words_is (words, i, "of");
}

static gboolean
is_noun_like (PostilNoun noun)
{
  return noun >= POSTIL_NOUN_PERSON && noun <= POSTIL_NOUN_DOCUMENT;
}

static gboolean
is_pronoun (PostilNoun noun)
{
  return noun == POSTIL_NOUN_PRONOUN || noun == POSTIL_NOUN_FIRST_PERSON;
}

static PostilPhrase
phrase (const PostilWords *words, guint first, guint last, guint head)
{
  return (PostilPhrase){ first, last, head, postil_words_noun (words, head) };
}

static gboolean
ends_in_ly (const PostilWords *words, guint i)
{
  const PostilToken *token = &words->tokens[i];
  gsize              n = token->stop_byte - token->start_byte;

  return n > 3 && strncmp (words->utf8 + token->stop_byte - 2, "ly", 2) == 0 && !postil_words_large (words, i);
}

/* Over "also", "famously", "has" before the verb. */
static guint
skip_adverbs_back (const PostilWords *words, guint stop, guint floor)
{
  while (stop > floor && !words->quoted[stop - 1] &&
         (postil_words_noun (words, stop - 1) == POSTIL_NOUN_ADVERB || (is_word (words, stop - 1) && ends_in_ly (words, stop - 1))))
    stop--;
  return stop;
}

static PostilPhrase
phrase_ending_at (const PostilWords *words, guint stop, guint floor)
{
  guint first = stop, head = stop - 1;

  if (stop <= floor || words->quoted[stop - 1])
    return NO_PHRASE;
  if (is_pronoun (postil_words_noun (words, stop - 1)))
    return phrase (words, stop - 1, stop - 1, stop - 1);
  while (first > floor && stop - first < LONGEST_PHRASE && !words->quoted[first - 1])
    {
      guint i = first - 1;
      if (is_of (words, i) && first < stop && i > floor && is_word (words, i - 1))
        {
          head = i - 1;
          first = i;
          continue;
        }
      if (!is_word (words, i) && !(is_joint (words, i) && first < stop))
        break;
      if (is_stop (words, i) || is_pronoun (postil_words_noun (words, i)))
        break;
      first = i;
      if (postil_words_noun (words, i) == POSTIL_NOUN_DETERMINER && !(i > floor && is_of (words, i - 1)))
        break;
    }
  if (first == stop || !is_word (words, head) || is_possessive (words, stop - 1))
    return NO_PHRASE;
  return phrase (words, first, stop - 1, head);
}

PostilPhrase
postil_phrase_before (const PostilWords *words, guint stop, guint floor)
{
  guint at = skip_adverbs_back (words, stop, floor);

  if (at > floor && postil_words_is (words, at - 1, "who"))
    at--;
  /* "Ann Berg, a baker, said": the phrase before the pair of commas, when there is one */
  if (at > floor && postil_words_mark (words, at - 1, ','))
    {
      guint comma = at - 1, i = comma;
      while (i > floor && comma - i < LONGEST_INSERTION)
        {
          i--;
          if (words->quoted[i] || postil_words_ends_sentence (words, i))
            break;
          if (!postil_words_mark (words, i, ','))
            continue;
          PostilPhrase outer = phrase_ending_at (words, i, floor);
          if (outer.first != POSTIL_NO_TOKEN && (postil_words_large (words, outer.head) || is_noun_like (outer.noun)))
            return outer;
        }
      return phrase_ending_at (words, comma, floor);
    }
  return phrase_ending_at (words, at, floor);
}

PostilPhrase
postil_phrase_at (const PostilWords *words, guint start, guint stop)
{
  guint last = POSTIL_NO_TOKEN, head = POSTIL_NO_TOKEN, i;

  stop = MIN (stop, start + LONGEST_PHRASE);
  if (start >= stop || words->quoted[start])
    return NO_PHRASE;
  if (is_pronoun (postil_words_noun (words, start)))
    return phrase (words, start, start, start);
  for (i = start; i < stop && !words->quoted[i]; i++)
    {
      PostilNoun noun = postil_words_noun (words, i);
      gboolean   large = postil_words_large (words, i);
      if (is_of (words, i) && last != POSTIL_NO_TOKEN)
        {
          /* "the mayor of Hull": goes on, but is about the mayor */
          PostilPhrase rest = postil_phrase_at (words, i + 1, stop);
          if (rest.first != POSTIL_NO_TOKEN && !is_pronoun (rest.noun))
            last = rest.last;
          break;
        }
      if (is_joint (words, i) && last == i - 1 && i + 1 < stop && is_word (words, i + 1) && !postil_words_mark (words, i, '.'))
        continue;
      if (is_joint (words, i) && postil_words_mark (words, i, '.') && i > start)
        continue;
      if (!is_word (words, i) || (noun == POSTIL_NOUN_DETERMINER && i > start) || (is_stop (words, i) && !(large && i > start)))
        break;
      if (large || is_noun_like (noun))
        last = head = i;
      else if (head != POSTIL_NO_TOKEN && noun == POSTIL_NOUN_NONE)
        break;
    }
  if (head == POSTIL_NO_TOKEN || is_possessive (words, head))
    return NO_PHRASE;
  return phrase (words, start, last, head);
}

PostilPhrase
postil_phrase_first (const PostilWords *words, guint start, guint stop)
{
  while (start < stop && !words->quoted[start] && !is_word (words, start))
    start++;
  /* "On Friday, ...", "When news broke, ...": the main clause comes after the comma */
  if (start < stop && postil_words_noun (words, start) == POSTIL_NOUN_STOP)
    for (guint i = start; i < stop && i < start + LONGEST_INSERTION; i++)
      if (postil_words_mark (words, i, ',') && !words->quoted[i])
        {
          start = i + 1;
          break;
        }
  for (guint i = start; i < stop && i < start + LONGEST_INSERTION; i++)
    {
      if (words->quoted[i])
        continue;
      PostilPhrase found = postil_phrase_at (words, i, stop);
      if (found.first != POSTIL_NO_TOKEN)
        return found;
    }
  return NO_PHRASE;
}

static gboolean
is_participle (const PostilWords *words, guint verb)
{
  const PostilToken *token = &words->tokens[verb];
  gsize              n = token->stop_byte - token->start_byte;

  return n > 4 && g_ascii_strncasecmp (words->utf8 + token->stop_byte - 3, "ing", 3) == 0;
}

PostilPhrase
postil_phrase_subject (const PostilWords *words, guint verb, guint floor)
{
  guint at = skip_adverbs_back (words, verb, floor);

  /* "quoted Ann Berg as saying": she does */
  if (at > floor + 1 && postil_words_is (words, at - 1, "as") && is_participle (words, verb))
    {
      PostilPhrase quoted = postil_phrase_before (words, at - 1, floor);
      if (quoted.first != POSTIL_NO_TOKEN)
        return quoted;
    }
  gboolean coordinated = at > floor && (postil_words_is (words, at - 1, "and") || postil_words_is (words, at - 1, "but") ||
                                        postil_words_is (words, at - 1, "then") || postil_words_is (words, at - 1, "to"));
  if (!coordinated && !(is_participle (words, verb) && at == verb))
    {
      PostilPhrase near = postil_phrase_before (words, verb, floor);
      if (near.first != POSTIL_NO_TOKEN)
        return near;
    }
  /* ", saying" and "and told": the clause before has the subject */
  guint stop = at;
  while (stop > floor && (postil_words_mark (words, stop - 1, ',') || coordinated))
    {
      stop--;
      coordinated = FALSE;
    }
  guint start = stop;
  while (start > floor && stop - start < LONGEST_INSERTION && !postil_words_mark (words, start - 1, ','))
    start--;
  PostilPhrase main = postil_phrase_first (words, start, stop);
  return main.first != POSTIL_NO_TOKEN ? main : postil_phrase_first (words, floor, verb);
}
