/* spacy-private.h - what the shapes of spaCy's JSON share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tasks.h"

G_BEGIN_DECLS

/* Where a Doc's own attributes hold what the document is called. */
#define POSTIL_SPACY_KEY "postil_id"

/* The document's labels as "cats": an object, or a @list of objects. */
void          postil_spacy_append_cats (GString *out, const PostilDocument *document, gboolean list);
/* A document of the training JSON of spaCy 2, which "spacy convert" still takes. */
PostilRecord *postil_spacy_parse_train (const json_t *value, const PostilImportFile *file, guint line, PostilIntake *intake,
                                        GError **error);

G_END_DECLS
