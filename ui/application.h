/* application.h - one running Postil: its windows, command line, settings and program-wide actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "key-map.h"
#include "settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_APPLICATION (postil_application_get_type ())
/**
 * PostilApplication:
 *
 * A project is open in at most one window of one process: asking for it again presents that window.
 */
G_DECLARE_FINAL_TYPE (PostilApplication, postil_application, POSTIL, APPLICATION, AdwApplication)

PostilApplication *postil_application_new          (void) G_GNUC_WARN_UNUSED_RESULT;
PostilSettings    *postil_application_get_settings (PostilApplication *self);
PostilKeyMap      *postil_application_get_keys     (PostilApplication *self);
/* In @from when that window holds no project (NULL: any such window), else in a new one. */
void               postil_application_open_project (PostilApplication *self, GtkWindow *from, const char *path);
/* Makes the file @path and opens it; a file that stands there goes to the trash first, because the file chooser has asked.
 * @import (nullable): what to bring in at once. */
void               postil_application_new_project  (PostilApplication *self, GtkWindow *from, const char *path,
                                                    const char *const *import);

G_END_DECLS
