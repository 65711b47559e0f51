/* window.c - a window on one project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "project-lock.h"
#include "window-machine.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (PostilWindow, postil_window, ADW_TYPE_APPLICATION_WINDOW)

PostilSession *
postil_window_get_session (PostilWindow *self)
{
  g_return_val_if_fail (POSTIL_IS_WINDOW (self), NULL);
  return self->session;
}

PostilProject *
postil_window_get_project (PostilWindow *self)
{
  g_return_val_if_fail (POSTIL_IS_WINDOW (self), NULL);
  return self->session != NULL ? postil_session_get_project (self->session) : NULL;
}

static PostilSettings *
get_settings (PostilWindow *self)
{
  return postil_application_get_settings (POSTIL_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
}

/* --- Telling ---------------------------------------------------------------------------------------------------- */

void
postil_window_fail (PostilWindow *self, const char *what, const GError *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (POSTIL_IS_WINDOW (self));
  text = error != NULL ? g_strdup_printf ("%s: %s", what, error->message) : g_strdup_printf ("%s.", what);
  gtk_info_bar_set_message_type (self->failure, GTK_MESSAGE_ERROR);
  gtk_label_set_text (self->failure_text, text);
  gtk_info_bar_set_revealed (self->failure, TRUE);
}

static void
failure_closed (PostilWindow *self)
{
  gtk_info_bar_set_revealed (self->failure, FALSE);
}

static void
toast_dismissed (AdwToast *toast, PostilWindow *self)
{
  if (self->toast == toast)
    g_clear_weak_pointer (&self->toast);
}

static void
fill_toast (AdwToast *toast, const char *text, gboolean with_undo)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_set_button_label (toast, with_undo ? _ ("_Undo") : NULL);
  adw_toast_set_action_name (toast, with_undo ? "win.undo" : NULL);
}

static gboolean
toast_read (gpointer data)
{
  PostilWindow *self = data;
  AdwToast *toast = self->toast;

  self->toast_timer = 0;
  g_clear_weak_pointer (&self->toast); /* one that goes is forgotten at once */
  if (toast != NULL)
    adw_toast_dismiss (toast);
  return G_SOURCE_REMOVE;
}

/* An analyst acts faster than toasts fade: while one is shown, it gets the new words and more time. To let another slide in
 * each time would keep the frame clock, and with it the next key, busy; and libadwaita 1.2 releases a toast twice that is
 * dismissed while it slides. */
void
postil_window_toast (PostilWindow *self, const char *text, gboolean with_undo)
{
  AdwToast *toast;

  g_return_if_fail (POSTIL_IS_WINDOW (self));
  g_clear_handle_id (&self->toast_timer, g_source_remove);
  self->toast_timer = g_timeout_add_seconds (4, toast_read, self);
  if (self->toast != NULL)
    {
      fill_toast (self->toast, text, with_undo);
      return;
    }
  toast = adw_toast_new ("");
  fill_toast (toast, text, with_undo);
  adw_toast_set_timeout (toast, 0);
  g_set_weak_pointer (&self->toast, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- What is shown ----------------------------------------------------------------------------------------------- */

static void
update_title (PostilWindow *self)
{
  const PostilDocument *document = self->session != NULL ? postil_session_get_document (self->session) : NULL;
  g_autofree char *name = self->session != NULL ? postil_project_dup_name (postil_window_get_project (self)) : NULL;
  const char *subtitle = "";

  if (document != NULL)
    subtitle = document->title != NULL && document->title[0] != '\0' ? document->title : document->key;
  adw_window_title_set_title (self->title, name != NULL ? name : "Postil");
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), name != NULL ? name : "Postil");
}

static gboolean
is_empty (PostilWindow *self)
{
  PostilStore *store = postil_project_get_store (postil_window_get_project (self));

  return postil_documents_count (store, &POSTIL_DOCUMENT_FILTER_ALL, NULL) == 0;
}

