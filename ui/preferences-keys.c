/* preferences-keys.c - every key of the program and of the project's labels, to be changed by pressing another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "preferences.h"

#include "key-capture.h"

#include <glib/gi18n.h>
#include <string.h>

/* One row of the page. */
typedef struct
{
  PostilKeyMap *keys;
  PostilProject *project; /* NULL: none is open */
  const PostilKey *key;   /* NULL: a label's */
  PostilId label;
  GtkLabel *cap; /* owned by the row */
  GtkWidget *row;
  GString *taken; /* keys of several, so far */
} KeyRow;

static void
key_row_free (gpointer data, GClosure *closure)
{
  KeyRow *self = data;

  g_object_unref (self->keys);
  g_clear_object (&self->project);
  g_string_free (self->taken, TRUE);
  g_free (self);
}

/* --- The program's keys ----------------------------------------------------------------------------------------------
 */

/* The label that has this key, when it could not be reached any more. */
static const PostilLabel *
label_with (PostilProject *project, guint keyval, GdkModifierType modifiers)
{
  GPtrArray *labels = project != NULL ? postil_project_get_labels (project) : NULL;
  gunichar letter = g_unichar_tolower (gdk_keyval_to_unicode (keyval));

  for (guint i = 0; labels != NULL && letter != 0 && (modifiers & ~GDK_SHIFT_MASK) == 0 && i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->shortcut[0] != '\0' && g_unichar_tolower (g_utf8_get_char (label->shortcut)) == letter)
        return label;
    }
  return NULL;
}

static char *
judge_key (guint keyval, GdkModifierType modifiers, gboolean *can_take, gpointer data)
{
  KeyRow *self = data;
  char *why = postil_key_map_refuse (self->key, keyval, modifiers);
  const PostilKey *owner = postil_key_map_find (self->keys, keyval, modifiers, self->key);
  const PostilLabel *label = label_with (self->project, keyval, modifiers);

  if (why != NULL)
    return why;
  if (label != NULL)
    return g_strdup_printf (_ ("This is the key of the label “%s”. Give that label another one first."), label->name);
  if (owner == NULL)
    return NULL;
  /* Two rows can exchange their keys where each may have the other's. */
  *can_take = owner->scope == self->key->scope && strchr (owner->accels, ' ') == NULL &&
              strchr (self->key->accels, ' ') == NULL;
  return *can_take ? g_strdup_printf (_ ("“%s” has this key, and would get this one's."), _ (owner->title))
                   : g_strdup_printf (_ ("“%s” has this key. Choose another one."), _ (owner->title));
}

static void ask_for_key (KeyRow *self);

static void
take_key (guint keyval, GdkModifierType modifiers, gpointer data)
{
  KeyRow *self = data;
  g_autofree char *accel = keyval != 0 ? gtk_accelerator_name (keyval, modifiers) : NULL;
  const PostilKey *owner = keyval != 0 ? postil_key_map_find (self->keys, keyval, modifiers, self->key) : NULL;
  g_auto (GStrv) made_with = g_strsplit (self->key->accels, " ", -1);
  g_auto (GStrv) so_far = NULL;

  if (accel == NULL)
    {
      postil_key_map_set (self->keys, self->key, NULL);
      return;
    }
  if (owner != NULL)
    postil_key_map_set (self->keys, owner, postil_key_map_get (self->keys, self->key));
  if (self->key->scope != POSTIL_KEY_VIEW)
    {
      postil_key_map_set (self->keys, self->key, accel);
      return;
    }
  g_string_append_printf (self->taken, "%s%s", self->taken->len > 0 ? " " : "", accel);
  so_far = g_strsplit (self->taken->str, " ", -1);
  if (g_strv_length (so_far) < g_strv_length (made_with))
    ask_for_key (self);
  else
    postil_key_map_set (self->keys, self->key, self->taken->str);
}

static GtkWindow *
window_of (KeyRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (self->row));
}

/* A row such as "Left Right" is asked for one after the other. */
static void
ask_for_key (KeyRow *self)
{
  g_auto (GStrv) made_with = g_strsplit (self->key->accels, " ", -1);
  g_auto (GStrv) so_far = self->taken->len > 0 ? g_strsplit (self->taken->str, " ", -1) : NULL;
  guint at = so_far != NULL ? g_strv_length (so_far) : 0;
  g_autofree char *instead = postil_key_accel_to_text (made_with[at]);
  g_autofree char *heading = NULL;

  if (self->key->scope == POSTIL_KEY_VIEW && made_with[1] != NULL)
    heading = g_strdup_printf (_ ("%s: instead of %s"), _ (self->key->title), instead);
  postil_key_capture (window_of (self), heading != NULL ? heading : _ (self->key->title), judge_key, take_key, self,
                      NULL);
}

static void
key_activated (KeyRow *self)
{
  g_string_truncate (self->taken, 0);
  ask_for_key (self);
}

static void
show_key (KeyRow *self)
{
  g_autofree char *text = postil_key_map_to_text (self->keys, self->key);

  gtk_label_set_text (self->cap, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  if (postil_key_map_is_set (self->keys, self->key))
    gtk_widget_add_css_class (GTK_WIDGET (self->cap), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->cap), "accent");
}

/* --- Labels' keys
 * ----------------------------------------------------------------------------------------------------- */

