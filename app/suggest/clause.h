/* clause.h - the smallest whole clause around the words that set a rule off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* The sentence of @sentences (PostilRange, in order) that holds the start of @range, grown to hold all of it; @range itself
 * where there is none. */
PostilRange postil_clause_sentence (const GArray *sentences, PostilRange range);
/* @range without outer quotation marks, brackets, dashes, white space and final stops. */
PostilRange postil_clause_strip    (const PostilText *text, PostilRange range);
/*
 * The smallest stretch of @sentence that holds @anchor and reads as a whole clause: with its subject and verb, without "he
 * said" around it, without a clause that is only joined on, stripped as above. A condition ("If they come back, ...") stays.
 * It never reaches from inside of speech marks to outside.
 */
PostilRange postil_clause_around   (PostilAnalysis *analysis, PostilRange sentence, PostilRange anchor);
/* The whole @sentence, but of one that is partly speech only the side of the marks that @anchor is on. */
PostilRange postil_clause_side     (PostilAnalysis *analysis, PostilRange sentence, PostilRange anchor);

G_END_DECLS
