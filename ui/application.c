/* application.c - one running Postil: its windows, command line, settings and program-wide actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "application.h"

#include "about.h"
#include "key-map.h"
#include "preferences.h"
#include "postil-ui-resources.h"
#include "window.h"

#include <glib/gi18n.h>

struct _PostilApplication
{
  AdwApplication  parent_instance;
  PostilSettings *settings;
  PostilKeyMap *keys;
};

G_DEFINE_TYPE (PostilApplication, postil_application, ADW_TYPE_APPLICATION)

static char *
canonical (const char *path)
{
  return g_canonicalize_filename (path, NULL);
}

static PostilWindow *
find_window (PostilApplication *self, const char *path)
{
  g_autofree char *wanted = canonical (path);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      PostilProject *project = POSTIL_IS_WINDOW (l->data) ? postil_window_get_project (l->data) : NULL;
      g_autofree char *there = project != NULL ? canonical (postil_project_get_path (project)) : NULL;

      if (g_strcmp0 (there, wanted) == 0)
        return l->data;
    }
  return NULL;
}

static PostilWindow *
window_without_project (PostilApplication *self, GtkWindow *from)
{
  GList *l;

  if (from != NULL && POSTIL_IS_WINDOW (from) && postil_window_get_project (POSTIL_WINDOW (from)) == NULL)
    return POSTIL_WINDOW (from);
  for (l = gtk_application_get_windows (GTK_APPLICATION (self)); from == NULL && l != NULL; l = l->next)
    if (POSTIL_IS_WINDOW (l->data) && postil_window_get_project (l->data) == NULL)
      return l->data;
  return POSTIL_WINDOW (postil_window_new (self));
}

PostilSettings *
postil_application_get_settings (PostilApplication *self)
{
  g_return_val_if_fail (POSTIL_IS_APPLICATION (self), NULL);
  return self->settings;
}

PostilKeyMap *
postil_application_get_keys (PostilApplication *self)
{
  g_return_val_if_fail (POSTIL_IS_APPLICATION (self), NULL);
  return self->keys;
}

static PostilWindow *
open_project (PostilApplication *self, GtkWindow *from, const char *path)
{
  PostilWindow *window = find_window (self, path);

  if (window == NULL)
    {
      window = window_without_project (self, from);
      if (postil_window_open_project (window, path))
        postil_settings_add_recent (self->settings, postil_project_get_path (postil_window_get_project (window)));
    }
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

void
postil_application_open_project (PostilApplication *self, GtkWindow *from, const char *path)
{
  g_return_if_fail (POSTIL_IS_APPLICATION (self));
  open_project (self, from, path);
}

static gboolean
put_away (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return !g_file_test (path, G_FILE_TEST_EXISTS) || g_file_trash (file, NULL, error);
}

void
postil_application_new_project (PostilApplication *self, GtkWindow *from, const char *path, const char *const *import)
{
  PostilWindow *window = find_window (self, path);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (POSTIL_IS_APPLICATION (self));
  if (window != NULL)
    {
      postil_window_fail (window, _ ("This project is open here. Close it first, or choose another name"), NULL);
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  window = window_without_project (self, from);
  gtk_window_present (GTK_WINDOW (window));
  if (!put_away (path, &error))
    {
      postil_window_fail (window, _ ("The file that has this name cannot be moved to the trash"), error);
      return;
    }
  if (!postil_window_create_project (window, path))
    return;
  postil_settings_add_recent (self->settings, postil_project_get_path (postil_window_get_project (window)));
  if (import != NULL)
    postil_window_import (window, import);
}

static void
postil_application_activate (GApplication *application)
{
  PostilApplication *self = POSTIL_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (postil_window_new (self));
  gtk_window_present (window);
}

/* Projects are opened; all else is imported into the last project named, or the one in the active window. */
static void
postil_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  PostilApplication *self = POSTIL_APPLICATION (application);
  GtkWindow *window = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n_files; i++)
    {
      char *path = g_file_get_path (files[i]);

      if (path == NULL)
        continue;
      if (g_str_has_suffix (path, ".postil"))
        window = GTK_WINDOW (open_project (self, NULL, path));
      else
        g_ptr_array_add (paths, g_steal_pointer (&path));
      g_free (path);
    }
  if (paths->len == 0)
    return;
  if (window == NULL)
    window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (window == NULL)
    window = GTK_WINDOW (postil_window_new (self));
  gtk_window_present (window);
  g_ptr_array_add (paths, NULL);
  postil_window_import (POSTIL_WINDOW (window), (const char *const *) paths->pdata);
}

static int
postil_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  gboolean yes = FALSE;

  if (g_variant_dict_lookup (options, "version", "b", &yes) && yes)
    {
      g_print ("postil %s\n", POSTIL_VERSION);
      return 0;
    }
  if ((g_variant_dict_lookup (options, "new-instance", "b", &yes) && yes) || g_getenv ("POSTIL_NEW_INSTANCE") != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

/* --- Actions -------------------------------------------------------------------------------------------------- */

static void
chosen_new (GtkNativeDialog *dialog, int response, PostilApplication *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL && !g_str_has_suffix (path, ".postil"))
    {
      g_autofree char *bare = g_steal_pointer (&path);

      path = g_strconcat (bare, ".postil", NULL);
    }
  if (path != NULL)
    postil_application_new_project (self, gtk_native_dialog_get_transient_for (dialog), path,
                                    g_object_get_data (G_OBJECT (dialog), "postil-import"));
  g_object_unref (dialog);
}

static void
chosen_open (GtkNativeDialog *dialog, int response, PostilApplication *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL)
    postil_application_open_project (self, gtk_native_dialog_get_transient_for (dialog), path);
  g_object_unref (dialog);
}

