/* score.h - precision, recall and F1 of predicted spans against gold ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/span.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_MATCH_EXACT,
  POSTIL_MATCH_OVERLAP, /* any shared character, paired one to one, the largest overlap first */
  POSTIL_MATCH_TOKEN,   /* character by character */
} PostilMatch;

typedef struct
{
  guint64 true_positives;
  guint64 n_predicted;
  guint64 n_gold;
} PostilCounts;

/* 0 where the divisor is 0. */
double postil_counts_precision (const PostilCounts *self);
double postil_counts_recall    (const PostilCounts *self);
double postil_counts_f1        (const PostilCounts *self);

/* What scoring needs of a span. Ranges come from files: an empty or reversed one overlaps nothing. */
typedef struct
{
  PostilRange range;
  GArray     *parts;  /* PostilRange, or NULL */
  const char *label;
  double      score;
  const char *entity; /* for speakers: any mention of the same entity is right; NULL when unknown */
} PostilScoredSpan;

typedef struct
{
  guint head; /* indices */
  guint tail;
} PostilScoredRelation;

/**
 * PostilScoredDocument:
 *
 * The marks of one document as one side made them. Every pointer is borrowed: whoever reads the marks keeps them. An array or
 * table that is NULL is empty.
 */
typedef struct
{
  GArray     *spans;        /* PostilScoredSpan */
  GArray     *speakers;     /* PostilScoredRelation of type "speaker" */
  char      **labels;       /* document labels */
  GHashTable *label_scores; /* document label in lower case -> double: how sure a prediction is */
} PostilScoredDocument;

/* In all of these @predicted may be NULL: a document without a prediction counts as predicted empty. @labels NULL: all. */

/* Adds one document to @by_label (label -> PostilCounts, both owned; g_str_hash). Pairing as in the reference scorer:
 * exact by place, overlap greedily by most characters shared, then in the order of the documents. */
void postil_score_spans (const PostilScoredDocument *gold, const PostilScoredDocument *predicted,
                         const char *const *labels, PostilMatch match, GHashTable *by_label);

typedef struct
{
  guint64 right;
  guint64 wrong;
  guint64 none;
  guint64 n_gold;
} PostilSpeakerCounts;

/* Adds one document: of the gold spans that have a speaker and were found, how many were given the right one. Pairs by
 * overlap unless @match is exact. */
void postil_score_speakers (const PostilScoredDocument *gold, const PostilScoredDocument *predicted,
                            const char *const *labels, PostilMatch match, PostilSpeakerCounts *counts);

/* How sure @predicted is of @label, case ignored: the best of its spans' scores and of label_scores; 1 for a document label
 * that has neither; else 0. */
double postil_score_document (const PostilScoredDocument *predicted, const char *label);

/* One document's place in the ranking of a label. */
typedef struct
{
  double   score;
  gboolean gold;
} PostilRanked;

typedef struct
{
  double  average_precision; /* documents with equal scores share one place */
  double  precision;         /* of those with 0.5 or more */
  double  recall;
  double  f1;
  double  best_f1;
  double  best_threshold;    /* 1 when no threshold finds anything */
  guint64 n_gold;
} PostilRankingScore;

/* Sorts @ranked (GArray of PostilRanked, one for each gold document), best score first, and scores it. */
PostilRankingScore postil_score_ranking (GArray *ranked);

G_END_DECLS
