/* test-history.c - undo and redo against a model, across openings, and around what the history does not record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/project.h"

#include <postil/history.h>
#include <postil/readings.h>

#define TEXT "The mayor said: “I deny it.” He denied it twice 🚀."

static void
undo (TestProject *project, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  gboolean done = postil_history_undo (project->store, &edit, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (edit->title, ==, title);
}

static void
redo (TestProject *project, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  gboolean done = postil_history_redo (project->store, &edit, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (edit->title, ==, title);
}

static guint
count (TestProject *project, PostilStates states)
{
  g_autoptr (GError) error = NULL;
  PostilSpanFilter filter = { .states = states };
  guint n = postil_spans_count (project->store, &filter, &error);

  g_assert_no_error (error);
  return n;
}

static void
test_steps (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  PostilId document = test_project_add_document (project, "a", TEXT);
  PostilSpanId span = test_project_tag (project, document, 0, 9, "Person");

  edit = postil_history_peek_undo (project->store);
  g_assert_cmpstr (edit->title, ==, "Tag");
  g_assert_cmpint (edit->document, ==, document);
  g_assert_cmpint (edit->span, ==, span);
  g_assert_cmpuint (edit->n_rows, ==, 1);
  g_assert_null (postil_history_peek_redo (project->store));

  test_project_reopen (project);
  undo (project, "Tag");
  g_assert_cmpuint (count (project, POSTIL_STATES_ALL), ==, 0);
  test_project_reopen (project);
  redo (project, "Tag");
  g_assert_cmpuint (count (project, POSTIL_STATES_ALL), ==, 1);
  undo (project, "Tag");
  undo (project, "Import");
  g_assert_cmpint (postil_documents_find (project->store, "a"), ==, 0);
  g_assert_false (postil_history_undo (project->store, NULL, &error));
  g_assert_no_error (error);
  redo (project, "Import");
  test_project_tag (project, document, 4, 9, "Person");
  g_assert_false (postil_history_redo (project->store, NULL, &error));
  g_assert_no_error (error);
}

/* ---- what the history does not record, but undo must respect ---- */

static PostilSpan *
get (TestProject *project, PostilSpanId id)
{
  return postil_spans_get (project->store, id, NULL);
}

/* Suggestions come after an import and outside the history. Undoing the import takes them along, redoing brings them.
 */
static void
test_adopted (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  g_autoptr (GPtrArray) report = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  PostilId document = test_project_add_document (project, "a", TEXT);
  PostilSpanId quote = test_project_suggest (project, document, 17, 26, "Quote", 0.3);
  PostilSpanId person = test_project_suggest (project, document, 4, 9, "Person", 0.1);

  relation->head = quote;
  relation->tail = person;
  relation->state = POSTIL_STATE_SUGGESTED;
  relation->label = postil_labels_find (project->store, "speaker");
  relation->source = project->machine;
  test_project_begin (project, NULL);
  postil_relations_add (project->store, relation, &error);
  g_assert_no_error (error);
  test_project_commit (project);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PostilSpan) back = NULL;

      undo (project, "Import");
      g_assert_cmpuint (count (project, POSTIL_STATES_ALL), ==, 0);
      test_project_reopen (project);
      redo (project, "Import");
      back = get (project, quote);
      g_assert_nonnull (back);
      g_assert_cmpfloat (back->score, ==, 0.3);
    }
  relations = postil_relations_list (project->store, document, POSTIL_STATES_ALL, &error);
  g_assert_cmpuint (relations->len, ==, 1);
  g_assert_true (postil_store_check (project->store, &report, &error));
  g_assert_no_error (error);
}

/* One edit adds a document and says that it is done: the row for the time spent, made outside the history, comes back
 * between the two. So it is when a file is imported that tells who has read it. */
