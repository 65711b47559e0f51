/* rule-set.h - many rules over one document at little more than the cost of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/rules.h>

G_BEGIN_DECLS

/**
 * PostilRuleSet:
 *
 * The rules of some packs behind a filter of the words that each of them cannot match without. Borrows the packs. Threads may
 * share it: all that changes is which rules were too slow.
 */
typedef struct _PostilRuleSet PostilRuleSet;

/* @packs: GPtrArray of PostilRulePack. */
PostilRuleSet *postil_rule_set_new   (GPtrArray *packs);
void           postil_rule_set_free  (PostilRuleSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRuleSet, postil_rule_set_free)
/* A rule that runs out of its time is left out of this document and of all that follow; FALSE only when cancelled. */
gboolean       postil_rule_set_apply (PostilRuleSet *self, PostilAnalysis *analysis, GCancellable *cancellable,
                                      GError **error);
/* The names of those rules, in the order in which they gave up; NULL: none. (transfer full) */
char         **postil_rule_set_dup_slow (PostilRuleSet *self);

/* rules.c: one rule over the given stretches (PostilRange, in order) of the document. */
gboolean postil_rule_apply_to (const PostilRulePack *pack, const PostilRule *rule, PostilAnalysis *analysis,
                               const GArray *units, GCancellable *cancellable, GError **error);

G_END_DECLS
