/* session-history.c - undo and redo, and back to where the step was taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session-private.h"

/* Back to where a decision about many was made, which need not be at anything that it touched. */
static void
show_place (PostilSession *self, const PostilBulkPlace *place)
{
  if (postil_session_get_span (self, place->span) != NULL)
    postil_session_set_current (self, place->span);
  else
    postil_session_set_selection (self, place->selection);
}

/* After an import was undone the document may be gone that it brought. */
static gboolean
is_there (PostilSession *self, PostilId document)
{
  PostilStore *store = postil_project_get_store (self->project);
  g_autoptr (PostilDocument) found = NULL;

  /* The one that is shown is looked up by its key, so that no long text is read for each undo. */
  if (self->document != NULL && document == self->document->id)
    return postil_documents_find (store, self->document->key) == document;
  found = postil_documents_get (store, document, NULL);
  return found != NULL;
}

/* Shows what an undo or redo touched: its document, and the span if it is there now. */
static gboolean
show_edit (PostilSession *self, const PostilEdit *edit, GError **error)
{
  const PostilBulkPlace *place = postil_session_find_bulk (self, edit->id);
  PostilId document = place != NULL ? place->document : edit->document;

  self->acting--;
  if (document != 0 && !is_there (self, document))
    document = 0;
  if (self->document != NULL && !is_there (self, self->document->id))
    {
      self->stale = FALSE;
      if (!postil_session_set_document (self, 0, error))
        return FALSE;
    }
  if (document != 0 && document != (self->document != NULL ? self->document->id : 0))
    {
      self->stale = FALSE;
      if (!postil_session_set_document (self, document, error))
        return FALSE;
    }
  else if (edit->n_rows == 1 && edit->span != 0)
    postil_session_refresh (self, edit->span, TRUE);
  else if (!postil_session_reload (self, error))
    return FALSE;
  if (place != NULL)
    show_place (self, place);
  else if (edit->span != 0 && postil_session_get_span (self, edit->span) != NULL)
    postil_session_set_current (self, edit->span);
  return TRUE;
}

static gboolean
took_step (PostilSession *self, const PostilEdit *edit, char **title, GError **error)
{
  if (title != NULL)
    *title = g_strdup (edit->title);
  return show_edit (self, edit, error);
}

/* In review it goes on after a step that was taken again, as it did when the decision was made. */
static void
go_on_after (PostilSession *self, const PostilEdit *edit)
{
  const PostilBulkPlace *place = postil_session_find_bulk (self, edit->id);
  PostilSpanId span = place != NULL ? place->span : edit->span;
  g_autoptr (PostilSpan) from = NULL;

  if (self->mode != POSTIL_MODE_REVIEW || postil_session_get_relating (self) != 0 || self->stays ||
      (place == NULL && span == 0))
    return;
  from = postil_spans_get (postil_project_get_store (self->project), span, NULL);
  if (from != NULL)
    postil_session_resume_queue (self, from);
}

static gboolean
travel (PostilSession *self, gboolean undo, char **title, GError **error)
{
  g_autoptr (PostilEdit) edit = NULL;

  self->acting++;
  if (!(undo ? postil_project_undo : postil_project_redo) (self->project, &edit, error))
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  if (!took_step (self, edit, title, error))
    return FALSE;
  if (!undo)
    go_on_after (self, edit);
  return TRUE;
}

gboolean
postil_session_undo (PostilSession *self, char **title, GError **error)
{
  return travel (self, TRUE, title, error);
}

gboolean
postil_session_redo (PostilSession *self, char **title, GError **error)
{
  return travel (self, FALSE, title, error);
}

/* --- In a thread, when the step is a large one ------------------------------------------------------------------- */

guint
postil_session_count_step (PostilSession *self, gboolean undo)
{
  PostilStore *store = postil_project_get_store (self->project);
  g_autoptr (PostilEdit) edit = undo ? postil_history_peek_undo (store) : postil_history_peek_redo (store);

  return edit != NULL ? edit->n_rows : 0;
}

static void
travelled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  PostilEdit *edit = NULL;

  postil_project_travel_finish (POSTIL_PROJECT (source), result, &edit, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, edit, (GDestroyNotify) postil_edit_free);
}

void
postil_session_travel_async (PostilSession *self, gboolean undo, PostilProgress progress, gpointer progress_data,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_session_travel_async);
  g_task_set_task_data (task, GINT_TO_POINTER (undo), NULL);
  self->acting++;
  postil_project_travel_async (self->project, undo, progress, progress_data, cancellable, travelled, task);
}

gboolean
postil_session_travel_finish (PostilSession *self, GAsyncResult *result, char **title, GError **error)
{
  g_autoptr (PostilEdit) edit = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  edit = g_task_propagate_pointer (G_TASK (result), error);
  if (edit == NULL)
    {
      postil_session_end_acting (self);
      return FALSE;
    }
  if (!took_step (self, edit, title, error))
    return FALSE;
  if (!GPOINTER_TO_INT (g_task_get_task_data (G_TASK (result))))
    go_on_after (self, edit);
  return TRUE;
}
