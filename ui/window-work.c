/* window-work.c - suggesters that run beside the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "window-machine.h"

#include <glib/gi18n.h>
#include <postil/project-rules.h>

static void
set_enabled (PostilWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* --- Suggesting ------------------------------------------------------------------------------------------------- */

/* The window may be closed before the workers stop, so the callbacks hold it. */
void
postil_window_show_progress (guint done, guint total, gpointer data)
{
  PostilWindow *self = data;
  g_autofree char *text = g_strdup_printf (_ ("%'u of %'u"), done, total);

  if (self->working == NULL)
    return;
  gtk_label_set_text (self->work_label, text);
  gtk_progress_bar_set_fraction (self->work_progress, total > 0 ? (double) done / total : 0);
}

void
postil_window_end_work (PostilWindow *self)
{
  g_clear_object (&self->working);
  gtk_widget_set_visible (self->work, FALSE);
  set_enabled (self, "suggest", TRUE);
  set_enabled (self, "suggest-program", TRUE);
  postil_window_update_cancel (self);
}

/* Which rules gave up, where some did; the Sources page says it, too. */
static void
tell_slow_rules (PostilWindow *self, PostilProject *project)
{
  const char *const *slow = postil_project_get_slow_rules (project);
  g_autofree char *names = slow != NULL ? g_strjoinv (", ", (char **) slow) : NULL;
  g_autofree char *text = NULL;

  if (slow == NULL)
    return;
  text = g_strdup_printf (ngettext ("A rule took too long in a document and was left out from there on: %s",
                                    "Rules took too long in a document and were left out from there on: %s",
                                    (gulong) g_strv_length ((char **) slow)),
                          names);
  postil_window_toast (self, text, FALSE);
}

static void
suggested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PostilWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int n = postil_project_suggest_finish (POSTIL_PROJECT (source), result, &error);

  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || postil_window_get_project (self) != POSTIL_PROJECT (source))
    return;
  postil_window_end_work (self);
  if (postil_window_wants_alone (self))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    postil_window_toast (self, _ ("Stopped; what was suggested so far stays"), FALSE);
  else if (error != NULL)
    postil_window_fail (self, _ ("The suggesters stopped"), error);
  else if (n >= 0)
    {
      text = g_strdup_printf (ngettext ("%'d new suggestion", "%'d new suggestions", (gulong) n), n);
      postil_window_toast (self, n > 0 ? text : _ ("Nothing new to suggest"), FALSE);
      tell_slow_rules (self, POSTIL_PROJECT (source));
    }
}

void
postil_window_begin_work (PostilWindow *self, const char *what)
{
  self->working = g_cancellable_new ();
  gtk_label_set_text (self->work_label, what);
  gtk_progress_bar_set_fraction (self->work_progress, 0);
  gtk_widget_set_visible (self->work, TRUE);
  set_enabled (self, "suggest", FALSE);
  set_enabled (self, "suggest-program", FALSE);
  postil_window_update_cancel (self);
}

void
postil_window_suggest_only (PostilWindow *self, GArray *documents, const char *const *only)
{
  if (self->session == NULL || self->working != NULL || !postil_window_may_suggest (self))
    return;
  postil_window_begin_work (self, _ ("Suggesting…"));
  if (documents != NULL || only != NULL)
    postil_project_suggest_async (postil_window_get_project (self), documents, only, postil_window_show_progress, self, self->working,
                                  suggested, g_object_ref (self));
  else
    {
      g_autoptr (GArray) first = postil_document_list_in_view (self->documents);

      postil_project_suggest_all_async (postil_window_get_project (self), first, postil_window_show_progress, self, self->working,
                                        suggested, g_object_ref (self));
    }
}

void
postil_window_suggest (PostilWindow *self, GArray *documents)
{
  postil_window_suggest_only (self, documents, NULL);
}

static void
suggest_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  postil_window_suggest (data, NULL);
}

void
postil_window_update_cancel (PostilWindow *self)
{
  set_enabled (self, "cancel", self->working != NULL || postil_window_tries_rule (self));
}

static void
cancel_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  g_cancellable_cancel (self->working);
  postil_window_stop_rule (self);
}

static const GActionEntry actions[] = {
  { .name = "suggest", .activate = suggest_activated },
  { .name = "cancel", .activate = cancel_activated },
};

void
postil_window_install_work (PostilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_enabled (self, "cancel", FALSE);
}
