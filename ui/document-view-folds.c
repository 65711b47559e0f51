/* document-view-folds.c - boilerplate and quoted replies folded to one line, without a change to the text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define PILL_PADDING 8.0f
#define HANDLE_WIDTH 18.0f
#define PREVIEW_MAX 160

/*
 * A folded stretch stays in the buffer: all of it but its first character is invisible, and that one is painted over.
 * So no offset changes, and a line is left that the caret can stand on. A stretch holds whole lines only, line feeds
 * included.
 */

static gboolean
is_blank (const PostilText *text, PostilRange range)
{
  gsize n_bytes = 0;
  const char *p = postil_text_peek (text, range, &n_bytes);
  const char *end = p + n_bytes;

  for (; p < end; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static guint32
line_start (PostilDocumentView *self, guint line)
{
  return postil_buffer_bridge_line_range (self->bridge, line).start;
}

/* The whole lines of @range, or an empty range. A piece of a cut paragraph is no line of its own. */
static PostilRange
whole_lines (PostilDocumentView *self, const PostilText *text, PostilRange range)
{
  guint32 length = postil_text_get_length (text);
  guint n_lines = postil_buffer_bridge_get_n_lines (self->bridge);
  guint first = postil_buffer_bridge_line_of (self->bridge, range.start);
  guint last = postil_buffer_bridge_line_of (self->bridge, range.stop > range.start ? range.stop - 1 : range.stop);

  if (line_start (self, first) < range.start)
    first++;
  while (first > 0 && first < n_lines && postil_buffer_bridge_line_is_cut (self->bridge, first - 1))
    first++;
  while (last > first && (postil_buffer_bridge_line_range (self->bridge, last).stop > range.stop ||
                          postil_buffer_bridge_line_is_cut (self->bridge, last)))
    last--;
  if (first > last || first >= n_lines || postil_buffer_bridge_line_range (self->bridge, last).stop > range.stop ||
      postil_buffer_bridge_line_is_cut (self->bridge, last))
    return POSTIL_RANGE (range.start, range.start);
  return POSTIL_RANGE (line_start (self, first), last + 1 < n_lines ? line_start (self, last + 1) : length);
}

static guint
count_lines (PostilDocumentView *self, const PostilText *text, PostilRange range)
{
  guint n = 0;

  for (guint line = postil_buffer_bridge_line_of (self->bridge, range.start);
       line < postil_buffer_bridge_get_n_lines (self->bridge) && line_start (self, line) < range.stop; line++)
    if (!postil_buffer_bridge_line_is_cut (self->bridge, line) &&
        !is_blank (text, postil_buffer_bridge_line_range (self->bridge, line)))
      n++;
  return n;
}

/* --- Which there are -------------------------------------------------------------------------------------------- */

/* Spans come in order of start; one that touches the fold before it, or has but white space in between, goes on with
 * it. */
static void
add_fold (PostilDocumentView *self, const PostilText *text, PostilRange range, gboolean reply)
{
  PostilFold *last = self->folds->len > 0 ? &g_array_index (self->folds, PostilFold, self->folds->len - 1) : NULL;
  PostilFold fold = { .range = whole_lines (self, text, range), .reply = reply };

  if (fold.range.start >= fold.range.stop)
    return;
  if (last != NULL && last->reply == reply &&
      (fold.range.start <= last->range.stop || is_blank (text, POSTIL_RANGE (last->range.stop, fold.range.start))))
    last->range.stop = MAX (last->range.stop, fold.range.stop);
  else if (last == NULL || fold.range.start >= last->range.stop)
    g_array_append_val (self->folds, fold);
}

static gboolean
was_folded (const GArray *folds, PostilRange range)
{
  for (guint i = 0; i < folds->len; i++)
    {
      const PostilFold *fold = &g_array_index (folds, PostilFold, i);

      if (fold->folded && postil_range_overlaps (fold->range, range))
        return TRUE;
    }
  return FALSE;
}

static void
show_fold (PostilDocumentView *self, const PostilFold *fold)
{
  PostilPage page = postil_document_view_page (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, second, stop;

  postil_page_iter_at (&page, fold->range.start, &start);
  postil_page_iter_at (&page, fold->range.start + 1, &second);
  postil_page_iter_at (&page, fold->range.stop, &stop);
  if (fold->folded)
    {
      gtk_text_buffer_apply_tag (buffer, self->fold_head_tag, &start, &second);
      gtk_text_buffer_apply_tag (buffer, self->fold_tag, &second, &stop);
    }
  else
    {
      gtk_text_buffer_remove_tag (buffer, self->fold_head_tag, &start, &second);
      gtk_text_buffer_remove_tag (buffer, self->fold_tag, &second, &stop);
    }
}

static void
folds_changed (PostilDocumentView *self)
{
  g_hash_table_remove_all (self->paragraphs);
  self->caret_x = -1;
  g_signal_emit_by_name (self, "spans-drawn");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_folded (PostilDocumentView *self, PostilFold *fold, gboolean folded)
{
  if (fold->folded == folded)
    return;
  fold->folded = folded;
  show_fold (self, fold);
}

void
postil_document_view_read_folds (PostilDocumentView *self)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->folds);
  PostilProject *project;
  GPtrArray *spans;
  PostilText *text = NULL;

  self->folds = g_array_new (FALSE, TRUE, sizeof (PostilFold));
  for (guint i = 0; i < before->len; i++)
    {
      PostilFold shown = g_array_index (before, PostilFold, i);

      if (!shown.folded)
        continue;
      shown.folded = FALSE;
      show_fold (self, &shown);
    }
  if (!postil_document_view_has_text (self, &text))
    return;
  spans = postil_session_get_spans (self->session);
  project = postil_session_get_project (self->session);
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      const PostilLabel *label = postil_project_get_label (project, span->label);
      gboolean reply = label != NULL && g_str_equal (label->name, "QuotedReply");

      if (label != NULL && label->kind == POSTIL_LABEL_STRUCTURE && span->state != POSTIL_STATE_REJECTED &&
          (reply || g_str_equal (label->name, "Boilerplate")))
        add_fold (self, text, span->range, reply);
    }
  for (guint i = 0; i < self->folds->len; i++)
    {
      PostilFold *fold = &g_array_index (self->folds, PostilFold, i);

      fold->n_lines = count_lines (self, text, fold->range);
      set_folded (self, fold, was_folded (before, fold->range));
    }
  if (before->len > 0 || self->folds->len > 0)
    folds_changed (self);
}

/* For a buffer that was just filled: it has no tags, and nothing in it is folded. */
void
postil_document_view_forget_folds (PostilDocumentView *self)
{
  g_array_set_size (self->folds, 0);
}

void
postil_document_view_restore_folds (PostilDocumentView *self, const GArray *starts)
{
  for (guint i = 0; i < starts->len; i++)
    {
      PostilFold *fold = postil_document_view_fold_at (self, g_array_index (starts, guint32, i));

      if (fold != NULL && fold->range.start == g_array_index (starts, guint32, i))
        set_folded (self, fold, TRUE);
    }
  folds_changed (self);
}

GArray *
postil_document_view_dup_folded (PostilDocumentView *self)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < self->folds->len; i++)
    {
      const PostilFold *fold = &g_array_index (self->folds, PostilFold, i);

      if (fold->folded)
        g_array_append_val (starts, fold->range.start);
    }
  return starts;
}

