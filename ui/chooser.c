/* chooser.c - an entry over a short list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chooser.h"

#include "label-dot.h"

#define ROWS_MAX 40
#define WIDTH 460
#define HEIGHT 340

struct _PostilChooser
{
  GtkPopover         parent_instance;
  GtkEditable       *entry;
  GtkLabel          *note;
  GtkListBox        *list;
  GtkScrolledWindow *scroller;
  GtkLabel          *nothing;
  GtkLabel *guideline; /* of the label that Enter would choose */
  PostilChoiceSource source;
  gpointer           user_data;
  GtkWidget         *came_from; /* had the focus; weak */
};

G_DEFINE_FINAL_TYPE (PostilChooser, postil_chooser, GTK_TYPE_POPOVER)

PostilChoice *
postil_choice_new (const char *title, const char *detailed, int score)
{
  PostilChoice *self = g_new0 (PostilChoice, 1);

  self->title = g_strdup (title);
  self->score = score;
  if (!g_action_parse_detailed_name (detailed, &self->action, &self->target, NULL))
    self->action = g_strdup (detailed);
  return self;
}

void
postil_choice_free (PostilChoice *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->detail);
  g_free (self->key);
  g_free (self->group);
  postil_label_free (self->label);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self);
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

static GtkWidget *
text_of (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "caption");
    }
  return label;
}

static GtkWidget *
make_row (const PostilChoice *choice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (choice->label != NULL)
    {
      GtkWidget *dot = postil_label_dot_new ();

      postil_label_dot_set_label (POSTIL_LABEL_DOT (dot), choice->label);
      gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), dot);
    }
  gtk_box_append (GTK_BOX (words), text_of (choice->title, NULL));
  if (choice->detail != NULL && choice->detail[0] != '\0')
    gtk_box_append (GTK_BOX (words), text_of (choice->detail, "dim-label"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), words);
  if (choice->key != NULL && choice->key[0] != '\0')
    {
      GtkWidget *cap = gtk_label_new (choice->key);

      gtk_widget_add_css_class (cap, "postil-key");
      gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), cap);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, choice->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, choice->detail != NULL ? choice->detail : "", -1);
  return row;
}

/* Only while nothing is typed: then the best match comes first, whatever its group. */
static void
set_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  PostilChooser *self = data;
  const PostilChoice *choice = g_object_get_data (G_OBJECT (row), "postil-choice");
  const PostilChoice *previous = before != NULL ? g_object_get_data (G_OBJECT (before), "postil-choice") : NULL;
  GtkWidget *heading;

  if (choice == NULL || choice->group == NULL || gtk_editable_get_text (self->entry)[0] != '\0' ||
      (previous != NULL && g_strcmp0 (previous->group, choice->group) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  heading = text_of (choice->group, "heading");
  gtk_widget_add_css_class (heading, "postil-group");
  gtk_list_box_row_set_header (row, heading);
}

static void
row_selected (PostilChooser *self, GtkListBoxRow *row)
{
  const PostilChoice *choice = row != NULL ? g_object_get_data (G_OBJECT (row), "postil-choice") : NULL;
  const char *guideline = choice != NULL && choice->label != NULL ? choice->label->guideline : NULL;

  gtk_label_set_text (self->guideline, guideline != NULL ? guideline : "");
  gtk_widget_set_visible (GTK_WIDGET (self->guideline), guideline != NULL && guideline[0] != '\0');
}

static void
fill (PostilChooser *self)
{
  g_autoptr (GPtrArray) choices = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (self->source == NULL)
    return;
  choices = self->source (gtk_editable_get_text (self->entry), self->user_data);
  for (guint i = 0; i < choices->len && i < ROWS_MAX; i++)
    {
      PostilChoice *choice = g_ptr_array_index (choices, i);
      GtkWidget *row = make_row (choice);

      g_ptr_array_index (choices, i) = NULL; /* the row's now */
      g_object_set_data_full (G_OBJECT (row), "postil-choice", choice, (GDestroyNotify) postil_choice_free);
      gtk_list_box_append (self->list, row);
    }
  gtk_list_box_invalidate_headers (self->list);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), choices->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), choices->len > 0);
}

