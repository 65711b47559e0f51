/* test-document-view.c - the real view in a window: it draws, follows keys and the session, and survives hard texts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "view-fixture.h"

#include "document-view-private.h"
#include "print.h"

#include <adwaita.h>
#include <glib/gstdio.h>

static const char page[] =
    "Harbour board denies bribery claim\n\n"
    "The Port of Maren said on Monday that it had never paid an inspector. \"We deny this in every part,\" said "
    "chairwoman Ilse Vandermeer, who called the report \"a work of fiction\". A former clerk accuses the board of "
    "hiding the ledgers.\n\n"
    "The clerk said she would publish them unless the board resigned by Friday.\n";

static PostilRange
words (const char *text, const char *part)
{
  const char *at = g_strstr_len (text, -1, part);
  guint32 start;

  g_assert_nonnull (at);
  start = (guint32) g_utf8_strlen (text, at - text);
  return POSTIL_RANGE (start, start + (guint32) g_utf8_strlen (part, -1));
}

static void
mark_page (ViewFixture *fixture, PostilId document)
{
  view_fixture_add_span (fixture, document, words (page, "Harbour board denies bribery claim"), "Denial",
                         POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (fixture, document, words (page, "Port of Maren"), "Organisation", POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (fixture, document, words (page, "Maren"), "Place", POSTIL_STATE_SUGGESTED, 0.61);
  view_fixture_add_span (fixture, document, words (page, "Ilse Vandermeer"), "Person", POSTIL_STATE_SUGGESTED, 0.93);
  view_fixture_add_span (fixture, document, words (page, "We deny this in every part,"), "Quote", POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (fixture, document, words (page, "We deny this in every part"), "Denial",
                         POSTIL_STATE_SUGGESTED, 0.9);
  view_fixture_add_span (fixture, document, words (page, "A former clerk accuses the board of hiding the ledgers"),
                         "Allegation", POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (fixture, document, words (page, "she would publish them unless the board resigned by Friday"),
                         "Threat", POSTIL_STATE_SUGGESTED, 0.55);
}

static guint
n_marks (ViewFixture *fixture, guint line)
{
  int y = 0;
  PostilParagraph *paragraph = postil_document_view_paragraph (POSTIL_DOCUMENT_VIEW (fixture->view), line, &y);

  g_assert_nonnull (paragraph);
  return paragraph->marks->len;
}

static void
test_draws_marks (void)
{
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  g_autoptr (GdkTexture) texture = NULL;

  mark_page (&fixture, document);
  view_fixture_show (&fixture, 820, 520);
  texture = view_fixture_shot (&fixture, "page-light");
  g_assert_cmpuint (n_marks (&fixture, 0), ==, 1);
  g_assert_cmpuint (n_marks (&fixture, 1), ==, 0);
  g_assert_cmpuint (n_marks (&fixture, 2), >=, 8);
  g_assert_cmpuint (n_marks (&fixture, 4), >=, 1);
  view_fixture_close (&fixture);
}

/* Every chip that is drawn lies under its line, inside the column, and over no other chip. */
static void
assert_chips_apart (const PostilParagraph *paragraph, float lane_height)
{
  for (guint l = 0; l < paragraph->lines->len; l++)
    {
      const PostilScreenLine *line = &g_array_index (paragraph->lines, PostilScreenLine, l);
      guint deepest = 0;

      for (guint i = 0; i < line->n_marks; i++)
        {
          const PostilMark *a = &g_array_index (paragraph->marks, PostilMark, line->first_mark + i);

          if (a->kind == POSTIL_LABEL_ENTITY)
            {
              g_assert_null (a->chip);
              continue;
            }
          if (a->lane != POSTIL_LANE_NONE)
            deepest = MAX (deepest, (guint) a->lane + 1);
          for (guint j = 0; a->chip != NULL && j < line->n_marks; j++)
            {
              const PostilMark *b = &g_array_index (paragraph->marks, PostilMark, line->first_mark + j);

              if (i != j && b->kind != POSTIL_LABEL_ENTITY && b->lane == a->lane && b->chip != NULL)
                g_assert_true (a->chip_x + a->chip_width <= b->chip_x || b->chip_x + b->chip_width <= a->chip_x);
            }
        }
      if (l + 1 < paragraph->lines->len)
        g_assert_cmpfloat (line->y + line->height + (float) deepest * lane_height, <=,
                           g_array_index (paragraph->lines, PostilScreenLine, l + 1).y);
    }
}

