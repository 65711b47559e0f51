/* work-dialog.h - something takes a while: how far it is, and a way to stop it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_WORK_DIALOG (postil_work_dialog_get_type ())
/**
 * PostilWorkDialog:
 *
 * Modal; comes up only when the work takes longer than a moment. Closing it stops the work. Whoever made it destroys it
 * when the work has ended.
 */
G_DECLARE_FINAL_TYPE (PostilWorkDialog, postil_work_dialog, POSTIL, WORK_DIALOG, AdwWindow)

PostilWorkDialog *postil_work_dialog_new (GtkWindow *parent, const char *heading, GCancellable *cancellable);
/* @fraction < 0: nobody knows how far it is. */
void              postil_work_dialog_tell (PostilWorkDialog *self, const char *text, double fraction);

G_END_DECLS
