/* panes.c - content between two side panes that fold over it when the window is narrow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "panes.h"

#define LINE_WIDTH 1
#define GRIP_WIDTH 9 /* the line, and enough on both sides to be hit */
#define MAX_WIDTH 640

typedef struct
{
  GtkWidget *child;
  GtkWidget *grip;  /* the line between pane and content, which can be dragged */
  int        width; /* chosen by the user, 0: what the child asks for */
  int        taken; /* of the last allocation */
  gboolean   shown;
  gboolean   shown_beside; /* what @shown goes back to when there is room again */
  gboolean   folded;
} Pane;

struct _PostilPanes
{
  GtkWidget  parent_instance;
  GtkWidget *content;
  GtkWidget *shield; /* takes clicks beside a pane that covers the content */
  Pane       panes[2]; /* by GtkPackType */
};

enum
{
  PROP_START_CHILD = 1,
  PROP_CONTENT,
  PROP_END_CHILD,
  PROP_SHOW_START,
  PROP_SHOW_END,
  PROP_START_WIDTH,
  PROP_END_WIDTH,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PostilPanes, postil_panes, GTK_TYPE_WIDGET)

static int
min_width (GtkWidget *child)
{
  int min = 0;

  if (child != NULL)
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
  return min;
}

static int
width_of (const Pane *pane)
{
  return MAX (min_width (pane->child), MIN (pane->width, MAX_WIDTH));
}

static gboolean
covers (const Pane *pane)
{
  return pane->child != NULL && pane->folded && pane->shown;
}

/* --- Showing and folding ------------------------------------------------------------------------------------------ */

static void
show_pane (PostilPanes *self, GtkPackType side, gboolean shown)
{
  Pane *pane = &self->panes[side];
  GtkWidget *focus = gtk_widget_get_root (GTK_WIDGET (self)) != NULL
                         ? gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)))
                         : NULL;

  if (pane->shown == shown)
    return;
  pane->shown = shown;
  if (!pane->folded)
    pane->shown_beside = shown;
  if (!shown && focus != NULL && pane->child != NULL && gtk_widget_is_ancestor (focus, pane->child))
    gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[side == GTK_PACK_START ? PROP_SHOW_START : PROP_SHOW_END]);
}

/* A pane that loses its place beside the content closes, and opens again when the place is back. */
static void
fold_pane (PostilPanes *self, GtkPackType side, gboolean folded)
{
  Pane *pane = &self->panes[side];

  if (pane->folded == folded)
    return;
  pane->folded = folded;
  if (pane->child != NULL && folded)
    gtk_widget_add_css_class (pane->child, "over");
  else if (pane->child != NULL)
    gtk_widget_remove_css_class (pane->child, "over");
  show_pane (self, side, folded ? FALSE : pane->shown_beside);
  if (side == GTK_PACK_START)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* Whether the content keeps the room it needs beside the pane. */
static gboolean
fits (const Pane *pane, int content, int width)
{
  return pane->child == NULL || width >= width_of (pane) + LINE_WIDTH + content;
}

static void
fold_for (PostilPanes *self, int width)
{
  const Pane *start = &self->panes[GTK_PACK_START];
  int content = min_width (self->content);

  fold_pane (self, GTK_PACK_START, !fits (start, content, width));
  if (start->child != NULL && start->shown && !start->folded)
    width -= width_of (start) + LINE_WIDTH;
  fold_pane (self, GTK_PACK_END, !fits (&self->panes[GTK_PACK_END], content, width));
}

/* --- Layout --------------------------------------------------------------------------------------------------------- */

static void
postil_panes_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  PostilPanes *self = POSTIL_PANES (widget);
  int min = 0;
  int nat = 0;

  if (self->content != NULL)
    gtk_widget_measure (self->content, orientation, -1, &min, &nat, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->panes); i++)
    {
      int pane_min = 0;

      if (self->panes[i].child == NULL)
        continue;
      gtk_widget_measure (self->panes[i].child, orientation, -1, &pane_min, NULL, NULL, NULL);
      min = MAX (min, pane_min);
      nat = orientation == GTK_ORIENTATION_HORIZONTAL ? nat + width_of (&self->panes[i]) + LINE_WIDTH : nat;
    }
  *minimum = min;
  *natural = MAX (min, nat);
}

/* @x counts from the side where reading starts. */
static void
place (PostilPanes *self, GtkWidget *child, int x, int width, int height)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { mirrored ? whole - x - width : x, 0, width, height };

  gtk_widget_size_allocate (child, &place, -1);
}

