/* document-view-sync.c - the session's document, spans and selection into the text view, and the text view's selection
 * back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

#include <glib/gi18n.h>

void
postil_document_view_reveal (PostilDocumentView *self, PostilRange range)
{
  PostilPage page = postil_document_view_page (self);
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GdkRectangle first;
  GdkRectangle last;
  GtkTextIter iter;

  if (self->session == NULL || postil_session_get_document (self->session) == NULL)
    return;
  gtk_text_view_get_visible_rect (view, &visible);
  first = postil_page_locate (&page, range.start);
  last = postil_page_locate (&page, range.stop);
  if (first.height > 0 && first.y >= visible.y + 8 && last.y + last.height + 30 <= visible.y + visible.height)
    return;
  postil_page_iter_at (&page, range.start, &iter);
  gtk_text_view_scroll_to_iter (view, &iter, 0.0, TRUE, 0.0, 0.33);
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
  g_autofree char *words = NULL;
  g_autofree char *slice = NULL;
  g_autofree char *description = NULL;

  if (span != NULL)
    {
      PostilRange start = { span->range.start, MIN (span->range.stop, span->range.start + 200) };

      words = postil_document_view_describe (self, span);
      slice = postil_text_slice (document->text, start);
      description = g_strdup_printf (_ ("%s: %s, line %u"), words, slice,
                                     postil_text_line_of (document->text, span->range.start, NULL));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description != NULL ? description : "", -1);
}

static void
on_current_changed (PostilDocumentView *self)
{
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));

  self->edges = FALSE;
  postil_document_view_hide_card (self);
  if (span != NULL)
    postil_document_view_reveal (self, POSTIL_RANGE (span->range.start, span->range.start));
  tell_accessible (self);
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
on_document_changed (PostilDocumentView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  PostilText *text = NULL;
  gboolean has_text = postil_document_view_has_text (self, &text);
  GtkTextIter start;

  self->edges = FALSE;
  self->anchor = self->head = 0;
  self->caret_x = -1;
  g_hash_table_remove_all (self->paragraphs);
  postil_lane_table_clear (self->lanes);
  self->syncing = TRUE;
  postil_buffer_bridge_fill (self->bridge, buffer, has_text ? text : NULL);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  self->syncing = FALSE;
  if (has_text)
    postil_lane_table_update (self->lanes, self->session, POSTIL_RANGE (0, postil_text_get_length (text)));
  postil_document_view_tag_all (self);
  if (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)) != NULL)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)), 0);
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
    }
  on_document_changed (self);
}

void
postil_document_view_follow_buffer (PostilDocumentView *self)
{
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "mark-set", G_CALLBACK (on_buffer_mark_set),
                           self, G_CONNECT_SWAPPED);
}
