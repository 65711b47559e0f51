/* suggester.h - the machine's proposals: one document in, spans and relations with reasons out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/documents.h>
#include <postil/segments.h>
#include <postil/store.h>

G_BEGIN_DECLS

/**
 * PostilProposal:
 *
 * A span that a suggester proposes. Strings are owned by the analysis; @label, @source and type names are
 * interned (g_intern_string). @reason is for a person and never empty. @attributes: a JSON object or NULL (a Post:
 * author, time, edited, depth, body_start, reply_to).
 */
typedef struct
{
  PostilRange      range;
  const char      *label;
  double           score; /* 0..1 */
  PostilSourceKind kind;
  const char      *source; /* "quotes", "rules/denial.denies", "gazetteer/countries", ... */
  char            *reason;
  char            *attributes;
} PostilProposal;

/* @head and @tail are indices of proposals in the same analysis. */
typedef struct
{
  const char *type; /* "speaker", "cue", "target", "answers" */
  guint       head;
  guint       tail;
  double      score;
  const char *source;
} PostilProposedRelation;

/**
 * PostilAnalysis:
 *
 * One document on its way through the suggesters: the text, its segments (computed at the first call, kept),
 * and what was proposed so far. A suggester may read everything before it and append; it may not remove. One
 * thread at a time.
 */
typedef struct _PostilAnalysis PostilAnalysis;

PostilAnalysis     *postil_analysis_new  (PostilText *text, PostilDocumentKind kind) G_GNUC_WARN_UNUSED_RESULT;
void                postil_analysis_free (PostilAnalysis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilAnalysis, postil_analysis_free)

PostilText         *postil_analysis_get_text       (PostilAnalysis *self);
PostilDocumentKind  postil_analysis_get_kind       (PostilAnalysis *self);
void                postil_analysis_set_kind       (PostilAnalysis *self, PostilDocumentKind kind);
/* Owned by @self: GArray of PostilRange, PostilRange, PostilToken. */
const GArray       *postil_analysis_get_paragraphs (PostilAnalysis *self);
const GArray       *postil_analysis_get_sentences  (PostilAnalysis *self);
const GArray       *postil_analysis_get_tokens     (PostilAnalysis *self);
/* First token that starts at or after @offset; the number of tokens when none does. */
guint               postil_analysis_token_index    (PostilAnalysis *self, guint32 offset);

guint                 postil_analysis_get_n_proposals (PostilAnalysis *self);
const PostilProposal *postil_analysis_get_proposal    (PostilAnalysis *self, guint index);
guint                 postil_analysis_get_n_relations (PostilAnalysis *self);
const PostilProposedRelation *postil_analysis_get_relation (PostilAnalysis *self, guint index);
/* Appends and returns the index; @reason and @attributes are copied. The same label and range again keeps the better
 * score and returns the first index. */
guint               postil_analysis_propose (PostilAnalysis *self, PostilRange range, const char *label, double score,
                                             PostilSourceKind kind, const char *source, const char *reason,
                                             const char *attributes);
/* Replaces them; they are copied. */
void                postil_analysis_set_attributes (PostilAnalysis *self, guint index, const char *attributes);
void                postil_analysis_relate  (PostilAnalysis *self, const char *type, guint head, guint tail, double score,
                                             const char *source);
/* Proposals of @label (interned or not) that overlap @range, by index, in order of start: GArray of guint. */
GArray             *postil_analysis_find    (PostilAnalysis *self, PostilRange range, const char *label);
/* Whether @range lies in Boilerplate: suggesters of meaning leave it alone. */
gboolean            postil_analysis_is_boilerplate (PostilAnalysis *self, PostilRange range);
/* What ran so far: postil_suggest_run keeps this. */
gboolean            postil_analysis_has_run  (PostilAnalysis *self, const char *suggester);
void                postil_analysis_mark_run (PostilAnalysis *self, const char *suggester);

/**
 * PostilSuggestContext:
 *
 * What all documents share: compiled rules, gazetteers, models, and the lines that repeat across the project.
 * Immutable once made, so worker threads may share it.
 */
typedef struct _PostilSuggestContext PostilSuggestContext;

