/* test-json.c - JSON from strangers: what is taken, what is refused, and what comes out again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <string.h>

#include <postil/error.h>

#include "../../app/exchange/json.h"

static char *
round_trip (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) value = postil_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return postil_json_to_string (value);
}

static void
assert_round_trip (const char *given, const char *expected)
{
  g_autofree char *written = round_trip (given);

  g_assert_cmpstr (written, ==, expected);
}

static void
test_canonical (void)
{
  assert_round_trip ("{ \"b\" : 1 , \"a\" : [ true , null ] }", "{\"b\":1,\"a\":[true,null]}");
  assert_round_trip ("\"a\\/b\\u00e9\\ud83d\\ude80\"", "\"a/bé🚀\"");
  assert_round_trip ("\"\\u2028\\u007f\\u0085\"", "\"\xe2\x80\xa8\x7f\xc2\x85\"");
  assert_round_trip ("\"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\\"", "\"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\\"");
  assert_round_trip ("[12, 12.0, -0.5, 0.93, 0.1, 1e300, 9007199254740993]",
                     "[12,12.0,-0.5,0.93,0.1,1e+300,9007199254740993]");
}

/* What the general way to write a number gives. */
static char *
fewest_digits (double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (int precision = 15; precision <= 17; precision++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", precision);

      g_ascii_formatd (digits, sizeof digits, format, value);
      if (g_ascii_strtod (digits, NULL) == value)
        break;
    }
  return g_strdup (digits);
}

static void
test_scores (void)
{
  static const double edges[] = { 0.1,
                                  0.01,
                                  0.001,
                                  0.5,
                                  0.25,
                                  0.125,
                                  0.0625,
                                  0.3,
                                  0.35,
                                  0.1 + 0.2,
                                  0.9999999999999999,
                                  0.99999999999999989,
                                  0.09999999999999999,
                                  0.0010000000000000002,
                                  0.010000000000000002 };

  for (guint i = 0; i < 20000 + G_N_ELEMENTS (edges); i++)
    {
      double random = g_test_rand_double_range (0, 1);
      double value = i < G_N_ELEMENTS (edges) ? edges[i]
                     : i % 3 == 0             ? floor (random * 10000) / 10000
                     : i % 3 == 1             ? 0.001 + random / 50
                                              : random;
      g_autoptr (GString) written = g_string_new (NULL);
      g_autofree char *expected = fewest_digits (value);

      if (value < 0.001)
        continue;
      postil_json_append_real (written, value);
      g_assert_cmpstr (written->str, ==, expected);
      g_assert_true (g_ascii_strtod (written->str, NULL) == value);
    }
}

/* A line with "text" somewhere, often a little broken. */
static char *
random_line (void)
{
  static const char *const pieces[] = {
    "{",
    "}",
    "\"text\":",
    "\"text\" : ",
    "\"id\":",
    "\"a\"",
    "\"\"",
    "\"it\\u00e9\\n\"",
    ",",
    "[",
    "]",
    "1",
    "null",
    "\"\\ud83d\\ude80 \\udc00x\"",
    "\"\\u0000\"",
    "\"\\q\"",
    "\"\t\"",
    "\"\xff\"",
    "\"te\\u0078t\":",
    "{\"text\":\"inner\"}",
    " ",
  };
  GString *line = g_string_new (NULL);

  if (g_test_rand_bit ())
    g_string_append (line, "{\"id\":1,\"text\":");
  for (gint n = g_test_rand_int_range (1, 6); n > 0; n--)
    g_string_append (line, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  if (g_test_rand_bit ())
    g_string_append (line, "}");
  return g_string_free (line, FALSE);
}

/* Parsed with the string on the side or in one piece: the same value, the same refusals in the same words. */
static void
test_lifted (void)
{
  guint n_lifted = 0;

  for (guint i = 0; i < 30000; i++)
    {
      g_autofree char *line = random_line ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) other_error = NULL;
      g_autoptr (GString) string = NULL;
      PostilJsonNotes notes = { 0 }, other_notes = { 0 };
      g_autoptr (json_t) whole = postil_json_parse (line, strlen (line), &notes, &error);
      g_autoptr (json_t) parts = postil_json_parse_lifting (line, strlen (line), "text", &string, &other_notes, &other_error);

      g_assert_true ((whole == NULL) == (parts == NULL));
      if (whole == NULL)
        {
          g_assert_cmpstr (error->message, ==, other_error->message);
          g_assert_null (string);
          continue;
        }
      g_assert_cmpint (notes.duplicate_keys, ==, other_notes.duplicate_keys);
      g_assert_cmpuint (notes.lone_surrogates, ==, other_notes.lone_surrogates);
      if (string != NULL)
        {
          n_lifted++;
          g_assert_cmpstr (postil_json_get_string (parts, "text"), ==, "");
          json_object_set_new (parts, "text", json_stringn (string->str, string->len));
        }
      g_assert_true (json_equal (whole, parts));
    }
  g_assert_cmpuint (n_lifted, >, 100);
}

