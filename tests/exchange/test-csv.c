/* test-csv.c - our CSV against libcsv, against itself, and against files that are none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <csv.h>
#include <string.h>

#include "../../app/exchange/csv-columns.h"
#include "../../app/exchange/csv.h"

/* A table is a GPtrArray of rows, a row a GPtrArray of strings. */
static GPtrArray *
row_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static GPtrArray *
table_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

static char *
random_field (void)
{
  static const char *const pieces[] = { "a", "\"", ",", "\n", "\r\n", "\r", " ", ";", "\t", "é", "🚀", "\xe2\x80\xa8",
                                        "=", "'", "\"\"", "x" };
  GString *field = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
    g_string_append (field, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (field, FALSE);
}

static GPtrArray *
random_table (void)
{
  GPtrArray *table = table_new ();
  int n_columns = g_test_rand_int_range (2, 6);

  for (int y = g_test_rand_int_range (1, 12); y > 0; y--)
    {
      GPtrArray *row = row_new ();

      for (int x = 0; x < n_columns; x++)
        g_ptr_array_add (row, random_field ());
      g_ptr_array_add (table, row);
    }
  return table;
}

static GString *
write_table (GPtrArray *table, gboolean guard)
{
  GString *out = g_string_new (NULL);

  for (guint y = 0; y < table->len; y++)
    {
      GPtrArray *row = g_ptr_array_index (table, y);

      for (guint x = 0; x < row->len; x++)
        postil_csv_append (out, g_ptr_array_index (row, x), guard);
      postil_csv_end_row (out);
    }
  return out;
}

static GPtrArray *
read_table (const char *data, gsize n_bytes, char delimiter, gboolean guarded)
{
  g_auto (PostilCsvReader) reader = { 0 };
  GPtrArray *table = table_new ();

  postil_csv_reader_init (&reader, data, n_bytes);
  if (delimiter != 0)
    reader.delimiter = delimiter;
  while (postil_csv_reader_next (&reader) == POSTIL_CSV_ROW)
    {
      GPtrArray *row = row_new ();

      for (guint x = 0; x < postil_csv_reader_n (&reader); x++)
        {
          const char *field = postil_csv_reader_field (&reader, x, NULL);

          g_ptr_array_add (row, g_strdup (guarded ? postil_csv_unguard (field) : field));
        }
      g_ptr_array_add (table, row);
    }
  return table;
}

static void
oracle_field (void *field, size_t n_bytes, void *data)
{
  g_ptr_array_add (g_ptr_array_index ((GPtrArray *) data, ((GPtrArray *) data)->len - 1), g_strndup (field, n_bytes));
}

static void
oracle_row (int c, void *data)
{
  g_ptr_array_add (data, row_new ());
}

static int
never (unsigned char c)
{
  return 0;
}

static GPtrArray *
read_with_libcsv (const char *data, gsize n_bytes)
{
  GPtrArray *table = table_new ();
  struct csv_parser parser;

  g_ptr_array_add (table, row_new ());
  g_assert_cmpint (csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI), ==, 0);
  /* RFC 4180 keeps spaces; libcsv would trim them from fields without quotes. */
  csv_set_space_func (&parser, never);
  g_assert_cmpuint (csv_parse (&parser, data, n_bytes, oracle_field, oracle_row, table), ==, n_bytes);
  g_assert_cmpint (csv_fini (&parser, oracle_field, oracle_row, table), ==, 0);
  csv_free (&parser);
  g_ptr_array_remove_index (table, table->len - 1);
  return table;
}

static void
assert_tables_equal (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint y = 0; y < a->len; y++)
    {
      GPtrArray *first = g_ptr_array_index (a, y), *second = g_ptr_array_index (b, y);

      g_assert_cmpuint (first->len, ==, second->len);
      for (guint x = 0; x < first->len; x++)
        g_assert_cmpstr (g_ptr_array_index (first, x), ==, g_ptr_array_index (second, x));
    }
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GPtrArray) table = random_table ();
      gboolean guard = i % 2;
      g_autoptr (GString) written = write_table (table, guard);
      g_autoptr (GPtrArray) read = read_table (written->str, written->len, ',', guard);

      assert_tables_equal (table, read);
    }
}

