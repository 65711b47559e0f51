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

/* What scoring needs of a span. */
typedef struct
{
  PostilRange range;
  GArray     *parts;
  const char *label;
  double      score;
  const char *entity; /* for speakers: any mention of the same entity is right; NULL when unknown */
} PostilScoredSpan;

typedef struct
{
  guint head; /* indices */
  guint tail;
} PostilScoredRelation;

typedef struct
{
  GArray *spans;    /* PostilScoredSpan */
  GArray *speakers; /* PostilScoredRelation of type "speaker" */
  char  **labels;   /* document labels */
} PostilScoredDocument;

/* Adds one document to @by_label (label -> PostilCounts, owned). Pairing as in the reference scorer. */
void postil_score_spans (const PostilScoredDocument *gold, const PostilScoredDocument *predicted,
                         const char *const *labels, PostilMatch match, GHashTable *by_label);

typedef struct
{
  guint64 right;
  guint64 wrong;
  guint64 none;
  guint64 n_gold;
} PostilSpeakerCounts;

void postil_score_speakers (const PostilScoredDocument *gold, const PostilScoredDocument *predicted,
                            const char *const *labels, PostilMatch match, PostilSpeakerCounts *counts);

G_END_DECLS
