/* statistics.h - how far a project is: documents read, spans by label and state, time and keys by annotator, spans by day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/store.h>

G_BEGIN_DECLS

typedef struct
{
  PostilId label;
  char    *name;
  guint    counts[3]; /* by PostilState; relations for a relation's label */
} PostilLabelStatistics;

typedef struct
{
  PostilId annotator;
  char    *name;
  guint    n_open; /* documents begun and not done */
  guint    n_done;
  gint64   milliseconds;
  gint64   keystrokes;
  guint    n_kept; /* spans added or accepted by this annotator, structure left out */
} PostilAnnotatorStatistics;

typedef struct
{
  gint64 day; /* days since 1970, local time */
  guint  n_kept;
} PostilDayStatistics;

/**
 * PostilStatistics:
 *
 * A picture of the whole project at one moment; plain values, may be handed to another thread.
 */
typedef struct
{
  guint      n_documents;
  guint      n_done; /* by anybody */
  guint      n_open; /* begun by somebody and done by nobody */
  guint      n_relations;
  GPtrArray *labels;     /* PostilLabelStatistics, in the labels' order, those without a span left out */
  GPtrArray *annotators; /* PostilAnnotatorStatistics, by name */
  GArray    *days;       /* PostilDayStatistics, in order, days without a span left out */
} PostilStatistics;

/* Reads all spans once: about 0.1 s for a million, so the window asks from a thread, through a connection of its own. NULL with
 * @error when the project cannot be read. (transfer full) */
PostilStatistics *postil_statistics_read (PostilStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void              postil_statistics_free (PostilStatistics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilStatistics, postil_statistics_free)

G_END_DECLS
