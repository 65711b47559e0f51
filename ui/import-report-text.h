/* import-report-text.h - what an import brought in, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/report.h>

G_BEGIN_DECLS

/* One sentence without its full stop: "12 documents added, 3 documents known already, 1 refused". (transfer full) */
char *postil_import_report_summary (const PostilReportCounts *counts);
/* File by file, with an empty line between, what was refused first. (transfer full) */
char *postil_import_report_text    (const PostilReport *report);

G_END_DECLS
