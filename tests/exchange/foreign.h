/* foreign.h - what the tests of other tools' formats have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange-support.h"

G_BEGIN_DECLS

/* "KEY|TEXT" and a line for each span, "start-end[,start-end] label words", then a line for each relation,
 * "type: words > words"; all documents in order. What is in the project as a test can write it down. (transfer full) */
char         *test_describe (TestProject *project);
/* The same of what @contents brings into an empty project, and checks how much was complained about. (transfer full) */
char         *test_describe_import (const char *name, const char *contents, gssize n_bytes, const char *format,
                                    guint n_errors, guint n_warnings);
/* Of a label that is there. (transfer full) */
char         *test_colour_of (TestProject *project, const char *label);
/* Exports random projects, @n times, imports what was written elsewhere, and checks that as many spans and documents come
 * back as were said to be written. The export proves itself. @key: may documents be compared by number? */
void          test_round_trips (const char *format, const char *name, PostilStates states, guint n);
/* Truncates @contents at every byte and flips some: nothing but complaints may come of it. */
void          test_torture (const char *name, const char *contents, gsize n_bytes, const char *format);

G_END_DECLS
