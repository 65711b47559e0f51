/* test-text.c - validation, slices and conversions of a text, against counting by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/random-text.h"

#include <postil/error.h>
#include <postil/text.h>
#include <string.h>

static PostilText *
text_of (const char *utf8)
{
  g_autoptr (GError) error = NULL;
  PostilText *text = postil_text_new (utf8, -1, &error);

  g_assert_no_error (error);
  return text;
}

/* Every conversion at every place of @utf8, against a walk from the start. */
static void
check_conversions (const char *utf8)
{
  g_autoptr (PostilText) text = text_of (utf8);
  const gsize n_bytes = strlen (utf8);
  guint32 offset = 0;
  guint32 u16 = 0;
  guint32 line = 1;
  guint32 column = 1;

  for (const char *at = utf8; *at != '\0'; at = g_utf8_next_char (at), offset++)
    {
      const gsize byte = (gsize) (at - utf8);
      const gsize width = (gsize) (g_utf8_next_char (at) - at);
      const guint32 units = g_utf8_get_char (at) >= 0x10000 ? 2 : 1;
      guint32 got_column = 0;

      g_assert_cmpuint (postil_text_to_byte (text, offset), ==, byte);
      g_assert_cmpuint (postil_text_to_u16 (text, offset), ==, u16);
      for (gsize i = 0; i < width; i++)
        g_assert_cmpuint (postil_text_from_byte (text, byte + i), ==, offset);
      for (guint32 i = 0; i < units; i++)
        g_assert_cmpuint (postil_text_from_u16 (text, u16 + i), ==, offset);
      g_assert_cmpuint (postil_text_line_of (text, offset, &got_column), ==, line);
      g_assert_cmpuint (got_column, ==, column);

      u16 += units;
      column = *at == '\n' ? 1 : column + 1;
      line += *at == '\n';
    }

  for (guint past = 0; past < 3; past++)
    {
      g_assert_cmpuint (postil_text_to_byte (text, offset + past), ==, n_bytes);
      g_assert_cmpuint (postil_text_to_u16 (text, offset + past), ==, u16);
      g_assert_cmpuint (postil_text_from_byte (text, n_bytes + past), ==, offset);
      g_assert_cmpuint (postil_text_from_u16 (text, u16 + past), ==, offset);
    }
  g_assert_cmpuint (postil_text_from_byte (text, G_MAXSIZE), ==, offset);
  g_assert_cmpuint (postil_text_from_u16 (text, G_MAXUINT32), ==, offset);
  g_assert_cmpuint (postil_text_to_byte (text, G_MAXUINT32), ==, n_bytes);
  g_assert_cmpuint (postil_text_get_length (text), ==, offset);
  g_assert_cmpuint (postil_text_get_n_bytes (text), ==, n_bytes);
}

static void
test_conversions (void)
{
  check_conversions ("");
  check_conversions ("a");
  check_conversions ("\xf0\x9f\x9a\x80");
  check_conversions ("\n");
  for (guint round = 0; round < 60; round++)
    {
      g_autofree char *utf8 = postil_random_text ((guint) g_test_rand_int_range (1, 900));
      check_conversions (utf8);
    }

  /* The edges of the sparse table, with nothing but one width. */
  static const char *const one[] = { "a", "\xc3\xa9", "\xe2\x80\x9c", "\xf0\x9f\x9a\x80", "\n" };
  static const guint sizes[] = { 255, 256, 257, 511, 512, 513 };
  for (guint i = 0; i < G_N_ELEMENTS (one); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        g_autoptr (GString) utf8 = g_string_new (NULL);
        for (guint k = 0; k < sizes[j]; k++)
          g_string_append (utf8, one[i]);
        check_conversions (utf8->str);
      }
}