/* With the packs and gazetteers that Postil ships. */
PostilSuggestContext *postil_suggest_context_new   (GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same without what was learned about acts from the files that a model is to be trained on. */
PostilSuggestContext *postil_suggest_context_new_untaught (GError **error) G_GNUC_WARN_UNUSED_RESULT;
PostilSuggestContext *postil_suggest_context_ref   (PostilSuggestContext *self);
void                  postil_suggest_context_unref (PostilSuggestContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSuggestContext, postil_suggest_context_unref)
/* Before first use only: names or acts from here (a file of "postilctl train entities" or "train acts") instead of what is
 * shipped. */
gboolean              postil_suggest_context_set_model (PostilSuggestContext *self, GBytes *model, GError **error);
/* Before first use only: takes over what was decided in the project, so that its labels are learned (from 10 decisions on) and words that
 * were tagged are found again. Reads, never writes. */
gboolean              postil_suggest_context_learn (PostilSuggestContext *self, PostilStore *store, GCancellable *cancellable,
                                                    GError **error);
/* Before first use only: takes over the rules that the project brings along and that are switched on. They come from whoever
 * made the file, so ask before. A broken one is an error that names it. */
gboolean              postil_suggest_context_add_rules (PostilSuggestContext *self, PostilStore *store, GError **error);
/* Before first use only: lines that stand in several documents (trimmed line -> number of documents). */
void                  postil_suggest_context_add_document_lines (PostilSuggestContext *self, PostilText *text);
/* Names of rules that ran out of their time in a document and were left out from there on; NULL: none. From any thread. (transfer full) */
char                **postil_suggest_context_dup_slow_rules (PostilSuggestContext *self);
/* Number of documents seen with this trimmed line. */
guint                 postil_suggest_context_line_count (PostilSuggestContext *self, const char *line, gsize n_bytes);

typedef struct _PostilSuggester PostilSuggester;
struct _PostilSuggester
{
  const char *name;    /* as --only takes it: "structure", "quotes", "entities", "speakers", "acts", ... */
  const char *summary; /* one line for --help and the Sources page */
  const char *const *needs;   /* names of those that must have run before, NULL-terminated; NULL: none */
  const char *const *sources; /* what its proposals' sources are called, or begin with before a "/"; NULL-terminated */
  /* FALSE with @error only when the work must stop (cancelled, deadline); finding nothing is TRUE. */
  gboolean (*run) (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error);
};

/* In the order in which they run: structure, quotes, entities, speakers, rules, acts. NULL-name-terminated. */
const PostilSuggester *postil_suggesters (void);
const PostilSuggester *postil_suggester_find (const char *name); /* NULL: none */
/* Runs all, or those in @only (NULL-terminated names) together with what they build on. POSTIL_ERROR_NOT_FOUND for a name
 * that is no suggester's. What has run on @analysis already does not run again. */
gboolean postil_suggest_run (PostilSuggestContext *context, PostilAnalysis *analysis, const char *const *only,
                             GCancellable *cancellable, GError **error);

/* Writes an analysis' proposals as open suggestions of @document: replaces the open suggestions of the suggesters that ran
 * (@only NULL: all that ran; else those named there and what they build on), leaves kept ones alone, and never brings back
 * what was rejected, or kept at the same place, with moved edges or under another label. Needs an open unrecorded
 * transaction; @n_new (nullable) counts the spans that were not there before. */
gboolean postil_suggest_store (PostilStore *store, PostilId document, PostilAnalysis *analysis, const char *const *only,
                               guint *n_new, GError **error);

/* Whether a run of @only (NULL: all) over @document could propose something else than the last one did: *@fingerprints is NULL when it
 * could not, else what postil_fingerprints_set() should get together with the new proposals (transfer full); @all: never NULL. @analysis: made of
 * the document, nothing run on it. @context: as postil_suggest_context_learn() left it. FALSE only with @error. */
gboolean postil_suggest_fingerprint (PostilSuggestContext *context, PostilStore *store, PostilId document,
                                     PostilAnalysis *analysis, const char *const *only, gboolean all, char **fingerprints,
                                     GError **error);
/* Those of @documents (GArray of PostilId) for which no repeats were sought since they were last written (transfer full); and that they
 * were, in an open transaction. */
GArray  *postil_suggest_repeats_missing    (PostilStore *store, const GArray *documents);
gboolean postil_suggest_set_repeats_sought (PostilStore *store, const GArray *documents, GError **error);

G_END_DECLS
