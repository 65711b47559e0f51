/* one-stop.c - makes a list one stop of the Tab key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-stop.h"

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, GtkWidget *list)
{
  gboolean back = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;

  if ((key != GDK_KEY_Tab && key != GDK_KEY_KP_Tab && key != GDK_KEY_ISO_Left_Tab) || (state & GDK_CONTROL_MASK) != 0)
    return FALSE;
  /* What cannot have the focus is passed over, with all that is in it. */
  gtk_widget_set_can_focus (list, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (list)), back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  gtk_widget_set_can_focus (list, TRUE);
  return TRUE;
}

void
postil_make_one_stop (GtkListBox *list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), list);
  gtk_widget_add_controller (GTK_WIDGET (list), keys);
}