static void
test_adopted_between (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, &error);
  g_autoptr (PostilDocument) document = postil_document_new ("a", text);
  PostilReading reading = { 0 };

  test_project_begin (project, "Import read");
  g_assert_true (postil_documents_add (project->store, document, NULL, &error));
  g_assert_true (
      postil_readings_set_state (project->store, document->id, project->annotator, POSTIL_READING_DONE, &error));
  g_assert_true (postil_documents_set_title (project->store, document->id, "Read", &error));
  test_project_commit (project);
  for (guint i = 0; i < 3; i++)
    {
      undo (project, "Import read");
      test_project_reopen (project);
      redo (project, "Import read");
      g_assert_true (postil_readings_get (project->store, document->id, project->annotator, &reading, &error));
      g_assert_cmpint (reading.state, ==, POSTIL_READING_DONE);
      test_project_begin (project, NULL);
      g_assert_true (postil_readings_spend (project->store, document->id, project->annotator, 1000, 1, &error));
      test_project_commit (project);
    }
  undo (project, "Import read");
  redo (project, "Import read");
  g_assert_true (postil_readings_get (project->store, document->id, project->annotator, &reading, &error));
  g_assert_cmpint (reading.milliseconds, ==, 3000);
}

/* A span is removed, brought back, given a suggested relation, and removed again by redo. */
static void
test_adopted_by_redo (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  g_autoptr (GPtrArray) relations = NULL;
  PostilId document = test_project_add_document (project, "a", TEXT);
  PostilSpanId quote = test_project_tag (project, document, 17, 26, "Quote");
  PostilSpanId person = test_project_tag (project, document, 4, 9, "Person");

  test_project_begin (project, "Remove");
  g_assert_true (postil_spans_remove (project->store, quote, &error));
  test_project_commit (project);
  undo (project, "Remove");

  relation->head = quote;
  relation->tail = person;
  relation->state = POSTIL_STATE_SUGGESTED;
  relation->label = postil_labels_find (project->store, "speaker");
  relation->source = project->machine;
  test_project_begin (project, NULL);
  postil_relations_add (project->store, relation, &error);
  g_assert_no_error (error);
  test_project_commit (project);

  for (guint i = 0; i < 3; i++)
    {
      redo (project, "Remove");
      g_clear_pointer (&relations, g_ptr_array_unref);
      relations = postil_relations_list (project->store, document, POSTIL_STATES_ALL, &error);
      g_assert_cmpuint (relations->len, ==, 0);
      undo (project, "Remove");
      g_clear_pointer (&relations, g_ptr_array_unref);
      relations = postil_relations_list (project->store, document, POSTIL_STATES_ALL, &error);
      g_assert_cmpuint (relations->len, ==, 1);
    }
}

static void
suggest_relation (TestProject *project, PostilSpanId head, PostilSpanId tail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRelation) relation = postil_relation_new ();

  relation->head = head;
  relation->tail = tail;
  relation->state = POSTIL_STATE_SUGGESTED;
  relation->label = postil_labels_find (project->store, "speaker");
  relation->source = project->machine;
  test_project_begin (project, NULL);
  postil_relations_add (project->store, relation, &error);
  g_assert_no_error (error);
  test_project_commit (project);
}

/* One edit makes a span and removes another; on the way back and forth both gather relations that it does not know. */
static void
test_adopted_both_ways (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) report = NULL;
  PostilId document = test_project_add_document (project, "a", TEXT);
  PostilSpanId person = test_project_tag (project, document, 4, 9, "Person");
  PostilSpanId old = test_project_tag (project, document, 17, 26, "Quote");
  PostilSpanId new;

  test_project_begin (project, "Swap");
  new = test_project_add_span (project, document, POSTIL_RANGE (16, 27), "Quote", POSTIL_STATE_KEPT, 1);
  g_assert_true (postil_spans_remove (project->store, old, &error));
  test_project_commit (project);
  suggest_relation (project, new, person);
  undo (project, "Swap");
  suggest_relation (project, old, person);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) of_new = NULL;
      g_autoptr (GPtrArray) of_old = NULL;

      redo (project, "Swap");
      of_new = postil_relations_of_span (project->store, new, &error);
      g_assert_cmpuint (of_new->len, ==, 1);
      undo (project, "Swap");
      of_old = postil_relations_of_span (project->store, old, &error);
      g_assert_cmpuint (of_old->len, ==, 1);
    }
  g_assert_true (postil_store_check (project->store, &report, &error));
  g_assert_no_error (error);
}

