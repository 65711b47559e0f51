/* day-chart.h - spans by day as columns, with the days under them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_DAY_CHART (postil_day_chart_get_type ())
G_DECLARE_FINAL_TYPE (PostilDayChart, postil_day_chart, POSTIL, DAY_CHART, GtkWidget)

#define POSTIL_DAY_CHART_DAYS 28

GtkWidget *postil_day_chart_new (void);
/* @counts: one a day, the last for @last_day (days since 1970). */
void       postil_day_chart_set (PostilDayChart *self, const guint counts[POSTIL_DAY_CHART_DAYS], gint64 last_day);

G_END_DECLS
