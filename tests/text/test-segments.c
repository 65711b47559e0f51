/* test-segments.c - paragraphs, sentences, clauses and tokens against examples and against ICU itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../../app/text/sentence-breaks.h"
#include "../support/random-text.h"

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
    "he spliced it.|music skips at the lift approx. two beats, tbh.|no idea why",
    "The board met approx. twice, e.g. in May, i.e. late.|Phones were off... mostly.",
    "Prof. Dr. A. B. Quist et al. wrote it.|I read it.",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_sentences (cases[i]);

  /* A line separator is the writer's own cut, whatever stands before it. */
  g_autoptr (PostilText) text = text_of ("(by Dr.\xe2\x80\xa8"
                                         "Varga)\xe2\x80\xa8"
                                         "so what");
  g_autoptr (GArray) sentences = postil_segment_sentences (text, whole (text));
  g_assert_cmpuint (sentences->len, ==, 3);
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
  check_tokens ("@nadia mailed ida@quay.example @ 9:30", "@nadia/w mailed/w ida@quay.example/w @/p 9/n :/p 30/n");
  check_tokens ("Troms\xc3\xb8 caf\xc3\xa9s", "Troms\xc3\xb8/w caf\xc3\xa9s/w");
  /* A combining mark, a family joined by ZWJ, a flag: one token each. */
  check_tokens ("cafe\xcc\x81 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xf0\x9f\x87\xb3\xf0\x9f\x87\xb4",
                "cafe\xcc\x81/w \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7/p \xf0\x9f\x87\xb3\xf0\x9f\x87\xb4/p");
  check_tokens ("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85!",
                "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d/w \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85/w !/p");
}

/* Cuts a chunk without white space by ICU alone and compares. */
static void
check_chunk (const char *chunk)
{
  g_autoptr (PostilText) text = text_of (chunk);
  g_autoptr (GArray) tokens = postil_segment_tokens (text, whole (text));
  g_autoptr (GArray) breaks = g_array_new (FALSE, FALSE, sizeof (PostilBreak));

  postil_breaks_find (POSTIL_BREAKS_WORD, chunk, strlen (chunk), breaks);
  if (breaks->len != tokens->len)
    g_test_message ("differs: %s", chunk);
  g_assert_cmpuint (breaks->len, ==, tokens->len);
  for (guint i = 0; i < tokens->len; i++)
    {
      const PostilToken *token = &g_array_index (tokens, PostilToken, i);
      const PostilBreak *here = &g_array_index (breaks, PostilBreak, i);

      if (token->stop_byte != here->byte)
        g_test_message ("differs: %s", chunk);
      g_assert_cmpuint (token->stop_byte, ==, here->byte);
      g_assert_cmpuint (token->range.stop, ==, here->offset);
    }
}

/* The rules done by hand for Latin script are ICU's. */
static void
test_tokens_against_icu (void)
{
  static const char *const characters[] = {
    "a",
    "Z",
    "e",
    "1",
    "9",
    "0",
    "_",
    ":",
    ".",
    ",",
    ";",
    "'",
    "\"",
    "-",
    "!",
    "/",
    "@",
    "#",
    "$",
    "%",
    "(",
    "\x01",
    "\x7f",
    "\xc3\xa9",
    "\xc3\x97",
    "\xc3\xb7",
    "\xc6\x80",
    "\xc9\x8f",
    "\xe2\x80\x99",
    "\xe2\x80\x98",
    "\xe2\x80\x9c",
    "\xe2\x80\x9d",
    "\xe2\x80\x93",
    "\xe2\x80\x94",
    "\xe2\x80\xa6",
    "\xe2\x80\xa2",
    "\xe2\x82\xac",
    "\xc2\xa3",
    "\xc2\xa7",
    "\xc2\xab",
    "\xc2\xbb",
    "\xc2\xb7",
    "\xc2\xaa",
    "\xcc\x81",
    "\xf0\x9f\x9a\x80",
  };

  for (gunichar c = 0x21; c < 0x250; c++)
    {
      g_autoptr (GString) chunk = g_string_new ("a1");
      if (c == 0x7f || c == 0x85 || c == 0xa0)
        continue;
      g_string_append_unichar (chunk, c);
      g_string_append_unichar (chunk, c);
      g_string_append (chunk, "a");
      g_string_append_unichar (chunk, c);
      g_string_append (chunk, "1");
      g_string_append_unichar (chunk, c);
      g_string_append (chunk, "2b");
      g_string_append_unichar (chunk, c);
      g_string_append (chunk, "c");
      check_chunk (chunk->str);
    }
  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) chunk = g_string_new (NULL);
      /* Mostly without the last few, which send the chunk to ICU. */
      const gint32 n = (gint32) G_N_ELEMENTS (characters) - (round % 8 == 0 ? 0 : 4);

      for (int i = g_test_rand_int_range (1, 9); i > 0; i--)
        g_string_append (chunk, characters[g_test_rand_int_range (0, n)]);
      check_chunk (chunk->str);
    }
}

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x0b || c == 0x85;
}

