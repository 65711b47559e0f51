/* label-palette.c - the labels of the project as buttons with their keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-palette.h"

#include "label-dot.h"
#include "wrap-layout.h"

#include <glib/gi18n.h>
#include <adwaita.h>

/* Those with a key are always there. */
#define BUTTONS_MAX 40

struct _PostilLabelPalette
{
  GtkWidget parent_instance;
  GtkStack *stack;
  GtkScrolledWindow *wrapped;
  GtkScrolledWindow *scrolled;
  GtkWidget *groups; /* in one of the two; a scrolled window has no height for its width */
  PostilSession *session;
  GHashTable *buttons; /* label id -> its button, not owned */
  GtkWidget *marked;   /* the button of the current span's label, not owned */
  GtkWidget *armed;    /* that of the label which the mouse gives to what it selects, not owned */
};

G_DEFINE_FINAL_TYPE (PostilLabelPalette, postil_label_palette, GTK_TYPE_WIDGET)

static const PostilLabelKind kinds[] = {
  POSTIL_LABEL_ACT,
  POSTIL_LABEL_QUOTE,
  POSTIL_LABEL_ENTITY,
  POSTIL_LABEL_STRUCTURE,
};

/* A plain click is the button's action; this one sees Shift first. */
static void
pressed (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *button)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if ((state & GDK_SHIFT_MASK) == 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action_variant (button, "win.label-all",
                                      gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)));
}

static void
notice_shift (GtkWidget *button)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed), button);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (gesture));
}

static char *
make_tooltip (const PostilLabel *label, const char *key)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Tag the selection as %s"), label->name);
  if (key[0] != '\0')
    g_string_append_printf (text, _ (" (%s). Shift+%s: every identical string"), key, key);
  if (label->guideline != NULL && label->guideline[0] != '\0')
    g_string_append_printf (text, "\n%s", label->guideline);
  return g_string_free (text, FALSE);
}

static void
describe (GtkWidget *button, const PostilLabel *label, const char *key)
{
  g_autofree char *tooltip = make_tooltip (label, key);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label->name,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
}

static GtkWidget *
make_button (const PostilLabel *label)
{
  g_autofree char *key = g_utf8_strup (label->shortcut != NULL ? label->shortcut : "", -1);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dot = postil_label_dot_new ();
  GtkWidget *name = gtk_label_new (label->name);

  postil_label_dot_set_label (POSTIL_LABEL_DOT (dot), label);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END); /* the tooltip begins with all of it */
  gtk_label_set_max_width_chars (GTK_LABEL (name), 24);
  gtk_box_append (GTK_BOX (box), name);
  if (key[0] != '\0')
    {
      GtkWidget *cap = gtk_label_new (key);

      gtk_widget_add_css_class (cap, "postil-key");
      gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), cap);
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE); /* the caret stays where it is */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.take-label");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", label->id);
  describe (button, label, key);
  notice_shift (button);
  return button;
}

static gboolean
has_key (const PostilLabel *label)
{
  return label->shortcut != NULL && label->shortcut[0] != '\0';
}

/* Structure without a key is found by the program; who wants it has it in "/". */
static gboolean
has_place (const PostilLabel *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (label->kind == kinds[i])
      return label->kind != POSTIL_LABEL_STRUCTURE || has_key (label);
  return FALSE;
}

/* A kind's buttons stay in order; between kinds stands a thin line. At most @left labels without a key. */
static void
append_kind (PostilLabelPalette *self, GPtrArray *labels, PostilLabelKind kind, guint *left)
{
  gboolean first = TRUE;

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      GtkWidget *button;

      if (label->kind != kind || !has_place (label) || (!has_key (label) && *left == 0))
        continue;
      if (!has_key (label))
        (*left)--;
      if (first && gtk_widget_get_first_child (self->groups) != NULL)
        {
          GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

          gtk_widget_set_size_request (line, -1, 30);
          gtk_widget_set_parent (line, self->groups);
        }
      first = FALSE;
      button = make_button (label);
      gtk_widget_set_parent (button, self->groups);
      g_hash_table_insert (self->buttons, g_memdup2 (&label->id, sizeof label->id), button);
    }
}

