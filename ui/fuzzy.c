/* fuzzy.c - ranks texts by a few typed letters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzzy.h"

#include <string.h>

#define WHOLE 4000
#define WORD 3000
#define PART 2000
#define SCATTERED 1000

static gboolean
starts_word (const char *text, const char *at)
{
  return at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

/* Points lost by what stands between and before the letters; -1: they do not all come. */
static int
scattered (const char *text, const char *typed)
{
  int lost = 0;

  while (*typed != '\0')
    {
      gunichar wanted = g_utf8_get_char (typed);

      while (*text != '\0' && g_utf8_get_char (text) != wanted)
        {
          text = g_utf8_next_char (text);
          lost++;
        }
      if (*text == '\0')
        return -1;
      text = g_utf8_next_char (text);
      typed = g_utf8_next_char (typed);
    }
  return lost;
}

int
postil_fuzzy_score (const char *text, const char *typed)
{
  g_autofree char *hay = g_utf8_casefold (text, -1);
  g_autofree char *needle = g_utf8_casefold (typed, -1);
  int length = (int) MIN (strlen (hay), 400);
  const char *at;
  int lost;

  g_strstrip (needle);
  if (needle[0] == '\0')
    return 0;
  at = strstr (hay, needle);
  if (at == hay)
    return WHOLE - length;
  for (const char *next = at; next != NULL; next = strstr (next + 1, needle))
    if (starts_word (hay, next))
      return WORD - length;
  if (at != NULL)
    return PART - length;
  lost = scattered (hay, needle);
  return lost < 0 ? -1 : MAX (1, SCATTERED - MIN (lost, 400) - length);
}