void
postil_window_update_content (PostilWindow *self)
{
  gboolean project = self->session != NULL;
  gboolean document = project && postil_session_get_document (self->session) != NULL;
  gboolean searching = postil_window_shows_page (self, "search");
  const char *page = project && self->page != NULL ? self->page
                     : document                    ? "document"
                     : project && is_empty (self)  ? "empty"
                                                   : "nothing";

  gtk_stack_set_visible_child_name (self->pages, project ? "project" : "welcome");
  gtk_stack_set_visible_child_name (self->content, page);
  gtk_widget_set_visible (self->project_buttons, project);
  gtk_widget_set_visible (self->inspector_button, project);
  gtk_widget_set_visible (GTK_WIDGET (self->palette), searching || (document && self->page == NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->review_bar),
                          document && self->page == NULL &&
                              postil_session_get_mode (self->session) == POSTIL_MODE_REVIEW);
}

static void
document_changed (PostilWindow *self)
{
  self->page = NULL;
  update_title (self);
  postil_window_update_content (self);
  postil_window_update_actions (self);
}

static PostilId
first_document (PostilStore *store, const PostilDocumentFilter *filter)
{
  g_autoptr (GPtrArray) rows = postil_documents_page (store, filter, 0, 1, NULL);

  return rows != NULL && rows->len > 0 ? ((PostilDocumentRow *) g_ptr_array_index (rows, 0))->id : 0;
}

/* The first unread document, else the first one with something to review, else the first. */
static void
show_first_document (PostilWindow *self)
{
  PostilProject *project = postil_window_get_project (self);
  PostilStore *store = postil_project_get_store (project);
  PostilDocumentFilter unread = { .annotator = postil_project_get_annotator (project),
                                  .reading = POSTIL_READING_UNREAD };
  PostilDocumentFilter to_review = { .reading = -1, .has_suggestions = TRUE };
  PostilId id = first_document (store, &unread);
  g_autoptr (GError) error = NULL;

  if (id == 0)
    id = first_document (store, &to_review);
  if (id == 0)
    id = first_document (store, &POSTIL_DOCUMENT_FILTER_ALL);
  if (id != 0 && !postil_session_set_document (self->session, id, &error))
    postil_window_fail (self, _ ("The document cannot be shown"), error);
}

void
postil_window_documents_changed (PostilWindow *self)
{
  if (postil_session_get_document (self->session) == NULL)
    show_first_document (self);
  update_title (self);
  postil_window_update_content (self);
}

static void
set_session_of_panes (PostilWindow *self)
{
  postil_document_list_set_session (self->documents, self->session);
  postil_find_bar_set_session (self->find_bar, self->session);
  postil_review_bar_set_session (self->review_bar, self->session);
  postil_inspector_set_session (self->inspector, self->session);
  postil_label_palette_set_session (self->palette, self->session);
  postil_window_set_session_of_pages (self);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer frames_before)
{
  PostilWindow *self = POSTIL_WINDOW (widget);

  if ((*(guint *) frames_before)-- > 0)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  set_session_of_panes (self);
  postil_window_update_labels (self);
  return G_SOURCE_REMOVE;
}

/* The text is there with the first frame; what stands around it follows with the second. A tick comes before its frame is
 * drawn, hence the one that is let pass. */
static void
fill_panes_after_a_frame (PostilWindow *self)
{
  guint *frames_before = g_new (guint, 1);

  *frames_before = 1;
  self->filling = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, frames_before, g_free);
}

static void
leave_project (PostilWindow *self)
{
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->working);
  postil_window_stop_learning (self);
  postil_window_set_entities (self, NULL);
  postil_reading_clock_set_session (self->clock, NULL);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (postil_window_get_project (self), self);
  g_clear_object (&self->session);
  postil_project_unlock (self->lock);
  self->lock = -1;
  if (self->filling != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->filling);
  self->filling = 0;
  postil_document_view_set_session (self->view, NULL);
  set_session_of_panes (self);
}

static void
warn (PostilWindow *self, const char *text)
{
  gtk_info_bar_set_message_type (self->failure, GTK_MESSAGE_WARNING);
  gtk_label_set_text (self->failure_text, text);
  gtk_info_bar_set_revealed (self->failure, TRUE);
}

