/* acts.c - proposes what people do with words: allege, deny, threaten, mock
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "context.h"
#include "rule-set.h"
#include "suggesters.h"

gboolean
postil_suggest_acts (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  PostilLearned *learned = postil_suggest_context_get_acts (context);
  g_autoptr (PostilClauseWords) words = NULL;

  if (!postil_rule_set_apply (postil_suggest_context_get_rules (context), analysis, cancellable, error))
    return FALSE;
  if (postil_suggest_context_get_learned (context) != NULL)
    postil_learned_apply (postil_suggest_context_get_learned (context), context, analysis);
  if (learned == NULL)
    return TRUE;
  words = postil_clause_words_new (postil_suggest_context_get_lexicon (context), analysis);
  postil_learned_suggest (learned, words, "learner/acts");
  return TRUE;
}