/* A row that went behind the history's back makes the step fail as a whole, with a reason. */
static void
test_conflict (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSpan) other = NULL;
  PostilId document = test_project_add_document (project, "a", TEXT);
  PostilSpanId first = test_project_suggest (project, document, 17, 26, "Quote", 0.5);
  PostilSpanId second = test_project_suggest (project, document, 4, 9, "Person", 0.5);

  test_project_begin (project, "Accept both");
  g_assert_true (postil_spans_decide (project->store, first, POSTIL_STATE_KEPT, project->annotator, &error));
  g_assert_true (postil_spans_decide (project->store, second, POSTIL_STATE_KEPT, project->annotator, &error));
  test_project_commit (project);
  g_assert_true (postil_history_knows_row (project->store, first));
  test_project_begin (project, NULL);
  g_assert_true (postil_spans_remove (project->store, first, &error));
  test_project_commit (project);

  g_assert_false (postil_history_undo (project->store, NULL, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
  other = get (project, second);
  g_assert_cmpint (other->state, ==, POSTIL_STATE_KEPT);
  g_assert_false (postil_transaction_is_open (project->store));
}

/* An action of any size is one step, and its images are exact. */
static void
test_bulk (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PostilEdit) edit = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (PostilSpanId));
  PostilId document;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "word ");
  document = test_project_add_document (project, "a", text->str);
  test_project_begin (project, NULL);
  for (guint i = 0; i < 5000; i++)
    {
      PostilSpanId id = test_project_add_span (project, document, POSTIL_RANGE (i * 5, i * 5 + 4), "Other",
                                               POSTIL_STATE_SUGGESTED, 1.0 / (i + 3));

      g_array_append_val (ids, id);
    }
  test_project_commit (project);

  test_project_begin (project, "Accept 5000");
  for (guint i = 0; i < ids->len; i++)
    g_assert_true (postil_spans_decide (project->store, g_array_index (ids, PostilSpanId, i), POSTIL_STATE_KEPT,
                                        project->annotator, &error));
  test_project_commit (project);
  edit = postil_history_peek_undo (project->store);
  g_assert_cmpuint (edit->n_rows, ==, 5000);
  undo (project, "Accept 5000");
  g_assert_cmpuint (count (project, POSTIL_STATES (POSTIL_STATE_SUGGESTED)), ==, 5000);
  redo (project, "Accept 5000");
  g_assert_cmpuint (count (project, POSTIL_STATES (POSTIL_STATE_KEPT)), ==, 5000);
  undo (project, "Accept 5000");
  undo (project, "Import");
  redo (project, "Import");
  for (guint i = 0; i < ids->len; i += 499)
    {
      g_autoptr (PostilSpan) span = get (project, g_array_index (ids, PostilSpanId, i));

      g_assert_cmpfloat (span->score, ==, 1.0 / (i + 3));
    }
}

static void
test_rollback (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  PostilId document = test_project_add_document (project, "a", TEXT);

  test_project_begin (project, "Tag");
  test_project_add_span (project, document, POSTIL_RANGE (4, 9), "Person", POSTIL_STATE_KEPT, 1);
  postil_transaction_rollback (project->store);
  g_assert_cmpuint (count (project, POSTIL_STATES_ALL), ==, 0);
  /* An edit that touches nothing leaves no step. */
  test_project_begin (project, "Nothing");
  test_project_commit (project);
  undo (project, "Import");
  g_assert_false (postil_documents_remove (project->store, document, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
}

/* ---- random edits against a model ---- */

static void
dump_documents (TestProject *project, GString *dump)
{
  PostilDocumentFilter all = POSTIL_DOCUMENT_FILTER_ALL;
  g_autoptr (GPtrArray) rows = NULL;

  all.annotator = project->annotator;
  rows = postil_documents_page (project->store, &all, 0, 1000, NULL);
  g_assert_cmpuint (rows->len, ==, postil_documents_count (project->store, &all, NULL));
  for (guint i = 0; i < rows->len; i++)
    {
      const PostilDocumentRow *row = g_ptr_array_index (rows, i);
      g_autoptr (PostilDocument) document = postil_documents_get (project->store, row->id, NULL);

      g_string_append_printf (dump, "document %s “%s” %d reading %d kept %u suggested %u at %d\n%s\n", row->key,
                              row->title, row->kind, row->reading, row->n_kept, row->n_suggested, document->position,
                              postil_text_get_utf8 (document->text, NULL));
    }
}

static void
dump_spans (TestProject *project, GString *dump)
{
  PostilSpanFilter filter = { .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) spans = postil_spans_list (project->store, &filter, NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      g_autoptr (GPtrArray) relations = postil_relations_of_span (project->store, span->id, NULL);

      g_string_append_printf (dump,
                              "span %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u-%u %d %.17g “%s” %s %" G_GINT64_FORMAT
                              "\n",
                              span->id, span->label, span->range.start, span->range.stop, span->state, span->score,
                              span->note, span->reason, span->decided_at);
      for (guint j = 0; j < relations->len; j++)
        {
          const PostilRelation *relation = g_ptr_array_index (relations, j);

          g_string_append_printf (dump,
                                  "  relation %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " %s\n",
                                  relation->id, relation->head, relation->tail, relation->note);
        }
    }
}

static char *
dump (TestProject *project)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GPtrArray) labels = postil_labels_list (project->store, TRUE, NULL);

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      g_string_append_printf (out, "label %s %d %s %d\n", label->name, label->kind, label->guideline, label->archived);
    }
  dump_documents (project, out);
  dump_spans (project, out);
  return g_string_free (out, FALSE);
}