/* Nothing is lost then, but neither sees at once what the other does. */
static void
lock_project (PostilWindow *self)
{
  gboolean shared;

  self->lock = postil_project_lock (postil_project_get_path (postil_window_get_project (self)), &shared);
  if (shared)
    warn (self, _ ("This project is open in another window of Postil. Both may write, and nothing is lost, but what is "
                   "marked there is seen here only once its document is opened anew, and Undo takes back what was done last "
                   "in either."));
}

static void
say_when_read_only (PostilWindow *self)
{
  if (!postil_store_is_read_only (postil_project_get_store (postil_window_get_project (self))))
    return;
  warn (self, _ ("This project can only be read: its file or folder does not allow writing. "
                 "Copy it to a place of your own to mark it up."));
}

static void
enter_project (PostilWindow *self, PostilProject *project)
{
  leave_project (self);
  self->session = postil_session_new (project);
  postil_session_set_auto_advance (self->session,
                                   g_settings_get_boolean (postil_settings_get (get_settings (self)), "auto-advance"));
  postil_window_set_entities (self, project);
  g_clear_pointer (&self->asked_about_rules, g_free);
  gtk_info_bar_set_revealed (self->failure, FALSE);
  g_signal_connect_swapped (self->session, "document-changed", G_CALLBACK (document_changed), self);
  g_signal_connect_swapped (self->session, "mode-changed", G_CALLBACK (document_changed), self);
  g_signal_connect_swapped (self->session, "current-changed", G_CALLBACK (postil_window_update_actions), self);
  g_signal_connect_swapped (self->session, "selection-changed", G_CALLBACK (postil_window_update_actions), self);
  g_signal_connect_swapped (self->session, "spans-changed", G_CALLBACK (postil_window_update_actions), self);
  g_signal_connect_swapped (project, "documents-changed", G_CALLBACK (postil_window_documents_changed), self);
  g_signal_connect_swapped (project, "history-changed", G_CALLBACK (postil_window_update_history), self);
  g_signal_connect_swapped (project, "history-changed", G_CALLBACK (postil_window_follow_history), self);
  g_signal_connect_swapped (project, "history-changed", G_CALLBACK (postil_window_learn_soon), self);
  g_signal_connect_swapped (project, "labels-changed", G_CALLBACK (postil_window_update_labels), self);
  postil_reading_clock_set_session (self->clock, self->session);
  postil_document_view_set_session (self->view, self->session);
  if (!postil_session_restore_place (self->session))
    show_first_document (self);
  fill_panes_after_a_frame (self);
  postil_window_update_history (self);
  document_changed (self);
  lock_project (self);
  say_when_read_only (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* An old file was changed as a whole, which is not to be missed. */
static void
tell_of_backup (PostilWindow *self, PostilProject *project)
{
  const char *backup = postil_store_get_backup (postil_project_get_store (project));
  g_autofree char *base = backup != NULL ? g_path_get_basename (backup) : NULL;
  g_autofree char *name = backup != NULL ? g_filename_display_name (base) : NULL;
  g_autofree char *text = NULL;

  if (backup == NULL)
    return;
  text = g_strdup_printf (
      _ ("This project was made by an older Postil and has been brought up to date. As it was before, it lies beside it: “%s”."),
      name);
  gtk_info_bar_set_message_type (self->failure, GTK_MESSAGE_INFO);
  gtk_label_set_text (self->failure_text, text);
  gtk_info_bar_set_revealed (self->failure, TRUE);
}

gboolean
postil_window_open_project (PostilWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProject) project = NULL;

  g_return_val_if_fail (POSTIL_IS_WINDOW (self), FALSE);
  project = postil_project_open (path, NULL, &error);
  if (project == NULL)
    {
      postil_window_fail (self, _ ("The project cannot be opened"), error);
      return FALSE;
    }
  enter_project (self, project);
  tell_of_backup (self, project);
  return TRUE;
}

gboolean
postil_window_create_project (PostilWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProject) project = NULL;

  g_return_val_if_fail (POSTIL_IS_WINDOW (self), FALSE);
  project = postil_project_create (path, NULL, &error);
  if (project == NULL)
    {
      postil_window_fail (self, _ ("The project cannot be made"), error);
      return FALSE;
    }
  enter_project (self, project);
  return TRUE;
}

