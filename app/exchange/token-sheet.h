/* token-sheet.h - a document as sentences of tagged tokens, for the writers of such formats and for their proofs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tokens.h"

G_BEGIN_DECLS

/* One flat layer of spans on whole tokens, none across the end of a sentence. */
typedef struct
{
  PostilTokens  *tokens;
  PostilOutline *outline;
} PostilTokenSheet;

void     postil_token_sheet_init  (PostilTokenSheet *self, const PostilExportWalk *walk,
                                   const PostilExportOptions *options, PostilLosses *losses);
void     postil_token_sheet_clear (PostilTokenSheet *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilTokenSheet, postil_token_sheet_clear)
/* A token as it is written. (transfer full) */
char    *postil_token_sheet_word  (const PostilExportWalk *walk, PostilRange token, PostilLosses *losses);
/* The tag of a token, in IOB2 or BILOU; @next, from 0, goes along the pieces. (transfer full) */
char    *postil_token_sheet_tag   (const PostilTokenSheet *self, const PostilExportWalk *walk, gboolean bilou,
                                   PostilRange token, guint *next, PostilLosses *losses);
/* Whether these words and tags are the sentence, in any scheme; @next as before. */
gboolean postil_token_sheet_prove (const PostilTokenSheet *self, const PostilExportWalk *walk, guint sentence,
                                   const GPtrArray *words, const GPtrArray *tags, guint *next);

G_END_DECLS
