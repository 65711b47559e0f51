/* window.h - a window on one project: navigation between list, document, review and inspector
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "application.h"
#include "session.h"

G_BEGIN_DECLS

#define POSTIL_TYPE_WINDOW (postil_window_get_type ())
/**
 * PostilWindow:
 *
 * Holds at most one project, and owns nothing but navigation: what happens to spans is the session's business, what is
 * shown the pages'. Pages ask for things by the window's actions ("win.open-document", "win.label", ...).
 */
G_DECLARE_FINAL_TYPE (PostilWindow, postil_window, POSTIL, WINDOW, AdwApplicationWindow)

GtkWidget     *postil_window_new            (PostilApplication *application);
PostilProject *postil_window_get_project    (PostilWindow *self); /* NULL: the welcome page */
PostilSession *postil_window_get_session    (PostilWindow *self);
/* Shows the first unread document at once. FALSE after saying in the window why not; what was shown stays. */
gboolean       postil_window_open_project   (PostilWindow *self, const char *path);
gboolean       postil_window_create_project (PostilWindow *self, const char *path);
/* Files and folders; needs a project. Suggesters run over what came in. */
void           postil_window_import         (PostilWindow *self, const char *const *paths);
/* Stays until it is closed or something succeeds. @what says what did not work; @error (nullable) why. */
void           postil_window_fail           (PostilWindow *self, const char *what, const GError *error);
/* @text is plain, not markup. */
void           postil_window_toast          (PostilWindow *self, const char *text, gboolean with_undo);

G_END_DECLS
