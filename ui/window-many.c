/* window-many.c - decisions about many suggestions and steps of the history, in a thread when they are large
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "stored-words.h"
#include "work-dialog.h"

#include <glib/gi18n.h>

/* Up to so many are decided, or undone, at once: in less than a second, which is less than a worker takes, since it begins with an
 * empty cache ("./dev bench review"). */
#define AT_ONCE 12000

/* One of the two on its way. Holds the window, which may be closed meanwhile. */
typedef struct
{
  PostilWindow *window;
  PostilMany many;
  gboolean stay;
  char *name; /* of the document that will be done, NULL: none */
  gboolean travels;
  gboolean undo; /* then */
  double share;  /* where the eye is; below 0: it does not matter */
  /* ---- in a thread ---- */
  PostilWorkDialog *dialog;
  GCancellable *cancellable;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (work->dialog));
  g_clear_object (&work->cancellable);
  g_object_unref (work->window);
  g_free (work->name);
  g_free (work);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/* --- What it came to --------------------------------------------------------------------------------------------- */

static char *
decided_words (const Work *work, guint n)
{
  gboolean accept = work->many.state == POSTIL_STATE_KEPT;

  if (work->many.kind == POSTIL_MANY_REST)
    return g_strdup_printf (ngettext ("Done: %s, %'u suggestion rejected", "Done: %s, %'u suggestions rejected", n),
                            work->name, n);
  if (work->many.kind == POSTIL_MANY_IDENTICAL)
    return g_strdup_printf (accept ? ngettext ("Accepted %'u suggestion", "Accepted %'u identical suggestions", n)
                                   : ngettext ("Rejected %'u suggestion", "Rejected %'u identical suggestions", n),
                            n);
  return g_strdup_printf (accept ? ngettext ("Accepted %'u suggestion", "Accepted %'u suggestions", n)
                                 : ngettext ("Rejected %'u suggestion", "Rejected %'u suggestions", n),
                          n);
}

static void
keep_eye (const Work *work)
{
  if (work->share >= 0 && !postil_window_shows_page (work->window, NULL))
    postil_window_keep_eye (work->window, work->share);
}

static void
tell_decided (const Work *work, gboolean done, guint n, const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    postil_window_toast (work->window, _ ("Stopped; nothing was decided"), FALSE);
  else if (error != NULL)
    postil_window_fail (work->window, _ ("The decision was not kept"), error);
  if (!done)
    return;
  keep_eye (work);
  text = decided_words (work, n);
  postil_window_toast (work->window, text, n > 0 || work->many.kind == POSTIL_MANY_REST);
}

static void
tell_travelled (const Work *work, gboolean done, const char *title, const GError *error)
{
  PostilWindow *self = work->window;
  g_autofree char *step = title != NULL ? postil_edit_words (title) : NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    postil_window_toast (self, _ ("Stopped; nothing has changed"), FALSE);
  else if (error != NULL)
    postil_window_fail (self, _ ("The step cannot be taken"), error);
  else if (!done)
    postil_window_toast (self, work->undo ? _ ("Nothing to undo") : _ ("Nothing to redo"), FALSE);
  if (!done)
    return;
  if (postil_session_get_document (self->session) == NULL)
    postil_window_documents_changed (self); /* it went with the import that was undone, or came back with it */
  keep_eye (work);
  text = g_strdup_printf ("%s: %s", work->undo ? _ ("Undone") : _ ("Redone"), step != NULL ? step : "");
  postil_window_toast (self, text, FALSE);
}

/* --- In a thread ------------------------------------------------------------------------------------------------- */

static void
progressed (guint done, guint total, gpointer data)
{
  const Work *work = data;
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (work->cancellable))
    return;
  if (total == 0)
    postil_work_dialog_tell (work->dialog, _ ("Counting"), -1);
  else if (done >= total)
    postil_work_dialog_tell (work->dialog, _ ("Saving"), -1);
  else
    {
      text = g_strdup_printf (_ ("%'u of %'u"), done, total);
      postil_work_dialog_tell (work->dialog, text, (double) done / total);
    }
}

static void
decided (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Work) work = data;
  g_autoptr (GError) error = NULL;
  guint n = 0;
  gboolean done = postil_session_decide_many_finish (POSTIL_SESSION (source), result, &n, &error);

  if (postil_window_end_alone (work->window, postil_session_get_project (POSTIL_SESSION (source))))
    tell_decided (work, done, n, error);
}

static void
travelled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Work) work = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  gboolean done = postil_session_travel_finish (POSTIL_SESSION (source), result, &title, &error);

  if (postil_window_end_alone (work->window, postil_session_get_project (POSTIL_SESSION (source))))
    tell_travelled (work, done, title, error);
}

static const char *
heading_of (const Work *work)
{
  if (work->travels)
    return work->undo ? _ ("Undoing") : _ ("Redoing");
  return work->many.state == POSTIL_STATE_KEPT ? _ ("Accepting Suggestions") : _ ("Rejecting Suggestions");
}

static void
begin (PostilWindow *self, gpointer data)
{
  Work *work = data;

  work->cancellable = g_cancellable_new ();
  work->dialog = postil_work_dialog_new (GTK_WINDOW (self), heading_of (work), work->cancellable);
  if (work->travels)
    postil_session_travel_async (self->session, work->undo, progressed, work, work->cancellable, travelled, work);
  else
    postil_session_decide_many_async (self->session, &work->many, work->stay, progressed, work, work->cancellable,
                                      decided, work);
}

/* --- Asked for --------------------------------------------------------------------------------------------------- */

static Work *
work_new (PostilWindow *self, double share)
{
  Work *work = g_new0 (Work, 1);

  work->window = g_object_ref (self);
  work->share = share;
  return work;
}

void
postil_window_decide_many (PostilWindow *self, const PostilMany *many, guint n, gboolean stay, double share)
{
  const PostilDocument *document = postil_session_get_document (self->session);
  g_autoptr (Work) work = work_new (self, share);
  g_autoptr (GError) error = NULL;
  gboolean done;

  work->many = *many;
  work->stay = stay;
  if (document != NULL && many->kind == POSTIL_MANY_REST)
    work->name = g_strdup (document->title != NULL ? document->title : document->key);
  if (n > AT_ONCE)
    {
      postil_window_be_alone (self, begin, g_steal_pointer (&work), work_free);
      return;
    }
  done = postil_session_decide_many (self->session, many, stay, &n, &error);
  tell_decided (work, done, n, error);
}

void
postil_window_travel (PostilWindow *self, gboolean undo)
{
  g_autoptr (Work) work = work_new (self, postil_document_view_get_eye (self->view));
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  gboolean done;

  work->travels = TRUE;
  work->undo = undo;
  if (postil_session_count_step (self->session, undo) > AT_ONCE)
    {
      postil_window_be_alone (self, begin, g_steal_pointer (&work), work_free);
      return;
    }
  done = (undo ? postil_session_undo : postil_session_redo) (self->session, &title, &error);
  tell_travelled (work, done, title, error);
}
