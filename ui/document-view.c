/* document-view.c - a GtkTextView that shows the session's document and draws its spans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

#include "hidden-character.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MARGIN_WIDE 44
#define DEPTH_INDENT_LEAST 10
#define DEPTH_INDENT_MOST 28
#define MARGIN_NARROW 22
#define PAINT_LINES_MAX 600

G_DEFINE_FINAL_TYPE (PostilDocumentView, postil_document_view, GTK_TYPE_TEXT_VIEW)

gboolean
postil_document_view_has_text (PostilDocumentView *self, PostilText **text)
{
  const PostilDocument *document = self->session != NULL ? postil_session_get_document (self->session) : NULL;

  if (document == NULL)
    return FALSE;
  *text = document->text;
  return TRUE;
}

PostilPage
postil_document_view_page (PostilDocumentView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);

  return (PostilPage){ .view = view,
                       .session = self->session,
                       .bridge = self->bridge,
                       .lanes = self->lanes,
                       .painter = self->painter,
                       .left = (float) gtk_text_view_get_left_margin (view),
                       .right =
                           (float) (gtk_widget_get_width (GTK_WIDGET (self)) - gtk_text_view_get_right_margin (view)) };
}

gboolean
postil_document_view_is_folded (PostilDocumentView *self, guint line)
{
  const PostilFold *fold =
      self->folds->len > 0
          ? postil_document_view_fold_at (self, postil_buffer_bridge_line_range (self->bridge, line).start)
          : NULL;

  return fold != NULL && fold->folded;
}

PostilParagraph *
postil_document_view_paragraph (PostilDocumentView *self, guint line, int *y)
{
  PostilPage page = postil_document_view_page (self);
  PostilParagraph *paragraph = g_hash_table_lookup (self->paragraphs, GUINT_TO_POINTER (line));
  GtkTextIter iter;
  int height = 0;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (page.view), &iter, (int) line);
  gtk_text_view_get_line_yrange (page.view, &iter, y, &height);
  if (postil_document_view_is_folded (self, line))
    return NULL;
  if (paragraph != NULL && paragraph->height == height && (int) paragraph->left == (int) page.left &&
      (int) paragraph->right == (int) page.right)
    return paragraph;
  paragraph = postil_page_lay_out (&page, line);
  if (paragraph == NULL)
    g_hash_table_remove (self->paragraphs, GUINT_TO_POINTER (line));
  else
    g_hash_table_insert (self->paragraphs, GUINT_TO_POINTER (line), paragraph);
  return paragraph;
}

/* --- Style and size ------------------------------------------------------------------------------------------ */

static int
font_size (PostilDocumentView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;
  return MAX (8, (int) size);
}

static GdkRGBA
named_colour (GtkWidget *widget, const char *name, GdkRGBA fallback)
{
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour))
    return fallback;
  colour.alpha = 1;
  return colour;
}

void
postil_document_view_update_style (PostilDocumentView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);
  PostilPageColours colours = { .high_contrast = adw_style_manager_get_high_contrast (manager) };

  colours.page =
      named_colour (widget, "view_bg_color", dark ? (GdkRGBA){ 0.12f, 0.12f, 0.12f, 1 } : (GdkRGBA){ 1, 1, 1, 1 });
  colours.ink =
      named_colour (widget, "view_fg_color", dark ? (GdkRGBA){ 1, 1, 1, 1 } : (GdkRGBA){ 0.1f, 0.1f, 0.1f, 1 });
  colours.accent = named_colour (widget, "accent_color", (GdkRGBA){ 0.2f, 0.5f, 0.9f, 1 });
  g_hash_table_remove_all (self->paragraphs);
  postil_span_painter_set_style (self->painter, widget, &colours);
  postil_document_view_style_tags (self);
  if (postil_lane_table_set_named (self->lanes, colours.high_contrast || self->names))
    postil_document_view_deal_lanes (self);
  g_signal_emit_by_name (self, "spans-drawn");
  gtk_widget_queue_draw (widget);
}

/* A reading column in the middle, never wider than the eye likes. */
static void
set_column (PostilDocumentView *self, int width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int least = width < 560 ? MARGIN_NARROW : MARGIN_WIDE;
  int margin = MAX (least, (width - self->column_em * font_size (self)) / 2);
  int indent = CLAMP ((width - 2 * margin) / 20, DEPTH_INDENT_LEAST, DEPTH_INDENT_MOST);

  self->column_stale = FALSE;
  if (self->column_left == margin && self->depth_indent == indent)
    return;
  self->column_left = margin;
  self->depth_indent = indent;
  gtk_text_view_set_left_margin (view, margin);
  gtk_text_view_set_right_margin (view, margin);
  postil_document_view_place_tags (self);
}

