/* clause-words.h - the words of a document as the learner sees them: hashes, stems and classes, and its clauses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/**
 * PostilLexicon:
 *
 * Word classes from resources/lexicon: which of up to 64 classes a word or its stem belongs to. Immutable, may be shared.
 */
typedef struct _PostilLexicon PostilLexicon;

PostilLexicon *postil_lexicon_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void           postil_lexicon_free (PostilLexicon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLexicon, postil_lexicon_free)
/* The bit of class @name; 0 where there is none. */
guint64        postil_lexicon_mask (const PostilLexicon *self, const char *name);

typedef enum
{
  POSTIL_WORD_CAPITAL = 1 << 0,
  POSTIL_WORD_SHOUTED = 1 << 1, /* three letters or more, all capital */
  POSTIL_WORD_NUMBER  = 1 << 2,
  POSTIL_WORD_MARK    = 1 << 3, /* punctuation */
  POSTIL_WORD_QUOTED  = 1 << 4, /* stands in a Quote */
} PostilWordFlags;

typedef struct
{
  guint32 word;
  guint32 stem;
  guint32 flags;
  guint64 classes;
} PostilWord;

typedef struct
{
  PostilRange range;
  guint       first; /* tokens, half-open */
  guint       last;
  guint       sentence_first;
  guint       sentence_last;
  guint       paragraph; /* number of the sentence within its paragraph or post, from 0 */
  gboolean    in_post;
  gboolean    attribution; /* says who speaks, and nothing else: no act, but perhaps what a project calls by a label of its own */
} PostilClause;

/**
 * PostilClauseWords:
 *
 * The words and clauses of one document, computed once. Borrows the analysis. Boilerplate and what a reply quotes have no clauses.
 */
typedef struct
{
  PostilAnalysis      *analysis;
  const PostilLexicon *lexicon;
  const GArray        *tokens;
  PostilWord          *words;
  GArray              *clauses; /* PostilClause, in text order */
} PostilClauseWords;

PostilClauseWords *postil_clause_words_new  (const PostilLexicon *lexicon, PostilAnalysis *analysis) G_GNUC_WARN_UNUSED_RESULT;
void               postil_clause_words_free (PostilClauseWords *self);
/* Forgets the clauses that only attribute. */
void               postil_clause_words_leave_attributions (PostilClauseWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilClauseWords, postil_clause_words_free)

/* A feature, and the tokens that it comes from (first == last: from none that could be shown). */
typedef struct
{
  guint32 hash;
  guint   first;
  guint   last;
} PostilFeature;

/* The features of clause @index, into the emptied @features (PostilFeature). @with_rules: also which rules found something there. */
void    postil_clause_features (const PostilClauseWords *self, guint index, gboolean with_rules, GArray *features);
/* What each of @n features counts, so that long clauses weigh no more than short ones. */
double  postil_features_value  (guint n);

guint32 postil_clause_hash (guint32 seed, const char *bytes, gsize n_bytes);

G_END_DECLS
