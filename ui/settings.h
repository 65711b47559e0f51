/* settings.h - what the program remembers between runs: theme, font, keys, window size, panes, recent projects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_THEME_SYSTEM,
  POSTIL_THEME_LIGHT,
  POSTIL_THEME_DARK,
} PostilTheme;

const char *postil_theme_to_string   (PostilTheme theme); /* "system", "light", "dark" */
gboolean    postil_theme_from_string (const char *name, PostilTheme *theme);

/* Whether this program is the one in the build folder: what was installed may be older than it. */
gboolean postil_runs_where_built (void);

#define POSTIL_TYPE_SETTINGS (postil_settings_get_type ())
/**
 * PostilSettings:
 *
 * The program's GSettings, and those of them that are more than one value. The schema is the one beside the program when it
 * runs from the folder where it was built, else the installed one; without any the program ends with a
 * word about it. Main thread only. Emits ::recent-changed.
 */
G_DECLARE_FINAL_TYPE (PostilSettings, postil_settings, POSTIL, SETTINGS, GObject)

PostilSettings *postil_settings_new (void) G_GNUC_WARN_UNUSED_RESULT;
GSettings      *postil_settings_get (PostilSettings *self);

PostilTheme postil_settings_get_theme (PostilSettings *self);
void        postil_settings_get_size  (PostilSettings *self, int *width, int *height, gboolean *maximized);
void        postil_settings_set_size  (PostilSettings *self, int width, int height, gboolean maximized);
/* The program that was last asked for suggestions, as a line that a shell would take apart. (transfer full) */
char       *postil_settings_get_command (PostilSettings *self);
/* How long it may give no answer. */
guint       postil_settings_get_command_seconds (PostilSettings *self);
void        postil_settings_set_command (PostilSettings *self, const char *line, guint seconds);
/* Absolute paths of projects that are still there, latest first, NULL-terminated. (transfer full) */
char      **postil_settings_get_recent (PostilSettings *self);
/* Rules that came with a project and that the user agreed to run, by fingerprint. */
gboolean    postil_settings_trusts (PostilSettings *self, const char *fingerprint);
void        postil_settings_trust  (PostilSettings *self, const char *fingerprint);
void        postil_settings_add_recent (PostilSettings *self, const char *path);

G_END_DECLS