static void
test_lanes_have_room (void)
{
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  PostilDocumentView *view;
  PostilRange whole = words (page, "A former clerk accuses the board of hiding the ledgers");
  static const char *const labels[] = {
    "Allegation", "Denial", "Threat", "Sarcasm", "Person", "Place", "Event", "Work"
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    view_fixture_add_span (&fixture, document, POSTIL_RANGE (whole.start + i, whole.stop - i), labels[i],
                           i % 2 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED, 0.5);
  mark_page (&fixture, document);
  view_fixture_show (&fixture, 640, 700);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  for (guint line = 0; line < 5; line++)
    {
      int y = 0;

      assert_chips_apart (postil_document_view_paragraph (view, line, &y),
                          postil_span_painter_get_lane_height (view->painter));
    }
  g_object_unref (view_fixture_shot (&fixture, "lanes"));
  view_fixture_close (&fixture);
}

static float
line_step (ViewFixture *fixture)
{
  int y = 0;
  PostilParagraph *paragraph = postil_document_view_paragraph (POSTIL_DOCUMENT_VIEW (fixture->view), 2, &y);

  g_assert_cmpuint (paragraph->lines->len, >, 1);
  return g_array_index (paragraph->lines, PostilScreenLine, 1).y - g_array_index (paragraph->lines, PostilScreenLine, 0).y;
}

/* Names and quotes, kept or suggested, cost no height at all; an act does. */
static void
test_only_acts_cost_height (void)
{
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  float plain;
  float quiet;

  view_fixture_add_span (&fixture, document, words (page, "Monday"), "Event", POSTIL_STATE_SUGGESTED, 0.9);
  view_fixture_show (&fixture, 820, 520);
  plain = line_step (&fixture);
  view_fixture_add_span (&fixture, document, words (page, "Port of Maren"), "Organisation", POSTIL_STATE_SUGGESTED, 0.4);
  view_fixture_add_span (&fixture, document, words (page, "Maren"), "Place", POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (&fixture, document, words (page, "We deny this in every part,"), "Quote", POSTIL_STATE_KEPT, 1);
  view_fixture_settle (&fixture);
  quiet = line_step (&fixture);
  g_assert_cmpfloat (quiet, ==, plain);
  view_fixture_add_span (&fixture, document, words (page, "it had never paid an inspector"), "Denial", POSTIL_STATE_KEPT, 1);
  view_fixture_settle (&fixture);
  g_assert_cmpfloat (line_step (&fixture), >, plain);
  view_fixture_close (&fixture);
}

/* Discontinuous, rejected and right-to-left spans, and a quote that is not sure: each as it should look. */
static void
test_odd_spans (void)
{
  static const char text[] = "The mayor did, as she wrote, never take a bribe.\n\n"
                             "\xd7\x94\xd7\xa2\xd7\x99\xd7\xa8\xd7\x99\xd7\x99\xd7\x94 "
                             "\xd7\x94\xd7\x9b\xd7\x97\xd7\x99\xd7\xa9\xd7\x94 (denied) "
                             "\xd7\x94\xd7\x9b\xd7\x9c.\n\nHe said \"it was a long night for us\" later.\n";
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, text);
  PostilSpan *span = postil_span_new ();
  PostilParagraph *paragraph;
  guint n_gaps = 0;
  guint n_opens = 0;
  guint n_closes = 0;
  int y = 0;

  view_fixture_add_span (&fixture, document, words (text, "\xd7\x94\xd7\xa2"), "Organisation", POSTIL_STATE_REJECTED, 1);
  view_fixture_add_span (&fixture, document,
                         POSTIL_RANGE (words (text, "\xd7\x94\xd7\xa2").start, words (text, "\n\nHe").start), "Denial",
                         POSTIL_STATE_KEPT, 1);
  view_fixture_add_span (&fixture, document, words (text, "it was a long night for us"), "Quote", POSTIL_STATE_SUGGESTED, 0.5);
  span->document = document;
  span->label = view_fixture_label (&fixture, "Denial");
  span->range = POSTIL_RANGE (words (text, "did").start, words (text, " a bribe").start);
  span->parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  g_array_append_vals (span->parts, (PostilRange[]){ words (text, "did"), words (text, "never take") }, 2);
  view_fixture_put_span (&fixture, span);
  postil_session_set_show_rejected (fixture.session, TRUE);
  view_fixture_show (&fixture, 700, 400);
  g_object_unref (view_fixture_shot (&fixture, "odd"));
  paragraph = postil_document_view_paragraph (POSTIL_DOCUMENT_VIEW (fixture.view), 0, &y);
  for (guint i = 0; i < paragraph->marks->len; i++)
    n_gaps += g_array_index (paragraph->marks, PostilMark, i).gap ? 1 : 0;
  g_assert_cmpuint (n_gaps, ==, 1);
  paragraph = postil_document_view_paragraph (POSTIL_DOCUMENT_VIEW (fixture.view), 2, &y);
  for (guint i = 0; i < paragraph->marks->len; i++)
    {
      const PostilMark *mark = &g_array_index (paragraph->marks, PostilMark, i);

      if (mark->kind != POSTIL_LABEL_ACT)
        continue;
      g_assert_true (!mark->opens || mark->backwards); /* it starts in Hebrew */
      n_opens += mark->opens ? 1 : 0;
      n_closes += mark->closes ? 1 : 0;
    }
  g_assert_cmpuint (n_opens, ==, 1);
  g_assert_cmpuint (n_closes, ==, 1);
  paragraph = postil_document_view_paragraph (POSTIL_DOCUMENT_VIEW (fixture.view), 4, &y);
  g_assert_cmpuint (paragraph->marks->len, ==, 2);
  g_assert_nonnull (g_array_index (paragraph->marks, PostilMark, 0).chip);
  view_fixture_close (&fixture);
}

#define CROWD 60

static void
add_crowd (ViewFixture *fixture, PostilId document, guint32 length)
{
  static const char *const names[] = { "Denial", "Allegation", "Threat", "Quote", "Person", "Sarcasm" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < CROWD; i++)
    {
      guint32 start = (guint32) g_rand_int_range (rand, 0, (gint) length - 2);
      guint32 stop = start + (guint32) g_rand_int_range (rand, 1, i % 7 == 0 ? 300 : 60);

      view_fixture_add_span (fixture, document, POSTIL_RANGE (start, MIN (stop, length)),
                             names[i % G_N_ELEMENTS (names)], i % 3 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED, 0.5);
    }
}

/* Against every other chip and every line of words of the paragraph. Returns how many chips there are. */
static guint
assert_apart (PostilDocumentView *view, const PostilParagraph *paragraph)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  float slack = postil_span_painter_get_slack (view->painter);

  for (guint l = 0; l < paragraph->lines->len; l++)
    {
      const PostilScreenLine *line = &g_array_index (paragraph->lines, PostilScreenLine, l);

      for (guint i = 0; i < line->n_marks; i++)
        {
          const PostilMark *mark = &g_array_index (paragraph->marks, PostilMark, line->first_mark + i);
          graphene_rect_t box;

          if (mark->chip == NULL)
            continue;
          box = postil_span_painter_chip_box (view->painter, line, mark);
          g_array_append_val (boxes, box);
          g_assert_cmpfloat (box.origin.x, >=, paragraph->left - 1);
          g_assert_cmpfloat (box.origin.x + box.size.width, <=, paragraph->right + 1);
        }
    }
  for (guint i = 0; i < boxes->len; i++)
    {
      graphene_rect_t *box = &g_array_index (boxes, graphene_rect_t, i);

      graphene_rect_inset (box, 0.5f, 0.5f);
      for (guint j = 0; j < i; j++)
        g_assert_false (graphene_rect_intersection (box, &g_array_index (boxes, graphene_rect_t, j), NULL));
      for (guint l = 0; l < paragraph->lines->len; l++)
        {
          const PostilScreenLine *line = &g_array_index (paragraph->lines, PostilScreenLine, l);

          g_assert_true (box->origin.y >= line->y + line->height ||
                         box->origin.y + box->size.height <= line->y + slack + 1);
        }
    }
  return boxes->len;
}

