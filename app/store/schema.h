/* schema.h - the versions of the project file, and whether a file has exactly the schema it should have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sqlite3.h>

#include <postil/error.h>

G_BEGIN_DECLS

/* PRAGMA user_version. Each stands for one script in resources/sql. */
typedef enum
{
  POSTIL_SCHEMA_NONE = 0,
  POSTIL_SCHEMA_INITIAL = 1, /* documents, labels, spans, relations, readings, history, full text */
  POSTIL_SCHEMA_PLACES = 2,  /* the queue by score, fingerprints of what was suggested from, spans that found no place */
  POSTIL_SCHEMA_COVERED = 3, /* indexes that answer for the review queue alone */
  POSTIL_SCHEMA_CURRENT = POSTIL_SCHEMA_COVERED,
} PostilSchemaVersion;

/* Runs the scripts after @from up to @to and sets user_version, within the caller's transaction. */
gboolean postil_schema_migrate (sqlite3 *db, const char *path, int from, int to, GError **error);
/* POSTIL_ERROR_TAMPERED unless sqlite_schema holds what version @version has, no more and no less. */
gboolean postil_schema_compare (sqlite3 *db, const char *path, int version, GError **error);

G_END_DECLS