/* The margins follow the width, so they must not hold it: a column that once was wide has to become narrow again. */
static void
postil_document_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  GTK_WIDGET_CLASS (postil_document_view_parent_class)
      ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN (*minimum, 6 * MARGIN_NARROW);
}

static gboolean
on_shrunk (gpointer user_data)
{
  PostilDocumentView *self = user_data;
  const PostilSpan *span = self->session != NULL
                               ? postil_session_get_span (self->session, postil_session_get_current (self->session))
                               : NULL;
  guint32 at = span != NULL ? span->range.start : self->head;

  self->shrunk = 0;
  postil_document_view_reveal (self, POSTIL_RANGE (at, at));
  return G_SOURCE_REMOVE;
}

/* A bar that comes up below must not hide what somebody is at: the current span, else the caret. */
static void
keep_in_sight (PostilDocumentView *self, int height)
{
  PostilPage page = postil_document_view_page (self);
  PostilText *text = NULL;
  GdkRectangle visible;
  GdkRectangle place;
  const PostilSpan *span;

  if (self->shrunk != 0 || height >= self->height || !postil_document_view_has_text (self, &text))
    return;
  span = postil_session_get_span (self->session, postil_session_get_current (self->session));
  place = postil_page_locate (&page, span != NULL ? span->range.start : self->head);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  if (place.y >= visible.y && place.y <= visible.y + self->height)
    self->shrunk = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_shrunk, self, NULL);
}

static void
postil_document_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilDocumentView *self = POSTIL_DOCUMENT_VIEW (widget);

  if (width != self->width || self->column_stale)
    g_hash_table_remove_all (self->paragraphs);
  keep_in_sight (self, height);
  postil_document_view_tell_rest (self);
  self->width = width;
  self->height = height;
  set_column (self, width);
  GTK_WIDGET_CLASS (postil_document_view_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->card != NULL)
    gtk_popover_present (GTK_POPOVER (self->card));
}

static void
postil_document_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  PostilDocumentView *self = POSTIL_DOCUMENT_VIEW (widget);

  GTK_WIDGET_CLASS (postil_document_view_parent_class)->css_changed (widget, change);
  self->column_stale = TRUE;
  gtk_widget_queue_resize (widget);
  postil_document_view_update_style (self);
}

/* --- Drawing --------------------------------------------------------------------------------------------------- */

static void
snapshot_caret (PostilDocumentView *self, GtkSnapshot *snapshot)
{
  PostilPage page = postil_document_view_page (self);
  const PostilPageColours *colours = postil_span_painter_get_colours (self->painter);
  PostilText *text = NULL;
  GdkRectangle place;
  GdkRectangle stop;
  PostilRange token;
  GdkRGBA quiet = colours->ink;

  if (!gtk_widget_has_focus (GTK_WIDGET (self)) || !postil_document_view_has_text (self, &text))
    return;
  place = postil_page_locate (&page, self->head);
  if (self->anchor == self->head)
    {
      /* The word that the caret stands before, so that stepping by words can be followed. */
      token = postil_segment_token_at (text, self->head);
      if (token.start <= self->head && self->head < token.stop)
        {
          stop = postil_page_locate (&page, token.stop);
          quiet.alpha = 0.5f;
          if (stop.y == place.y && stop.x > place.x)
            gtk_snapshot_append_color (snapshot, &quiet,
                                       &GRAPHENE_RECT_INIT ((float) place.x, (float) (place.y + place.height) - 1,
                                                            (float) (stop.x - place.x), 1));
        }
    }
  gtk_snapshot_append_color (snapshot, &colours->accent,
                             &GRAPHENE_RECT_INIT ((float) place.x - 1, (float) place.y - 1, 2,
                                                  (float) place.height + 2));
}

/* The names of the current span and of the one under the pointer, where the page itself does not show them. */
static void
snapshot_floats (PostilDocumentView *self, GtkSnapshot *snapshot, PostilSpanId current)
{
  PostilProject *project = postil_session_get_project (self->session);
  const PostilSpanId ids[2] = { current, self->hovered != current ? self->hovered : 0 };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const PostilSpan *span = ids[i] != 0 ? postil_session_get_span (self->session, ids[i]) : NULL;
      guint line = span != NULL ? postil_buffer_bridge_line_of (self->bridge, span->range.start) : 0;
      PostilParagraph *paragraph = span != NULL ? g_hash_table_lookup (self->paragraphs, GUINT_TO_POINTER (line)) : NULL;
      int y = 0;

      /* Only what was just painted: lines far off may not be laid out. */
      if (paragraph == NULL || postil_document_view_paragraph (self, line, &y) != paragraph)
        continue;
      postil_span_painter_float (self->painter, snapshot, paragraph, (float) y,
                                 postil_project_get_label (project, span->label), span);
    }
}

