/* json-pull.h - what was just written as JSON, read back piece by piece and compared, without building it again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilJsonPull:
 *
 * Strict: whatever it takes is JSON, in valid UTF-8. For proofs alone, where the next thing is known: what strangers send
 * is parsed by json.c.
 */
typedef struct
{
  const char *cursor;
  const char *end;
  GString    *string; /* of a string with escapes */
  gboolean    valid;
} PostilJsonPull;

void     postil_json_pull_init    (PostilJsonPull *self, GString *scratch, const char *text, gsize n_bytes);
/* Steps over a bracket, brace, colon or comma. FALSE when something else comes. */
gboolean postil_json_pull_mark    (PostilJsonPull *self, char mark);
/* Valid until the next string. */
gboolean postil_json_pull_string  (PostilJsonPull *self, const char **string, gsize *n_bytes);
gboolean postil_json_pull_integer (PostilJsonPull *self, guint64 *value);
/* Any number. */
gboolean postil_json_pull_real    (PostilJsonPull *self, double *value);
/* The value as it stands there, whatever it is. */
gboolean postil_json_pull_raw     (PostilJsonPull *self, const char **value, gsize *n_bytes);
/* Over any value. */
gboolean postil_json_pull_skip    (PostilJsonPull *self);
/* Whether the next value is this string. */
gboolean postil_json_pull_equals  (PostilJsonPull *self, const char *expected, gsize n_bytes);
/* The next member's name, with the colon; FALSE and the brace stepped over at the end of the object. @first: TRUE before
 * the first member. */
gboolean postil_json_pull_member  (PostilJsonPull *self, gboolean *first, const char **name, gsize *n_bytes);
/* Whether another element comes; steps over the comma before it, or the bracket behind the last. */
gboolean postil_json_pull_element (PostilJsonPull *self, gboolean *first);
/* All of it was JSON, and nothing is left. */
gboolean postil_json_pull_ended   (const PostilJsonPull *self);

G_END_DECLS