PostilFold *
postil_document_view_fold_at (PostilDocumentView *self, guint32 offset)
{
  guint low = 0;
  guint high = self->folds->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      PostilFold *fold = &g_array_index (self->folds, PostilFold, middle);

      if (offset < fold->range.start)
        high = middle;
      else if (offset >= fold->range.stop)
        low = middle + 1;
      else
        return fold;
    }
  return NULL;
}

guint32
postil_document_view_skip_fold (PostilDocumentView *self, guint32 from, guint32 to)
{
  const PostilFold *fold = postil_document_view_fold_at (self, to);

  if (fold == NULL || !fold->folded || to == fold->range.start)
    return to;
  return to > from ? fold->range.stop : fold->range.start;
}

gboolean
postil_document_view_unfold (PostilDocumentView *self, PostilRange range)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->folds->len; i++)
    {
      PostilFold *fold = &g_array_index (self->folds, PostilFold, i);
      gboolean inside = range.start == range.stop ? range.start > fold->range.start && range.start < fold->range.stop
                                                  : postil_range_overlaps (range, fold->range);

      if (!fold->folded || !inside)
        continue;
      set_folded (self, fold, FALSE);
      any = TRUE;
    }
  if (any)
    folds_changed (self);
  return any;
}

/* --- What keys do ------------------------------------------------------------------------------------------------ */

