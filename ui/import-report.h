/* import-report.h - what an import brought in, file by file, and every complaint with its line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "import-report-text.h"

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A window that stays until it is closed. @rehearsed (nullable): nothing was changed yet, and these paths can be imported
 * from here by "win.import-paths". Unaligned spans can be seen to by "win.unaligned".
 */
void postil_import_report_show    (GtkWindow *parent, const PostilReport *report, const char *const *rehearsed);

/* What else has a report with complaints: a program's answers. */
void postil_complaints_show (GtkWindow *parent, const char *title, const char *heading, const PostilReport *report);

G_END_DECLS
