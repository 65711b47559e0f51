/* json-values.h - the values of a JSON file, one at a time: lines, the members of one array, or values end to end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/**
 * PostilJsonValues:
 *
 * Decides by the first value which of the three it is. Where each value begins and ends is found without parsing it, so
 * that only one is in memory at a time; what is returned need not be valid JSON.
 */
typedef struct
{
  const char *cursor;
  const char *end;
  guint       line; /* at the cursor, from 1 */
  gboolean    lines;
  gboolean    array;
  gboolean    failed; /* a value does not end */
  gboolean    closed; /* the array's bracket was found */
} PostilJsonValues;

void     postil_json_values_init (PostilJsonValues *self, const char *data, gsize n_bytes);
/* The elements of the array that is the member @key of the object that the file is. FALSE when there is none. */
gboolean postil_json_values_init_member (PostilJsonValues *self, const char *data, gsize n_bytes, const char *key);
/* The bytes of the next value and the line on which it starts. FALSE at the end. */
gboolean postil_json_values_next (PostilJsonValues *self, const char **value, gsize *n_bytes, guint *line);
/* The members of the one object that a file or value is, without parsing it: what stands between the quotes of the key, and
 * the bytes of the value. FALSE at the end, when @failed tells whether something else than an object was there. */
void     postil_json_members_init (PostilJsonValues *self, const char *data, gsize n_bytes);
gboolean postil_json_members_next (PostilJsonValues *self, const char **key, gsize *n_key, const char **value,
                                   gsize *n_bytes, guint *line);
/* Whether the array that it is has no end: something is missing. */
gboolean postil_json_values_is_cut (const PostilJsonValues *self);
/* The first value of what may be only the beginning of a file; NULL when it is cut off or none. */
json_t  *postil_json_values_first (const guint8 *head, gsize n_bytes);
/* For a first value that is longer than the beginning: whether @words occur in it, white space left aside. */
gboolean postil_json_head_has    (const guint8 *head, gsize n_bytes, const char *words);

G_END_DECLS
