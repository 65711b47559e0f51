/* segments.h - paragraphs, sentences and tokens of a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

G_BEGIN_DECLS

/**
 * PostilTokenKind:
 *
 * A token is what the caret steps over and what token formats export: a word (with inner apostrophe or
 * hyphen-less compound as ICU's word rules cut it, so an address or @name is one), a number, or one punctuation mark
 * or symbol (an emoji with all that is joined to it). White space is no token and always separates.
 */
typedef enum
{
  POSTIL_TOKEN_WORD,
  POSTIL_TOKEN_NUMBER,
  POSTIL_TOKEN_PUNCTUATION,
} PostilTokenKind;

typedef struct
{
  PostilRange     range;
  guint32         start_byte; /* so that a reader of many tokens need not convert */
  guint32         stop_byte;
  PostilTokenKind kind;
} PostilToken;

/*
 * All return a new GArray in text order, of PostilRange or PostilToken. (transfer full)
 *
 * Paragraphs are lines with something on them (a text wrapped by hard line breaks counts each line), trimmed.
 * Sentences are cut within paragraphs by ICU's rules for English, mended after abbreviations, initials and
 * closing quotes, and after the full stops of a writer without capitals; trimmed. @within limits the work; pass POSTIL_RANGE (0, length) for the whole text.
 */
GArray *postil_segment_paragraphs (const PostilText *text, PostilRange within);
GArray *postil_segment_sentences  (const PostilText *text, PostilRange within);
GArray *postil_segment_tokens     (const PostilText *text, PostilRange within);
/* Clauses of one sentence: cut at ; : , - ( ) and before conjunctions when a finite-looking stretch stands on
 * both sides. Meant for growing a selection and for the scope of a rule. */
GArray *postil_segment_clauses    (const PostilText *text, PostilRange sentence);
/* The same for a sentence whose tokens are known; appends to @clauses (PostilRange). */
void    postil_segment_clauses_of (const PostilText *text, const PostilToken *tokens, guint n, GArray *clauses);

/* Where each grapheme cluster (what a reader takes for one character) starts, and the end: GArray of guint32, in code
 * points. (transfer full) */
GArray *postil_segment_graphemes (const PostilText *text);

/* The token, clause, sentence or paragraph at @offset (the one after it in white space); empty when there is none. */
PostilRange postil_segment_token_at     (const PostilText *text, guint32 offset);
PostilRange postil_segment_clause_at    (const PostilText *text, guint32 offset);
PostilRange postil_segment_sentence_at  (const PostilText *text, guint32 offset);
PostilRange postil_segment_paragraph_at (const PostilText *text, guint32 offset);
/* The first token that starts after @offset (when there is none, the empty range at the end of the text), and the last one
 * that starts before it (when there is none, the empty range at 0). The caret goes to their start. */
PostilRange postil_segment_next_token     (const PostilText *text, guint32 offset);
PostilRange postil_segment_previous_token (const PostilText *text, guint32 offset);
/* Where a span may well end (@end) or start, next after @offset or, with @direction -1, next before it: at marks, and at words
 * that join clauses; where none is near, at the farthest word, and at last the end of the text, or 0. */
guint32     postil_segment_stop           (const PostilText *text, guint32 offset, gboolean end, int direction);
/* Grows @range outward to token edges. */
PostilRange postil_segment_snap           (const PostilText *text, PostilRange range);

G_END_DECLS
