/* test-session.c - selection, stepping, tagging, deciding and undo as the window's keys ask for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session.h"

#include <glib/gstdio.h>
#include <string.h>

static const char page[] =
    "Ana Ruiz denied it. \"Never,\" she said.\n\nBoard members accuse Ana Ruiz of theft, and of lies.\n";

typedef struct
{
  char *folder;
  PostilProject *project;
  PostilSession *session;
  PostilId documents[3];
  guint n_spans_changed;
} Fixture;

static void
count (Fixture *fixture)
{
  fixture->n_spans_changed++;
}

static PostilId
add_document (Fixture *fixture, const char *key, const char *text)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) words = postil_text_new (text, -1, &error);
  g_autoptr (PostilDocument) document = NULL;
  gboolean added = FALSE;

  g_assert_no_error (error);
  document = postil_document_new (key, words);
  document->position = -1;
  g_assert_true (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error));
  g_assert_true (postil_documents_add (store, document, &added, &error));
  g_assert_true (postil_transaction_commit (store, &error));
  return document->id;
}

static PostilId
label (Fixture *fixture, const char *name)
{
  return postil_labels_find (postil_project_get_store (fixture->project), name);
}

static PostilSpanId
suggest (Fixture *fixture, PostilId document, PostilRange range, const char *name)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSpan) span = postil_span_new ();

  span->document = document;
  span->range = range;
  span->label = label (fixture, name);
  span->state = POSTIL_STATE_SUGGESTED;
  span->score = 0.5;
  g_assert_true (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error));
  span->source = postil_source_ensure (store, POSTIL_SOURCE_RULE, "rules/test", "1", &error);
  g_assert_true (postil_spans_add (store, span, &error));
  g_assert_true (postil_transaction_commit (store, &error));
  postil_project_changed (fixture->project);
  return span->id;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("postil-session-XXXXXX", &error);
  path = g_build_filename (fixture->folder, "p.postil", NULL);
  fixture->project = postil_project_create (path, "tester", &error);
  g_assert_no_error (error);
  fixture->documents[0] = add_document (fixture, "a.txt", page);
  fixture->documents[1] = add_document (fixture, "b.txt", "Nothing here.");
  fixture->documents[2] = add_document (fixture, "c.txt", "Ana Ruiz was seen in Oslo.");
  postil_project_changed (fixture->project);
  fixture->session = postil_session_new (fixture->project);
  g_signal_connect_swapped (fixture->session, "spans-changed", G_CALLBACK (count), fixture);
  g_assert_true (postil_session_set_document (fixture->session, fixture->documents[0], &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "p.postil", NULL);

  g_clear_object (&fixture->session);
  g_clear_object (&fixture->project);
  g_unlink (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
assert_selected (Fixture *fixture, const char *expected)
{
  g_autofree char *slice = postil_text_slice (postil_session_get_document (fixture->session)->text,
                                              postil_session_get_selection (fixture->session));

  g_assert_cmpstr (slice, ==, expected);
}

static PostilRange
words (const char *part)
{
  guint32 start = (guint32) (g_strstr_len (page, -1, part) - page);

  return POSTIL_RANGE (start, start + (guint32) strlen (part));
}

/* The session's spans are those of the store, in order, and its index and lookup agree. */
static void
assert_in_step (Fixture *fixture)
{
  PostilSpanFilter filter = { .document = postil_session_get_document (fixture->session)->id };
  g_autoptr (GPtrArray) stored = postil_spans_list (postil_project_get_store (fixture->project), &filter, NULL);
  GPtrArray *shown = postil_session_get_spans (fixture->session);

  g_assert_cmpuint (stored->len, ==, shown->len);
  g_assert_cmpuint (postil_span_index_get_size (postil_session_get_index (fixture->session)), ==, shown->len);
  for (guint i = 0; i < shown->len; i++)
    {
      const PostilSpan *a = g_ptr_array_index (stored, i);
      const PostilSpan *b = g_ptr_array_index (shown, i);
      PostilRange range;

      g_assert_cmpint (a->id, ==, b->id);
      g_assert_cmpint (a->label, ==, b->label);
      g_assert_cmpint (a->state, ==, b->state);
      g_assert_true (postil_range_equal (a->range, b->range));
      g_assert_true (postil_session_get_span (fixture->session, a->id) == b);
      g_assert_true (postil_span_index_lookup (postil_session_get_index (fixture->session), a->id, &range));
      g_assert_true (postil_range_equal (a->range, range));
    }
}

