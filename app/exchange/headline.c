/* headline.c - which line of a plain text is its headline?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "headline.h"

#include <stdlib.h>
#include <string.h>

/* Where the search ends: after so many lines, or when so many long paragraphs say that the body has begun. A page may well
 * put a note about itself in front, so one is not enough. */
#define MAX_LINES 60
#define MAX_BODY 3
#define MAX_HEADLINE 200 /* characters */
#define TEXT_TO_SEE 30000

/* What can be told about a line by looking at its words. */
typedef struct
{
  guint n_words;
  guint n_lower;    /* words that begin in lower case */
  guint n_function; /* small words that hold a sentence together, in any case */
  guint n_digits;   /* words that begin with a digit */
  gboolean month;
  gboolean all_capitals;
} Words;

/* Longer than any word of the lists below. */
#define MAX_KNOWN 10
#define LONGEST_FUNCTION_WORD 5

static int
compare_words (const void *a, const void *b)
{
  return strcmp (a, *(const char *const *) b);
}

static gboolean
ends_word (char c)
{
  return c == '.' || c == ',' || c == ':' || c == ';' || c == '!' || c == '?' || c == ')';
}

/* Small and ended; "" when it is none of the words that anybody looks for. All of those are ASCII. */
static void
fold (const char *word, const char *end, char folded[MAX_KNOWN + 1])
{
  gsize n = 0;

  for (const char *p = word; p < end && !ends_word (*p); p++)
    {
      if (n == MAX_KNOWN || (guchar) *p >= 0x80)
        {
          n = 0;
          break;
        }
      folded[n++] = g_ascii_tolower (*p);
    }
  folded[n] = '\0';
}

/* In order, because they are searched. */
static gboolean
is_function_word (const char *folded)
{
  static const char *const words[] = {
    "a",    "after", "an",  "and",  "are",  "as",   "at",   "be",   "but",  "by",    "for",  "from", "had", "has", "have",
    "he",   "her",   "his", "how",  "if",   "in",   "is",   "it",   "its",  "not",   "of",   "on",   "or",  "over", "she",
    "than", "that",  "the", "their", "they", "this", "to",  "was",  "we",   "were",  "what", "when", "who", "why", "with",
  };

  gsize length = strlen (folded);

  return length > 0 && length <= LONGEST_FUNCTION_WORD &&
         bsearch (folded, words, G_N_ELEMENTS (words), sizeof *words, compare_words) != NULL;
}

static gboolean
is_month (const char *folded)
{
  static const char *const months[] = {
    "apr",  "april", "aug",   "august", "dec", "december", "feb",     "february", "jan",  "january", "jul",       "july",
    "jun",  "june",  "mar",   "march",  "may", "nov",      "november", "oct",     "october", "sep", "sept", "september",
  };

  return bsearch (folded, months, G_N_ELEMENTS (months), sizeof *months, compare_words) != NULL;
}

static void
look_at_word (Words *words, const char *word, const char *end)
{
  char folded[MAX_KNOWN + 1];
  gunichar first;

  while (word < end && !g_unichar_isalnum (g_utf8_get_char (word)))
    word = g_utf8_next_char (word);
  if (word >= end)
    return;
  first = g_utf8_get_char (word);
  fold (word, end, folded);
  words->n_words++;
  words->n_lower += g_unichar_islower (first);
  words->n_digits += g_unichar_isdigit (first);
  words->n_function += is_function_word (folded);
  words->month |= !g_unichar_islower (first) && is_month (folded);
  for (const char *p = word; p < end && words->all_capitals; p = g_utf8_next_char (p))
    words->all_capitals = !g_unichar_islower (g_utf8_get_char (p));
}

static Words
look_at (const char *line)
{
  Words words = { .all_capitals = TRUE };

  while (*line != '\0')
    {
      gsize n = strcspn (line, " \t");

      look_at_word (&words, line, line + n);
      line += n + (line[n] != '\0');
    }
  return words;
}

/* What pages say about themselves: openings of such lines on any site, not names of sites. */
static gboolean
opens_like_furniture (const char *line)
{
  static const char *const openings[] = {
    "share ",  "sign in",  "sign up",    "subscribe", "filed under", "posted ",    "published ", "updated ", "photo",
    "image ",  "by ",      "skip to",    "read more", "follow us",   "log in",     "advert",     "click ",   "support ",
    "credit:", "this is an ", "copyright ", "menu ",  "cookies",     "we use ",    "comments ",  "listen to", "watch ",
    "view in", "page ",    "for immediate release", "revised ",  "from:",       "date:",      "to:",        "dear ",    "related",
  };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_ascii_strncasecmp (line, openings[i], strlen (openings[i])) == 0)
      return TRUE;
  return FALSE;
}

