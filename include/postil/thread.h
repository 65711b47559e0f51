/* thread.h - the posts of a comment thread, found in plain text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

G_BEGIN_DECLS

/**
 * PostilPost:
 *
 * One post: @range runs from its header (author and time) to the last character of its body; @body is
 * where the body starts. @author and @time are as written. @depth counts from 0; @parent is the index of the
 * post it answers in the array, or -1.
 */
typedef struct
{
  PostilRange range;
  guint32     body_start;
  PostilRange author_range; /* empty when the author stands nowhere */
  char       *author;
  char       *time;
  char       *edited; /* when it says so, as written; else NULL */
  guint32     depth;
  int         parent;
} PostilPost;

/*
 * Finds the document's own header pattern from its repetition instead of from a list of sites. An empty array
 * when the text is no thread. GPtrArray of PostilPost, in text order, not overlapping. (transfer full)
 */
GPtrArray *postil_thread_find_posts (const PostilText *text) G_GNUC_WARN_UNUSED_RESULT;
void       postil_post_free         (PostilPost *post);

/* Quoted replies inside @body ("> ", "X wrote:"): GArray of PostilRange. (transfer full) */
GArray *postil_thread_find_quoted_replies (const PostilText *text, PostilRange body);

G_END_DECLS