static void
clear_buttons (PostilLabelPalette *self)
{
  GtkWidget *child;

  self->marked = NULL;
  self->armed = NULL;
  g_hash_table_remove_all (self->buttons);
  while ((child = gtk_widget_get_first_child (self->groups)) != NULL)
    gtk_widget_unparent (child);
}

/* Brings a label into sight where there are more than fit. */
static void
show_button (PostilLabelPalette *self, GtkWidget *button)
{
  graphene_rect_t bounds;

  if (button != NULL && gtk_widget_compute_bounds (button, self->groups, &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->wrapped), bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
}

static void
mark_current (PostilLabelPalette *self)
{
  PostilId armed = postil_session_get_armed (self->session);
  GtkWidget *pressed_in = armed != 0 ? g_hash_table_lookup (self->buttons, &armed) : NULL;
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));
  GtkWidget *button = span != NULL ? g_hash_table_lookup (self->buttons, &span->label) : NULL;

  if (pressed_in != self->armed)
    {
      if (self->armed != NULL)
        gtk_widget_unset_state_flags (self->armed, GTK_STATE_FLAG_CHECKED);
      if (pressed_in != NULL)
        gtk_widget_set_state_flags (pressed_in, GTK_STATE_FLAG_CHECKED, FALSE);
      self->armed = pressed_in;
    }
  if (button == self->marked)
    return;
  show_button (self, button);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  self->marked = button;
}

/* Thousands of buttons would take seconds to make and leave no room for the text. */
static void
append_more (PostilLabelPalette *self, guint n)
{
  g_autofree char *words = g_strdup_printf (ngettext ("%'u more…", "%'u more…", n), n);
  GtkWidget *button = gtk_button_new_with_label (words);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, _ ("Find any label by a few of its letters"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.pick-label");
  gtk_widget_set_parent (button, self->groups);
}

static void
fill (PostilLabelPalette *self)
{
  GPtrArray *labels = postil_project_get_labels (postil_session_get_project (self->session));
  guint n_keys = 0;
  guint n_places = 0;
  guint left;

  clear_buttons (self);
  for (guint i = 0; i < labels->len; i++)
    {
      n_places += has_place (g_ptr_array_index (labels, i));
      n_keys += has_place (g_ptr_array_index (labels, i)) && has_key (g_ptr_array_index (labels, i));
    }
  left = BUTTONS_MAX - MIN (BUTTONS_MAX, n_keys);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    append_kind (self, labels, kinds[i], &left);
  if (n_places > g_hash_table_size (self->buttons))
    append_more (self, n_places - g_hash_table_size (self->buttons));
  mark_current (self);
}

guint
postil_label_palette_get_n_labels (PostilLabelPalette *self)
{
  return g_hash_table_size (self->buttons);
}

static void
leave_session (PostilLabelPalette *self)
{
  if (self->session == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (postil_session_get_project (self->session), self);
  g_clear_object (&self->session);
}

void
postil_label_palette_set_session (PostilLabelPalette *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_LABEL_PALETTE (self));
  leave_session (self);
  clear_buttons (self);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_swapped (postil_session_get_project (session), "labels-changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (session, "current-changed", G_CALLBACK (mark_current), self);
  g_signal_connect_swapped (session, "spans-changed", G_CALLBACK (mark_current), self);
  fill (self);
}

void
postil_label_palette_set_narrow (PostilLabelPalette *self, gboolean narrow)
{
  g_return_if_fail (POSTIL_IS_LABEL_PALETTE (self));
  gtk_scrolled_window_set_child (self->wrapped, NULL);
  gtk_scrolled_window_set_child (self->scrolled, NULL);
  if (narrow)
    gtk_scrolled_window_set_child (self->scrolled, self->groups);
  else
    gtk_scrolled_window_set_child (self->wrapped, self->groups);
  gtk_stack_set_visible_child (self->stack, narrow ? GTK_WIDGET (self->scrolled) : GTK_WIDGET (self->wrapped));
  postil_wrap_layout_set_single_line (POSTIL_WRAP_LAYOUT (gtk_widget_get_layout_manager (self->groups)), narrow);
}

static GtkSizeRequestMode
postil_label_palette_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Labels may take three lines and the upper half of a fourth, which says that there are more; the text needs the rest.
 */
static int
most_height (PostilLabelPalette *self)
{
  GtkWidget *button = gtk_widget_get_first_child (self->groups);
  GtkRequisition size = { 0, 0 };

  if (button != NULL)
    gtk_widget_get_preferred_size (button, NULL, &size);
  return size.height * 7 / 2;
}

/* A scrolled window does not ask its child how high it gets in a given width, so it is asked here. */
static void
postil_label_palette_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  PostilLabelPalette *self = POSTIL_LABEL_PALETTE (widget);
  int wanted = 0;

  gtk_widget_measure (GTK_WIDGET (self->stack), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL ||
      gtk_stack_get_visible_child (self->stack) != GTK_WIDGET (self->wrapped))
    return;
  gtk_widget_measure (self->groups, orientation, for_size, NULL, &wanted, NULL, NULL);
  *minimum = *natural = MAX (MIN (wanted, most_height (self)), *minimum);
}

static void
postil_label_palette_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (GTK_WIDGET (POSTIL_LABEL_PALETTE (widget)->stack), &(GtkAllocation){ 0, 0, width, height },
                            baseline);
}

