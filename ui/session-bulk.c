/* session-bulk.c - decisions about many suggestions at once, and the way back to where they were made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session-private.h"

#define PLACES_MAX 100 /* decisions about many whose place is remembered */

void
postil_session_begin_bulk (PostilSession *self, PostilBulkPlace *place)
{
  *place = (PostilBulkPlace){
    .document = self->document != NULL ? self->document->id : 0,
    .span = self->current,
    .selection = self->selection,
  };
  self->acting++;
}

void
postil_session_end_acting (PostilSession *self)
{
  g_autoptr (GError) error = NULL;

  self->acting--;
  if (self->acting == 0 && self->stale && !postil_session_reload (self, &error))
    g_warning ("The spans of the shown document cannot be read: %s", error->message);
}

void
postil_session_end_bulk (PostilSession *self, PostilBulkPlace *place, int n)
{
  g_autoptr (PostilEdit) edit = NULL;

  postil_session_end_acting (self);
  if (n <= 0)
    return;
  edit = postil_history_peek_undo (postil_project_get_store (self->project));
  if (edit == NULL)
    return;
  place->edit = edit->id;
  if (self->bulk->len == PLACES_MAX)
    g_array_remove_index (self->bulk, 0);
  g_array_append_val (self->bulk, *place);
}

const PostilBulkPlace *
postil_session_find_bulk (PostilSession *self, PostilId edit)
{
  for (guint i = self->bulk->len; i > 0; i--)
    if (g_array_index (self->bulk, PostilBulkPlace, i - 1).edit == edit)
      return &g_array_index (self->bulk, PostilBulkPlace, i - 1);
  return NULL;
}

/* --- Deciding ------------------------------------------------------------------------------------------------------
 */

/* One on its way: where one was when it began. */
typedef struct
{
  PostilManyKind kind;
  gboolean stay;
  PostilBulkPlace place;
  PostilSpan *from; /* nullable */
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_clear_pointer (&decision->from, postil_span_free);
  g_free (decision);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

static Decision *
decision_begin (PostilSession *self, const PostilMany *many, gboolean stay)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);
  Decision *decision = g_new0 (Decision, 1);

  decision->kind = many->kind;
  decision->stay = stay;
  decision->from = span != NULL ? postil_span_copy (span) : NULL;
  postil_session_begin_bulk (self, &decision->place);
  return decision;
}

/* Goes on from where one was. FALSE with @error also when @n says that it failed. */
static gboolean
decision_end (PostilSession *self, Decision *decision, int n, GError **error)
{
  postil_session_end_bulk (self, &decision->place, n);
  if (n < 0)
    return FALSE;
  if (decision->kind == POSTIL_MANY_REST)
    return postil_session_leave_document (self, error);
  if (self->stays || decision->stay)
    return TRUE;
  if (decision->kind == POSTIL_MANY_IDENTICAL && decision->from != NULL)
    postil_session_go_on (self, decision->from);
  else if (self->mode == POSTIL_MODE_REVIEW)
    postil_session_resume_queue (self, decision->from);
  return TRUE;
}

gboolean
postil_session_decide_many (PostilSession *self, const PostilMany *many, gboolean stay, guint *n, GError **error)
{
  g_autoptr (Decision) decision = decision_begin (self, many, stay);
  int n_decided = postil_project_decide_many (self->project, many, error);

  if (n != NULL)
    *n = (guint) MAX (n_decided, 0);
  return decision_end (self, decision, n_decided, error);
}

static void
decided (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  int n = postil_project_decide_many_finish (POSTIL_PROJECT (source), result, &error);

  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

void
postil_session_decide_many_async (PostilSession *self, const PostilMany *many, gboolean stay, PostilProgress progress,
                                  gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_session_decide_many_async);
  g_task_set_task_data (task, decision_begin (self, many, stay), decision_free);
  postil_project_decide_many_async (self->project, many, progress, progress_data, cancellable, decided, task);
}

gboolean
postil_session_decide_many_finish (PostilSession *self, GAsyncResult *result, guint *n, GError **error)
{
  int n_decided;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  n_decided = (int) g_task_propagate_int (G_TASK (result), error);
  *n = (guint) MAX (n_decided, 0);
  return decision_end (self, g_task_get_task_data (G_TASK (result)), n_decided, error);
}

PostilMany
postil_session_get_identical (PostilSession *self, PostilState state)
{
  return (PostilMany){ .kind = POSTIL_MANY_IDENTICAL, .span = self->current, .state = state };
}

PostilMany
postil_session_get_matching (PostilSession *self, const PostilSpanFilter *filter, PostilState state)
{
  return (PostilMany){ .kind = POSTIL_MANY_MATCHING, .filter = *filter, .span = self->current, .state = state };
}

gboolean
postil_session_decide_all (PostilSession *self, PostilState state, guint *n, GError **error)
{
  const PostilMany many = postil_session_get_identical (self, state);

  return postil_session_get_span (self, self->current) != NULL &&
         postil_session_decide_many (self, &many, FALSE, n, error);
}

gboolean
postil_session_decide_matching (PostilSession *self, const PostilSpanFilter *filter, PostilState state, gboolean stay,
                                guint *n, GError **error)
{
  const PostilMany many = postil_session_get_matching (self, filter, state);

  return postil_session_decide_many (self, &many, stay, n, error);
}
