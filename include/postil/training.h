/* training.h - makes the models that Postil ships from gold documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

G_BEGIN_DECLS

/**
 * PostilEntityTrainer:
 *
 * Collects documents with gold names, then trains the tagger of names. The same documents in the same order with the same
 * seed give the same bytes.
 */
typedef struct _PostilEntityTrainer PostilEntityTrainer;

/* @label: Person, Organisation, Place, Work, Event, Product or Other; other labels are ignored. */
typedef struct
{
  PostilRange range;
  const char *label; /* interned */
} PostilGoldName;

PostilEntityTrainer *postil_entity_trainer_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                 postil_entity_trainer_free (PostilEntityTrainer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilEntityTrainer, postil_entity_trainer_free)
/* @gold: GArray of PostilGoldName; of overlapping names the longer counts. */
void                 postil_entity_trainer_add  (PostilEntityTrainer *self, PostilText *text, const GArray *gold);
/* @max_bytes bounds the model. (transfer full) */
GBytes              *postil_entity_trainer_run  (PostilEntityTrainer *self, guint epochs, guint32 seed, gsize max_bytes);

G_END_DECLS
