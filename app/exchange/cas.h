/* cas.h - what UIMA keeps of a document, whichever way it was written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outline.h"
#include "record.h"

G_BEGIN_DECLS

#define POSTIL_CAS_SPAN "custom.Span"
#define POSTIL_CAS_RELATION "custom.Relation"
#define POSTIL_CAS_LABEL "custom.DocumentLabel"
#define POSTIL_CAS_DOCUMENT "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"

/* A feature structure. Features are strings, numbers or arrays; a reference is the id that it leads to, as a string. Strings
 * belong to the CAS. */
typedef struct
{
  const char *id;
  const char *type;
  json_t     *features; /* NULL while they are packed */
  const char *packed;   /* the features as JSON */
  guint       line;
} PostilCasStructure;

/**
 * PostilCas:
 *
 * All feature structures of one document. @members: ids of those that are indexed (NULL: all). A file may have millions of
 * them, most of which nobody wants; those that are packed take about as much as they did in the file.
 */
typedef struct
{
  GPtrArray    *structures;
  GHashTable   *members;
  GStringChunk *strings;
} PostilCas;

PostilCas          *postil_cas_new  (void);
void                postil_cas_free (PostilCas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilCas, postil_cas_free)
PostilCasStructure *postil_cas_add  (PostilCas *self, const char *id, const char *type, guint line);
/* No more features come. */
void                postil_cas_pack (PostilCas *self, PostilCasStructure *structure);
void                postil_cas_add_member (PostilCas *self, const char *id);
/* Into the project; FALSE only when the store fails. */
gboolean            postil_cas_take (PostilCas *self, PostilIntake *intake, GError **error);


/* A document as feature structures with all that Postil knows, ids counted from 1 (the text). References are integers, under
 * names with @ in front. */
PostilCas          *postil_cas_from_outline (const PostilExportWalk *walk, const PostilOutline *outline);
/* The features that Postil's own types have: name and range, ended by NULL; "" as the range is a reference. */
typedef struct
{
  const char *type;
  const char *supertype;
  struct
  {
    const char *name;
    const char *range;
  } features[12];
} PostilCasType;

extern const PostilCasType postil_cas_types[]; /* ended by a type that is NULL */

G_END_DECLS
