/* post-info.h - author, time and depth of a post, from the attributes of its span
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/span.h>

G_BEGIN_DECLS

typedef struct
{
  char   *author; /* NULL: unknown */
  char   *time;
  guint32 body_start; /* 0: unknown */
  guint   depth;
} PostilPostInfo;

/* FALSE when @attributes is no JSON object; @info is then all zero. */
gboolean postil_post_info_read  (const char *attributes, PostilPostInfo *info);
void     postil_post_info_clear (PostilPostInfo *info);

G_END_DECLS
