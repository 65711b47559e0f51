/* need-filter.h - in which sentences of a text can each of many patterns match at all?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

#include "needs.h"

G_BEGIN_DECLS

/* How a document is cut for a pattern. */
typedef enum
{
  POSTIL_UNIT_SENTENCE,
  POSTIL_UNIT_PARAGRAPH,
  POSTIL_N_UNITS
} PostilUnit;

/**
 * PostilNeedFilter:
 *
 * The needs of many patterns, checked in one pass over a text. Immutable once built, so threads may share it.
 */
typedef struct _PostilNeedFilter PostilNeedFilter;

PostilNeedFilter *postil_need_filter_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void              postil_need_filter_free  (PostilNeedFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilNeedFilter, postil_need_filter_free)
/* Patterns are numbered from 0 as they are added. NULL: it can match anywhere. */
void              postil_need_filter_add   (PostilNeedFilter *self, const PostilNeed *need, PostilUnit unit);
/* After the last one was added, before the first text. */
void              postil_need_filter_build (PostilNeedFilter *self);
/* For each pattern the stretches of @units (by PostilUnit: PostilRange, in order and apart) where it can match; NULL: in none. An array
 * of as many as were added; free it with g_free and its members with g_array_unref. */
GArray          **postil_need_filter_find  (const PostilNeedFilter *self, const PostilText *text,
                                            const GArray *const units[POSTIL_N_UNITS]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
