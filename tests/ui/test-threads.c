/* test-threads.c - posts are set as cards: heads small, authors bold, replies set in, and marks where the words are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "view-fixture.h"

#include "document-view-private.h"

#include <adwaita.h>
#include <string.h>

static const char board[] = "Who sounded the horn\n"
                            "\n"
                            "weirkeeper14h ago\n"
                            "\n"
                            "Nobody did, said the board.\n"
                            "\n"
                            "Malt_Lane 13h ago (edited)\n"
                            "\n"
                            "I heard it in the shower.\n";

static const char list[] = "[river] Who paid for the horn?\n"
                           "\n"
                           "From: Ottilie Marsh\n"
                           "Date: Thu, 13 Nov 2025 09:14\n"
                           "\n"
                           "Dear all, does anybody know a van?\n"
                           "\n"
                           "  From: Imre Horn\n"
                           "  Date: Thu, 13 Nov 2025 09:52\n"
                           "\n"
                           "  Ottilie Marsh wrote:\n"
                           "  > does anybody know a van?\n"
                           "  > a white one\n"
                           "\n"
                           "  White, said Imre.\n"
                           "\n"
                           "    From: Sixtus Grange\n"
                           "    Date: Thu, 13 Nov 2025 10:31\n"
                           "\n"
                           "    I was in that van.\n";

static PostilRange
words (const char *page, const char *part)
{
  const char *at = g_strstr_len (page, -1, part);

  g_assert_nonnull (at);
  return POSTIL_RANGE ((guint32) (at - page), (guint32) (at - page + (gssize) strlen (part)));
}

/* From @from to the end of @to, its body from @body on. */
static void
put_post (ViewFixture *fixture, PostilId document, const char *page, const char *from, const char *to, const char *body,
          const char *author, guint depth)
{
  PostilSpan *span = postil_span_new ();

  span->document = document;
  span->range = POSTIL_RANGE (words (page, from).start, words (page, to).stop);
  span->label = view_fixture_label (fixture, "Post");
  span->state = POSTIL_STATE_KEPT;
  span->attributes =
      g_strdup_printf ("{\"author\":\"%s\",\"depth\":%u,\"body_start\":%u}", author, depth, words (page, body).start);
  view_fixture_put_span (fixture, span);
}

static PostilId
add_board (ViewFixture *fixture)
{
  PostilId id = view_fixture_add_document (fixture, "board.txt", board);

  put_post (fixture, id, board, "weirkeeper", "the board.", "Nobody did", "weirkeeper", 0);
  put_post (fixture, id, board, "Malt_Lane", "the shower.", "I heard", "Malt_Lane", 0);
  return id;
}

