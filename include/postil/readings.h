/* readings.h - who has read what, so that absence can count as a true negative
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/documents.h>

G_BEGIN_DECLS

typedef struct
{
  PostilReadingState state;
  gint64             milliseconds;
  gint64             keystrokes;
} PostilReading;

/* Unread with zeros when there is no row. */
gboolean postil_readings_get (PostilStore *store, PostilId document, PostilId annotator, PostilReading *reading,
                              GError **error);
/* Marking done or open is an edit; time and keystrokes are added by postil_readings_spend, which is none. */
gboolean postil_readings_set_state (PostilStore *store, PostilId document, PostilId annotator, PostilReadingState state,
                                    GError **error);
gboolean postil_readings_spend     (PostilStore *store, PostilId document, PostilId annotator, gint64 milliseconds,
                                    gint64 keystrokes, GError **error);
/* Unread becomes open, which is no edit: looking at a page is nothing to undo. @changed (nullable): it was unread. */
gboolean postil_readings_begin     (PostilStore *store, PostilId document, PostilId annotator, gboolean *changed,
                                    GError **error);
/* The documents that somebody marked done, in order of id: GArray of PostilId. (transfer full) */
GArray  *postil_readings_all_done  (PostilStore *store, GError **error);
/* Names of the annotators who marked @document done, NULL-terminated. (transfer full) */
char   **postil_readings_done_by   (PostilStore *store, PostilId document, GError **error);

G_END_DECLS
