/* sentences.c - abbreviations, initials and quotation marks that end no sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ICU's rules look at letters, not at words: they cut after "Dr." and after a quoted question. Each test here says why
 * a proposed cut is none. Where a case is truly open ("in the U.S. Police said") the word that follows decides: one
 * that mostly starts sentences keeps the cut.
 */
#include "sentences.h"

#include "text-private.h"

#include <string.h>

/* Bounds of every look around a cut, so that a hostile paragraph costs no more than its length. */
#define MAX_WORD_BYTES 24
#define MAX_LOOK_BYTES 64

typedef struct
{
  const char *start;
  const char *stop;
} Piece;

/* All word lists are sorted, for bsearch. */
static const char *const titles[] = {
  "Adm",  "Amb", "Atty", "Brig", "Capt", "Cdr",  "Cllr", "Cmdr",  "Col", "Const", "Cpl",    "Det",  "Dr",  "Drs",
  "Fr",   "Ft",  "Gen",  "Gens", "Gov",  "Hon",  "Insp", "Lt",    "Lts", "Maj",   "Messrs", "Mlle", "Mme", "Mr",
  "Mrs",  "Ms",  "Mt",   "Mx",   "Pfc",  "Pres", "Prof", "Profs", "Pte", "Pvt",   "Rep",    "Reps", "Rev", "Sen",
  "Sens", "Sgt", "Spc",  "Sr",   "Sra",  "St",   "Ste",  "Supt",  "cf",  "v",     "viz",    "vs",
};

static const char *const before_numbers[] = {
  "Apr", "Art", "Aug", "Ch",  "Dec",  "Feb",  "Fig", "Figs", "Jan",  "Jul", "Jun", "Mar",
  "No",  "Nos", "Nov", "Oct", "Para", "Pt",   "Sec", "Sep",  "Sept", "Vol", "art", "ca",
  "ch",  "fig", "no",  "nos", "p",    "para", "pp",  "pt",   "sec",  "vol",
};

static const char *const before_brackets[] = {
  "Bros", "Co", "Corp", "Inc", "Jr", "Ltd", "PLC", "Plc", "Sr", "al", "etc",
};

/* Words that, with a capital, mostly start a sentence rather than go on with a name. */
static const char *const starters[] = {
  "A",       "According", "After",   "All",    "Although", "An",    "And",     "As",   "At",     "Because", "Before",
  "Both",    "But",       "By",      "During", "Each",     "Every", "For",     "From", "He",     "Her",     "Here",
  "His",     "How",       "However", "I",      "If",       "In",    "Instead", "It",   "Its",    "Last",    "Later",
  "Many",    "Meanwhile", "More",    "Most",   "My",       "No",    "Nobody",  "Nor",  "Not",    "Nothing", "Now",
  "On",      "Once",      "One",     "Only",   "Or",       "Other", "Others",  "Our",  "Police", "She",     "Since",
  "So",      "Some",      "Still",   "Such",   "That",     "The",   "Their",   "Then", "There",  "These",   "They",
  "This",    "Those",     "Though",  "Thus",   "To",       "Under", "Until",   "We",   "What",   "When",    "Where",
  "Whether", "Which",     "While",   "Who",    "Why",      "With",  "Yes",     "Yet",  "You",    "Your",
};

static const char *const after_clock[] = {
  "Apr",       "April",  "Aug",      "August",  "BST",     "CEST",      "CET",      "CST",      "Dec",
  "December",  "EDT",    "EST",      "ET",      "Eastern", "Feb",       "February", "Friday",   "GMT",
  "IST",       "Jan",    "January",  "July",    "June",    "March",     "May",      "Monday",   "Nov",
  "November",  "Oct",    "October",  "PDT",     "PST",     "PT",        "Pacific",  "Saturday", "Sept",
  "September", "Sunday", "Thursday", "Tuesday", "UTC",     "Wednesday",
};

/* For writers without capitals, whose full stop is otherwise taken at its word. */
static const char *const lower_case[] = {
  "al", "approx", "apt", "ca",  "cf", "dept", "dr", "est", "etc",  "ft",   "govt", "hr", "hrs", "inc", "incl",
  "lb", "lbs",    "max", "min", "mr", "mrs",  "ms", "oz",  "prof", "resp", "sec",  "st", "viz", "vs",
};

static const char *const speech_verbs[] = {
  "added",     "admitted", "answered", "asked",    "asks",      "boasted",   "called",   "claimed", "commented",
  "continued", "cried",    "declared", "demanded", "exclaimed", "explained", "insisted", "joked",   "noted",
  "posted",    "quipped",  "recalled", "remarked", "replied",   "responded", "said",     "says",    "shouted",
  "told",      "tweeted",  "warned",   "wondered", "writes",    "wrote",     "yelled",
};

