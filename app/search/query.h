/* query.h - the inside of a PostilQuery
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/regex.h>
#include <postil/search.h>

G_BEGIN_DECLS

struct _PostilQuery
{
  gatomicrefcount count;
  PostilRegex    *regex; /* finds the hits */
  char           *index; /* finds the documents, in the full-text index's own words; NULL: look into all */
};

G_END_DECLS
