/* document-view-overlay.c - what is drawn over the words: moving edges, and the relations of the current span
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

#define BOXES_MAX 200

/* On a line that runs both ways neighbours in the text need not be neighbours on the screen: one box for each run. */
static void
add_runs (const PostilPage *page, GArray *boxes, const GtkTextIter *start, const GtkTextIter *stop)
{
  GtkTextIter iter = *start;
  graphene_rect_t run = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  while (gtk_text_iter_compare (&iter, stop) < 0 && boxes->len < BOXES_MAX)
    {
      GdkRectangle place;
      graphene_rect_t box;

      gtk_text_view_get_iter_location (page->view, &iter, &place);
      graphene_rect_init (&box, (float) MIN (place.x, place.x + place.width), (float) place.y,
                          (float) ABS (place.width), (float) place.height);
      if (run.size.height > 0 && box.origin.x <= run.origin.x + run.size.width + 1 &&
          box.origin.x + box.size.width >= run.origin.x - 1)
        graphene_rect_union (&run, &box, &run);
      else
        {
          if (run.size.width > 0)
            g_array_append_val (boxes, run);
          run = box;
        }
      if (!gtk_text_iter_forward_char (&iter))
        break;
    }
  if (run.size.width > 0)
    g_array_append_val (boxes, run);
}

static void
add_stretch (const PostilPage *page, GArray *boxes, const GtkTextIter *start, const GtkTextIter *stop, gboolean to_edge)
{
  GdkRectangle first;
  GdkRectangle last;
  graphene_rect_t box;
  float right;

  gtk_text_view_get_iter_location (page->view, start, &first);
  gtk_text_view_get_iter_location (page->view, stop, &last);
  right = !to_edge && last.y == first.y ? (float) last.x : page->right;
  graphene_rect_init (&box, (float) first.x, (float) first.y, right - (float) first.x, (float) first.height);
  if (box.size.width > 0 && box.size.height > 0)
    g_array_append_val (boxes, box);
}

/* The rectangles that the characters of @range fill, one or more for each line on the screen. */
static GArray *
boxes_of (const PostilPage *page, PostilRange range)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  GtkTextIter iter;
  GtkTextIter stop;

  postil_page_iter_at (page, range.start, &iter);
  postil_page_iter_at (page, range.stop, &stop);
  while (gtk_text_iter_compare (&iter, &stop) < 0 && boxes->len < BOXES_MAX)
    {
      GtkTextIter end = iter;
      gboolean more = gtk_text_view_forward_display_line (page->view, &end) &&
                      gtk_text_iter_compare (&end, &iter) > 0 && gtk_text_iter_compare (&end, &stop) < 0;

      if (!more)
        end = stop;
      if (postil_buffer_bridge_line_has_rtl (page->bridge, (guint) gtk_text_iter_get_line (&iter)))
        add_runs (page, boxes, &iter, &end);
      else
        add_stretch (page, boxes, &iter, &end, more);
      iter = end;
    }
  return boxes;
}

/* GtkTextView would paint the room between the lines as well, and the chips in it. */
void
postil_document_view_snapshot_selection (PostilDocumentView *self, GtkSnapshot *snapshot, PostilRange shown)
{
  PostilPage page = postil_document_view_page (self);
  PostilRange selection = postil_session_get_selection (self->session);
  PostilRange part = { MAX (selection.start, shown.start), MIN (selection.stop, shown.stop) };
  GdkRGBA wash = postil_span_painter_get_colours (self->painter)->accent;
  g_autoptr (GArray) boxes = NULL;

  if (part.start >= part.stop)
    return;
  wash.alpha = gtk_widget_has_focus (GTK_WIDGET (self)) ? 0.32f : 0.2f;
  boxes = boxes_of (&page, part);
  for (guint i = 0; i < boxes->len; i++)
    gtk_snapshot_append_color (snapshot, &wash, &g_array_index (boxes, graphene_rect_t, i));
}

static void
frame (GtkSnapshot *snapshot, const GdkRGBA *colour, const graphene_rect_t *box)
{
  const float widths[4] = { 2, 2, 2, 2 };
  const GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };
  GskRoundedRect outline;
  graphene_rect_t outer = *box;

  graphene_rect_inset (&outer, -2, -1);
  gsk_rounded_rect_init_from_rect (&outline, &outer, 4);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