static void
test_grow_and_shrink (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;
  PostilRange caret = words ("denied");

  postil_session_set_selection (session, POSTIL_RANGE (caret.start, caret.start));
  postil_session_grow_selection (session);
  assert_selected (fixture, "denied");
  for (guint i = 0; i < 5; i++)
    postil_session_grow_selection (session);
  assert_selected (fixture, "Ana Ruiz denied it. \"Never,\" she said.");
  for (guint i = 0; i < 5; i++)
    postil_session_shrink_selection (session);
  g_assert_cmpuint (postil_range_length (postil_session_get_selection (session)), ==, 0);
  g_assert_cmpuint (postil_session_get_selection (session).start, ==, caret.start);
}

/* A caret between words, at the end of a line or between paragraphs takes what stands behind it, and no white space. */
static void
test_units_leave_white_space (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;
  const PostilText *text = postil_session_get_document (session)->text;
  guint checked = 0;

  for (guint32 i = 0; i < postil_text_get_length (text); i++)
    {
      g_autofree char *here = postil_text_slice (text, POSTIL_RANGE (i, i + 1));

      if (!g_ascii_isspace (here[0]) || postil_segment_token_at (text, i).start == postil_segment_token_at (text, i).stop)
        continue;
      for (int unit = -1; unit < 2; unit++)
        {
          g_autofree char *taken = NULL;
          g_autofree char *bare = NULL;

          postil_session_set_selection (session, POSTIL_RANGE (i, i));
          if (unit < 0)
            postil_session_grow_selection (session);
          else
            postil_session_select_unit (session, unit == 0 ? POSTIL_UNIT_CLAUSE : POSTIL_UNIT_SENTENCE);
          taken = postil_text_slice (text, postil_session_get_selection (session));
          bare = g_strstrip (g_strdup (taken));
          g_assert_cmpstr (taken, ==, bare);
          g_assert_cmpstr (taken, !=, "");
          checked++;
        }
    }
  g_assert_cmpuint (checked, >, 20);
}

/* A reading from the file tells what differs from what was there, so that a view draws only that anew. */
static void
test_reload_tells_difference (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;
  PostilRange range;

  suggest (fixture, fixture->documents[0], words ("Ana Ruiz"), "Person");
  g_assert_true (postil_range_equal (postil_session_get_changed_range (session), words ("Ana Ruiz")));
  suggest (fixture, fixture->documents[0], words ("lies"), "Threat");
  g_assert_true (postil_range_equal (postil_session_get_changed_range (session), words ("lies")));
  suggest (fixture, fixture->documents[2], POSTIL_RANGE (0, 8), "Person");
  range = postil_session_get_changed_range (session);
  g_assert_cmpuint (range.start, ==, range.stop);
  assert_in_step (fixture);
  postil_session_set_show_rejected (session, TRUE); /* there are none */
  range = postil_session_get_changed_range (session);
  g_assert_cmpuint (range.start, ==, range.stop);
}

