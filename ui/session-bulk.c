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
postil_session_end_bulk (PostilSession *self, PostilBulkPlace *place, int n)
{
  g_autoptr (PostilEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  self->acting--;
  if (self->acting == 0 && self->stale && !postil_session_reload (self, &error))
    g_warning ("The spans of the shown document cannot be read: %s", error->message);
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

gboolean
postil_session_decide_all (PostilSession *self, PostilState state, guint *n, GError **error)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);
  g_autoptr (PostilSpan) from = span != NULL ? postil_span_copy (span) : NULL;
  PostilBulkPlace place;
  int n_decided;

  if (from == NULL)
    return FALSE;
  postil_session_begin_bulk (self, &place);
  n_decided = postil_project_decide_identical (self->project, from->id, state, error);
  postil_session_end_bulk (self, &place, n_decided);
  if (n_decided < 0)
    return FALSE;
  if (n != NULL)
    *n = (guint) n_decided;
  if (!self->stays)
    postil_session_go_on (self, from);
  return TRUE;
}

gboolean
postil_session_decide_matching (PostilSession *self, const PostilSpanFilter *filter, PostilState state, gboolean stay,
                                guint *n, GError **error)
{
  const PostilSpan *span = postil_session_get_span (self, self->current);
  g_autoptr (PostilSpan) from = span != NULL ? postil_span_copy (span) : NULL;
  PostilBulkPlace place;
  int n_decided;

  postil_session_begin_bulk (self, &place);
  n_decided = postil_project_decide_matching (self->project, filter, from != NULL ? from->id : 0, state, error);
  postil_session_end_bulk (self, &place, n_decided);
  if (n_decided < 0)
    return FALSE;
  if (n != NULL)
    *n = (guint) n_decided;
  if (self->mode == POSTIL_MODE_REVIEW && !self->stays && !stay)
    postil_session_resume_queue (self, from);
  return TRUE;
}
