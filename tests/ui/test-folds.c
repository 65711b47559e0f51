/* test-folds.c - boilerplate folds to one line without a change to offsets, and a document comes back as it was left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "view-fixture.h"

#include "document-view-private.h"

#include <adwaita.h>

static const char page[] = "Ferry board answers its critics\n"
                           "Home\n"
                           "Timetable and fares of the northern line\n"
                           "\n"
                           "Subscribe to our letter\n"
                           "The board said on Tuesday that nobody was hurt.\n"
                           "> Who was on the bridge that night?\n"
                           "> Nobody tells.\n"
                           "The captain was, said the board.\n";

static PostilRange
words (const char *part)
{
  const char *at = g_strstr_len (page, -1, part);
  guint32 start;

  g_assert_nonnull (at);
  start = (guint32) g_utf8_strlen (page, at - page);
  return POSTIL_RANGE (start, start + (guint32) g_utf8_strlen (part, -1));
}

static PostilDocumentView *
open_page (ViewFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PostilId document;

  view_fixture_open (fixture);
  document = view_fixture_add_document (fixture, "page.txt", page);
  view_fixture_add_span (fixture, document, words ("Home\nTimetable and fares of the northern line"), "Boilerplate",
                         POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (fixture, document, words ("Subscribe to our letter"), "Boilerplate", POSTIL_STATE_SUGGESTED,
                         0.8);
  view_fixture_add_span (fixture, document, words ("> Who was on the bridge that night?\n> Nobody tells."),
                         "QuotedReply", POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (fixture, document, words ("northern line"), "Place", POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (fixture, document, words ("nobody was hurt"), "Denial", POSTIL_STATE_KEPT, 1);
  postil_session_set_document (fixture->session, document, &error);
  g_assert_no_error (error);
  view_fixture_show (fixture, 700, 420);
  return POSTIL_DOCUMENT_VIEW (fixture->view);
}

static int
y_of (PostilDocumentView *view, const char *part)
{
  PostilPage where = postil_document_view_page (view);

  return postil_page_locate (&where, words (part).start).y;
}

static guint
caret (ViewFixture *fixture)
{
  return postil_session_get_selection (fixture->session).start;
}

static void
test_fold_takes_one_line (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view = open_page (&fixture);
  int before = y_of (view, "The board said");
  g_autofree char *text = NULL;
  guint n = 0;

  /* Two spans with but an empty line between them are one stretch. */
  g_assert_cmpuint (view->folds->len, ==, 2);
  g_assert_cmpint (postil_document_view_toggle_folds (view, &n), ==, POSTIL_FOLD_FOLDED);
  g_assert_cmpuint (n, ==, 2);
  view_fixture_settle (&fixture);
  g_object_unref (view_fixture_shot (&fixture, "folded"));
  g_assert_cmpint (y_of (view, "The board said"), <, before - 60);
  text = postil_document_view_fold_text (view, &g_array_index (view->folds, PostilFold, 0));
  g_assert_true (g_str_has_prefix (text, "3 lines of boilerplate"));
  /* The buffer still holds every character. */
  g_assert_cmpint (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))), ==,
                   (int) g_utf8_strlen (page, -1));
  g_assert_cmpint (postil_document_view_toggle_folds (view, &n), ==, POSTIL_FOLD_UNFOLDED);
  view_fixture_settle (&fixture);
  g_assert_cmpint (y_of (view, "The board said"), ==, before);
  view_fixture_close (&fixture);
}

static void
test_caret_steps_over (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view = open_page (&fixture);
  guint n = 0;

  postil_document_view_toggle_folds (view, &n);
  view_fixture_settle (&fixture);
  view_fixture_press (&fixture, GDK_KEY_Down, 0);
  g_assert_cmpuint (caret (&fixture), ==, words ("Home").start);
  view_fixture_press (&fixture, GDK_KEY_Down, 0);
  g_assert_cmpuint (caret (&fixture), ==, words ("The board said").start);
  view_fixture_press (&fixture, GDK_KEY_Up, 0);
  g_assert_cmpuint (caret (&fixture), ==, words ("Home").start);
  view_fixture_press (&fixture, GDK_KEY_Right, 0);
  g_assert_cmpuint (caret (&fixture), ==, words ("The board said").start);
  view_fixture_press (&fixture, GDK_KEY_Left, 0);
  g_assert_cmpuint (caret (&fixture), ==, words ("Home").start);
  g_assert_true (g_array_index (view->folds, PostilFold, 0).folded);
  /* Where it stands, the key unfolds; from within, it folds and the caret goes to where the line is. */
  g_assert_cmpint (postil_document_view_toggle_fold (view), ==, POSTIL_FOLD_UNFOLDED);
  view_fixture_settle (&fixture);
  view_fixture_press (&fixture, GDK_KEY_Down, 0);
  g_assert_cmpuint (caret (&fixture), ==, words ("Timetable").start);
  g_assert_cmpint (postil_document_view_toggle_fold (view), ==, POSTIL_FOLD_FOLDED);
  g_assert_cmpuint (caret (&fixture), ==, words ("Home").start);
  view_fixture_press (&fixture, GDK_KEY_End, GDK_CONTROL_MASK);
  g_assert_cmpint (postil_document_view_toggle_fold (view), ==, POSTIL_FOLD_NONE);
  view_fixture_close (&fixture);
}