/* A caret within what is folded would be out of sight. */
static void
fold_with_caret (PostilDocumentView *self, PostilFold *fold)
{
  guint32 start = fold->range.start;

  if (self->head >= start && self->head < fold->range.stop)
    postil_document_view_select (self, start, start);
  set_folded (self, fold, TRUE);
}

PostilFoldChange
postil_document_view_toggle_fold (PostilDocumentView *self)
{
  PostilFold *fold = postil_document_view_fold_at (self, self->head);

  if (fold == NULL)
    return POSTIL_FOLD_NONE;
  if (fold->folded)
    set_folded (self, fold, FALSE);
  else
    fold_with_caret (self, fold);
  folds_changed (self);
  postil_document_view_reveal (self, POSTIL_RANGE (self->head, self->head));
  return fold->folded ? POSTIL_FOLD_FOLDED : POSTIL_FOLD_UNFOLDED;
}

PostilFoldChange
postil_document_view_toggle_folds (PostilDocumentView *self, guint *n)
{
  gboolean fold_all = FALSE;

  *n = self->folds->len;
  if (self->folds->len == 0)
    return POSTIL_FOLD_NONE;
  for (guint i = 0; i < self->folds->len; i++)
    fold_all = fold_all || !g_array_index (self->folds, PostilFold, i).folded;
  for (guint i = 0; i < self->folds->len; i++)
    {
      PostilFold *fold = &g_array_index (self->folds, PostilFold, i);

      if (fold_all && !fold->folded)
        fold_with_caret (self, fold);
      else if (!fold_all)
        set_folded (self, fold, FALSE);
    }
  folds_changed (self);
  postil_document_view_reveal (self, POSTIL_RANGE (self->head, self->head));
  return fold_all ? POSTIL_FOLD_FOLDED : POSTIL_FOLD_UNFOLDED;
}

/* --- The mouse --------------------------------------------------------------------------------------------------- */

/* Where the room of a handle ends: at the first word of the fold, which may stand in a post that is set in; at the
 * column's edge where lines are read from the right. */
static float
handle_edge (PostilDocumentView *self, const PostilPage *page, const GdkRectangle *place)
{
  return (float) place->x <= page->left + (float) (POSTIL_DEPTH_MAX * self->depth_indent)
             ? MAX ((float) place->x, page->left)
             : page->left;
}

/* The fold whose first line is at a point in buffer coordinates, and whether the point is on what folds and unfolds it:
 * its handle in the margin, or all of its line while it is folded. */
static PostilFold *
fold_under (PostilDocumentView *self, int x, int y)
{
  GtkTextIter iter;
  PostilFold *fold;
  GdkRectangle place;
  PostilPage page = postil_document_view_page (self);
  float edge;
  int top = 0;

  if (self->folds->len == 0)
    return NULL;
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, y, &top);
  fold = postil_document_view_fold_at (self, postil_buffer_bridge_to_text (self->bridge,
                                                                           (guint32) gtk_text_iter_get_offset (&iter)));
  if (fold == NULL)
    return NULL;
  place = postil_page_locate (&page, fold->range.start);
  if (y < place.y || y > place.y + place.height)
    return NULL;
  edge = handle_edge (self, &page, &place);
  if (fold->folded)
    return x >= (int) (edge - HANDLE_WIDTH) && x <= (int) page.right ? fold : NULL;
  return x < (int) edge && x >= (int) (edge - HANDLE_WIDTH) ? fold : NULL;
}

gboolean
postil_document_view_is_fold_at (PostilDocumentView *self, double x, double y)
{
  int buffer_x = 0;
  int buffer_y = 0;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x,
                                         &buffer_y);
  return fold_under (self, buffer_x, buffer_y) != NULL;
}