static void
test_chips_cover_nothing (void)
{
  g_autofree char *text = g_strconcat (page, page, NULL);
  static const int widths[] = { 380, 700, 1100 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      ViewFixture fixture = { 0 };
      PostilId document = view_fixture_open_page (&fixture, text);
      PostilDocumentView *view;
      guint n_chips = 0;

      add_crowd (&fixture, document, (guint32) g_utf8_strlen (text, -1));
      view_fixture_show (&fixture, widths[i], 700);
      view = POSTIL_DOCUMENT_VIEW (fixture.view);
      for (guint line = 0; line < postil_buffer_bridge_get_n_lines (view->bridge); line++)
        {
          int y = 0;
          PostilParagraph *paragraph = postil_document_view_paragraph (view, line, &y);

          if (paragraph != NULL)
            n_chips += assert_apart (view, paragraph);
        }
      g_assert_cmpuint (n_chips, >, CROWD / 4); /* the rule is not kept by showing none */
      g_object_unref (view_fixture_shot (&fixture, "crowd"));
      view_fixture_close (&fixture);
    }
}

static void
assert_selected (ViewFixture *fixture, const char *expected)
{
  PostilRange selection = postil_session_get_selection (fixture->session);
  const PostilDocument *document = postil_session_get_document (fixture->session);
  g_autofree char *slice = postil_text_slice (document->text, selection);

  g_assert_cmpstr (slice, ==, expected);
}

