/* json-items.h - the elements of a long JSON array, one at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/**
 * PostilJsonItems:
 *
 * Finds where each element begins and ends without parsing it, so that a file of any size is parsed piece by piece. The
 * bytes stay where they are.
 */
typedef struct
{
  const char *cursor;
  const char *end;
  guint       line; /* of the cursor, from 1 */
  gboolean    closed; /* the array's bracket was found */
} PostilJsonItems;

/* The array that the value is, or (when @key is not NULL) that the member @key of the object is. FALSE when there is no
 * such array. A byte order mark in front is skipped. */
gboolean postil_json_items_init (PostilJsonItems *self, const char *data, gsize n_bytes, const char *key);
/* FALSE at the end. What is returned need not be valid JSON. */
gboolean postil_json_items_next (PostilJsonItems *self, const char **item, gsize *n_bytes, guint *line);

/* The first value in @head when it is a whole line or element of an array; for sniffing. NULL: none. (transfer full) */
json_t  *postil_json_sniff (const guint8 *head, gsize n_bytes);

G_END_DECLS
