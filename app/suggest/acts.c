/* acts.c - proposes what people do with words: allege, deny, threaten, mock
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "context.h"
#include "roles.h"
#include "rule-set.h"
#include "suggesters.h"

gboolean
postil_suggest_rules (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  if (!postil_rule_set_apply (postil_suggest_context_get_rules (context), analysis, cancellable, error))
    return FALSE;
  postil_roles_inherit (analysis);
  return TRUE;
}

/* Judges clauses, and what the rules found, which have run before. */
gboolean
postil_suggest_acts (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  PostilLearned *shipped = postil_suggest_context_get_acts (context);
  PostilLearned *learned = postil_suggest_context_get_learned (context);
  g_autoptr (PostilClauseWords) words = NULL;

  if (shipped == NULL && learned == NULL)
    return TRUE;
  words = postil_clause_words_new (postil_suggest_context_get_lexicon (context), analysis);
  /* What the project taught about a label goes before what came with the program, and builds on it. */
  if (learned != NULL)
    postil_learned_suggest (learned, shipped, NULL, words, "learner/project");
  postil_clause_words_leave_attributions (words);
  if (shipped != NULL)
    postil_learned_suggest (shipped, NULL, learned, words, "learner/acts");
  postil_roles_inherit (analysis);
  return TRUE;
}

gboolean
postil_suggest_learner (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  PostilLearned *learned = postil_suggest_context_get_learned (context);

  if (learned != NULL && !postil_analysis_has_run (analysis, "acts"))
    {
      postil_learned_apply (learned, context, analysis);
      postil_roles_inherit (analysis);
    }
  return TRUE;
}