static void
test_tag_relabel_undo (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  PostilSpanId id;

  /* Neither a selection nor a current span: nothing happens, and that is no error. */
  g_assert_false (postil_session_apply_label (session, label (fixture, "Person"), &error));
  g_assert_no_error (error);
  postil_session_set_selection (session, words ("Ana Ruiz"));
  fixture->n_spans_changed = 0;
  g_assert_true (postil_session_apply_label (session, label (fixture, "Person"), &error));
  g_assert_cmpuint (fixture->n_spans_changed, ==, 1);
  g_assert_true (postil_range_equal (postil_session_get_changed_range (session), words ("Ana Ruiz")));
  id = postil_session_get_current (session);
  g_assert_cmpint (postil_session_get_span (session, id)->state, ==, POSTIL_STATE_KEPT);
  g_assert_cmpuint (postil_session_get_selection (session).start, ==, words ("Ana Ruiz").stop);
  assert_in_step (fixture);
  /* The next label key corrects it. */
  g_assert_true (postil_session_apply_label (session, label (fixture, "Organisation"), &error));
  g_assert_cmpint (postil_session_get_span (session, id)->label, ==, label (fixture, "Organisation"));
  assert_in_step (fixture);
  g_assert_true (postil_session_undo (session, &title, &error));
  g_assert_nonnull (title);
  g_assert_cmpint (postil_session_get_span (session, id)->label, ==, label (fixture, "Person"));
  g_assert_true (postil_session_undo (session, NULL, &error));
  g_assert_null (postil_session_get_span (session, id));
  g_assert_cmpint (postil_session_get_current (session), ==, 0);
  assert_in_step (fixture);
  g_assert_true (postil_session_redo (session, NULL, &error));
  g_assert_nonnull (postil_session_get_span (session, id));
  assert_in_step (fixture);
}

static guint
n_parts (Fixture *fixture, PostilSpanId id)
{
  const PostilSpan *span = postil_session_get_span (fixture->session, id);

  return span->parts != NULL ? span->parts->len : 1;
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;
  g_autoptr (GError) error = NULL;
  PostilRange first = postil_segment_token_at (postil_session_get_document (session)->text, 0);
  PostilRange second = postil_segment_next_token (postil_session_get_document (session)->text, first.start);
  PostilRange third = postil_segment_next_token (postil_session_get_document (session)->text, second.start);
  PostilSpanId id;

  postil_session_set_selection (session, third);
  g_assert_false (postil_session_add_part (session, &error)); /* no span yet */
  g_assert_no_error (error);
  postil_session_set_selection (session, first);
  g_assert_true (postil_session_apply_label (session, label (fixture, "Event"), &error));
  id = postil_session_get_current (session);
  postil_session_set_selection (session, third);
  g_assert_cmpint (postil_session_get_current (session), ==, 0);
  g_assert_true (postil_session_add_part (session, &error));
  g_assert_no_error (error);
  g_assert_cmpint (postil_session_get_current (session), ==, id);
  g_assert_cmpuint (n_parts (fixture, id), ==, 2);
  g_assert_true (postil_range_equal (postil_session_get_span (session, id)->range, POSTIL_RANGE (first.start, third.stop)));
  assert_in_step (fixture);
  /* What lies between them: only white space is left of the gaps, so the span is in one piece again. */
  postil_session_set_selection (session, second);
  g_assert_true (postil_session_add_part (session, &error));
  g_assert_cmpuint (n_parts (fixture, id), ==, 1);
  postil_session_set_selection (session, second);
  g_assert_true (postil_session_cut_part (session, &error));
  g_assert_cmpuint (n_parts (fixture, id), ==, 2);
  assert_in_step (fixture);
  postil_session_set_selection (session, POSTIL_RANGE (first.start, third.stop));
  g_assert_false (postil_session_cut_part (session, &error)); /* nothing would be left */
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE);
  g_clear_error (&error);
  for (guint i = 0; i < 3; i++)
    g_assert_true (postil_session_undo (session, NULL, &error));
  g_assert_cmpuint (n_parts (fixture, id), ==, 1);
  g_assert_true (postil_range_equal (postil_session_get_span (session, id)->range, first));
  assert_in_step (fixture);
}

static void
test_select_unit (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;
  const PostilText *text = postil_session_get_document (session)->text;
  PostilRange sentence = postil_segment_sentence_at (text, 0);
  PostilRange next = postil_segment_sentence_at (text, postil_segment_token_at (text, sentence.stop).start);

  postil_session_set_selection (session, POSTIL_RANGE (0, 0));
  postil_session_select_unit (session, POSTIL_UNIT_SENTENCE);
  g_assert_true (postil_range_equal (postil_session_get_selection (session), sentence));
  postil_session_select_unit (session, POSTIL_UNIT_SENTENCE);
  g_assert_true (postil_range_equal (postil_session_get_selection (session), POSTIL_RANGE (sentence.start, next.stop)));
  postil_session_shrink_selection (session);
  g_assert_true (postil_range_equal (postil_session_get_selection (session), sentence));
  /* To the end and no further. */
  for (guint i = 0; i < 100; i++)
    postil_session_select_unit (session, POSTIL_UNIT_CLAUSE);
  g_assert_cmpuint (postil_session_get_selection (session).stop, <=, postil_text_get_length (text));
}

