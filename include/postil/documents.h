/* documents.h - the documents of a project: add, find, list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/decode.h>
#include <postil/transaction.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_DOCUMENT_OTHER,
  POSTIL_DOCUMENT_ARTICLE,
  POSTIL_DOCUMENT_THREAD,
} PostilDocumentKind;

const char        *postil_document_kind_to_string   (PostilDocumentKind kind); /* "article", "thread", "other" */
gboolean           postil_document_kind_from_string (const char *name, PostilDocumentKind *kind);

/**
 * PostilDocument:
 *
 * A plain value. The id derives from key and text, so the same corpus imported twice, or by two people, meets.
 * @key: path below the imported folder, base name, or a JSON line's id; unique in a project; the "id" of exports.
 * @meta: a JSON object or NULL, kept verbatim from the import (unknown keys of JSON lines live here).
 * @labels: labels of the whole document, as names (JSON array), or NULL.
 */
typedef struct
{
  PostilId           id;
  char              *key;
  char              *title;
  PostilText        *text; /* NULL in listings */
  PostilDocumentKind kind;
  char              *source_uri;
  char              *source_sha256;
  char              *encoding;
  PostilNewline      newline;
  char              *language; /* BCP 47 or "" */
  char              *meta;
  char              *labels;
  gint64             imported_at;
  int                position;
} PostilDocument;

PostilDocument *postil_document_new  (const char *key, PostilText *text);
void            postil_document_free (PostilDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilDocument, postil_document_free)

/* Fills id, imported_at and (when -1) position, and the full-text index.
 * @added is FALSE when the very same document (key and text) is there already: nothing changes then.
 * POSTIL_ERROR_EXISTS when @key holds another text. */
gboolean        postil_documents_add    (PostilStore *store, PostilDocument *document, gboolean *added, GError **error);
PostilDocument *postil_documents_get    (PostilStore *store, PostilId id, GError **error);
PostilId        postil_documents_find   (PostilStore *store, const char *key); /* 0: none */
gboolean        postil_documents_remove (PostilStore *store, PostilId id, GError **error);
gboolean        postil_documents_set_kind  (PostilStore *store, PostilId id, PostilDocumentKind kind, GError **error);
gboolean        postil_documents_set_title (PostilStore *store, PostilId id, const char *title, GError **error);

/* By what each suggester went when it last read the document: a JSON object, "{}" when none has. NULL on error. (transfer full) */
char           *postil_fingerprints_get (PostilStore *store, PostilId document, GError **error);
/* Needs an open transaction. */
gboolean        postil_fingerprints_set (PostilStore *store, PostilId document, const char *fingerprints, GError **error);

typedef enum
{
  POSTIL_READING_UNREAD,
  POSTIL_READING_OPEN,
  POSTIL_READING_DONE,
} PostilReadingState;

/* A row of the document list: what the eye needs, nothing that grows with the text. */
typedef struct
{
  PostilId           id;
  char              *key;
  char              *title;
  PostilDocumentKind kind;
  PostilReadingState reading; /* of the annotator asked for */
  guint              n_kept;
  guint              n_suggested; /* without structure */
} PostilDocumentRow;

void postil_document_row_free (PostilDocumentRow *row);

/* All fields optional: zero / NULL means any. */
typedef struct
{
  PostilId    annotator;      /* whose reading state */
  const char *text;           /* part of title or key, case ignored */
  int         reading;        /* PostilReadingState, or -1 for any */
  gboolean    has_suggestions;
  PostilId    label;          /* has an open span with it */
} PostilDocumentFilter;

#define POSTIL_DOCUMENT_FILTER_ALL ((PostilDocumentFilter){ .reading = -1 })

/* In order of position. Cost is that of the rows returned plus the filter; fit for paging 100,000 documents. */
guint      postil_documents_count (PostilStore *store, const PostilDocumentFilter *filter, GError **error);
/* GPtrArray of PostilDocumentRow. (transfer full) */
GPtrArray *postil_documents_page  (PostilStore *store, const PostilDocumentFilter *filter, guint offset, guint limit,
                                   GError **error);
/* One row; NULL without @error when there is no such document. Costs the same however many spans it has. */
PostilDocumentRow *postil_documents_get_row (PostilStore *store, PostilId id, PostilId annotator, GError **error);
/* Ids of all that pass, in order: GArray of PostilId. (transfer full) */
GArray    *postil_documents_ids   (PostilStore *store, const PostilDocumentFilter *filter, GError **error);
/* Those whose text or title has one of @words (NULL-terminated), best first by how many and how rare. Words are compared
 * without case and diacritics. GArray of PostilId. (transfer full) */
GArray    *postil_documents_with_words      (PostilStore *store, const char *const *words, guint limit, GError **error);
/* How many have @word; 0 where the full text cannot be asked. */
guint      postil_documents_count_with_word (PostilStore *store, const char *word);
/* Those for which the full-text index answers @question (in the language of FTS5), in order: GArray of PostilId. (transfer full) */
GArray    *postil_documents_matching (PostilStore *store, const char *question, GError **error);

G_END_DECLS
