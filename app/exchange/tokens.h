/* tokens.h - texts as rows of tokens, and spans as what tokens are tagged with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outline.h"
#include "record.h"

G_BEGIN_DECLS

/**
 * PostilTokens:
 *
 * The tokens of a text in order, none of them empty or with white space at its ends, and the sentences that they make up:
 * ranges of token numbers, which together hold every token once.
 */
typedef struct
{
  GArray *tokens;    /* PostilRange of code points */
  GArray *sentences; /* PostilRange of tokens */
} PostilTokens;

/* As Postil cuts words and sentences. */
PostilTokens *postil_tokens_new       (const PostilText *text);
/* As GLiNER does: runs of letters and digits with single hyphens and underscores between them, or one other character.
 * One sentence. */
PostilTokens *postil_tokens_new_plain (const PostilText *text);
void          postil_tokens_free      (PostilTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilTokens, postil_tokens_free)

/* Moves the pieces of @outline to token edges; where @cut, none crosses the end of a sentence afterwards. */
void          postil_tokens_fit (const PostilTokens *self, PostilOutline *outline, PostilEdges edges, gboolean cut,
                                 PostilLosses *losses);
/* The tokens that @range touches: [start, stop). FALSE when it touches none. */
gboolean      postil_tokens_touched (const PostilTokens *self, PostilRange range, PostilRange *tokens);

/* Whether a space between tokens and a line end between sentences is all that there is beside them. */
gboolean      postil_tokens_are_all (const PostilTokens *self, const PostilText *text);

/* The token as files hold it: any white space in it becomes "_". @changed, which may be NULL, is set when something had to
 * change. (transfer full) */
char         *postil_token_word  (const PostilText *text, PostilRange token, gboolean *changed);
/* A label without white space. (transfer full) */
char         *postil_token_label (const char *label, gboolean *changed);

/* A stretch of tagged tokens; @last is part of it. @label points into its tag. */
typedef struct
{
  guint       first;
  guint       last;
  const char *label;
} PostilTagSpan;

/* Whether @tag is O, or a letter of any scheme, a hyphen and a label. */
gboolean      postil_tag_is_valid (const char *tag);
/* Reads IOB1, IOB2, BILOU, BIOES and IOE2 alike: GArray of PostilTagSpan. Tags must be valid. (transfer full) */
GArray       *postil_tags_decode  (const GPtrArray *tags);

/**
 * PostilTokenText:
 *
 * A text put together from tokens, for formats that do not say what stood between them: a space between tokens, a line end
 * between sentences.
 */
typedef struct
{
  GString      *text;
  guint32       length; /* in code points */
  GArray       *spans;
  GStringChunk *labels;
  guint         line; /* of its first sentence */
} PostilTokenText;

PostilTokenText *postil_token_text_new  (void);
void             postil_token_text_free (PostilTokenText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilTokenText, postil_token_text_free)
/* @words: GPtrArray of strings. @spans: GArray of PostilTagSpan. Returns how many spans the text has now, less those of this
 * sentence, so that relations can name them: span N of a record is called "N". */
guint            postil_token_text_add  (PostilTokenText *self, const GPtrArray *words, const GArray *spans, guint line);
PostilRecord    *postil_token_text_to_record (PostilTokenText *self, const char *key, GError **error);

G_END_DECLS
