/* reading-clock.h - notes which documents were read, for how long and with how many keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PostilReadingClock:
 *
 * Watches the keys and the pointer of a window, adds them up for the session's document and writes them when another one
 * comes up, and now and then. A shown document is open from then on. Main thread only.
 */
typedef struct _PostilReadingClock PostilReadingClock;

/* @window outlives the clock or goes with it. */
PostilReadingClock *postil_reading_clock_new         (GtkWidget *window) G_GNUC_WARN_UNUSED_RESULT;
void                postil_reading_clock_free        (PostilReadingClock *self);
/* NULL: writes what is still to be written, and watches nothing. */
void                postil_reading_clock_set_session (PostilReadingClock *self, PostilSession *session);
/* Writes now what else would be written later. */
void                postil_reading_clock_write       (PostilReadingClock *self);

G_END_DECLS
