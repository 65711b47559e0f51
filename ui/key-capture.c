/* key-capture.c - asks for a key by having it pressed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "key-capture.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  AdwMessageDialog *dialog;
  PostilKeyJudge judge;
  PostilKeyTaker taker;
  gpointer user_data;
  GDestroyNotify destroy;
  guint keyval; /* what was pressed last and is had by another */
  GdkModifierType modifiers;
} Capture;

static void
capture_free (gpointer data, GClosure *closure)
{
  Capture *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}

static void
finish (Capture *self, guint keyval, GdkModifierType modifiers)
{
  self->taker (keyval, modifiers, self->user_data);
  gtk_window_close (GTK_WINDOW (self->dialog));
}

static gboolean
is_modifier (guint key)
{
  return (key >= GDK_KEY_Shift_L && key <= GDK_KEY_Hyper_R) || key == GDK_KEY_ISO_Level3_Shift ||
         key == GDK_KEY_Num_Lock;
}

static void
tell (Capture *self, const char *why, gboolean can_take)
{
  g_autofree char *text = NULL;

  if (can_take)
    text = g_strdup_printf (_ ("%s Press it once more to take it, or another key."), why);
  adw_message_dialog_set_body (self->dialog, can_take ? text : why);
}

static gboolean
pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Capture *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  guint keyval = key == GDK_KEY_ISO_Left_Tab ? GDK_KEY_Tab : gdk_keyval_to_lower (key);
  g_autofree char *why = NULL;
  gboolean can_take = FALSE;

  if (is_modifier (key) || (key == GDK_KEY_Escape && modifiers == 0))
    return FALSE;
  if (key == GDK_KEY_BackSpace && modifiers == 0)
    {
      finish (self, 0, 0);
      return TRUE;
    }
  why = self->judge (keyval, modifiers, &can_take, self->user_data);
  if (why == NULL || (can_take && keyval == self->keyval && modifiers == self->modifiers))
    {
      finish (self, keyval, modifiers);
      return TRUE;
    }
  self->keyval = can_take ? keyval : 0;
  self->modifiers = modifiers;
  tell (self, why, can_take);
  return TRUE;
}

void
postil_key_capture (GtkWindow *parent, const char *heading, PostilKeyJudge judge, PostilKeyTaker taker,
                    gpointer user_data, GDestroyNotify destroy)
{
  GtkWidget *dialog =
      adw_message_dialog_new (parent, heading, _ ("Press the new key. Backspace gives it the first one back."));
  GtkEventController *controller = gtk_event_controller_key_new ();
  Capture *self = g_new0 (Capture, 1);

  *self = (Capture){
    .dialog = ADW_MESSAGE_DIALOG (dialog), .judge = judge, .taker = taker, .user_data = user_data, .destroy = destroy
  };
  adw_message_dialog_add_response (self->dialog, "cancel", _ ("_Cancel"));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_data (controller, "key-pressed", G_CALLBACK (pressed), self, capture_free, 0);
  gtk_widget_add_controller (dialog, controller);
  gtk_window_present (GTK_WINDOW (dialog));
}
