/* context.h - what the suggesters of the core take from the context they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "boilerplate-phrases.h"
#include "gazetteer.h"
#include "rule-set.h"
#include "tagger.h"

#include "clause-words.h"
#include "echo.h"
#include "learned.h"

G_BEGIN_DECLS

/* The rules of all packs that Postil ships. */
PostilRuleSet *postil_suggest_context_get_rules (PostilSuggestContext *self);
const PostilPhraseFinder *postil_suggest_context_get_phrases (PostilSuggestContext *self);
/* Loaded at the first call, in whichever thread; owned by the context. */
const PostilGazetteer *postil_suggest_context_get_gazetteer (PostilSuggestContext *self);
PostilTagger          *postil_suggest_context_get_tagger    (PostilSuggestContext *self);
const PostilLexicon   *postil_suggest_context_get_lexicon   (PostilSuggestContext *self);
/* What is shipped about acts; NULL in a context made without it. */
PostilLearned         *postil_suggest_context_get_acts      (PostilSuggestContext *self);
/* From the project's own decisions; NULL: nothing. The setter is for before first use, and takes @echo. */
PostilLearned         *postil_suggest_context_get_learned   (PostilSuggestContext *self);
const PostilEcho      *postil_suggest_context_get_echo      (PostilSuggestContext *self);
void                   postil_suggest_context_set_echo      (PostilSuggestContext *self, PostilEcho *echo);
/* What the proposals rest on besides the document: all of them, and those of acts. Fixed by postil_suggest_context_learn(). */
guint64                postil_suggest_context_get_print      (PostilSuggestContext *self);
guint64                postil_suggest_context_get_acts_print (PostilSuggestContext *self);
void                   postil_suggest_context_set_print      (PostilSuggestContext *self, guint64 print);

G_END_DECLS
