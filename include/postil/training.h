/* training.h - makes the models that Postil ships from gold documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/documents.h>
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

/**
 * PostilActTrainer:
 *
 * The same for speech acts: collects documents with gold spans, then learns which clauses carry them.
 */
typedef struct _PostilActTrainer PostilActTrainer;

PostilActTrainer *postil_act_trainer_new  (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void              postil_act_trainer_free (PostilActTrainer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilActTrainer, postil_act_trainer_free)
/* @gold: GArray of PostilGoldName, of acts only. Clauses without one teach what is none. */
gboolean          postil_act_trainer_add  (PostilActTrainer *self, PostilText *text, PostilDocumentKind kind,
                                           const GArray *gold, GError **error);
/* NULL when there was too little. (transfer full) */
GBytes           *postil_act_trainer_run  (PostilActTrainer *self);

G_END_DECLS
