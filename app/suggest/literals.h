/* literals.h - which words must stand in a text for a pattern to match it?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Strings in lower case of which at least one stands in every match of the free-spacing @pattern, whatever its case; a space
 * in one is whatever is no ASCII letter, digit or underscore, or the edge of the text. NULL when nothing useful can be told. @defines: sub-pattern name -> pattern, for (?&name). Sound, not complete: what is not
 * understood counts as "matches anything". (The long s and the Kelvin sign, which PCRE2 takes for s and k, are left out.)
 * (transfer full)
 */
char **postil_literals_find (const char *pattern, GHashTable *defines);

G_END_DECLS
