/* foreign.c - what the tests of other tools' formats have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "foreign.h"

static char *
label_name (TestProject *project, PostilId id)
{
  g_autoptr (PostilLabel) label = postil_labels_get (project->store, id, NULL);

  return g_strdup (label->name);
}

static void
describe_span (TestProject *project, const PostilDocument *document, const PostilSpan *span, GString *out)
{
  g_autofree char *label = label_name (project, span->label);
  g_autofree char *words = postil_text_slice_parts (document->text, span->range, span->parts);

  for (guint i = 0; span->parts != NULL && i < span->parts->len; i++)
    {
      PostilRange part = g_array_index (span->parts, PostilRange, i);

      g_string_append_printf (out, "%s%u-%u", i > 0 ? "," : "", part.start, part.stop);
    }
  if (span->parts == NULL)
    g_string_append_printf (out, "%u-%u", span->range.start, span->range.stop);
  g_string_append_printf (out, " %s %s\n", label, words);
}

static char *
words_of (TestProject *project, const PostilDocument *document, PostilSpanId id)
{
  g_autoptr (PostilSpan) span = postil_spans_get (project->store, id, NULL);

  return postil_text_slice_parts (document->text, span->range, span->parts);
}

static void
describe_document (TestProject *project, PostilId id, GString *out)
{
  g_autoptr (PostilDocument) document = postil_documents_get (project->store, id, NULL);
  PostilSpanFilter filter = { .document = id, .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) spans = postil_spans_list (project->store, &filter, NULL);
  g_autoptr (GPtrArray) relations = postil_relations_list (project->store, id, POSTIL_STATES_ALL, NULL);

  g_string_append_printf (out, "%s|%s\n", document->key, postil_text_get_utf8 (document->text, NULL));
  for (guint i = 0; i < spans->len; i++)
    describe_span (project, document, g_ptr_array_index (spans, i), out);
  for (guint i = 0; i < relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (relations, i);
      g_autofree char *label = label_name (project, relation->label);
      g_autofree char *head = words_of (project, document, relation->head);
      g_autofree char *tail = words_of (project, document, relation->tail);

      g_string_append_printf (out, "%s: %s > %s\n", label, head, tail);
    }
}

char *
test_describe (TestProject *project)
{
  g_autoptr (GArray) ids = postil_documents_ids (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    describe_document (project, g_array_index (ids, PostilId, i), out);
  return g_string_free (out, FALSE);
}

char *
test_describe_import (const char *name, const char *contents, gssize n_bytes, const char *format, guint n_errors,
                      guint n_warnings)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, name, contents, n_bytes, format);

  test_assert_report (report, n_errors, n_warnings);
  return test_describe (project);
}

char *
test_colour_of (TestProject *project, const char *label)
{
  g_autoptr (PostilLabel) found = postil_labels_get (project->store, postil_labels_find (project->store, label), NULL);

  return g_strdup (found->colour);
}

static void
assert_back (const PostilReport *written, const PostilReport *back)
{
  test_assert_report (back, 0, 0);
  g_assert_cmpuint (back->documents_added, ==, written->documents_added);
  g_assert_cmpuint (back->spans_added, ==, written->spans_added);
  g_assert_cmpuint (back->relations_added, ==, written->relations_added);
}

void
test_round_trips (const char *format, const char *name, PostilStates states, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TestProject) first = test_project_new ();
      g_autoptr (TestProject) second = test_project_new ();
      g_autoptr (PostilReport) written = postil_report_new ();
      g_autoptr (PostilReport) back = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (second->folder, name, NULL);
      PostilExportOptions options = { .states = states };

      test_fill_randomly (first, 12);
      postil_export (first->store, postil_format_find (format), path, &options, written, NULL, &error);
      g_assert_no_error (error);
      /* By content: the format is not named. */
      back = test_import_path (second, path, NULL, FALSE);
      assert_back (written, back);
    }
}

void
test_torture (const char *name, const char *contents, gsize n_bytes, const char *format)
{
  g_autoptr (TestProject) project = test_project_new ();
  gsize step = n_bytes / 150 + 1;

  for (gsize i = 0; i < n_bytes; i += step)
    {
      g_autofree char *broken = g_memdup2 (contents, n_bytes);
      g_autoptr (PostilReport) cut = test_import_string (project, name, contents, (gssize) i, format);
      g_autoptr (PostilReport) flipped = NULL;

      broken[i] ^= (char) g_test_rand_int_range (1, 255);
      flipped = test_import_string (project, name, broken, (gssize) n_bytes, format);
      g_assert_cmpuint (cut->refused, >=, 0);
      g_assert_cmpuint (flipped->refused, >=, 0);
    }
  g_assert_cmpuint (postil_documents_count (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), <, 1000);
}
