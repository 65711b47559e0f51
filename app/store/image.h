/* image.h - a row as a JSON object, for the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "statement.h"

G_BEGIN_DECLS

/* A table that the history records; its key is the column "id". */
typedef struct
{
  const char *name;
  GPtrArray  *columns;  /* char *, in the table's order */
  GArray     *children; /* PostilChild: who refers to a row of this table */
} PostilTable;

typedef struct
{
  guint       table; /* index of the referring table */
  const char *column; /* owned */
} PostilChild;

/* Appends the object's text. Integers and text are exact; reals have 17 digits, so that they come back bit by bit. */
void     postil_image_append (GString *json, const char *column, sqlite3_value *value);

/* "{...}" as a parsed object: json_t of jansson, opaque here. */
typedef struct _PostilImage PostilImage;

PostilImage *postil_image_parse (const char *json, gsize n_bytes, GError **error);
void         postil_image_free  (PostilImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilImage, postil_image_free)

/* "INSERT INTO t (a, b) VALUES (?1, ?2)" of all members. POSTIL_ERROR_DAMAGED when a member is no column. */
gboolean postil_image_insert (PostilStore *store, const PostilTable *table, PostilImage *image, GError **error);
/* "UPDATE t SET a = ?1 WHERE id = ?2". POSTIL_ERROR_FAILED when the row is gone. */
gboolean postil_image_update (PostilStore *store, const PostilTable *table, gint64 row, PostilImage *image, GError **error);
/* Whether the image has @column. */
gboolean postil_image_has    (PostilImage *image, const char *column);

G_END_DECLS
