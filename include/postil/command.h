/* command.h - a program of somebody's own that reads documents and answers with spans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/report.h>
#include <postil/suggester.h>

G_BEGIN_DECLS

/* How long a program may take and how much it may say; see POSTIL_PROGRAM_LIMITS. */
typedef struct
{
  guint silence_ms;  /* without an answer, while documents wait for one */
  guint total_ms;
  gsize max_bytes;   /* of all answers together */
} PostilProgramLimits;

#define POSTIL_PROGRAM_LIMITS ((PostilProgramLimits){ 60 * 1000, 60 * 60 * 1000, (gsize) 256 << 20 })

/* What the program is asked about and who takes the answers. All are called in the thread that called postil_program_run (). */
typedef struct
{
  /* The next document, or NULL at the end, with @error when something went wrong. (transfer full) */
  PostilDocument *(*next) (gpointer data, GError **error);
  /* The document with this key, among those that were handed out; NULL: none. (transfer full) */
  PostilAnalysis *(*find) (const char *key, gpointer data);
  /* @analysis, in which "command/NAME" has run, is the client's from now on. */
  gboolean        (*take) (const char *key, PostilAnalysis *analysis, gpointer data, GError **error);
} PostilProgramClient;

/* Hands out documents of a project; data whose first member is one of these can be that of a client. */
typedef struct
{
  PostilStore  *store;
  const GArray *ids; /* PostilId */
  guint         n_given;
} PostilProgramDocuments;

PostilDocument *postil_program_documents_next (gpointer data, GError **error);
PostilAnalysis *postil_program_documents_find (const char *key, gpointer data);

/* A project may name a program for those who work on it. Nothing runs it unasked. NULL: it names none, or nothing of use. (transfer full) */
char   **postil_program_of_project  (PostilStore *store);
/* Within a transaction; @argv NULL: none any more. */
gboolean postil_program_set_project (PostilStore *store, const char *const *argv, GError **error);

/* What its spans' source is called: "command/" and the program's base name, or its script's. (transfer full) */
char    *postil_program_source (const char *const *argv);
/*
 * Starts @argv (without a shell, in a group of its own), writes one JSON line for each document ("id", "text", "meta") to its standard
 * input, and reads one for each from its standard output: {"id":..., "spans":[{"start":, "end":, "label":, ...}]} in code points, "text",
 * "score" and "reason" as it likes. Answers may come in any order and while documents are still being written. What cannot be
 * used (no JSON, an unknown document, a place outside of the text, words that are not there) goes to @report with the line's number, and
 * the rest is kept. FALSE when the program cannot be started, is stopped for @limits or @cancellable, fails, or leaves documents unanswered;
 * what it answered until then has been taken.
 */
gboolean postil_program_run (const char *const *argv, const PostilProgramLimits *limits, const PostilProgramClient *client,
                             gpointer data, PostilReport *report, GCancellable *cancellable, GError **error);

G_END_DECLS