static PostilId
random_document (TestProject *project)
{
  PostilDocumentFilter all = POSTIL_DOCUMENT_FILTER_ALL;
  g_autoptr (GArray) ids = postil_documents_ids (project->store, &all, NULL);

  return ids->len > 0 ? g_array_index (ids, PostilId, g_test_rand_int_range (0, (gint32) ids->len)) : 0;
}

static PostilSpan *
random_span (TestProject *project)
{
  PostilSpanFilter filter = { .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) spans = postil_spans_list (project->store, &filter, NULL);

  return spans->len > 0 ? postil_span_copy (g_ptr_array_index (spans, g_test_rand_int_range (0, (gint32) spans->len)))
                        : NULL;
}

static PostilRange
random_range (void)
{
  guint32 start = (guint32) g_test_rand_int_range (0, 48);

  return POSTIL_RANGE (start, (guint32) g_test_rand_int_range ((gint32) start + 1, 50));
}

static const char *const LABELS[] = { "Person", "Quote", "Denial", "Post", "Threat" };

static void
edit_document (TestProject *project, int what)
{
  PostilId document = random_document (project);
  g_autofree char *title = g_strdup_printf ("title “%d”\t\\", g_test_rand_int ());

  if (document == 0)
    return;
  if (what == 0)
    postil_documents_remove (project->store, document, NULL);
  else if (what == 1)
    postil_documents_set_title (project->store, document, title, NULL);
  else if (what == 2)
    postil_documents_set_kind (project->store, document, g_test_rand_int_range (0, 3), NULL);
  else
    postil_readings_set_state (project->store, document, project->annotator, g_test_rand_int_range (0, 3), NULL);
}

static void
add_document (TestProject *project)
{
  g_autofree char *key = g_strdup_printf ("k%d", g_test_rand_int_range (0, 1000));
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, NULL);
  g_autoptr (PostilDocument) document = postil_document_new (key, text);

  postil_documents_add (project->store, document, NULL, NULL);
}

static void
edit_span (TestProject *project, int what)
{
  g_autoptr (PostilSpan) span = random_span (project);

  if (span == NULL)
    return;
  if (what == 0)
    {
      postil_spans_remove (project->store, span->id, NULL);
      return;
    }
  if (what == 1)
    {
      postil_spans_decide (project->store, span->id, g_test_rand_int_range (0, 3), project->annotator, NULL);
      return;
    }
  span->range = random_range ();
  span->label = postil_labels_find (project->store, LABELS[g_test_rand_int_range (0, G_N_ELEMENTS (LABELS))]);
  span->score = g_test_rand_double ();
  g_free (span->note);
  span->note = g_strdup_printf ("note %d \"\\\n\x01 🚀", g_test_rand_int ());
  if (span->label != 0)
    postil_spans_update (project->store, span, NULL);
}

static void
edit_relation (TestProject *project, gboolean add)
{
  g_autoptr (PostilSpan) head = random_span (project);
  g_autoptr (PostilSpan) tail = random_span (project);
  g_autoptr (PostilRelation) relation = postil_relation_new ();

  if (head == NULL)
    return;
  if (!add)
    {
      g_autoptr (GPtrArray) relations = postil_relations_of_span (project->store, head->id, NULL);

      if (relations->len > 0)
        postil_relations_remove (project->store, ((PostilRelation *) relations->pdata[0])->id, NULL);
      return;
    }
  relation->head = head->id;
  relation->tail = tail->id;
  relation->label = postil_labels_find (project->store, "speaker");
  relation->source = project->hand;
  postil_relations_add (project->store, relation, NULL);
}

