/* test-project.c - every action of a project is one step, says what changed, and can be taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "../support/project.h"

#include <postil/project.h>

#define TEXT "Mayor Ane Holt denied it. “I deny it,” Holt said. Holtby was there. Holt left. 🚀 Holt."

typedef struct
{
  char *folder;
  PostilProject *project;
  PostilId document;
  guint n_document;
  guint n_list;
  guint n_labels;
  guint n_history;
  PostilId last_document;
} Fixture;

static void
on_document (PostilProject *project, gint64 document, Fixture *fixture)
{
  fixture->n_document++;
  fixture->last_document = document;
}

static void
on_list (PostilProject *project, Fixture *fixture)
{
  fixture->n_list++;
}

static void
on_labels (PostilProject *project, Fixture *fixture)
{
  fixture->n_labels++;
}

static void
on_history (PostilProject *project, Fixture *fixture)
{
  fixture->n_history++;
}

static PostilId
add_document (PostilStore *store, const char *key, const char *utf8)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, &error);
  g_autoptr (PostilDocument) document = postil_document_new (key, text);

  postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, "Import", 0, &error);
  g_assert_no_error (error);
  postil_documents_add (store, document, NULL, &error);
  g_assert_no_error (error);
  postil_transaction_commit (store, &error);
  g_assert_no_error (error);
  return document->id;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = test_folder_new ();
  path = g_build_filename (fixture->folder, "p.postil", NULL);
  fixture->project = postil_project_create (path, "ida", &error);
  g_assert_no_error (error);
  fixture->document = add_document (postil_project_get_store (fixture->project), "a", TEXT);
  g_signal_connect (fixture->project, "document-changed", G_CALLBACK (on_document), fixture);
  g_signal_connect (fixture->project, "documents-changed", G_CALLBACK (on_list), fixture);
  g_signal_connect (fixture->project, "labels-changed", G_CALLBACK (on_labels), fixture);
  g_signal_connect (fixture->project, "history-changed", G_CALLBACK (on_history), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->project);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static PostilId
label (Fixture *fixture, const char *name)
{
  return postil_labels_find (postil_project_get_store (fixture->project), name);
}

static PostilSpan *
get (Fixture *fixture, PostilSpanId id)
{
  return postil_spans_get (postil_project_get_store (fixture->project), id, NULL);
}

static PostilSpanId
suggest (Fixture *fixture, PostilId document, guint32 start, guint32 stop, const char *name)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSpan) span = postil_span_new ();

  postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  span->document = document;
  span->label = label (fixture, name);
  span->range = POSTIL_RANGE (start, stop);
  span->state = POSTIL_STATE_SUGGESTED;
  span->score = 0.5;
  span->source = postil_source_ensure (store, POSTIL_SOURCE_RULE, "rules/x", NULL, &error);
  postil_spans_add (store, span, &error);
  postil_transaction_commit (store, &error);
  g_assert_no_error (error);
  return span->id;
}

static PostilId
suggest_relation (Fixture *fixture, const char *type, PostilSpanId head, PostilSpanId tail)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRelation) relation = postil_relation_new ();

  postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  relation->label = label (fixture, type);
  relation->head = head;
  relation->tail = tail;
  relation->state = POSTIL_STATE_SUGGESTED;
  relation->source = postil_source_ensure (store, POSTIL_SOURCE_RULE, "rules/x", NULL, &error);
  postil_relations_add (store, relation, &error);
  postil_transaction_commit (store, &error);
  g_assert_no_error (error);
  return relation->id;
}

static void
assert_undo (Fixture *fixture, const char *title)
{
  g_autoptr (PostilEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (postil_project_undo (fixture->project, &edit, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (edit->title, ==, title);
}

static void
test_tag (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PostilId person = label (fixture, "Person");
  PostilSpanId id = postil_project_tag (fixture->project, fixture->document, POSTIL_RANGE (6, 14), person, &error);
  g_autoptr (PostilSpan) span = get (fixture, id);
  g_autofree char *who = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (span->state, ==, POSTIL_STATE_KEPT);
  g_assert_cmpfloat (span->score, ==, 1);
  who = postil_annotator_name (postil_project_get_store (fixture->project), span->annotator);
  g_assert_cmpstr (who, ==, "ida");
  g_assert_cmpuint (fixture->n_document, ==, 1);
  g_assert_cmpuint (fixture->n_history, ==, 1);
  g_assert_cmpint (fixture->last_document, ==, fixture->document);

  /* Again: the same span, and no further step. */
  g_assert_cmpint (postil_project_tag (fixture->project, fixture->document, POSTIL_RANGE (6, 14), person, &error), ==,
                   id);
  assert_undo (fixture, "Tag Person");
  g_assert_null (get (fixture, id));
  g_assert_cmpuint (fixture->n_document, ==, 3);

  g_assert_cmpint (postil_project_tag (fixture->project, fixture->document, POSTIL_RANGE (6, 600), person, &error), ==,
                   0);
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE);
}

