/* test-regex.c - patterns find what they should, say where they are wrong, and cannot hang
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/error.h>
#include <postil/regex.h>

#include <string.h>

static PostilText *
text_of (const char *utf8)
{
  g_autoptr (GError) error = NULL;
  PostilText *text = postil_text_new (utf8, -1, &error);

  g_assert_no_error (error);
  return text;
}

static PostilRegex *
regex_of (const char *pattern, PostilRegexFlags flags)
{
  g_autoptr (GError) error = NULL;
  PostilRegex *regex = postil_regex_new (pattern, flags, NULL, &error);

  g_assert_no_error (error);
  return regex;
}

static PostilRange
whole (const PostilText *text)
{
  return POSTIL_RANGE (0, postil_text_get_length (text));
}

/* All matches as "start-stop " in code points. */
static char *
all_matches (const char *pattern, PostilRegexFlags flags, const char *utf8)
{
  g_autoptr (PostilText) text = text_of (utf8);
  g_autoptr (PostilRegex) regex = regex_of (pattern, flags);
  g_autoptr (PostilRegexMatch) match = postil_regex_match_new (regex, text, whole (text), 0, NULL);
  g_autoptr (GError) error = NULL;
  GString *found = g_string_new (NULL);

  while (postil_regex_match_next (match, &error))
    {
      PostilRange range = postil_regex_match_range (match);

      g_string_append_printf (found, "%u-%u ", range.start, range.stop);
    }
  g_assert_no_error (error);
  return g_string_free (found, FALSE);
}