/* formats.md, section 0: the sample that every exchange format is checked with. */
static void
test_sample_units (void)
{
  g_autoptr (PostilText) text = text_of ("Nadia Quist \xf0\x9f\x9a\x80 joined Fjord Labs\nin Troms\xc3\xb8.");

  g_assert_cmpuint (postil_text_get_length (text), ==, 42);
  g_assert_cmpuint (postil_text_to_u16 (text, 42), ==, 43);
  g_assert_cmpuint (postil_text_get_n_bytes (text), ==, 46);
  g_assert_true (postil_text_slice_equals (text, POSTIL_RANGE (35, 41), "Troms\xc3\xb8"));
  g_assert_cmpuint (postil_text_to_u16 (text, 21), ==, 22);
  g_assert_cmpuint (postil_text_to_byte (text, 21), ==, 24);
}

static void
test_slices (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autofree char *utf8 = postil_random_text (400);
      g_autoptr (PostilText) text = text_of (utf8);
      const guint32 length = postil_text_get_length (text);
      const guint32 start = (guint32) g_test_rand_int_range (0, (gint32) length);
      const guint32 stop = (guint32) g_test_rand_int_range ((gint32) start, (gint32) length + 1);
      g_autofree char *expected = g_utf8_substring (utf8, start, stop);
      g_autofree char *slice = postil_text_slice (text, POSTIL_RANGE (start, stop));
      g_autofree char *before = g_utf8_substring (utf8, start > 32 ? start - 32 : 0, start);
      g_autofree char *prefix = postil_text_prefix (text, POSTIL_RANGE (start, stop), 32);
      g_autofree char *after = g_utf8_substring (utf8, stop, MIN (stop + 32, length));
      g_autofree char *suffix = postil_text_suffix (text, POSTIL_RANGE (start, stop), 32);
      gsize n_bytes = 0;
      const char *peek = postil_text_peek (text, POSTIL_RANGE (start, stop), &n_bytes);

      g_assert_cmpstr (slice, ==, expected);
      g_assert_cmpstr (prefix, ==, before);
      g_assert_cmpstr (suffix, ==, after);
      g_assert_cmpmem (peek, n_bytes, expected, strlen (expected));
      g_assert_true (postil_text_slice_equals (text, POSTIL_RANGE (start, stop), expected));
      if (*expected != '\0')
        {
          expected[strlen (expected) - 1] ^= 1;
          g_assert_false (postil_text_slice_equals (text, POSTIL_RANGE (start, stop), expected));
        }
    }
}

static void
test_slice_edges (void)
{
  g_autoptr (PostilText) text = text_of ("abcdef");
  g_autoptr (GArray) parts = postil_range_parts_from_json ("[[0,2],[3,5]]", NULL);
  g_autofree char *joined = postil_text_slice_parts (text, POSTIL_RANGE (0, 5), parts);
  g_autofree char *hull = postil_text_slice_parts (text, POSTIL_RANGE (0, 5), NULL);
  g_autofree char *past = postil_text_slice (text, POSTIL_RANGE (4, 400));
  g_autofree char *reversed = postil_text_slice (text, POSTIL_RANGE (4, 2));
  g_autofree char *far = postil_text_suffix (text, POSTIL_RANGE (1, 900), G_MAXUINT32);

  g_assert_cmpstr (joined, ==, "ab de");
  g_assert_cmpstr (hull, ==, "abcde");
  g_assert_cmpstr (past, ==, "ef");
  g_assert_cmpstr (reversed, ==, "");
  g_assert_cmpstr (far, ==, "");
  g_assert_false (postil_text_slice_equals (text, POSTIL_RANGE (0, 3), "ab"));
  g_assert_false (postil_text_slice_equals (text, POSTIL_RANGE (0, 2), "abc"));
}

static void
test_trim (void)
{
  g_autoptr (PostilText) text = text_of (" \t\xc2\xa0\n caf\xc3\xa9 x\xe2\x80\xa8\xe3\x80\x80\n");
  const PostilRange trimmed = postil_text_trim (text, POSTIL_RANGE (0, postil_text_get_length (text)));
  const PostilRange nothing = postil_text_trim (text, POSTIL_RANGE (0, 4));

  g_assert_true (postil_text_slice_equals (text, trimmed, "caf\xc3\xa9 x"));
  g_assert_cmpuint (nothing.start, ==, nothing.stop);
}