static void
test_tag_suggestion (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PostilSpanId id = suggest (fixture, fixture->document, 6, 14, "Person");
  PostilSpanId tagged =
      postil_project_tag (fixture->project, fixture->document, POSTIL_RANGE (6, 14), label (fixture, "Person"), &error);
  g_autoptr (PostilSpan) span = get (fixture, id);

  g_assert_cmpint (tagged, ==, id);
  g_assert_cmpint (span->state, ==, POSTIL_STATE_KEPT);
  g_assert_cmpint (span->annotator, ==, postil_project_get_annotator (fixture->project));
}

static void
test_tag_all (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  PostilSpanFilter filter = { .document = fixture->document };
  g_autoptr (GPtrArray) spans = NULL;
  int n;

  /* "Holt" four times as a word; not in "Holtby". */
  n = postil_project_tag_all (fixture->project, fixture->document, POSTIL_RANGE (10, 14), label (fixture, "Person"),
                              &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 4);
  spans = postil_spans_list (store, &filter, &error);
  g_assert_cmpuint (spans->len, ==, 4);
  g_assert_cmpuint (((PostilSpan *) spans->pdata[3])->range.stop, ==, g_utf8_strlen (TEXT, -1) - 1);
  assert_undo (fixture, "Tag 4 × Person");
  g_assert_cmpuint (postil_spans_count (store, &filter, &error), ==, 0);
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PostilSpanId id = suggest (fixture, fixture->document, 0, 14, "Person");
  g_autoptr (PostilSpan) span = NULL;

  g_assert_true (postil_project_set_note (fixture->project, id, "look", &error));
  g_assert_true (postil_project_set_range (fixture->project, id, POSTIL_RANGE (6, 14), &error));
  g_assert_true (postil_project_relabel (fixture->project, id, label (fixture, "Organisation"), &error));
  g_assert_no_error (error);
  span = get (fixture, id);
  g_assert_cmpstr (span->note, ==, "look");
  g_assert_cmpuint (span->range.start, ==, 6);
  g_assert_cmpint (span->label, ==, label (fixture, "Organisation"));
  g_assert_cmpint (span->state, ==, POSTIL_STATE_KEPT);
  assert_undo (fixture, "Relabel as Organisation");
  assert_undo (fixture, "Move the edge of Person");
  assert_undo (fixture, "Note on Person");
  g_clear_pointer (&span, postil_span_free);
  span = get (fixture, id);
  g_assert_cmpstr (span->note, ==, "");
  g_assert_cmpuint (span->range.start, ==, 0);
  g_assert_cmpint (span->state, ==, POSTIL_STATE_SUGGESTED);
  g_assert_cmpint (span->annotator, ==, 0);
  g_assert_cmpint (span->decided_at, ==, 0);
}