static void
snapshot_lines (PostilDocumentView *self, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PostilSpanId current = self->edges ? 0 : postil_session_get_current (self->session);
  guint n_lines = postil_buffer_bridge_get_n_lines (self->bridge);
  PostilRange shown = { G_MAXUINT32, 0 };
  GtkTextIter iter;
  GdkRectangle visible;
  guint first;
  guint last;
  guint painted = 0;

  gtk_text_view_get_visible_rect (view, &visible);
  /* Before the first layout GTK may report the whole text as visible. */
  visible.height = MIN (visible.height, gtk_widget_get_height (GTK_WIDGET (self)));
  gtk_text_view_get_line_at_y (view, &iter, visible.y, NULL);
  first = (guint) gtk_text_iter_get_line (&iter);
  for (last = first; last < n_lines && painted < PAINT_LINES_MAX; last++)
    {
      int y = 0;
      PostilParagraph *paragraph = postil_document_view_paragraph (self, last, &y);
      PostilRange range = postil_buffer_bridge_line_range (self->bridge, last);

      if (y > visible.y + visible.height)
        break;
      if (paragraph != NULL || postil_document_view_is_folded (self, last))
        shown = POSTIL_RANGE (MIN (shown.start, range.start), range.stop);
      if (paragraph == NULL)
        continue;
      painted++;
      if (layer == GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
        postil_span_painter_above (self->painter, snapshot, paragraph, (float) y, current);
    }
  if (layer == GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
    {
      snapshot_floats (self, snapshot, current);
      if (shown.start < shown.stop)
        postil_document_view_snapshot_folds (self, snapshot, shown);
      return;
    }
  postil_document_view_snapshot_cards (self, snapshot, shown);
  for (guint line = first; line < last; line++)
    {
      int y = 0;
      PostilParagraph *paragraph = postil_document_view_paragraph (self, line, &y);

      if (paragraph != NULL)
        postil_span_painter_below (self->painter, snapshot, paragraph, (float) y, current);
    }
  postil_document_view_snapshot_selection (self, snapshot, shown);
}

static void
postil_document_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  PostilDocumentView *self = POSTIL_DOCUMENT_VIEW (view);
  PostilText *text = NULL;

  if (!postil_document_view_has_text (self, &text))
    return;
  snapshot_lines (self, layer, snapshot);
  if (layer != GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
    return;
  postil_document_view_snapshot_relations (self, snapshot);
  postil_document_view_snapshot_edges (self, snapshot);
  snapshot_caret (self, snapshot);
}

/* --- Hovering -------------------------------------------------------------------------------------------------- */

PostilSpanId
postil_document_view_span_at (PostilDocumentView *self, double x, double y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PostilParagraph *paragraph;
  GtkTextIter iter;
  int buffer_x = 0;
  int buffer_y = 0;
  int top = 0;

  if (self->session == NULL || postil_session_get_document (self->session) == NULL)
    return 0;
  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_line_at_y (view, &iter, buffer_y, NULL);
  for (int line = gtk_text_iter_get_line (&iter); line >= 0 && line >= gtk_text_iter_get_line (&iter) - 1; line--)
    {
      /* Lanes of a paragraph's last line may lie in the empty line below. */
      PostilSpanId id;

      paragraph = postil_document_view_paragraph (self, (guint) line, &top);
      id = paragraph != NULL
               ? postil_span_painter_hit (self->painter, paragraph, (float) buffer_x, (float) (buffer_y - top))
               : 0;
      if (id != 0)
        return id;
    }
  return 0;
}

char *
postil_document_view_describe (PostilDocumentView *self, const PostilSpan *span)
{
  return postil_span_card_text (self->session, span);
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  guint32 p = *(const guint32 *) a;
  guint32 q = *(const guint32 *) b;

  return p < q ? -1 : p > q;
}

/* The name of the hidden character under the pointer; NULL: it can be seen. */
static const char *
hidden_at (PostilDocumentView *self, int x, int y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  const GArray *hidden = postil_buffer_bridge_get_hidden (self->bridge);
  PostilText *text = NULL;
  GtkTextIter iter;
  guint32 offset;
  guint at = 0;
  int buffer_x = 0;
  int buffer_y = 0;

  if (hidden->len == 0 || !postil_document_view_has_text (self, &text))
    return NULL;
  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_position (view, &iter, NULL, buffer_x, buffer_y))
    return NULL;
  offset = postil_buffer_bridge_to_text (self->bridge, (guint32) gtk_text_iter_get_offset (&iter));
  if (!g_array_binary_search ((GArray *) hidden, &offset, compare_offsets, &at))
    return NULL;
  return postil_hidden_character_name (g_utf8_get_char (postil_text_peek (text, POSTIL_RANGE (offset, offset + 1), NULL)));
}

static gboolean
postil_document_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  PostilDocumentView *self = POSTIL_DOCUMENT_VIEW (widget);
  const PostilSpan *span;
  const char *name;
  g_autofree char *words = NULL;
  PostilSpanId id;

  if (self->session == NULL)
    return FALSE;
  id = keyboard ? postil_session_get_current (self->session) : postil_document_view_span_at (self, x, y);
  span = id != 0 ? postil_session_get_span (self->session, id) : NULL;
  name = keyboard ? NULL : hidden_at (self, x, y);
  if (span == NULL && name == NULL)
    return FALSE;
  if (name != NULL)
    words = g_strdup_printf (_ ("Hidden character: %s"), name);
  else
    words = postil_document_view_describe (self, span);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

guint
postil_document_view_get_n_hidden (PostilDocumentView *self)
{
  return postil_buffer_bridge_get_hidden (self->bridge)->len;
}

static void
postil_document_view_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (postil_document_view_parent_class)->realize (widget);
  postil_document_view_begin_rest (POSTIL_DOCUMENT_VIEW (widget));
}

