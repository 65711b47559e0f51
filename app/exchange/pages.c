/* pages.c - of a file that is mapped, what has been read need not stay in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pages.h"

#include <sys/mman.h>
#include <unistd.h>

#define STEP ((gsize) 4 << 20)

void
postil_pages_init (PostilPages *self, GBytes *bytes)
{
  const gsize page = (gsize) sysconf (_SC_PAGESIZE);

  self->data = g_bytes_get_data (bytes, &self->n_bytes);
  self->passed = 0;
  /* What was allocated has a few bytes of bookkeeping before it. */
  self->page = self->data != NULL && ((gsize) self->data & (page - 1)) == 0 ? page : 0;
}

void
postil_pages_passed (PostilPages *self, const char *cursor)
{
  gsize at;

  if (self->page == 0 || cursor < self->data || cursor > self->data + self->n_bytes)
    return;
  at = (gsize) (cursor - self->data) & ~(self->page - 1);
  self->passed = MIN (self->passed, at);
  if (at < self->passed + STEP)
    return;
  madvise ((char *) self->data + self->passed, at - self->passed, MADV_PAGEOUT);
  self->passed = at;
}