static char *
judge_label (guint keyval, GdkModifierType modifiers, gboolean *can_take, gpointer data)
{
  KeyRow *self = data;
  const PostilKey *owner = postil_key_map_find (self->keys, keyval, 0, NULL);
  const PostilLabel *label = label_with (self->project, keyval, 0);

  if (!g_unichar_isgraph (gdk_keyval_to_unicode (keyval)) || (modifiers & ~GDK_SHIFT_MASK) != 0)
    return g_strdup (_ ("A label's key is one letter, digit or sign."));
  if (owner != NULL)
    return g_strdup_printf (_ ("“%s” has this key, and the program's own keys come first."), _ (owner->title));
  if (label != NULL && label->id != self->label)
    return g_strdup_printf (_ ("This is the key of the label “%s”. Give that label another one first."), label->name);
  return NULL;
}

static void
take_label (guint keyval, GdkModifierType modifiers, gpointer data)
{
  KeyRow *self = data;
  const PostilLabel *known = postil_project_get_label (self->project, self->label);
  g_autoptr (PostilLabel) label = known != NULL ? postil_label_copy (known) : NULL;
  g_autoptr (GError) error = NULL;
  char letter[7] = "";

  if (label == NULL)
    return;
  if (keyval != 0)
    letter[g_unichar_to_utf8 (gdk_keyval_to_unicode (keyval), letter)] = '\0';
  g_free (label->shortcut);
  label->shortcut = g_strdup (letter);
  if (!postil_project_update_label (self->project, label, &error))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window_of (self)), adw_toast_new (error->message));
}

static void
label_activated (KeyRow *self)
{
  const PostilLabel *label = postil_project_get_label (self->project, self->label);

  if (label != NULL)
    postil_key_capture (window_of (self), label->name, judge_label, take_label, self, NULL);
}

static void
show_label (KeyRow *self)
{
  const PostilLabel *label = postil_project_get_label (self->project, self->label);
  g_autofree char *key = g_utf8_strup (label != NULL ? label->shortcut : "", -1);

  gtk_label_set_text (self->cap, key[0] != '\0' ? key : _ ("none"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, key, -1);
}

/* --- The page
 * --------------------------------------------------------------------------------------------------------- */

static KeyRow *
new_row (GtkWidget *group, PostilKeyMap *keys, PostilProject *project, const char *title, GCallback activated)
{
  KeyRow *self = g_new0 (KeyRow, 1);

  self->keys = g_object_ref (keys);
  self->project = project != NULL ? g_object_ref (project) : NULL;
  self->taken = g_string_new (NULL);
  self->row = adw_action_row_new ();
  self->cap = GTK_LABEL (gtk_label_new (NULL));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self->row), 2);
  gtk_widget_add_css_class (GTK_WIDGET (self->cap), "postil-key");
  gtk_widget_set_valign (GTK_WIDGET (self->cap), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), GTK_WIDGET (self->cap));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), TRUE);
  g_signal_connect_data (self->row, "activated", activated, self, key_row_free, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->row);
  return self;
}

/* The row's data goes with the row; a signal of something that lives longer must not find it gone. */
static void
follow (KeyRow *self, gpointer source, const char *signal, GCallback show)
{
  GClosure *closure = g_cclosure_new_swap (show, self, NULL);

  g_object_watch_closure (G_OBJECT (self->row), closure);
  g_signal_connect_closure (source, signal, closure, FALSE);
}

static GtkWidget *
add_group (GtkWidget *page, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
add_keys (GtkWidget *page, PostilKeyGroup which, PostilKeyMap *keys, PostilProject *project)
{
  GtkWidget *group = add_group (page, postil_key_group_title (which));
  gsize n_keys;
  const PostilKey *table = postil_keys (&n_keys);

  for (gsize i = 0; i < n_keys; i++)
    if (table[i].group == which && postil_key_map_can_set (&table[i]))
      {
        KeyRow *row = new_row (group, keys, project, _ (table[i].title), G_CALLBACK (key_activated));

        row->key = &table[i];
        show_key (row);
        follow (row, keys, "changed", G_CALLBACK (show_key));
      }
}

static void
add_labels (GtkWidget *page, PostilKeyMap *keys, PostilProject *project)
{
  GPtrArray *labels = postil_project_get_labels (project);
  GtkWidget *group = add_group (page, _ ("Labels of this project"));

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      KeyRow *row;

      if (label->kind == POSTIL_LABEL_RELATION || label->kind == POSTIL_LABEL_DOCUMENT)
        continue;
      row = new_row (group, keys, project, label->name, G_CALLBACK (label_activated));
      row->label = label->id;
      show_label (row);
      follow (row, project, "labels-changed", G_CALLBACK (show_label));
    }
}

static void
reset_clicked (PostilKeyMap *keys)
{
  postil_key_map_reset (keys);
}

static void
add_reset (GtkWidget *page, PostilKeyMap *keys)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Reset All Keys"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_object (button, "clicked", G_CALLBACK (reset_clicked), keys, G_CONNECT_SWAPPED);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("Choose a row, then press the key that it shall have."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
}

GtkWidget *
postil_preferences_keys_new (PostilKeyMap *keys, PostilProject *project)
{
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _ ("Keys"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "input-keyboard-symbolic");
  add_reset (page, keys);
  if (project != NULL)
    add_labels (page, keys, project);
  for (int group = 0; group < POSTIL_KEYS_N_GROUPS; group++)
    add_keys (page, (PostilKeyGroup) group, keys, project);
  return page;
}