void
postil_document_view_snapshot_edges (PostilDocumentView *self, GtkSnapshot *snapshot)
{
  PostilPage page = postil_document_view_page (self);
  const GdkRGBA *accent = &postil_span_painter_get_colours (self->painter)->accent;
  g_autoptr (GArray) boxes = NULL;
  GdkRGBA wash = *accent;

  if (!self->edges)
    return;
  wash.alpha = 0.18f;
  boxes = boxes_of (&page, self->edge);
  for (guint i = 0; i < boxes->len; i++)
    {
      const graphene_rect_t *box = &g_array_index (boxes, graphene_rect_t, i);

      gtk_snapshot_append_color (snapshot, &wash, box);
      frame (snapshot, accent, box);
    }
}

/* --- Relations ------------------------------------------------------------------------------------------------ */

/* Where a curve meets a span: the bottom of the middle of its first line. FALSE while that is not laid out. */
static gboolean
foot_of (const PostilPage *page, PostilRange range, graphene_point_t *foot, float *top)
{
  PostilRange head = { range.start, MIN (range.stop, range.start + 40) };
  g_autoptr (GArray) boxes = boxes_of (page, head);
  const graphene_rect_t *box;

  if (boxes->len == 0)
    return FALSE;
  box = &g_array_index (boxes, graphene_rect_t, 0);
  foot->x = box->origin.x + MIN (box->size.width / 2, 60);
  foot->y = box->origin.y + 1;
  *top = box->origin.y;
  return TRUE;
}

/* Past the labels that stand there already, in reading order. */
static float
beside_others (const GArray *placed, float x, float y, float width, float height)
{
  for (guint i = 0; i < placed->len; i++)
    {
      const graphene_rect_t *other = &g_array_index (placed, graphene_rect_t, i);

      if (ABS (other->origin.y + other->size.height / 2 - y) < height &&
          x - width / 2 < other->origin.x + other->size.width + 3 && x + width / 2 > other->origin.x - 3)
        {
          x = other->origin.x + other->size.width + 3 + width / 2;
          i = (guint) -1; /* there may be others where it is now; each move goes further, so this ends */
        }
    }
  return x;
}

/* @placed: graphene_rect_t, of the labels that were drawn; this one is added. */
static void
draw_label (PostilDocumentView *self, GtkSnapshot *snapshot, const PostilLabel *label, const PostilTone *tone, float x,
            float y, GArray *placed)
{
  const PostilPageColours *colours = postil_span_painter_get_colours (self->painter);
  PostilSpan plain = { .state = POSTIL_STATE_KEPT };
  float width = postil_span_painter_wish (self->painter, label, &plain);
  g_autoptr (PangoLayout) layout = postil_span_painter_chip (self->painter, label, &plain, width);
  GskRoundedRect outline;
  int height = 0;

  if (layout == NULL)
    return;
  pango_layout_get_pixel_size (layout, NULL, &height);
  x = beside_others (placed, x, y, width, (float) height);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (x - width / 2, y - (float) height / 2, width, (float) height),
                                   3);
  g_array_append_val (placed, outline.bounds);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colours->page, &outline.bounds);
  gtk_snapshot_append_color (snapshot, &tone->tint, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - width / 2 + 4, y - (float) height / 2));
  gtk_snapshot_append_layout (snapshot, layout, &tone->ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_curve (cairo_t *cr, const GdkRGBA *colour, graphene_point_t from, graphene_point_t to, float lift)
{
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, 1.5);
  cairo_move_to (cr, from.x, from.y);
  cairo_curve_to (cr, from.x, from.y - lift, to.x, to.y - lift, to.x, to.y);
  cairo_stroke (cr);
  /* The head of the arrow comes down on the tail of the relation. */
  cairo_move_to (cr, to.x - 4, to.y - 7);
  cairo_line_to (cr, to.x, to.y);
  cairo_line_to (cr, to.x + 4, to.y - 7);
  cairo_stroke (cr);
}

/* The middle of the room between two lines that is nearest to @y, so that a label put there covers no words. */
static float
between_lines (const PostilPage *page, float x, float y)
{
  GtkTextIter iter;
  GdkRectangle words;

  gtk_text_view_get_iter_at_location (page->view, &iter, (int) x, (int) y);
  gtk_text_view_get_iter_location (page->view, &iter, &words);
  if (y < (float) words.y + (float) words.height / 2)
    return (float) words.y - (float) gtk_text_view_get_pixels_inside_wrap (page->view) / 2;
  return (float) (words.y + words.height) + (float) gtk_text_view_get_pixels_inside_wrap (page->view) / 2;
}

