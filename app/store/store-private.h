/* store-private.h - what the files of the store know of each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "statement.h"

#include <postil/history.h>
#include <postil/label.h>
#include <postil/text.h>

G_BEGIN_DECLS

#define POSTIL_APPLICATION_ID 0x5053544C /* "PSTL" */

typedef struct _PostilRecorder PostilRecorder;
typedef struct _PostilTally PostilTally;
typedef struct _PostilBulk PostilBulk;

/* A text that spans were checked against lately. */
typedef struct
{
  PostilId    document; /* 0: free */
  PostilText *text;
  gint64      position;
} PostilCachedText;

#define POSTIL_N_CACHED_TEXTS 4

struct _PostilStore
{
  sqlite3    *db;
  char       *path;
  char       *backup; /* the older file as it was before it was brought up to date, else NULL */
  gboolean    read_only;
  int         version;
  GHashTable *statements; /* SQL -> PostilStatement; grows by the kinds of query that are asked */

  gboolean              in_transaction;
  int                   broken; /* why SQLite took the transaction back by itself: nothing more is done in it */
  PostilTransactionKind transaction_kind;
  guint                 n_holds; /* of postil_store_hold() */
  char                 *edit_title;
  PostilId              edit_annotator;
  PostilRecorder       *recorder; /* NULL when read-only */
  PostilTally          *tally;    /* NULL when read-only */
  PostilBulk           *bulk;     /* NULL unless many rows are expected (bulk.h) */

  gint64           data_version; /* PRAGMA data_version when the caches below were filled */
  PostilCachedText texts[POSTIL_N_CACHED_TEXTS];
  guint            next_text;
  GHashTable      *label_kinds; /* gint64 * -> GINT_TO_POINTER (kind) */
};

/* Sets POSTIL_ERROR_FAILED when no transaction is open, POSTIL_ERROR_READ_ONLY when none can be. */
gboolean postil_store_require_transaction (PostilStore *self, GError **error);
/* Forgets texts, label kinds and sources: after a rollback, an undo, or another connection's commit. */
void     postil_store_forget_caches       (PostilStore *self);
gint64   postil_store_now                 (void);

/* The text of @document and where it stands, from the cache. Owned by the store until its next call. */
const PostilText *postil_documents_peek_text (PostilStore *store, PostilId document, gint64 *position, GError **error);
/* Spans of @document are about to come: saves reading its text back. */
void              postil_documents_keep_text (PostilStore *store, PostilId document, PostilText *text, gint64 position);
/* The full-text index of a document that is in the table. Call before the row changes or goes, and after it came. */
gboolean postil_documents_index   (PostilStore *store, PostilId document, GError **error);
gboolean postil_documents_unindex (PostilStore *store, PostilId document, GError **error);
/* POSTIL_ERROR_NOT_FOUND when there is no such label. */
gboolean postil_labels_kind       (PostilStore *store, PostilId label, PostilLabelKind *kind, GError **error);
/* labels.c and label-merge.c: the two kinds that are no spans stand for themselves, all others are one. */
PostilLabelKind postil_labels_world (PostilLabelKind kind);
gboolean postil_labels_restructure (PostilStore *store, PostilId label, gboolean structure, GError **error);
gboolean postil_labels_rename_in_documents (PostilStore *store, const char *from, const char *into, GError **error);

/* Sets the words of spans of @label anew, after it ceased to be structure. */
gboolean postil_spans_fill_words  (PostilStore *store, PostilId label, GError **error);
/* "(0, 1)" for SQL's IN; @states 0 means @fallback. */
const char *postil_states_to_sql  (PostilStates states, PostilStates fallback);

G_END_DECLS
