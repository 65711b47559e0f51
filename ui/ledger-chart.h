/* ledger-chart.h - a small picture of how proposals fared from day to day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <postil/ledger.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LEDGER_CHART (postil_ledger_chart_get_type ())
/* One bar for each day with decisions, the latest at the right: the kept ones full, the rejected ones hollow above them. */
G_DECLARE_FINAL_TYPE (PostilLedgerChart, postil_ledger_chart, POSTIL, LEDGER_CHART, GtkWidget)

/* @days: GArray of PostilLedgerDay, copied. */
GtkWidget *postil_ledger_chart_new (GArray *days);

G_END_DECLS