static void
test_keys_walk_and_select (void)
{
  ViewFixture fixture = { 0 };
  GtkTextIter start;
  GtkTextIter stop;

  view_fixture_open_page (&fixture, page);
  view_fixture_show (&fixture, 820, 520);
  g_assert_true (view_fixture_press (&fixture, GDK_KEY_Right, 0));
  g_assert_cmpuint (postil_session_get_selection (fixture.session).start, ==, 8);
  view_fixture_press (&fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_selected (&fixture, "board");
  view_fixture_press (&fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_selected (&fixture, "board denies");
  view_fixture_press (&fixture, GDK_KEY_Left, GDK_SHIFT_MASK);
  assert_selected (&fixture, "board");
  view_fixture_press (&fixture, GDK_KEY_Right, GDK_SHIFT_MASK | GDK_ALT_MASK);
  assert_selected (&fixture, "board ");
  g_assert_true (
      gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture.view)), &start, &stop));
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 8);
  g_assert_cmpint (gtk_text_iter_get_offset (&stop), ==, 14);
  view_fixture_press (&fixture, GDK_KEY_Left, 0);
  g_assert_cmpuint (postil_session_get_selection (fixture.session).stop, ==, 8);
  /* From a caret in white space, too, words alone are taken. */
  postil_session_set_selection (fixture.session, POSTIL_RANGE (13, 13));
  view_fixture_press (&fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_selected (&fixture, "denies");
  postil_session_set_selection (fixture.session, POSTIL_RANGE (14, 14));
  view_fixture_press (&fixture, GDK_KEY_Left, GDK_SHIFT_MASK);
  assert_selected (&fixture, "board");
  postil_session_set_selection (fixture.session, POSTIL_RANGE (8, 8));
  view_fixture_press (&fixture, GDK_KEY_space, 0);
  assert_selected (&fixture, "board");
  view_fixture_press (&fixture, GDK_KEY_space, 0);
  view_fixture_press (&fixture, GDK_KEY_space, 0);
  view_fixture_press (&fixture, GDK_KEY_space, GDK_SHIFT_MASK);
  view_fixture_press (&fixture, GDK_KEY_space, GDK_SHIFT_MASK);
  view_fixture_press (&fixture, GDK_KEY_Escape, 0);
  g_assert_cmpuint (postil_range_length (postil_session_get_selection (fixture.session)), ==, 0);
  view_fixture_press (&fixture, GDK_KEY_End, GDK_CONTROL_MASK);
  g_assert_cmpuint (postil_session_get_selection (fixture.session).start, ==, (guint32) g_utf8_strlen (page, -1));
  view_fixture_press (&fixture, GDK_KEY_Home, GDK_CONTROL_MASK);
  view_fixture_press (&fixture, GDK_KEY_Down, 0);
  view_fixture_press (&fixture, GDK_KEY_Down, 0);
  g_assert_cmpuint (postil_session_get_selection (fixture.session).start, ==, words (page, "The Port").start);
  view_fixture_press (&fixture, GDK_KEY_Up, 0);
  view_fixture_press (&fixture, GDK_KEY_Up, 0);
  g_assert_cmpuint (postil_session_get_selection (fixture.session).start, ==, 0);
  /* Keys that are not the view's are left to the window. */
  g_assert_false (view_fixture_press (&fixture, GDK_KEY_1, 0));
  g_assert_false (view_fixture_press (&fixture, GDK_KEY_a, GDK_CONTROL_MASK));
  view_fixture_close (&fixture);
}

