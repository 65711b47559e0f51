/* label-files.c - labels to a pack in YAML and back, by file chooser
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-editor-private.h"

#include <glib/gi18n.h>
#include <postil/label-pack.h>

static void
load_pack (PostilLabelEditor *self, const char *path)
{
  g_autofree char *contents = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) notes = NULL;
  guint n_added = 0, n_changed = 0;
  gsize length;

  if (g_file_get_contents (path, &contents, &length, &error))
    labels = postil_label_pack_parse (contents, (gssize) length, base, &error);
  if (labels == NULL || !postil_project_load_labels (self->project, labels, &n_added, &n_changed, &notes, &error))
    {
      postil_label_editor_tell (self, error->message, FALSE);
      return;
    }
  text = g_strdup_printf (_ ("%u labels added, %u changed. %s"), n_added, n_changed, notes[0] != NULL ? notes[0] : "");
  postil_label_editor_tell (self, text, n_added + n_changed > 0);
}

static void
save_pack (PostilLabelEditor *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = postil_labels_list (postil_project_get_store (self->project), TRUE, &error);
  g_autofree char *yaml = labels != NULL ? postil_label_pack_write (labels, &error) : NULL;

  if (yaml != NULL && g_file_set_contents (path, yaml, -1, &error))
    postil_label_editor_tell (self, _ ("The labels were saved"), FALSE);
  else
    postil_label_editor_tell (self, error->message, FALSE);
}

static void
chosen (GtkFileChooserNative *dialog, int response, PostilLabelEditor *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE)
    save_pack (self, path);
  else if (path != NULL)
    load_pack (self, path);
  g_object_unref (dialog);
}

static void
ask (PostilLabelEditor *self, GtkFileChooserAction action, const char *title, const char *accept)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Label packs"));
  gtk_file_filter_add_suffix (filter, "yaml");
  gtk_file_filter_add_suffix (filter, "yml");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "labels.yaml");
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
postil_label_editor_load (PostilLabelEditor *self)
{
  ask (self, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Load Labels"), _ ("_Load"));
}

void
postil_label_editor_save (PostilLabelEditor *self)
{
  ask (self, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save Labels"), _ ("_Save"));
}
