/* test-align.c - offsets that count something else are found out by their quotes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "../../app/exchange/align.h"
#include "../../app/exchange/intake.h"
#include "../support/random-text.h"

typedef enum
{
  CODE_POINTS,
  U16,
  BYTES,
} Count;

/* What a program that counts @count finds before byte @at of @text. */
static gint64
count_before (const char *text, gsize at, Count count)
{
  gint64 n = 0;

  for (const char *p = text; p < text + at; p = g_utf8_next_char (p))
    n += count == BYTES ? g_utf8_next_char (p) - p : count == U16 && g_utf8_get_char (p) > 0xffff ? 2 : 1;
  return n;
}

static char *
with_crlf (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    g_string_append (out, *text == '\n' ? "\r\n" : (char[]){ *text, '\0' });
  return g_string_free (out, FALSE);
}

static gboolean
is_blank (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

/* @given: what the file holds; @counted: what the program that made the offsets counted in. Spans of @counted, by byte. */
static void
check (const char *given, const char *counted, Count count, gint64 shift, gboolean repaired)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilAligner) aligner = postil_aligner_new (given, strlen (given), &error);
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (PostilPlace));
  g_autoptr (GPtrArray) quotes = g_ptr_array_new_with_free_func (g_free);
  glong length = g_utf8_strlen (counted, -1);
  const char *unit;

  g_assert_no_error (error);
  g_array_set_clear_func (places, postil_place_clear);
  for (int i = 0; i < 20; i++)
    {
      glong a = g_test_rand_int_range (0, (gint32) length), b = g_test_rand_int_range ((gint32) a + 1, (gint32) length + 1);
      gsize from = (gsize) (g_utf8_offset_to_pointer (counted, a) - counted);
      gsize to = (gsize) (g_utf8_offset_to_pointer (counted, b) - counted);
      PostilPlace place = { .given = { count_before (counted, from, count) + shift,
                                       count_before (counted, to, count) + shift } };
      g_autoptr (GString) quote = g_string_new_len (counted + from, (gssize) (to - from));

      g_string_replace (quote, "\r\n", "\n", 0);
      /* A quote of white space alone, or that cuts a CRLF, says nothing. */
      if (strchr (quote->str, '\r') != NULL || quote->str[0] == '\n' || is_blank (quote->str))
        continue;
      g_ptr_array_add (quotes, g_strdup (quote->str));
      place.quote = g_ptr_array_index (quotes, quotes->len - 1);
      g_array_append_val (places, place);
    }
  unit = postil_aligner_resolve (aligner, places);
  g_assert_true (repaired || unit == NULL || places->len == 0);
  for (guint i = 0; i < places->len; i++)
    {
      const PostilPlace *place = &g_array_index (places, PostilPlace, i);
      g_autofree char *slice = NULL;

      g_assert_cmpint (place->alignment, ==, POSTIL_ALIGN_EXACT);
      slice = postil_text_slice (postil_aligner_get_text (aligner), place->range);
      g_assert_cmpstr (slice, ==, place->quote);
    }
}

static void
test_units (void)
{
  for (int i = 0; i < 150; i++)
    {
      g_autofree char *text = postil_random_text (20);
      g_autofree char *dos = with_crlf (text);

      if (g_utf8_strlen (text, -1) < 2)
        continue;
      check (text, text, CODE_POINTS, 0, FALSE);
      check (text, text, U16, 0, TRUE);
      check (text, text, BYTES, 0, TRUE);
      check (dos, dos, CODE_POINTS, 0, FALSE);
      check (dos, dos, U16, 0, TRUE);
      check (dos, dos, BYTES, 0, TRUE);
      check (dos, text, CODE_POINTS, 0, TRUE);
      check (dos, text, U16, 0, TRUE);
      check (text, dos, CODE_POINTS, 0, TRUE);
      check (text, dos, BYTES, 0, TRUE);
      check (text, text, CODE_POINTS, 1, TRUE);
      check (text, text, BYTES, 3, TRUE);
    }
}

static PostilPlace
resolve_one (const char *text, gint64 start, gint64 stop, const char *quote, const char **unit)
{
  g_autoptr (PostilAligner) aligner = postil_aligner_new (text, strlen (text), NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (PostilPlace));
  PostilPlace place = { .given = { start, stop }, .quote = quote };
  const char *name;

  g_array_append_val (places, place);
  name = postil_aligner_resolve (aligner, places);
  if (unit != NULL)
    *unit = name;
  return g_array_index (places, PostilPlace, 0);
}