/* A row of links, or the crumbs of a path. */
static gboolean
is_navigation (const char *line)
{
  static const char *const joints[] = { " | ", "»", " › ", " > ", " · ", "  ", "•" };

  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    if (strstr (line, joints[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* A line that breaks off ("Support for Example Radio comes from") has its other half in a picture or a link. */
static gboolean
breaks_off (const char *line)
{
  const char *space = strrchr (line, ' ');
  const char *last = space != NULL ? space + 1 : line;
  char folded[MAX_KNOWN + 1];

  fold (last, last + strlen (last), folded);
  return strlen (folded) == strlen (last) && is_function_word (folded);
}

/* Points for and against, in tenths. @blank_before and @blank_after: it stands apart from its neighbours. */
static int
score_line (const char *line, guint index, gboolean blank_before, gboolean blank_after)
{
  Words words = look_at (line);
  gunichar first = g_utf8_get_char (line), last = g_utf8_get_char (g_utf8_prev_char (line + strlen (line)));
  int score = 10 * (blank_before + blank_after) + (index == 0 ? 10 : 0) - (int) index;

  if (words.n_words == 0)
    return -100;
  score += (words.n_lower > 0 ? 30 : 0) + (words.n_function > 0 ? 20 : 0);
  score += words.n_words >= 5 && words.n_words <= 22 ? 20 : words.n_words == 4 ? 10 : words.n_words == 1 ? -20 : 0;
  if (last == '.')
    score -= words.n_words >= 10 ? 60 : 20;
  if (last == ':' || last == ',' || breaks_off (line))
    score -= 50;
  if (g_unichar_islower (first))
    score -= 40;
  if (g_unichar_isdigit (first))
    score -= 20;
  if (words.all_capitals)
    score -= 30;
  if (opens_like_furniture (line) || is_navigation (line))
    score -= 60;
  /* A date line: a month, digits, and little else. */
  if (words.month && words.n_digits > 0 && words.n_words <= 9 && words.n_lower <= 2)
    score -= 50;
  return score;
}

/* What a label of the line says is not part of it; a Markdown heading is one whatever it looks like. */
static char *
strip_label (char *line, gboolean *heading)
{
  static const char *const prefixes[] = { "Topic: ", "Subject: ", "Title: ", "Headline: " };
  gsize n_hashes = strspn (line, "#");

  *heading = n_hashes > 0 && n_hashes <= 6 && line[n_hashes] == ' ' && line[n_hashes + 1] != '\0';
  if (*heading)
    return g_strstrip (g_strdup (line + n_hashes));
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (line, prefixes[i]))
      return g_strstrip (g_strdup (line + strlen (prefixes[i])));
  return g_strdup (line);
}

static gboolean
is_blank (const char *line)
{
  return line == NULL || line[strspn (line, " \t\r")] == '\0';
}

/* The first line with anything on it, cut to size. */
static char *
first_line (char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (!is_blank (lines[i]))
      {
        g_autofree char *line = g_strstrip (g_strdup (lines[i]));

        return g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), MAX_HEADLINE));
      }
  return NULL;
}

char *
postil_headline_find (const PostilText *text)
{
  guint32 length = MIN (postil_text_get_length (text), TEXT_TO_SEE);
  g_autofree char *beginning = postil_text_slice (text, POSTIL_RANGE (0, length));
  g_auto (GStrv) lines = g_strsplit (beginning, "\n", -1);
  g_autofree char *best = NULL;
  int best_score = 0;
  guint n_body = 0, index = 0;

  for (guint i = 0; lines[i] != NULL && index < MAX_LINES && n_body < MAX_BODY; i++)
    {
      g_autofree char *line = g_strstrip (g_strdup (lines[i]));
      g_autofree char *title = NULL;
      gboolean heading;
      int score;

      if (line[0] == '\0')
        continue;
      if (g_utf8_strlen (line, -1) > MAX_HEADLINE)
        {
          n_body++;
          continue;
        }
      title = strip_label (line, &heading);
      if (heading)
        return g_steal_pointer (&title);
      score = score_line (title, index++, i == 0 || is_blank (lines[i - 1]), is_blank (lines[i + 1])) - 10 * (int) n_body;
      if (score > best_score)
        {
          g_free (best);
          best = g_steal_pointer (&title);
          best_score = score;
        }
    }
  return best != NULL ? g_steal_pointer (&best) : first_line (lines);
}
