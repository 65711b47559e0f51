/* document-view-mouse.c - dragging selects tokens, clicks select words, sentences and spans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

#define CLICK_SLACK 4.0

static guint32
offset_at (PostilDocumentView *self, double x, double y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter iter;
  int buffer_x = 0;
  int buffer_y = 0;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y);
  return postil_buffer_bridge_to_text (self->bridge, (guint32) gtk_text_iter_get_offset (&iter));
}

/* Double click: word; triple: sentence; a fourth: paragraph. The text view's own idea of them is kept from acting. */
static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, PostilDocumentView *self)
{
  PostilText *text = NULL;
  PostilRange range;
  guint32 offset;

  self->press_x = x;
  self->press_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!postil_document_view_has_text (self, &text))
    return;
  postil_document_view_end_edges (self, TRUE);
  if (n_press < 2)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  offset = offset_at (self, x, y);
  range = n_press == 2   ? postil_segment_token_at (text, offset)
          : n_press == 3 ? postil_segment_sentence_at (text, offset)
                         : postil_segment_paragraph_at (text, offset);
  if (range.start < range.stop)
    postil_document_view_select (self, range.start, range.stop);
}

static gboolean
event_position (GtkWidget *widget, GdkEvent *event, double *x, double *y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double surface_x = 0;
  double surface_y = 0;
  double offset_x = 0;
  double offset_y = 0;

  if (native == NULL || !gdk_event_get_position (event, &surface_x, &surface_y))
    return FALSE;
  gtk_native_get_surface_transform (native, &offset_x, &offset_y);
  return gtk_widget_translate_coordinates (GTK_WIDGET (native), widget, surface_x - offset_x, surface_y - offset_y, x,
                                           y);
}

static void
end_drag (PostilDocumentView *self, const PostilText *text)
{
  PostilRange selection = postil_session_get_selection (self->session);
  PostilRange snapped = postil_segment_snap (text, selection);
  gboolean backwards = self->head < self->anchor;

  if (snapped.start >= snapped.stop)
    return;
  postil_document_view_select (self, backwards ? snapped.stop : snapped.start,
                               backwards ? snapped.start : snapped.stop);
}

/* A label was chosen first: it is given to what has just been selected. */
static void
tag_selected (PostilDocumentView *self)
{
  PostilId label = postil_session_get_armed (self->session);
  g_autoptr (GError) error = NULL;

  if (label != 0 && !postil_session_apply_label (self->session, label, &error) && error != NULL)
    g_signal_emit_by_name (self, "failed", error->message);
}

static void
end_click (PostilDocumentView *self, const PostilText *text, double x, double y)
{
  PostilSpanId id = postil_document_view_span_at (self, x, y);

  if (id == 0 && postil_document_view_click_fold (self, x, y))
    return;
  if (id != 0)
    postil_session_set_current (self->session, id);
}

/* The release is watched from outside of the gestures, because the text view's own drag claims the sequence. */
static gboolean
on_event (GtkEventControllerLegacy *controller, GdkEvent *event, PostilDocumentView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PostilText *text = NULL;
  PostilRange selection;
  double x = 0;
  double y = 0;

  if (gdk_event_get_event_type (event) == GDK_SCROLL || gdk_event_get_event_type (event) == GDK_BUTTON_PRESS)
    postil_document_view_end_restoring (self);
  if (gdk_event_get_event_type (event) != GDK_BUTTON_RELEASE ||
      gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY)
    return GDK_EVENT_PROPAGATE;
  if (!postil_document_view_has_text (self, &text) || !event_position (widget, event, &x, &y))
    return GDK_EVENT_PROPAGATE;
  selection = postil_session_get_selection (self->session);
  if (selection.start < selection.stop)
    {
      if (!self->exact && !(gdk_event_get_modifier_state (event) & GDK_ALT_MASK))
        end_drag (self, text);
      tag_selected (self);
    }
  else if (ABS (x - self->press_x) <= CLICK_SLACK && ABS (y - self->press_y) <= CLICK_SLACK)
    end_click (self, text, x, y);
  return GDK_EVENT_PROPAGATE;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, PostilDocumentView *self)
{
  PostilSpanId hovered = postil_document_view_span_at (self, x, y);

  gboolean clickable = hovered != 0 || postil_document_view_is_fold_at (self, x, y);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), clickable ? "pointer" : "text");
  if (hovered == self->hovered)
    return;
  self->hovered = hovered;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_leave (PostilDocumentView *self)
{
  self->hovered = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
postil_document_view_add_mouse (PostilDocumentView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *legacy = gtk_event_controller_legacy_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (legacy, GTK_PHASE_CAPTURE);
  g_signal_connect (legacy, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), legacy);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