static PostilState
state_of_relation (Fixture *fixture, PostilId id)
{
  g_autoptr (GPtrArray) all =
      postil_relations_list (postil_project_get_store (fixture->project), fixture->document, POSTIL_STATES_ALL, NULL);

  for (guint i = 0; i < all->len; i++)
    if (((PostilRelation *) all->pdata[i])->id == id)
      return ((PostilRelation *) all->pdata[i])->state;
  g_assert_not_reached ();
}

static void
test_decide (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PostilSpanId quote = suggest (fixture, fixture->document, 27, 36, "Quote");
  PostilSpanId person = suggest (fixture, fixture->document, 39, 43, "Person");
  PostilId speaker = suggest_relation (fixture, "speaker", quote, person);

  g_assert_true (postil_project_decide (fixture->project, quote, POSTIL_STATE_KEPT, &error));
  g_assert_cmpint (state_of_relation (fixture, speaker), ==, POSTIL_STATE_SUGGESTED);
  g_assert_true (postil_project_decide (fixture->project, person, POSTIL_STATE_KEPT, &error));
  g_assert_cmpint (state_of_relation (fixture, speaker), ==, POSTIL_STATE_KEPT);
  assert_undo (fixture, "Accept Person");
  g_assert_cmpint (state_of_relation (fixture, speaker), ==, POSTIL_STATE_SUGGESTED);
  g_assert_true (postil_project_decide (fixture->project, person, POSTIL_STATE_REJECTED, &error));
  g_assert_cmpint (state_of_relation (fixture, speaker), ==, POSTIL_STATE_REJECTED);
  assert_undo (fixture, "Reject Person");
  g_assert_cmpint (state_of_relation (fixture, speaker), ==, POSTIL_STATE_SUGGESTED);
  g_assert_no_error (error);
}

static void
test_finish (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  PostilId other = add_document (store, "two", "It was Holt, and Holt again. Not Holtby.");
  PostilSpanId kept = suggest (fixture, fixture->document, 10, 14, "Person");
  PostilSpanId rest = suggest (fixture, fixture->document, 15, 18, "Person");
  PostilSpanId event = suggest (fixture, fixture->document, 15, 18, "Event");
  PostilSpanId there = suggest (fixture, other, 7, 11, "Person");
  g_autoptr (PostilSpan) person = get (fixture, kept);
  const PostilSpanFilter filter = { .document = fixture->document, .label = person->label };
  g_autoptr (PostilSpan) a = NULL, b = NULL, c = NULL, d = NULL, back = NULL;

  g_assert_true (postil_project_decide (fixture->project, kept, POSTIL_STATE_KEPT, &error));
  g_assert_cmpint (postil_project_finish (fixture->project, &filter, &error), ==, 1);
  g_assert_no_error (error);
  a = get (fixture, kept);
  b = get (fixture, rest);
  c = get (fixture, event);
  d = get (fixture, there);
  g_assert_cmpint (a->state, ==, POSTIL_STATE_KEPT);
  g_assert_cmpint (b->state, ==, POSTIL_STATE_REJECTED);
  g_assert_cmpint (c->state, ==, POSTIL_STATE_SUGGESTED);
  g_assert_cmpint (d->state, ==, POSTIL_STATE_SUGGESTED);
  assert_undo (fixture, "Mark as done, reject 1 suggestion");
  back = get (fixture, rest);
  g_assert_cmpint (back->state, ==, POSTIL_STATE_SUGGESTED);
}