/* Ranges are in order, apart, without white space at their edges, and hold every other character. */
static void
check_cover (const PostilText *text, GArray *ranges)
{
  guint32 offset = 0;
  guint i = 0;

  for (const char *at = postil_text_get_utf8 (text, NULL); *at != '\0'; at = g_utf8_next_char (at), offset++)
    {
      while (i < ranges->len && g_array_index (ranges, PostilRange, i).stop <= offset)
        i++;

      const PostilRange range =
          i < ranges->len ? g_array_index (ranges, PostilRange, i) : POSTIL_RANGE (G_MAXUINT32, G_MAXUINT32);
      const gboolean inside = range.start <= offset;
      g_assert_cmpuint (range.start, <=, range.stop);
      if (!is_space (g_utf8_get_char (at)))
        g_assert_true (inside);
      else if (inside)
        g_assert_true (offset > range.start && offset + 1 < range.stop);
    }
  for (i = 1; i < ranges->len; i++)
    g_assert_cmpuint (g_array_index (ranges, PostilRange, i - 1).stop, <=,
                      g_array_index (ranges, PostilRange, i).start);
}

static GArray *
ranges_of_tokens (GArray *tokens)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  for (guint i = 0; i < tokens->len; i++)
    g_array_append_val (ranges, g_array_index (tokens, PostilToken, i).range);
  return ranges;
}

static void
check_equal_ranges (PostilRange got, PostilRange expected)
{
  g_assert_cmpuint (got.start, ==, expected.start);
  g_assert_cmpuint (got.stop, ==, expected.stop);
}

/* The ..._at functions look at a small part only; here the whole list says what they must find. */
static void
check_places (const PostilText *text, GArray *tokens, GArray *sentences, GArray *paragraphs)
{
  const guint32 length = postil_text_get_length (text);
  const PostilRange end = { length, length };

  for (guint32 offset = 0; offset <= length; offset++)
    {
      PostilRange token = end, next = end, previous = { 0, 0 }, sentence = end, paragraph = end;
      PostilRange snapped = { offset, MIN (offset + 3, length) };

      for (guint i = tokens->len; i-- > 0;)
        {
          const PostilRange range = g_array_index (tokens, PostilRange, i);
          if (range.stop > offset)
            token = range;
          if (range.start > offset)
            next = range;
          if (range.start < offset && previous.stop == 0)
            previous = range;
        }
      for (guint i = 0; i < tokens->len; i++)
        {
          const PostilRange range = g_array_index (tokens, PostilRange, i);
          const PostilRange asked = { offset, MIN (offset + 3, length) };
          if (asked.start < asked.stop && postil_range_overlaps (range, asked))
            snapped = POSTIL_RANGE (MIN (snapped.start, range.start), MAX (snapped.stop, range.stop));
        }
      for (guint i = sentences->len; i-- > 0;)
        if (g_array_index (sentences, PostilRange, i).stop > offset)
          sentence = g_array_index (sentences, PostilRange, i);
      for (guint i = paragraphs->len; i-- > 0;)
        if (g_array_index (paragraphs, PostilRange, i).stop > offset)
          paragraph = g_array_index (paragraphs, PostilRange, i);

      check_equal_ranges (postil_segment_token_at (text, offset), token);
      check_equal_ranges (postil_segment_next_token (text, offset), next);
      check_equal_ranges (postil_segment_previous_token (text, offset), previous);
      check_equal_ranges (postil_segment_sentence_at (text, offset), sentence);
      check_equal_ranges (postil_segment_paragraph_at (text, offset), paragraph);
      check_equal_ranges (postil_segment_snap (text, POSTIL_RANGE (offset, MIN (offset + 3, length))), snapped);

      const PostilRange clause = postil_segment_clause_at (text, offset);
      g_assert_true (postil_range_contains (sentence, clause));
      g_assert_true (clause.stop > offset || clause.start == length);
    }
}

