/* import-report.h - what an import brought in, file by file, and every complaint with its line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <postil/report.h>

G_BEGIN_DECLS

/* One sentence: "12 documents added, 3 known already, 1 refused". (transfer full) */
char *postil_import_report_summary (const PostilReportCounts *counts);
/* All of it as plain text, refused things first within each file. (transfer full) */
char *postil_import_report_text    (const PostilReport *report);
/*
 * A window that stays until it is closed. @rehearsed (nullable): nothing was changed yet, and these paths can be imported
 * from here by "win.import-paths". Unaligned spans can be seen to by "win.unaligned".
 */
void  postil_import_report_show    (GtkWindow *parent, const PostilReport *report, const char *const *rehearsed);

G_END_DECLS
