/* suggesters.h - the run functions behind the table of suggesters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* structure.c: Post, QuotedReply, Boilerplate */
gboolean postil_suggest_structure (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable,
                                   GError **error);
/* quotes.c: Quote, Statement, Cue */
gboolean postil_suggest_quotes    (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable,
                                   GError **error);
/* entities.c: Person, Organisation, Place, Work, ... */
gboolean postil_suggest_entities  (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable,
                                   GError **error);
/* speakers.c: relations from quotes and statements to those who say them */
gboolean postil_suggest_speakers  (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable,
                                   GError **error);
/* acts.c: Allegation, Denial, Threat, Sarcasm, by rules alone */
gboolean postil_suggest_rules     (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable,
                                   GError **error);
/* acts.c: the same from examples, which judge what the rules found too */
gboolean postil_suggest_acts      (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable,
                                   GError **error);
/* acts.c: what the project's own decisions teach, alone; nothing where acts has run, which does the same */
gboolean postil_suggest_learner   (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable,
                                   GError **error);
/* echo.c: what was tagged before */
gboolean postil_suggest_echo      (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
