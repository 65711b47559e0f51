/* reading-time.c - how long somebody was at work, when only moments are seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "reading-time.h"

/* Adds what the pause since the last moment has come to, once. */
static void
count_pause (PostilReadingTime *self, gint64 now)
{
  gint64 pause = self->last != 0 && now > self->last ? MIN (now - self->last, POSTIL_READING_PAUSE) : 0;

  if (pause <= self->counted)
    return;
  self->active += pause - self->counted;
  self->counted = pause;
}

void
postil_reading_time_touch (PostilReadingTime *self, gint64 now, gboolean key)
{
  count_pause (self, now);
  self->last = now;
  self->counted = 0;
  self->keys += key ? 1 : 0;
}

gboolean
postil_reading_time_take (PostilReadingTime *self, gint64 now, gint64 *milliseconds, gint64 *keys)
{
  count_pause (self, now);
  *milliseconds = self->active / G_TIME_SPAN_MILLISECOND;
  *keys = self->keys;
  self->active -= *milliseconds * G_TIME_SPAN_MILLISECOND;
  self->keys = 0;
  return *milliseconds > 0 || *keys > 0;
}
