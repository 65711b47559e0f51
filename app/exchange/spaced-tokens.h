/* spaced-tokens.h - tokens that make up the whole text, as spaCy and Prodigy have them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tokens.h"

G_BEGIN_DECLS

/* @space: one U+0020 follows, which is part of no token. Any other white space is a token of its own. */
typedef struct
{
  PostilRange range;
  gboolean    space;
} PostilSpacedToken;

/* GArray of PostilSpacedToken: tokens and the spaces after them, put together, are the text. (transfer full) */
GArray  *postil_spaced_tokens_new (const PostilText *text, const PostilTokens *tokens);
/* The tokens that @range begins and ends with; both are part of it. FALSE when its ends are no edges of tokens. */
gboolean postil_spaced_tokens_find (const GArray *tokens, PostilRange range, guint *first, guint *last);
/* Moves pieces to token edges, for the fit of a PostilTaskFormat. Parts are fitted one by one. */
void     postil_spaced_tokens_fit  (const PostilExportWalk *walk, const PostilExportOptions *options, PostilOutline *outline,
                                    PostilLosses *losses);

G_END_DECLS
