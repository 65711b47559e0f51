/* test-decode.c - encodings, byte order marks and line ends of every mix, and bytes that are no text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <postil/decode.h>
#include <postil/error.h>
#include <string.h>

static PostilDecoded *
decode (const char *bytes, gsize n_bytes, const char *declared)
{
  g_autoptr (GError) error = NULL;
  PostilDecoded *decoded = postil_decode ((const guint8 *) bytes, n_bytes, declared, &error);

  g_assert_no_error (error);
  return decoded;
}

static const char *
words_of (const PostilDecoded *decoded)
{
  return postil_text_get_utf8 (decoded->text, NULL);
}

/* Lines with a line end of each kind drawn at random from @ends; @offsets: where each character of it lies afterwards.
 */
static char *
random_lines (const char *const *ends, guint n_ends, gboolean latin, GString *expected, GArray *offsets)
{
  static const char *const wide[] = { "harbour ",         "caf\xc3\xa9 ", "\xf0\x9f\x9a\x80",
                                      "\xd7\xa9\xd7\x9c", "e\xcc\x81",    "\xe6\x9d\xb1" };
  static const char *const narrow[] = { "harbour ",
                                        "caf\xc3\xa9 ",
                                        "\xc2\xa3"
                                        "5 ",
                                        "na\xc3\xafve ",
                                        "x",
                                        "\xc3\x9f" };
  GString *source = g_string_new (NULL);
  guint32 offset = 0;

  g_string_append (source, latin ? "\xc3\xa9t\xc3\xa9 " : "\xe6\x9d\xb1");
  for (int i = g_test_rand_int_range (1, 60); i > 0; i--)
    {
      g_string_append (source, (latin ? narrow : wide)[g_test_rand_int_range (0, 6)]);
      if (n_ends > 0 && g_test_rand_int_range (0, 3) == 0)
        g_string_append (source, ends[g_test_rand_int_range (0, (gint32) n_ends)]);
    }

  for (const char *at = source->str; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_array_append_val (offsets, offset);
      if (*at == '\r' && at[1] == '\n')
        continue;
      g_string_append_unichar (expected, *at == '\r' ? '\n' : g_utf8_get_char (at));
      offset++;
    }
  g_array_append_val (offsets, offset);
  return g_string_free (source, FALSE);
}

static PostilNewline
newline_of (const char *source)
{
  gboolean lf = FALSE;
  gboolean crlf = FALSE;
  gboolean cr = FALSE;

  for (const char *at = source; *at != '\0'; at++)
    {
      lf |= *at == '\n' && (at == source || at[-1] != '\r');
      crlf |= *at == '\r' && at[1] == '\n';
      cr |= *at == '\r' && at[1] != '\n';
    }
  if (lf + crlf + cr > 1)
    return POSTIL_NEWLINE_MIXED;
  return lf ? POSTIL_NEWLINE_LF : crlf ? POSTIL_NEWLINE_CRLF : cr ? POSTIL_NEWLINE_CR : POSTIL_NEWLINE_NONE;
}

typedef struct
{
  const char *encoding; /* for g_convert */
  const char *mark;     /* put before it, in UTF-8 */
  const char *declared;
  const char *found;
  gboolean latin;
} Encoding;

static const Encoding encodings[] = {
  { "UTF-8", "", NULL, "UTF-8", FALSE },
  { "UTF-8", "\xef\xbb\xbf", NULL, "UTF-8", FALSE },
  { "UTF-8", "", "UTF-8", "UTF-8", FALSE },
  { "UTF-8", "", "ISO-8859-1", "UTF-8", FALSE }, /* strict UTF-8 comes before the declaration */
  { "UTF-16LE", "\xef\xbb\xbf", NULL, "UTF-16LE", FALSE },
  { "UTF-16BE", "\xef\xbb\xbf", NULL, "UTF-16BE", FALSE },
  { "UTF-16LE", "\xef\xbb\xbf", "UTF-8", "UTF-16LE", FALSE }, /* so does the mark */
  { "UTF-16LE", "", "UTF-16LE", "UTF-16LE", FALSE },
  { "UTF-16BE", "", "UTF-16BE", "UTF-16BE", FALSE },
  { "UTF-32LE", "\xef\xbb\xbf", NULL, "UTF-32LE", FALSE },
  { "UTF-32BE", "\xef\xbb\xbf", NULL, "UTF-32BE", FALSE },
  { "UTF-32BE", "", "UTF-32BE", "UTF-32BE", FALSE },
  { "ISO-8859-1", "", "ISO-8859-1", "ISO-8859-1", TRUE },
  { "windows-1252", "", "windows-1252", "windows-1252", TRUE },
  { "ISO-8859-15", "", "ISO-8859-15", "ISO-8859-15", TRUE },
};