static void
test_tag_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const PostilSpan *span;
  guint n = 0;

  postil_session_set_selection (fixture->session, words ("Ana Ruiz"));
  g_assert_true (postil_session_apply_label_all (fixture->session, label (fixture, "Person"), &n, &error));
  g_assert_cmpuint (n, ==, 2);
  assert_in_step (fixture);
  /* The one that stood for all is current, so that a note, a relation or a look elsewhere can follow. */
  span = postil_session_get_span (fixture->session, postil_session_get_current (fixture->session));
  g_assert_nonnull (span);
  g_assert_true (postil_range_equal (span->range, words ("Ana Ruiz")));
  g_assert_true (postil_session_undo (fixture->session, NULL, &error));
  g_assert_cmpuint (postil_session_get_spans (fixture->session)->len, ==, 0);
}

static void
test_step_and_decide (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;
  g_autoptr (GError) error = NULL;
  PostilSpanId first = suggest (fixture, fixture->documents[0], words ("Ana Ruiz"), "Person");
  PostilSpanId second = suggest (fixture, fixture->documents[0], words ("Board members accuse Ana Ruiz"), "Allegation");
  PostilSpanId other = suggest (fixture, fixture->documents[2], POSTIL_RANGE (0, 8), "Person");

  suggest (fixture, fixture->documents[0], POSTIL_RANGE (0, 40), "Post"); /* structure: never stepped on */
  g_assert_true (postil_session_step (session, 1));
  g_assert_cmpint (postil_session_get_current (session), ==, first);
  g_assert_true (postil_session_decide (session, POSTIL_STATE_KEPT, &error));
  g_assert_cmpint (postil_session_get_span (session, first)->state, ==, POSTIL_STATE_KEPT);
  g_assert_cmpint (postil_session_get_current (session), ==, second);
  /* Not in review: the document's end is the end. */
  g_assert_false (postil_session_step (session, 1));
  g_assert_true (postil_session_step (session, -1));
  g_assert_cmpint (postil_session_get_current (session), ==, first);
  postil_session_set_mode (session, POSTIL_MODE_REVIEW);
  g_assert_true (postil_session_step (session, 1));
  g_assert_true (postil_session_decide (session, POSTIL_STATE_REJECTED, &error));
  g_assert_cmpint (postil_session_get_document (session)->id, ==, fixture->documents[2]);
  g_assert_cmpint (postil_session_get_current (session), ==, other);
  g_assert_false (postil_session_step (session, 1));
  /* Undo goes back to where it was done. */
  g_assert_true (postil_session_undo (session, NULL, &error));
  g_assert_cmpint (postil_session_get_document (session)->id, ==, fixture->documents[0]);
  g_assert_cmpint (postil_session_get_current (session), ==, second);
  assert_in_step (fixture);
}

