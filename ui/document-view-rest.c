/* document-view-rest.c - the text out of sight is laid out without a frame for each bit of it
 *
 * GTK lays out what cannot be seen in idle moments, some sixty lines at a time. After each bit it has the whole window
 * measured and painted anew, and a key that comes meanwhile waits for the frame after next. Nothing of that can be
 * seen while the bit is below the page, so the text view is not told of it, and the scrollbar is told now and then.
 * Bits above the page move it and pass as they come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

#define TELL_MS 1000

/* The layout is an object of GTK's own that has no public type: its signal is looked up by name, and where there is
 * none of that name everything is as GTK does it. */
static guint
layout_signal (void)
{
  GType type = g_type_from_name ("GtkTextLayout");

  return type != 0 ? g_signal_lookup ("changed", type) : 0;
}

void
postil_document_view_tell_rest (PostilDocumentView *self)
{
  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->rest_held); i++)
    if (self->rest_held[i] != NULL)
      {
        g_object_thaw_notify (G_OBJECT (self->rest_held[i]));
        g_clear_object (&self->rest_held[i]);
      }
}

static gboolean
on_time (gpointer user_data)
{
  PostilDocumentView *self = user_data;

  self->rest_timeout = 0;
  postil_document_view_tell_rest (self);
  return G_SOURCE_REMOVE;
}

/* Both: GTK sets all properties of both after each bit, and what is set is told, changed or not. */
static void
hold_scrollbars (PostilDocumentView *self)
{
  if (self->rest_timeout != 0)
    return;
  g_set_object (&self->rest_held[0], gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self)));
  g_set_object (&self->rest_held[1], gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)));
  for (guint i = 0; i < G_N_ELEMENTS (self->rest_held); i++)
    if (self->rest_held[i] != NULL)
      g_object_freeze_notify (G_OBJECT (self->rest_held[i]));
  self->rest_timeout = g_timeout_add (TELL_MS, on_time, self);
}

/* GTK's handler comes before this one. */
static void
after_changed (PostilDocumentView *self)
{
  if (!self->rest_muted)
    return;
  self->rest_muted = FALSE;
  g_signal_handler_unblock (self->rest_layout, self->rest_handler);
}

static gboolean
is_layout_of (PostilDocumentView *self, GObject *layout)
{
  gulong handler;

  if (self->rest_layout == layout)
    return TRUE;
  handler = g_signal_handler_find (layout, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA, layout_signal (), 0, NULL, NULL,
                                   self);
  if (handler == 0)
    return FALSE;
  g_set_weak_pointer (&self->rest_layout, layout);
  self->rest_handler = handler;
  g_signal_connect_object (layout, "changed", G_CALLBACK (after_changed), self, G_CONNECT_SWAPPED);
  return TRUE;
}

/* Lines at @values[1] had the height @values[2] and have @values[3]. */
static gboolean
before_changed (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  PostilDocumentView *self = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (n_values < 4 || adjustment == NULL || !is_layout_of (self, g_value_get_object (&values[0])))
    return TRUE;
  after_changed (self);
  if (height > 0 && g_value_get_int (&values[1]) > gtk_adjustment_get_value (adjustment) + 2 * height)
    {
      self->rest_muted = TRUE;
      g_signal_handler_block (self->rest_layout, self->rest_handler);
      hold_scrollbars (self);
    }
  else if (g_value_get_int (&values[2]) != g_value_get_int (&values[3]))
    postil_document_view_tell_rest (self);
  return TRUE;
}

void
postil_document_view_begin_rest (PostilDocumentView *self)
{
  guint id = layout_signal ();

  if (self->rest_hook == 0 && id != 0)
    self->rest_hook = g_signal_add_emission_hook (id, 0, before_changed, self, NULL);
}

void
postil_document_view_end_rest (PostilDocumentView *self)
{
  if (self->rest_hook != 0)
    g_signal_remove_emission_hook (layout_signal (), self->rest_hook);
  self->rest_hook = 0;
  after_changed (self);
  g_clear_weak_pointer (&self->rest_layout);
  postil_document_view_tell_rest (self);
}