static void
place_pane (PostilPanes *self, GtkPackType side, int width, int height)
{
  Pane *pane = &self->panes[side];
  gboolean beside = pane->child != NULL && pane->shown && !pane->folded;
  int line;

  gtk_widget_set_child_visible (pane->grip, beside);
  if (pane->child == NULL)
    return;
  gtk_widget_set_child_visible (pane->child, pane->shown);
  pane->taken = MIN (width_of (pane), width);
  if (!pane->shown)
    return;
  place (self, pane->child, side == GTK_PACK_START ? 0 : width - pane->taken, pane->taken, height);
  line = side == GTK_PACK_START ? pane->taken : width - pane->taken - LINE_WIDTH;
  if (beside)
    place (self, pane->grip, line - (GRIP_WIDTH - LINE_WIDTH) / 2, GRIP_WIDTH, height);
}

static int
room_beside (const Pane *pane)
{
  return pane->child != NULL && pane->shown && !pane->folded ? pane->taken + LINE_WIDTH : 0;
}

static void
postil_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilPanes *self = POSTIL_PANES (widget);
  gboolean covered;
  int before, after;

  fold_for (self, width);
  place_pane (self, GTK_PACK_START, width, height);
  place_pane (self, GTK_PACK_END, width, height);
  before = room_beside (&self->panes[GTK_PACK_START]);
  after = room_beside (&self->panes[GTK_PACK_END]);
  if (self->content != NULL)
    place (self, self->content, before, MAX (width - before - after, min_width (self->content)), height);
  covered = covers (&self->panes[GTK_PACK_START]) || covers (&self->panes[GTK_PACK_END]);
  gtk_widget_set_child_visible (self->shield, covered);
  if (covered)
    place (self, self->shield, 0, width, height);
  /* Popovers may be given to us as children. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
}

/* --- Dragging the edge ---------------------------------------------------------------------------------------------- */

static Pane *
pane_of (PostilPanes *self, GtkGesture *gesture)
{
  GtkWidget *grip = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  return grip == self->panes[GTK_PACK_START].grip ? &self->panes[GTK_PACK_START] : &self->panes[GTK_PACK_END];
}

static void
set_pane_width (PostilPanes *self, Pane *pane, int width)
{
  if (pane->width == width)
    return;
  pane->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (
      G_OBJECT (self), properties[pane == &self->panes[GTK_PACK_START] ? PROP_START_WIDTH : PROP_END_WIDTH]);
}

static void
dragged (GtkGestureDrag *gesture, double x, double y, PostilPanes *self)
{
  Pane *pane = pane_of (self, GTK_GESTURE (gesture));
  const Pane *other = &self->panes[pane == &self->panes[GTK_PACK_START] ? GTK_PACK_END : GTK_PACK_START];
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean grows = (pane == &self->panes[GTK_PACK_START]) != mirrored;
  int most = gtk_widget_get_width (GTK_WIDGET (self)) - room_beside (other) - LINE_WIDTH - min_width (self->content);
  double edge;

  /* The grip moves with the edge, so what is told is how far it is behind: from where it is now. */
  gtk_gesture_drag_get_offset (gesture, &edge, NULL);
  edge = pane->taken + (grows ? edge : -edge);
  set_pane_width (self, pane, (int) CLAMP (edge, min_width (pane->child), MIN (most, MAX_WIDTH)));
}

static void
grip_pressed (GtkGestureClick *gesture, int n_press, double x, double y, PostilPanes *self)
{
  if (n_press == 2)
    set_pane_width (self, pane_of (self, GTK_GESTURE (gesture)), 0);
}

static GtkWidget *
new_grip (PostilPanes *self)
{
  GtkWidget *grip = gtk_center_box_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_center_box_set_center_widget (GTK_CENTER_BOX (grip), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_set_cursor_from_name (grip, "col-resize");
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged), self);
  g_signal_connect (click, "pressed", G_CALLBACK (grip_pressed), self);
  gtk_widget_add_controller (grip, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (grip, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_parent (grip, GTK_WIDGET (self));
  return grip;
}

static GtkWidget *
new_shield (PostilPanes *self)
{
  GtkWidget *shield = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_add_css_class (shield, "shield");
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (postil_panes_uncover), self);
  gtk_widget_add_controller (shield, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_parent (shield, GTK_WIDGET (self));
  return shield;
}

/* --- The object ------------------------------------------------------------------------------------------------------ */

/* Content lies lowest, then the grips, the shield and the panes, which are added last. */
static void
set_child (PostilPanes *self, GtkWidget **place, GtkWidget *child)
{
  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child != NULL && place == &self->content)
    gtk_widget_insert_before (child, GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self)));
  else if (child != NULL)
    gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

