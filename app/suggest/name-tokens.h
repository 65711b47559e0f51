/* name-tokens.h - tokens cut the way names are written, with what the tagger looks at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_NAME_CAPITAL = 1 << 0,  /* first letter is upper case */
  POSTIL_NAME_ALL_CAPS = 1 << 1, /* two letters or more, none lower case */
  POSTIL_NAME_INNER_CAP = 1 << 2, /* iPhone, eBay */
  POSTIL_NAME_DIGIT = 1 << 3,
  POSTIL_NAME_PUNCTUATION = 1 << 4,
  POSTIL_NAME_SENTENCE_START = 1 << 5, /* first word of its sentence, quotes and brackets skipped */
  POSTIL_NAME_HEADLINE = 1 << 6,       /* most words of the sentence are capitalised: case says little */
  POSTIL_NAME_LOWER_ELSEWHERE = 1 << 7,   /* the document has the word in lower case too */
  POSTIL_NAME_CAPITAL_ELSEWHERE = 1 << 8, /* the document has it capitalised inside a sentence */
  POSTIL_NAME_POSSESSIVE = 1 << 9,        /* the 's that was cut off the word before */
  POSTIL_NAME_CALMED = 1 << 10,           /* shouted; described as if it were not */
} PostilNameFlags;

/**
 * PostilNameToken:
 *
 * Like a token, but "Jong-un" and "U.S." are one, and "Obama's" is "Obama" and "'s". Hashes are FNV-1a with 32 bits, of
 * the word as written and in lower case.
 */
typedef struct
{
  PostilRange range;
  guint32     start_byte;
  guint32     stop_byte;
  guint32     word;
  guint32     lower;
  guint32     prefix[3]; /* of 2, 3, 4 characters, as written; 0 until they are added, as the suffixes */
  guint32     suffix[4]; /* of 1, 2, 3, 4 characters, in lower case */
  guint32     shape;     /* "Xx", "X.X.", "XX-d" ... with runs folded */
  guint32     classes;   /* bits of the gazetteers that hold it; filled by the tagger */
  guint16     flags;
  guint32     sentence;  /* index of its sentence */
} PostilNameToken;

/* GArray of PostilNameToken, in text order. (transfer full) */
GArray *postil_name_tokens (PostilAnalysis *analysis);
/* The same for a list of names: cut and hashed alike, without what depends on sentences. (transfer full) */
GArray *postil_name_tokens_of_list (const PostilText *text);
/* Hash, shape and flags of @token as if it were written @word. */
void    postil_name_token_describe (PostilNameToken *token, const char *word, gsize n_bytes);
/* Only the tagger wants affixes, and only around capitals: they are left out before. @utf8: the text. */
void    postil_name_tokens_add_affixes (GArray *names, const char *utf8, guint begin, guint end);

G_END_DECLS
