/* italics.c - tells a title between stars or underscores from emphasis, lists and names of variables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "italics.h"

#include <string.h>

enum
{
  LONGEST = 100, /* bytes of a title */
  MOST_WORDS = 10,
};

/* Whether the words from @start to @stop are written like a title: the first word and all of four letters and more
 * large, and two words at least, since a name may be stressed. */
static gboolean
is_title (const char *start, const char *stop)
{
  guint n_words = 0;

  for (const char *at = start; at < stop;)
    {
      const char *word = at;
      guint n = 0;

      for (; at < stop && *at != ' '; at = g_utf8_next_char (at))
        n++;
      if (n > 0 && !g_unichar_isupper (g_utf8_get_char (word)) &&
          (n_words == 0 || (n >= 4 && g_unichar_isalpha (g_utf8_get_char (word)))))
        return FALSE;
      n_words += n > 0;
      while (at < stop && *at == ' ')
        at++;
    }
  return n_words >= 2 && n_words <= MOST_WORDS && memchr (".!?;:,", stop[-1], 6) == NULL;
}

/* Whether a mark at @at can open: something else is in front, and words follow. */
static gboolean
opens (const char *text, const char *at)
{
  const char before = at > text ? at[-1] : ' ';

  return strchr (" \n\t([\"'", before) != NULL && at[1] != ' ' && at[1] != '\n' && at[1] != *at && at[1] != '\0';
}

static const char *
find_close (const char *at, const char *end)
{
  for (const char *close = at + 1; close < end && close - at <= LONGEST && *close != '\n'; close++)
    if (*close == *at)
      return close[-1] != ' ' && !g_ascii_isalnum (close[1]) && close[1] != *at ? close : NULL;
  return NULL;
}

void
postil_italics_propose (PostilAnalysis *analysis)
{
  PostilText *text = postil_analysis_get_text (analysis);
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (text, &n_bytes);
  const char *end = utf8 + n_bytes;

  for (const char *at = utf8; (at = strpbrk (at, "*_")) != NULL; at++)
    {
      const char *close = opens (utf8, at) ? find_close (at, end) : NULL;
      PostilRange range;

      if (close == NULL)
        continue;
      if (is_title (at + 1, close))
        {
          range = POSTIL_RANGE (postil_text_from_byte (text, (gsize) (at + 1 - utf8)),
                                postil_text_from_byte (text, (gsize) (close - utf8)));
          if (!postil_analysis_is_boilerplate (analysis, range))
            postil_analysis_propose (analysis, range, "Work", 0.7, POSTIL_SOURCE_QUOTE, "quotes", "A title in italics.",
                                     NULL);
        }
      at = close;
    }
}
