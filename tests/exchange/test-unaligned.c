/* test-unaligned.c - spans that an import cannot place: kept, matched, placed, dismissed, never asked for twice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exchange-support.h"

#include <string.h>

#define TEXT "Nadia Quist joined Fjord Labs in Tromsø. Later Nadia Quist left “Fjord  Labs”."

static const char file[] =
    "{\"id\":\"a\",\"text\":\"" TEXT "\",\"spans\":["
    "{\"id\":\"x\",\"start\":0,\"end\":5,\"label\":\"Person\",\"text\":\"Nadia Quist\",\"note\":\"who\",\"was\":\"Y\"},"
    "{\"id\":\"y\",\"start\":300,\"end\":310,\"label\":\"Organisation\",\"text\":\"\\\"fjord labs\\\"\"},"
    "{\"id\":\"z\",\"start\":2,\"end\":2,\"label\":\"Empty\"},"
    "{\"id\":\"w\",\"start\":33,\"end\":39,\"label\":\"Place\",\"text\":\"Tromsø\"}],"
    "\"relations\":[{\"type\":\"in\",\"head\":\"x\",\"tail\":\"w\"},{\"type\":\"of\",\"head\":\"x\",\"tail\":\"y\"}]}\n";

static GPtrArray *
list (TestProject *project)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *all = postil_unaligned_list (project->store, 0, FALSE, &error);

  g_assert_no_error (error);
  return all;
}

static const PostilUnaligned *
find (GPtrArray *all, const char *quote)
{
  for (guint i = 0; i < all->len; i++)
    if (strcmp (((PostilUnaligned *) g_ptr_array_index (all, i))->quote, quote) == 0)
      return g_ptr_array_index (all, i);
  return NULL;
}

static void
place (TestProject *project, PostilId id, guint32 start, guint32 stop)
{
  g_autoptr (GError) error = NULL;

  test_project_begin (project, "Place");
  g_assert_true (postil_unaligned_place (project->store, id, POSTIL_RANGE (start, stop), project->annotator, &error));
  g_assert_no_error (error);
  test_project_commit (project);
}

static guint
count_relations (TestProject *project)
{
  g_autoptr (GPtrArray) all =
      postil_relations_list (project->store, postil_documents_find (project->store, "a"), 0, NULL);

  return all->len;
}

/* Nothing is lost: what has no place waits, with its words and its line. */
static void
test_kept (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", file, -1, NULL);
  g_autoptr (GPtrArray) all = list (project);
  const PostilUnaligned *person = find (all, "Nadia Quist");

  test_assert_report (report, 0, 3);
  g_assert_cmpuint (report->spans_added, ==, 1);
  g_assert_cmpuint (report->spans_unaligned, ==, 3);
  g_assert_cmpuint (report->refused, ==, 0);
  g_assert_true (test_report_has (report, 1, "do not stand at 0–5 in any unit"));
  g_assert_true (test_report_has (report, 1, "300–310 is no place in a text of 78 characters"));
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (postil_unaligned_count (project->store, 0), ==, 3);
  g_assert_nonnull (person);
  g_assert_true (g_str_has_suffix (person->origin, "x.jsonl:1"));
  g_assert_cmpint (person->start, ==, 0);
  g_assert_cmpint (person->stop, ==, 5);
  g_assert_cmpuint (count_relations (project), ==, 0);
}

/* Exact ones by distance, then what is like them. */
static void
test_matches (void)
{
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, NULL);
  PostilUnaligned near_end = { .start = 60, .stop = 71, .quote = (char *) "Nadia Quist" };
  PostilUnaligned mangled = { .start = 0, .stop = 3, .quote = (char *) "\"fjord labs\"" };
  PostilUnaligned typo = { .start = 0, .stop = 3, .quote = (char *) "Tromsoe" };
  PostilUnaligned nothing = { .start = 0, .stop = 3, .quote = (char *) "xyzzy" };
  PostilUnaligned wordless = { .start = 0, .stop = 3, .quote = (char *) "" };
  g_autoptr (GArray) exact = postil_unaligned_matches (text, &near_end, 5);
  g_autoptr (GArray) like = postil_unaligned_matches (text, &mangled, 5);
  g_autoptr (GArray) spelt = postil_unaligned_matches (text, &typo, 1);
  g_autoptr (GArray) none = postil_unaligned_matches (text, &nothing, 5);
  g_autoptr (GArray) silent = postil_unaligned_matches (text, &wordless, 5);
  const PostilLikelyPlace *first = &g_array_index (exact, PostilLikelyPlace, 0);

  g_assert_cmpuint (exact->len, ==, 2);
  g_assert_true (first[0].exact && first[1].exact);
  g_assert_cmpuint (first[0].range.start, ==, 47);
  g_assert_cmpuint (first[1].range.start, ==, 0);

  first = &g_array_index (like, PostilLikelyPlace, 0);
  g_assert_cmpuint (like->len, ==, 2);
  g_assert_true (!first[0].exact && first[0].likeness == 1);
  g_assert_cmpuint (first[0].range.start, ==, 64);
  g_assert_cmpuint (first[0].range.stop, ==, 77);
  g_assert_cmpuint (first[1].range.start, ==, 19);
  g_assert_cmpuint (first[1].range.stop, ==, 29);
  g_assert_cmpfloat (first[1].likeness, <, 1);

  g_assert_cmpuint (spelt->len, ==, 1);
  g_assert_cmpuint (g_array_index (spelt, PostilLikelyPlace, 0).range.start, ==, 33);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (silent->len, ==, 0);
}