static PostilId
add_list (ViewFixture *fixture)
{
  PostilId id = view_fixture_add_document (fixture, "list.txt", list);

  put_post (fixture, id, list, "From: Ottilie", "know a van?", "Dear all", "Ottilie Marsh", 0);
  put_post (fixture, id, list, "From: Imre", "White, said Imre.", "  Ottilie Marsh wrote", "Imre Horn", 1);
  put_post (fixture, id, list, "From: Sixtus", "in that van.", "    I was in", "Sixtus Grange", 2);
  view_fixture_add_span (fixture, id, words (list, "  > does anybody know a van?\n  > a white one"), "QuotedReply",
                         POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (fixture, id, words (list, "Sixtus"), "Person", POSTIL_STATE_KEPT, 1);
  return id;
}

static void
show (ViewFixture *fixture, PostilId document)
{
  g_autoptr (GError) error = NULL;

  postil_session_set_document (fixture->session, document, &error);
  g_assert_no_error (error);
}

static GdkRectangle
place_of (PostilDocumentView *view, const char *part)
{
  PostilPage page = postil_document_view_page (view);

  return postil_page_locate (&page, words (list, part).start);
}

static void
open_list (ViewFixture *fixture)
{
  PostilId first;
  PostilId second;

  view_fixture_open (fixture);
  first = add_board (fixture);
  second = add_list (fixture);
  show (fixture, first);
  view_fixture_show (fixture, 700, 900);
  show (fixture, second);
  view_fixture_settle (fixture);
}

/* GTK 4.8 once painted the second line of a head as if it had no tag, and all below it elsewhere than it was measured.
 */
static void
test_heads (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view;
  int body;

  open_list (&fixture);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  g_object_unref (view_fixture_shot (&fixture, "thread"));
  body = place_of (view, "Dear all").height;
  g_assert_cmpint (place_of (view, "From: Ottilie").height, <, body);
  g_assert_cmpint (place_of (view, "Date: Thu, 13 Nov 2025 09:14").height, <, body);
  g_assert_cmpint (place_of (view, "Date: Thu, 13 Nov 2025 09:52").height, <, body);
  g_assert_cmpint (place_of (view, "Date: Thu, 13 Nov 2025 10:31").height, <, body);
  view_fixture_close (&fixture);
}

/* No tag of structure runs over the end of a line, which is what brought that about. */
static void
test_tags_end_with_their_lines (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view;
  GtkTextBuffer *buffer;

  open_list (&fixture);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  for (int line = 0; line < gtk_text_buffer_get_line_count (buffer) - 1; line++)
    {
      GtkTextIter end;

      gtk_text_buffer_get_iter_at_line (buffer, &end, line);
      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      g_assert_false (gtk_text_iter_has_tag (&end, view->header_tag));
      g_assert_false (gtk_text_iter_has_tag (&end, view->aside_tag));
      for (guint depth = 0; depth <= POSTIL_DEPTH_MAX; depth++)
        g_assert_false (gtk_text_iter_has_tag (&end, view->depth_tags[depth]));
    }
  view_fixture_close (&fixture);
}

/* A post of a mailing list begins behind blanks; its first line is set in like the others. */
static void
test_replies_are_set_in (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view;

  open_list (&fixture);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  g_assert_cmpint (view->depth_indent, >, 0);
  g_assert_cmpint (place_of (view, "  From: Imre").x, ==, view->column_left + view->depth_indent);
  g_assert_cmpint (place_of (view, "  Date: Thu, 13 Nov 2025 09:52").x, ==, view->column_left + view->depth_indent);
  g_assert_cmpint (place_of (view, "    From: Sixtus").x, ==, view->column_left + 2 * view->depth_indent);
  view_fixture_close (&fixture);
}

/* Six levels of replies must leave room for words in a narrow window. */
static void
test_narrow (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view;
  int wide;

  open_list (&fixture);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  wide = view->depth_indent;
  gtk_window_set_default_size (fixture.window, 320, 900);
  view_fixture_settle (&fixture);
  view_fixture_settle (&fixture);
  g_assert_cmpint (view->depth_indent, <, wide);
  g_assert_cmpint (POSTIL_DEPTH_MAX * view->depth_indent, <, view->width / 3);
  g_assert_cmpint (place_of (view, "    From: Sixtus").x, ==, view->column_left + 2 * view->depth_indent);
  view_fixture_close (&fixture);
}

static gboolean
is_bold (PostilDocumentView *view, const char *part)
{
  PostilPage page = postil_document_view_page (view);
  PostilRange range = words (list, part);
  GtkTextIter start;
  GtkTextIter stop;

  postil_page_iter_at (&page, range.start, &start);
  postil_page_iter_at (&page, range.stop, &stop);
  return gtk_text_iter_starts_tag (&start, view->author_tag) && gtk_text_iter_ends_tag (&stop, view->author_tag);
}

/* Wherever in the head the author is named; the same name in the text is only a name. */
static void
test_authors (void)
{
  ViewFixture fixture = { 0 };
  PostilDocumentView *view;

  open_list (&fixture);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  g_assert_true (is_bold (view, "Ottilie Marsh"));
  g_assert_true (is_bold (view, "Imre Horn"));
  g_assert_true (is_bold (view, "Sixtus Grange"));
  g_assert_false (is_bold (view, "Ottilie Marsh wrote"));
  g_assert_false (is_bold (view, "Imre."));
  view_fixture_close (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/threads/heads", test_heads);
  g_test_add_func ("/threads/tags-end-with-their-lines", test_tags_end_with_their_lines);
  g_test_add_func ("/threads/replies-are-set-in", test_replies_are_set_in);
  g_test_add_func ("/threads/narrow", test_narrow);
  g_test_add_func ("/threads/authors", test_authors);
  return g_test_run ();
}
