/* export-profiles.c - choices of the export dialog that the project remembers by name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "export-dialog-private.h"

#include <glib/gi18n.h>

static PostilStore *
get_store (PostilExportDialog *self)
{
  return postil_project_get_store (self->project);
}

/* --- The menu ---------------------------------------------------------------------------------------------- */

static void
append (GMenu *menu, const char *title, const char *action)
{
  g_menu_append (menu, title, action);
}

static GMenu *
make_menu (PostilExportDialog *self)
{
  g_auto (GStrv) names = postil_profiles_list (get_store (self), NULL);
  g_autoptr (GMenu) profiles = g_menu_new ();
  g_autoptr (GMenu) changes = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GString) title = g_string_new (names[i]);
      g_autoptr (GMenuItem) item = NULL;

      g_string_replace (title, "_", "__", 0); /* a menu would take it as a mnemonic */
      item = g_menu_item_new (title->str, NULL);
      g_menu_item_set_action_and_target (item, "export.profile", "s", names[i]);
      g_menu_append_item (profiles, item);
    }
  append (changes, _ ("_Save These Choices"), "export.save-profile");
  append (changes, _ ("Save _As…"), "export.save-profile-as");
  append (changes, _ ("_Rename…"), "export.rename-profile");
  append (changes, _ ("_Delete…"), "export.delete-profile");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (profiles));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));
  return menu;
}

static void
set_enabled (PostilExportDialog *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Shows which profile was chosen and what can be done about it. */
static void
update (PostilExportDialog *self)
{
  gboolean writable = !postil_store_is_read_only (get_store (self));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "profile");
  g_autoptr (GMenu) menu = make_menu (self);

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (self->profile != NULL ? self->profile : ""));
  gtk_menu_button_set_label (self->profile_button, self->profile != NULL ? self->profile : _ ("None"));
  gtk_menu_button_set_menu_model (self->profile_button, G_MENU_MODEL (menu));
  set_enabled (self, "save-profile", writable && self->profile != NULL);
  set_enabled (self, "save-profile-as", writable);
  set_enabled (self, "rename-profile", writable && self->profile != NULL);
  set_enabled (self, "delete-profile", writable && self->profile != NULL);
}

void
postil_export_dialog_set_profile_name (PostilExportDialog *self, const char *name)
{
  g_autoptr (PostilProfile) there = name != NULL ? postil_profiles_get (get_store (self), name, NULL) : NULL;
  char *copy = there != NULL ? g_strdup (name) : NULL;

  g_free (self->profile);
  self->profile = copy;
  update (self);
}

/* --- Writing them ------------------------------------------------------------------------------------------ */

/* @old goes, @new comes, either may be NULL; in one transaction. */
static gboolean
replace (PostilExportDialog *self, const char *old, const char *new, const PostilProfile *profile)
{
  PostilStore *store = get_store (self);
  g_autoptr (GError) error = NULL;

  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error))
    {
      postil_export_dialog_fail (self, error);
      return FALSE;
    }
  if ((old == NULL || postil_profiles_set (store, old, NULL, &error)) &&
      (new == NULL || postil_profiles_set (store, new, profile, &error)) && postil_transaction_commit (store, &error))
    return TRUE;
  postil_transaction_rollback (store);
  postil_export_dialog_fail (self, error);
  return FALSE;
}

/* Where it was written to last stays with the name. */
static void
save_as (PostilExportDialog *self, const char *name)
{
  g_autoptr (PostilProfile) profile = postil_export_dialog_get_profile (self);
  g_autoptr (PostilProfile) old = postil_profiles_get (get_store (self), name, NULL);

  if (profile == NULL)
    return;
  profile->output = old != NULL ? g_strdup (old->output) : NULL;
  if (replace (self, NULL, name, profile))
    postil_export_dialog_set_profile_name (self, name);
}

static void
rename_to (PostilExportDialog *self, const char *name)
{
  g_autoptr (PostilProfile) profile = postil_profiles_get (get_store (self), self->profile, NULL);

  if (profile != NULL && !g_str_equal (name, self->profile) && replace (self, self->profile, name, profile))
    postil_export_dialog_set_profile_name (self, name);
}

/* --- Asking for a name ------------------------------------------------------------------------------------- */

typedef void (*NameUse) (PostilExportDialog *self, const char *name);

static void
name_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  PostilExportDialog *self = POSTIL_EXPORT_DIALOG (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  g_autoptr (PostilProfile) there = postil_profiles_get (get_store (self), name, NULL);

  adw_message_dialog_set_response_enabled (dialog, "use", name[0] != '\0');
  adw_message_dialog_set_body (dialog, there != NULL ? _ ("There is a profile of this name; it will be replaced.")
                                                     : _ ("The project remembers these choices by it."));
}

static void
name_answered (AdwMessageDialog *dialog, const char *response, gpointer use)
{
  PostilExportDialog *self = POSTIL_EXPORT_DIALOG (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (g_str_equal (response, "use") && name[0] != '\0')
    ((NameUse) use) (self, name);
}

static void
ask_for_name (PostilExportDialog *self, const char *heading, const char *verb, NameUse use)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, NULL);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the profile"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "use", verb, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "use", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "use");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (entry, "changed", G_CALLBACK (name_changed), dialog);
  gtk_editable_set_text (GTK_EDITABLE (entry), self->profile != NULL ? self->profile : "");
  name_changed (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));
  g_signal_connect (dialog, "response", G_CALLBACK (name_answered), (gpointer) use);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

/* --- Actions ----------------------------------------------------------------------------------------------- */

static void
profile_chosen (GSimpleAction *action, GVariant *value, gpointer data)
{
  PostilExportDialog *self = data;
  const char *name = g_variant_get_string (value, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProfile) profile = postil_profiles_get (get_store (self), name, &error);

  if (profile == NULL)
    {
      postil_export_dialog_fail (self, error);
      return;
    }
  postil_export_dialog_set_profile_name (self, name);
  postil_export_dialog_set_profile (self, profile);
}

static void
save_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  save_as (data, ((PostilExportDialog *) data)->profile);
}

static void
save_as_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_for_name (data, _ ("Save These Choices As"), _ ("_Save"), save_as);
}

static void
rename_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_for_name (data, _ ("Rename the Profile"), _ ("_Rename"), rename_to);
}

static void
delete_answered (AdwMessageDialog *dialog, const char *response, PostilExportDialog *self)
{
  if (g_str_equal (response, "delete") && self->profile != NULL && replace (self, self->profile, NULL, NULL))
    postil_export_dialog_set_profile_name (self, NULL);
}

static void
delete_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilExportDialog *self = data;
  g_autofree char *heading = g_strdup_printf (_ ("Delete the profile “%s”?"), self->profile);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading,
                                              _ ("The choices stay as they are here; only the name is forgotten."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "delete", _ ("_Delete"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "delete");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
postil_export_dialog_install_profiles (PostilExportDialog *self)
{
  static const GActionEntry actions[] = {
    { .name = "profile", .state = "''", .parameter_type = "s", .change_state = profile_chosen },
    { .name = "save-profile", .activate = save_activated },
    { .name = "save-profile-as", .activate = save_as_activated },
    { .name = "rename-profile", .activate = rename_activated },
    { .name = "delete-profile", .activate = delete_activated },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions), self);
}
