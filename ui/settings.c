/* settings.c - what the program remembers between runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "settings.h"

#include <gio/gio.h>

#define GROUP "postil"
#define MAX_RECENT 12

struct _PostilSettings
{
  GObject   parent_instance;
  char     *path;
  GKeyFile *file;
};

enum
{
  RECENT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const theme_names[] = { "system", "light", "dark" };

G_DEFINE_TYPE (PostilSettings, postil_settings, G_TYPE_OBJECT)

const char *
postil_theme_to_string (PostilTheme theme)
{
  g_return_val_if_fail (theme < G_N_ELEMENTS (theme_names), NULL);
  return theme_names[theme];
}

gboolean
postil_theme_from_string (const char *name, PostilTheme *theme)
{
  for (guint i = 0; i < G_N_ELEMENTS (theme_names); i++)
    if (g_strcmp0 (theme_names[i], name) == 0)
      {
        *theme = i;
        return TRUE;
      }
  return FALSE;
}

static void
postil_settings_finalize (GObject *object)
{
  PostilSettings *self = POSTIL_SETTINGS (object);

  g_free (self->path);
  g_key_file_unref (self->file);
  G_OBJECT_CLASS (postil_settings_parent_class)->finalize (object);
}

static void
postil_settings_class_init (PostilSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_settings_finalize;
  signals[RECENT_CHANGED] = g_signal_new ("recent-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_settings_init (PostilSettings *self)
{
  self->path = g_build_filename (g_get_user_config_dir (), "postil", "settings.ini", NULL);
  self->file = g_key_file_new ();
}

PostilSettings *
postil_settings_new (void)
{
  PostilSettings *self = g_object_new (POSTIL_TYPE_SETTINGS, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_key_file_load_from_file (self->file, self->path, G_KEY_FILE_KEEP_COMMENTS, &error) &&
      !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_warning ("Cannot read %s: %s", self->path, error->message);
  return self;
}

static void
save (PostilSettings *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_key_file_save_to_file (self->file, self->path, &error))
    g_warning ("Cannot write %s: %s", self->path, error != NULL ? error->message : "its folder cannot be made");
}

PostilTheme
postil_settings_get_theme (PostilSettings *self)
{
  g_autofree char *name = g_key_file_get_string (self->file, GROUP, "theme", NULL);
  PostilTheme theme = POSTIL_THEME_SYSTEM;

  postil_theme_from_string (name, &theme);
  return theme;
}

void
postil_settings_set_theme (PostilSettings *self, PostilTheme theme)
{
  g_key_file_set_string (self->file, GROUP, "theme", postil_theme_to_string (theme));
  save (self);
}

void
postil_settings_get_size (PostilSettings *self, int *width, int *height, gboolean *maximized)
{
  int saved_width = g_key_file_get_integer (self->file, GROUP, "width", NULL);
  int saved_height = g_key_file_get_integer (self->file, GROUP, "height", NULL);

  *width = saved_width > 0 ? saved_width : 1200;
  *height = saved_height > 0 ? saved_height : 780;
  *maximized = g_key_file_get_boolean (self->file, GROUP, "maximized", NULL);
}

void
postil_settings_set_size (PostilSettings *self, int width, int height, gboolean maximized)
{
  g_key_file_set_boolean (self->file, GROUP, "maximized", maximized);
  if (!maximized)
    {
      g_key_file_set_integer (self->file, GROUP, "width", width);
      g_key_file_set_integer (self->file, GROUP, "height", height);
    }
  save (self);
}

char **
postil_settings_get_recent (PostilSettings *self)
{
  g_auto (GStrv) paths = g_key_file_get_string_list (self->file, GROUP, "recent", NULL, NULL);
  g_autoptr (GStrvBuilder) there = g_strv_builder_new ();

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    if (g_file_test (paths[i], G_FILE_TEST_IS_REGULAR))
      g_strv_builder_add (there, paths[i]);
  return g_strv_builder_end (there);
}

void
postil_settings_add_recent (PostilSettings *self, const char *path)
{
  g_auto (GStrv) old = postil_settings_get_recent (self);
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  g_ptr_array_add (paths, (gpointer) path);
  for (guint i = 0; old[i] != NULL && paths->len < MAX_RECENT; i++)
    if (g_strcmp0 (old[i], path) != 0)
      g_ptr_array_add (paths, old[i]);
  g_key_file_set_string_list (self->file, GROUP, "recent", (const char *const *) paths->pdata, paths->len);
  save (self);
  g_signal_emit (self, signals[RECENT_CHANGED], 0);
}
