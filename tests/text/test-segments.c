/* test-segments.c - paragraphs, sentences, clauses and tokens against examples and against ICU itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/segments.h>
#include <string.h>

static PostilText *
text_of (const char *utf8)
{
  g_autoptr (GError) error = NULL;
  PostilText *text = postil_text_new (utf8, -1, &error);

  g_assert_no_error (error);
  return text;
}

static PostilRange
whole (const PostilText *text)
{
  return POSTIL_RANGE (0, postil_text_get_length (text));
}

/* The ranges' words with | between them. */
static char *
join_ranges (const PostilText *text, GArray *ranges)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      g_autofree char *words = postil_text_slice (text, g_array_index (ranges, PostilRange, i));
      g_string_append_printf (joined, "%s%s", i > 0 ? "|" : "", words);
    }
  return g_string_free (joined, FALSE);
}

/* @marked: the text with | where sentences are cut, in place of the space. */
static void
check_sentences (const char *marked)
{
  g_autofree char *plain = g_strdelimit (g_strdup (marked), "|", ' ');
  g_autoptr (PostilText) text = text_of (plain);
  g_autoptr (GArray) sentences = postil_segment_sentences (text, whole (text));
  g_autofree char *got = join_ranges (text, sentences);

  g_assert_cmpstr (got, ==, marked);
}

static void
test_sentences (void)
{
  static const char *const cases[] = {
    "The quay was shut at noon.|Nobody was hurt.",
    "Dr. Ines Varga met Mr. Holt in St. Ives.|They spoke for an hour.",
    "Envoys from the U.S. State Department flew to N. Korea.|They came back empty-handed.",
    "She moved to the U.S.|The firm stayed.",
    "J. R. Okafor and K.-P. Lindqvist signed it.|So did I.|Nobody else would.",
    "It begins at 9 a.m. Monday.|Doors open at 8 a.m.|The hall is small.",
    "\"Where is the money?\" the auditor asked.|Nobody answered.",
    "\"Where is the money?\" Mayor Holt asked.|Nobody answered.",
    "\xe2\x80\x9cStop this now!\xe2\x80\x9d she shouted.|He did not.",
    "He called it \"a farce.\"|The board disagreed.",
    "See No. 7 and Fig. 3 of the annex.|It is long.",
    "Brightwater Ltd. (a harbour firm) paid.|It was late.",
    "Rain fell on Sept. 4 and Oct. 11.|Then it froze.",
    "1. Close the gate.|2. Wait.",
    "Well... maybe.|Or not?|Yes!",
    "The version is 3.5 and costs $1.20 a piece.|Cheap.",
    "He cited Varga v. Holt.|The judge smiled.",
    "Is it over?|Yes it is.",
    "(It rained.)|We left.",
    "Prof. Dr. A. B. Quist et al. wrote it.|I read it.",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_sentences (cases[i]);
}

static void
check_tokens (const char *plain, const char *expected)
{
  g_autoptr (PostilText) text = text_of (plain);
  g_autoptr (GArray) tokens = postil_segment_tokens (text, whole (text));
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      const PostilToken *token = &g_array_index (tokens, PostilToken, i);
      g_autofree char *words = postil_text_slice (text, token->range);

      g_assert_cmpuint (token->start_byte, ==, postil_text_to_byte (text, token->range.start));
      g_assert_cmpuint (token->stop_byte, ==, postil_text_to_byte (text, token->range.stop));
      g_string_append_printf (got, "%s%s/%c", i > 0 ? " " : "", words, "wnp"[token->kind]);
    }
  g_assert_cmpstr (got->str, ==, expected);
}

static void
test_tokens (void)
{
  check_tokens ("", "");
  check_tokens (" \n\t ", "");
  check_tokens ("Don't stop, it's 3.5%!", "Don't/w stop/w ,/p it's/w 3.5/n %/p !/p");
  check_tokens ("Don\xe2\x80\x99t", "Don\xe2\x80\x99t/w");
  check_tokens ("well-known snake_case a.b x1", "well/w -/p known/w snake_case/w a.b/w x1/w");
  check_tokens ("\"Hi,\" she said...", "\"/p Hi/w ,/p \"/p she/w said/w ./p ./p ./p");
  check_tokens ("Troms\xc3\xb8 caf\xc3\xa9s", "Troms\xc3\xb8/w caf\xc3\xa9s/w");
  /* A combining mark, a family joined by ZWJ, a flag: one token each. */
  check_tokens ("cafe\xcc\x81 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xf0\x9f\x87\xb3\xf0\x9f\x87\xb4",
                "cafe\xcc\x81/w \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7/p \xf0\x9f\x87\xb3\xf0\x9f\x87\xb4/p");
  check_tokens ("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85!", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d/w \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85/w !/p");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segments/sentences", test_sentences);
  g_test_add_func ("/segments/tokens", test_tokens);
  return g_test_run ();
}