/* Wherever the spans lie that were decided, an undo leads back to what was looked at. */
static void
test_undo_of_many (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;
  g_autoptr (GError) error = NULL;
  PostilSpanId first = suggest (fixture, fixture->documents[0], words ("Ana Ruiz"), "Person");
  PostilSpanId second = suggest (fixture, fixture->documents[0], words ("Board members accuse Ana Ruiz"), "Allegation");
  PostilSpanId other = suggest (fixture, fixture->documents[2], POSTIL_RANGE (0, 8), "Person");
  PostilSpanFilter persons = { .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED), .label = label (fixture, "Person") };
  guint n = 0;

  postil_session_set_mode (session, POSTIL_MODE_REVIEW);
  postil_session_set_current (session, second);
  g_assert_true (postil_session_decide_matching (session, &persons, POSTIL_STATE_KEPT, FALSE, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (postil_session_get_current (session), ==, second); /* which was not among them */
  g_assert_cmpuint (postil_session_count_open (session), ==, 1);
  g_assert_true (postil_session_undo (session, NULL, &error));
  g_assert_cmpint (postil_session_get_current (session), ==, second);
  g_assert_cmpuint (postil_session_count_open (session), ==, 3);

  g_assert_true (postil_session_step (session, 1));
  g_assert_cmpint (postil_session_get_current (session), ==, other);
  g_assert_true (postil_session_decide_all (session, POSTIL_STATE_REJECTED, &n, &error));
  g_assert_cmpint (postil_session_get_current (session), ==, second);
  g_assert_true (postil_session_undo (session, NULL, &error));
  g_assert_cmpint (postil_session_get_document (session)->id, ==, fixture->documents[2]);
  g_assert_cmpint (postil_session_get_current (session), ==, other);

  postil_session_set_document (session, fixture->documents[0], &error);
  postil_session_set_current (session, first);
  g_assert_true (postil_session_decide_matching (session, &persons, POSTIL_STATE_REJECTED, FALSE, &n, &error));
  g_assert_cmpint (postil_session_get_current (session), ==, second);
  g_assert_true (postil_session_undo (session, NULL, &error));
  g_assert_cmpint (postil_session_get_current (session), ==, first);
  g_assert_true (postil_session_redo (session, NULL, &error));
  g_assert_cmpint (postil_session_get_current (session), ==, second);
  g_assert_true (postil_session_undo (session, NULL, &error));
  /* A page that is open over the document is not left. */
  postil_session_set_current (session, second);
  persons.label = label (fixture, "Allegation");
  g_assert_true (postil_session_decide_matching (session, &persons, POSTIL_STATE_REJECTED, TRUE, &n, &error));
  g_assert_cmpint (postil_session_get_document (session)->id, ==, fixture->documents[0]);
  g_assert_cmpint (postil_session_get_current (session), ==, 0);
  g_assert_true (postil_session_return_to_queue (session));
  g_assert_cmpint (postil_session_get_current (session), ==, other); /* which comes behind it */
  assert_in_step (fixture);
}

/* What was decided since the place was noted is not shown again. */
static void
test_place_after_a_crash (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilSession) again = NULL;
  g_autoptr (GError) error = NULL;
  PostilSpanId first = suggest (fixture, fixture->documents[0], words ("Ana Ruiz"), "Person");
  PostilSpanId second = suggest (fixture, fixture->documents[0], words ("Board members accuse Ana Ruiz"), "Allegation");
  PostilReviewQueue queue = { .order = POSTIL_ORDER_CONFIDENCE };

  postil_session_set_queue (fixture->session, &queue);
  postil_session_set_mode (fixture->session, POSTIL_MODE_REVIEW);
  postil_session_set_current (fixture->session, first);
  postil_session_save_place (fixture->session);
  g_assert_true (postil_project_decide (fixture->project, first, POSTIL_STATE_REJECTED, &error));
  again = postil_session_new (fixture->project);
  g_assert_true (postil_session_restore_place (again));
  g_assert_cmpint (postil_session_get_queue (again)->order, ==, POSTIL_ORDER_CONFIDENCE);
  g_assert_cmpint (postil_session_get_current (again), ==, second);
}

static void
test_rejected_on_demand (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;
  PostilSpanId id = suggest (fixture, fixture->documents[0], words ("Ana Ruiz"), "Person");

  postil_session_set_current (session, id);
  g_assert_true (postil_session_decide (session, POSTIL_STATE_REJECTED, NULL));
  g_assert_null (postil_session_get_span (session, id));
  postil_session_set_show_rejected (session, TRUE);
  g_assert_nonnull (postil_session_get_span (session, id));
  postil_session_set_show_rejected (session, FALSE);
  g_assert_null (postil_session_get_span (session, id));
}

static void
test_finish_document (Fixture *fixture, gconstpointer data)
{
  PostilSession *session = fixture->session;

  g_assert_true (postil_session_finish_document (session, NULL));
  g_assert_cmpint (postil_session_get_document (session)->id, ==, fixture->documents[1]);
  g_assert_true (postil_session_finish_document (session, NULL));
  g_assert_cmpint (postil_session_get_document (session)->id, ==, fixture->documents[2]);
  g_assert_true (postil_session_set_document (session, fixture->documents[2], NULL));
  g_assert_true (postil_session_finish_document (session, NULL));
  g_assert_cmpint (postil_session_get_document (session)->id, ==, fixture->documents[2]);
}