/* --- Life ------------------------------------------------------------------------------------------------------ */

static void
postil_document_view_dispose (GObject *object)
{
  PostilDocumentView *self = POSTIL_DOCUMENT_VIEW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->keys);
  g_clear_handle_id (&self->shrunk, g_source_remove);
  postil_document_view_end_rest (self);
  g_clear_pointer ((GtkWidget **) &self->card, gtk_widget_unparent);
  G_OBJECT_CLASS (postil_document_view_parent_class)->dispose (object);
}

static void
postil_document_view_finalize (GObject *object)
{
  PostilDocumentView *self = POSTIL_DOCUMENT_VIEW (object);

  g_clear_pointer (&self->paragraphs, g_hash_table_unref);
  g_clear_pointer (&self->bridge, postil_buffer_bridge_free);
  g_clear_pointer (&self->lanes, postil_lane_table_free);
  g_clear_pointer (&self->painter, postil_span_painter_free);
  g_clear_pointer (&self->line_lanes, g_array_unref);
  g_clear_pointer (&self->folds, g_array_unref);
  g_clear_object (&self->font);
  G_OBJECT_CLASS (postil_document_view_parent_class)->finalize (object);
}

static void
postil_document_view_class_init (PostilDocumentViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkTextViewClass *view_class = GTK_TEXT_VIEW_CLASS (klass);

  object_class->dispose = postil_document_view_dispose;
  object_class->finalize = postil_document_view_finalize;
  widget_class->measure = postil_document_view_measure;
  widget_class->size_allocate = postil_document_view_size_allocate;
  widget_class->realize = postil_document_view_realize;
  widget_class->css_changed = postil_document_view_css_changed;
  widget_class->query_tooltip = postil_document_view_query_tooltip;
  view_class->snapshot_layer = postil_document_view_snapshot_layer;
  /* The spans, or the colours that they are drawn with, are not what they were. */
  g_signal_new ("spans-drawn", POSTIL_TYPE_DOCUMENT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("current-drawn", POSTIL_TYPE_DOCUMENT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("failed", POSTIL_TYPE_DOCUMENT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
}

static void
postil_document_view_init (PostilDocumentView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->bridge = postil_buffer_bridge_new ();
  self->lanes = postil_lane_table_new ();
  self->painter = postil_span_painter_new ();
  self->paragraphs = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) postil_paragraph_free);
  self->line_lanes = g_array_new (FALSE, TRUE, sizeof (guint8));
  self->folds = g_array_new (FALSE, TRUE, sizeof (PostilFold));
  self->caret_x = -1;
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (view), FALSE);
  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE); /* the caret is drawn in snapshot_layer: it has a word to mark */
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (view, 28);
  gtk_text_view_set_bottom_margin (view, 96);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  postil_document_view_make_tags (self);
  postil_document_view_begin_reading (self);
  postil_document_view_update_style (self);
  postil_document_view_add_keys (self);
  postil_document_view_add_mouse (self);
  postil_document_view_follow_buffer (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (postil_document_view_update_style), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (postil_document_view_update_style), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
postil_document_view_new (void)
{
  return g_object_new (POSTIL_TYPE_DOCUMENT_VIEW, NULL);
}
