/* rule-page-keep.c - rules that are written go into the project, out of it, and from and to files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rule-page-private.h"

#include <glib/gi18n.h>
#include <postil/project-rules.h>
#include <string.h>

void
postil_rule_page_save (PostilRulePage *self)
{
  g_autofree char *body = postil_rule_page_get_body (self);
  g_autofree char *given = postil_rule_page_get_name (self);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean own =
      postil_project_get_run_rules (postil_rule_page_get_project (self)) || g_hash_table_size (self->stored) == 0;
  gboolean done;

  if (*given == '\0')
    {
      postil_rule_page_notify (self, _ ("A rule is saved under a name: give it one."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      return;
    }
  self->keeping = TRUE;
  done = postil_project_save_rule (postil_rule_page_get_project (self), body, gtk_switch_get_active (self->enabled),
                                   &name, &error);
  self->keeping = FALSE;
  if (!done)
    {
      postil_rule_page_show_problem (self, error->message);
      return;
    }
  /* Whoever wrote it, or had agreed to all the others, need not be asked. */
  if (own)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.trust-rules", NULL);
  text = g_strdup_printf (_ ("Saved as %s; F5 suggests with it"), name);
  postil_rule_page_read (self, name);
  postil_rule_page_say (self, text, TRUE);
}

void
postil_rule_page_remove (PostilRulePage *self)
{
  guint row = gtk_drop_down_get_selected (self->choice);
  const PostilRule *rule = row < self->rules->len ? g_ptr_array_index (self->rules, row) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (rule == NULL)
    return;
  text = g_strdup_printf (_ ("Removed %s"), rule->name);
  self->keeping = TRUE;
  done = postil_project_remove_rule (postil_rule_page_get_project (self), rule->name, &error);
  self->keeping = FALSE;
  if (!done)
    {
      postil_rule_page_show_problem (self, error->message);
      return;
    }
  postil_rule_page_read (self, NULL);
  postil_rule_page_focus (self); /* the button that had the keys can do nothing now */
  postil_rule_page_say (self, text, TRUE);
}

/* --- Undo and redo ------------------------------------------------------------------------------------------------ */

