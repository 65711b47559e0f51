/* aliases.h - which mentions of a document name one and the same?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* Groups the proposed people, organisations and places, and writes the group's full name into each one's attributes as
 * "entity": {"entity":"Kim Jong Un"}. */
void  postil_aliases_group (PostilAnalysis *analysis);
/* The name in small letters without marks, so that "Kim Jong-un" and "KIM JONG UN" meet: what names of several documents
 * are compared by. Well-known short forms become the long one. (transfer full) */
char *postil_aliases_key   (const char *name);

G_END_DECLS
