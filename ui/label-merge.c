/* label-merge.c - asks into which label another one is to be merged, with what that will move
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-editor-private.h"

#include <glib/gi18n.h>

typedef struct
{
  PostilLabelEditor *editor;
  PostilId from;
  GArray *targets; /* PostilId */
  GtkDropDown *choice;
} Merge;

static void
merge_free (gpointer data, GClosure *closure)
{
  Merge *self = data;

  g_array_unref (self->targets);
  g_free (self);
}

static gboolean
is_alike (const PostilLabel *a, const PostilLabel *b)
{
  gboolean relation = a->kind == POSTIL_LABEL_RELATION || b->kind == POSTIL_LABEL_RELATION;
  gboolean document = a->kind == POSTIL_LABEL_DOCUMENT || b->kind == POSTIL_LABEL_DOCUMENT;

  return a->id != b->id && (a->kind == b->kind || (!relation && !document));
}

static void
responded (AdwMessageDialog *dialog, const char *response, Merge *self)
{
  guint place = gtk_drop_down_get_selected (self->choice);
  PostilProject *project = self->editor->project;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  PostilId into;

  if (!g_str_equal (response, "merge") || place >= self->targets->len)
    return;
  into = g_array_index (self->targets, PostilId, place);
  if (!postil_project_merge_labels (project, self->from, into, &error))
    {
      postil_label_editor_tell (self->editor, error->message, FALSE);
      return;
    }
  text = g_strdup_printf (_ ("Merged %s into %s"), postil_project_get_label (project, self->from)->name,
                          postil_project_get_label (project, into)->name);
  postil_label_editor_tell (self->editor, text, TRUE);
}

static char *
preview (PostilLabelEditor *self, const PostilLabel *label)
{
  PostilLabelUse use = { 0 };

  postil_labels_use (postil_project_get_store (self->project), label->id, &use, NULL);
  return g_strdup_printf (
      _ ("%u kept, %u suggested and %u rejected will bear the other label, and %u documents. “%s” is archived "
         "below it. It is one step, which can be undone."),
      use.n_kept, use.n_suggested, use.n_rejected, use.n_documents, label->name);
}

static GtkStringList *
list_targets (PostilLabelEditor *self, const PostilLabel *label, GArray *targets)
{
  GPtrArray *labels = postil_project_get_labels (self->project);
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *one = g_ptr_array_index (labels, i);

      if (!is_alike (one, label))
        continue;
      g_array_append_val (targets, one->id);
      gtk_string_list_append (names, one->name);
    }
  return names;
}

void
postil_label_editor_ask_merge (PostilLabelEditor *self)
{
  const PostilLabel *label = postil_project_get_label (self->project, self->label);
  Merge *merge = g_new0 (Merge, 1);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  *merge = (Merge){ .editor = self, .from = self->label, .targets = g_array_new (FALSE, FALSE, sizeof (PostilId)) };
  heading = g_strdup_printf (_ ("Merge “%s” into another label"), label->name);
  body = preview (self, label);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);
  merge->choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (list_targets (self, label, merge->targets)), NULL));
  gtk_drop_down_set_enable_search (merge->choice, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (merge->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Into"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (merge->choice));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "merge", _ ("_Merge"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "merge", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "merge", merge->targets->len > 0);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "merge");
  g_signal_connect_data (dialog, "response", G_CALLBACK (responded), merge, merge_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
