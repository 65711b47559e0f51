/* find-in-text.c - where words stand in a text, upper and lower case alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find-bar.h"

#include <postil/regex.h>

#define PATTERN_MS 500 /* a bad pattern holds the window up no longer */

/* Code point by code point, so that a hit's offsets are the text's own: case folding as a whole may change lengths. */
static gboolean
matches_at (const char *at, const gunichar *needle, glong n_chars)
{
  for (glong i = 0; i < n_chars; i++)
    {
      if (*at == '\0' || g_unichar_tolower (g_utf8_get_char (at)) != needle[i])
        return FALSE;
      at = g_utf8_next_char (at);
    }
  return TRUE;
}

GArray *
postil_find_in_text (const PostilText *text, const char *needle, guint limit)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  glong n_chars;
  g_autofree gunichar *folded = g_utf8_to_ucs4_fast (needle, -1, &n_chars);
  const char *at = postil_text_get_utf8 (text, NULL);
  guint32 offset = 0;

  for (glong i = 0; i < n_chars; i++)
    folded[i] = g_unichar_tolower (folded[i]);
  while (n_chars > 0 && *at != '\0' && hits->len < limit)
    {
      PostilRange hit = { offset, offset + (guint32) n_chars };

      if (!matches_at (at, folded, n_chars))
        {
          at = g_utf8_next_char (at);
          offset++;
          continue;
        }
      g_array_append_val (hits, hit);
      at = g_utf8_offset_to_pointer (at, n_chars);
      offset = hit.stop;
    }
  return hits;
}

GArray *
postil_find_pattern_in_text (PostilText *text, const char *pattern, guint limit, gboolean *stopped, GError **error)
{
  g_autoptr (PostilRegex) regex = postil_regex_new (pattern, POSTIL_REGEX_CASELESS, NULL, error);
  g_autoptr (PostilRegexMatch) match = NULL;
  g_autoptr (GError) halt = NULL;
  GArray *hits;

  *stopped = FALSE;
  if (regex == NULL)
    return NULL;
  hits = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  match = postil_regex_match_new (regex, text, POSTIL_RANGE (0, postil_text_get_length (text)), PATTERN_MS, NULL);
  while (hits->len < limit && postil_regex_match_next (match, &halt))
    {
      PostilRange hit = postil_regex_match_range (match);

      g_array_append_val (hits, hit);
    }
  *stopped = halt != NULL;
  return hits;
}
