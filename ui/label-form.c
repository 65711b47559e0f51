/* label-form.c - one label's name, kind, parent, key, colour and guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-form.h"

#include "label-colours.h"
#include "label-dot.h"
#include "label-sample.h"

#include <glib/gi18n.h>
#include <string.h>

struct _PostilLabelForm
{
  AdwBin parent_instance;
  PostilProject *project;
  PostilKeyMap *keys;
  PostilId label;
  gboolean filling;

  GtkWidget *name;
  GtkWidget *kind;
  GtkWidget *parent;
  GArray *parents; /* PostilId, as in the list */
  GtkWidget *key;
  GtkWidget *colour;
  GtkWidget *sample;
  GtkLabel *remarks; /* contrast, and what looks alike */
  GtkLabel *problem;
  GtkLabel *use;
  GtkTextView *guideline;
};

G_DEFINE_FINAL_TYPE (PostilLabelForm, postil_label_form, ADW_TYPE_BIN)

/* --- Writing ---------------------------------------------------------------------------------------------------------
 */

static void
complain (PostilLabelForm *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

/* A copy to change; NULL: nothing is shown, or it is being filled in. (transfer full) */
static PostilLabel *
begin (PostilLabelForm *self)
{
  const PostilLabel *label =
      self->filling || self->label == 0 ? NULL : postil_project_get_label (self->project, self->label);

  return label != NULL ? postil_label_copy (label) : NULL;
}

static void
finish (PostilLabelForm *self, const PostilLabel *label)
{
  g_autoptr (GError) error = NULL;

  if (postil_project_update_label (self->project, label, &error))
    complain (self, NULL);
  else
    complain (self, error->message);
}

static void
replace (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static void
name_applied (PostilLabelForm *self)
{
  g_autoptr (PostilLabel) label = begin (self);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (label == NULL)
    return;
  replace (&label->name, name);
  finish (self, label);
}

/* "“Accept the current suggestion” has this key, ...". (transfer full) NULL: it is free. */
static char *
owner_of_key (PostilLabelForm *self, const char *letter)
{
  guint keyval = gdk_keyval_to_lower (gdk_unicode_to_keyval (g_utf8_get_char (letter)));
  const PostilKey *owner = letter[0] != '\0' ? postil_key_map_find (self->keys, keyval, 0, NULL) : NULL;

  return owner != NULL
             ? g_strdup_printf (_ ("“%s” has this key, and the program's own keys come first."), _ (owner->title))
             : NULL;
}

static void
key_applied (PostilLabelForm *self)
{
  g_autoptr (PostilLabel) label = begin (self);
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->key))));
  g_autofree char *letter = g_utf8_strdown (typed, -1);
  g_autofree char *owner = owner_of_key (self, letter);

  if (label == NULL)
    return;
  if (owner != NULL)
    {
      complain (self, owner);
      return;
    }
  replace (&label->shortcut, letter);
  finish (self, label);
}

static void
set_colour (PostilLabelForm *self, const char *colour)
{
  g_autoptr (PostilLabel) label = begin (self);

  if (label == NULL)
    return;
  replace (&label->colour, colour);
  finish (self, label);
}

static void
colour_applied (PostilLabelForm *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->colour));
  g_autofree char *colour = NULL;
  GdkRGBA rgba;

  if (!gdk_rgba_parse (&rgba, typed))
    {
      complain (self, _ ("A colour is a # and six hexadecimal digits, such as #cc6000."));
      return;
    }
  colour = g_strdup_printf ("#%02x%02x%02x", (guint) (rgba.red * 255 + 0.5), (guint) (rgba.green * 255 + 0.5),
                            (guint) (rgba.blue * 255 + 0.5));
  set_colour (self, colour);
}

static void
swatch_clicked (PostilLabelForm *self, GtkButton *button)
{
  set_colour (self, g_object_get_data (G_OBJECT (button), "postil-colour"));
}

static void
kind_chosen (PostilLabelForm *self)
{
  g_autoptr (PostilLabel) label = begin (self);

  if (label == NULL)
    return;
  label->kind = (PostilLabelKind) adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind));
  finish (self, label);
}

static void
parent_chosen (PostilLabelForm *self)
{
  g_autoptr (PostilLabel) label = begin (self);
  guint place = adw_combo_row_get_selected (ADW_COMBO_ROW (self->parent));

  if (label == NULL || place >= self->parents->len)
    return;
  label->parent = g_array_index (self->parents, PostilId, place);
  finish (self, label);
}