static void
test_tab_and_edges (void)
{
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  const PostilSpan *span;
  g_autofree char *slice = NULL;

  mark_page (&fixture, document);
  view_fixture_show (&fixture, 820, 520);
  view_fixture_press (&fixture, GDK_KEY_Tab, 0);
  view_fixture_press (&fixture, GDK_KEY_Tab, 0);
  span = postil_session_get_span (fixture.session, postil_session_get_current (fixture.session));
  g_assert_nonnull (span);
  g_assert_true (postil_range_equal (span->range, words (page, "Port of Maren")));
  g_object_unref (view_fixture_shot (&fixture, "page-current"));
  g_assert_true (view_fixture_press (&fixture, GDK_KEY_e, 0));
  view_fixture_press (&fixture, GDK_KEY_Left, 0);
  view_fixture_press (&fixture, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_object_unref (view_fixture_shot (&fixture, "page-edges"));
  view_fixture_press (&fixture, GDK_KEY_Return, 0);
  span = postil_session_get_span (fixture.session, postil_session_get_current (fixture.session));
  g_assert_nonnull (span);
  g_assert_true (postil_range_equal (span->range, words (page, "The Port of")));
  view_fixture_press (&fixture, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  span = postil_session_get_span (fixture.session, postil_session_get_current (fixture.session));
  g_assert_cmpuint (span->range.start, ==, 0);
  view_fixture_press (&fixture, GDK_KEY_Escape, 0);
  g_assert_cmpint (postil_session_get_current (fixture.session), ==, 0);
  view_fixture_close (&fixture);
}

static GtkEventController *
controller_of (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

/* Three spans on the same words share one tick of the strip: clicks there go through all of them. */
static void
test_strip_reaches_every_span (void)
{
  static const char *const names[] = { "Denial", "Allegation", "Threat" };
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  PostilRange range = words (page, "A former clerk accuses the board of hiding the ledgers");
  GtkWidget *strip;
  guint seen = 0;
  double y = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    view_fixture_add_span (&fixture, document, range, names[i], POSTIL_STATE_KEPT, 1);
  view_fixture_show (&fixture, 820, 520);
  strip = gtk_widget_get_last_child (gtk_window_get_child (fixture.window));
  for (guint clicks = 0; clicks < 9; clicks++)
    {
      PostilSpanId current;

      /* The first that answers, from the top; then that place again. */
      do
        {
          g_signal_emit_by_name (controller_of (strip, GTK_TYPE_GESTURE_CLICK), "pressed", 1, 12.0, y);
          current = postil_session_get_current (fixture.session);
          y += current == 0 ? 3 : 0;
        }
      while (current == 0 && y < gtk_widget_get_height (strip));
      g_assert_cmpint (current, !=, 0);
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if (postil_session_get_span (fixture.session, current)->label == view_fixture_label (&fixture, names[i]))
          seen |= 1u << i;
    }
  g_assert_cmpuint (seen, ==, 7);
  view_fixture_close (&fixture);
}

/* How many pixels of the strip's left edge have the page's ink: the post of the current span's mark stands there. */
static guint
ink_at_the_edge (GtkWidget *strip)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (strip);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int height = gtk_widget_get_height (strip);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, gtk_widget_get_width (strip), height);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;
  guint found = 0;

  gdk_paintable_snapshot (picture, snapshot, gtk_widget_get_width (strip), height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (const void *) (cairo_image_surface_get_data (surface) +
                                                             y * cairo_image_surface_get_stride (surface));

      found += (row[1] & 0xff) < 0x60 && (row[1] >> 8 & 0xff) < 0x60 && (row[1] >> 16 & 0xff) < 0x60;
    }
  cairo_surface_destroy (surface);
  return found;
}

/* Where the current span is, the strip says by a form that nothing else there has. */
static void
test_strip_marks_current (void)
{
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  PostilSpanId span;
  GtkWidget *strip;

  span =
      view_fixture_add_span (&fixture, document, words (page, "A former clerk"), "Person", POSTIL_STATE_SUGGESTED, 0.5);
  view_fixture_show (&fixture, 820, 520);
  strip = gtk_widget_get_last_child (gtk_window_get_child (fixture.window));
  g_assert_cmpuint (ink_at_the_edge (strip), ==, 0);
  postil_session_set_current (fixture.session, span);
  view_fixture_settle (&fixture);
  g_assert_cmpuint (ink_at_the_edge (strip), >=, 6);
  postil_session_set_current (fixture.session, 0);
  view_fixture_settle (&fixture);
  g_assert_cmpuint (ink_at_the_edge (strip), ==, 0);
  view_fixture_close (&fixture);
}

static void
test_click_makes_current (void)
{
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  PostilSpanId person;
  PostilDocumentView *view;
  PostilPage layout;
  GdkRectangle place;
  int x = 0;
  int y = 0;

  mark_page (&fixture, document);
  person = view_fixture_add_span (&fixture, document, words (page, "Monday"), "Threat", POSTIL_STATE_KEPT, 1);
  view_fixture_show (&fixture, 820, 520);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  layout = postil_document_view_page (view);
  place = postil_page_locate (&layout, words (page, "Monday").start + 2);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_WIDGET, place.x + 1,
                                         place.y + place.height / 2, &x, &y);
  g_assert_cmpint (postil_document_view_span_at (view, x, y), ==, person);
  /* Its chip, in the lane below. */
  g_assert_cmpint (postil_document_view_span_at (view, x - 10, y + place.height / 2 + 10), ==, person);
  g_assert_cmpint (postil_document_view_span_at (view, 3, y), ==, 0);
  view_fixture_close (&fixture);
}

