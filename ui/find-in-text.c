/* find-in-text.c - where words stand in a text, upper and lower case alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find-bar.h"

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