static void
test_mended (void)
{
  static const char lone[] = "{\"a\":\"x\\ud83dy\\udc00\\\\ud83d\",\"a\":\"\\ud83d\\ud83d\\ude80\"}";
  g_autoptr (GError) error = NULL;
  PostilJsonNotes notes;
  g_autoptr (json_t) value = postil_json_parse (lone, strlen (lone), &notes, &error);

  g_assert_no_error (error);
  g_assert_true (notes.duplicate_keys);
  g_assert_cmpuint (notes.lone_surrogates, ==, 3);
  g_assert_cmpstr (postil_json_get_string (value, "a"), ==, "\xef\xbf\xbd🚀");
}

static void
assert_refused (const char *text, gsize n_bytes, PostilError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) value = postil_json_parse (text, n_bytes, NULL, &error);

  g_assert_error (error, POSTIL_ERROR, (int) code);
  g_assert_null (value);
}

static void
test_refused (void)
{
  g_autofree char *nested = g_strnfill (200000, '[');
  g_autofree char *objects = g_strnfill (200000, '{');

  assert_refused (nested, 200000, POSTIL_ERROR_LIMIT);
  assert_refused (objects, 200000, POSTIL_ERROR_LIMIT);
  assert_refused ("{\"a\":\"\\u0000\"}", 14, POSTIL_ERROR_INVALID_TEXT);
  assert_refused ("{\"a\":\"\xff\"}", 9, POSTIL_ERROR_INVALID_TEXT);
  assert_refused ("{\"a\":\"\xed\xa0\x80\"}", 11, POSTIL_ERROR_INVALID_TEXT);
  assert_refused ("{\"a\":1", 6, POSTIL_ERROR_INVALID_FORMAT);
  assert_refused ("{\"a\":1}x", 8, POSTIL_ERROR_INVALID_FORMAT);
  assert_refused ("", 0, POSTIL_ERROR_INVALID_FORMAT);
  assert_refused ("[99999999999999999999999]", 25, POSTIL_ERROR_INVALID_FORMAT);
  assert_refused ("\"\\ud83", 6, POSTIL_ERROR_INVALID_FORMAT);
}

static void
test_brackets_in_strings_are_no_nesting (void)
{
  g_autofree char *brackets = g_strnfill (5000, '[');
  g_autofree char *text = g_strdup_printf ("[\"%s\\\"%s\"]", brackets, brackets);
  g_autofree char *written = round_trip (text);

  g_assert_cmpstr (written, ==, text);
}

static void
test_lines (void)
{
  static const char data[] = "\xef\xbb\xbf"
                             "one\r\n\ntwo\xe2\x80\xa8still two\xc2\x85\nlast\r";
  const char *expected[] = { "one", "", "two\xe2\x80\xa8still two\xc2\x85", "last\r" };
  PostilLineReader reader;
  const char *line;
  gsize n_bytes;

  postil_line_reader_init (&reader, data, sizeof data - 1);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_true (postil_line_reader_next (&reader, &line, &n_bytes));
      g_assert_cmpmem (line, n_bytes, expected[i], strlen (expected[i]));
      g_assert_cmpuint (reader.line, ==, i + 1);
    }
  g_assert_false (postil_line_reader_next (&reader, &line, &n_bytes));
  postil_line_reader_init (&reader, NULL, 0);
  g_assert_false (postil_line_reader_next (&reader, &line, &n_bytes));
}

static void
test_numbers (void)
{
  static const char text[] = "{\"a\":12,\"b\":12.0,\"c\":\"12\",\"d\":12.5,\"e\":\"x\",\"f\":1e30,\"g\":null}";
  g_autoptr (json_t) value = postil_json_parse (text, strlen (text), NULL, NULL);
  gint64 integer = 0;

  for (const char *key = "a"; *key <= 'c'; key = *key == 'a' ? "b" : *key == 'b' ? "c" : "d")
    {
      g_assert_true (postil_json_get_integer (value, key, &integer));
      g_assert_cmpint (integer, ==, 12);
    }
  g_assert_false (postil_json_get_integer (value, "d", &integer));
  g_assert_false (postil_json_get_integer (value, "e", &integer));
  g_assert_false (postil_json_get_integer (value, "f", &integer));
  g_assert_false (postil_json_get_integer (value, "g", &integer));
  g_assert_false (postil_json_get_integer (value, "h", &integer));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/canonical", test_canonical);
  g_test_add_func ("/json/scores", test_scores);
  g_test_add_func ("/json/lifted", test_lifted);
  g_test_add_func ("/json/mended", test_mended);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/brackets-in-strings", test_brackets_in_strings_are_no_nesting);
  g_test_add_func ("/json/lines", test_lines);
  g_test_add_func ("/json/numbers", test_numbers);
  return g_test_run ();
}
