/* label-editor.c - the list of a project's labels, and what is done to one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-editor-private.h"

#include "label-dot.h"
#include "stored-words.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (PostilLabelEditor, postil_label_editor, ADW_TYPE_WINDOW)

static const PostilLabel *
current (PostilLabelEditor *self)
{
  return self->label != 0 ? postil_project_get_label (self->project, self->label) : NULL;
}

void
postil_label_editor_tell (PostilLabelEditor *self, const char *text, gboolean with_undo)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (with_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "labels.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- The list --------------------------------------------------------------------------------------------------------
 */

static PostilId
id_of (GtkListBoxRow *row)
{
  const PostilId *id = row != NULL ? g_object_get_data (G_OBJECT (row), "postil-label") : NULL;

  return id != NULL ? *id : 0;
}

static GtkWidget *
make_row (const PostilLabel *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *dot = postil_label_dot_new ();
  GtkWidget *name = gtk_label_new (label->name);
  g_autofree char *key = g_utf8_strup (label->shortcut, -1);

  postil_label_dot_set_label (POSTIL_LABEL_DOT (dot), label);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), name);
  if (label->archived)
    {
      GtkWidget *state = gtk_label_new (_ ("archived"));

      gtk_widget_add_css_class (state, "caption");
      gtk_widget_add_css_class (state, "dim-label");
      gtk_widget_add_css_class (name, "dim-label");
      gtk_box_append (GTK_BOX (box), state);
    }
  else if (key[0] != '\0')
    {
      GtkWidget *cap = gtk_label_new (key);

      gtk_widget_add_css_class (cap, "postil-key");
      gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), cap);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label->name, -1);
  g_object_set_data_full (G_OBJECT (row), "postil-label", g_memdup2 (&label->id, sizeof label->id), g_free);
  return row;
}

static void
update_actions (PostilLabelEditor *self)
{
  const PostilLabel *label = current (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.up", label != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.down", label != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.merge", label != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.archive", label != NULL && !label->archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.restore", label != NULL && label->archived);
}

static void
fill (PostilLabelEditor *self)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (postil_project_get_store (self->project), TRUE, NULL);
  GtkListBoxRow *chosen = NULL;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      GtkWidget *row;

      if (label->archived && !self->show_archived && label->id != self->label)
        continue;
      row = make_row (label);
      gtk_list_box_append (self->list, row);
      if (chosen == NULL || label->id == self->label)
        chosen = GTK_LIST_BOX_ROW (row);
    }
  self->filling = FALSE;
  self->label = id_of (chosen);
  gtk_list_box_select_row (self->list, chosen);
  if (had_focus && chosen != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (chosen));
  postil_label_form_set_label (self->form, self->label);
  update_actions (self);
}

static void
row_selected (PostilLabelEditor *self, GtkListBoxRow *row)
{
  if (self->filling || row == NULL)
    return;
  self->label = id_of (row);
  postil_label_form_set_label (self->form, self->label);
  update_actions (self);
}

/* In a narrow window the form takes the list's place. */
static void
row_activated (PostilLabelEditor *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static gboolean
show_buttons (gpointer data)
{
  PostilLabelEditor *self = data;
  GtkWidget *const wide[] = { self->up, self->down, self->archive, self->merge };

  for (gsize i = 0; i < G_N_ELEMENTS (wide); i++)
    gtk_widget_set_visible (wide[i], !adw_leaflet_get_folded (self->leaflet));
  gtk_widget_set_visible (self->back,
                          adw_leaflet_get_folded (self->leaflet) &&
                              !gtk_widget_is_ancestor (GTK_WIDGET (self->list), adw_leaflet_get_visible_child (self->leaflet)));
  return G_SOURCE_REMOVE;
}

/* The leaflet says so while the window is laid out, when nothing may come or go. */
static void
folded (PostilLabelEditor *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_buttons, g_object_ref (self), g_object_unref);
}

/* --- Actions
 * ---------------------------------------------------------------------------------------------------------- */

static void
add_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PostilLabelEditor *self = POSTIL_LABEL_EDITOR (widget);
  g_autofree char *free_name = g_strdup (_ ("New label"));
  g_autoptr (PostilLabel) label = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 2; postil_labels_find (postil_project_get_store (self->project), free_name) != 0; i++)
    {
      g_free (free_name);
      free_name = g_strdup_printf (_ ("New label %u"), i);
    }
  label = postil_label_new (free_name, current (self) != NULL ? current (self)->kind : POSTIL_LABEL_ENTITY);
  if (!postil_project_add_label (self->project, label, &error))
    {
      postil_label_editor_tell (self, error->message, FALSE);
      return;
    }
  self->label = label->id;
  fill (self);
  row_activated (self);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list))); /* which brings it into sight */
  postil_label_form_focus (self->form);
}

static void
move (PostilLabelEditor *self, int direction)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *other =
      row != NULL ? gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + direction) : NULL;
  g_autoptr (GPtrArray) labels = postil_labels_list (postil_project_get_store (self->project), TRUE, NULL);
  g_autoptr (GError) error = NULL;
  PostilId id = id_of (other);

  for (guint i = 0; id != 0 && labels != NULL && i < labels->len; i++)
    if (((PostilLabel *) g_ptr_array_index (labels, i))->id == id)
      {
        if (!postil_project_move_label (self->project, self->label, direction > 0 ? i + 1 : i, &error))
          postil_label_editor_tell (self, error->message, FALSE);
        return;
      }
  gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
up_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (POSTIL_LABEL_EDITOR (widget), -1);
}

static void
down_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (POSTIL_LABEL_EDITOR (widget), 1);
}

