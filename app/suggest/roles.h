/* roles.h - who says what a rule found, and about whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* The person, organisation or place that acts in @range, the words of a subject or an object: not "Hull" in "the mayor of Hull", nor "Ana"
 * in "Ana's lawyer". G_MAXUINT: none is known. */
guint postil_roles_actor (PostilAnalysis *analysis, PostilRange range);

/* What was found inside a quote or a statement, and says nothing of its speaker, has that quote's. For proposals of rules and learners. */
void postil_roles_inherit (PostilAnalysis *analysis);

G_END_DECLS