static void
add_project_filter (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Postil projects"));
  gtk_file_filter_add_suffix (filter, "postil");
  gtk_file_chooser_add_filter (chooser, filter);
}

/* @parameter (as, may be empty): paths to import once the project is there. */
static void
new_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *application = data;
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("New Project"), gtk_application_get_active_window (application),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Create"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _ ("Untitled.postil"));
  add_project_filter (GTK_FILE_CHOOSER (dialog));
  if (parameter != NULL)
    g_object_set_data_full (G_OBJECT (dialog), "postil-import", g_variant_dup_strv (parameter, NULL),
                            (GDestroyNotify) g_strfreev);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_new), application, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *application = data;
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Open a Project"), gtk_application_get_active_window (application),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));

  add_project_filter (GTK_FILE_CHOOSER (dialog));
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_open), application, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_path_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);

  postil_application_open_project (data, window, g_variant_get_string (parameter, NULL));
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  postil_about_show (gtk_application_get_active_window (data));
}

/* Windows are closed one by one, so that each may save its state. */
static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
apply_theme (PostilTheme theme)
{
  static const AdwColorScheme schemes[] = {
    [POSTIL_THEME_SYSTEM] = ADW_COLOR_SCHEME_DEFAULT,
    [POSTIL_THEME_LIGHT] = ADW_COLOR_SCHEME_FORCE_LIGHT,
    [POSTIL_THEME_DARK] = ADW_COLOR_SCHEME_FORCE_DARK,
  };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[theme]);
}

static void
theme_changed (GSimpleAction *action, GVariant *value, gpointer data)
{
  PostilApplication *self = data;
  PostilTheme theme;

  if (!postil_theme_from_string (g_variant_get_string (value, NULL), &theme))
    return;
  g_settings_set_string (postil_settings_get (self->settings), "theme", postil_theme_to_string (theme));
}

/* The settings are what counts: they are changed by the menu, the preferences, or from outside. */
static void
theme_set (PostilApplication *self)
{
  PostilTheme theme = postil_settings_get_theme (self->settings);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "theme");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (postil_theme_to_string (theme)));
  apply_theme (theme);
}

static void
preferences_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilApplication *self = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  PostilProject *project =
      window != NULL && POSTIL_IS_WINDOW (window) ? postil_window_get_project (POSTIL_WINDOW (window)) : NULL;

  postil_preferences_show (window, postil_settings_get (self->settings), self->keys, project);
}

static const GActionEntry actions[] = {
  { .name = "new", .activate = new_activated },
  { .name = "new-with", .activate = new_activated, .parameter_type = "as" },
  { .name = "open", .activate = open_activated },
  { .name = "open-path", .activate = open_path_activated, .parameter_type = "s" },
  { .name = "about", .activate = about_activated },
  { .name = "quit", .activate = quit_activated },
  { .name = "preferences", .activate = preferences_activated },
  { .name = "theme", .state = "'system'", .parameter_type = "s", .change_state = theme_changed },
};

static void
set_accels (PostilApplication *self)
{
  gsize n_keys;
  const PostilKey *keys = postil_keys (&n_keys);

  for (gsize i = 0; i < n_keys; i++)
    {
      g_auto (GStrv) accels = NULL;

      if (keys[i].scope != POSTIL_KEY_ANYWHERE)
        continue;
      accels = g_strsplit (postil_key_map_get (self->keys, &keys[i]), " ", -1);
      gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, (const char *const *) accels);
    }
}

static void
postil_application_startup (GApplication *application)
{
  PostilApplication *self = POSTIL_APPLICATION (application);

  /* Named outright, because the linker may drop a constructor that sits in a static library; before the chained-up
   * startup, which looks for style and icons in it. */
  g_resources_register (postil_ui_get_resource ());
  g_application_set_resource_base_path (application, "/io/github/postil/ui");
  G_APPLICATION_CLASS (postil_application_parent_class)->startup (application);
  self->settings = postil_settings_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  self->keys = postil_key_map_new (postil_settings_get (self->settings));
  set_accels (self);
  theme_set (self);
  g_signal_connect_object (self->keys, "changed", G_CALLBACK (set_accels), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (postil_settings_get (self->settings), "changed::theme", G_CALLBACK (theme_set), self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_default_icon_name ("io.github.postil.Postil");
  /* While something fades or slides, every key waits for the next tick of the frame clock. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static void
postil_application_finalize (GObject *object)
{
  g_clear_object (&POSTIL_APPLICATION (object)->keys);
  g_clear_object (&POSTIL_APPLICATION (object)->settings);
  G_OBJECT_CLASS (postil_application_parent_class)->finalize (object);
}

static void
postil_application_class_init (PostilApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postil_application_finalize;
  application_class->startup = postil_application_startup;
  application_class->activate = postil_application_activate;
  application_class->open = postil_application_open;
  application_class->handle_local_options = postil_application_handle_local_options;
}

static const GOptionEntry options[] = {
  { "new-instance", 'n', 0, G_OPTION_ARG_NONE, NULL, N_ ("Do not join a Postil that is running"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
  { NULL },
};

static void
postil_application_init (PostilApplication *self)
{
  GApplication *application = G_APPLICATION (self);

  g_application_add_main_option_entries (application, options);
  g_application_set_option_context_parameter_string (application, _ ("[PROJECT.postil] [FILE or FOLDER to import...]"));
  g_application_set_option_context_summary (
      application, _ ("Mark up what people claim: read documents, tag spans, review suggestions."));
  g_application_set_option_context_description (
      application, _ ("Without arguments a welcome page is shown. The manual is postil(1).\n"));
}

PostilApplication *
postil_application_new (void)
{
  return g_object_new (POSTIL_TYPE_APPLICATION, "application-id", "io.github.postil.Postil", "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}
