/* document-view-sync.c - the session's document, spans and selection into the text view, and the text view's selection
 * back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

#include "span-card.h"

#include <glib/gi18n.h>

/* --- Where somebody was in it ------------------------------------------------------------------------------------ */

void
postil_document_view_end_restoring (PostilDocumentView *self)
{
  if (self->restoring == NULL)
    return;
  gtk_text_buffer_delete_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), self->restoring);
  self->restoring = NULL;
  if (self->restore_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->restore_tick);
  self->restore_tick = 0;
}

#define STEADY_FRAMES 2
#define PATIENT_FRAMES 90

/* How high the page is: what GTK has not laid out yet has no height, and its adjustment learns of the rest later. */
static int
page_height (PostilDocumentView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter end;
  int last = 0;
  int y = 0;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_line_yrange (view, &end, &y, &last);
  return gtk_text_view_get_top_margin (view) + y + last + gtk_text_view_get_bottom_margin (view);
}

/* Whether all lines above @iter have their height, so that it stays where it is while the rest gets one. What was found
 * so before is not asked again. */
static gboolean
is_laid_out_to (PostilDocumentView *self, const GtkTextIter *iter)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  guint line = (guint) gtk_text_iter_get_line (iter);
  GtkTextIter next;
  int y = 0;
  int height = 1;

  if (line < self->n_laid_out)
    return TRUE;
  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (view), &next, (int) self->n_laid_out);
  for (; self->n_laid_out <= line; self->n_laid_out++, gtk_text_iter_forward_line (&next))
    {
      gtk_text_view_get_line_yrange (view, &next, &y, &height);
      if (height == 0 && !postil_document_view_is_folded (self, self->n_laid_out))
        break;
    }
  return line < self->n_laid_out;
}

/* The adjustment's value with the text offset of @iter at @align of the height of the window. */
static double
value_for (PostilDocumentView *self, const GtkTextIter *iter, double align)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  double page_size = gtk_adjustment_get_page_size (adjustment);
  GdkRectangle place;

  gtk_text_view_get_iter_location (view, iter, &place);
  return CLAMP (gtk_text_view_get_top_margin (view) + place.y - align * (page_size - place.height), 0,
                MAX (0, page_height (self) - page_size));
}

/* At once: GTK's own way is a movement of a fifth of a second, in which every key waits for a frame. */
static gboolean
scroll_to (PostilDocumentView *self, const GtkTextIter *iter, double align)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  double value = value_for (self, iter, align);

  if (ABS (gtk_adjustment_get_value (adjustment) - value) <= 2)
    return FALSE;
  gtk_adjustment_set_value (adjustment, value);
  return TRUE;
}

static gboolean
is_restored (PostilDocumentView *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &iter, self->restoring);
  return ABS (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self))) -
              value_for (self, &iter, self->restore_align)) <= 2;
}

/* A place far down moves on until all above it is laid out: it is gone to again in each frame until it stays, or until
 * somebody goes elsewhere. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer user_data)
{
  PostilDocumentView *self = POSTIL_DOCUMENT_VIEW (widget);
  guint *frames = user_data;
  GtkTextIter iter;

  if (gtk_widget_get_height (widget) == 0)
    return G_SOURCE_CONTINUE;
  frames[0]++;
  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &iter, self->restoring);
  if (scroll_to (self, &iter, self->restore_align))
    frames[1] = 0;
  else if (is_laid_out_to (self, &iter))
    frames[1]++;
  if (frames[1] < STEADY_FRAMES && frames[0] < PATIENT_FRAMES)
    return G_SOURCE_CONTINUE;
  self->restore_tick = 0;
  postil_document_view_end_restoring (self);
  return G_SOURCE_REMOVE;
}

/* From the text offset @offset, which then stands at @align of the height of the window. */
static void
begin_restoring (PostilDocumentView *self, guint32 offset, double align)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PostilPage page = postil_document_view_page (self);
  GtkTextIter iter;

  postil_document_view_end_restoring (self);
  postil_page_iter_at (&page, offset, &iter);
  self->restoring = gtk_text_buffer_create_mark (gtk_text_view_get_buffer (view), NULL, &iter, TRUE);
  self->restore_align = align;
  gtk_text_view_scroll_to_mark (view, self->restoring, 0.0, TRUE, 0.0, align);
  self->restore_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, g_new0 (guint, 2), g_free);
}

