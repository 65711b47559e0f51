/* label-sample.c - how a label looks on the light and on the dark page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-sample.h"

#include "label-tone.h"

#define HEIGHT 44
#define PAD 12

struct _PostilLabelSample
{
  GtkWidget parent_instance;
  char *name;
  char *colour;
};

G_DEFINE_FINAL_TYPE (PostilLabelSample, postil_label_sample, GTK_TYPE_WIDGET)

static const GdkRGBA pages[] = { { 1, 1, 1, 1 }, { 0.118f, 0.118f, 0.118f, 1 } };

void
postil_label_sample_contrast (const char *colour, double *light, double *dark)
{
  PostilTone on_light = postil_tone_for (colour, &pages[0], FALSE);
  PostilTone on_dark = postil_tone_for (colour, &pages[1], FALSE);

  *light = postil_tone_contrast (&on_light.ink, &pages[0]);
  *dark = postil_tone_contrast (&on_dark.ink, &pages[1]);
}

/* The name as an entity is tinted, and as an act is underlined. */
static void
draw_half (PostilLabelSample *self, GtkSnapshot *snapshot, const GdkRGBA *page, float x, float width)
{
  PostilTone tone = postil_tone_for (self->colour, page, FALSE);
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->name);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  PangoRectangle words;
  int text_width, text_height;
  float left = x + PAD;
  float y;

  pango_layout_set_width (layout, (int) MAX (1, width - 2 * PAD) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_extents (layout, NULL, &words);
  text_width = words.width;
  text_height = words.height;
  y = (HEIGHT - (float) text_height) / 2;
  if (rtl)
    left = x + width - PAD - (float) text_width;
  gtk_snapshot_append_color (snapshot, page, &GRAPHENE_RECT_INIT (x, 0, width, HEIGHT));
  gtk_snapshot_append_color (snapshot, &tone.tint,
                             &GRAPHENE_RECT_INIT (left - 4, y - 2, (float) text_width + 8, (float) text_height + 4));
  gtk_snapshot_append_color (snapshot, &tone.line,
                             &GRAPHENE_RECT_INIT (left - 4, y + (float) text_height + 2, (float) text_width + 8, 3));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (left - (float) words.x, y));
  gtk_snapshot_append_layout (snapshot, layout, &tone.ink);
  gtk_snapshot_restore (snapshot);
  g_object_unref (layout);
}

static void
postil_label_sample_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilLabelSample *self = POSTIL_LABEL_SAMPLE (widget);
  float width = (float) gtk_widget_get_width (widget);
  GskRoundedRect frame;

  if (self->name == NULL)
    return;
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, width, HEIGHT), 8);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  draw_half (self, snapshot, &pages[0], 0, width / 2);
  draw_half (self, snapshot, &pages[1], width / 2, width / 2);
  gtk_snapshot_pop (snapshot);
}

static void
postil_label_sample_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 160;
}

static void
postil_label_sample_finalize (GObject *object)
{
  g_free (POSTIL_LABEL_SAMPLE (object)->name);
  g_free (POSTIL_LABEL_SAMPLE (object)->colour);
  G_OBJECT_CLASS (postil_label_sample_parent_class)->finalize (object);
}

static void
postil_label_sample_class_init (PostilLabelSampleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postil_label_sample_finalize;
  widget_class->snapshot = postil_label_sample_snapshot;
  widget_class->measure = postil_label_sample_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
postil_label_sample_init (PostilLabelSample *self)
{
}

GtkWidget *
postil_label_sample_new (void)
{
  return g_object_new (POSTIL_TYPE_LABEL_SAMPLE, NULL);
}

void
postil_label_sample_set_label (PostilLabelSample *self, const char *name, const char *colour)
{
  g_return_if_fail (POSTIL_IS_LABEL_SAMPLE (self));
  g_free (self->name);
  g_free (self->colour);
  self->name = g_strdup (name);
  self->colour = g_strdup (colour);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
