/* random-text.c - made-up texts with everything in them that shifts an offset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "random-text.h"

static const char *const pieces[] = {
  "harbour",
  "Don't",
  "no",
  "3.14",
  "U.S.",
  "Dr.",
  "caf\xc3\xa9",
  "cafe\xcc\x81",                                                             /* combining acute */
  "z\xcc\xa7\xcc\x88\xcc\xb4",                                                /* three marks on one letter */
  "\xf0\x9f\x9a\x80",                                                         /* rocket */
  "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", /* family by ZWJ */
  "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd",                                         /* skin tone */
  "\xf0\x9f\x87\xb3\xf0\x9f\x87\xb4",                                         /* flag */
  "\xe2\x9d\xa4\xef\xb8\x8f",                                                 /* variation selector */
  "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",                                         /* Hebrew */
  "\xe2\x80\x8f\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7\xe2\x80\xac",         /* Arabic within RLM and PDF */
  "\xe6\x9d\xb1\xe4\xba\xac\xe3\x81\xa7",                                     /* Japanese */
  "\xe0\xb8\xa0\xe0\xb8\xb2\xe0\xb8\xa9\xe0\xb8\xb2",                         /* Thai */
  "\xe2\x80\x9cyes\xe2\x80\x9d",
  "\xef\xbb\xbf",     /* U+FEFF inside */
  "\xf4\x8f\xbf\xbf", /* U+10FFFF */
  "\xc2\xa0",
  "\xe2\x80\x8b",
  "R&D", /* what a format has to escape */
  "&amp;",
  "<b>",
  "a\\b",
  "[1]|_",
  "#Text=",
  ",",
  ". ",
  "! ",
  "?\" ",
  "(",
  ")",
  " ",
  " ",
  "  ",
  "\n",
  "\n\n",
  "\t",
  "\xe2\x80\xa8",
};

char *
postil_random_text (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  /* In front it would be a byte order mark, which a format of plain text files cannot tell from a character. */
  while (g_str_has_prefix (text->str, "\xef\xbb\xbf"))
    g_string_erase (text, 0, 3);
  return g_string_free (text, FALSE);
}