/* --- The window itself -------------------------------------------------------------------------------------------- */

static void
recent_activated (PostilWindow *self, GtkListBoxRow *row)
{
  const char *path = g_object_get_data (G_OBJECT (row), "postil-path");

  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-path", "s", path);
}

static void
set_content (GtkButton *button, gboolean icon, const char *icon_name, const char *label)
{
  if (icon)
    gtk_button_set_icon_name (button, icon_name);
  else
    gtk_button_set_label (button, label);
}

/* A narrow window has no room for words in its header. */
static void
narrow_changed (PostilWindow *self)
{
  gboolean narrow = postil_panes_get_narrow (self->panes);

  gtk_widget_set_visible (self->edit_buttons, !narrow);
  gtk_widget_set_visible (self->work_details, !narrow);
  adw_header_bar_set_decoration_layout (self->header, narrow ? ":close" : NULL);
  set_content (self->annotate_button, narrow, "document-edit-symbolic", _ ("Annotate"));
  set_content (self->review_button, narrow, "object-select-symbolic", _ ("Review"));
  postil_label_palette_set_narrow (self->palette, narrow);
  postil_review_bar_set_narrow (self->review_bar, narrow);
}

static gboolean
dropped (PostilWindow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GSList *l = files; l != NULL; l = l->next)
    {
      char *path = g_file_get_path (l->data);

      if (path != NULL && g_str_has_suffix (path, ".postil"))
        gtk_widget_activate_action (GTK_WIDGET (self), "app.open-path", "s", path);
      else if (path != NULL)
        g_ptr_array_add (paths, g_steal_pointer (&path));
      g_free (path);
    }
  if (paths->len == 0)
    return files != NULL;
  g_ptr_array_add (paths, NULL);
  postil_window_import (self, (const char *const *) paths->pdata);
  return TRUE;
}

static void
accept_drops (PostilWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
keep_pane_widths (PostilWindow *self)
{
  GSettings *settings = postil_settings_get (get_settings (self));
  int list, inspector;

  g_object_get (self->panes, "start-width", &list, "end-width", &inspector, NULL);
  g_settings_set_int (settings, "list-width", list);
  g_settings_set_int (settings, "inspector-width", inspector);
}

static gboolean
postil_window_close_request (GtkWindow *window)
{
  PostilWindow *self = POSTIL_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  postil_settings_set_size (get_settings (self), width, height, gtk_window_is_maximized (window));
  keep_pane_widths (self);
  g_cancellable_cancel (self->working);
  postil_reading_clock_write (self->clock);
  return GTK_WINDOW_CLASS (postil_window_parent_class)->close_request (window);
}

static void
postil_window_dispose (GObject *object)
{
  PostilWindow *self = POSTIL_WINDOW (object);

  leave_project (self);
  g_clear_pointer ((GtkWidget **) &self->chooser, gtk_widget_unparent);
  g_clear_handle_id (&self->toast_timer, g_source_remove);
  g_clear_weak_pointer (&self->toast);
  g_clear_pointer (&self->bulk, g_free);
  g_clear_pointer (&self->asked_about_rules, g_free);
  g_clear_pointer (&self->clock, postil_reading_clock_free);
  g_clear_object (&self->working);
  postil_window_forget_alone (self);
  g_clear_object (&self->keys);
  g_clear_object (&self->tag_menu);
  g_clear_object (&self->tag_all_menu);
  g_clear_object (&self->recent_menu);
  G_OBJECT_CLASS (postil_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, header);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, title);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, project_buttons);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, pane_button);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, edit_buttons);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, annotate_button);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, review_button);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, work);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, work_details);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, work_progress);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, work_label);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, failure_text);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, recent_box);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, recent);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, documents);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, content);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, find_bar);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, overview);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, view);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, view_box);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, review_bar);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, palette);
}

