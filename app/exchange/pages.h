/* pages.h - of a file that is mapped, what has been read need not stay in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far a reader of @bytes has come. Does nothing for bytes that were copied into memory. */
typedef struct
{
  const char *data;
  gsize n_bytes;
  gsize passed; /* bytes that were given up */
  gsize page;   /* the size of one, 0: it is not mapped */
} PostilPages;

void postil_pages_init   (PostilPages *self, GBytes *bytes);
/* The reader has gone on, or back, to @cursor. What lies before it stays readable, but has to be fetched again. */
void postil_pages_passed (PostilPages *self, const char *cursor);

G_END_DECLS