static void
test_check_range (void)
{
  g_autoptr (PostilText) text = text_of ("caf\xc3\xa9");
  static const PostilRange bad[] = { { 0, 0 }, { 4, 4 }, { 3, 2 }, { 0, 5 }, { 4, 5 }, { 7, 9 }, { 0, G_MAXUINT32 } };

  g_assert_true (postil_text_check_range (text, POSTIL_RANGE (0, 4), NULL));
  g_assert_true (postil_text_check_range (text, POSTIL_RANGE (3, 4), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (postil_text_check_range (text, bad[i], &error));
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE);
    }
}

static void
check_refused (const char *bytes, gsize n_bytes, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (bytes, (gssize) n_bytes, &error);

  g_assert_null (text);
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT);
  if (strstr (error->message, where) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, where);
}

static void
test_refused (void)
{
  check_refused ("ab\0cd", 5, "Byte 2 (line 1)");
  check_refused ("a\nb\n\xff", 5, "Byte 4 (line 3)");
  check_refused ("a\xc3", 2, "Byte 1 (line 1)");   /* cut short */
  check_refused ("\xc0\xaf", 2, "Byte 0");         /* overlong */
  check_refused ("x\xed\xa0\x80", 4, "Byte 1");    /* surrogate */
  check_refused ("\xf4\x90\x80\x80", 4, "Byte 0"); /* beyond U+10FFFF */
  check_refused ("\x80", 1, "Byte 0");
  check_refused ("a\n\rb", 4, "Byte 2 (line 2)");
  check_refused ("a\r\nb", 4, "Byte 1 (line 1)");
}

static gpointer
hash_in_thread (gpointer data)
{
  return (gpointer) postil_text_get_sha256 (data);
}

static void
test_sha256 (void)
{
  g_autoptr (PostilText) text = text_of ("abc");
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("hash", hash_in_thread, text);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == (gpointer) postil_text_get_sha256 (text));
  /* FIPS 180-2, the first example. */
  g_assert_cmpstr (postil_text_get_sha256 (text), ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* Whatever bytes come, in whatever place of a longer plain text: taken or refused as GLib's own check does. */
static void
test_validation (void)
{
  static const char *const pieces[] = { "a",        "plain words", "é",        "\xe2\x80\x99", "\xf0\x9f\x98\x80",
                                        "\xe2\x80", "\xff",        "\xc0\xaf", "\xed\xa0\x80", "",
                                        "\n" };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) bytes = g_string_new (NULL);
      g_autoptr (PostilText) text = NULL;

      for (gint n = g_test_rand_int_range (1, 9); n > 0; n--)
        {
          gint piece = g_test_rand_int_range (0, G_N_ELEMENTS (pieces) + 1);

          if (piece < (gint) G_N_ELEMENTS (pieces))
            g_string_append (bytes, pieces[piece]);
          else if (g_test_rand_int_range (0, 4) == 0)
            g_string_append_c (bytes, '\0');
        }
      text = postil_text_new (bytes->str, (gssize) bytes->len, NULL);
      g_assert_cmpint (text != NULL, ==, g_utf8_validate_len (bytes->str, bytes->len, NULL));
      if (text != NULL)
        g_assert_cmpuint (postil_text_get_length (text), ==, g_utf8_strlen (bytes->str, (gssize) bytes->len));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/conversions", test_conversions);
  g_test_add_func ("/text/sample-units", test_sample_units);
  g_test_add_func ("/text/slices", test_slices);
  g_test_add_func ("/text/slice-edges", test_slice_edges);
  g_test_add_func ("/text/trim", test_trim);
  g_test_add_func ("/text/check-range", test_check_range);
  g_test_add_func ("/text/refused", test_refused);
  g_test_add_func ("/text/sha256", test_sha256);
  g_test_add_func ("/text/validation", test_validation);
  return g_test_run ();
}