/* A paragraph out of what the sentence rules look at, and some of what they leave to ICU. */
static char *
random_paragraph (void)
{
  static const char *const pieces[] = {
    "a",      "b",          "The", "x", "A", "B", "É",      "é",      "ß",      "7",      "10",       ".",
    ".",      ".",          "...", "…", "!", "?", " ",      " ",      " ",      " ",      "  ",       "\t",
    "\"",     "'",          "“",   "”", "’", "(", ")",      "]",      ",",      "-",      ":",        ";",
    "–",      "—",          "«",   "»", "€", "•", "_",      "/",      "@",      "中",     "。",       "\u00a0",
    "\u3000", "\U0001f642", "ª",   "№", "ж", "Ж", "\u0301", "\u00ad", "\u200d", "\u2028", "\xc2\x85",
  };
  /* The last five are rare, or hardly a paragraph would be cut here. */
  gboolean plain = g_test_rand_bit ();
  GString *text = g_string_new (NULL);

  for (gint n = g_test_rand_int_range (0, 40); n > 0; n--)
    g_string_append (text, pieces[g_test_rand_int_range (0, (gint) G_N_ELEMENTS (pieces) - (plain ? 5 : 0))]);
  return g_string_free (text, FALSE);
}

static void
test_sentence_rules_as_icu (void)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (PostilBreak));
  g_autoptr (GArray) theirs = g_array_new (FALSE, FALSE, sizeof (PostilBreak));
  guint n_cut = 0;

  for (guint i = 0; i < 8000; i++)
    {
      g_autofree char *text = random_paragraph ();

      postil_breaks_find (POSTIL_BREAKS_SENTENCE, text, strlen (text), theirs);
      if (!postil_sentence_breaks_find_plain (text, strlen (text), ours))
        continue;
      n_cut++;
      if (ours->len != theirs->len)
        g_test_message ("“%s”", text);
      g_assert_cmpuint (ours->len, ==, theirs->len);
      for (guint k = 0; k < ours->len; k++)
        {
          const PostilBreak *a = &g_array_index (ours, PostilBreak, k);
          const PostilBreak *b = &g_array_index (theirs, PostilBreak, k);

          if (a->byte != b->byte)
            g_test_message ("“%s”", text);
          g_assert_cmpuint (a->byte, ==, b->byte);
          g_assert_cmpuint (a->offset, ==, b->offset);
        }
    }
  g_assert_cmpuint (n_cut, >, 3000);
}

static void
test_random_texts (void)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autofree char *utf8 = postil_random_text (120);
      g_autoptr (PostilText) text = text_of (utf8);
      g_autoptr (GArray) tokens = postil_segment_tokens (text, whole (text));
      g_autoptr (GArray) places = ranges_of_tokens (tokens);
      g_autoptr (GArray) sentences = postil_segment_sentences (text, whole (text));
      g_autoptr (GArray) paragraphs = postil_segment_paragraphs (text, whole (text));

      check_cover (text, places);
      check_cover (text, sentences);
      check_cover (text, paragraphs);
      for (guint i = 0; i < paragraphs->len; i++)
        {
          g_autofree char *words = postil_text_slice (text, g_array_index (paragraphs, PostilRange, i));
          g_assert_null (strchr (words, '\n'));
        }
      for (guint i = 0; i < tokens->len; i++)
        {
          const PostilToken *token = &g_array_index (tokens, PostilToken, i);
          g_assert_cmpuint (token->start_byte, ==, postil_text_to_byte (text, token->range.start));
          g_assert_cmpuint (token->stop_byte, ==, postil_text_to_byte (text, token->range.stop));
        }
      check_places (text, places, sentences, paragraphs);
    }
}

/* What is asked for within a part is what is asked for within a text of that part alone. */
static void
test_within (void)
{
  for (guint round = 0; round < 100; round++)
    {
      g_autofree char *utf8 = postil_random_text (80);
      g_autoptr (PostilText) text = text_of (utf8);
      const guint32 length = postil_text_get_length (text);
      const guint32 start = (guint32) g_test_rand_int_range (0, (gint32) length);
      const guint32 stop = (guint32) g_test_rand_int_range ((gint32) start, (gint32) length + 9);
      g_autofree char *slice = postil_text_slice (text, POSTIL_RANGE (start, stop));
      g_autoptr (PostilText) part = text_of (slice);
      g_autoptr (GArray) a = postil_segment_sentences (text, POSTIL_RANGE (start, stop));
      g_autoptr (GArray) b = postil_segment_sentences (part, whole (part));
      g_autoptr (GArray) c = postil_segment_tokens (text, POSTIL_RANGE (start, stop));
      g_autoptr (GArray) d = postil_segment_tokens (part, whole (part));

      g_assert_cmpuint (a->len, ==, b->len);
      for (guint i = 0; i < a->len; i++)
        g_assert_cmpuint (g_array_index (a, PostilRange, i).stop, ==, g_array_index (b, PostilRange, i).stop + start);
      g_assert_cmpuint (c->len, ==, d->len);
      for (guint i = 0; i < c->len; i++)
        g_assert_cmpuint (g_array_index (c, PostilToken, i).range.stop, ==,
                          g_array_index (d, PostilToken, i).range.stop + start);
    }
}