/* --- Choosing ------------------------------------------------------------------------------------------------------ */

/* The list goes first, so that the action finds the window as it was. */
static void
choose (PostilChooser *self, GtkListBoxRow *row)
{
  PostilChoice *choice = row != NULL ? g_object_steal_data (G_OBJECT (row), "postil-choice") : NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (choice == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action_variant (parent, choice->action, choice->target);
  postil_choice_free (choice);
}

static void
row_activated (PostilChooser *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static void
entry_activated (PostilChooser *self)
{
  choose (self, gtk_list_box_get_selected_row (self->list));
}

/* Brings the row into sight; the focus stays in the entry. */
static void
select_row (PostilChooser *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t place;

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &place))
    gtk_adjustment_clamp_page (adjustment, place.origin.y, place.origin.y + place.size.height);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PostilChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = 0;

  if (key == GDK_KEY_Escape)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return TRUE;
    }
  if (key == GDK_KEY_Down || key == GDK_KEY_Tab)
    step = 1;
  else if (key == GDK_KEY_Up || key == GDK_KEY_ISO_Left_Tab)
    step = -1;
  if (step == 0 || row == NULL)
    return FALSE;
  select_row (self, gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step));
  return TRUE;
}

void
postil_chooser_open (PostilChooser *self, const char *prompt, const char *note, PostilChoiceSource source,
                     gpointer user_data)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  GdkRectangle top = { .x = gtk_widget_get_width (parent) / 2, .width = 1, .height = 1 };
  int width = MIN (WIDTH, gtk_widget_get_width (parent) - 40);

  g_return_if_fail (POSTIL_IS_CHOOSER (self));
  g_set_weak_pointer (&self->came_from, gtk_root_get_focus (gtk_widget_get_root (parent)));
  self->source = source;
  self->user_data = user_data;
  gtk_widget_set_size_request (GTK_WIDGET (self->scroller), width, -1);
  /* Words below the list must not make it wider than the window. */
  gtk_label_set_max_width_chars (self->note, MIN (50, width / 9));
  gtk_label_set_max_width_chars (self->guideline, MIN (50, width / 9));
  g_object_set (self->entry, "placeholder-text", prompt, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, prompt, -1);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL && note[0] != '\0');
  gtk_editable_set_text (self->entry, "");
  fill (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &top);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
closed (PostilChooser *self)
{
  if (self->came_from != NULL)
    gtk_widget_grab_focus (self->came_from);
  g_clear_weak_pointer (&self->came_from);
}

static void
postil_chooser_dispose (GObject *object)
{
  PostilChooser *self = POSTIL_CHOOSER (object);

  g_clear_weak_pointer (&self->came_from);
  /* The list loses its rows, and with them its selection, when the label may be gone already. */
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, row_selected, self);
  self->list = NULL;
  G_OBJECT_CLASS (postil_chooser_parent_class)->dispose (object);
}

static void
postil_chooser_class_init (PostilChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_chooser_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, PostilChooser, note);
  gtk_widget_class_bind_template_child (widget_class, PostilChooser, list);
  gtk_widget_class_bind_template_child (widget_class, PostilChooser, scroller);
  gtk_widget_class_bind_template_child (widget_class, PostilChooser, nothing);
  gtk_widget_class_bind_template_child (widget_class, PostilChooser, guideline);
  gtk_widget_class_bind_template_callback (widget_class, closed);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, row_selected);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated);
}

static void
postil_chooser_init (PostilChooser *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_scrolled_window_set_max_content_height (self->scroller, HEIGHT);
  gtk_list_box_set_header_func (self->list, set_heading, self, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
postil_chooser_new (void)
{
  return g_object_new (POSTIL_TYPE_CHOOSER, NULL);
}
