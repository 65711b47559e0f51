/* export-run.h - one export from "go" to the file: progress, stopping, and what is remembered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <postil/project.h>

G_BEGIN_DECLS

/* @sentence says what was written where, and what proves it; NULL: @error says why there is no file. Stopped is an error,
 * too. */
typedef void (*PostilExportDone) (const char *sentence, const GError *error, gpointer owner);

/*
 * Writes in the background, with a window over @parent once it takes long. What was written becomes the project's last
 * export; @name (nullable) is the profile that it was made with. @owner (a GObject) is kept until @done was called.
 */
void postil_export_run (GtkWindow *parent, PostilProject *project, const PostilProfile *profile, const char *name,
                        const char *path, PostilExportDone done, gpointer owner);

G_END_DECLS