static void
test_only_touched_lines_are_made_again (void)
{
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  PostilDocumentView *view;
  PostilParagraph *far_away;
  g_autoptr (GError) error = NULL;
  int y = 0;

  mark_page (&fixture, document);
  view_fixture_show (&fixture, 820, 520);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  far_away = postil_document_view_paragraph (view, 2, &y);
  postil_session_set_selection (fixture.session, words (page, "Friday"));
  postil_session_apply_label (fixture.session, view_fixture_label (&fixture, "Event"), &error);
  g_assert_no_error (error);
  g_assert_true (postil_document_view_paragraph (view, 2, &y) == far_away);
  g_assert_cmpuint (n_marks (&fixture, 4), >=, 2);
  view_fixture_close (&fixture);
}

/* A pane that opens beside the view moves the words: the marks must move with them, though no line breaks anew. */
static void
test_follows_the_width (void)
{
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  PostilDocumentView *view;

  mark_page (&fixture, document);
  view_fixture_show (&fixture, 1200, 520);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  for (int width = 1200; width >= 900; width -= 60)
    {
      PostilParagraph *paragraph;
      PostilPage layout;
      int y = 0;

      gtk_widget_set_margin_end (gtk_widget_get_parent (fixture.view), 1200 - width);
      view_fixture_settle (&fixture);
      layout = postil_document_view_page (view);
      paragraph = postil_document_view_paragraph (view, 0, &y);
      g_assert_cmpfloat (g_array_index (paragraph->marks, PostilMark, 0).x0, ==,
                         (float) postil_page_locate (&layout, 0).x);
    }
  view_fixture_close (&fixture);
}