static void
guideline_left (PostilLabelForm *self)
{
  g_autoptr (PostilLabel) label = begin (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->guideline);
  GtkTextIter start, stop;
  g_autofree char *text = NULL;

  if (label == NULL)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &stop);
  text = g_strchomp (gtk_text_buffer_get_text (buffer, &start, &stop, TRUE));
  if (strcmp (text, label->guideline) == 0)
    return;
  replace (&label->guideline, text);
  finish (self, label);
}

/* --- Showing ---------------------------------------------------------------------------------------------------------
 */

/* Of the same kind only: labels of another kind have another sign. */
static char *
find_alike (PostilLabelForm *self, const PostilLabel *label)
{
  GPtrArray *labels = postil_project_get_labels (self->project);
  g_autoptr (GString) names = g_string_new (NULL);
  GdkRGBA colour, other;

  if (!gdk_rgba_parse (&colour, label->colour))
    return NULL;
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *one = g_ptr_array_index (labels, i);

      if (one->id != label->id && one->kind == label->kind && gdk_rgba_parse (&other, one->colour) &&
          postil_colour_distance (&colour, &other) < POSTIL_COLOURS_ALIKE)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", one->name);
    }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static void
show_remarks (PostilLabelForm *self, const PostilLabel *label)
{
  g_autofree char *alike = find_alike (self, label);
  g_autofree char *contrast = NULL;
  g_autofree char *text = NULL;
  double light, dark;

  postil_label_sample_contrast (label->colour, &light, &dark);
  contrast =
      g_strdup_printf (_ ("Contrast of the name: %.1f : 1 on the light page, %.1f : 1 on the dark one."), light, dark);
  if (alike != NULL)
    text = g_strdup_printf (_ ("%s\nNot everybody can tell it from: %s."), contrast, alike);
  gtk_label_set_text (self->remarks, text != NULL ? text : contrast);
  if (alike != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->remarks), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->remarks), "warning");
}

static void
show_use (PostilLabelForm *self)
{
  PostilLabelUse use;
  g_autofree char *text = NULL;

  if (!postil_labels_use (postil_project_get_store (self->project), self->label, &use, NULL))
    return;
  text = g_strdup_printf (_ ("%u kept, %u suggested, %u rejected"), use.n_kept, use.n_suggested, use.n_rejected);
  gtk_label_set_text (self->use, text);
}

/* All labels that can stand above, in order, after "none". */
static void
fill_parents (PostilLabelForm *self, const PostilLabel *label)
{
  GPtrArray *labels = postil_project_get_labels (self->project);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  PostilId none = 0;
  guint chosen = 0;

  g_array_set_size (self->parents, 0);
  g_array_append_val (self->parents, none);
  gtk_string_list_append (names, _ ("None"));
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *one = g_ptr_array_index (labels, i);

      if (one->id == label->id)
        continue;
      if (one->id == label->parent)
        chosen = self->parents->len;
      g_array_append_val (self->parents, one->id);
      gtk_string_list_append (names, one->name);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->parent), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->parent), chosen);
}

static void
set_entry (GtkWidget *entry, const char *text)
{
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (entry)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
show_label (PostilLabelForm *self)
{
  const PostilLabel *label = self->label != 0 ? postil_project_get_label (self->project, self->label) : NULL;

  gtk_widget_set_visible (gtk_widget_get_first_child (GTK_WIDGET (self)), label != NULL);
  if (label == NULL)
    return;
  self->filling = TRUE;
  set_entry (self->name, label->name);
  set_entry (self->key, label->shortcut);
  set_entry (self->colour, label->colour);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->kind), label->kind);
  fill_parents (self, label);
  if (!gtk_widget_has_focus (GTK_WIDGET (self->guideline)))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->guideline), label->guideline, -1);
  postil_label_sample_set_label (POSTIL_LABEL_SAMPLE (self->sample), label->name, label->colour);
  show_remarks (self, label);
  show_use (self);
  self->filling = FALSE;
}

void
postil_label_form_set_label (PostilLabelForm *self, PostilId label)
{
  g_return_if_fail (POSTIL_IS_LABEL_FORM (self));
  if (label != self->label)
    guideline_left (self);
  self->label = label;
  complain (self, NULL);
  show_label (self);
}

void
postil_label_form_focus (PostilLabelForm *self)
{
  g_return_if_fail (POSTIL_IS_LABEL_FORM (self));
  gtk_widget_grab_focus (self->name);
}

