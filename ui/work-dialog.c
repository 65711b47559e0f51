/* work-dialog.c - something takes a while: how far it is, and a way to stop it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "work-dialog.h"

#include <glib/gi18n.h>

/* What is done sooner needs no window that flashes by. */
#define MOMENT_MS 250

struct _PostilWorkDialog
{
  AdwWindow parent_instance;
  GtkProgressBar *progress;
  GtkLabel *text;
  GtkWidget *stop;
  GCancellable *cancellable;
  guint moment;
};

G_DEFINE_FINAL_TYPE (PostilWorkDialog, postil_work_dialog, ADW_TYPE_WINDOW)

static gboolean
come_up (gpointer data)
{
  PostilWorkDialog *self = data;

  self->moment = 0;
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->stop);
  return G_SOURCE_REMOVE;
}

void
postil_work_dialog_tell (PostilWorkDialog *self, const char *text, double fraction)
{
  gtk_label_set_text (self->text, text);
  if (fraction < 0)
    gtk_progress_bar_pulse (self->progress);
  else
    gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
}

/* The window stays until the work has really ended: a file may be half way to its name. */
static void
stop (PostilWorkDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  gtk_widget_set_sensitive (self->stop, FALSE);
  gtk_label_set_text (self->text, _ ("Stopping…"));
}

static gboolean
postil_work_dialog_close_request (GtkWindow *window)
{
  stop (POSTIL_WORK_DIALOG (window));
  return TRUE;
}

static void
postil_work_dialog_dispose (GObject *object)
{
  PostilWorkDialog *self = POSTIL_WORK_DIALOG (object);

  g_clear_handle_id (&self->moment, g_source_remove);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (postil_work_dialog_parent_class)->dispose (object);
}

static void
postil_work_dialog_class_init (PostilWorkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_work_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = postil_work_dialog_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
postil_work_dialog_init (PostilWorkDialog *self)
{
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->text = GTK_LABEL (gtk_label_new (""));
  self->stop = gtk_button_new_with_mnemonic (_ ("_Stop"));
}

static GtkWidget *
make_content (PostilWorkDialog *self, const char *heading)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = gtk_label_new (heading);

  gtk_widget_add_css_class (box, "postil-work");
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 40);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "dim-label");
  gtk_widget_set_halign (self->stop, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (box), self->stop);
  return box;
}

PostilWorkDialog *
postil_work_dialog_new (GtkWindow *parent, const char *heading, GCancellable *cancellable)
{
  PostilWorkDialog *self = g_object_new (POSTIL_TYPE_WORK_DIALOG, "transient-for", parent, "modal", TRUE, "title",
                                         heading, "default-width", 360, "resizable", FALSE, NULL);

  self->cancellable = g_object_ref (cancellable);
  adw_window_set_content (ADW_WINDOW (self), make_content (self, heading));
  g_signal_connect_object (self->stop, "clicked", G_CALLBACK (stop), self, G_CONNECT_SWAPPED);
  self->moment = g_timeout_add (MOMENT_MS, come_up, self);
  return self;
}