static void
check_clauses (const char *marked)
{
  g_autofree char *plain = g_strdelimit (g_strdup (marked), "|", ' ');
  g_autoptr (PostilText) text = text_of (plain);
  g_autoptr (GArray) clauses = postil_segment_clauses (text, whole (text));
  g_autofree char *got = join_ranges (text, clauses);

  g_assert_cmpstr (got, ==, marked);
}

static void
test_clauses (void)
{
  check_clauses ("The mayor denied it,|but the clerk had kept the letters.");
  check_clauses ("\"We are sure it failed,\"|a clerk said.");
  check_clauses ("\xe2\x80\x9cThey had known,\xe2\x80\x9d|she said, calmly.");
  check_clauses ("He bought bread, milk and two eggs.");
  check_clauses ("We left early;|the hall was full.");
  check_clauses ("She said|that nobody was hurt.");
  check_clauses ("The firm|(it was sold)|has a new owner.");
  check_clauses ("They waited -|nobody came.");
  check_clauses ("One thing is sure:|rain.");
  check_clauses ("Holt, the owner of the well-known yard, slept.");
  check_clauses ("Stop");
}

/* Paragraphs on which a careless look around takes quadratic time; the test's time limit is the assertion. */
static void
test_hostile (void)
{
  static const char *const units[] = { "! ",
                                       "?\" ",
                                       ".)",
                                       "a, ",
                                       "A. ",
                                       "1.",
                                       "and was, ",
                                       "((((",
                                       "....",
                                       "\"\"\"",
                                       "A.B. ",
                                       "\xcc\x81",
                                       "\xf0\x9f\x87\xb3",
                                       "x",
                                       "'",
                                       "?\"A ",
                                       "\xe2\x80\x8d",
                                       "I. " };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) utf8 = g_string_new (NULL);
      while (utf8->len < 600000)
        g_string_append (utf8, units[i]);

      g_autoptr (PostilText) text = text_of (utf8->str);
      g_autoptr (GArray) sentences = postil_segment_sentences (text, whole (text));
      g_autoptr (GArray) tokens = postil_segment_tokens (text, whole (text));
      g_autoptr (GArray) clauses = postil_segment_clauses (text, whole (text));
      g_assert_cmpuint (sentences->len, >, 0);
      g_assert_cmpuint (tokens->len, >, 0);
      g_assert_cmpuint (clauses->len, >, 0);
      postil_segment_token_at (text, 300000);
      postil_segment_clause_at (text, 300000);
      g_assert_cmpuint (postil_segment_stop (text, 1000, TRUE, 1), >, 1000);
      g_assert_cmpuint (postil_segment_stop (text, 1000, FALSE, -1), <, 1000);
    }
}

/* @marked: | where an edge of the kind stops, walking in @direction from one end to the other. */
static void
check_stops (const char *marked, gboolean end, int direction)
{
  g_auto (GStrv) pieces = g_strsplit (marked, "|", -1);
  g_autofree char *plain = g_strjoinv ("", pieces);
  g_autoptr (PostilText) text = text_of (plain);
  g_autoptr (GString) got = g_string_new (plain);
  const guint32 length = postil_text_get_length (text);
  g_autofree gboolean *stops = g_new0 (gboolean, length + 1);
  guint32 at = direction > 0 ? 0 : length;

  for (guint32 n = 0; n <= length && at != (direction > 0 ? length : 0); n++)
    {
      const guint32 next = postil_segment_stop (text, at, end, direction);

      g_assert_true (direction > 0 ? next > at : next < at);
      at = next;
      stops[at] = TRUE;
    }
  for (guint32 i = length; i-- > 1;)
    if (stops[i])
      g_string_insert_c (got, (gssize) i, '|');
  g_assert_cmpstr (got->str, ==, marked);
}

static void
test_stops (void)
{
  check_stops ("He said|, quietly|, that he knew|, but not who|, and left|.", TRUE, 1);
  check_stops ("He| said|, quietly|, that he knew|, but not who|, and left|.", TRUE, -1);
  check_stops ("He said, |quietly, |that |he knew |and |left a well-known \"|friend\".", FALSE, 1);
  check_stops ("He said, |quietly, |that |he knew |and |left a well-known \"|friend\".", FALSE, -1);
  check_stops ("One. |Two-three isn't |four", FALSE, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segments/sentences", test_sentences);
  g_test_add_func ("/segments/tokens", test_tokens);
  g_test_add_func ("/segments/tokens-against-icu", test_tokens_against_icu);
  g_test_add_func ("/segments/sentence-rules-as-icu", test_sentence_rules_as_icu);
  g_test_add_func ("/segments/random-texts", test_random_texts);
  g_test_add_func ("/segments/within", test_within);
  g_test_add_func ("/segments/clauses", test_clauses);
  g_test_add_func ("/segments/stops", test_stops);
  g_test_add_func ("/segments/hostile", test_hostile);
  return g_test_run ();
}