static void
check_encoding (const Encoding *encoding, const char *const *ends, guint n_ends)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *source = random_lines (ends, n_ends, encoding->latin, expected, offsets);
  g_autofree char *marked = g_strconcat (encoding->mark, source, NULL);
  gsize n_bytes = 0;
  g_autofree char *bytes = g_convert (marked, -1, encoding->encoding, "UTF-8", NULL, &n_bytes, NULL);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, n_bytes);
  g_autoptr (PostilDecoded) decoded = decode (bytes, n_bytes, encoding->declared);

  g_assert_cmpstr (words_of (decoded), ==, expected->str);
  g_assert_cmpstr (decoded->encoding, ==, encoding->found);
  g_assert_false (decoded->guessed);
  g_assert_cmpint (decoded->had_bom, ==, *encoding->mark != '\0');
  g_assert_cmpint (decoded->newline, ==, newline_of (source));
  g_assert_cmpstr (decoded->source_sha256, ==, sha256);
  for (guint i = 0; i < offsets->len; i++)
    g_assert_cmpuint (postil_decoded_remap (decoded, i), ==, g_array_index (offsets, guint32, i));
}

static void
test_every_mix (void)
{
  static const char *const lf[] = { "\n" };
  static const char *const crlf[] = { "\r\n" };
  static const char *const cr[] = { "\r" };
  static const char *const mixed[] = { "\n", "\r\n", "\r", "\r\r\n", "\n\r" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    for (guint round = 0; round < 12; round++)
      {
        check_encoding (&encodings[i], NULL, 0);
        check_encoding (&encodings[i], lf, 1);
        check_encoding (&encodings[i], crlf, 1);
        check_encoding (&encodings[i], cr, 1);
        check_encoding (&encodings[i], mixed, G_N_ELEMENTS (mixed));
      }
}

static void
test_empty (void)
{
  g_autoptr (PostilDecoded) empty = decode ("", 0, NULL);
  g_autoptr (PostilDecoded) mark = decode ("\xef\xbb\xbf", 3, NULL);
  g_autoptr (PostilDecoded) two = decode ("\xef\xbb\xbf\xef\xbb\xbfx", 7, NULL);

  g_assert_cmpstr (words_of (empty), ==, "");
  g_assert_cmpint (empty->newline, ==, POSTIL_NEWLINE_NONE);
  g_assert_null (empty->dropped_cr);
  g_assert_cmpstr (words_of (mark), ==, "");
  g_assert_true (mark->had_bom);
  /* Only one mark is a mark. */
  g_assert_cmpstr (words_of (two), ==, "\xef\xbb\xbfx");
}

static void
test_guesses (void)
{
  const char latin[] = "Der B\xfcrgermeister sagte, da\xdf er \xfc"
                       "ber die Gr\xf6\xdf"
                       "e der Stra\xdf"
                       "e nichts wisse.";
  const char curly[] = "The mayor said \x93no\x94 \x96 it\x92s over.";
  gsize n_bytes = 0;
  g_autofree char *wide =
      g_convert ("Nobody knew \xe2\x80\x9cwhy\xe2\x80\x9d.\n", -1, "UTF-16LE", "UTF-8", NULL, &n_bytes, NULL);
  g_autoptr (PostilDecoded) german = decode (latin, strlen (latin), NULL);
  g_autoptr (PostilDecoded) mayor = decode (curly, strlen (curly), NULL);
  g_autoptr (PostilDecoded) unmarked = decode (wide, n_bytes, NULL);

  g_assert_true (german->guessed);
  g_assert_nonnull (strstr (words_of (german), "B\xc3\xbcrgermeister sagte, da\xc3\x9f er \xc3\xbc"));
  g_assert_true (mayor->guessed);
  g_assert_cmpstr (words_of (mayor), ==,
                   "The mayor said \xe2\x80\x9cno\xe2\x80\x9d \xe2\x80\x93 it\xe2\x80\x99s over.");
  g_assert_true (unmarked->guessed);
  g_assert_cmpstr (unmarked->encoding, ==, "UTF-16LE");
  g_assert_cmpstr (words_of (unmarked), ==, "Nobody knew \xe2\x80\x9cwhy\xe2\x80\x9d.\n");
}

static void
test_declared_before_ascii (void)
{
  /* Both are pure ASCII, and neither is. */
  g_autoptr (PostilDecoded) chinese = decode ("-N", 2, "UTF-16LE");
  g_autoptr (PostilDecoded) japanese = decode ("\x1b$B$3$l\x1b(B", 10, "ISO-2022-JP");

  g_assert_cmpstr (words_of (chinese), ==, "\xe4\xb8\xad");
  g_assert_cmpstr (words_of (japanese), ==, "\xe3\x81\x93\xe3\x82\x8c");
}

static void
check_refused (const char *bytes, gsize n_bytes, const char *declared, const char *where, const char *advice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDecoded) decoded = postil_decode ((const guint8 *) bytes, n_bytes, declared, &error);

  g_assert_null (decoded);
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT);
  if (strstr (error->message, where) == NULL || strstr (error->message, advice) == NULL)
    g_error ("\"%s\" does not say \"%s\" and \"%s\"", error->message, where, advice);
}