static void
test_what_is_wanted_unfolds (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view = open_page (&fixture);
  PostilFold *fold;
  guint n = 0;

  /* A span that somebody goes to. */
  postil_document_view_toggle_folds (view, &n);
  fold = &g_array_index (view->folds, PostilFold, 0);
  g_assert_true (postil_session_step (fixture.session, 1));
  g_assert_false (fold->folded);
  g_assert_true (g_array_index (view->folds, PostilFold, 1).folded);
  /* A hit of a search. */
  postil_session_set_current (fixture.session, 0);
  postil_document_view_toggle_folds (view, &n);
  g_assert_true (fold->folded);
  postil_session_set_selection (fixture.session, words ("fares"));
  g_assert_false (fold->folded);
  /* A selection that runs into it. */
  postil_session_set_selection (fixture.session, POSTIL_RANGE (0, 0));
  postil_document_view_toggle_folds (view, &n);
  g_assert_true (fold->folded);
  view_fixture_settle (&fixture);
  for (guint i = 0; i < 6; i++)
    view_fixture_press (&fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  g_assert_false (fold->folded);
  view_fixture_close (&fixture);
}

/* Folds follow the structure: what is no boilerplate any more has no fold. */
static void
test_follows_structure (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view = open_page (&fixture);
  PostilId document = postil_session_get_document (fixture.session)->id;
  int before = y_of (view, "The board said");
  gboolean marked = TRUE;
  guint n = 0;

  postil_document_view_toggle_folds (view, &n);
  g_assert_true (
      postil_project_toggle_structure (fixture.project, document, words ("Home"), "Boilerplate", &marked, NULL));
  g_assert_false (marked);
  g_assert_true (
      postil_project_toggle_structure (fixture.project, document, words ("Subscribe"), "Boilerplate", &marked, NULL));
  view_fixture_settle (&fixture);
  g_assert_cmpuint (view->folds->len, ==, 1);
  g_assert_true (g_array_index (view->folds, PostilFold, 0).folded);
  g_assert_cmpint (ABS (y_of (view, "The board said") - before), <, 12); /* the words are larger now */
  view_fixture_close (&fixture);
}

/* The character at the top of the view. Pixels say nothing: GTK lays a long text out little by little. */
static int
top_of (PostilDocumentView *view)
{
  GdkRectangle visible;
  GtkTextIter iter;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (view), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (view), &iter, visible.y, NULL);
  return gtk_text_iter_get_offset (&iter);
}

static void
settle_for_good (ViewFixture *fixture)
{
  do
    view_fixture_settle (fixture);
  while (POSTIL_DOCUMENT_VIEW (fixture->view)->restoring != NULL);
}

static void
test_comes_back_as_it_was (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view = open_page (&fixture);
  PostilId first = postil_session_get_document (fixture.session)->id;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PostilSession) again = NULL;
  const PostilPlace *place;
  PostilId second;
  int top;
  guint n = 0;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "Line %u of a long report about the ferry.\n", i);
  second = view_fixture_add_document (&fixture, "long.txt", text->str);
  postil_document_view_toggle_folds (view, &n);
  postil_session_set_selection (fixture.session, words ("captain"));
  g_assert_true (postil_session_set_document (fixture.session, second, NULL));
  settle_for_good (&fixture);
  g_assert_cmpuint (caret (&fixture), ==, 0);
  postil_session_set_selection (fixture.session, POSTIL_RANGE (7000, 7000));
  settle_for_good (&fixture);
  top = top_of (view);
  g_assert_cmpint (top, >, 6000); /* the caret is in sight */
  g_assert_cmpint (top, <, 7000);
  g_assert_true (postil_session_set_document (fixture.session, first, NULL));
  settle_for_good (&fixture);
  g_assert_cmpuint (caret (&fixture), ==, words ("captain").start);
  g_assert_true (g_array_index (view->folds, PostilFold, 0).folded);
  g_assert_true (postil_session_set_document (fixture.session, second, NULL));
  settle_for_good (&fixture);
  g_assert_cmpuint (caret (&fixture), ==, 7000);
  g_assert_cmpint (ABS (top_of (view) - top), <, 80);
  /* And after the program was started again. */
  postil_session_save_place (fixture.session);
  again = postil_session_new (fixture.project);
  g_assert_true (postil_session_restore_place (again));
  g_assert_cmpint (postil_session_get_document (again)->id, ==, second);
  g_assert_cmpuint (postil_session_get_selection (again).start, ==, 7000);
  g_assert_cmpuint (postil_session_get_place (again)->top, >, 1000);
  g_assert_true (postil_session_set_document (again, first, NULL));
  place = postil_session_get_place (again);
  g_assert_cmpuint (place->folded->len, ==, 2);
  g_assert_cmpuint (g_array_index (place->folded, guint32, 0), ==, words ("Home").start);
  view_fixture_close (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/folds/one-line", test_fold_takes_one_line);
  g_test_add_func ("/folds/caret", test_caret_steps_over);
  g_test_add_func ("/folds/unfolds", test_what_is_wanted_unfolds);
  g_test_add_func ("/folds/structure", test_follows_structure);
  g_test_add_func ("/folds/place", test_comes_back_as_it_was);
  return g_test_run ();
}