static void
test_hard_texts (void)
{
  static const char *const texts[] = {
    "",
    "\n\n\n",
    "a",
    "\xD7\x94\xD7\x90\xD7\x99\xD7\xA9 \xD7\x90\xD7\x9E\xD7\xA8 \"\xD7\x9C\xD7\x90\" to Maria in Berlin "
    "\xD7\x95\xD7\x94\xD7\x9C\xD7\x9A 42 \xD7\xA4\xD7\xA2\xD7\x9E\xD7\x99\xD7\x9D",
    "hidden\xE2\x80\xAEtxt\xE2\x80\xAC and\xE2\x80\x8Bzero width, e\xCC\x81\xCC\x81 combining, "
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 and \xE4\xB8\xAD\xE6\x96\x87\xE5\xAD\x97\xE7\xAC\xA6 wide",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ViewFixture fixture = { 0 };
      PostilId document = view_fixture_open_page (&fixture, texts[i]);
      guint32 n = (guint32) g_utf8_strlen (texts[i], -1);
      g_autofree char *name = g_strdup_printf ("hard-%u", i);

      for (guint32 start = 0; start + 3 < n; start += 7)
        view_fixture_add_span (&fixture, document, POSTIL_RANGE (start, MIN (n, start + 5)),
                               start % 2 ? "Person" : "Denial", start % 3 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED,
                               0.5);
      view_fixture_show (&fixture, 420, 260);
      for (guint step = 0; step < 12; step++)
        view_fixture_press (&fixture, step % 3 == 2 ? GDK_KEY_Down : GDK_KEY_Right, step % 4 == 3 ? GDK_SHIFT_MASK : 0);
      view_fixture_press (&fixture, GDK_KEY_Tab, 0);
      g_object_unref (view_fixture_shot (&fixture, name));
      view_fixture_close (&fixture);
    }
}

static void
test_seed_pictures (void)
{
  const char *shared = g_getenv ("POSTIL_SHARED");
  g_autofree char *file = g_build_filename (shared != NULL ? shared : "", "data", "seeds.jsonl", NULL);
  const char *const paths[] = { file, NULL };
  PostilImportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GArray) ids = NULL;
  ViewFixture fixture = { 0 };

  if (shared == NULL || !g_file_test (file, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("POSTIL_SHARED names no folder with the seeds");
      return;
    }
  view_fixture_open (&fixture);
  postil_project_import (fixture.project, paths, NULL, &options, report, NULL, &error);
  g_assert_no_error (error);
  ids = postil_documents_ids (postil_project_get_store (fixture.project), &POSTIL_DOCUMENT_FILTER_ALL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 3);
  view_fixture_show (&fixture, 1000, 900);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *light = g_strdup_printf ("seed-%u-light", i);
      g_autofree char *dark = g_strdup_printf ("seed-%u-dark", i);
      AdwStyleManager *manager = adw_style_manager_get_default ();

      postil_session_set_document (fixture.session, g_array_index (ids, PostilId, i), &error);
      g_assert_no_error (error);
      view_fixture_settle (&fixture);
      g_usleep (120000);
      view_fixture_settle (&fixture);
      g_object_unref (view_fixture_shot (&fixture, light));
      adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
      postil_session_step (fixture.session, 1);
      view_fixture_settle (&fixture);
      g_object_unref (view_fixture_shot (&fixture, dark));
      adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
    }
  view_fixture_close (&fixture);
}