static void
test_single (void)
{
  static const char d7[] = "Nadia Quist 🚀 joined Fjord Labs\nin Tromsø.";
  const char *unit;
  PostilPlace place = resolve_one (d7, 22, 32, "Fjord Labs", &unit);

  g_assert_cmpstr (unit, ==, "UTF-16 units");
  g_assert_cmpuint (place.range.start, ==, 21);
  place = resolve_one (d7, 38, 45, "Tromsø", &unit);
  g_assert_cmpstr (unit, ==, "UTF-8 bytes");
  g_assert_cmpuint (place.range.stop, ==, 41);
  /* A family of four is one cluster, seven code points. */
  place = resolve_one ("👨‍👩‍👧‍👦 and é", 6, 7, "e\xcc\x81", NULL);
  g_assert_cmpint (place.alignment, ==, POSTIL_ALIGN_UNALIGNED);
  place = resolve_one ("👨‍👩‍👧‍👦 and e\xcc\x81!", 6, 7, "e\xcc\x81", &unit);
  g_assert_cmpstr (unit, ==, "grapheme clusters");
  g_assert_cmpuint (place.range.start, ==, 12);
  g_assert_cmpuint (place.range.stop, ==, 14);
}

static void
test_doubtful (void)
{
  g_assert_cmpint (resolve_one ("one two", 0, 3, "two", NULL).alignment, ==, POSTIL_ALIGN_UNALIGNED);
  g_assert_cmpint (resolve_one ("one two", 0, 3, NULL, NULL).alignment, ==, POSTIL_ALIGN_UNCHECKED);
  g_assert_cmpint (resolve_one ("one two", 0, 70, "one", NULL).alignment, ==, POSTIL_ALIGN_OUTSIDE);
  g_assert_cmpint (resolve_one ("one two", 3, 3, NULL, NULL).alignment, ==, POSTIL_ALIGN_OUTSIDE);
  g_assert_cmpint (resolve_one ("one two", 5, 3, NULL, NULL).alignment, ==, POSTIL_ALIGN_OUTSIDE);
  g_assert_cmpint (resolve_one ("one two", -1, 3, NULL, NULL).alignment, ==, POSTIL_ALIGN_OUTSIDE);
  g_assert_cmpint (resolve_one ("one two", G_MININT64, G_MAXINT64, NULL, NULL).alignment, ==, POSTIL_ALIGN_OUTSIDE);
  g_assert_cmpint (resolve_one ("", 0, 1, "x", NULL).alignment, ==, POSTIL_ALIGN_OUTSIDE);
  g_assert_cmpint (resolve_one ("one \n  two", 0, 10, "one two", NULL).alignment, ==, POSTIL_ALIGN_EXACT);
}

/* One wrong quote among many does not move the others. */
static void
test_majority (void)
{
  static const char text[] = "🚀 one two three";
  g_autoptr (PostilAligner) aligner = postil_aligner_new (text, strlen (text), NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (PostilPlace));
  PostilPlace given[] = {
    { .given = { 3, 6 }, .quote = "one" },
    { .given = { 7, 10 }, .quote = "two" },
    { .given = { 11, 16 }, .quote = "four" },
  };

  g_array_append_vals (places, given, 3);
  g_assert_cmpstr (postil_aligner_resolve (aligner, places), ==, "UTF-16 units");
  g_assert_cmpuint (g_array_index (places, PostilPlace, 0).range.start, ==, 2);
  g_assert_cmpint (g_array_index (places, PostilPlace, 1).alignment, ==, POSTIL_ALIGN_EXACT);
  g_assert_cmpint (g_array_index (places, PostilPlace, 2).alignment, ==, POSTIL_ALIGN_UNALIGNED);
}

/* Wrong quotes by the thousand in a large text take no time worth telling; run under a time limit by the test runner. */
static void
test_hostile (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PostilAligner) aligner = NULL;
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (PostilPlace));

  for (int i = 0; i < 100000; i++)
    g_string_append (text, "é 🚀\r\n");
  aligner = postil_aligner_new (text->str, text->len, NULL);
  for (int i = 0; i < 50000; i++)
    {
      PostilPlace place = { .given = { i, 400000 }, .quote = "not there" };

      g_array_append_val (places, place);
    }
  postil_aligner_resolve (aligner, places);
  g_assert_cmpint (g_array_index (places, PostilPlace, 49999).alignment, ==, POSTIL_ALIGN_UNALIGNED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/align/units", test_units);
  g_test_add_func ("/align/single", test_single);
  g_test_add_func ("/align/doubtful", test_doubtful);
  g_test_add_func ("/align/majority", test_majority);
  g_test_add_func ("/align/hostile", test_hostile);
  return g_test_run ();
}
