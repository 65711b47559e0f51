/* needs.h - what must stand in a text for a pattern to match it, as a condition that is quick to check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_NEED_WORDS, /* one of the words stands in it */
  POSTIL_NEED_MARK,  /* this ASCII character, which is no letter, digit or underscore, stands in it */
  POSTIL_NEED_ALL,   /* all of the parts hold */
  POSTIL_NEED_ANY,   /* one of them does */
} PostilNeedKind;

/**
 * PostilNeed:
 *
 * A condition without "not". NULL stands for the one that always holds. Immutable, counted; not to be counted from two threads.
 *
 * Words are in lower case; a space in one is whatever is no ASCII letter, digit or underscore, or the edge of the text.
 */
typedef struct _PostilNeed PostilNeed;

struct _PostilNeed
{
  guint          references;
  PostilNeedKind kind;
  char           mark;
  GPtrArray     *words; /* char *; NULL for the other kinds */
  GPtrArray     *parts; /* PostilNeed; NULL for words and marks */
  guint          frequency; /* about how often it holds, in any unit */
};

PostilNeed *postil_need_ref   (PostilNeed *self);
void        postil_need_unref (PostilNeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilNeed, postil_need_unref)
/* NULL when one of the words says nothing, or when there is none. */
PostilNeed *postil_need_words (const GPtrArray *words) G_GNUC_WARN_UNUSED_RESULT;
PostilNeed *postil_need_mark  (char mark) G_GNUC_WARN_UNUSED_RESULT;
/* Both; either may be NULL, and is taken. */
PostilNeed *postil_need_all   (PostilNeed *a, PostilNeed *b) G_GNUC_WARN_UNUSED_RESULT;
/* @parts: GPtrArray of PostilNeed, NULL among them or not, not empty. */
PostilNeed *postil_need_any   (const GPtrArray *parts) G_GNUC_WARN_UNUSED_RESULT;
/* "deny|denies", "if & (pay|suffer)", "'/' & s": for people and tests. (transfer full) */
char       *postil_need_to_string (const PostilNeed *self);

G_END_DECLS