/* Without a dialog, into a file: more than a page, and all of it made by the pages' own layout. */
static void
test_print (void)
{
  g_autoptr (GString) text = g_string_new (page);
  g_autofree char *path = NULL;
  g_autofree char *pdf = NULL;
  g_autoptr (GError) error = NULL;
  ViewFixture fixture = { 0 };
  PostilId document;
  gsize n_bytes = 0;
  guint n_pages = 0;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "\n%s", page);
  document = view_fixture_open_page (&fixture, text->str);
  view_fixture_add_span (&fixture, document, words (page, "denies bribery claim"), "Denial", POSTIL_STATE_KEPT, 1);
  path = g_build_filename (fixture.folder, "page.pdf", NULL);
  g_assert_true (postil_print_document (NULL, fixture.session, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &pdf, &n_bytes, NULL));
  g_assert_true (n_bytes > 1000 && g_str_has_prefix (pdf, "%PDF"));
  for (gsize i = 0; i + 13 < n_bytes; i++)
    n_pages += memcmp (pdf + i, "/Type /Page %", 13) == 0 ? 1 : 0;
  g_assert_cmpuint (n_pages, >, 3);
  g_unlink (path);
  view_fixture_close (&fixture);
}

/* Spans on line 2 that bear their names, and whether no two of these names touch. */
static guint
count_names (ViewFixture *fixture)
{
  PostilDocumentView *view = POSTIL_DOCUMENT_VIEW (fixture->view);
  guint n = 0;
  int y = 0;
  PostilParagraph *paragraph = postil_document_view_paragraph (view, 2, &y);

  g_assert_nonnull (paragraph);
  assert_chips_apart (paragraph, postil_span_painter_get_lane_height (view->painter));
  for (guint i = 0; i < paragraph->marks->len; i++)
    n += g_array_index (paragraph->marks, PostilMark, i).chip != NULL;
  return n;
}

/* Whoever cannot tell the colours of entities reads what they are, and everybody else gets the room back. */
static void
test_names_on_all (void)
{
  ViewFixture fixture = { 0 };
  PostilId document = view_fixture_open_page (&fixture, page);
  PostilDocumentView *view;
  guint usual;

  mark_page (&fixture, document);
  view_fixture_show (&fixture, 820, 620);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  usual = count_names (&fixture);
  postil_document_view_set_reading (view, "", 44, 1, TRUE, TRUE);
  view_fixture_settle (&fixture);
  g_assert_cmpuint (count_names (&fixture), ==, usual + 3); /* Port of Maren, Maren, Ilse Vandermeer */
  postil_document_view_set_reading (view, "", 44, 1, TRUE, FALSE);
  view_fixture_settle (&fixture);
  g_assert_cmpuint (count_names (&fixture), ==, usual);
  view_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/document-view/draws-marks", test_draws_marks);
  g_test_add_func ("/document-view/lanes-have-room", test_lanes_have_room);
  g_test_add_func ("/document-view/only-acts-cost-height", test_only_acts_cost_height);
  g_test_add_func ("/document-view/odd-spans", test_odd_spans);
  g_test_add_func ("/document-view/chips-cover-nothing", test_chips_cover_nothing);
  g_test_add_func ("/document-view/names-on-all", test_names_on_all);
  g_test_add_func ("/document-view/keys", test_keys_walk_and_select);
  g_test_add_func ("/document-view/tab-and-edges", test_tab_and_edges);
  g_test_add_func ("/document-view/click", test_click_makes_current);
  g_test_add_func ("/document-view/strip", test_strip_reaches_every_span);
  g_test_add_func ("/document-view/strip-current", test_strip_marks_current);
  g_test_add_func ("/document-view/incremental", test_only_touched_lines_are_made_again);
  g_test_add_func ("/document-view/width", test_follows_the_width);
  g_test_add_func ("/document-view/hard-texts", test_hard_texts);
  g_test_add_func ("/document-view/print", test_print);
  g_test_add_func ("/document-view/seeds", test_seed_pictures);
  return g_test_run ();
}
