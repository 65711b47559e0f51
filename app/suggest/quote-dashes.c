/* quote-dashes.c - tells dialogue after dashes from lists, and what is said from what the narrator says of it
 *
 * "—Is it raining?" and "– It is pouring, she said. – Take a coat." begin with a dash and end where the narrator goes
 * on, or with the line. Lists begin with dashes, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "quote-dashes.h"

#include "cues.h"

#include <string.h>

enum
{
  LONGEST_LINE = 4000,
  WORDS_TO_CUE = 4, /* of the narrator, up to the word for saying */
};

/* What one line brought. */
typedef struct
{
  guint first; /* of its pairs */
  guint n;
  gboolean spoken; /* a narrator says so */
  gboolean weak;   /* an en dash, which lists have as well */
} Line;

void
postil_quote_dashes_init (PostilQuoteDashes *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->pairs = g_array_new (FALSE, FALSE, sizeof (PostilQuotePair));
}

void
postil_quote_dashes_clear (PostilQuoteDashes *self)
{
  g_array_unref (self->lines);
  g_array_unref (self->pairs);
}

/* Bytes of the dash at @at; 0: none. */
static gsize
dash_bytes (const char *at)
{
  return strncmp (at, "—", 3) == 0 || strncmp (at, "―", 3) == 0 || strncmp (at, "–", 3) == 0 ? 3 : 0;
}

/* Where the words begin; 0 when the line opens with no dash of dialogue. */
static gsize
opening (const char *utf8, gsize start, gsize stop, gboolean *weak)
{
  gsize n = dash_bytes (utf8 + start);
  gsize i = start + n;

  *weak = n > 0 && strncmp (utf8 + start, "–", 3) == 0;
  if (n == 0 && strncmp (utf8 + start, "--", 2) == 0 && utf8[start + 2] != '-')
    i = start + 2;
  if (i == start || i >= stop || (*weak && utf8[i] != ' '))
    return 0;
  while (i < stop && utf8[i] == ' ')
    i++;
  return i;
}

static gsize
word_end (const char *utf8, gsize at, gsize stop)
{
  while (at < stop && (g_ascii_isalpha (utf8[at]) || (guint8) utf8[at] >= 0x80))
    at++;
  return at;
}

/* "..., who said": still somebody's words. */
static gboolean
joins (const char *word, gsize n)
{
  static const char *const joiners[] = { "who", "which", "that", "as", "what", "whose", "and", "but" };

  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    if (strlen (joiners[i]) == n && g_ascii_strncasecmp (joiners[i], word, n) == 0)
      return TRUE;
  return FALSE;
}

/* Whether "he said sternly" or "said the mayor" begins at @at. */
static gboolean
narrates (const char *utf8, gsize at, gsize stop)
{
  for (guint n = 0; n < WORDS_TO_CUE && at < stop; n++)
    {
      gsize end = word_end (utf8, at, stop);

      if (end == at || (n == 0 && joins (utf8 + at, end - at)))
        return FALSE;
      if ((n > 0 || g_ascii_islower (utf8[at])) && postil_cue_lookup (utf8 + at, end - at) != POSTIL_CUE_NONE &&
          !postil_cue_is_plain_form (utf8 + at, end - at))
        return TRUE;
      if (utf8[end] != ' ')
        return FALSE;
      at = end + 1;
    }
  return FALSE;
}

/* Where the narrator takes over from the words that begin at @from, the mark in front still theirs; 0: nowhere. */
static gsize
narrator_after (const char *utf8, gsize from, gsize stop, gsize *narrator)
{
  for (gsize i = from + 1; i + 4 < stop; i++)
    {
      gsize n;

      if (strchr (",!?", utf8[i]) == NULL || utf8[i + 1] != ' ')
        continue;
      n = dash_bytes (utf8 + i + 2);
      *narrator = i + 2 + (n > 0 ? n + 1 : 0);
      if (narrates (utf8, *narrator, stop))
        return i + 1;
    }
  return 0;
}

/* Where speech goes on after a dash between blanks; 0: it does not. */
static gsize
goes_on_after (const char *utf8, gsize from, gsize stop)
{
  for (gsize i = from; i + 6 < stop; i++)
    if (utf8[i] == ' ' && strchr (".,:;", utf8[i - 1]) != NULL && dash_bytes (utf8 + i + 1) > 0 && utf8[i + 4] == ' ')
      return i + 5;
  return 0;
}

static gboolean
ends_like_words (const char *utf8, gsize start, gsize stop)
{
  return strchr (".?!,", utf8[stop - 1]) != NULL || (stop - start > 3 && strncmp (utf8 + stop - 3, "…", 3) == 0);
}

void
postil_quote_dashes_read (PostilQuoteDashes *self, const char *utf8, gsize start, gsize stop)
{
  Line line = { .first = self->pairs->len };
  gsize at = stop - start < LONGEST_LINE ? opening (utf8, start, stop, &line.weak) : 0;
  gsize outer = start;

  /* "— Ann Berg" closes a letter: words end like words */
  if (at == 0 || at + 3 >= stop || !g_unichar_isalpha (g_utf8_get_char (utf8 + at)) ||
      !ends_like_words (utf8, at, stop))
    return;
  while (at > 0)
    {
      gsize narrator = 0;
      gsize end = narrator_after (utf8, at, stop, &narrator);
      PostilQuotePair pair = { at, end > 0 ? end : stop, outer, end > 0 ? end : stop, FALSE, 0, POSTIL_QUOTE_DASH };

      g_array_append_val (self->pairs, pair);
      line.spoken = line.spoken || end > 0;
      outer = at = end > 0 ? goes_on_after (utf8, narrator, stop) : 0;
    }
  line.n = self->pairs->len - line.first;
  g_array_append_val (self->lines, line);
}

void
postil_quote_dashes_end (PostilQuoteDashes *self, GArray *pairs)
{
  guint n_spoken = 0, n_weak = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      n_spoken += g_array_index (self->lines, Line, i).spoken;
      n_weak += g_array_index (self->lines, Line, i).weak;
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      /* One dash may be anything; dialogue has several, or a narrator. Lists of short things have en dashes and no
       * narrator. */
      gboolean dialogue = line->spoken || (line->weak ? n_spoken * 3 >= n_weak : self->lines->len >= 2);

      if (dialogue)
        g_array_append_vals (pairs, &g_array_index (self->pairs, PostilQuotePair, line->first), line->n);
    }
}