void
postil_document_view_reveal (PostilDocumentView *self, PostilRange range)
{
  PostilPage page = postil_document_view_page (self);
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GdkRectangle first;
  GdkRectangle last;
  GtkTextIter iter;
  gboolean steady;

  if (self->session == NULL || postil_session_get_document (self->session) == NULL)
    return;
  gtk_text_view_get_visible_rect (view, &visible);
  steady = self->restoring == NULL || is_restored (self);
  first = postil_page_locate (&page, range.start);
  last = postil_page_locate (&page, range.stop);
  /* On the first page nothing is nearer to the edge than the page begins. */
  if (steady && first.height > 0 && (visible.y <= 0 || first.y >= visible.y + 8) &&
      last.y + last.height + 30 <= visible.y + visible.height)
    return;
  postil_page_iter_at (&page, range.start, &iter);
  if (!is_laid_out_to (self, &iter))
    {
      begin_restoring (self, range.start, 0.33);
      return;
    }
  postil_document_view_end_restoring (self);
  scroll_to (self, &iter, 0.33);
}

double
postil_document_view_get_eye (PostilDocumentView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PostilPage page = postil_document_view_page (self);
  GdkRectangle caret = postil_page_locate (&page, self->head);
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (view, &visible);
  if (visible.height <= 0 || caret.y < visible.y || caret.y > visible.y + visible.height)
    return 0.33;
  return CLAMP ((double) (caret.y - visible.y) / visible.height, 0.1, 0.8);
}

void
postil_document_view_set_eye (PostilDocumentView *self, double share)
{
  PostilPage page = postil_document_view_page (self);
  GtkTextIter iter;

  postil_page_iter_at (&page, self->head, &iter);
  if (!is_laid_out_to (self, &iter))
    {
      begin_restoring (self, self->head, share);
      return;
    }
  postil_document_view_end_restoring (self);
  scroll_to (self, &iter, share);
}

static void
show_selection (PostilDocumentView *self)
{
  PostilPage page = postil_document_view_page (self);
  GtkTextIter anchor;
  GtkTextIter head;

  self->syncing = TRUE;
  postil_page_iter_at (&page, self->anchor, &anchor);
  postil_page_iter_at (&page, self->head, &head);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &head, &anchor);
  self->syncing = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
postil_document_view_select (PostilDocumentView *self, guint32 anchor, guint32 head)
{
  self->anchor = anchor;
  self->head = head;
  postil_session_set_selection (self->session, POSTIL_RANGE (MIN (anchor, head), MAX (anchor, head)));
  show_selection (self);
}

static void
on_selection_changed (PostilDocumentView *self)
{
  PostilRange selection = postil_session_get_selection (self->session);

  postil_document_view_unfold (self, selection);
  if (selection.start != MIN (self->anchor, self->head) || selection.stop != MAX (self->anchor, self->head))
    {
      self->anchor = selection.start;
      self->head = selection.stop;
      self->caret_x = -1;
      show_selection (self);
    }
  postil_document_view_reveal (self, POSTIL_RANGE (self->head, self->head));
}

static void
on_buffer_mark_set (PostilDocumentView *self, GtkTextIter *location, GtkTextMark *mark)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter head;
  GtkTextIter anchor;
  PostilText *text = NULL;

  if (self->syncing || !postil_document_view_has_text (self, &text))
    return;
  if (mark != gtk_text_buffer_get_insert (buffer) && mark != gtk_text_buffer_get_selection_bound (buffer))
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &head, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_get_iter_at_mark (buffer, &anchor, gtk_text_buffer_get_selection_bound (buffer));
  self->head = postil_buffer_bridge_to_text (self->bridge, (guint32) gtk_text_iter_get_offset (&head));
  self->anchor = postil_buffer_bridge_to_text (self->bridge, (guint32) gtk_text_iter_get_offset (&anchor));
  self->caret_x = -1;
  postil_session_set_selection (self->session,
                                POSTIL_RANGE (MIN (self->anchor, self->head), MAX (self->anchor, self->head)));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
tell_accessible (PostilDocumentView *self)
{
  const PostilDocument *document = self->session != NULL ? postil_session_get_document (self->session) : NULL;
  const PostilSpan *span =
      document != NULL ? postil_session_get_span (self->session, postil_session_get_current (self->session)) : NULL;
  const char *title =
      document != NULL && document->title != NULL && document->title[0] != '\0' ? document->title : _ ("Document");
  g_autofree char *description = span != NULL ? postil_span_spoken (self->session, span) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description != NULL ? description : "", -1);
}

/* The span that was current when the document was left is in sight, or not, as it was then. */
static gboolean
is_where_it_was (PostilDocumentView *self, const PostilSpan *span)
{
  const PostilPlace *place = postil_session_get_place (self->session);

  return self->restoring != NULL && place != NULL && place->caret == span->range.start;
}

