/* reading-time.h - how long somebody was at work, when only moments are seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A pause longer than this counts as this long: then nobody was reading, or nobody was there. */
#define POSTIL_READING_PAUSE (30 * G_TIME_SPAN_SECOND)

/* All times are monotonic, in microseconds. Zeroed: nothing was seen yet. */
typedef struct
{
  gint64 last;    /* when something was seen, 0: never */
  gint64 counted; /* what of the pause since then is in @active already */
  gint64 active;
  guint  keys;
} PostilReadingTime;

void     postil_reading_time_touch (PostilReadingTime *self, gint64 now, gboolean key);
/* What came together until @now, in whole milliseconds; starts anew from there. FALSE when it is nothing. */
gboolean postil_reading_time_take  (PostilReadingTime *self, gint64 now, gint64 *milliseconds, gint64 *keys);

G_END_DECLS