static void
test_refused (void)
{
  check_refused ("a\nb\0c", 5, NULL, "Byte 3 (line 2)", "NUL");
  check_refused ("a\r\nb\rc\n\0", 8, NULL, "Byte 7 (line 4)", "NUL");
  check_refused ("\xef\xbb\xbf"
                 "ab\xff",
                 6, NULL, "Byte 5 (line 1)", "declare");
  check_refused ("ok\n\xc3(", 5, "UTF-8", "Byte 3 (line 2)", "declare");
  check_refused ("\x01\x02\xff\x03", 4, NULL, "Byte 2", "declare");
  check_refused ("x\xe9", 2, "no-such-encoding", "no-such-encoding", "use a name");
  check_refused ("x\xe9", 2, "US-ASCII", "Byte 1 (line 1)", "really has");
  check_refused ("\xff\xfe"
                 "a\0b",
                 5, NULL, "Byte 5", "ends within");
  check_refused ("\xff\xfe"
                 "a\0\n\0\x00\xdc",
                 8, NULL, "Byte 6 (line 2)", "UTF-16LE"); /* a low surrogate alone */
  check_refused ("\xff\xfe"
                 "a\0\0\0b\0",
                 8, NULL, "Character 1", "NUL");
  check_refused ("\xff\xfe\0\0\0\0\x11\0", 8, NULL, "Byte 4", "UTF-32LE"); /* beyond U+10FFFF */
}

/* No input crashes, and what comes in obeys the contract. */
static void
test_hostile (void)
{
  static const char *const declared[] = { NULL,         "UTF-8",     "UTF-16",      "UTF-16LE", "UTF-32",
                                          "ISO-8859-1", "SHIFT_JIS", "ISO-2022-JP", "UTF-7" };

  for (guint round = 0; round < 4000; round++)
    {
      guint8 bytes[64];
      const gsize n = (gsize) g_test_rand_int_range (0, (gint32) sizeof bytes);
      g_autoptr (GError) error = NULL;

      for (gsize i = 0; i < n; i++)
        bytes[i] = (guint8) g_test_rand_int_range (0, round % 3 == 0 ? 128 : 256);
      if (round % 5 == 0)
        memcpy (bytes, "\xff\xfe", 2);

      g_autoptr (PostilDecoded) decoded =
          postil_decode (bytes, n, declared[g_test_rand_int_range (0, G_N_ELEMENTS (declared))], &error);
      g_assert_true ((decoded != NULL) == (error == NULL));
      if (decoded == NULL)
        continue;
      gsize n_bytes = 0;
      const char *utf8 = postil_text_get_utf8 (decoded->text, &n_bytes);
      g_assert_true (g_utf8_validate_len (utf8, n_bytes, NULL));
      g_assert_null (memchr (utf8, '\r', n_bytes));
      g_assert_cmpuint (strlen (utf8), ==, n_bytes);
      g_assert_nonnull (decoded->encoding);
    }
}

static void
test_newline_names (void)
{
  for (guint i = POSTIL_NEWLINE_NONE; i <= POSTIL_NEWLINE_MIXED; i++)
    g_assert_cmpint (postil_newline_from_string (postil_newline_to_string (i)), ==, (int) i);
  g_assert_cmpint (postil_newline_from_string ("nonsense"), ==, POSTIL_NEWLINE_NONE);
  g_assert_cmpint (postil_newline_from_string (NULL), ==, POSTIL_NEWLINE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decode/every-mix", test_every_mix);
  g_test_add_func ("/decode/empty", test_empty);
  g_test_add_func ("/decode/guesses", test_guesses);
  g_test_add_func ("/decode/declared-before-ascii", test_declared_before_ascii);
  g_test_add_func ("/decode/refused", test_refused);
  g_test_add_func ("/decode/hostile", test_hostile);
  g_test_add_func ("/decode/newline-names", test_newline_names);
  return g_test_run ();
}
