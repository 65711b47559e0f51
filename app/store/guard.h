/* guard.h - is this file a project at all? Asked of the bare bytes, before SQLite trusts them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sqlite3.h>

#include <postil/error.h>

G_BEGIN_DECLS

typedef struct
{
  guint64  n_bytes;
  int      version;     /* user_version */
  gboolean has_journal; /* a transaction was cut short, or is running */
} PostilFileHeader;

/*
 * Both change nothing. First the path: it must be an ordinary file that is not empty, and the journal beside it, if any,
 * must be such as Postil writes (one that names a further file would make SQLite delete that). Then, on a connection that
 * has not run a statement yet, the header. It is read through SQLite's own descriptor, because closing another one
 * would drop the locks that this process holds on the file.
 *
 * Errors: G_FILE_ERROR, POSTIL_ERROR_NOT_A_PROJECT, _NEWER, _DAMAGED (cut short), _TAMPERED.
 */
gboolean postil_guard_check_path   (const char *path, PostilFileHeader *header, GError **error);
gboolean postil_guard_check_header (sqlite3 *db, const char *path, PostilFileHeader *header, GError **error);
/* Whether the file, and a journal beside it, can be written by this process. */
gboolean postil_guard_is_writable (const char *path);

G_END_DECLS