/* The frame around the current label is drawn here and is no style class: a change of classes costs a second frame,
 * which keeps the next key waiting. */
static void
postil_label_palette_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilLabelPalette *self = POSTIL_LABEL_PALETTE (widget);
  const float widths[4] = { 2, 2, 2, 2 };
  graphene_rect_t bounds;
  graphene_rect_t seen;
  GskRoundedRect frame;
  GdkRGBA colour;

  GTK_WIDGET_CLASS (postil_label_palette_parent_class)->snapshot (widget, snapshot);
  if (self->marked == NULL || !gtk_widget_compute_bounds (self->marked, widget, &bounds) ||
      !gtk_widget_compute_bounds (gtk_stack_get_visible_child (self->stack), widget, &seen) ||
      !graphene_rect_contains_rect (&seen, &bounds))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (self->marked), &colour);
  if (!adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    colour.alpha *= 0.6f;
  gsk_rounded_rect_init_from_rect (&frame, &bounds, 6);
  gtk_snapshot_append_border (snapshot, &frame, widths, (GdkRGBA[4]){ colour, colour, colour, colour });
}

static void
postil_label_palette_dispose (GObject *object)
{
  PostilLabelPalette *self = POSTIL_LABEL_PALETTE (object);

  leave_session (self);
  if (self->groups != NULL)
    clear_buttons (self);
  g_clear_object (&self->groups);
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (postil_label_palette_parent_class)->dispose (object);
}

static void
postil_label_palette_finalize (GObject *object)
{
  g_hash_table_unref (POSTIL_LABEL_PALETTE (object)->buttons);
  G_OBJECT_CLASS (postil_label_palette_parent_class)->finalize (object);
}

static void
postil_label_palette_class_init (PostilLabelPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_label_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_label_palette_finalize;
  widget_class->get_request_mode = postil_label_palette_get_request_mode;
  widget_class->measure = postil_label_palette_measure;
  widget_class->size_allocate = postil_label_palette_size_allocate;
  widget_class->snapshot = postil_label_palette_snapshot;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/label-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilLabelPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilLabelPalette, wrapped);
  gtk_widget_class_bind_template_child (widget_class, PostilLabelPalette, scrolled);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postil_label_palette_init (PostilLabelPalette *self)
{
  self->buttons = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->groups = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_set_layout_manager (self->groups, postil_wrap_layout_new (2));
  gtk_scrolled_window_set_child (self->wrapped, self->groups);
}
