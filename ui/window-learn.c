/* window-learn.c - learns from what is decided, in every pause
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include <glib/gi18n.h>

/* A pause is this long; learning takes less than a second, so that what was learned is there within two. */
#define PAUSE_MILLISECONDS 900

/* What one pass needs to know when it is over. The window may have been closed by then, or have gone to another project. */
typedef struct
{
  PostilWindow *window;
  GStrv         before; /* labels about which something was known */
} Pass;

static gboolean learn (gpointer data);

static void
wait_for_pause (PostilWindow *self)
{
  g_clear_handle_id (&self->learn_timeout, g_source_remove);
  if (self->session != NULL)
    self->learn_timeout = g_timeout_add_full (G_PRIORITY_LOW, PAUSE_MILLISECONDS, learn, self, NULL);
}

/* A label that something was learned about for the first time; NULL: none. */
static const char *
first_new (char *const *before, char *const *after)
{
  for (; *after != NULL; after++)
    if (!g_strv_contains ((const char *const *) before, *after))
      return *after;
  return NULL;
}

static void
tell (PostilWindow *self, const Pass *pass, int n_new)
{
  g_auto (GStrv) after = postil_project_dup_learned (postil_window_get_project (self));
  const char *name = first_new (pass->before, after);
  g_autofree char *text = NULL;

  if (name == NULL || n_new == 0)
    return;
  text = g_strdup_printf (ngettext ("Learned “%s” from your decisions: %d new suggestion",
                                    "Learned “%s” from your decisions: %d new suggestions", (gulong) n_new),
                          name, n_new);
  postil_window_toast (self, text, FALSE);
}

static void
learned (GObject *source, GAsyncResult *result, gpointer data)
{
  Pass *pass = data;
  g_autoptr (PostilWindow) self = pass->window;
  g_autoptr (GError) error = NULL;
  int n_new = postil_project_suggest_finish (POSTIL_PROJECT (source), result, &error);

  if (!gtk_widget_in_destruction (GTK_WIDGET (self)) && postil_window_get_project (self) == POSTIL_PROJECT (source))
    {
      g_clear_object (&self->learning);
      if (n_new >= 0)
        tell (self, pass, n_new);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        postil_window_fail (self, _("Nothing could be learned from your decisions"), error);
      if (self->learn_again)
        wait_for_pause (self);
      self->learn_again = FALSE;
    }
  g_strfreev (pass->before);
  g_free (pass);
}

static gboolean
learn (gpointer data)
{
  PostilWindow *self = data;
  PostilProject *project = postil_window_get_project (self);
  const PostilDocument *document = postil_session_get_document (self->session);
  Pass *pass;

  self->learn_timeout = 0;
  if (self->learning != NULL)
    {
      g_cancellable_cancel (self->learning);
      self->learn_again = TRUE;
      return G_SOURCE_REMOVE;
    }
  /* The suggesters learn, too, and beside what has the project to itself nobody may write. */
  if (self->working != NULL || self->alone)
    {
      wait_for_pause (self);
      return G_SOURCE_REMOVE;
    }
  pass = g_new0 (Pass, 1);
  pass->window = g_object_ref (self);
  pass->before = postil_project_dup_learned (project);
  self->learning = g_cancellable_new ();
  postil_project_learn_async (project, document != NULL ? document->id : 0, self->learning, learned, pass);
  return G_SOURCE_REMOVE;
}

void
postil_window_learn_soon (PostilWindow *self)
{
  wait_for_pause (self);
}

void
postil_window_stop_learning (PostilWindow *self)
{
  g_clear_handle_id (&self->learn_timeout, g_source_remove);
  g_cancellable_cancel (self->learning);
  g_clear_object (&self->learning);
  self->learn_again = FALSE;
}