static void
test_decide_identical (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) precedents = NULL;
  PostilId other = add_document (store, "two", "It was Holt, and Holt again. Not Holtby.");
  PostilSpanId first = suggest (fixture, fixture->document, 10, 14, "Person");
  PostilSpanId second = suggest (fixture, other, 7, 11, "Person");
  PostilSpanId event = suggest (fixture, other, 7, 11, "Event");
  PostilSpanId longer = suggest (fixture, other, 33, 39, "Person");
  g_autoptr (PostilSpan) a = NULL;
  g_autoptr (PostilSpan) b = NULL;
  g_autoptr (PostilSpan) c = NULL;
  g_autoptr (PostilSpan) d = NULL;

  g_assert_cmpint (postil_project_decide_identical (fixture->project, first, POSTIL_STATE_KEPT, &error), ==, 2);
  g_assert_no_error (error);
  a = get (fixture, first);
  b = get (fixture, second);
  c = get (fixture, event);
  d = get (fixture, longer);
  g_assert_cmpint (a->state, ==, POSTIL_STATE_KEPT);
  g_assert_cmpint (b->state, ==, POSTIL_STATE_KEPT);
  g_assert_cmpint (c->state, ==, POSTIL_STATE_SUGGESTED);
  g_assert_cmpint (d->state, ==, POSTIL_STATE_SUGGESTED);
  precedents = postil_spans_precedents (store, "Holt", &error);
  g_assert_cmpuint (precedents->len, ==, 1);
  g_assert_cmpuint (g_array_index (precedents, PostilPrecedent, 0).n_kept, ==, 2);
  fixture->n_list = 0;
  assert_undo (fixture, "Accept 2 × Person");
  g_assert_cmpuint (fixture->n_list, ==, 1);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PostilId person = label (fixture, "Person");
  PostilId quote_label = label (fixture, "Quote");
  PostilSpanId quote =
      postil_project_tag (fixture->project, fixture->document, POSTIL_RANGE (27, 36), quote_label, &error);
  PostilSpanId holt = postil_project_tag (fixture->project, fixture->document, POSTIL_RANGE (39, 43), person, &error);
  PostilId speaker = postil_project_relate (fixture->project, label (fixture, "speaker"), quote, holt, &error);

  g_assert_no_error (error);
  g_assert_cmpint (speaker, !=, 0);
  g_assert_cmpint (postil_project_relate (fixture->project, label (fixture, "speaker"), quote, holt, &error), ==,
                   speaker);
  g_assert_true (postil_project_remove (fixture->project, holt, &error));
  g_assert_null (get (fixture, holt));
  assert_undo (fixture, "Remove Person");
  g_assert_cmpint (state_of_relation (fixture, speaker), ==, POSTIL_STATE_KEPT);
  assert_undo (fixture, "Relate: speaker");
  g_assert_cmpint (postil_project_relate (fixture->project, person, quote, holt, &error), ==, 0);
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
}

static void
test_reading (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  PostilId annotator = postil_project_get_annotator (fixture->project);
  g_auto (GStrv) names = NULL;
  PostilReading reading;

  g_assert_true (postil_project_set_reading (fixture->project, fixture->document, POSTIL_READING_DONE, &error));
  postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  postil_readings_spend (store, fixture->document, annotator, 1500, 12, &error);
  postil_transaction_commit (store, &error);
  g_assert_no_error (error);
  names = postil_readings_done_by (store, fixture->document, &error);
  g_assert_cmpstrv (names, ((const char *const[]){ "ida", NULL }));
  assert_undo (fixture, "Mark as done");
  postil_readings_get (store, fixture->document, annotator, &reading, &error);
  g_assert_cmpint (reading.state, ==, POSTIL_READING_UNREAD);
  g_assert_cmpint (reading.milliseconds, ==, 1500);
}

static void
on_suggested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(int *) data = postil_project_suggest_finish (POSTIL_PROJECT (source), result, &error);
  g_assert_no_error (error);
}

static void
on_progress (guint done, guint total, gpointer data)
{
  g_assert_cmpuint (done, <=, total);
  *(guint *) data = done;
}

