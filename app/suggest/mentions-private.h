/* mentions-private.h - what the files that mend mentions share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mentions.h"

#include <string.h>

G_BEGIN_DECLS

#define ANY(class) (POSTIL_CLASS_BIT (class) | POSTIL_CLASS_BIT_LONG (class))

static inline const PostilNameToken *
token_at (const GArray *names, guint index)
{
  return &g_array_index (names, PostilNameToken, index);
}

static inline gboolean
has_label (const PostilMention *mention, const char *label)
{
  return strcmp (mention->label, label) == 0;
}

static inline guint32
classes_of (const PostilGazetteer *gazetteer, const GArray *names, guint begin, guint end)
{
  return postil_gazetteer_lookup (gazetteer, token_at (names, begin), end - begin);
}

/* Whether @token is one of @words, whatever its case; NULL-terminated. */
gboolean postil_token_is (PostilText *text, const PostilNameToken *token, const char *const *words);

/* Towns and firms that the tagger takes for people, by the words around them. */
void     postil_mention_label_by_context (const PostilGazetteer *gazetteer, PostilText *text, const GArray *names, PostilMention *mention);
gboolean postil_mention_is_date          (PostilText *text, const GArray *names, const PostilMention *mention);
gboolean postil_mention_is_common_noun   (PostilText *text, const GArray *names, const PostilMention *mention);

G_END_DECLS