static void
test_oracle (void)
{
  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GPtrArray) table = random_table ();
      g_autoptr (GString) written = write_table (table, FALSE);
      g_autoptr (GPtrArray) theirs = read_with_libcsv (written->str, written->len);

      assert_tables_equal (table, theirs);
    }
}

static void
assert_read (const char *data, const char *expected)
{
  g_autoptr (GPtrArray) table = read_table (data, strlen (data), 0, FALSE);
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint y = 0; y < table->len; y++)
    {
      GPtrArray *row = g_ptr_array_index (table, y);

      for (guint x = 0; x < row->len; x++)
        g_string_append_printf (shown, "<%s>", (char *) g_ptr_array_index (row, x));
      g_string_append_c (shown, '|');
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_dialects (void)
{
  assert_read ("\xef\xbb\xbf"
               "a,b\r\n1,2",
               "<a><b>|<1><2>|");
  assert_read ("a;b\n1;2,5\n", "<a><b>|<1><2,5>|");
  assert_read ("a\tb\r1\t2\r", "<a><b>|<1><2>|");
  assert_read ("\"a;;;\",b\n\n\n1,\n", "<a;;;><b>|<1><>|");
  assert_read ("a,b\n5\" nail,\"x\"y\"\n", "<a><b>|<5\" nail><xy\">|");
  assert_read ("a,b\n\"line\r\none\",2\n", "<a><b>|<line\r\none><2>|");
  assert_read ("", "");
  assert_read ("\n\r\n\r", "");
}

static void
test_lines_and_recovery (void)
{
  static const char data[] = "a,b\n\"x\r\ny\",1\n\n2,3\n\"open,4\n5,6\n";
  g_auto (PostilCsvReader) reader = { 0 };

  postil_csv_reader_init (&reader, data, strlen (data));
  g_assert_cmpint (postil_csv_reader_next (&reader), ==, POSTIL_CSV_ROW);
  g_assert_cmpuint (reader.line, ==, 1);
  g_assert_cmpint (postil_csv_reader_next (&reader), ==, POSTIL_CSV_ROW);
  g_assert_cmpuint (reader.line, ==, 2);
  g_assert_cmpint (postil_csv_reader_next (&reader), ==, POSTIL_CSV_ROW);
  g_assert_cmpuint (reader.line, ==, 5);
  g_assert_cmpint (postil_csv_reader_next (&reader), ==, POSTIL_CSV_UNTERMINATED);
  g_assert_cmpuint (reader.line, ==, 6);
  g_assert_cmpint (postil_csv_reader_next (&reader), ==, POSTIL_CSV_ROW);
  g_assert_cmpuint (reader.line, ==, 7);
  g_assert_cmpstr (postil_csv_reader_field (&reader, 1, NULL), ==, "6");
  g_assert_cmpstr (postil_csv_reader_field (&reader, 2, NULL), ==, "");
  g_assert_cmpint (postil_csv_reader_next (&reader), ==, POSTIL_CSV_END);
}

/* Each line leaves a quote open in both readings, so that every recovery would read the whole rest again. */
static void
test_quotes_that_never_close (void)
{
  g_autoptr (GString) data = g_string_new (NULL);
  g_auto (PostilCsvReader) reader = { 0 };
  PostilCsvResult result;
  guint n = 0;

  for (int i = 0; i < 200000; i++)
    g_string_append (data, "b\"c,\"d\n");
  postil_csv_reader_init (&reader, data->str, data->len);
  while ((result = postil_csv_reader_next (&reader)) == POSTIL_CSV_UNTERMINATED)
    n++;
  g_assert_cmpint (result, ==, POSTIL_CSV_HOPELESS);
  g_assert_cmpuint (n, <=, 1000);
  g_assert_cmpint (postil_csv_reader_next (&reader), ==, POSTIL_CSV_END);
}

static void
test_guard (void)
{
  static const char *const dangerous[] = { "=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1", "''-" };
  static const char *const harmless[] = { "", "a=1", "'", "''", "'a", "1-1", " =1", "é" };

  for (guint i = 0; i < G_N_ELEMENTS (dangerous); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      postil_csv_append (out, dangerous[i], TRUE);
      g_assert_nonnull (strstr (out->str, "'"));
      g_assert_true (out->str[0] == '\'' || g_str_has_prefix (out->str, "\"'"));
      g_string_truncate (out, 0);
      postil_csv_append (out, dangerous[i], FALSE);
      g_assert_false (g_str_has_prefix (out->str, "''") && dangerous[i][1] != '\'');
    }
  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      g_autoptr (GString) plain = g_string_new (NULL), guarded = g_string_new (NULL);

      postil_csv_append (plain, harmless[i], FALSE);
      postil_csv_append (guarded, harmless[i], TRUE);
      g_assert_cmpstr (plain->str, ==, guarded->str);
      g_assert_cmpstr (postil_csv_unguard (harmless[i]), ==, harmless[i]);
    }
}

