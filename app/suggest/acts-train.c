/* acts-train.c - from gold documents to what the learner of acts knows from the start
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/training.h>

#include <postil/learner.h>

#include "learner-private.h"

#define BITS 17
#define LIKELIER_THAN_NOT 0.5

struct _PostilActTrainer
{
  PostilSuggestContext *context;
  PostilLearner *learner;
};

PostilActTrainer *
postil_act_trainer_new (GError **error)
{
  PostilSuggestContext *context = postil_suggest_context_new_untaught (error);
  PostilActTrainer *self;

  if (context == NULL)
    return NULL;
  self = g_new0 (PostilActTrainer, 1);
  self->context = context;
  self->learner = postil_learner_new_with (context, BITS, TRUE);
  return self;
}

void
postil_act_trainer_free (PostilActTrainer *self)
{
  postil_learner_free (self->learner);
  postil_suggest_context_unref (self->context);
  g_free (self);
}

gboolean
postil_act_trainer_add (PostilActTrainer *self, PostilText *text, PostilDocumentKind kind, const GArray *gold,
                        GError **error)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (text, kind);
  g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (PostilDecision));

  for (guint i = 0; i < gold->len; i++)
    {
      const PostilGoldName *span = &g_array_index (gold, PostilGoldName, i);
      PostilDecision decision = { span->range, span->label, TRUE };

      g_array_append_val (decisions, decision);
    }
  if (!postil_suggest_run (self->context, analysis, NULL, NULL, error))
    return FALSE;
  postil_learner_add (self->learner, analysis, decisions, TRUE);
  return TRUE;
}

GBytes *
postil_act_trainer_run (PostilActTrainer *self)
{
  g_autoptr (PostilLearned) learned = postil_learner_run (self->learner, NULL, NULL);

  if (learned == NULL)
    return NULL;
  /* Without the words that deny, which rules know, a denial looks like any account of what happened. */
  postil_learned_raise (learned, "Denial", LIKELIER_THAN_NOT);
  return postil_learned_save (learned);
}
