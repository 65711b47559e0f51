/* share-bar.c - a bar of up to three parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "share-bar.h"

#include "label-tone.h"

#include <adwaita.h>

#define HEIGHT 12
#define RADIUS 3.f
#define STEP 6.f /* between two strokes of a hatching */

struct _PostilShareBar
{
  GtkWidget parent_instance;
  char *colour;     /* NULL: the text's */
  double shares[3]; /* of the width: filled, hatched, framed */
};

G_DEFINE_FINAL_TYPE (PostilShareBar, postil_share_bar, GTK_TYPE_WIDGET)

static GdkRGBA
get_ink (PostilShareBar *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GdkRGBA page = { 1, 1, 1, 1 };
  GdkRGBA ink;

  if (self->colour == NULL)
    {
      gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ink);
      return ink;
    }
  if (adw_style_manager_get_dark (style))
    gdk_rgba_parse (&page, "#1e1e1e");
  return postil_tone_for (self->colour, &page, adw_style_manager_get_high_contrast (style)).line;
}

static void
append_frame (GtkSnapshot *snapshot, const GskRoundedRect *rect, const GdkRGBA *ink)
{
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colours[4] = { *ink, *ink, *ink, *ink };

  gtk_snapshot_append_border (snapshot, rect, widths, colours);
}

static void
append_hatching (GtkSnapshot *snapshot, const graphene_rect_t *bounds, const GdkRGBA *ink)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, bounds);
  float bottom = bounds->origin.y + bounds->size.height;

  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, 1.5);
  for (float x = bounds->origin.x - bounds->size.height; x < bounds->origin.x + bounds->size.width; x += STEP)
    {
      cairo_move_to (cr, x, bottom);
      cairo_line_to (cr, x + bounds->size.height, bounds->origin.y);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
postil_share_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilShareBar *self = POSTIL_SHARE_BAR (widget);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (widget);
  float y = (gtk_widget_get_height (widget) - HEIGHT) / 2.f;
  GdkRGBA ink = get_ink (self);
  float at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->shares); i++)
    {
      float part = (float) self->shares[i] * width;
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (from_right ? width - at - part : at, y, part, HEIGHT);
      GskRoundedRect rect;

      at += part;
      if (part <= 0)
        continue;
      gsk_rounded_rect_init_from_rect (&rect, &bounds, RADIUS);
      gtk_snapshot_push_rounded_clip (snapshot, &rect);
      if (i == 0)
        gtk_snapshot_append_color (snapshot, &ink, &bounds);
      else if (i == 1)
        append_hatching (snapshot, &bounds, &ink);
      gtk_snapshot_pop (snapshot);
      append_frame (snapshot, &rect, &ink);
    }
}

static void
postil_share_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 48 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : HEIGHT;
}

static void
postil_share_bar_finalize (GObject *object)
{
  g_free (POSTIL_SHARE_BAR (object)->colour);
  G_OBJECT_CLASS (postil_share_bar_parent_class)->finalize (object);
}

static void
postil_share_bar_class_init (PostilShareBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postil_share_bar_finalize;
  widget_class->snapshot = postil_share_bar_snapshot;
  widget_class->measure = postil_share_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
postil_share_bar_init (PostilShareBar *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
postil_share_bar_new (const char *colour)
{
  PostilShareBar *self = g_object_new (POSTIL_TYPE_SHARE_BAR, NULL);

  self->colour = g_strdup (colour);
  return GTK_WIDGET (self);
}

void
postil_share_bar_set (PostilShareBar *self, double filled, double hatched, double framed, double whole,
                      const char *words)
{
  const double parts[3] = { filled, hatched, framed };

  g_return_if_fail (POSTIL_IS_SHARE_BAR (self));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    self->shares[i] = whole > 0 ? CLAMP (parts[i] / whole, 0, 1) : 0;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
