/* span-json.h - one span as Postil's own JSON has it (formats.md, section 0a), written and read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

#include "intake.h"

G_BEGIN_DECLS

/* What is written. Strings that are NULL, and times that are 0, leave their member out. */
typedef struct
{
  const char   *id;
  PostilText   *text;  /* of the document */
  const char   *given; /* the same bytes but for line ends, to quote from instead; NULL: none */
  gboolean      brief; /* without the context and the other units */
  PostilRange   range;
  const GArray *parts;
  const char   *label;
  const char   *state;
  const char   *source;
  const char   *annotator;
  double        score;
  const char   *note;
  const char   *reason;
  const char   *attributes; /* JSON object: its members become members of the span where their names are free */
  gint64        created_at;
  gint64        decided_at;
} PostilSpanJson;

/* Of the commonest attributes by far, {"entity":"Somebody"}, the name as it stands there, when it can be taken as it is; else
 * NULL. */
const char *postil_span_json_plain_entity (const char *attributes, gsize *n_bytes);
void     postil_span_json_append (GString *out, const PostilSpanJson *span);
/* Appends to @claims and @places, which borrow from @object. FALSE (POSTIL_ERROR_INVALID_FORMAT) when it has no start, end
 * or label; nothing is appended then. */
gboolean postil_span_json_read   (const json_t *object, guint line, GArray *claims, GArray *places, GError **error);

G_END_DECLS
