/* export-dialog.h - what to export, what of it fits, the first rows as they will be, and where to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <postil/postil.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_EXPORT_DIALOG (postil_export_dialog_get_type ())
/**
 * PostilExportDialog:
 *
 * Signals, run-last:
 *   ::exported (string sentence)            the file is there, proven; the sentence says so
 *   ::jump (gint64 document, gint64 span)   somebody wants to see that place; the dialog has closed. @span may be 0.
 *
 * Failures stay visible in the dialog.
 */
G_DECLARE_FINAL_TYPE (PostilExportDialog, postil_export_dialog, POSTIL, EXPORT_DIALOG, AdwWindow)

GtkWidget *postil_export_dialog_new (GtkWindow *parent, PostilProject *project);

G_END_DECLS