/* The distance against the definition, over random words. */
static guint
slow_distance (const char *a, const char *b)
{
  guint n = strlen (b), row[64];

  for (guint j = 0; j <= n; j++)
    row[j] = j;
  for (guint i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= n; j++)
        {
          guint best = MIN (MIN (row[j], row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));

          diagonal = row[j];
          row[j] = best;
        }
    }
  return row[n];
}

static char *
random_word (guint n)
{
  char *word = g_malloc (n + 1);

  for (guint i = 0; i < n; i++)
    word[i] = "abcd"[g_test_rand_int_range (0, 4)];
  word[n] = '\0';
  return word;
}

static void
test_matches_randomly (void)
{
  for (guint round = 0; round < 500; round++)
    {
      g_autofree char *haystack = random_word (40);
      g_autofree char *needle = random_word (5 + round % 8);
      g_autoptr (PostilText) text = postil_text_new (haystack, -1, NULL);
      PostilUnaligned unaligned = { .quote = needle };
      g_autoptr (GArray) places = postil_unaligned_matches (text, &unaligned, 1);
      guint n = strlen (needle), least = G_MAXUINT;

      for (guint i = 0; i < 40; i++)
        for (guint j = i + 1; j <= 40; j++)
          {
            g_autofree char *slice = g_strndup (haystack + i, j - i);

            least = MIN (least, slow_distance (slice, needle));
          }
      g_assert_cmpuint (places->len, ==, least <= n * 2 / 5 ? 1 : 0);
      if (places->len == 1)
        {
          const PostilLikelyPlace *found = &g_array_index (places, PostilLikelyPlace, 0);
          g_autofree char *words = postil_text_slice (text, found->range);

          g_assert_cmpuint (slow_distance (words, needle), ==, least);
          g_assert_cmpfloat_with_epsilon (found->likeness, 1 - (double) least / n, 1e-9);
        }
    }
}

