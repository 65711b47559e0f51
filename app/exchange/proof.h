/* proof.h - proves an export: by importing it into an empty project, or document by document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outline.h"

G_BEGIN_DECLS

/* How to compare what comes back with what was to be written. */
typedef struct
{
  gboolean (*read) (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                    PostilReport *report, GCancellable *cancellable, GError **error);
  const PostilCapabilities *capabilities;
  const char *name;   /* that the file has while it is read */
  gboolean whole;     /* an archive is read by @read itself */
  gboolean by_key;    /* documents come back in any order, under their own keys */
  gboolean onto;      /* the format has no texts: the documents are there before it is read */
  /* What the format makes of a text or note, when it cannot hold all characters; NULL: nothing. (transfer full) */
  char *(*clean) (const char *utf8, guint *n);
  gboolean raw_text; /* @clean is for names and notes only */
  /* What the writer does to the outline before it writes; NULL: nothing. */
  void (*adjust) (const PostilExportWalk *walk, PostilOutline *outline, PostilLosses *losses);
} PostilProofRules;

/* A zip file is read entry by entry, unless the rules say otherwise. Compares texts, places, labels and relations, and what else the capabilities promise. What the reader refuses or doubts
 * makes the proof fail. */
gboolean postil_prove_by_import (PostilStore *store, GBytes *bytes, const PostilExportOptions *options,
                                 const PostilProofRules *rules, GError **error);

/* Whether what comes next in the file is the current document of @walk. */
typedef gboolean (*PostilProver) (PostilExportWalk *walk, PostilLosses *ignored, gpointer user_data);
/* Whether nothing more comes in the file. */
typedef gboolean (*PostilIsAtEnd) (gpointer user_data);

/* Goes once through the file @bytes and through the documents of an export, which stand in it one after the other. @cursor:
 * where @prove keeps how far it has come. */
gboolean postil_prove_in_order (PostilStore *store, GBytes *bytes, const char *const *cursor,
                                const PostilExportOptions *options, PostilProver prove, PostilIsAtEnd is_at_end,
                                gpointer user_data, GError **error);

G_END_DECLS
