/* unaligned-dialog.h - spans that an import could not place, with the likeliest places for each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_UNALIGNED_DIALOG (postil_unaligned_dialog_get_type ())
/**
 * PostilUnalignedDialog:
 *
 * One list to walk by arrow keys: Enter places a span where the row says, Delete dismisses it, Ctrl+Z takes the last step
 * back. Emits ::show-document (gint64 document) when somebody wants to look for the place themselves; it has closed by then.
 */
G_DECLARE_FINAL_TYPE (PostilUnalignedDialog, postil_unaligned_dialog, POSTIL, UNALIGNED_DIALOG, AdwWindow)

GtkWidget *postil_unaligned_dialog_new (GtkWindow *parent, PostilSession *session);

G_END_DECLS