static void
test_columns (void)
{
  static const char data[] = "Tag , END_OFFSET,begin,Quote,Doc_Id,other\nA,2,1,q,d,o\n";
  g_auto (PostilCsvReader) reader = { 0 };
  g_auto (PostilColumns) columns = { 0 };

  postil_csv_reader_init (&reader, data, strlen (data));
  postil_csv_reader_next (&reader);
  postil_columns_init (&columns, &reader);
  g_assert_true (postil_columns_have_spans (&columns));
  postil_csv_reader_next (&reader);
  g_assert_cmpstr (postil_columns_get (&columns, &reader, POSTIL_COLUMN_LABEL), ==, "A");
  g_assert_cmpstr (postil_columns_get (&columns, &reader, POSTIL_COLUMN_START), ==, "1");
  g_assert_cmpstr (postil_columns_get (&columns, &reader, POSTIL_COLUMN_END), ==, "2");
  g_assert_cmpstr (postil_columns_get (&columns, &reader, POSTIL_COLUMN_TEXT), ==, "q");
  g_assert_cmpstr (postil_columns_get (&columns, &reader, POSTIL_COLUMN_DOCUMENT), ==, "d");
  g_assert_null (postil_columns_get (&columns, &reader, POSTIL_COLUMN_NOTE));
}

/* Whatever the bytes are, it ends and stays within them. */
static void
test_noise (void)
{
  for (int i = 0; i < 500; i++)
    {
      char data[256];
      gsize n = (gsize) g_test_rand_int_range (0, sizeof data);
      g_autoptr (GPtrArray) table = NULL;

      for (gsize k = 0; k < n; k++)
        data[k] = g_test_rand_int_range (0, 3) == 0 ? "\",\r\n;"[g_test_rand_int_range (0, 5)]
                                                    : (char) g_test_rand_int_range (0, 256);
      table = read_table (data, n, 0, TRUE);
      g_assert_cmpuint (table->len, <=, n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/round-trip", test_round_trip);
  g_test_add_func ("/csv/oracle", test_oracle);
  g_test_add_func ("/csv/dialects", test_dialects);
  g_test_add_func ("/csv/lines-and-recovery", test_lines_and_recovery);
  g_test_add_func ("/csv/quotes-that-never-close", test_quotes_that_never_close);
  g_test_add_func ("/csv/guard", test_guard);
  g_test_add_func ("/csv/columns", test_columns);
  g_test_add_func ("/csv/noise", test_noise);
  return g_test_run ();
}
