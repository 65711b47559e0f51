/* bulk-dialog.h - one decision for all suggestions of a source, a label and a score, looked through beforehand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_BULK_DIALOG (postil_bulk_dialog_get_type ())
/* ::decide (PostilMany *, uint) when it is meant: what, and about how many. Then it closes. */
G_DECLARE_FINAL_TYPE (PostilBulkDialog, postil_bulk_dialog, POSTIL, BULK_DIALOG, AdwWindow)

/* Begins with @source and @label (0: any), from @min_score (0 to 1) on. */
GtkWidget *postil_bulk_dialog_new (GtkWindow *parent, PostilSession *session, PostilId source, PostilId label,
                                   double min_score);
/* Whether what it touches is being read. */
gboolean postil_bulk_dialog_is_busy (PostilBulkDialog *self);

G_END_DECLS
