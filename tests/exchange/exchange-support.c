/* exchange-support.c - random projects, and files in and out of them, for the tests of this folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exchange-support.h"

#include <string.h>

#include "../support/random-text.h"

static const char *const labels[] = { "Person", "Denial", "Two words", "It's \"quoted\", yes", "Étiquette", "Post", "=SUM(A1)" };
static const char *const notes[] = { "", "", "a note", "line\none", "\"quoted\", =1+1", "emoji 👩‍👩‍👧" };
static const char *const sources[] = { "hand", "rules/test.one", "quotes", "something else" };
static const char *const people[] = { "ida", "Ola Nordmann" };

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

static GArray *
random_parts (PostilRange *range)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  guint32 third = (range->stop - range->start) / 3;
  PostilRange first = { range->start, range->start + third }, last = { range->stop - third, range->stop };

  g_array_append_val (parts, first);
  g_array_append_val (parts, last);
  return parts;
}

static char *
random_attributes (const char *label, PostilRange range)
{
  if (strcmp (label, "Post") == 0)
    return g_strdup_printf ("{\"author\":\"Ida \\\"I\\\"\",\"time\":\"2d ago\",\"depth\":1,\"body_start\":%u}", range.start);
  if (g_test_rand_int_range (0, 4) == 0)
    return g_strdup ("{\"was\":\"thing\",\"text\":\"reserved\",\"nested\":{\"a\":[1,2.5,null]}}");
  return NULL;
}

static PostilSpanId
add_random_span (TestProject *project, PostilId document, guint32 length)
{
  g_autoptr (PostilSpan) span = postil_span_new ();
  g_autoptr (GError) error = NULL;
  const char *label = PICK (labels);

  span->document = document;
  span->range.start = (guint32) g_test_rand_int_range (0, (gint32) length);
  span->range.stop = (guint32) g_test_rand_int_range ((gint32) span->range.start + 1, (gint32) length + 1);
  if (postil_range_length (span->range) > 5 && g_test_rand_int_range (0, 4) == 0)
    span->parts = random_parts (&span->range);
  span->label = postil_labels_ensure (project->store, label,
                                      strcmp (label, "Post") == 0 ? POSTIL_LABEL_STRUCTURE : POSTIL_LABEL_ENTITY, &error);
  g_assert_no_error (error);
  span->state = (PostilState) g_test_rand_int_range (0, 3);
  span->source = postil_source_ensure (project->store, POSTIL_SOURCE_IMPORT, PICK (sources), NULL, &error);
  g_assert_no_error (error);
  if (span->state != POSTIL_STATE_SUGGESTED)
    span->annotator = postil_annotator_ensure (project->store, PICK (people), &error);
  span->score = g_test_rand_double ();
  g_free (span->note);
  span->note = g_strdup (PICK (notes));
  span->reason = g_test_rand_bit () ? g_strdup ("because it says “so”") : NULL;
  span->attributes = random_attributes (label, span->range);
  span->created_at = 1700000000000 + g_test_rand_int_range (0, 1000000);
  span->decided_at = span->state != POSTIL_STATE_SUGGESTED ? span->created_at + 7 : 0;
  postil_spans_add (project->store, span, &error);
  g_assert_no_error (error);
  return span->id;
}

static void
add_random_relation (TestProject *project, PostilSpanId head, PostilSpanId tail)
{
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  g_autoptr (GError) error = NULL;

  relation->label = postil_labels_ensure (project->store, g_test_rand_bit () ? "speaker" : "is like", POSTIL_LABEL_RELATION,
                                          &error);
  relation->head = head;
  relation->tail = tail;
  relation->state = (PostilState) g_test_rand_int_range (0, 2);
  relation->source = project->hand;
  relation->annotator = project->annotator;
  relation->score = 0.25;
  g_free (relation->note);
  relation->note = g_strdup (PICK (notes));
  postil_relations_add (project->store, relation, &error);
  if (!g_error_matches (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS))
    g_assert_no_error (error);
}

static void
fill_document (TestProject *project, guint number, GArray *all)
{
  g_autofree char *key = g_strdup_printf ("folder, one/%u \"%u\".txt", number, number);
  g_autofree char *utf8 = number % 7 == 3 ? g_strdup ("") : postil_random_text (30);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, &error);
  g_autoptr (PostilDocument) document = postil_document_new (key, text);
  guint32 length = postil_text_get_length (text);
  gboolean added;

  g_free (document->title);
  document->title = g_strdup_printf ("=Title, \"%u\"", number);
  document->kind = (PostilDocumentKind) (number % 3);
  document->source_uri = g_strdup ("https://example.org/a?b=1&c=\"2\"");
  document->meta = number % 2 ? g_strdup ("{\"unknown\":{\"deep\":[1,{\"x\":0.1}]},\"n\":9007199254740993}") : NULL;
  document->labels = number % 2 ? g_strdup ("[\"satire\",\"two words\"]") : NULL;
  postil_documents_add (project->store, document, &added, &error);
  g_assert_no_error (error);
  if (number % 4 == 1)
    postil_readings_set_state (project->store, document->id, project->annotator, POSTIL_READING_DONE, &error);
  g_assert_no_error (error);
  for (int i = length > 0 ? g_test_rand_int_range (0, 12) : 0; i > 0; i--)
    {
      PostilSpanId span = add_random_span (project, document->id, length);

      g_array_append_val (all, span);
      if (all->len > 1 && g_test_rand_int_range (0, 3) == 0)
        add_random_relation (project, span, g_array_index (all, PostilSpanId, g_test_rand_int_range (0, (gint32) all->len - 1)));
    }
}

void
test_fill_randomly (TestProject *project, guint n_documents)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (PostilSpanId));

  test_project_begin (project, "Fill");
  for (guint i = 0; i < n_documents; i++)
    fill_document (project, i, all);
  test_project_commit (project);
}

PostilReport *
test_import_path (TestProject *project, const char *path, const char *format, gboolean dry_run)
{
  PostilReport *report = postil_report_new ();
  PostilImportOptions options = { .annotator = project->annotator, .dry_run = dry_run };
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;

  postil_import (project->store, paths, format != NULL ? postil_format_find (format) : NULL, &options, report, NULL, &error);
  g_assert_no_error (error);
  return report;
}

PostilReport *
test_import_string (TestProject *project, const char *name, const char *contents, gssize n_bytes, const char *format)
{
  g_autofree char *path = g_build_filename (project->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, n_bytes, &error);
  g_assert_no_error (error);
  return test_import_path (project, path, format, FALSE);
}

char *
test_export_string (TestProject *project, const char *format, const PostilExportOptions *options, gsize *n_bytes)
{
  g_autofree char *path = g_build_filename (project->folder, "export.out", NULL);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  char *contents;

  postil_export (project->store, postil_format_find (format), path, options, report, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &contents, n_bytes, &error);
  g_assert_no_error (error);
  return contents;
}

void
test_assert_report (const PostilReport *report, guint n_errors, guint n_warnings)
{
  if (report->n_of_level[POSTIL_REPORT_ERROR] != n_errors || report->n_of_level[POSTIL_REPORT_WARNING] != n_warnings)
    for (guint i = 0; i < report->items->len; i++)
      {
        g_autofree char *line = postil_report_item_to_string (g_ptr_array_index (report->items, i));

        g_test_message ("%s", line);
      }
  g_assert_cmpuint (report->n_of_level[POSTIL_REPORT_ERROR], ==, n_errors);
  g_assert_cmpuint (report->n_of_level[POSTIL_REPORT_WARNING], ==, n_warnings);
}

gboolean
test_report_has (const PostilReport *report, guint line, const char *words)
{
  for (guint i = 0; i < report->items->len; i++)
    {
      const PostilReportItem *item = g_ptr_array_index (report->items, i);

      if (item->line == line && strstr (item->message, words) != NULL)
        return TRUE;
    }
  return FALSE;
}
