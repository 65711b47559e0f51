/* span-words.c - the words of a span on one line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "span-words.h"

char *
postil_span_words (const PostilText *text, PostilRange range, guint32 max)
{
  g_autofree char *slice = NULL;
  gboolean cut = range.stop - range.start > max;
  gboolean space = FALSE;
  GString *words;

  if (!postil_text_check_range (text, range, NULL))
    return g_strdup ("");
  if (cut)
    range.stop = range.start + max;
  slice = postil_text_slice (text, range);
  words = g_string_new (NULL);
  for (const char *at = slice; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c))
        {
          space = words->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (words, ' ');
      space = FALSE;
      g_string_append_unichar (words, c);
    }
  if (cut)
    g_string_append (words, "…");
  return g_string_free (words, FALSE);
}
