/* test-labels.c - labels are changed, merged, moved and loaded, each as one step that can be taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "../support/project.h"

#include <postil/project.h>
#include <postil/suggester.h>

#define TEXT "Holt denied it. The board denies it. Holt left. Nobody else was there."

typedef struct
{
  char *folder;
  PostilProject *project;
  PostilStore *store;
  PostilId document;
  guint n_labels;
} Fixture;

static void
on_labels (PostilProject *project, Fixture *fixture)
{
  fixture->n_labels++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, NULL);
  g_autoptr (PostilDocument) document = postil_document_new ("a", text);

  fixture->folder = test_folder_new ();
  path = g_build_filename (fixture->folder, "p.postil", NULL);
  fixture->project = postil_project_create (path, "ida", &error);
  g_assert_no_error (error);
  fixture->store = postil_project_get_store (fixture->project);
  document->labels = g_strdup ("[\"old\",\"other\",\"new\"]");
  postil_transaction_begin (fixture->store, POSTIL_TRANSACTION_EDIT, "Import", 0, &error);
  postil_documents_add (fixture->store, document, NULL, &error);
  postil_transaction_commit (fixture->store, &error);
  g_assert_no_error (error);
  fixture->document = document->id;
  g_signal_connect (fixture->project, "labels-changed", G_CALLBACK (on_labels), fixture);
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
  return postil_labels_find (fixture->store, name);
}

static PostilLabel *
get (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  PostilLabel *found = postil_labels_get (fixture->store, label (fixture, name), &error);

  g_assert_no_error (error);
  return found;
}

static PostilSpanId
add_span (Fixture *fixture, guint32 start, guint32 stop, const char *name, PostilState state, const char *annotator)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSpan) span = postil_span_new ();

  postil_transaction_begin (fixture->store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  span->document = fixture->document;
  span->label = label (fixture, name);
  span->range = POSTIL_RANGE (start, stop);
  span->state = state;
  span->annotator = annotator != NULL ? postil_annotator_ensure (fixture->store, annotator, &error) : 0;
  span->score = 0.5;
  span->source = postil_source_ensure (fixture->store, POSTIL_SOURCE_RULE, "rules/x", NULL, &error);
  postil_spans_add (fixture->store, span, &error);
  postil_transaction_commit (fixture->store, &error);
  g_assert_no_error (error);
  return span->id;
}

static char *
describe (Fixture *fixture)
{
  PostilSpanFilter filter = { .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) spans = postil_spans_list (fixture->store, &filter, NULL);
  g_autoptr (GPtrArray) relations = postil_relations_list (fixture->store, fixture->document, POSTIL_STATES_ALL, NULL);
  g_autoptr (GPtrArray) labels = postil_labels_list (fixture->store, TRUE, NULL);
  g_autoptr (PostilDocument) document = postil_documents_get (fixture->store, fixture->document, NULL);
  GString *text = g_string_new (document->labels);

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);

      g_string_append_printf (text, "\n%" G_GINT64_FORMAT " %u-%u %" G_GINT64_FORMAT " %d", span->id, span->range.start,
                              span->range.stop, span->label, span->state);
    }
  for (guint i = 0; i < relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (relations, i);

      g_string_append_printf (text,
                              "\n%" G_GINT64_FORMAT ": %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                              relation->id, relation->label, relation->head, relation->tail);
    }
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *one = g_ptr_array_index (labels, i);

      g_string_append_printf (text, "\n%s %d %" G_GINT64_FORMAT " %s %s %s %d %d", one->name, one->kind, one->parent,
                              one->colour, one->shortcut, one->guideline, one->position, one->archived);
    }
  return g_string_free (text, FALSE);
}

static void
assert_undo (Fixture *fixture, const char *title, const char *before)
{
  g_autoptr (PostilEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *now = NULL;

  g_assert_true (postil_project_undo (fixture->project, &edit, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (edit->title, ==, title);
  now = describe (fixture);
  g_assert_cmpstr (now, ==, before);
}

static void
test_update (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = describe (fixture);
  g_autoptr (PostilLabel) threat = get (fixture, "Threat");
  g_autoptr (PostilLabel) fresh = postil_label_new ("Claim", POSTIL_LABEL_ACT);
  g_autoptr (GError) error = NULL;

  g_free (threat->name);
  threat->name = g_strdup ("Menace");
  threat->parent = label (fixture, "Denial");
  g_assert_true (postil_project_update_label (fixture->project, threat, &error));
  g_assert_cmpint (label (fixture, "Menace"), ==, threat->id);
  g_assert_cmpstr (postil_project_get_label (fixture->project, threat->id)->name, ==, "Menace");
  g_assert_cmpuint (fixture->n_labels, ==, 1);
  assert_undo (fixture, "Rename Threat to Menace", before);
  g_assert_cmpstr (postil_project_get_label (fixture->project, threat->id)->name, ==, "Threat");

  g_assert_true (postil_project_add_label (fixture->project, fresh, &error));
  g_assert_cmpint (fresh->id, !=, 0);
  assert_undo (fixture, "Add the label Claim", before);
}

static void
refuse (Fixture *fixture, PostilLabel *changed, PostilError code, const char *words)
{
  g_autofree char *before = describe (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (postil_project_update_label (fixture->project, changed, &error));
  g_assert_error (error, POSTIL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  after = describe (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilLabel) threat = get (fixture, "Threat");
  g_autoptr (PostilLabel) denial = get (fixture, "Denial");
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&threat->shortcut, g_free);
  threat->shortcut = g_strdup ("P");
  refuse (fixture, threat, POSTIL_ERROR_EXISTS, "“Person”");
  g_free (threat->shortcut);
  threat->shortcut = g_strdup ("ab");
  refuse (fixture, threat, POSTIL_ERROR_FAILED, "one letter");
  g_free (threat->shortcut);
  threat->shortcut = g_strdup ("");
  threat->parent = threat->id;
  refuse (fixture, threat, POSTIL_ERROR_FAILED, "parent");
  threat->parent = denial->id;
  g_assert_true (postil_project_update_label (fixture->project, threat, &error));
  denial->parent = threat->id;
  refuse (fixture, denial, POSTIL_ERROR_FAILED, "below");
  add_span (fixture, 0, 4, "Threat", POSTIL_STATE_KEPT, "ida");
  threat->kind = POSTIL_LABEL_RELATION;
  refuse (fixture, threat, POSTIL_ERROR_FAILED, "in use");
}

static void
test_archive (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = describe (fixture);
  g_autoptr (PostilLabel) denial = get (fixture, "Denial");
  g_autoptr (PostilLabel) other = get (fixture, "Threat");
  g_autoptr (GError) error = NULL;
  PostilId id = 1;

  denial->archived = TRUE;
  g_assert_true (postil_project_update_label (fixture->project, denial, &error));
  for (guint i = 0; i < postil_project_get_labels (fixture->project)->len; i++)
    g_assert_cmpint (((PostilLabel *) g_ptr_array_index (postil_project_get_labels (fixture->project), i))->id, !=,
                     denial->id);
  /* Its key is free, and machines propose nothing for it. */
  postil_transaction_begin (fixture->store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  g_free (other->shortcut);
  other->shortcut = g_strdup (denial->shortcut);
  g_assert_true (postil_labels_resolve (fixture->store, "Denial", POSTIL_LABEL_ACT, &id, &error));
  g_assert_cmpint (id, ==, 0);
  g_assert_true (postil_labels_update (fixture->store, other, &error));
  postil_transaction_rollback (fixture->store);
  assert_undo (fixture, "Archive the label Denial", before);
}

