/* regex.h - PCRE2 patterns that cannot hang
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/text.h>

G_BEGIN_DECLS

/**
 * PostilRegex:
 *
 * A compiled pattern (UTF, UCP, no \C, auto-callout for the deadline). Immutable, may be shared; each thread makes its
 * own PostilRegexMatch. Patterns of up to 64 KiB; heap limit 64 MiB.
 */
typedef struct _PostilRegex PostilRegex;

typedef enum
{
  POSTIL_REGEX_NONE = 0,
  POSTIL_REGEX_CASELESS = 1 << 0,
  POSTIL_REGEX_EXTENDED = 1 << 1, /* free-spacing with comments */
  POSTIL_REGEX_LITERAL = 1 << 2,
} PostilRegexFlags;

/* POSTIL_ERROR_INVALID_RULE; @error_offset (nullable) is the position in the pattern, in code points. */
PostilRegex *postil_regex_new   (const char *pattern, PostilRegexFlags flags, guint32 *error_offset, GError **error);
PostilRegex *postil_regex_ref   (PostilRegex *self);
void         postil_regex_unref (PostilRegex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRegex, postil_regex_unref)
/* Names of the named groups, NULL-terminated, in order of number; NULL entries never occur. */
const char *const *postil_regex_group_names (const PostilRegex *self);

/* A subject being searched, and the last match in it. All offsets are code points of the text. */
typedef struct _PostilRegexMatch PostilRegexMatch;

/* Searches within @within, and sees nothing beyond it: look-behind and anchors take its ends for those of the text.
 * @deadline_ms: for the whole iteration (0: 1000 ms). Borrows @regex, @text and @cancellable. */
PostilRegexMatch *postil_regex_match_new  (PostilRegex *regex, PostilText *text, PostilRange within, guint deadline_ms,
                                           GCancellable *cancellable);
/* Goes on in another stretch of the same text, under the same deadline: cheaper than a new one. */
void              postil_regex_match_reset (PostilRegexMatch *self, PostilRange within);
void              postil_regex_match_free (PostilRegexMatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRegexMatch, postil_regex_match_free)
/* TRUE when there is another match; FALSE at the end, or with POSTIL_ERROR_LIMIT / G_IO_ERROR_CANCELLED. Empty matches are
 * skipped. */
gboolean          postil_regex_match_next  (PostilRegexMatch *self, GError **error);
PostilRange       postil_regex_match_range (const PostilRegexMatch *self);
/* FALSE when the group took no part. */
gboolean          postil_regex_match_group (const PostilRegexMatch *self, const char *name, PostilRange *range);

G_END_DECLS
