/* align.h - finds out what an imported offset counts, by the quotes that came with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_ALIGN_EXACT,     /* quote and slice agree */
  POSTIL_ALIGN_UNCHECKED, /* in range; there was no quote to check */
  POSTIL_ALIGN_UNALIGNED, /* in range, but the text there is another */
  POSTIL_ALIGN_OUTSIDE,   /* no place of this text: empty, reversed, or past the end */
} PostilAlignment;

typedef struct
{
  gint64 start;
  gint64 stop;
} PostilGivenRange;

/**
 * PostilPlace:
 *
 * Where a file says that a span lies, in whatever unit it counts, and (filled in) where that is. @quote and @given_parts
 * (GArray of PostilGivenRange) are borrowed and may be NULL. @parts is owned, a GArray of PostilRange.
 */
typedef struct
{
  PostilGivenRange given;
  const GArray    *given_parts;
  const char      *quote;
  gboolean         nowhere; /* it is known that the numbers fit no place */
  PostilRange      range;
  GArray          *parts;
  PostilAlignment  alignment;
} PostilPlace;

/**
 * PostilAligner:
 *
 * A text as it was given, with its carriage returns, and as it is stored, without. One thread at a time.
 */
typedef struct _PostilAligner PostilAligner;

/* Fails as postil_text_new does. */
PostilAligner *postil_aligner_new          (const char *given, gsize n_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* For a text that is stored already; whether its source had CRLF is tried too. */
PostilAligner *postil_aligner_new_for_text (PostilText *text) G_GNUC_WARN_UNUSED_RESULT;
void           postil_aligner_free         (PostilAligner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilAligner, postil_aligner_free)

/* Tries this unit before all others. */
void           postil_aligner_prefer       (PostilAligner *self, PostilOffsets offsets);
PostilText    *postil_aligner_get_text     (const PostilAligner *self);
gboolean       postil_aligner_had_cr       (const PostilAligner *self);

/*
 * Resolves @places (of PostilPlace) together: takes the first unit for which every quote fits, else the one for which most
 * do. Quotes are compared as they are, then with runs of white space made one. Returns the name of the unit when it is not
 * plain code points ("UTF-16 units"), else NULL.
 */
const char    *postil_aligner_resolve      (PostilAligner *self, GArray *places);

G_END_DECLS