static void
test_finds (void)
{
  static const struct
  {
    const char      *pattern;
    PostilRegexFlags flags;
    const char      *text;
    const char      *expected;
  } cases[] = {
    { "a", POSTIL_REGEX_NONE, "banana", "1-2 3-4 5-6 " },
    { "A", POSTIL_REGEX_CASELESS, "banana", "1-2 3-4 5-6 " },
    { "A", POSTIL_REGEX_NONE, "banana", "" },
    { "n a # the syllable", POSTIL_REGEX_EXTENDED, "banana", "2-4 4-6 " },
    { "a.c", POSTIL_REGEX_LITERAL, "abc a.c", "4-7 " },
    { "É", POSTIL_REGEX_LITERAL | POSTIL_REGEX_CASELESS, "été", "0-1 2-3 " },
    { "ÉTÉ", POSTIL_REGEX_CASELESS, "l’été 🙂 été", "2-5 8-11 " },
    { "\\w+", POSTIL_REGEX_NONE, "жук 🙂 naïve", "0-3 6-11 " },
    { "\\p{Lu}", POSTIL_REGEX_NONE, "aÉb", "1-2 " },
    { ".", POSTIL_REGEX_NONE, "🙂a\u0301", "0-1 1-2 2-3 " },
    /* Empty matches are skipped, and do not stop the search. */
    { "x*", POSTIL_REGEX_NONE, "axxb", "1-3 " },
    { "|b", POSTIL_REGEX_NONE, "abb", "1-2 2-3 " },
    { "$", POSTIL_REGEX_NONE, "abc", "" },
    { "a\\Kb", POSTIL_REGEX_NONE, "abab", "1-2 3-4 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = all_matches (cases[i].pattern, cases[i].flags, cases[i].text);

      g_test_message ("%s", cases[i].pattern);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_groups (void)
{
  g_autoptr (PostilText) text = text_of ("«Nō», said Zoë");
  g_autoptr (PostilRegex) regex =
      regex_of ("«(?<Quote>.*?)», (?:said (?<Speaker>\\w+)|(?<Other>x))", POSTIL_REGEX_NONE);
  const char *const *names = postil_regex_group_names (regex);
  g_autoptr (PostilRegexMatch) match = postil_regex_match_new (regex, text, whole (text), 0, NULL);
  PostilRange range;

  g_assert_cmpstr (names[0], ==, "Quote");
  g_assert_cmpstr (names[1], ==, "Speaker");
  g_assert_cmpstr (names[2], ==, "Other");
  g_assert_null (names[3]);
  g_assert_true (postil_regex_match_next (match, NULL));
  g_assert_true (postil_regex_match_group (match, "Quote", &range));
  g_assert_true (postil_text_slice_equals (text, range, "Nō"));
  g_assert_true (postil_regex_match_group (match, "Speaker", &range));
  g_assert_true (postil_text_slice_equals (text, range, "Zoë"));
  g_assert_false (postil_regex_match_group (match, "Other", &range));
  g_assert_false (postil_regex_match_group (match, "Nobody", &range));
}

static void
test_duplicate_names (void)
{
  g_autoptr (PostilText) text = text_of ("b");
  g_autoptr (PostilRegex) regex = regex_of ("(?J)(?<X>a)|(?<X>b)", POSTIL_REGEX_NONE);
  g_autoptr (PostilRegexMatch) match = postil_regex_match_new (regex, text, whole (text), 0, NULL);
  PostilRange range;

  g_assert_cmpuint (g_strv_length ((char **) postil_regex_group_names (regex)), ==, 1);
  g_assert_true (postil_regex_match_next (match, NULL));
  g_assert_true (postil_regex_match_group (match, "X", &range));
}

static void
test_within (void)
{
  g_autoptr (PostilText) text = text_of ("aé aé aé");
  g_autoptr (PostilRegex) regex = regex_of ("^aé$", POSTIL_REGEX_NONE);
  g_autoptr (PostilRegexMatch) match = postil_regex_match_new (regex, text, POSTIL_RANGE (3, 5), 0, NULL);
  PostilRange range;

  g_assert_true (postil_regex_match_next (match, NULL));
  range = postil_regex_match_range (match);
  g_assert_cmpuint (range.start, ==, 3);
  g_assert_cmpuint (range.stop, ==, 5);
  g_assert_false (postil_regex_match_next (match, NULL));
  postil_regex_match_reset (match, POSTIL_RANGE (6, 8));
  g_assert_true (postil_regex_match_next (match, NULL));
  g_assert_cmpuint (postil_regex_match_range (match).start, ==, 6);
  postil_regex_match_reset (match, POSTIL_RANGE (4, 4));
  g_assert_false (postil_regex_match_next (match, NULL));
}

static void
test_errors (void)
{
  static const struct
  {
    const char *pattern;
    guint32     offset;
  } cases[] = {
    { "é(b", 3 },
    { "ab[c", 4 },
    { "a**?)", 2 },
    { "\\C", 2 },
    { "(?<1a>b)", 3 },
    { "", 0 },
    { "a\xff", 1 },
  };
  g_autofree char *huge = g_strnfill (64 * 1024 + 1, 'a');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) problem = NULL;
      guint32 offset = 99;

      g_assert_null (postil_regex_new (cases[i].pattern, POSTIL_REGEX_NONE, &offset, &problem));
      g_assert_error (problem, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
      g_assert_cmpuint (offset, ==, cases[i].offset);
    }
  g_assert_null (postil_regex_new (huge, POSTIL_REGEX_NONE, NULL, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
}

/* Each of these would run for minutes or for ever without the deadline. */
static void
test_deadline (void)
{
  static const char *const patterns[] = {
    "(a+)+$",
    "(?:a|a?)+$",
    "(?:.*.*)*\\d",
    ".*.*.*.*.*.*.*.*\\d",
    "(?:a{1,50}){1,50}[b-d]",
    "(?:(?=(a+))a*|a)+\\d",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(a*)\\1*\\1*\\d",
    "(?:a?){500}a{500}\\d",
    "(?<=a)(?:a*a*)*\\d",
  };
  g_autofree char *letters = g_strnfill (20000, 'a');
  g_autofree char *subject = g_strconcat (letters, "!", NULL);
  g_autoptr (PostilText) text = text_of (subject);

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (PostilRegex) regex = regex_of (patterns[i], POSTIL_REGEX_NONE);
      g_autoptr (PostilRegexMatch) match = postil_regex_match_new (regex, text, whole (text), 100, NULL);
      g_autoptr (GError) error = NULL;

      while (postil_regex_match_next (match, &error))
        continue;
      g_test_message ("%s: %s", patterns[i], error != NULL ? error->message : "ended");
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT);
      /* It stays stopped, also elsewhere. */
      postil_regex_match_reset (match, POSTIL_RANGE (0, 10));
      g_assert_false (postil_regex_match_next (match, NULL));
    }
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (20000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autofree char *letters = g_strnfill (20000, 'a');
  g_autofree char *subject = g_strconcat (letters, "!", NULL);
  g_autoptr (PostilText) text = text_of (subject);
  g_autoptr (PostilRegex) regex = regex_of ("(?:a|a?)+$", POSTIL_REGEX_NONE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PostilRegexMatch) match =
      postil_regex_match_new (regex, text, whole (text), 600000, cancellable);
  g_autoptr (GThread) thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_autoptr (GError) error = NULL;

  while (postil_regex_match_next (match, &error))
    continue;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (g_steal_pointer (&thread));
}

/* More stack than compiled code has: the interpreter takes over and finds it, or says that there is a limit. */
static void
test_deep (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (PostilText) text = NULL;
  g_autoptr (PostilRegex) regex = regex_of ("\\((?:[^()]|(?R))*\\)", POSTIL_REGEX_NONE);
  g_autoptr (PostilRegexMatch) match = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_c (deep, '(');
  for (guint i = 0; i < 3000; i++)
    g_string_append_c (deep, ')');
  text = text_of (deep->str);
  match = postil_regex_match_new (regex, text, whole (text), 60000, NULL);
  g_assert_true (postil_regex_match_next (match, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (postil_regex_match_range (match).stop, ==, 6000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/regex/finds", test_finds);
  g_test_add_func ("/regex/groups", test_groups);
  g_test_add_func ("/regex/duplicate-names", test_duplicate_names);
  g_test_add_func ("/regex/within", test_within);
  g_test_add_func ("/regex/errors", test_errors);
  g_test_add_func ("/regex/deadline", test_deadline);
  g_test_add_func ("/regex/cancel", test_cancel);
  g_test_add_func ("/regex/deep", test_deep);
  return g_test_run ();
}
