/* watch.c - tells on the terminal how far an import or export is, and lets Ctrl+C stop it cleanly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "watch.h"

#include <signal.h>

#include <glib-unix.h>

#include "command.h"

#define TICK_MS 200

struct _PostilWatch
{
  PostilMeter *meter;
  GCancellable *cancellable;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
};

static gboolean
tell (gpointer data)
{
  PostilWatch *self = data;
  double share = postil_meter_get_share (self->meter);
  guint done = (guint) g_atomic_int_get (&self->meter->done), total = (guint) g_atomic_int_get (&self->meter->total);

  if (g_cancellable_is_cancelled (self->cancellable))
    postil_command_progress ("Stopping: percent", share > 0 ? (guint) (100 * share) : 0, 100);
  else if (share >= 0)
    postil_command_progress (done >= total ? "Saving: percent read" : "Reading: percent", (guint) (100 * share), 100);
  else if (total > 0)
    postil_command_progress (g_atomic_int_get (&self->meter->proving) ? "Reading back: document" : "Writing: document",
                             done, total);
  return G_SOURCE_CONTINUE;
}

/* Once: the next one finds the handler gone. */
static gboolean
stop (gpointer data)
{
  g_cancellable_cancel (((PostilWatch *) data)->cancellable);
  return G_SOURCE_REMOVE;
}

static void
attach (PostilWatch *self, GSource *source, GSourceFunc function)
{
  g_source_set_callback (source, function, self, NULL);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

static gpointer
run (gpointer data)
{
  PostilWatch *self = data;

  g_main_loop_run (self->loop);
  return NULL;
}

PostilWatch *
postil_watch_new (PostilMeter *meter)
{
  PostilWatch *self = g_new0 (PostilWatch, 1);

  self->meter = meter;
  self->cancellable = meter->cancellable = g_cancellable_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  attach (self, g_timeout_source_new (TICK_MS), tell);
  attach (self, g_unix_signal_source_new (SIGINT), stop);
  attach (self, g_unix_signal_source_new (SIGTERM), stop);
  self->thread = g_thread_new ("watch", run, self);
  return self;
}

GCancellable *
postil_watch_get_cancellable (PostilWatch *self)
{
  return self->cancellable;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (((PostilWatch *) data)->loop);
  return G_SOURCE_REMOVE;
}

void
postil_watch_free (PostilWatch *self)
{
  if (self == NULL)
    return;
  /* From within the loop, which may not have begun to run. */
  attach (self, g_idle_source_new (), quit);
  g_thread_join (self->thread);
  postil_command_progress_end ();
  self->meter->cancellable = NULL;
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_free (self);
}
