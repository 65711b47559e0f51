/* wrap-layout.c - lays children out in lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wrap-layout.h"

struct _PostilWrapLayout
{
  GtkLayoutManager parent_instance;
  int              spacing;
  gboolean         single_line;
};

G_DEFINE_FINAL_TYPE (PostilWrapLayout, postil_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
postil_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (PostilWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  int widest = 0;
  int sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &child_natural, NULL, NULL);
      widest = MAX (widest, child_natural);
      sum += child_natural + (sum > 0 ? self->spacing : 0);
    }
  *minimum = self->single_line ? sum : widest;
  *natural = sum;
}

/* Places the children in @width and returns the height they take; only measures unless @place. */
static int
flow (PostilWrapLayout *self, GtkWidget *widget, int width, gboolean place)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition size;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, NULL, &size);
      if (!self->single_line && x > 0 && x + size.width > width)
        {
          x = 0;
          y += line_height + self->spacing;
          line_height = 0;
        }
      if (place)
        {
          int left = rtl ? width - x - size.width : x;

          gtk_widget_size_allocate (child, &(GtkAllocation){ left, y, size.width, size.height }, -1);
        }
      x += size.width + self->spacing;
      line_height = MAX (line_height, size.height);
    }
  return y + line_height;
}

static void
postil_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  PostilWrapLayout *self = POSTIL_WRAP_LAYOUT (manager);
  int least;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  if (for_size < 0)
    measure_width (self, widget, &least, &for_size);
  *minimum = *natural = flow (self, widget, for_size, FALSE);
}

static void
postil_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  flow (POSTIL_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
postil_wrap_layout_class_init (PostilWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = postil_wrap_layout_get_request_mode;
  layout_class->measure = postil_wrap_layout_measure;
  layout_class->allocate = postil_wrap_layout_allocate;
}

static void
postil_wrap_layout_init (PostilWrapLayout *self)
{
}

GtkLayoutManager *
postil_wrap_layout_new (int spacing)
{
  PostilWrapLayout *self = g_object_new (POSTIL_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}

void
postil_wrap_layout_set_single_line (PostilWrapLayout *self, gboolean single_line)
{
  g_return_if_fail (POSTIL_IS_WRAP_LAYOUT (self));
  if (self->single_line == single_line)
    return;
  self->single_line = single_line;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
