/* test-json.c - JSON from strangers: what is taken, what is refused, and what comes out again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
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
  g_test_add_func ("/json/mended", test_mended);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/brackets-in-strings", test_brackets_in_strings_are_no_nesting);
  g_test_add_func ("/json/lines", test_lines);
  g_test_add_func ("/json/numbers", test_numbers);
  return g_test_run ();
}
