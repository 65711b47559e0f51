/* file-set.h - files that all get their names, or none of them does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "new-file.h"

G_BEGIN_DECLS

/**
 * PostilFileSet:
 *
 * The files of one export, each with what is told of its losses, if anything is: written, synced and proven, but without
 * names. Freed before it is finished, it leaves the folder as it was.
 *
 * No file system renames several files at once. So all that may fail is done first (space, rights, hidden names), and then
 * nothing but renaming is left: what is told first, then the files, then what is told of earlier files goes. When a rename
 * fails, those before it are undone: an old file comes back, from a hidden second name that it was given (a copy, where files
 * can have one name only), and where there was none there is none again. A program that is killed among the renames leaves
 * some files new and some old, each of them whole and proven; hidden names of the others may stay then.
 */
typedef struct _PostilFileSet PostilFileSet;

PostilFileSet *postil_file_set_new  (void);
void           postil_file_set_free (PostilFileSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFileSet, postil_file_set_free)

/* Takes both over and leaves them empty. @told: of @file, may be NULL: what was told of an earlier one at @beside goes. Fails
 * when a file of that path is in the set already. */
gboolean postil_file_set_add    (PostilFileSet *self, PostilNewFile *file, PostilNewFile *told, const char *beside,
                                 GError **error);
gboolean postil_file_set_finish (PostilFileSet *self, GError **error);

G_END_DECLS
