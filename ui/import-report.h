/* import-report.h - what an import brought in, and every complaint with its file and line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <postil/report.h>

G_BEGIN_DECLS

/* One sentence: "12 documents added, 3 known already, 1 refused". (transfer full) */
char *postil_import_report_summary (const PostilReport *report);
/* A window that stays until it is closed. */
void  postil_import_report_show    (GtkWindow *parent, const PostilReport *report);

G_END_DECLS