static void
on_current_changed (PostilDocumentView *self)
{
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));

  self->edges = FALSE;
  postil_document_view_hide_card (self);
  if (span != NULL)
    postil_document_view_unfold (self, span->range);
  if (span != NULL && !is_where_it_was (self, span))
    postil_document_view_reveal (self, POSTIL_RANGE (span->range.start, span->range.start));
  tell_accessible (self);
  g_signal_emit_by_name (self, "current-drawn");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
forget_lines (PostilDocumentView *self, PostilRange range)
{
  guint last = postil_buffer_bridge_line_of (self->bridge, range.stop);
  guint line = postil_buffer_bridge_line_of (self->bridge, range.start);

  if (last - line > g_hash_table_size (self->paragraphs))
    g_hash_table_remove_all (self->paragraphs);
  else
    for (; line <= last; line++)
      g_hash_table_remove (self->paragraphs, GUINT_TO_POINTER (line));
}

static void
on_spans_changed (PostilDocumentView *self)
{
  PostilRange changed = postil_session_get_changed_range (self->session);
  PostilRange touched;
  PostilText *text = NULL;

  if (!postil_document_view_has_text (self, &text))
    return;
  if (changed.start == 0 && changed.stop == postil_text_get_length (text))
    postil_document_view_update_style (self); /* labels may have got other colours */
  touched = postil_lane_table_update (self->lanes, self->session, changed);
  forget_lines (self, touched);
  forget_lines (self, changed);
  postil_document_view_tag_range (self, touched);
  g_signal_emit_by_name (self, "spans-drawn");
  tell_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
restore_place (PostilDocumentView *self)
{
  const PostilPlace *place = postil_session_get_place (self->session);

  if (place == NULL)
    return;
  if (place->folded->len > 0)
    postil_document_view_restore_folds (self, place->folded);
  if (place->top > 0)
    begin_restoring (self, place->top, 0);
}

static void
on_place_wanted (PostilDocumentView *self)
{
  const PostilDocument *document = postil_session_get_document (self->session);
  g_autoptr (GArray) folded = NULL;
  GdkRectangle visible;
  GtkTextIter iter;
  int top = 0;

  /* Before the buffer holds that document, or while its place is still to be found again, there is nothing new to tell.
   */
  if (document == NULL || document->id != self->shown || self->restoring != NULL)
    return;
  folded = postil_document_view_dup_folded (self);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, visible.y, &top);
  if (visible.y > top + 4)
    gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, 0, visible.y + 4);
  postil_session_set_view (self->session,
                           visible.y <= 0 ? 0
                                          : postil_buffer_bridge_to_text (self->bridge,
                                                                          (guint32) gtk_text_iter_get_offset (&iter)),
                           folded);
}

static void
on_document_changed (PostilDocumentView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  PostilText *text = NULL;
  gboolean has_text = postil_document_view_has_text (self, &text);
  GtkTextIter start;

  self->edges = FALSE;
  self->shown = has_text ? postil_session_get_document (self->session)->id : 0;
  self->anchor = self->head = has_text ? postil_session_get_selection (self->session).stop : 0;
  postil_document_view_end_restoring (self);
  self->caret_x = -1;
  self->n_laid_out = 0;
  g_hash_table_remove_all (self->paragraphs);
  postil_lane_table_clear (self->lanes);
  self->syncing = TRUE;
  postil_buffer_bridge_fill (self->bridge, buffer, has_text ? text : NULL);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) postil_buffer_bridge_to_buffer (self->bridge, self->head));
  gtk_text_buffer_place_cursor (buffer, &start);
  self->syncing = FALSE;
  if (has_text)
    postil_lane_table_update (self->lanes, self->session, POSTIL_RANGE (0, postil_text_get_length (text)));
  postil_document_view_tag_all (self);
  if (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)) != NULL)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)), 0);
  if (has_text)
    restore_place (self);
  g_signal_emit_by_name (self, "spans-drawn");
  tell_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
postil_document_view_set_session (PostilDocumentView *self, PostilSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  if (session != NULL)
    {
      self->session = g_object_ref (session);
      g_signal_connect_swapped (session, "document-changed", G_CALLBACK (on_document_changed), self);
      g_signal_connect_swapped (session, "spans-changed", G_CALLBACK (on_spans_changed), self);
      g_signal_connect_swapped (session, "selection-changed", G_CALLBACK (on_selection_changed), self);
      g_signal_connect_swapped (session, "current-changed", G_CALLBACK (on_current_changed), self);
      g_signal_connect_swapped (session, "place-wanted", G_CALLBACK (on_place_wanted), self);
    }
  on_document_changed (self);
}

void
postil_document_view_follow_buffer (PostilDocumentView *self)
{
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "mark-set", G_CALLBACK (on_buffer_mark_set),
                           self, G_CONNECT_SWAPPED);
}
