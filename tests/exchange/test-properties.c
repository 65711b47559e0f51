/* test-properties.c - what comes back of a project is what was written, for every format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Driven by the table of formats: a new row is tested by being there.
 */
#include <string.h>

#include "exchange-support.h"

#include "../support/random-text.h"

#define N_PROJECTS 4
#define N_DOCUMENTS 8
#define N_MANY 10000

static const char *const label_names[] = { "Person", "Two words", "Say \"so\", please", "Угроза", "引述",
                                           "a-b_c",  "x|y;z",     "Étiquette",               "R&D <1>" };
static const char *const note_texts[] = { "",     "a note", "line\none, \"two\"", "tab\there 👩‍👩‍👧",
                                          "=1+1", "שלום",   "a & b < c" };

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

/* ---- a project with everything in it ---- */

static char *
random_text (guint number)
{
  static const char *const openings[] = { "", "", "\xef\xbb\xbf", "  ", "\n\n", "\xe2\x80\xa8", "\t", "\xc2\xa0" };
  g_autofree char *first = postil_random_text (12), *second = postil_random_text (12);

  if (number % 5 == 4)
    return g_strdup ("");
  return g_strconcat (openings[number % G_N_ELEMENTS (openings)], first, "\ttab and\xe2\x80\xa8separator\xc2\x85here ",
                      second, NULL);
}

static PostilSpan *
random_span (TestProject *project, PostilId document, guint32 length)
{
  g_autoptr (PostilSpan) span = postil_span_new ();

  span->document = document;
  span->range.start = (guint32) g_test_rand_int_range (0, (gint32) length);
  span->range.stop = (guint32) g_test_rand_int_range ((gint32) span->range.start + 1, (gint32) length + 1);
  if (postil_range_length (span->range) > 5 && g_test_rand_int_range (0, 4) == 0)
    {
      guint32 third = postil_range_length (span->range) / 3;
      PostilRange first = { span->range.start, span->range.start + third };
      PostilRange last = { span->range.stop - third, span->range.stop };

      span->parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
      g_array_append_val (span->parts, first);
      g_array_append_val (span->parts, last);
    }
  span->label = postil_labels_ensure (project->store, PICK (label_names), POSTIL_LABEL_ENTITY, NULL);
  span->source = project->hand;
  span->state = g_test_rand_int_range (0, 4) > 0 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED;
  span->annotator = span->state == POSTIL_STATE_KEPT ? project->annotator : 0;
  g_free (span->note);
  span->note = g_strdup (PICK (note_texts));
  return g_steal_pointer (&span);
}

/* No two spans with the same label at the same place: most formats cannot tell them apart, and who reads them need not.
 */
static PostilSpanId
add_span (TestProject *project, GHashTable *taken, const PostilSpan *given)
{
  g_autoptr (PostilSpan) span = postil_span_copy (given);
  g_autoptr (GError) error = NULL;
  char *place = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u %u", span->document, span->label,
                                 span->range.start, span->range.stop);

  if (!g_hash_table_add (taken, place))
    return 0;
  postil_spans_add (project->store, span, &error);
  g_assert_no_error (error);
  return span->id;
}

static void
add_relation (TestProject *project, PostilSpanId head, PostilSpanId tail)
{
  g_autoptr (PostilRelation) relation = postil_relation_new ();

  relation->label =
      postil_labels_ensure (project->store, g_test_rand_bit () ? "speaker" : "is like", POSTIL_LABEL_RELATION, NULL);
  relation->head = head;
  relation->tail = tail;
  relation->source = project->hand;
  relation->annotator = project->annotator;
  postil_relations_add (project->store, relation, NULL);
}

static void
fill_document (TestProject *project, guint number)
{
  g_autofree char *utf8 = random_text (number);
  g_autofree char *key = g_strdup_printf ("document-%u", number);
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
  g_autoptr (PostilDocument) document = postil_document_new (key, text);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint32 length = postil_text_get_length (text);
  PostilSpanId before = 0;
  gboolean added;

  document->labels = number % 3 == 1 ? g_strdup ("[\"satire\",\"two words\"]") : NULL;
  g_assert_true (postil_documents_add (project->store, document, &added, NULL));
  for (int i = length > 0 ? 10 : 0; i > 0; i--)
    {
      g_autoptr (PostilSpan) span = random_span (project, document->id, length);
      PostilSpanId id = add_span (project, taken, span);

      if (id != 0 && before != 0 && g_test_rand_int_range (0, 3) == 0)
        add_relation (project, id, before);
      before = id != 0 ? id : before;
    }
}

