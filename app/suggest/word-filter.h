/* word-filter.h - which of thousands of words stand in a text, found in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilWordFilter:
 *
 * Lists of strings of ASCII letters, digits, underscores and spaces, in lower case. The case of ASCII letters in the text does
 * not count; each run of other characters in it is one space, and so are its edges. Immutable once built, so threads may
 * share it.
 */
typedef struct _PostilWordFilter PostilWordFilter;

/* Strings of the @n_lists lists end in front of @stop_byte; a space at the end is not counted. */
typedef void (*PostilWordFilterHit) (const guint32 *lists, guint n_lists, gsize stop_byte, gpointer user_data);

PostilWordFilter *postil_word_filter_new  (void);
void              postil_word_filter_free (PostilWordFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilWordFilter, postil_word_filter_free)
void              postil_word_filter_add   (PostilWordFilter *self, guint list, const char *string);
/* After the last one was added, before the first scan. */
void              postil_word_filter_build (PostilWordFilter *self);
/* Hits come in order of @stop_byte. */
void              postil_word_filter_scan  (const PostilWordFilter *self, const char *text, gsize n_bytes,
                                            PostilWordFilterHit hit, gpointer user_data);

G_END_DECLS