static gint64
count (Fixture *fixture, const char *name, PostilState state)
{
  PostilSpanFilter filter = { .label = label (fixture, name), .states = POSTIL_STATES (state) };

  return postil_spans_count (fixture->store, &filter, NULL);
}

static void
test_merge (Fixture *fixture, gconstpointer data)
{
  PostilSpanId person = add_span (fixture, 0, 4, "Person", POSTIL_STATE_KEPT, "ida");
  PostilSpanId lost = add_span (fixture, 0, 14, "Threat", POSTIL_STATE_KEPT, "ida");
  PostilSpanId stays = add_span (fixture, 0, 14, "Denial", POSTIL_STATE_KEPT, "ida");
  PostilSpanId kept = add_span (fixture, 16, 35, "Threat", POSTIL_STATE_KEPT, "ida");
  PostilSpanId open = add_span (fixture, 16, 35, "Denial", POSTIL_STATE_SUGGESTED, NULL);
  PostilSpanId alone = add_span (fixture, 37, 46, "Threat", POSTIL_STATE_SUGGESTED, NULL);
  g_autoptr (PostilSpan) span = NULL;
  g_autoptr (PostilSpan) other = NULL;
  g_autoptr (PostilLabel) threat = NULL;
  g_autoptr (PostilRelation) relation = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  PostilId id = 0;
  PostilLabelUse use;

  add_span (fixture, 48, 54, "Threat", POSTIL_STATE_KEPT, "ida");
  add_span (fixture, 48, 54, "Denial", POSTIL_STATE_KEPT, "bo");
  postil_project_relate (fixture->project, label (fixture, "speaker"), lost, person, &error);
  g_assert_no_error (error);
  before = describe (fixture);
  g_assert_true (postil_labels_use (fixture->store, label (fixture, "Threat"), &use, &error));
  g_assert_cmpuint (use.n_kept, ==, 3);
  g_assert_cmpuint (use.n_suggested, ==, 1);

  g_assert_true (
      postil_project_merge_labels (fixture->project, label (fixture, "Threat"), label (fixture, "Denial"), &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "Threat", POSTIL_STATE_KEPT), ==, 0);
  g_assert_cmpint (count (fixture, "Denial", POSTIL_STATE_KEPT), ==, 4); /* two annotators stay two */
  g_assert_cmpint (count (fixture, "Denial", POSTIL_STATE_SUGGESTED), ==, 1);
  g_assert_null (postil_spans_get (fixture->store, lost, NULL));
  g_assert_null (postil_spans_get (fixture->store, open, NULL));
  span = postil_spans_get (fixture->store, kept, &error);
  g_assert_cmpint (span->label, ==, label (fixture, "Denial"));
  other = postil_spans_get (fixture->store, alone, NULL);
  g_assert_nonnull (other);
  relation = postil_relations_find (fixture->store, label (fixture, "speaker"), stays, person, &error);
  g_assert_nonnull (relation);
  threat = get (fixture, "Threat");
  g_assert_true (threat->archived);
  postil_transaction_begin (fixture->store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  g_assert_true (postil_labels_resolve (fixture->store, "Threat", POSTIL_LABEL_ACT, &id, &error));
  postil_transaction_rollback (fixture->store);
  g_assert_cmpint (id, ==, label (fixture, "Denial"));
  assert_undo (fixture, "Merge Threat into Denial", before);
}

static void
test_merge_relations (Fixture *fixture, gconstpointer data)
{
  PostilSpanId a = add_span (fixture, 0, 4, "Person", POSTIL_STATE_KEPT, "ida");
  PostilSpanId b = add_span (fixture, 0, 14, "Denial", POSTIL_STATE_KEPT, "ida");
  g_autoptr (GPtrArray) relations = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  postil_project_relate (fixture->project, label (fixture, "speaker"), b, a, &error);
  postil_project_relate (fixture->project, label (fixture, "target"), b, a, &error);
  postil_project_relate (fixture->project, label (fixture, "target"), a, b, &error);
  before = describe (fixture);
  g_assert_true (
      postil_project_merge_labels (fixture->project, label (fixture, "target"), label (fixture, "speaker"), &error));
  g_assert_no_error (error);
  relations = postil_relations_list (fixture->store, fixture->document, POSTIL_STATES_ALL, &error);
  g_assert_cmpuint (relations->len, ==, 2);
  for (guint i = 0; i < relations->len; i++)
    g_assert_cmpint (((PostilRelation *) g_ptr_array_index (relations, i))->label, ==, label (fixture, "speaker"));
  assert_undo (fixture, "Merge target into speaker", before);
  g_assert_false (
      postil_project_merge_labels (fixture->project, label (fixture, "target"), label (fixture, "Denial"), &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
}

static void
test_merge_document_labels (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilLabel) from = postil_label_new ("old", POSTIL_LABEL_DOCUMENT);
  g_autoptr (PostilLabel) into = postil_label_new ("new", POSTIL_LABEL_DOCUMENT);
  g_autoptr (PostilDocument) document = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  PostilLabelUse use;

  g_assert_true (postil_project_add_label (fixture->project, from, &error));
  g_assert_true (postil_project_add_label (fixture->project, into, &error));
  g_assert_true (postil_labels_use (fixture->store, from->id, &use, &error));
  g_assert_cmpuint (use.n_documents, ==, 1);
  before = describe (fixture);
  g_assert_true (postil_project_merge_labels (fixture->project, from->id, into->id, &error));
  document = postil_documents_get (fixture->store, fixture->document, &error);
  g_assert_cmpstr (document->labels, ==, "[\"new\",\"other\"]");
  assert_undo (fixture, "Merge old into new", before);
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = describe (fixture);
  g_autoptr (GError) error = NULL;
  GPtrArray *labels;

  g_assert_true (postil_project_move_label (fixture->project, label (fixture, "Threat"), 0, &error));
  labels = postil_project_get_labels (fixture->project);
  g_assert_cmpstr (((PostilLabel *) g_ptr_array_index (labels, 0))->name, ==, "Threat");
  g_assert_cmpstr (((PostilLabel *) g_ptr_array_index (labels, 1))->name, ==, "Allegation");
  g_assert_true (postil_project_move_label (fixture->project, label (fixture, "Threat"), 3, &error));
  labels = postil_project_get_labels (fixture->project);
  g_assert_cmpstr (((PostilLabel *) g_ptr_array_index (labels, 2))->name, ==, "Threat");
  g_assert_true (postil_project_move_label (fixture->project, label (fixture, "Threat"), 999, &error));
  labels = postil_project_get_labels (fixture->project);
  g_assert_cmpstr (((PostilLabel *) g_ptr_array_index (labels, labels->len - 1))->name, ==, "Threat");
  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  assert_undo (fixture, "Move the label Threat", before);
}

static void
test_load (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = describe (fixture);
  g_autoptr (GPtrArray) pack = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_label_free);
  PostilLabel *claim = postil_label_new ("Claim", POSTIL_LABEL_ACT);
  PostilLabel *denial = postil_label_new ("Denial", POSTIL_LABEL_ACT);
  g_autoptr (PostilLabel) known = NULL;
  g_autoptr (PostilLabel) added = NULL;
  g_auto (GStrv) notes = NULL;
  g_autoptr (GError) error = NULL;
  guint n_added = 0, n_changed = 0;

  g_free (claim->shortcut);
  claim->shortcut = g_strdup ("1");
  g_free (denial->guideline);
  denial->guideline = g_strdup ("No means no.");
  denial->parent = claim->id;
  g_ptr_array_add (pack, denial);
  g_ptr_array_add (pack, claim);
  g_assert_true (postil_project_load_labels (fixture->project, pack, &n_added, &n_changed, &notes, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_added, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (g_strv_length (notes), ==, 1);
  known = get (fixture, "Denial");
  added = get (fixture, "Claim");
  g_assert_cmpstr (known->guideline, ==, "No means no.");
  g_assert_cmpint (known->parent, ==, added->id);
  g_assert_cmpstr (added->shortcut, ==, "");
  g_assert_cmpint (label (fixture, "Threat"), !=, 0);
  assert_undo (fixture, "Load labels", before);
}

/* What machines propose follows a label that was renamed. */
static void
test_renamed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilLabel) denial = get (fixture, "Denial");
  g_autoptr (GError) error = NULL;
  PostilId id = 0;

  g_free (denial->name);
  denial->name = g_strdup ("Rejection");
  g_assert_true (postil_project_update_label (fixture->project, denial, &error));
  postil_transaction_begin (fixture->store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  g_assert_true (postil_labels_resolve (fixture->store, "Denial", POSTIL_LABEL_ACT, &id, &error));
  g_assert_cmpint (id, ==, denial->id);
  g_assert_true (postil_labels_resolve (fixture->store, "Brand new", POSTIL_LABEL_ACT, &id, &error));
  g_assert_cmpint (id, ==, label (fixture, "Brand new"));
  postil_transaction_rollback (fixture->store);
}

#define ADD(name, function) g_test_add ("/labels/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("update", test_update);
  ADD ("refused", test_refused);
  ADD ("archive", test_archive);
  ADD ("merge", test_merge);
  ADD ("merge-relations", test_merge_relations);
  ADD ("merge-document-labels", test_merge_document_labels);
  ADD ("move", test_move);
  ADD ("load", test_load);
  ADD ("renamed", test_renamed);
  return g_test_run ();
}
