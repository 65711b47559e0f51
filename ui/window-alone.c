/* window-alone.c - what writes for a while has the project to itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include <glib/gi18n.h>

static void
begin_now (PostilWindow *self, PostilWindowBegin begin, gpointer data)
{
  self->alone = TRUE;
  postil_reading_clock_set_session (self->clock, NULL);
  begin (self, data);
}

void
postil_window_be_alone (PostilWindow *self, PostilWindowBegin begin, gpointer data, GDestroyNotify destroy)
{
  if (self->alone || self->begin_alone != NULL)
    {
      postil_window_toast (self, _ ("Something that takes a while is not finished yet"), FALSE);
      destroy (data);
      return;
    }
  if (self->learning != NULL || self->learn_timeout != 0)
    {
      postil_window_stop_learning (self);
      postil_window_learn_soon (self);
    }
  if (self->working == NULL)
    {
      begin_now (self, begin, data);
      return;
    }
  self->begin_alone = begin;
  self->begin_data = data;
  self->begin_destroy = destroy;
  self->interrupted = TRUE;
  g_cancellable_cancel (self->working);
}

void
postil_window_forget_alone (PostilWindow *self)
{
  if (self->begin_alone == NULL)
    return;
  self->begin_alone = NULL;
  self->begin_destroy (g_steal_pointer (&self->begin_data));
}

gboolean
postil_window_wants_alone (PostilWindow *self)
{
  PostilWindowBegin begin = self->begin_alone;

  if (begin == NULL)
    return FALSE;
  self->begin_alone = NULL;
  begin_now (self, begin, g_steal_pointer (&self->begin_data));
  return TRUE;
}

gboolean
postil_window_end_alone (PostilWindow *self, PostilProject *project)
{
  gboolean interrupted = self->interrupted;

  self->alone = FALSE;
  self->interrupted = FALSE;
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || postil_window_get_project (self) != project)
    return FALSE;
  postil_reading_clock_set_session (self->clock, self->session);
  if (interrupted)
    postil_window_suggest (self, NULL);
  return TRUE;
}
