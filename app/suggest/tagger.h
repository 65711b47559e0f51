/* tagger.h - the trained tagger of names: load a model, tag a document, train a new one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/training.h>

#include "name-tokens.h"

G_BEGIN_DECLS

/**
 * PostilTagger:
 *
 * A linear model over BILOU tags (Begin, Inside, Last, Outside, Unit; Ratinov and Roth 2009), decoded by Viterbi and
 * trained as a structured averaged perceptron (Collins 2002). Only stretches with capital letters are decoded: what is
 * written in small letters throughout is no name to it. Immutable, may be shared between threads.
 */
typedef struct _PostilTagger PostilTagger;

/* Whether @bytes call themselves a model of names, of whatever version. */
gboolean      postil_tagger_is_model (GBytes *bytes);
/* Keeps a reference to @model. POSTIL_ERROR_INVALID_FORMAT when it is no model of this version. */
PostilTagger *postil_tagger_new   (GBytes *model, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PostilTagger *postil_tagger_ref   (PostilTagger *self);
void          postil_tagger_unref (PostilTagger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilTagger, postil_tagger_unref)

/* A name as the entity suggester handles it: tokens [begin, end) of the document's name tokens. */
typedef struct
{
  guint       begin;
  guint       end;
  const char *label;  /* interned */
  double      score;  /* 0..1; the tagger's comes from the margin to "no name" */
  const char *reason; /* static, for a person */
  PostilSourceKind kind; /* GAZETTEER when a list decided, else MODEL */
  guint       told;   /* by the words around it: counts for so many more where the document settles on a label */
} PostilMention;

/* @names: GArray of PostilNameToken, marked by the gazetteer; gets the affixes that are looked at. In text order, not overlapping: GArray of
 * PostilMention. (transfer full) */
GArray *postil_tagger_tag (PostilTagger *self, const PostilText *text, GArray *names);

/**
 * PostilTaggerTrainer:
 *
 * Collects documents with gold names, then trains. The same documents in the same order with the same seed give the same
 * bytes.
 */
typedef struct _PostilTaggerTrainer PostilTaggerTrainer;

PostilTaggerTrainer *postil_tagger_trainer_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                 postil_tagger_trainer_free (PostilTaggerTrainer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilTaggerTrainer, postil_tagger_trainer_free)
/* Keeps a reference to @names (PostilNameToken, marked). @gold: GArray of PostilGoldName; of overlapping ones the longer counts. */
void                 postil_tagger_trainer_add  (PostilTaggerTrainer *self, GArray *names, const GArray *gold);
/* @max_bytes bounds the model. (transfer full) */
GBytes              *postil_tagger_trainer_run  (PostilTaggerTrainer *self, guint epochs, guint32 seed, gsize max_bytes);

/* NULL-terminated. */
const char *const *postil_tagger_labels (void);

G_END_DECLS