/* --- Building --------------------------------------------------------------------------------------------------------
 */

static GtkWidget *
entry_row (PostilLabelForm *self, GtkWidget *group, const char *title, GCallback applied)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "apply", applied, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
combo_row (PostilLabelForm *self, GtkWidget *group, const char *title, GCallback chosen)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "notify::selected", chosen, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkLabel *
text_line (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static GtkWidget *
make_swatch (PostilLabelForm *self, const char *colour)
{
  GtkWidget *button = gtk_button_new ();
  const PostilLabel sample = { .colour = (char *) colour, .kind = POSTIL_LABEL_ENTITY };
  GtkWidget *dot = postil_label_dot_new ();
  g_autofree char *name = g_strdup_printf (_ ("Colour %s"), colour);

  postil_label_dot_set_label (POSTIL_LABEL_DOT (dot), &sample);
  gtk_button_set_child (GTK_BUTTON (button), dot);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "postil-colour", (gpointer) colour);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (swatch_clicked), self);
  return button;
}

static GtkWidget *
make_palette (PostilLabelForm *self)
{
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (box), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Colours that can be told apart"), -1);
  for (const char *const *colour = postil_colour_palette (); *colour != NULL; colour++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();

      g_autofree char *name = g_strdup_printf (_ ("Colour %s"), *colour);

      gtk_widget_set_focusable (child, FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), make_swatch (self, *colour));
      gtk_flow_box_append (GTK_FLOW_BOX (box), child);
    }
  return box;
}

static GtkWidget *
make_guideline (PostilLabelForm *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Guideline"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("Shown while the label is picked"));
  self->guideline = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->guideline, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->guideline, FALSE);
  g_object_set (self->guideline, "left-margin", 10, "right-margin", 10, "top-margin", 8, "bottom-margin", 8, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->guideline), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Guideline"), -1);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (guideline_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->guideline), focus);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->guideline));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 110);
  gtk_widget_add_css_class (scroller, "postil-field");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), scroller);
  return group;
}

static void
add_rows (PostilLabelForm *self, GtkWidget *group)
{
  const char *const kinds[] = { _ ("Entity"),   _ ("Quote"),    _ ("Act"), _ ("Structure"),
                                _ ("Relation"), _ ("Document"), NULL };
  g_autoptr (GtkStringList) kind_list = gtk_string_list_new (kinds);

  self->name = entry_row (self, group, _ ("Name"), G_CALLBACK (name_applied));
  self->kind = combo_row (self, group, _ ("Kind"), G_CALLBACK (kind_chosen));
  self->filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->kind), G_LIST_MODEL (kind_list));
  self->filling = FALSE;
  self->parent = combo_row (self, group, _ ("Below"), G_CALLBACK (parent_chosen));
  self->key = entry_row (self, group, _ ("Key"), G_CALLBACK (key_applied));
  self->colour = entry_row (self, group, _ ("Colour"), G_CALLBACK (colour_applied));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_ancestor (self->colour, GTK_TYPE_LIST_BOX)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Label"), -1);
}

static void
build (PostilLabelForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();

  self->problem = text_line ("error");
  self->remarks = text_line ("caption");
  self->use = text_line ("dim-label");
  self->sample = postil_label_sample_new ();
  add_rows (self, group);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), make_palette (self));
  gtk_box_append (GTK_BOX (box), self->sample);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->remarks));
  gtk_box_append (GTK_BOX (box), make_guideline (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->use));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
postil_label_form_dispose (GObject *object)
{
  PostilLabelForm *self = POSTIL_LABEL_FORM (object);

  if (self->project != NULL)
    guideline_left (self);
  self->label = 0;
  g_clear_object (&self->project);
  g_clear_object (&self->keys);
  g_clear_pointer (&self->parents, g_array_unref);
  G_OBJECT_CLASS (postil_label_form_parent_class)->dispose (object);
}

static void
postil_label_form_class_init (PostilLabelFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postil_label_form_dispose;
}

static void
postil_label_form_init (PostilLabelForm *self)
{
  self->parents = g_array_new (FALSE, FALSE, sizeof (PostilId));
}

GtkWidget *
postil_label_form_new (PostilProject *project, PostilKeyMap *keys)
{
  PostilLabelForm *self = g_object_new (POSTIL_TYPE_LABEL_FORM, NULL);

  self->project = g_object_ref (project);
  self->keys = g_object_ref (keys);
  build (self);
  g_signal_connect_object (project, "labels-changed", G_CALLBACK (show_label), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