static void
test_suggest (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  PostilSpanFilter filter = { .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED) };
  int n_new = -2;
  guint n_done = 0;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);
      g_autofree char *text = g_strdup_printf ("Text %u. Ane Holt said: “I deny all %u of it.” She left.\n\n"
                                               "Sign up for our newsletter\n",
                                               i, i);

      add_document (store, key, text);
    }
  postil_project_suggest_async (fixture->project, NULL, NULL, on_progress, &n_done, NULL, on_suggested, &n_new);
  while (n_new == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_done, ==, 51);
  g_assert_cmpint (n_new, >=, 50);
  g_assert_cmpuint (postil_spans_count (store, &filter, &error), ==, (guint) n_new);
  g_assert_cmpuint (fixture->n_document, ==, 51);
  /* Proposing is not an edit. */
  assert_undo (fixture, "Import");

  n_new = -2;
  postil_project_suggest_async (fixture->project, NULL, NULL, NULL, NULL, NULL, on_suggested, &n_new);
  while (n_new == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (n_new, ==, 0);
  /* All were up to date: nothing was written, and no view had to look. */
  g_assert_cmpuint (fixture->n_document, ==, 51);
}

static void
note_document (PostilProject *project, PostilId id, GArray *ids)
{
  g_array_append_val (ids, id);
}

/* What somebody looks at is taken before the rest; a worker may still be at its document when others have done theirs. */
static void
test_suggest_order (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (PostilId));
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (PostilId));
  g_autoptr (GHashTable) looked_at = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n_looked_at = 0;
  int n_new = -2;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);
      g_autofree char *text = g_strdup_printf ("Text %u. Ane Holt said: “I deny all %u of it.”", i, i);
      PostilId id;

      add_document (store, key, text);
      id = postil_documents_find (store, key);
      if (i >= 40)
        g_array_prepend_val (first, id);
    }
  for (guint i = 0; i < first->len; i++)
    g_hash_table_add (looked_at, &g_array_index (first, PostilId, i));
  g_signal_connect (fixture->project, "document-changed", G_CALLBACK (note_document), order);
  postil_project_suggest_all_async (fixture->project, first, NULL, NULL, NULL, on_suggested, &n_new);
  while (n_new == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (order->len, ==, 61);
  for (guint i = 0; i < first->len; i++)
    n_looked_at += g_hash_table_contains (looked_at, &g_array_index (order, PostilId, i));
  g_assert_cmpuint (n_looked_at, >=, first->len - 4);
}

static guint
count_repeats (PostilStore *store)
{
  g_autoptr (GPtrArray) sources = postil_source_list (store, NULL);
  guint n_repeats = 0;

  for (guint i = 0; i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);
      g_autoptr (GPtrArray) found = NULL;

      if (strcmp (source->name, "repeats") != 0)
        continue;
      found = postil_relations_of_source (store, source->id, POSTIL_STATES_ALL, NULL);
      n_repeats += found->len;
    }
  return n_repeats;
}

static void
reject_all (PostilStore *store, PostilId document)
{
  g_autoptr (GError) error = NULL;
  PostilSpanFilter filter = { .document = document, .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED) };
  g_autoptr (GPtrArray) spans = postil_spans_list (store, &filter, &error);

  g_assert_true (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error));
  for (guint i = 0; i < spans->len; i++)
    {
      PostilSpan *span = g_ptr_array_index (spans, i);

      span->state = POSTIL_STATE_REJECTED;
      g_assert_true (postil_spans_update (store, span, &error));
    }
  g_assert_true (postil_transaction_commit (store, &error));
}

/* What two documents say in other words is tied together at the end of the run. */
static void
test_suggest_repeats (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  int n_new = -2;

  add_document (store, "one", "Ane Holt said: “We have proof that the leak at the lock had nothing to do with us.”");
  add_document (store, "two", "“We can prove that we had nothing to do with the leak at the lock,” said Ane Holt.");
  postil_project_suggest_async (fixture->project, NULL, NULL, NULL, NULL, NULL, on_suggested, &n_new);
  while (n_new == -2)
    g_main_context_iteration (NULL, TRUE);
  /* The quotes, and the denials in them. */
  g_assert_cmpuint (count_repeats (store), >=, 1);

  /* They go with what was said, also when nothing is found in their place. */
  reject_all (store, postil_documents_find (store, "two"));
  n_new = -2;
  postil_project_suggest_async (fixture->project, NULL, NULL, NULL, NULL, NULL, on_suggested, &n_new);
  while (n_new == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_repeats (store), ==, 0);
}

