/* record.h - one document as a foreign file states it, gathered piece by piece, then taken into the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "intake.h"

G_BEGIN_DECLS

/* Formats without discontinuous spans get one span for each part, and a relation of this name from each to the next. */
#define POSTIL_CONTINUES "continues"

/**
 * PostilRecord:
 *
 * Owns copies of all strings that are added. Offsets count code points of the text as it was given, carriage returns
 * included. @title NULL: found in the text; @labels and @meta may be filled in by the reader (owned).
 */
typedef struct
{
  char   *key;
  char   *title;
  char   *language;
  json_t *labels; /* array of strings */
  json_t *meta;   /* object */

  /*< private >*/
  PostilDocument *present; /* when the text is in the project already */
  PostilAligner  *aligner;
  GStringChunk   *strings;
  GArray         *claims; /* PostilClaim */
  GArray         *places; /* PostilPlace, in parallel */
  GArray         *links;  /* PostilLink */
  GArray         *astral; /* guint32: UTF-16 offset of each character beyond U+FFFF */
  GHashTable     *ids;
  guint           line;
} PostilRecord;

/* Fails as postil_text_new does. */
PostilRecord *postil_record_new  (const char *key, const char *text, gsize n_bytes, guint line, GError **error);
/* For a format that holds no texts: onto a document of the project, which is taken over. */
PostilRecord *postil_record_new_for_document (PostilDocument *document, guint line);
void          postil_record_free (PostilRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRecord, postil_record_free)

/* A copy that lives as long as @self. NULL stays NULL. */
const char   *postil_record_keep (PostilRecord *self, const char *string);
/* Adds a span that is kept, with score 1. The claim may be filled further, with strings from postil_record_keep(), until
 * the next one is added. @id and @quote may be NULL. */
PostilClaim  *postil_record_add  (PostilRecord *self, const char *id, const char *label, gint64 start, gint64 stop,
                                  const char *quote, guint line);
/* The span added last fits no place of the text: it comes on the list of the unaligned. */
void          postil_record_set_nowhere (PostilRecord *self);
/* Makes the span added last discontinuous: further pieces, in order. */
void          postil_record_add_part (PostilRecord *self, gint64 start, gint64 stop);
PostilLink   *postil_record_link (PostilRecord *self, const char *type, const char *head, const char *tail, guint line);
/* FALSE when @u16 lies past the end or between the two halves of a character. */
gboolean      postil_record_from_u16 (const PostilRecord *self, gint64 u16, gint64 *offset);
/* How many UTF-16 units the text as given has. */
gint64        postil_record_n_u16    (const PostilRecord *self);
/* Into the project. What is wrong with it is reported; FALSE only when the store fails. */
gboolean      postil_record_take (PostilRecord *self, PostilIntake *intake, GError **error);
/* Claim id -> PostilSpanId, once it was taken; for relations that come later in the file. NULL: it did not come in. */
GHashTable   *postil_record_get_ids (const PostilRecord *self);

G_END_DECLS
