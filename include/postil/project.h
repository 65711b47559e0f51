/* project.h - a project as a program uses it: actions that are one undo step each, and signals
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/command.h>
#include <postil/documents.h>
#include <postil/format.h>
#include <postil/history.h>
#include <postil/labels.h>
#include <postil/profile.h>
#include <postil/readings.h>
#include <postil/relations.h>
#include <postil/search.h>
#include <postil/spans.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_PROJECT (postil_project_get_type ())
/**
 * PostilProject:
 *
 * The one GObject of the core. Owns the store and the annotator's name; main thread only. Each action below is
 * one transaction and one undo step, and says "done" only after COMMIT.
 *
 * Signals (all run-first, no return):
 *   ::document-changed (gint64 document)   spans, relations or reading state of one document
 *   ::documents-changed ()                 the list itself, or many documents at once
 *   ::labels-changed ()
 *   ::history-changed ()                   undo / redo possibilities
 */
G_DECLARE_FINAL_TYPE (PostilProject, postil_project, POSTIL, PROJECT, GObject)

/* Called on the main thread; @total 0: nobody knows yet. */
typedef void (*PostilProgress) (guint done, guint total, gpointer user_data);

/* @annotator NULL: the login name. */
PostilProject *postil_project_create (const char *path, const char *annotator, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PostilProject *postil_project_open   (const char *path, const char *annotator, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PostilStore   *postil_project_get_store     (PostilProject *self);
const char    *postil_project_get_path      (PostilProject *self);
char          *postil_project_dup_name      (PostilProject *self); /* base name without .postil */
PostilId       postil_project_get_annotator (PostilProject *self);
/* Cached, by position, not archived: GPtrArray of PostilLabel, owned by the project, new after ::labels-changed. */
GPtrArray         *postil_project_get_labels (PostilProject *self);
const PostilLabel *postil_project_get_label  (PostilProject *self, PostilId id); /* also archived; NULL: unknown */
/* Labels: each one step. Adding fills the id. What kind of change it is shows in the step's title. */
gboolean postil_project_add_label    (PostilProject *self, PostilLabel *label, GError **error);
gboolean postil_project_update_label (PostilProject *self, const PostilLabel *label, GError **error);
/* Puts it before the one at place @at of all labels, archived ones too. */
gboolean postil_project_move_label   (PostilProject *self, PostilId label, guint at, GError **error);
gboolean postil_project_merge_labels (PostilProject *self, PostilId from, PostilId into, GError **error);
/* As postil_labels_load() does it. */
gboolean postil_project_load_labels  (PostilProject *self, GPtrArray *labels, guint *n_added, guint *n_changed, char ***notes,
                                      GError **error);

/* Kept, by hand, with the project's annotator. Returns the new span's id, 0 on error. When the very same span is there as
 * a suggestion or rejected, that one becomes kept instead. */
PostilSpanId postil_project_tag       (PostilProject *self, PostilId document, PostilRange range, PostilId label,
                                       GError **error);
/* How many places postil_project_tag_all() would tag. */
guint postil_project_count_all (PostilProject *self, PostilId document, PostilRange range);
/* Every occurrence of the words of @range in the document, as whole tokens; one step. Returns how many were new, -1 on error. */
int          postil_project_tag_all   (PostilProject *self, PostilId document, PostilRange range, PostilId label,
                                       GError **error);
/* All hits in one step. Return how many spans were new, or went; -1 on error. Untagging removes what is kept at these very
 * places, with @label 0 whatever its label. */
int          postil_project_tag_hits   (PostilProject *self, const PostilHit *hits, guint n_hits, PostilId label,
                                        GError **error);
int          postil_project_untag_hits (PostilProject *self, const PostilHit *hits, guint n_hits, PostilId label,
                                        GError **error);
gboolean     postil_project_relabel   (PostilProject *self, PostilSpanId span, PostilId label, GError **error);
/* A span in parts keeps those that lie within @range. */
gboolean     postil_project_set_range (PostilProject *self, PostilSpanId span, PostilRange range, GError **error);
/* The stretches that the span has from now on, in order and apart; one makes it contiguous, none is refused. */
gboolean     postil_project_set_parts (PostilProject *self, PostilSpanId span, const GArray *parts, GError **error);
gboolean     postil_project_set_note  (PostilProject *self, PostilSpanId span, const char *note, GError **error);
gboolean     postil_project_decide    (PostilProject *self, PostilSpanId span, PostilState state, GError **error);

/* One decision about many suggestions: one step, all or nothing. */
typedef enum
{
  POSTIL_MANY_MATCHING,  /* all that pass the filter */
  POSTIL_MANY_IDENTICAL, /* the span, and all that have its words and its label */
  POSTIL_MANY_REST,      /* all of the filter's document that pass it; the document is done afterwards */
} PostilManyKind;

typedef struct
{
  PostilManyKind   kind;
  PostilSpanFilter filter; /* its states do not matter */
  PostilSpanId     span;   /* the one that was looked at, which the history names when it is among them; 0: none */
  PostilState      state;
} PostilMany;

/* How many were decided, -1 on error. The three below are this. */
int          postil_project_decide_many (PostilProject *self, const PostilMany *many, GError **error);
int          postil_project_decide_identical (PostilProject *self, PostilSpanId span, PostilState state, GError **error);
int          postil_project_decide_matching  (PostilProject *self, const PostilSpanFilter *filter, PostilSpanId first,
                                              PostilState state, GError **error);
int          postil_project_finish (PostilProject *self, const PostilSpanFilter *filter, GError **error);
gboolean     postil_project_remove    (PostilProject *self, PostilSpanId span, GError **error);
PostilId     postil_project_relate    (PostilProject *self, PostilId label, PostilSpanId head, PostilSpanId tail,
                                       GError **error);
gboolean     postil_project_set_reading (PostilProject *self, PostilId document, PostilReadingState state, GError **error);
/* What reading costs, which is no undo step: an unread document becomes open, time and keys are added. Does nothing in a
 * project that can only be read. */
gboolean     postil_project_read (PostilProject *self, PostilId document, gint64 milliseconds, gint64 keystrokes,
                                  GError **error);

/* Structure by hand, each one step. @label is Boilerplate or QuotedReply: @range is marked, or where it touches some already,
 * those go (rejected when a machine proposed them). */
gboolean     postil_project_toggle_structure (PostilProject *self, PostilId document, PostilRange range, const char *label,
                                              gboolean *marked, GError **error);
/* Of the innermost post that @offset stands in: a second one begins there; it joins the one before; author and time ("" or NULL:
 * unknown). */
gboolean     postil_project_split_post (PostilProject *self, PostilId document, guint32 offset, GError **error);
gboolean     postil_project_join_posts (PostilProject *self, PostilId document, guint32 offset, GError **error);
gboolean     postil_project_set_post   (PostilProject *self, PostilId document, guint32 offset, const char *author,
                                        const char *time, GError **error);
/* NULL: there is none. (transfer full) */
PostilSpan  *postil_project_get_post   (PostilProject *self, PostilId document, guint32 offset);

/* FALSE without error when there is nothing. @edit (nullable, transfer full) says what was undone and where. */
gboolean     postil_project_undo (PostilProject *self, PostilEdit **edit, GError **error);
gboolean     postil_project_redo (PostilProject *self, PostilEdit **edit, GError **error);

/*
 * What touches very many, in a worker with a connection of its own; nobody may write meanwhile, and who tries is told so at once.
 * Cancelled, nothing has happened. Once @done is @total it is being saved, and can no longer be cancelled.
 */
void postil_project_decide_many_async  (PostilProject *self, const PostilMany *many, PostilProgress progress,
                                        gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
int  postil_project_decide_many_finish (PostilProject *self, GAsyncResult *result, GError **error);
void postil_project_travel_async       (PostilProject *self, gboolean undo, PostilProgress progress, gpointer progress_data,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* As undo and redo say it. */
gboolean postil_project_travel_finish  (PostilProject *self, GAsyncResult *result, PostilEdit **edit, GError **error);

/* Reads the files in the calling thread, in one step. */
gboolean     postil_project_import (PostilProject *self, const char *const *paths, const PostilFormat *format,
                                    const PostilImportOptions *options, PostilReport *report, GCancellable *cancellable,
                                    GError **error);

/*
 * The same in a worker with a connection of its own; nobody may write meanwhile, and who tries is told so at once.
 * @options: only its plain values are taken over. @progress: files that were read, and how much of their bytes (0..1, -1 where
 * that is not known).
 */
typedef void (*PostilImportProgress) (guint n_read, guint n_files, double share, gpointer user_data);
void postil_project_import_async (PostilProject *self, const char *const *paths, const PostilFormat *format,
                                  const PostilImportOptions *options, PostilImportProgress progress, gpointer progress_data,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
PostilReport *postil_project_import_finish (PostilProject *self, GAsyncResult *result, GError **error);

/* Exports in a worker that reads. A project that is changed meanwhile fails the proof. @progress is called on the main
 * thread, first while it is written, then while it is read back. */
typedef void (*PostilExportProgress) (gboolean proving, guint done, guint total, gpointer user_data);
void postil_project_export_async (PostilProject *self, const PostilProfile *profile, const char *path,
                                  PostilExportProgress progress, gpointer progress_data, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
PostilReport *postil_project_export_finish (PostilProject *self, GAsyncResult *result, GError **error);

/* A span that an import could not place (see placing.h) comes to @range, or is dismissed: one step each. */
gboolean     postil_project_place_unaligned   (PostilProject *self, PostilId unaligned, PostilRange range, GError **error);
gboolean     postil_project_dismiss_unaligned (PostilProject *self, PostilId unaligned, GError **error);
/* All whose words stand exactly once in their text, in one step; how many, -1 on error. */
int          postil_project_place_clear       (PostilProject *self, GError **error);

/* What the export would be: its first lines, or what would be lost and how many documents each part of a split would
 * have. Ends at once when cancelled. */
typedef struct
{
  char *lines;          /* NULL when the losses were asked for */
  PostilReport *report; /* NULL when the lines were asked for */
  guint parts[POSTIL_N_SPLITS];
} PostilRehearsal;

void postil_rehearsal_free (PostilRehearsal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRehearsal, postil_rehearsal_free)
/* @n_lines 0: the losses. */
void postil_project_rehearse_async (PostilProject *self, const PostilProfile *profile, guint n_lines,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PostilRehearsal *postil_project_rehearse_finish (PostilProject *self, GAsyncResult *result, GError **error);

/* Runs the suggesters in worker threads, which read through connections of their own, and writes the results in slices
 * on the main thread. @documents: GArray of PostilId, NULL for all. @only NULL: the suggesters that are on. @progress (nullable) is called on the main thread.
 */
void         postil_project_suggest_async  (PostilProject *self, GArray *documents, const char *const *only,
                                            PostilProgress progress, gpointer progress_data, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
/* The same for all documents and the suggesters that are on, those of @first (GArray of PostilId; nullable) before the others: what somebody looks at. */
void         postil_project_suggest_all_async (PostilProject *self, const GArray *first, PostilProgress progress,
                                               gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                               gpointer user_data);
/* Number of new suggestions, -1 on error. */
int          postil_project_suggest_finish (PostilProject *self, GAsyncResult *result, GError **error);
/* The rules that took too long in a document of the last run, and were left out from there on; NULL: none. */
const char *const *postil_project_get_slow_rules (PostilProject *self);

/* Asks a program of somebody's own about every document (see command.h); what it answers becomes suggestions. The caller has made sure
 * that it may run. */
void         postil_project_ask_async  (PostilProject *self, const char *const *argv, const PostilProgramLimits *limits,
                                        PostilProgress progress, gpointer progress_data, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* Number of new suggestions, -1 on error; @report (transfer full): what it said that was of no use, in either case. */
int          postil_project_ask_finish (PostilProject *self, GAsyncResult *result, PostilReport **report, GError **error);

/* Learns from what was decided since the last time, in one thread of low priority, and suggests more of the same in the documents
 * from @from on. Touches no suggestion but those that it made before. postil_project_suggest_finish () tells how it went. */
void         postil_project_learn_async (PostilProject *self, PostilId from, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Names of the labels that it learned something about so far, NULL-terminated. Waits for a pass that is under way: ask when it is over.
 * (transfer full) */
char       **postil_project_dup_learned (PostilProject *self);

/* After the store was written to by other means: emits the signals that make every view read it again. */
void         postil_project_changed (PostilProject *self);

G_END_DECLS