static void
fill (TestProject *project)
{
  test_project_begin (project, "Fill");
  for (guint i = 0; i < N_DOCUMENTS; i++)
    fill_document (project, i);
  test_project_commit (project);
}

/* One text with very many spans, each a word or two. */
static void
fill_with_many (TestProject *project)
{
  g_autoptr (GString) utf8 = g_string_new (NULL);
  g_autoptr (PostilText) text = NULL;
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean added;

  for (guint i = 0; i < N_MANY; i++)
    g_string_append (utf8, i % 10 == 9 ? "🚀 ab.\n" : "åb cd. ");
  text = postil_text_new (utf8->str, -1, NULL);
  document = postil_document_new ("many", text);
  test_project_begin (project, "Fill");
  g_assert_true (postil_documents_add (project->store, document, &added, NULL));
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autoptr (PostilSpan) span = postil_span_new ();
      guint32 start = i * 7 - (i / 10) * 1;

      span->document = document->id;
      span->range = POSTIL_RANGE (start, start + (i % 10 == 9 ? 1 : 2));
      span->label = postil_labels_ensure (project->store, label_names[i % 2 * 5], POSTIL_LABEL_ENTITY, NULL);
      span->source = project->hand;
      span->annotator = project->annotator;
      add_span (project, taken, span);
    }
  test_project_commit (project);
}

/* ---- what is in a project, as lines ---- */

typedef struct
{
  PostilCapabilities can;
  gboolean labels; /* are written as they are */
  gboolean texts;  /* come back as they were, so that places mean something */
} View;

static void
append_range (GString *line, PostilRange range)
{
  g_string_append_printf (line, " %u-%u", range.start, range.stop);
}

/* White space is no part of what token formats keep. */
static void
append_words (GString *line, const PostilDocument *document, const PostilSpan *span)
{
  g_autofree char *words = postil_text_slice_parts (document->text, span->range, span->parts);

  g_string_append_c (line, ' ');
  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (line, g_utf8_get_char (p));
}