static void
postil_window_class_init (PostilWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = postil_window_close_request;
  g_type_ensure (POSTIL_TYPE_PANES);
  g_type_ensure (POSTIL_TYPE_DOCUMENT_LIST);
  g_type_ensure (POSTIL_TYPE_DOCUMENT_VIEW);
  g_type_ensure (POSTIL_TYPE_OVERVIEW_STRIP);
  g_type_ensure (POSTIL_TYPE_FIND_BAR);
  g_type_ensure (POSTIL_TYPE_REVIEW_BAR);
  g_type_ensure (POSTIL_TYPE_INSPECTOR);
  g_type_ensure (POSTIL_TYPE_LABEL_PALETTE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, failure_closed);
  gtk_widget_class_bind_template_callback (widget_class, recent_activated);
}

static void
postil_window_init (PostilWindow *self)
{
  self->keys = g_object_ref (postil_application_get_keys (POSTIL_APPLICATION (g_application_get_default ())));
  self->lock = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  postil_document_view_set_keys (self->view, self->keys);
  postil_overview_strip_set_view (self->overview, self->view);
  postil_window_install_actions (self);
  postil_window_install_work (self);
  postil_window_install_import (self);
  postil_window_install_program (self);
  postil_window_install_export (self);
  postil_window_install_choosers (self);
  postil_window_install_pages (self);
  postil_window_install_entities (self);
  postil_window_install_parts (self);
  postil_window_install_machine (self);
  postil_window_install_search (self);
  postil_window_install_structure (self);
  postil_window_install_keys (self);
  /* After the keys, since what comes last sees an event first, and a key that is taken goes no further. */
  self->clock = postil_reading_clock_new (GTK_WIDGET (self));
  postil_window_install_menu (self);
  accept_drops (self);
  g_signal_connect_object (self->panes, "notify::narrow", G_CALLBACK (narrow_changed), self, G_CONNECT_SWAPPED);
  postil_window_update_content (self);
  postil_window_update_actions (self);
}

static void
reading_changed (PostilWindow *self)
{
  GSettings *settings = postil_settings_get (get_settings (self));
  g_autofree char *font = g_settings_get_string (settings, "font");

  postil_document_view_set_reading (self->view, font, g_settings_get_int (settings, "line-width"),
                                    g_settings_get_double (settings, "line-spacing"),
                                    g_settings_get_boolean (settings, "snap"),
                                    g_settings_get_boolean (settings, "names"));
  if (self->session != NULL)
    postil_session_set_auto_advance (self->session, g_settings_get_boolean (settings, "auto-advance"));
}

/* A pane that closes because the window is narrow says nothing about what the user wants. */
static void
pane_shown (PostilWindow *self, GParamSpec *pspec)
{
  gboolean list = g_str_equal (pspec->name, "show-start");
  gboolean shown = FALSE;

  if (postil_panes_is_folded (self->panes, list ? GTK_PACK_START : GTK_PACK_END))
    return;
  g_object_get (self->panes, pspec->name, &shown, NULL);
  g_settings_set_boolean (postil_settings_get (get_settings (self)), list ? "show-list" : "show-inspector", shown);
}

static void
follow_settings (PostilWindow *self, GSettings *settings)
{
  g_object_set (self->panes, "show-start", g_settings_get_boolean (settings, "show-list"), "show-end",
                g_settings_get_boolean (settings, "show-inspector"), "start-width",
                g_settings_get_int (settings, "list-width"), "end-width",
                g_settings_get_int (settings, "inspector-width"), NULL);
  g_signal_connect_object (self->panes, "notify::show-start", G_CALLBACK (pane_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panes, "notify::show-end", G_CALLBACK (pane_shown), self, G_CONNECT_SWAPPED);
  reading_changed (self);
  g_signal_connect_object (settings, "changed", G_CALLBACK (reading_changed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
postil_window_new (PostilApplication *application)
{
  PostilSettings *settings = postil_application_get_settings (application);
  PostilWindow *self = g_object_new (POSTIL_TYPE_WINDOW, "application", application, NULL);
  gboolean maximized;
  int width, height;

  postil_settings_get_size (settings, &width, &height, &maximized);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  follow_settings (self, postil_settings_get (settings));
  postil_window_update_recent (self);
  g_signal_connect_object (settings, "recent-changed", G_CALLBACK (postil_window_update_recent), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
