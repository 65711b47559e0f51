/* literals.h - which words must stand in a text for a pattern to match it?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "needs.h"

G_BEGIN_DECLS

/*
 * What stands in every text that the free-spacing @pattern matches, whatever its case; NULL when nothing useful can be
 * told. @defines: sub-pattern name -> pattern, for (?&name). Sound, not complete: what is not understood counts as "matches
 * anything". (The long s and the Kelvin sign, which PCRE2 takes for s and k, are left out.)
 */
PostilNeed *postil_literals_find (const char *pattern, GHashTable *defines) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
