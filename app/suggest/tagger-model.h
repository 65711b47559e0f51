/* tagger-model.h - how a tagger's model lies in a file, and the Viterbi search over it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tagger-features.h"

G_BEGIN_DECLS

#define POSTIL_TAGGER_MAGIC "PSTLTAG1"

/*
 * File, little-endian: this header; inside_hashes[n_inside] (u32, sorted); fingerprints[n_slots] (u32, 0 = empty);
 * rows[n_slots][N_COLUMNS] (i8). A feature's slot is (high half * n_slots) >> 32, then linear probing; its fingerprint is
 * the low half with the lowest bit set. Weights are multiples of 1 / scale.
 */
typedef struct
{
  char    magic[8];
  guint32 n_columns;
  guint32 n_slots;
  guint32 n_inside;
  float   scale;
  float   transitions[POSTIL_TAGGER_N_TAGS][POSTIL_TAGGER_N_COLUMNS]; /* from, to; in units of 1 / scale */
} PostilTaggerHeader;

static inline guint32
postil_tagger_fingerprint (guint64 feature)
{
  return (guint32) feature | 1;
}

static inline guint32
postil_tagger_slot (guint64 feature, guint32 n_slots)
{
  return (guint32) (((feature >> 32) * n_slots) >> 32);
}

/* The transitions, and for each tag that ends or lacks a name the bounds of its steps to a next one: most predecessors are
 * out of the running by these alone. */
typedef struct
{
  float weights[POSTIL_TAGGER_N_TAGS][POSTIL_TAGGER_N_COLUMNS];
  float least[POSTIL_TAGGER_N_TAGS];
  float most[POSTIL_TAGGER_N_TAGS];
} PostilTaggerSteps;

void postil_tagger_steps_fill (PostilTaggerSteps *self, const float (*transitions)[POSTIL_TAGGER_N_COLUMNS]);
/* Best legal sequence: @scores has @n rows of N_COLUMNS, @tags receives one tag a row. */
void postil_tagger_viterbi    (const PostilTaggerSteps *steps, const float (*scores)[POSTIL_TAGGER_N_COLUMNS], guint n,
                               guint8 *tags);

G_END_DECLS