static void
on_cancelled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(int *) data = postil_project_suggest_finish (POSTIL_PROJECT (source), result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  int n_new = -2;

  g_cancellable_cancel (cancellable);
  postil_project_suggest_async (fixture->project, NULL, NULL, NULL, NULL, cancellable, on_cancelled, &n_new);
  while (n_new == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (n_new, ==, -1);
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  guint n = postil_project_get_labels (fixture->project)->len;
  PostilId id;

  postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, "Add label", 0, &error);
  id = postil_labels_ensure (store, "Rumour", POSTIL_LABEL_ACT, &error);
  postil_transaction_commit (store, &error);
  g_assert_no_error (error);
  postil_project_changed (fixture->project);
  g_assert_cmpuint (postil_project_get_labels (fixture->project)->len, ==, n + 1);
  g_assert_cmpstr (postil_project_get_label (fixture->project, id)->name, ==, "Rumour");
  fixture->n_labels = 0;
  assert_undo (fixture, "Add label");
  g_assert_cmpuint (fixture->n_labels, ==, 1);
  g_assert_cmpuint (postil_project_get_labels (fixture->project)->len, ==, n);
  g_assert_null (postil_project_get_label (fixture->project, id));
}

/* Opening a page and spending time on it is no step to undo, and a page that is done stays done. */
static void
test_read (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  PostilId annotator = postil_project_get_annotator (fixture->project);
  guint n_document = fixture->n_document;
  guint n_history = fixture->n_history;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  PostilReading reading;

  g_assert_true (postil_project_read (fixture->project, fixture->document, 0, 0, &error));
  g_assert_no_error (error);
  g_assert_true (postil_project_read (fixture->project, fixture->document, 1500, 7, &error));
  g_assert_true (postil_readings_get (store, fixture->document, annotator, &reading, &error));
  g_assert_cmpint (reading.state, ==, POSTIL_READING_OPEN);
  g_assert_cmpint (reading.milliseconds, ==, 1500);
  g_assert_cmpint (reading.keystrokes, ==, 7);
  g_assert_cmpuint (fixture->n_document, ==, n_document + 1);
  g_assert_cmpuint (fixture->n_history, ==, n_history);
  edit = postil_history_peek_undo (store);
  g_assert_true (edit == NULL || g_strcmp0 (edit->title, "Mark as being read") != 0);

  g_assert_true (postil_project_set_reading (fixture->project, fixture->document, POSTIL_READING_DONE, &error));
  g_assert_true (postil_project_read (fixture->project, fixture->document, 500, 1, &error));
  g_assert_true (postil_readings_get (store, fixture->document, annotator, &reading, &error));
  g_assert_cmpint (reading.state, ==, POSTIL_READING_DONE);
  g_assert_cmpint (reading.milliseconds, ==, 2000);
  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  g_assert_true (postil_readings_get (store, fixture->document, annotator, &reading, &error));
  g_assert_cmpint (reading.state, ==, POSTIL_READING_OPEN);
  g_assert_cmpint (reading.milliseconds, ==, 2000);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*function) (Fixture *, gconstpointer);
  } tests[] = {
    { "/project/tag", test_tag },
    { "/project/tag-suggestion", test_tag_suggestion },
    { "/project/tag-all", test_tag_all },
    { "/project/change", test_change },
    { "/project/decide", test_decide },
    { "/project/finish", test_finish },
    { "/project/decide-identical", test_decide_identical },
    { "/project/remove", test_remove },
    { "/project/reading", test_reading },
    { "/project/read", test_read },
    { "/project/labels", test_labels },
    { "/project/suggest", test_suggest },
    { "/project/suggest-repeats", test_suggest_repeats },
    { "/project/suggest-order", test_suggest_order },
    { "/project/suggest-cancelled", test_cancel },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);
  return g_test_run ();
}