/* Placing brings the note, what else the file said, and the relations once both ends are there; it is undone in one step. */
static void
test_place (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", file, -1, NULL);
  g_autoptr (GPtrArray) all = list (project);
  PostilId person = find (all, "Nadia Quist")->id, company = find (all, "\"fjord labs\"")->id;
  g_autoptr (PostilSpan) span = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  place (project, person, 47, 58);
  span = postil_spans_get (project->store, person, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (span->note, ==, "who");
  g_assert_nonnull (strstr (span->attributes, "\"was\":\"Y\""));
  g_assert_cmpint (span->state, ==, POSTIL_STATE_KEPT);
  g_assert_cmpuint (count_relations (project), ==, 1);
  place (project, company, 19, 29);
  g_assert_cmpuint (count_relations (project), ==, 2);
  g_assert_cmpuint (postil_unaligned_count (project->store, 0), ==, 1);

  g_assert_true (postil_history_undo (project->store, &edit, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_relations (project), ==, 1);
  g_assert_cmpuint (postil_unaligned_count (project->store, 0), ==, 2);
  test_project_begin (project, "Place");
  g_assert_false (postil_unaligned_place (project->store, company, POSTIL_RANGE (70, 700), project->annotator, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE);
  postil_transaction_rollback (project->store);
}

/* The same file again asks for nothing that was seen to. */
static void
test_again (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", file, -1, NULL);
  g_autoptr (PostilReport) again = NULL;
  g_autoptr (PostilReport) last = NULL;
  g_autoptr (GPtrArray) all = list (project);
  g_autoptr (GPtrArray) after = NULL;

  place (project, find (all, "Nadia Quist")->id, 0, 11);
  test_project_begin (project, "Dismiss");
  g_assert_true (postil_unaligned_set_dismissed (project->store, find (all, "")->id, TRUE, NULL));
  test_project_commit (project);
  again = test_import_string (project, "x.jsonl", file, -1, NULL);
  test_assert_report (again, 0, 1);
  g_assert_cmpuint (again->spans_added + again->relations_added + again->labels_added, ==, 0);
  g_assert_cmpuint (again->spans_unaligned, ==, 1);
  g_assert_cmpuint (again->spans_known, ==, 3);
  g_assert_cmpuint (postil_unaligned_count (project->store, 0), ==, 1);
  place (project, find (all, "\"fjord labs\"")->id, 64, 77);
  last = test_import_string (project, "x.jsonl", file, -1, NULL);
  test_assert_report (last, 0, 0);
  g_assert_cmpuint (count_relations (project), ==, 2);
  after = list (project);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
test_place_clear (void)
{
  static const char line[] = "{\"id\":\"a\",\"text\":\"one two two three\",\"spans\":["
                             "{\"start\":0,\"end\":4,\"label\":\"X\",\"text\":\"three\"},"
                             "{\"start\":0,\"end\":4,\"label\":\"X\",\"text\":\"two\"},"
                             "{\"start\":0,\"end\":4,\"label\":\"X\",\"text\":\"thre e\"}]}\n";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", line, -1, NULL);
  g_autoptr (GPtrArray) spans = NULL;
  PostilSpanFilter all = { 0 };

  test_project_begin (project, "Place");
  g_assert_cmpint (postil_unaligned_place_clear (project->store, project->annotator, NULL), ==, 1);
  test_project_commit (project);
  spans = postil_spans_list (project->store, &all, NULL);
  g_assert_cmpuint (spans->len, ==, 1);
  g_assert_cmpuint (((PostilSpan *) g_ptr_array_index (spans, 0))->range.start, ==, 12);
  g_assert_cmpuint (postil_unaligned_count (project->store, 0), ==, 2);
}

/* A document takes its own with it, and an undo brings both back. */
static void
test_with_document (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", file, -1, NULL);
  PostilId document = postil_documents_find (project->store, "a");
  g_autoptr (PostilEdit) edit = NULL;

  test_project_begin (project, "Remove");
  g_assert_true (postil_documents_remove (project->store, document, NULL));
  test_project_commit (project);
  g_assert_cmpuint (postil_unaligned_count (project->store, 0), ==, 0);
  g_assert_true (postil_history_undo (project->store, &edit, NULL));
  g_assert_cmpuint (postil_unaligned_count (project->store, document), ==, 3);
}

/* A span in parts is placed in parts: each where its words stand, the nearest behind one another. */
static void
test_parts (void)
{
  static const char parts[] =
      "{\"id\":\"a\",\"text\":\"" TEXT "\",\"spans\":[{\"id\":\"x\",\"start\":200,\"end\":230,\"parts\":[[200,211],[220,224]],"
      "\"label\":\"Event\",\"text\":\"Nadia Quist left\"},{\"id\":\"y\",\"start\":300,\"end\":330,"
      "\"parts\":[[300,305],[310,312],[320,326]],\"label\":\"Event\",\"text\":\"Fjord in Tromsø\"}]}\n";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", parts, -1, NULL);
  g_autoptr (GPtrArray) all = list (project);
  const PostilUnaligned *two = find (all, "Nadia Quist left"), *three = find (all, "Fjord in Tromsø");
  PostilId document = postil_documents_find (project->store, "a"), id = two->id, other = three->id;
  g_autoptr (PostilDocument) row = postil_documents_get (project->store, document, NULL);
  g_autoptr (GArray) matches = postil_unaligned_matches (row->text, two, 5);
  g_autoptr (PostilSpan) span = NULL;
  g_autoptr (PostilSpan) clear = NULL;
  g_autofree char *words = NULL;
  g_autofree char *clear_words = NULL;

  g_assert_cmpuint (report->spans_unaligned, ==, 2);
  /* "left" stands once; the nearer of the two names goes with it. */
  g_assert_cmpuint (matches->len, >, 0);
  g_assert_true (g_array_index (matches, PostilLikelyPlace, 0).exact);
  g_assert_cmpuint (g_array_index (matches, PostilLikelyPlace, 0).range.start, ==, 47);
  g_assert_cmpuint (g_array_index (matches, PostilLikelyPlace, 0).range.stop, ==, 63);
  /* Somebody wants the other name. */
  place (project, id, 0, 63);
  span = postil_spans_get (project->store, id, NULL);
  g_assert_cmpuint (span->parts->len, ==, 2);
  g_assert_cmpuint (g_array_index (span->parts, PostilRange, 0).stop, ==, 11);
  words = postil_text_slice_parts (row->text, span->range, span->parts);
  g_assert_cmpstr (words, ==, "Nadia Quist left");
  test_project_begin (project, "Place");
  g_assert_cmpint (postil_unaligned_place_clear (project->store, project->annotator, NULL), ==, 1);
  test_project_commit (project);
  clear = postil_spans_get (project->store, other, NULL);
  g_assert_cmpuint (clear->parts->len, ==, 3);
  clear_words = postil_text_slice_parts (row->text, clear->range, clear->parts);
  g_assert_cmpstr (clear_words, ==, "Fjord in Tromsø");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unaligned/kept", test_kept);
  g_test_add_func ("/unaligned/matches", test_matches);
  g_test_add_func ("/unaligned/matches-randomly", test_matches_randomly);
  g_test_add_func ("/unaligned/place", test_place);
  g_test_add_func ("/unaligned/again", test_again);
  g_test_add_func ("/unaligned/place-clear", test_place_clear);
  g_test_add_func ("/unaligned/with-document", test_with_document);
  g_test_add_func ("/unaligned/parts", test_parts);
  return g_test_run ();
}