/* Undoing an import takes the document away that is shown. */
static void
test_undo_of_shown_document (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) words = postil_text_new ("Came by an import.", -1, &error);
  g_autoptr (PostilDocument) document = postil_document_new ("d.txt", words);
  g_autofree char *title = NULL;
  gboolean added = FALSE;

  g_assert_no_error (error);
  document->position = -1;
  g_assert_true (postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, "Import", 0, &error));
  g_assert_true (postil_documents_add (store, document, &added, &error));
  g_assert_true (postil_transaction_commit (store, &error));
  postil_project_changed (fixture->project);
  g_assert_true (postil_session_set_document (fixture->session, document->id, &error));
  g_assert_true (postil_session_undo (fixture->session, &title, &error));
  g_assert_no_error (error);
  g_assert_null (postil_session_get_document (fixture->session));
  g_assert_true (postil_session_redo (fixture->session, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (postil_session_set_document (fixture->session, document->id, &error));
}

static void
test_selection_is_clamped (Fixture *fixture, gconstpointer data)
{
  postil_session_set_selection (fixture->session, POSTIL_RANGE (5, G_MAXUINT32));
  g_assert_cmpuint (postil_session_get_selection (fixture->session).stop, ==, strlen (page));
  postil_session_set_selection (fixture->session, POSTIL_RANGE (G_MAXUINT32, 3));
  g_assert_cmpuint (postil_session_get_selection (fixture->session).start, ==, strlen (page));
}

/* Random actions, each followed by a comparison with the store: the session never reads all, and must not drift. */
static void
test_random_actions (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Person", "Denial", "Quote", "Allegation" };
  PostilSession *session = fixture->session;
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);

  for (guint round = 0; round < 150; round++)
    {
      GPtrArray *spans = postil_session_get_spans (session);
      guint32 start = (guint32) g_rand_int_range (rand, 0, (gint32) strlen (page) - 12);
      PostilId id = label (fixture, names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))]);

      if (spans->len > 0)
        postil_session_set_current (
            session, ((PostilSpan *) g_ptr_array_index (spans, g_rand_int_range (rand, 0, (gint32) spans->len)))->id);
      switch (g_rand_int_range (rand, 0, 8))
        {
        case 0:
          postil_session_remove (session, NULL);
          break;
        case 1:
          postil_session_undo (session, NULL, NULL);
          break;
        case 2:
          postil_session_redo (session, NULL, NULL);
          break;
        case 3:
          postil_session_set_span_range (session, postil_session_get_current (session), POSTIL_RANGE (start, start + 5),
                                         NULL);
          break;
        case 4:
          postil_session_apply_label (session, id, NULL);
          break;
        default:
          postil_session_set_selection (session,
                                        POSTIL_RANGE (start, start + (guint32) g_rand_int_range (rand, 1, 12)));
          postil_session_apply_label (session, id, NULL);
          break;
        }
      assert_in_step (fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/session/grow-and-shrink", test_grow_and_shrink);
  ADD ("/session/units-leave-white-space", test_units_leave_white_space);
  ADD ("/session/reload-tells-difference", test_reload_tells_difference);
  ADD ("/session/tag-relabel-undo", test_tag_relabel_undo);
  ADD ("/session/parts", test_parts);
  ADD ("/session/select-unit", test_select_unit);
  ADD ("/session/tag-all", test_tag_all);
  ADD ("/session/step-and-decide", test_step_and_decide);
  ADD ("/session/undo-of-many", test_undo_of_many);
  ADD ("/session/place-after-a-crash", test_place_after_a_crash);
  ADD ("/session/rejected-on-demand", test_rejected_on_demand);
  ADD ("/session/finish-document", test_finish_document);
  ADD ("/session/undo-of-shown-document", test_undo_of_shown_document);
  ADD ("/session/selection-is-clamped", test_selection_is_clamped);
  ADD ("/session/random-actions", test_random_actions);
  return g_test_run ();
}