char *
postil_rule_page_print_stored (GPtrArray *stored)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < stored->len; i++)
    {
      const PostilStoredRule *rule = g_ptr_array_index (stored, i);

      /* With their ends, so that no two lists look alike. */
      g_checksum_update (checksum, (const guchar *) rule->name, (gssize) strlen (rule->name) + 1);
      g_checksum_update (checksum, (const guchar *) rule->body, (gssize) strlen (rule->body) + 1);
      g_checksum_update (checksum, (const guchar *) (rule->enabled ? "+" : "-"), 1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/* The stored rule of this name, as YAML; NULL: there is none. (transfer full) */
static char *
dup_stored (GPtrArray *stored, const char *name)
{
  for (guint i = 0; i < stored->len; i++)
    if (g_strcmp0 (((PostilStoredRule *) g_ptr_array_index (stored, i))->name, name) == 0)
      return g_strdup (((PostilStoredRule *) g_ptr_array_index (stored, i))->body);
  return NULL;
}

/* The only one that was not there when the rules were listed; NULL: none, or several. */
static const char *
find_only_new (PostilRulePage *self, GPtrArray *stored)
{
  const char *found = NULL;

  for (guint i = 0; i < stored->len; i++)
    {
      const PostilStoredRule *rule = g_ptr_array_index (stored, i);

      if (g_hash_table_contains (self->stored, rule->name))
        continue;
      if (found != NULL)
        return NULL;
      found = rule->name;
    }
  return found;
}

/* Which rule the form is to show now; NULL: what is written there stays, since it is nowhere else. (transfer full) */
static char *
choose_shown (PostilRulePage *self, GPtrArray *stored)
{
  g_autofree char *name = postil_rule_page_dup_full_name (self);
  g_autofree char *body = postil_rule_page_get_body (self);
  g_autofree char *there = dup_stored (stored, name);
  g_autofree char *given = postil_rule_page_get_name (self);
  gboolean clean = g_strcmp0 (body, self->clean) == 0;
  gboolean own = self->shown != NULL && g_hash_table_contains (self->stored, self->shown->name);

  if (there != NULL && ((own && clean) || g_str_equal (there, body)))
    return g_steal_pointer (&name);
  /* An empty form: what was removed has come back. */
  return self->shown == NULL && clean && *given == '\0' ? g_strdup (find_only_new (self, stored)) : NULL;
}

void
postil_rule_page_follow (PostilRulePage *self)
{
  g_autofree char *fingerprint = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *name = NULL;
  g_autofree char *there = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  gboolean was_there;

  g_return_if_fail (POSTIL_IS_RULE_PAGE (self));
  if (self->session == NULL || self->keeping || self->rules->len == 0 ||
      self->serial == postil_project_get_rules_serial (postil_rule_page_get_project (self)))
    return;
  self->serial = postil_project_get_rules_serial (postil_rule_page_get_project (self));
  stored = postil_stored_rules_list (postil_project_get_store (postil_rule_page_get_project (self)), NULL);
  fingerprint = stored != NULL ? postil_rule_page_print_stored (stored) : NULL;
  if (stored == NULL || g_strcmp0 (fingerprint, self->fingerprint) == 0)
    return;
  shown = choose_shown (self, stored);
  if (shown != NULL)
    {
      postil_rule_page_read (self, shown);
      return;
    }
  name = postil_rule_page_dup_full_name (self);
  there = dup_stored (stored, name);
  was_there = g_hash_table_contains (self->stored, name);
  postil_rule_page_list_again (self, there != NULL ? name : NULL);
  if (was_there && there == NULL)
    postil_rule_page_notify (self, _ ("This rule is no longer in the project; Save puts it back."));
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

static void
import_chosen (GtkNativeDialog *dialog, int response, PostilRulePage *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *yaml = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes;
  int n;

  g_object_unref (dialog);
  if (file == NULL || self->session == NULL)
    return;
  self->keeping = TRUE;
  n = g_file_load_contents (file, NULL, &yaml, &n_bytes, NULL, &error)
          ? postil_project_import_rules (postil_rule_page_get_project (self), yaml, n_bytes, base, &error)
          : -1;
  self->keeping = FALSE;
  if (n < 0)
    {
      postil_rule_page_notify (self, error->message); /* with the line of its file */
      return;
    }
  text = g_strdup_printf (g_dngettext (NULL, "%d rule came in", "%d rules came in", (gulong) n), n);
  postil_rule_page_read (self, NULL);
  postil_rule_page_say (self, text, TRUE);
}

static void
export_chosen (GtkNativeDialog *dialog, int response, PostilRulePage *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *yaml = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (dialog);
  if (file == NULL || self->session == NULL)
    return;
  yaml = postil_project_export_rules (postil_rule_page_get_project (self), &error);
  if (yaml != NULL &&
      g_file_replace_contents (file, yaml, strlen (yaml), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    postil_rule_page_say (self, _ ("The project’s rules are exported"), FALSE);
  else
    postil_rule_page_notify (self, error->message);
}

static void
ask_for_file (PostilRulePage *self, GtkFileChooserAction action, const char *title, GCallback chosen)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, action, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_add_pattern (filter, "*.yaml");
  gtk_file_filter_add_pattern (filter, "*.yml");
  gtk_file_filter_set_name (filter, _ ("Rule packs"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "own.yaml");
  g_signal_connect_object (dialog, "response", chosen, self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
postil_rule_page_import (PostilRulePage *self)
{
  ask_for_file (self, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Import Rules"), G_CALLBACK (import_chosen));
}

void
postil_rule_page_export (PostilRulePage *self)
{
  ask_for_file (self, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Export Rules"), G_CALLBACK (export_chosen));
}
