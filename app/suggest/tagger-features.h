/* tagger-features.h - what the tagger sees at one token, and which tokens it looks at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "name-tokens.h"

G_BEGIN_DECLS

/* BILOU over the labels: tag 0 is O, then B, I, L, U of each label. Padded to a multiple of 16 for the vector units. */
#define POSTIL_TAGGER_N_LABELS 7
#define POSTIL_TAGGER_N_TAGS (1 + 4 * POSTIL_TAGGER_N_LABELS)
#define POSTIL_TAGGER_N_COLUMNS 32
#define POSTIL_TAGGER_MAX_FEATURES 128
/* Bounds the work on text that is capitals all over; a name of 64 words is none. */
#define POSTIL_TAGGER_LONGEST_RUN 64

typedef enum
{
  POSTIL_BILOU_B,
  POSTIL_BILOU_I,
  POSTIL_BILOU_L,
  POSTIL_BILOU_U,
} PostilBilou;

static inline guint
postil_tagger_tag_of (guint label, PostilBilou position)
{
  return 1 + 4 * label + position;
}

/* Whether @next may follow @previous (0 = O also stands for "before the first"). */
static inline gboolean
postil_tagger_may_follow (guint previous, guint next)
{
  gboolean open = previous != 0 && ((previous - 1) % 4 == POSTIL_BILOU_B || (previous - 1) % 4 == POSTIL_BILOU_I);

  if (!open)
    return next == 0 || (next - 1) % 4 == POSTIL_BILOU_B || (next - 1) % 4 == POSTIL_BILOU_U;
  return next != 0 && (next - 1) / 4 == (previous - 1) / 4 &&
         ((next - 1) % 4 == POSTIL_BILOU_I || (next - 1) % 4 == POSTIL_BILOU_L);
}

/**
 * PostilNameRun:
 *
 * Tokens [begin, end) that are decoded together: capitalised ones, numbers beside them, and the small words that stand
 * inside names. Never crosses a sentence.
 */
typedef struct
{
  guint begin;
  guint end;
} PostilNameRun;

/* @inside: set of lower-case hashes of small words seen inside names (sorted guint32). GArray of PostilNameRun. (transfer full) */
GArray *postil_tagger_runs (const GArray *names, const guint32 *inside, guint n_inside);

/* Fills @features with the hashes (64 bits) of what holds at token @index of @run; returns how many. */
guint postil_tagger_features (const GArray *names, PostilNameRun run, guint index,
                              guint64 features[POSTIL_TAGGER_MAX_FEATURES]);

G_END_DECLS
