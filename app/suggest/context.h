/* context.h - what the suggesters of the core take from the context they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gazetteer.h"
#include "rule-set.h"
#include "tagger.h"

G_BEGIN_DECLS

/* The rules of all packs that Postil ships. */
PostilRuleSet *postil_suggest_context_get_rules (PostilSuggestContext *self);
/* Loaded at the first call, in whichever thread; owned by the context. */
const PostilGazetteer *postil_suggest_context_get_gazetteer (PostilSuggestContext *self);
PostilTagger          *postil_suggest_context_get_tagger    (PostilSuggestContext *self);

G_END_DECLS