static void
edit_label (TestProject *project)
{
  g_autofree char *name = g_strdup_printf ("L%d", g_test_rand_int_range (0, 30));
  PostilId id = postil_labels_ensure (project->store, name, POSTIL_LABEL_ACT, NULL);
  g_autoptr (PostilLabel) label = postil_labels_get (project->store, id, NULL);

  g_free (label->guideline);
  label->guideline = g_strdup_printf ("%d", g_test_rand_int ());
  postil_labels_update (project->store, label, NULL);
  if (g_test_rand_bit ())
    {
      /* From act to structure and back: its spans leave the review queue and return. */
      g_autoptr (PostilLabel) threat =
          postil_labels_get (project->store, postil_labels_find (project->store, "Threat"), NULL);

      threat->kind = threat->kind == POSTIL_LABEL_ACT ? POSTIL_LABEL_STRUCTURE : POSTIL_LABEL_ACT;
      postil_labels_update (project->store, threat, NULL);
    }
}

static void
random_action (TestProject *project)
{
  int what = g_test_rand_int_range (0, 14);
  PostilId document;

  if (what < 2)
    add_document (project);
  else if (what < 6)
    {
      document = random_document (project);
      if (document != 0)
        test_project_add_span (project, document, random_range (),
                               LABELS[g_test_rand_int_range (0, G_N_ELEMENTS (LABELS))], g_test_rand_int_range (0, 3),
                               g_test_rand_double ());
    }
  else if (what < 9)
    edit_span (project, what - 6);
  else if (what < 11)
    edit_relation (project, what == 9 || g_test_rand_bit ());
  else if (what < 13)
    edit_document (project, g_test_rand_int_range (0, 4));
  else
    edit_label (project);
}

/* @states: what the project looked like after each step; @at: which of them it looks like now. */
static void
random_edit (TestProject *project, GPtrArray *states, guint *at)
{
  g_autoptr (PostilEdit) before = postil_history_peek_undo (project->store);
  g_autoptr (PostilEdit) after = NULL;

  test_project_begin (project, "Random");
  for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
    random_action (project);
  test_project_commit (project);
  after = postil_history_peek_undo (project->store);
  if ((before != NULL ? before->id : 0) == (after != NULL ? after->id : 0))
    return;
  g_ptr_array_set_size (states, (int) *at + 1);
  g_ptr_array_add (states, dump (project));
  ++*at;
}

static void
test_random (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) report = NULL;
  g_autoptr (GError) error = NULL;
  guint n_steps = g_test_thorough () ? 5000 : 500;
  guint at = 0;

  g_ptr_array_add (states, dump (project));
  for (guint i = 0; i < n_steps; i++)
    {
      int what = g_test_rand_int_range (0, 20);
      g_autofree char *now = NULL;
      gboolean done;

      if (what == 0)
        test_project_reopen (project);
      else if (what < 8)
        {
          done = postil_history_undo (project->store, NULL, &error);
          g_assert_no_error (error);
          g_assert_cmpint (done, ==, at > 0);
          at -= done ? 1 : 0;
        }
      else if (what < 12)
        {
          done = postil_history_redo (project->store, NULL, &error);
          g_assert_no_error (error);
          g_assert_cmpint (done, ==, at + 1 < states->len);
          at += done ? 1 : 0;
        }
      else
        random_edit (project, states, &at);
      now = dump (project);
      g_assert_cmpstr (now, ==, g_ptr_array_index (states, at));
    }
  g_assert_true (postil_store_check (project->store, &report, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/steps", test_steps);
  g_test_add_func ("/history/rollback", test_rollback);
  g_test_add_func ("/history/adopted", test_adopted);
  g_test_add_func ("/history/adopted-between", test_adopted_between);
  g_test_add_func ("/history/adopted-by-redo", test_adopted_by_redo);
  g_test_add_func ("/history/adopted-both-ways", test_adopted_both_ways);
  g_test_add_func ("/history/conflict", test_conflict);
  g_test_add_func ("/history/bulk", test_bulk);
  g_test_add_func ("/history/random", test_random);
  return g_test_run ();
}