gboolean
postil_document_view_click_fold (PostilDocumentView *self, double x, double y)
{
  int buffer_x = 0;
  int buffer_y = 0;
  PostilFold *fold;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x,
                                         &buffer_y);
  fold = fold_under (self, buffer_x, buffer_y);
  if (fold == NULL)
    return FALSE;
  if (fold->folded)
    set_folded (self, fold, FALSE);
  else
    fold_with_caret (self, fold);
  postil_document_view_select (self, fold->range.start, fold->range.start);
  folds_changed (self);
  return TRUE;
}

/* --- Drawing ------------------------------------------------------------------------------------------------------ */

char *
postil_document_view_fold_text (PostilDocumentView *self, const PostilFold *fold)
{
  PostilText *text = NULL;
  PostilRange start = { fold->range.start, MIN (fold->range.stop, fold->range.start + PREVIEW_MAX) };
  g_autofree char *words = NULL;
  g_autofree char *count = NULL;

  if (!postil_document_view_has_text (self, &text))
    return NULL;
  words = postil_text_slice (text, start);
  g_strdelimit (words, "\n\t", ' ');
  if (fold->reply)
    count = g_strdup_printf (ngettext ("%u line of quoted reply", "%u lines of quoted reply", fold->n_lines),
                             fold->n_lines);
  else
    count =
        g_strdup_printf (ngettext ("%u line of boilerplate", "%u lines of boilerplate", fold->n_lines), fold->n_lines);
  return g_strdup_printf ("%s · %s", count, g_strstrip (words));
}

static void
draw_handle (PostilDocumentView *self, GtkSnapshot *snapshot, const PostilPage *page, const PostilFold *fold,
             const GdkRectangle *place)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), fold->folded ? "▸" : "▾");
  GdkRGBA ink = postil_span_painter_get_colours (self->painter)->ink;
  int height = 0;
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, &height);
  ink.alpha = 0.6f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (handle_edge (self, page, place) - (HANDLE_WIDTH + (float) width) / 2,
                                                (float) place->y + (float) (place->height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_pill (PostilDocumentView *self, GtkSnapshot *snapshot, const PostilPage *page, const PostilFold *fold,
           const GdkRectangle *place)
{
  g_autofree char *text = postil_document_view_fold_text (self, fold);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  const PostilPageColours *colours = postil_span_painter_get_colours (self->painter);
  PangoAttrList *attributes = pango_attr_list_new ();
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GdkRGBA wash = colours->ink;
  GdkRGBA ink = colours->ink;
  GskRoundedRect box;
  int width = 0;
  int height = 0;
  float x;

  wash.alpha = colours->high_contrast ? 0.2f : 0.08f;
  ink.alpha = colours->high_contrast ? 1 : 0.7f;
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) MAX (20, page->right - page->left - 2 * PILL_PADDING) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &width, &height);
  x = rtl ? page->right - (float) width - 2 * PILL_PADDING : page->left;
  gsk_rounded_rect_init_from_rect (&box,
                                   &GRAPHENE_RECT_INIT (x, (float) place->y, (float) width + 2 * PILL_PADDING,
                                                        (float) MAX (place->height, height)),
                                   4);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, &wash, &box.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (x + PILL_PADDING - (rtl ? page->right - page->left - 2 * PILL_PADDING - (float) width : 0),
                            (float) place->y + (float) (place->height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

void
postil_document_view_snapshot_folds (PostilDocumentView *self, GtkSnapshot *snapshot, PostilRange shown)
{
  PostilPage page = postil_document_view_page (self);

  for (guint i = 0; i < self->folds->len; i++)
    {
      const PostilFold *fold = &g_array_index (self->folds, PostilFold, i);
      GdkRectangle place;

      if (fold->range.start >= shown.stop)
        break;
      if (fold->range.start < shown.start)
        continue;
      place = postil_page_locate (&page, fold->range.start);
      draw_handle (self, snapshot, &page, fold, &place);
      if (fold->folded)
        draw_pill (self, snapshot, &page, fold, &place);
    }
}