static int
compare_words (gconstpointer key, gconstpointer element)
{
  return strcmp (key, *(const char *const *) element);
}

static gboolean
is_one_of (Piece word, const char *const *list, gsize n)
{
  char key[MAX_WORD_BYTES];
  const gsize length = (gsize) (word.stop - word.start);

  if (length == 0 || length >= sizeof key)
    return FALSE;
  memcpy (key, word.start, length);
  key[length] = '\0';
  return bsearch (key, list, n, sizeof *list, compare_words) != NULL;
}

static gunichar
first_char (Piece piece)
{
  return piece.start < piece.stop ? g_utf8_get_char (piece.start) : 0;
}

static gboolean
is_opener (gunichar c)
{
  return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0x201c || c == 0x2018 || c == 0xab || c == 0x201e;
}

static gboolean
is_quote_mark (gunichar c)
{
  return c == '"' || c == '\'' || c == 0x201d || c == 0x2019 || c == 0xbb || c == 0x201c;
}

static gboolean
is_closer (gunichar c)
{
  return is_quote_mark (c) || c == ')' || c == ']';
}

/* What Unicode calls a line or paragraph end besides LF: a writer's own cut. */
static gboolean
is_line_end (gunichar c)
{
  return c == 0x0b || c == 0x0c || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static gboolean
has_word (Piece piece)
{
  const char *stop = piece.stop - piece.start > MAX_LOOK_BYTES ? piece.start + MAX_LOOK_BYTES : piece.stop;

  for (const char *at = piece.start; at < stop; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

/* The letters and digits that @piece starts with, behind opening marks. */
static Piece
first_word (Piece piece)
{
  Piece word = piece;

  if (piece.stop - piece.start > MAX_LOOK_BYTES)
    piece.stop = piece.start + MAX_LOOK_BYTES;
  while (word.start < piece.stop && is_opener (g_utf8_get_char (word.start)))
    word.start = g_utf8_next_char (word.start);
  word.stop = word.start;
  while (word.stop < piece.stop && g_unichar_isalnum (g_utf8_get_char (word.stop)))
    word.stop = g_utf8_next_char (word.stop);
  return word;
}

/* What stands without white space before @stop, without opening marks. */
static Piece
last_word (const char *start, const char *stop)
{
  Piece word = { stop, stop };

  while (word.start > start && stop - word.start <= MAX_WORD_BYTES)
    {
      const char *before = g_utf8_prev_char (word.start);
      const gunichar c = g_utf8_get_char (before);

      if (postil_text_is_space (c) || is_opener (c) || c == 0x2014 || c == 0x2013 || c == '/')
        break;
      word.start = before;
    }
  return word;
}

static gboolean
is_capitalised (Piece word)
{
  return g_unichar_isupper (first_char (word));
}

static gboolean
starts_sentence (Piece word)
{
  return is_one_of (word, starters, G_N_ELEMENTS (starters));
}

/* Letters that each have their own stop: "U.S", "a.m", "J.R.R" (the last stop is the sentence's). */
static gboolean
is_dotted (Piece word)
{
  guint n_letters = 0;

  for (const char *at = word.start; at < word.stop;)
    {
      if (!g_unichar_isalpha (g_utf8_get_char (at)))
        return FALSE;
      n_letters++;
      at = g_utf8_next_char (at);
      if (at < word.stop && *at++ != '.')
        return FALSE;
    }
  return n_letters >= 2;
}

static gboolean
is_initial (Piece word, const char *sentence)
{
  /* "J" or "J.-P": what counts is the letter before the stop, alone. */
  const char *letter = word.start < word.stop ? g_utf8_prev_char (word.stop) : word.stop;

  if (letter == word.stop || !g_unichar_isupper (g_utf8_get_char (letter)))
    return FALSE;
  if (letter > word.start && !(letter[-1] == '-' && is_capitalised (word)))
    return FALSE;
  if (*letter != 'I')
    return TRUE;

  /* "so do I." against "Henry I. Adler": the pronoun follows no name. */
  const char *stop = word.start;
  while (stop > sentence && stop[-1] == ' ')
    stop--;
  return stop > sentence && is_capitalised (last_word (sentence, stop));
}

static gboolean
equals (Piece word, const char *string)
{
  const gsize n = strlen (string);

  return (gsize) (word.stop - word.start) == n && g_ascii_strncasecmp (word.start, string, n) == 0;
}

/* "3." or "b." or "iv." as the whole sentence so far: the number of a list item. */
static gboolean
is_item_number (Piece word, const char *sentence)
{
  gboolean digits = TRUE;
  gboolean roman = TRUE;
  const gsize n = (gsize) (word.stop - word.start);

  if (word.start != sentence || n == 0 || n > 4)
    return FALSE;
  for (const char *at = word.start; at < word.stop; at++)
    {
      digits &= g_ascii_isdigit (*at);
      roman &= strchr ("ivxIVX", *at) != NULL;
    }
  return digits || roman || (n == 1 && g_ascii_isalpha (*word.start));
}

static gboolean
goes_on_after_dotted (Piece word, Piece next, gunichar follower)
{
  if (equals (word, "e.g") || equals (word, "i.e"))
    return TRUE;
  if (equals (word, "a.m") || equals (word, "p.m"))
    return is_one_of (next, after_clock, G_N_ELEMENTS (after_clock)) || follower == '(';
  return !starts_sentence (next) && (is_capitalised (next) || g_unichar_isdigit (follower) || follower == '(');
}

static gboolean
goes_on_after_stop (const char *sentence, Piece word, Piece rest)
{
  const Piece next = first_word (rest);
  const gunichar follower = first_char (rest);

  if (is_item_number (word, sentence))
    return TRUE;
  if (is_one_of (word, titles, G_N_ELEMENTS (titles)))
    return !(equals (word, "St") || equals (word, "Sr")) || !starts_sentence (next);
  if (is_one_of (word, before_numbers, G_N_ELEMENTS (before_numbers)) && g_unichar_isdigit (first_char (next)))
    return TRUE;
  if (is_one_of (word, before_brackets, G_N_ELEMENTS (before_brackets)) && follower == '(')
    return TRUE;
  if (is_dotted (word))
    return goes_on_after_dotted (word, next, follower);
  if (is_initial (word, sentence))
    return is_capitalised (next) && !starts_sentence (next);
  return FALSE;
}

/* '"Why now?" Mayor Holt asked': a name and a verb of speech within four words. */
static gboolean
is_attribution (Piece rest)
{
  Piece word = first_word (rest);

  if (word.start != rest.start || !is_capitalised (word) || starts_sentence (word))
    return FALSE;
  for (guint n = 0; n < 4 && word.start < word.stop; n++)
    {
      if (is_one_of (word, speech_verbs, G_N_ELEMENTS (speech_verbs)))
        return n > 0;
      const char *at = word.stop;
      while (at < rest.stop && (*at == ' ' || *at == '.'))
        at++;
      word = first_word ((Piece){ at, rest.stop });
    }
  return FALSE;
}

gboolean
postil_sentence_goes_on (const char *start, const char *cut, const char *stop)
{
  const Piece rest = { cut, stop };
  const char *end = cut;
  gboolean quoted = FALSE;
  gboolean closed = FALSE;
  gboolean separated = FALSE;

  while (end > start && postil_text_is_space (g_utf8_get_char (g_utf8_prev_char (end))))
    {
      end = g_utf8_prev_char (end);
      separated |= is_line_end (g_utf8_get_char (end));
    }
  if (separated)
    return FALSE;
  if (!has_word (rest) || !has_word ((Piece){ start, end }))
    return TRUE;

  while (end > start && is_closer (g_utf8_get_char (g_utf8_prev_char (end))))
    {
      end = g_utf8_prev_char (end);
      quoted |= is_quote_mark (g_utf8_get_char (end));
      closed = TRUE;
    }
  if (end == start)
    return FALSE;

  const gunichar mark = g_utf8_get_char (g_utf8_prev_char (end));
  if (closed && g_unichar_islower (first_char (rest)))
    return TRUE;
  if ((mark == '?' || mark == '!') && quoted)
    return is_attribution (rest);
  if (mark == '.' && !closed)
    return goes_on_after_stop (start, last_word (start, end - 1), rest);
  return FALSE;
}

/* A lower-case word of two letters or more that is no abbreviation, right before the stop at @stop. */
static gboolean
is_plain_word (const char *start, const char *stop)
{
  const Piece word = last_word (start, stop);

  if (word.stop - word.start < 2 || word.stop - word.start > MAX_WORD_BYTES ||
      is_one_of (word, lower_case, G_N_ELEMENTS (lower_case)))
    return FALSE;
  for (const char *at = word.start; at < word.stop; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      if (!g_unichar_islower (c) && !g_unichar_isdigit (c) && c != '\'' && c != 0x2019 && c != ')' && c != '"' &&
          c != 0x201d)
        return FALSE;
    }
  return TRUE;
}

const char *
postil_sentence_informal_cut (const char *start, const char *stop)
{
  if (start == stop || !g_unichar_islower (g_utf8_get_char (start)))
    return NULL;

  for (const char *at = memchr (start, '.', (gsize) (stop - start)); at != NULL;
       at = memchr (at + 1, '.', (gsize) (stop - at - 1)))
    if (at + 2 < stop && at[1] == ' ' && g_unichar_islower (g_utf8_get_char (at + 2)) && is_plain_word (start, at))
      return at + 2;
  return NULL;
}
