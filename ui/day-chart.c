/* day-chart.c - one column a day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "day-chart.h"

#include <glib/gi18n.h>

#define COLUMNS_HEIGHT 96
#define GAP 3.f
#define EACH_LABEL 7 /* days */

struct _PostilDayChart
{
  GtkWidget parent_instance;
  guint counts[POSTIL_DAY_CHART_DAYS];
  guint most;
  gint64 last_day;
};

G_DEFINE_FINAL_TYPE (PostilDayChart, postil_day_chart, GTK_TYPE_WIDGET)

static char *
name_day (gint64 day, const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 24 * 60 * 60);

  return date != NULL ? g_date_time_format (date, format) : g_strdup ("");
}

static void
append_words (PostilDayChart *self, GtkSnapshot *snapshot, const char *words, float x, float y, float width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  GdkRGBA ink;
  int w;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ink);
  pango_layout_get_pixel_size (layout, &w, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (CLAMP (x - w / 2.f, 0, MAX (0, width - w)), y));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
postil_day_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilDayChart *self = POSTIL_DAY_CHART (widget);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (widget);
  float step = width / POSTIL_DAY_CHART_DAYS;
  GdkRGBA ink;
  GdkRGBA faint;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  faint = ink;
  faint.alpha *= 0.25f;
  gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT (0, COLUMNS_HEIGHT, width, 1));
  for (guint i = 0; i < POSTIL_DAY_CHART_DAYS; i++)
    {
      float x = (from_right ? POSTIL_DAY_CHART_DAYS - 1 - i : i) * step;
      float height = self->most > 0 ? (float) self->counts[i] * (COLUMNS_HEIGHT - 4) / self->most : 0;

      if (self->counts[i] > 0)
        gtk_snapshot_append_color (snapshot, &ink,
                                   &GRAPHENE_RECT_INIT (x + GAP / 2, COLUMNS_HEIGHT - MAX (2, height),
                                                        MAX (1, step - GAP), MAX (2, height)));
      if ((POSTIL_DAY_CHART_DAYS - 1 - i) % EACH_LABEL == 0)
        {
          g_autofree char *day = name_day (self->last_day - (POSTIL_DAY_CHART_DAYS - 1 - i), _ ("%e %b"));

          append_words (self, snapshot, g_strstrip (day), x + step / 2, COLUMNS_HEIGHT + 4, width);
        }
    }
}

static void
postil_day_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : COLUMNS_HEIGHT + 4 + height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : *minimum;
}

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  PostilDayChart *self = POSTIL_DAY_CHART (widget);
  int width = gtk_widget_get_width (widget);
  int i = keyboard || width <= 0 ? -1 : x * POSTIL_DAY_CHART_DAYS / width;
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (i < 0 || i >= POSTIL_DAY_CHART_DAYS || y > COLUMNS_HEIGHT)
    return FALSE;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    i = POSTIL_DAY_CHART_DAYS - 1 - i;
  day = name_day (self->last_day - (POSTIL_DAY_CHART_DAYS - 1 - i), _ ("%A, %e %B"));
  text = g_strdup_printf ("%s: %u", day, self->counts[i]);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
postil_day_chart_class_init (PostilDayChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = postil_day_chart_snapshot;
  widget_class->measure = postil_day_chart_measure;
  widget_class->query_tooltip = query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
postil_day_chart_init (PostilDayChart *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
postil_day_chart_new (void)
{
  return g_object_new (POSTIL_TYPE_DAY_CHART, NULL);
}

/* What the columns say, to those who cannot see them: the days with spans, latest first. */
static char *
describe (PostilDayChart *self)
{
  GString *words = g_string_new (_ ("Spans kept by day"));

  for (guint i = POSTIL_DAY_CHART_DAYS; i-- > 0;)
    if (self->counts[i] > 0)
      {
        g_autofree char *day = name_day (self->last_day - (POSTIL_DAY_CHART_DAYS - 1 - i), _ ("%e %B"));

        g_string_append_printf (words, "; %s: %u", g_strstrip (day), self->counts[i]);
      }
  return g_string_free (words, FALSE);
}

void
postil_day_chart_set (PostilDayChart *self, const guint counts[POSTIL_DAY_CHART_DAYS], gint64 last_day)
{
  g_autofree char *words = NULL;

  g_return_if_fail (POSTIL_IS_DAY_CHART (self));
  self->most = 0;
  self->last_day = last_day;
  for (guint i = 0; i < POSTIL_DAY_CHART_DAYS; i++)
    {
      self->counts[i] = counts[i];
      self->most = MAX (self->most, counts[i]);
    }
  words = describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
