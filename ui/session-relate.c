/* session-relate.c - what waits for its other half: a relation for its tail, a label for words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session-private.h"

void
postil_session_set_relating (PostilSession *self, PostilSpanId head)
{
  g_return_if_fail (POSTIL_IS_SESSION (self));
  if (self->relating == head)
    return;
  self->relating = head;
  g_signal_emit_by_name (self, "current-changed");
}

PostilSpanId
postil_session_get_relating (PostilSession *self)
{
  g_return_val_if_fail (POSTIL_IS_SESSION (self), 0);
  return postil_session_get_span (self, self->relating) != NULL ? self->relating : 0;
}

gboolean
postil_session_relate (PostilSession *self, PostilId label, GError **error)
{
  PostilSpanId head = postil_session_get_relating (self);
  PostilSpanId tail = self->current;

  if (head == 0 || tail == 0 || head == tail)
    return FALSE;
  if (postil_project_relate (self->project, label, head, tail, error) == 0)
    return FALSE;
  self->relating = 0;
  postil_session_set_current (self, head);
  return TRUE;
}

void
postil_session_set_armed (PostilSession *self, PostilId label)
{
  g_return_if_fail (POSTIL_IS_SESSION (self));
  if (self->armed == label)
    return;
  self->armed = label;
  g_signal_emit_by_name (self, "current-changed");
}

PostilId
postil_session_get_armed (PostilSession *self)
{
  const PostilLabel *label;

  g_return_val_if_fail (POSTIL_IS_SESSION (self), 0);
  label = self->armed != 0 ? postil_project_get_label (self->project, self->armed) : NULL;
  return label != NULL && !label->archived ? self->armed : 0;
}