static void
postil_panes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostilPanes *self = POSTIL_PANES (object);

  switch (id)
    {
    case PROP_START_CHILD:
      g_value_set_object (value, self->panes[GTK_PACK_START].child);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_END_CHILD:
      g_value_set_object (value, self->panes[GTK_PACK_END].child);
      break;
    case PROP_SHOW_START:
      g_value_set_boolean (value, self->panes[GTK_PACK_START].shown);
      break;
    case PROP_SHOW_END:
      g_value_set_boolean (value, self->panes[GTK_PACK_END].shown);
      break;
    case PROP_START_WIDTH:
      g_value_set_int (value, self->panes[GTK_PACK_START].width);
      break;
    case PROP_END_WIDTH:
      g_value_set_int (value, self->panes[GTK_PACK_END].width);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->panes[GTK_PACK_START].folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postil_panes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostilPanes *self = POSTIL_PANES (object);

  switch (id)
    {
    case PROP_START_CHILD:
      set_child (self, &self->panes[GTK_PACK_START].child, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      set_child (self, &self->content, g_value_get_object (value));
      break;
    case PROP_END_CHILD:
      set_child (self, &self->panes[GTK_PACK_END].child, g_value_get_object (value));
      break;
    case PROP_SHOW_START:
      show_pane (self, GTK_PACK_START, g_value_get_boolean (value));
      break;
    case PROP_SHOW_END:
      show_pane (self, GTK_PACK_END, g_value_get_boolean (value));
      break;
    case PROP_START_WIDTH:
      set_pane_width (self, &self->panes[GTK_PACK_START], g_value_get_int (value));
      break;
    case PROP_END_WIDTH:
      set_pane_width (self, &self->panes[GTK_PACK_END], g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postil_panes_dispose (GObject *object)
{
  PostilPanes *self = POSTIL_PANES (object);
  GtkWidget *child;

  self->content = NULL;
  self->panes[GTK_PACK_START].child = NULL;
  self->panes[GTK_PACK_END].child = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (postil_panes_parent_class)->dispose (object);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer unused)
{
  PostilPanes *self = POSTIL_PANES (widget);
  gboolean covered = covers (&self->panes[GTK_PACK_START]) || covers (&self->panes[GTK_PACK_END]);

  postil_panes_uncover (self);
  return covered;
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_START_CHILD] = g_param_spec_object ("start-child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_END_CHILD] = g_param_spec_object ("end-child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SHOW_START] = g_param_spec_boolean ("show-start", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_END] = g_param_spec_boolean ("show-end", NULL, NULL, TRUE, flags);
  properties[PROP_START_WIDTH] = g_param_spec_int ("start-width", NULL, NULL, 0, MAX_WIDTH, 0, flags);
  properties[PROP_END_WIDTH] = g_param_spec_int ("end-width", NULL, NULL, 0, MAX_WIDTH, 0, flags);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
postil_panes_class_init (PostilPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = postil_panes_get_property;
  object_class->set_property = postil_panes_set_property;
  object_class->dispose = postil_panes_dispose;
  widget_class->measure = postil_panes_measure;
  widget_class->size_allocate = postil_panes_size_allocate;
  install_properties (object_class);
  gtk_widget_class_set_css_name (widget_class, "panes");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
postil_panes_init (PostilPanes *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  for (guint i = 0; i < G_N_ELEMENTS (self->panes); i++)
    {
      self->panes[i].shown = TRUE;
      self->panes[i].shown_beside = TRUE;
      self->panes[i].grip = new_grip (self);
    }
  self->shield = new_shield (self);
}

gboolean
postil_panes_get_narrow (PostilPanes *self)
{
  return postil_panes_is_folded (self, GTK_PACK_START);
}

gboolean
postil_panes_is_folded (PostilPanes *self, GtkPackType side)
{
  g_return_val_if_fail (POSTIL_IS_PANES (self), FALSE);
  return self->panes[side].folded;
}

void
postil_panes_uncover (PostilPanes *self)
{
  g_return_if_fail (POSTIL_IS_PANES (self));
  for (guint i = 0; i < G_N_ELEMENTS (self->panes); i++)
    if (self->panes[i].folded)
      show_pane (self, (GtkPackType) i, FALSE);
}