static char *
span_line (TestProject *project, const View *view, const PostilDocument *document, guint number, const PostilSpan *span)
{
  GString *line = g_string_new ("span");
  g_autoptr (PostilLabel) label = postil_labels_get (project->store, span->label, NULL);
  g_autofree char *annotator = postil_annotator_name (project->store, span->annotator);

  if (view->texts)
    {
      g_string_append_printf (line, " %u", number);
      for (guint i = 0; span->parts != NULL && i < span->parts->len; i++)
        append_range (line, g_array_index (span->parts, PostilRange, i));
      if (span->parts == NULL)
        append_range (line, span->range);
    }
  else
    append_words (line, document, span);
  if (view->labels)
    g_string_append_printf (line, " “%s”", label->name);
  if (view->can.states)
    g_string_append_printf (line, " %s", postil_state_to_string (span->state));
  if (view->can.annotators)
    g_string_append_printf (line, " by %s", annotator != NULL ? annotator : "nobody");
  if (view->can.notes)
    g_string_append_printf (line, " note “%s”", span->note);
  return g_string_free (line, FALSE);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_relations (TestProject *project, const View *view, PostilId document, guint number, GPtrArray *lines)
{
  g_autoptr (GPtrArray) relations = postil_relations_list (project->store, document, POSTIL_STATES_ALL, NULL);

  for (guint i = 0; i < relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (relations, i);
      g_autoptr (PostilLabel) label = postil_labels_get (project->store, relation->label, NULL);
      g_autoptr (PostilSpan) head = postil_spans_get (project->store, relation->head, NULL);
      g_autoptr (PostilSpan) tail = postil_spans_get (project->store, relation->tail, NULL);
      GString *line = g_string_new ("relation");

      g_string_append_printf (line, " %u “%s”", number, label->name);
      append_range (line, head->range);
      append_range (line, tail->range);
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
}

static GPtrArray *
lines_of (TestProject *project, const View *view)
{
  g_autoptr (GArray) ids = postil_documents_ids (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    {
      PostilId id = g_array_index (ids, PostilId, i);
      g_autoptr (PostilDocument) document = postil_documents_get (project->store, id, NULL);
      PostilSpanFilter filter = { .document = id, .states = POSTIL_STATES_ALL };
      g_autoptr (GPtrArray) spans = postil_spans_list (project->store, &filter, NULL);
      guint number = i;

      /* Under its own name where it has kept that, else by its place in the order. */
      if (g_str_has_prefix (document->key, "document-"))
        number = (guint) g_ascii_strtoull (document->key + 9, NULL, 10);
      for (guint j = 0; j < spans->len; j++)
        g_ptr_array_add (lines, span_line (project, view, document, number, g_ptr_array_index (spans, j)));
      if (view->can.relations && view->texts)
        add_relations (project, view, id, number, lines);
    }
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

/* How many of @lines that begin with @kind are not among @others; the first few are shown. */
static guint
count_missing (const GPtrArray *lines, const GPtrArray *others, const char *kind, gboolean show)
{
  guint n = 0, j = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      while (j < others->len && strcmp (g_ptr_array_index (others, j), line) < 0)
        j++;
      if (j < others->len && strcmp (g_ptr_array_index (others, j), line) == 0)
        {
          j++;
          continue;
        }
      if (!g_str_has_prefix (line, kind))
        continue;
      if (show && n < 3)
        g_test_message ("without a twin: %s", line);
      n++;
    }
  return n;
}

/* Whether each text is there again, whatever it is called now; to the letter, or as many characters. */
static gboolean
texts_are_the_same (TestProject *first, TestProject *second, gboolean exactly)
{
  g_autoptr (GArray) before = postil_documents_ids (first->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);
  g_autoptr (GArray) after = postil_documents_ids (second->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);

  if (before->len != after->len)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    {
      g_autoptr (PostilDocument) x = postil_documents_get (first->store, g_array_index (before, PostilId, i), NULL);
      PostilId same = postil_documents_find (second->store, x->key);
      g_autoptr (PostilDocument) y =
          postil_documents_get (second->store, same != 0 ? same : g_array_index (after, PostilId, i), NULL);

      if (exactly ? strcmp (postil_text_get_utf8 (x->text, NULL), postil_text_get_utf8 (y->text, NULL)) != 0
                  : postil_text_get_length (x->text) != postil_text_get_length (y->text))
        return FALSE;
    }
  return TRUE;
}

/* ---- there and back ---- */

/* Formats without texts need the documents first. */
static gboolean
needs_documents (const PostilFormat *format)
{
  return strcmp (format->name, "csv") == 0 || strcmp (format->name, "w3c") == 0;
}

static void
copy_documents (TestProject *from, TestProject *to)
{
  g_autoptr (GArray) ids = postil_documents_ids (from->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);
  gboolean added;

  test_project_begin (to, "Copy");
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (PostilDocument) document = postil_documents_get (from->store, g_array_index (ids, PostilId, i), NULL);

      g_assert_true (postil_documents_add (to->store, document, &added, NULL));
    }
  test_project_commit (to);
}

static gboolean
is_lossless (const PostilCapabilities *can)
{
  PostilCapabilities with_texts = *can;
  const gboolean *all = (const gboolean *) &with_texts;

  /* Not what a format has a place for, but what it has not. */
  with_texts.onto = !can->onto;
  for (gsize i = 0; i < sizeof with_texts / sizeof *all; i++)
    if (!all[i])
      return FALSE;
  return TRUE;
}

/* All is there again where the format has a place for everything; what others lose is in test-losses.c. */
static void
assert_same (TestProject *first, TestProject *second, const PostilFormat *format, const PostilReport *written)
{
  View view = { *format->can, TRUE, TRUE };
  g_autoptr (GPtrArray) before = lines_of (first, &view);
  g_autoptr (GPtrArray) after = lines_of (second, &view);

  g_assert_cmpuint (written->losses->len, ==, 0);
  g_assert_true (texts_are_the_same (first, second, TRUE));
  g_assert_cmpuint (count_missing (before, after, "", TRUE), ==, 0);
  g_assert_cmpuint (count_missing (after, before, "", TRUE), ==, 0);
}

/* Of spans that are alone on whole words nothing is lost in any format, however many there are. */
static void
assert_all_there (TestProject *first, TestProject *second, const PostilFormat *format)
{
  View view = { *format->can, TRUE, texts_are_the_same (first, second, TRUE) };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  view.can.states = view.can.annotators = view.can.notes = FALSE;
  before = lines_of (first, &view);
  after = lines_of (second, &view);
  g_assert_cmpuint (count_missing (before, after, "span", TRUE), ==, 0);
  g_assert_cmpuint (count_missing (after, before, "span", TRUE), ==, 0);
}

static void
assert_back (TestProject *first, const PostilFormat *format, gboolean simple)
{
  g_autoptr (TestProject) second = test_project_new ();
  g_autofree char *name = g_strconcat ("out.", format->extension, NULL);
  g_autofree char *path = g_build_filename (first->folder, name, NULL);
  g_autoptr (PostilReport) written = postil_report_new ();
  g_autoptr (PostilReport) back = NULL;
  g_autoptr (GError) error = NULL;
  PostilExportOptions options = { .states = POSTIL_STATES_OPEN };

  postil_export (first->store, format, path, &options, written, NULL, &error);
  g_assert_no_error (error);
  if (needs_documents (format))
    copy_documents (first, second);
  /* By content: the format is not named. */
  back = test_import_path (second, path, NULL, FALSE);
  test_assert_report (back, 0, 0);
  /* Two that became the same when they were trimmed are one, for who reads them. */
  g_assert_cmpuint (back->spans_added + back->spans_known, ==, written->spans_added);
  g_assert_cmpuint (back->relations_added, ==, written->relations_added);
  if (is_lossless (format->can))
    assert_same (first, second, format, written);
  if (simple)
    assert_all_there (first, second, format);
}

static void
test_format (gconstpointer data)
{
  const PostilFormat *format = data;

  for (guint i = 0; i < N_PROJECTS; i++)
    {
      g_autoptr (TestProject) project = test_project_new ();

      fill (project);
      assert_back (project, format, FALSE);
    }
}

static void
test_many (gconstpointer data)
{
  g_autoptr (TestProject) project = test_project_new ();

  fill_with_many (project);
  assert_back (project, data, TRUE);
}

/* Stopped before it has begun, and once it has: no file, no trace of one, nothing in the project. */
static void
test_cancelled (gconstpointer data)
{
  const PostilFormat *format = data;
  g_autoptr (TestProject) first = test_project_new ();
  g_autoptr (TestProject) second = test_project_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *name = g_strconcat ("out.", format->extension, NULL);
  g_autofree char *path = g_build_filename (first->folder, name, NULL);
  const char *const paths[] = { path, NULL };
  PostilExportOptions options = { .states = POSTIL_STATES_OPEN };
  PostilImportOptions import = { .annotator = second->annotator };
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;

  fill (first);
  g_cancellable_cancel (cancelled);
  g_assert_false (postil_export (first->store, format, path, &options, report, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_true (postil_export (first->store, format, path, &options, report, NULL, &error));
  g_assert_false (postil_import (second->store, paths, format, &import, report, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (postil_documents_count (second->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 0);
  g_assert_null (postil_history_peek_undo (second->store));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
    {
      g_autofree char *some = g_strdup_printf ("/properties/%s/some", format->name);
      g_autofree char *many = g_strdup_printf ("/properties/%s/many", format->name);
      g_autofree char *stop = g_strdup_printf ("/properties/%s/cancelled", format->name);

      /* A codebook holds labels and no documents, and has tests of its own. */
      if (format->read == NULL || format->write == NULL || g_str_equal (format->name, "refi-codebook"))
        continue;
      g_test_add_data_func (some, format, test_format);
      g_test_add_data_func (many, format, test_many);
      g_test_add_data_func (stop, format, test_cancelled);
    }
  return g_test_run ();
}
