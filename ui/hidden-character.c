/* hidden-character.c - symbols and names for characters that cannot be seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hidden-character.h"

#include <glib/gi18n.h>

typedef struct
{
  gunichar first;
  gunichar last;
  gunichar symbol;
  const char *name;
} Row;

/* Sorted. The arrows are neutral in direction, so that they do not themselves reorder the text around them. */
static const Row rows[] = {
  { 0x0000, 0x001F, 0x2400, N_ ("control character") },
  { 0x007F, 0x007F, 0x2421, N_ ("delete") },
  { 0x0080, 0x0084, 0x2426, N_ ("control character") },
  { 0x0085, 0x0085, 0x2424, N_ ("next line") },
  { 0x0086, 0x009F, 0x2426, N_ ("control character") },
  { 0x00AD, 0x00AD, 0x00AC, N_ ("soft hyphen") },
  { 0x061C, 0x061C, 0x21A4, N_ ("Arabic letter mark") },
  { 0x115F, 0x1160, 0x2423, N_ ("Hangul filler") },
  { 0x180E, 0x180E, 0x2423, N_ ("Mongolian vowel separator") },
  { 0x200B, 0x200B, 0x2423, N_ ("zero-width space") },
  { 0x200C, 0x200C, 0x00A6, N_ ("zero-width non-joiner") },
  { 0x200D, 0x200D, 0x00A6, N_ ("zero-width joiner") },
  { 0x200E, 0x200E, 0x21A6, N_ ("left-to-right mark") },
  { 0x200F, 0x200F, 0x21A4, N_ ("right-to-left mark") },
  { 0x2028, 0x2028, 0x21B5, N_ ("line separator") },
  { 0x2029, 0x2029, 0x00B6, N_ ("paragraph separator") },
  { 0x202A, 0x202A, 0x21E5, N_ ("left-to-right embedding") },
  { 0x202B, 0x202B, 0x21E4, N_ ("right-to-left embedding") },
  { 0x202C, 0x202C, 0x21A5, N_ ("pop directional formatting") },
  { 0x202D, 0x202D, 0x21C9, N_ ("left-to-right override") },
  { 0x202E, 0x202E, 0x21C7, N_ ("right-to-left override") },
  { 0x2060, 0x2060, 0x2422, N_ ("word joiner") },
  { 0x2061, 0x2065, 0x2426, N_ ("invisible operator") },
  { 0x2066, 0x2066, 0x21A3, N_ ("left-to-right isolate") },
  { 0x2067, 0x2067, 0x21A2, N_ ("right-to-left isolate") },
  { 0x2068, 0x2068, 0x21AD, N_ ("first strong isolate") },
  { 0x2069, 0x2069, 0x21A8, N_ ("pop directional isolate") },
  { 0x206A, 0x206F, 0x2426, N_ ("deprecated format character") },
  { 0x3164, 0x3164, 0x2423, N_ ("Hangul filler") },
  { 0xFEFF, 0xFEFF, 0x2422, N_ ("zero-width no-break space") },
  { 0xFFA0, 0xFFA0, 0x2423, N_ ("Hangul filler") },
  { 0xFFF9, 0xFFFB, 0x2426, N_ ("interlinear annotation") },
  { 0xFFFC, 0xFFFC, 0x25AF, N_ ("object replacement character") },
  { 0xE0000, 0xE007F, 0x2426, N_ ("tag character") },
};

static const Row *
find (gunichar c)
{
  gsize low = 0;
  gsize high = G_N_ELEMENTS (rows);

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (c < rows[middle].first)
        high = middle;
      else if (c > rows[middle].last)
        low = middle + 1;
      else
        return &rows[middle];
    }
  return NULL;
}

static gboolean
is_pictograph (gunichar c)
{
  return c >= 0x1F000 || (c >= 0x2190 && c <= 0x2BFF) || c == 0xFE0F || c == 0xA9 || c == 0xAE;
}

/* Joiners mean something after a letter of a script that joins or stacks, and inside emoji. */
static gboolean
joins_after (gunichar previous)
{
  if (is_pictograph (previous))
    return TRUE;
  return previous >= 0x0600 && previous != 0x200C && previous != 0x200D &&
         (g_unichar_isalpha (previous) || g_unichar_ismark (previous));
}

gunichar
postil_hidden_character_symbol (gunichar c, gunichar previous)
{
  const Row *row;

  if (c == '\n' || c == '\t')
    return 0;
  row = find (c);
  if (row == NULL)
    return 0;
  if ((c == 0x200C || c == 0x200D) && joins_after (previous))
    return 0;
  /* Flags of regions are spelt in tag characters after a black flag. */
  if (c >= 0xE0020 && (previous == 0x1F3F4 || (previous >= 0xE0020 && previous <= 0xE007E)))
    return 0;
  return c < 0x20 ? row->symbol + c : row->symbol;
}

const char *
postil_hidden_character_name (gunichar c)
{
  const Row *row = find (c);

  return row != NULL ? _ (row->name) : _ ("character");
}

char *
postil_hidden_character_census (const char *utf8, gsize n_bytes)
{
  guint counts[G_N_ELEMENTS (rows)] = { 0 };
  GString *out = NULL;
  gunichar previous = 0;

  for (const char *p = utf8; p < utf8 + n_bytes; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);

      if ((c < 0x20 || c >= 0x7F) && postil_hidden_character_symbol (c, previous) != 0)
        counts[find (c) - rows]++;
      previous = c;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      for (gsize j = i + 1; j < G_N_ELEMENTS (rows); j++)
        if (g_str_equal (rows[j].name, rows[i].name))
          {
            counts[i] += counts[j];
            counts[j] = 0;
          }
      if (counts[i] == 0)
        continue;
      if (out == NULL)
        out = g_string_new (NULL);
      g_string_append_printf (out, "%s%u × %s", out->len > 0 ? ", " : "", counts[i], _ (rows[i].name));
    }
  return out != NULL ? g_string_free (out, FALSE) : NULL;
}
