/* tasks.h - formats that are JSON with one object for each text: what they have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outline.h"
#include "record.h"

G_BEGIN_DECLS

/* What one item is made of. Where a format separates annotators, a document has several, and @annotator is whose it is. */
typedef struct
{
  const PostilExportWalk *walk;
  PostilOutline          *outline;
  const char             *annotator; /* NULL: not separated */
  gboolean                suggested; /* not separated: FALSE */
  guint                   number;    /* of the item, from 0 */
} PostilTask;

/**
 * PostilTaskFormat:
 *
 * How such a format is written and read. @fit moves the pieces to places that the format can hold, may be NULL. @parse
 * makes a record of an item; NULL with @error when it is none, NULL without when it holds no text that is to come in.
 */
typedef struct
{
  const char               *title;
  const PostilCapabilities *can;
  gboolean                  array;    /* one JSON array; else lines */
  gboolean                  hands;    /* what each annotator did stands together, and so do suggestions */
  gboolean                  separate; /* in an item of its own */
  gboolean                  keys;     /* holds what documents are called */
  gboolean                  joins;    /* parts are spans that relations hold together */
  void          (*fit)    (const PostilExportWalk *walk, const PostilExportOptions *options, PostilOutline *outline,
                           PostilLosses *losses);
  void          (*append) (GString *out, const PostilTask *task);
  PostilRecord *(*parse)  (const json_t *value, const PostilImportFile *file, guint line, PostilIntake *intake,
                           GError **error);
} PostilTaskFormat;

gboolean postil_tasks_write (const PostilTaskFormat *format, PostilStore *store, GOutputStream *out,
                             const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable,
                             GError **error);
gboolean postil_tasks_read  (const PostilTaskFormat *format, PostilStore *store, const PostilImportFile *file,
                             const PostilImportOptions *options, PostilReport *report, GCancellable *cancellable,
                             GError **error);
gboolean postil_tasks_prove (const PostilTaskFormat *format, PostilStore *store, GBytes *bytes,
                             const PostilExportOptions *options, GError **error);

/* Whether a record holds exactly the text, the spans and as many relations as the outline. @joins: see above. @types: name of a
 * label -> how the format writes it, or NULL. */
gboolean postil_record_matches (const PostilRecord *record, const PostilExportWalk *walk, const PostilOutline *outline,
                                gboolean joins, GHashTable *types);

/* Whether two spans belong into one annotation: decided by the same annotator, or both suggested. */
gboolean postil_task_same_hand (const PostilSpan *a, const PostilSpan *b);

/* Pieces as a format without discontinuous spans has them: one for each part, numbered through. */
typedef struct
{
  PostilRange        range;
  const PostilPiece *piece;
  gboolean           continued; /* the next one belongs to the same span */
} PostilFragment;

/* GArray of PostilFragment. (transfer full) */
GArray  *postil_outline_fragments (const PostilOutline *outline);
/* The number of the first fragment of a span; -1 when it has none. */
int      postil_fragments_find    (const GArray *fragments, PostilSpanId span);

/* Members of objects in the making: a comma where one is needed, then "key":. */
void     postil_json_append_key    (GString *out, const char *key);
void     postil_json_append_pair   (GString *out, const char *key, const char *value);
void     postil_json_append_number (GString *out, const char *key, gint64 value);

/* "FILE:ID" for an id that only means something in its file, "FILE:LINE" without one; a string is taken as it is. */
char    *postil_task_key (const PostilImportFile *file, const json_t *id, guint line);
/* All members of @value but those named in @taken (NULL-terminated) become @record's meta. */
void     postil_task_keep_rest (PostilRecord *record, const json_t *value, const char *const *taken);
/* Strings of an array, or the keys of an object whose values are true or at least a half, become labels of the document. */
void     postil_task_add_labels (PostilRecord *record, const json_t *labels);

G_END_DECLS
