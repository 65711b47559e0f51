/* intake.h - brings documents, spans and relations of any format into the project, and tells what became of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>

#include "align.h"
#include "json.h"
#include "time-string.h"

G_BEGIN_DECLS

/**
 * PostilClaim:
 *
 * A span as a file states it. Strings are borrowed. NULL means that the file does not say: @source is then the import,
 * @annotator the importing one for what is decided and nobody for a suggestion. "" as @annotator is nobody.
 */
typedef struct
{
  const char  *id;
  const char  *label;
  PostilState  state;
  const char  *source;
  const char  *annotator;
  double       score;
  const char  *note;
  const char  *reason;
  json_t      *attributes; /* owned object, or NULL */
  gint64       created_at; /* 0: now */
  gint64       decided_at;
  guint        line;
  PostilSpanId span; /* filled in: which span of the project it is now, or waits to be; 0 when it was refused */
} PostilClaim;

/* A relation as a file states it; @head and @tail are the ids that its claims carry. */
typedef struct
{
  const char *id;
  const char *type;
  const char *head;
  const char *tail;
  PostilState state;
  const char *source;
  const char *annotator;
  double      score;
  const char *note;
  guint       line;
} PostilLink;

/**
 * PostilIntake:
 *
 * One file on its way in, within the caller's transaction. Names are looked up once. What a file gets wrong goes to the
 * report and the rest comes in; FALSE with @error is for a store that fails, and ends the import.
 */
typedef struct _PostilIntake PostilIntake;

PostilIntake *postil_intake_new  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                                  PostilReport *report);
void          postil_intake_free (PostilIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilIntake, postil_intake_free)

PostilReport              *postil_intake_get_report  (PostilIntake *self);
const PostilImportOptions *postil_intake_get_options (PostilIntake *self);
const PostilImportFile    *postil_intake_get_file    (PostilIntake *self);

/* What colour the file gives to a label: it gets it when it is new here. @written that is no colour is passed over. */
void     postil_intake_colour (PostilIntake *self, const char *label, const char *written);

/* Reports at @line and counts one refusal / one doubt / one remark. */
void     postil_intake_refuse (PostilIntake *self, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);
void     postil_intake_warn   (PostilIntake *self, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);
void     postil_intake_note   (PostilIntake *self, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* TRUE when @error is the fault of the file: it is then reported, freed and counted as a refusal. */
gboolean postil_intake_forgive (PostilIntake *self, guint line, GError **error);

/* Tells that the reader has gone on to @cursor: of a large file that is mapped, what lies before need not stay in memory, and
 * the meter says how far it is. Skimmed: the reader will come by again. */
void     postil_intake_passed  (PostilIntake *self, const char *cursor);
void     postil_intake_skimmed (PostilIntake *self, const char *cursor);
/* The same for a reader that goes to and fro: @done of @total pieces are read. */
void     postil_intake_counted (PostilIntake *self, guint done, guint total);

/* Resolves the places of a document's claims, and tells which unit they were counted in. Claims and places run in
 * parallel. */
void     postil_intake_align (PostilIntake *self, PostilAligner *aligner, const char *key, GArray *claims, GArray *places);
/* @accepted: it is in the project now; FALSE when it was refused. @added: and was not before. */
gboolean postil_intake_document (PostilIntake *self, PostilDocument *document, guint line, gboolean *accepted,
                                 gboolean *added, GError **error);
/* Adds those that are not there yet and fills in their ids; those that have no place come on the list of the unaligned.
 * @fresh: the document has just been added. */
gboolean postil_intake_spans (PostilIntake *self, const PostilDocument *document, gboolean fresh, GArray *claims,
                              GArray *places, GError **error);
/* @ids: claim id -> PostilSpanId. A link whose ends are not there waits for the end of the file. */
gboolean postil_intake_link (PostilIntake *self, GHashTable *ids, PostilId document, const PostilLink *link,
                             GError **error);
gboolean postil_intake_finish (PostilIntake *self, GError **error);

/* Claim id -> PostilSpanId, of claims that have both; an id that occurs twice is told, and the first one counts. */
GHashTable *postil_intake_ids (PostilIntake *self, GArray *claims);

void     postil_claim_clear (gpointer claim); /* for g_array_set_clear_func */
void     postil_place_clear (gpointer place);

G_END_DECLS