static void
draw_relation (PostilDocumentView *self, GtkSnapshot *snapshot, const PostilPage *page, const PostilRelation *relation,
               GArray *placed)
{
  const PostilSpan *head = postil_session_get_span (self->session, relation->head);
  const PostilSpan *tail = postil_session_get_span (self->session, relation->tail);
  const PostilLabel *label = postil_project_get_label (postil_session_get_project (self->session), relation->label);
  const PostilTone *tone = postil_span_painter_tone (self->painter, label);
  GdkRectangle visible;
  graphene_point_t from;
  graphene_point_t to;
  graphene_rect_t area;
  graphene_rect_t sight;
  float lift;
  float top;
  cairo_t *cr;

  if (head == NULL || tail == NULL || !foot_of (page, head->range, &from, &top) ||
      !foot_of (page, tail->range, &to, &top))
    return;
  lift = MIN (14 + ABS (from.x - to.x) * 0.12f, 34);
  gtk_text_view_get_visible_rect (page->view, &visible);
  graphene_rect_init (&sight, (float) visible.x, (float) visible.y - 40, (float) visible.width,
                      (float) visible.height + 80);
  graphene_rect_init (&area, MIN (from.x, to.x) - 8, MIN (from.y, to.y) - lift - 4, ABS (from.x - to.x) + 16,
                      ABS (from.y - to.y) + lift + 8);
  if (!graphene_rect_intersection (&area, &sight, &area))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  draw_curve (cr, &tone->line, from, to, lift);
  cairo_destroy (cr);
  if (label != NULL)
    {
      float x = (from.x + to.x) / 2;

      draw_label (self, snapshot, label, tone, x, between_lines (page, x, (from.y + to.y) / 2 - lift * 0.75f), placed);
    }
}

/* A relation in the making: its head in a frame, and a curve without a name to where it would go. */
static void
draw_relating (PostilDocumentView *self, GtkSnapshot *snapshot, const PostilPage *page, GArray *placed)
{
  PostilRelation making = { .head = postil_session_get_relating (self->session),
                            .tail = postil_session_get_current (self->session) };
  const PostilSpan *head = postil_session_get_span (self->session, making.head);
  g_autoptr (GArray) boxes = NULL;

  if (head == NULL || making.head == making.tail)
    return;
  boxes = boxes_of (page, head->range);
  for (guint i = 0; i < boxes->len; i++)
    frame (snapshot, &postil_span_painter_get_colours (self->painter)->accent,
           &g_array_index (boxes, graphene_rect_t, i));
  if (making.tail != 0)
    draw_relation (self, snapshot, page, &making, placed);
}

void
postil_document_view_snapshot_relations (PostilDocumentView *self, GtkSnapshot *snapshot)
{
  PostilPage page = postil_document_view_page (self);
  GPtrArray *relations = postil_session_get_relations (self->session);
  PostilSpanId current = postil_session_get_current (self->session);
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));

  if (postil_session_get_relating (self->session) != 0)
    {
      draw_relating (self, snapshot, &page, placed);
      return;
    }
  for (guint i = 0; current != 0 && i < relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (relations, i);

      if (relation->head == current || relation->tail == current)
        draw_relation (self, snapshot, &page, relation, placed);
    }
}

/* --- The card ---------------------------------------------------------------------------------------------------- */

void
postil_document_view_hide_card (PostilDocumentView *self)
{
  if (self->card != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->card));
}

gboolean
postil_document_view_toggle_card (PostilDocumentView *self)
{
  PostilPage page = postil_document_view_page (self);
  const PostilSpan *span =
      self->session != NULL ? postil_session_get_span (self->session, postil_session_get_current (self->session)) : NULL;
  g_autofree char *text = NULL;
  GdkRectangle place;
  int x = 0;
  int y = 0;

  if (span == NULL)
    return FALSE;
  if (self->card == NULL)
    {
      self->card = POSTIL_SPAN_CARD (postil_span_card_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->card)))
    {
      postil_document_view_hide_card (self);
      return TRUE;
    }
  text = postil_document_view_describe (self, span);
  place = postil_page_locate (&page, span->range.start);
  gtk_text_view_buffer_to_window_coords (page.view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &x, &y);
  /* Below the lane with the span's chip. */
  place = (GdkRectangle){ x, y, 24,
                          place.height + (int) (2 * postil_span_painter_get_lane_height (self->painter)) };
  postil_span_card_show (self->card, text, &place);
  return TRUE;
}
