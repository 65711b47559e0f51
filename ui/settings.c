/* settings.c - what the program remembers between runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "settings.h"

#define SCHEMA "io.github.postil.Postil"
#define MAX_RECENT 12
#define MAX_TRUSTED 200 /* each version of a rule counts; the oldest go */

struct _PostilSettings
{
  GObject parent_instance;
  GSettings *settings;
};

enum
{
  RECENT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const theme_names[] = { "system", "light", "dark" };

G_DEFINE_FINAL_TYPE (PostilSettings, postil_settings, G_TYPE_OBJECT)

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

gboolean
postil_runs_where_built (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL && g_str_has_prefix (program, POSTIL_BUILD_DIR "/");
}

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *usual = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) built = NULL;
  GSettingsSchema *schema = NULL;

  if (postil_runs_where_built ())
    built = g_settings_schema_source_new_from_directory (POSTIL_BUILD_DIR "/data", usual, FALSE, NULL);
  if (built != NULL)
    schema = g_settings_schema_source_lookup (built, SCHEMA, TRUE);
  if (schema == NULL && usual != NULL)
    schema = g_settings_schema_source_lookup (usual, SCHEMA, TRUE);
  return schema;
}

static void
recent_changed (PostilSettings *self)
{
  g_signal_emit (self, signals[RECENT_CHANGED], 0);
}

static void
postil_settings_dispose (GObject *object)
{
  g_clear_object (&POSTIL_SETTINGS (object)->settings);
  G_OBJECT_CLASS (postil_settings_parent_class)->dispose (object);
}

static void
postil_settings_class_init (PostilSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postil_settings_dispose;
  signals[RECENT_CHANGED] = g_signal_new ("recent-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_settings_init (PostilSettings *self)
{
}

PostilSettings *
postil_settings_new (void)
{
  PostilSettings *self = g_object_new (POSTIL_TYPE_SETTINGS, NULL);
  g_autoptr (GSettingsSchema) schema = find_schema ();

  if (schema == NULL)
    g_error ("The settings schema " SCHEMA
             " is not installed: run “meson install”, or glib-compile-schemas on its folder");
  self->settings = g_settings_new_full (schema, NULL, NULL);
  g_signal_connect_object (self->settings, "changed::recent", G_CALLBACK (recent_changed), self, G_CONNECT_SWAPPED);
  return self;
}

GSettings *
postil_settings_get (PostilSettings *self)
{
  g_return_val_if_fail (POSTIL_IS_SETTINGS (self), NULL);
  return self->settings;
}

PostilTheme
postil_settings_get_theme (PostilSettings *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "theme");
  PostilTheme theme = POSTIL_THEME_SYSTEM;

  postil_theme_from_string (name, &theme);
  return theme;
}

char *
postil_settings_get_command (PostilSettings *self)
{
  return g_settings_get_string (self->settings, "command");
}

guint
postil_settings_get_command_seconds (PostilSettings *self)
{
  return g_settings_get_uint (self->settings, "command-seconds");
}

void
postil_settings_set_command (PostilSettings *self, const char *line, guint seconds)
{
  g_settings_set_string (self->settings, "command", line);
  g_settings_set_uint (self->settings, "command-seconds", seconds);
}

void
postil_settings_get_size (PostilSettings *self, int *width, int *height, gboolean *maximized)
{
  g_settings_get (self->settings, "window-size", "(ii)", width, height);
  *width = CLAMP (*width, 320, 16000);
  *height = CLAMP (*height, 240, 16000);
  *maximized = g_settings_get_boolean (self->settings, "maximized");
}

void
postil_settings_set_size (PostilSettings *self, int width, int height, gboolean maximized)
{
  g_settings_set_boolean (self->settings, "maximized", maximized);
  if (!maximized && width > 0 && height > 0)
    g_settings_set (self->settings, "window-size", "(ii)", width, height);
}

char **
postil_settings_get_recent (PostilSettings *self)
{
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, "recent");
  g_autoptr (GStrvBuilder) there = g_strv_builder_new ();

  for (guint i = 0; paths[i] != NULL; i++)
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
  g_ptr_array_add (paths, NULL);
  g_settings_set_strv (self->settings, "recent", (const char *const *) paths->pdata);
}

gboolean
postil_settings_trusts (PostilSettings *self, const char *fingerprint)
{
  g_auto (GStrv) trusted = g_settings_get_strv (self->settings, "trusted-rules");

  return g_strv_contains ((const char *const *) trusted, fingerprint);
}

void
postil_settings_trust (PostilSettings *self, const char *fingerprint)
{
  g_auto (GStrv) old = g_settings_get_strv (self->settings, "trusted-rules");
  g_autoptr (GPtrArray) trusted = g_ptr_array_new ();

  if (postil_settings_trusts (self, fingerprint))
    return;
  g_ptr_array_add (trusted, (gpointer) fingerprint);
  for (guint i = 0; old[i] != NULL && trusted->len < MAX_TRUSTED; i++)
    g_ptr_array_add (trusted, old[i]);
  g_ptr_array_add (trusted, NULL);
  g_settings_set_strv (self->settings, "trusted-rules", (const char *const *) trusted->pdata);
}
