/* jsonl-proof.h - Postil's own JSON lines: what was written is what is in the project, to the last member
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "export-walk.h"
#include "json.h"

G_BEGIN_DECLS

/* Whether the line, with its end, reads back as the current document of @walk: text, spans, relations and all that is known of
 * them; and @label_set, unless it is NULL. @scratch: of the caller, so that it need not be made each time. */
gboolean postil_jsonl_prove (const PostilExportWalk *walk, const json_t *label_set, const GString *line, GString *scratch);

/* The document that an object of the file describes, as the reader of JSON lines has it. @text: its text, which had carriage
 * returns or not. */
PostilDocument *postil_jsonl_describe (const json_t *object, PostilText *text, gboolean had_cr, const char *key,
                                       PostilDocumentKind kind);

G_END_DECLS
