/* label-dot.c - the small sign of a label
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-dot.h"

#include "label-tone.h"

#include <adwaita.h>

#define SIZE 12

struct _PostilLabelDot
{
  GtkWidget       parent_instance;
  char           *colour; /* NULL: nothing to draw */
  PostilLabelKind kind;
};

G_DEFINE_FINAL_TYPE (PostilLabelDot, postil_label_dot, GTK_TYPE_WIDGET)

static PostilTone
get_tone (PostilLabelDot *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GdkRGBA page = { 1, 1, 1, 1 };

  if (adw_style_manager_get_dark (style))
    gdk_rgba_parse (&page, "#1e1e1e");
  return postil_tone_for (self->colour, &page, adw_style_manager_get_high_contrast (style));
}

static void
fill (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width, float height, float radius)
{
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect, &GRAPHENE_RECT_INIT (x, y, width, height), radius);
  gtk_snapshot_push_rounded_clip (snapshot, &rect);
  gtk_snapshot_append_color (snapshot, colour, &rect.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
frame (GtkSnapshot *snapshot, const GdkRGBA *colour, float radius)
{
  const float widths[4] = { 2, 2, 2, 2 };
  const GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect, &GRAPHENE_RECT_INIT (0, 0, SIZE, SIZE), radius);
  gtk_snapshot_append_border (snapshot, &rect, widths, colours);
}

static void
postil_label_dot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilLabelDot *self = POSTIL_LABEL_DOT (widget);
  PostilTone tone;

  if (self->colour == NULL)
    return;
  tone = get_tone (self);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((gtk_widget_get_width (widget) - SIZE) / 2.f,
                                                          (gtk_widget_get_height (widget) - SIZE) / 2.f));
  switch (self->kind)
    {
    case POSTIL_LABEL_ENTITY:
      fill (snapshot, &tone.line, 0, 0, SIZE, SIZE, 3);
      break;
    case POSTIL_LABEL_QUOTE:
      fill (snapshot, &tone.tint, 0, 0, SIZE, SIZE, 2);
      fill (snapshot, &tone.line, 0, 0, 4, SIZE, 2);
      break;
    case POSTIL_LABEL_ACT:
      fill (snapshot, &tone.tint, 0, 0, SIZE, SIZE, 2);
      fill (snapshot, &tone.line, 0, SIZE - 4, SIZE, 4, 2);
      break;
    case POSTIL_LABEL_RELATION:
      frame (snapshot, &tone.line, SIZE / 2.f);
      break;
    case POSTIL_LABEL_STRUCTURE:
    case POSTIL_LABEL_DOCUMENT:
    default:
      frame (snapshot, &tone.line, 2);
      break;
    }
  gtk_snapshot_restore (snapshot);
}

static void
postil_label_dot_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
postil_label_dot_finalize (GObject *object)
{
  g_free (POSTIL_LABEL_DOT (object)->colour);
  G_OBJECT_CLASS (postil_label_dot_parent_class)->finalize (object);
}

static void
postil_label_dot_class_init (PostilLabelDotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postil_label_dot_finalize;
  widget_class->snapshot = postil_label_dot_snapshot;
  widget_class->measure = postil_label_dot_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
postil_label_dot_init (PostilLabelDot *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
postil_label_dot_new (void)
{
  return g_object_new (POSTIL_TYPE_LABEL_DOT, NULL);
}

void
postil_label_dot_set_label (PostilLabelDot *self, const PostilLabel *label)
{
  g_return_if_fail (POSTIL_IS_LABEL_DOT (self));
  g_clear_pointer (&self->colour, g_free);
  if (label != NULL)
    {
      self->colour = g_strdup (label->colour != NULL ? label->colour : "");
      self->kind = label->kind;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
