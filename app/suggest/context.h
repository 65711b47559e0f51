/* context.h - what the suggesters of the core take from the context they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rule-set.h"

G_BEGIN_DECLS

/* The rules of all packs that Postil ships. */
PostilRuleSet *postil_suggest_context_get_rules (PostilSuggestContext *self);

G_END_DECLS
