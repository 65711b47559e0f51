/* marks.h - what one side marked, read for scoring: from JSON lines or from a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/postil.h>

G_BEGIN_DECLS

typedef struct
{
  char                *id;
  char                *text_sha256; /* NULL when the file holds no text for it */
  PostilScoredDocument marks;
} PostilMarkedDocument;

/**
 * PostilMarks:
 *
 * All documents of a file, each id once. Owns everything that its documents point to.
 */
typedef struct
{
  GPtrArray    *documents; /* PostilMarkedDocument, in the file's order */
  GHashTable   *by_id;     /* id -> PostilMarkedDocument, borrowed */
  GStringChunk *strings;
  guint         n_loose;   /* relations whose ends are not there: left out */
} PostilMarks;

/* @path: JSON lines, a project, or "-" for JSON lines on standard input. @states: which spans of a project count; JSON lines
 * count whole. Complaints name file and line. */
PostilMarks *postil_marks_load (const char *path, PostilStates states, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     postil_marks_is_project (const char *path);
/* Of the documents of the project @path that @annotator (NULL: anybody) marked done, structure left out: what was kept, and what was
 * proposed, as it was proposed. */
gboolean     postil_marks_of_done (const char *path, const char *annotator, PostilMarks **kept, PostilMarks **proposed,
                                   GError **error);
void         postil_marks_free (PostilMarks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilMarks, postil_marks_free)

G_END_DECLS
