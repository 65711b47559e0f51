/* ledger-chart.c - a small picture of how proposals fared from day to day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger-chart.h"

#include <glib/gi18n.h>

#define N_DAYS 14
#define BAR 5
#define GAP 2
#define HEIGHT 24

struct _PostilLedgerChart
{
  GtkWidget parent_instance;
  GArray   *days; /* the latest ones */
};

G_DEFINE_FINAL_TYPE (PostilLedgerChart, postil_ledger_chart, GTK_TYPE_WIDGET)

static void
postil_ledger_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilLedgerChart *self = POSTIL_LEDGER_CHART (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  guint most = 1;
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  for (guint i = 0; i < self->days->len; i++)
    {
      const PostilLedgerDay *day = &g_array_index (self->days, PostilLedgerDay, i);

      most = MAX (most, day->n_right + day->n_wrong);
    }
  for (guint i = 0; i < self->days->len; i++)
    {
      const PostilLedgerDay *day = &g_array_index (self->days, PostilLedgerDay, i);
      float x = width - (float) (self->days->len - i) * (BAR + GAP);
      float right = height * (float) day->n_right / (float) most;
      float wrong = height * (float) day->n_wrong / (float) most;
      GdkRGBA pale = colour;
      GskRoundedRect outline;

      pale.alpha *= 0.55f;
      gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, height - right, BAR, right));
      if (wrong < 1)
        continue;
      gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, height - right - wrong, BAR, wrong), 0);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ pale, pale, pale, pale });
    }
}

static void
postil_ledger_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? N_DAYS * (BAR + GAP) : HEIGHT;
}

static void
postil_ledger_chart_finalize (GObject *object)
{
  g_clear_pointer (&POSTIL_LEDGER_CHART (object)->days, g_array_unref);
  G_OBJECT_CLASS (postil_ledger_chart_parent_class)->finalize (object);
}

static void
postil_ledger_chart_class_init (PostilLedgerChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postil_ledger_chart_finalize;
  widget_class->snapshot = postil_ledger_chart_snapshot;
  widget_class->measure = postil_ledger_chart_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
postil_ledger_chart_init (PostilLedgerChart *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
postil_ledger_chart_new (GArray *days)
{
  PostilLedgerChart *self = g_object_new (POSTIL_TYPE_LEDGER_CHART, NULL);
  guint first = days->len > N_DAYS ? days->len - N_DAYS : 0;
  g_autoptr (GString) text = g_string_new (_ ("Decisions by day:"));

  self->days = g_array_new (FALSE, FALSE, sizeof (PostilLedgerDay));
  g_array_append_vals (self->days, &g_array_index (days, PostilLedgerDay, first), days->len - first);
  for (guint i = 0; i < self->days->len; i++)
    {
      const PostilLedgerDay *day = &g_array_index (self->days, PostilLedgerDay, i);
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day->day * 86400);
      g_autofree char *name = date != NULL ? g_date_time_format (date, "%x") : g_strdup ("");

      g_string_append_printf (text, _ ("\n%s: %u right, %u wrong"), name, day->n_right, day->n_wrong);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
  return GTK_WIDGET (self);
}