static gboolean
key_is_free (PostilLabelEditor *self, const PostilLabel *label)
{
  GPtrArray *labels = postil_project_get_labels (self->project);

  for (guint i = 0; i < labels->len; i++)
    if (g_ascii_strcasecmp (((PostilLabel *) g_ptr_array_index (labels, i))->shortcut, label->shortcut) == 0)
      return FALSE;
  return TRUE;
}

static void
set_archived (PostilLabelEditor *self, gboolean archived)
{
  g_autoptr (PostilLabel) label = postil_label_copy (current (self));
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  label->archived = archived;
  /* Another label may have taken its key meanwhile. */
  if (!archived && label->shortcut[0] != '\0' && !key_is_free (self, label))
    label->shortcut[0] = '\0';
  if (!postil_project_update_label (self->project, label, &error))
    {
      postil_label_editor_tell (self, error->message, FALSE);
      return;
    }
  text = g_strdup_printf (archived ? _ ("%s is archived: its spans stay, and it is not offered any more")
                                   : _ ("%s is back"),
                          label->name);
  postil_label_editor_tell (self, text, TRUE);
}

static void
archive_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_archived (POSTIL_LABEL_EDITOR (widget), TRUE);
}

static void
restore_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_archived (POSTIL_LABEL_EDITOR (widget), FALSE);
}

static void
merge_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  postil_label_editor_ask_merge (POSTIL_LABEL_EDITOR (widget));
}

static void
load_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  postil_label_editor_load (POSTIL_LABEL_EDITOR (widget));
}

static void
save_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  postil_label_editor_save (POSTIL_LABEL_EDITOR (widget));
}

static void
archived_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PostilLabelEditor *self = POSTIL_LABEL_EDITOR (widget);

  self->show_archived = !self->show_archived;
  fill (self);
}

/* While somebody types, the key is about what is typed, also when nothing of it is left to undo. */
static gboolean
undo_by_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  if (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus))
    gtk_widget_activate_action (focus, "text.undo", NULL);
  else
    gtk_widget_activate_action (widget, "labels.undo", NULL);
  return TRUE;
}

static void
undo_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PostilLabelEditor *self = POSTIL_LABEL_EDITOR (widget);
  g_autoptr (PostilEdit) edit = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (postil_project_undo (self->project, &edit, &error))
    {
      g_autofree char *step = postil_edit_words (edit->title);

      text = g_strdup_printf (_ ("Undone: %s"), step);
    }
  postil_label_editor_tell (self, text != NULL ? text : error != NULL ? error->message : _ ("Nothing to undo"), FALSE);
}

static void
back_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_navigate (POSTIL_LABEL_EDITOR (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* --- Building
 * ---------------------------------------------------------------------------------------------------------- */

static gboolean
postil_label_editor_close_request (GtkWindow *window)
{
  postil_label_form_set_label (POSTIL_LABEL_EDITOR (window)->form, 0);
  return GTK_WINDOW_CLASS (postil_label_editor_parent_class)->close_request (window);
}

static void
postil_label_editor_dispose (GObject *object)
{
  g_clear_object (&POSTIL_LABEL_EDITOR (object)->project);
  G_OBJECT_CLASS (postil_label_editor_parent_class)->dispose (object);
}

static void
postil_label_editor_class_init (PostilLabelEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_label_editor_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = postil_label_editor_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/label-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilLabelEditor, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PostilLabelEditor, toasts);
  gtk_widget_class_bind_template_child (widget_class, PostilLabelEditor, list);
  gtk_widget_class_bind_template_child (widget_class, PostilLabelEditor, back);
  gtk_widget_class_bind_template_child (widget_class, PostilLabelEditor, up);
  gtk_widget_class_bind_template_child (widget_class, PostilLabelEditor, down);
  gtk_widget_class_bind_template_child (widget_class, PostilLabelEditor, archive);
  gtk_widget_class_bind_template_child (widget_class, PostilLabelEditor, merge);
  gtk_widget_class_bind_template_callback (widget_class, row_selected);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, folded);
  gtk_widget_class_install_action (widget_class, "labels.add", NULL, add_activated);
  gtk_widget_class_install_action (widget_class, "labels.up", NULL, up_activated);
  gtk_widget_class_install_action (widget_class, "labels.down", NULL, down_activated);
  gtk_widget_class_install_action (widget_class, "labels.archive", NULL, archive_activated);
  gtk_widget_class_install_action (widget_class, "labels.restore", NULL, restore_activated);
  gtk_widget_class_install_action (widget_class, "labels.merge", NULL, merge_activated);
  gtk_widget_class_install_action (widget_class, "labels.load", NULL, load_activated);
  gtk_widget_class_install_action (widget_class, "labels.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "labels.archived", NULL, archived_activated);
  gtk_widget_class_install_action (widget_class, "labels.undo", NULL, undo_activated);
  gtk_widget_class_install_action (widget_class, "labels.back", NULL, back_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "labels.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "labels.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "labels.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK, "labels.merge", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "labels.archive", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_by_key, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "labels.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
postil_label_editor_init (PostilLabelEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
postil_label_editor_show (GtkWindow *parent, PostilProject *project, PostilKeyMap *keys, PostilId label)
{
  PostilLabelEditor *self = g_object_new (POSTIL_TYPE_LABEL_EDITOR, "transient-for", parent, "modal", TRUE, NULL);
  GtkWidget *form = postil_label_form_new (project, keys);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->project = g_object_ref (project);
  self->form = POSTIL_LABEL_FORM (form);
  self->label = label;
  g_object_set (form, "margin-start", 16, "margin-end", 16, "margin-top", 16, "margin-bottom", 24, NULL);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), form);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_hexpand (scroller, TRUE);
  adw_leaflet_append (self->leaflet, scroller);
  g_signal_connect_object (project, "labels-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  show_buttons (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}
