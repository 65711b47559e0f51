/* cmd-suggest.c - postilctl suggest: fills the review queue of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include "../exchange/json.h"
#include "suggest-program.h"
#include "suggest-stream.h"
#include "verbs.h"

/* So many documents are written at a time: few enough to lose little when the machine stops, enough to pay for the sync. */
#define BATCH 50

typedef struct
{
  PostilStore *store;
  PostilSuggestContext *context;
  const char *const *only;
  gboolean all;
  guint n_new;
  guint n_current;
  guint n_failed;
} Run;

/* The first pass: site furniture shows in lines that several documents share. */
static gboolean
see_lines (Run *self, const GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (PostilDocument) document = postil_documents_get (self->store, g_array_index (ids, PostilId, i), error);

      if (document == NULL)
        return FALSE;
      postil_suggest_context_add_document_lines (self->context, document->text);
    }
  return TRUE;
}

static gboolean
suggest_for (Run *self, PostilId id, GError **error)
{
  g_autoptr (PostilDocument) document = postil_documents_get (self->store, id, error);
  g_autoptr (PostilAnalysis) analysis = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *fingerprints = NULL;
  guint n_new = 0;

  if (document == NULL)
    return FALSE;
  analysis = postil_analysis_new (document->text, document->kind);
  if (!postil_suggest_fingerprint (self->context, self->store, id, analysis, self->only, self->all, &fingerprints, error))
    return FALSE;
  if (fingerprints == NULL)
    {
      self->n_current++;
      return TRUE;
    }
  if (!postil_suggest_run (self->context, analysis, self->only, NULL, &local_error))
    {
      fprintf (stderr, "%s: error: %s\n", document->key, local_error->message);
      self->n_failed++;
      return TRUE;
    }
  if (!postil_suggest_store (self->store, id, analysis, self->only, &n_new, error) ||
      !postil_fingerprints_set (self->store, id, fingerprints, error))
    return FALSE;
  self->n_new += n_new;
  return TRUE;
}

static gboolean
suggest_batch (Run *self, const GArray *ids, guint first, GError **error)
{
  if (!postil_transaction_begin (self->store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  for (guint i = first; i < ids->len && i < first + BATCH; i++)
    if (!suggest_for (self, g_array_index (ids, PostilId, i), error))
      {
        postil_transaction_rollback (self->store);
        return FALSE;
      }
  return postil_transaction_commit (self->store, error);
}

/* Last, for it reads what all documents say. Those that were written are compared with all others. */
static gboolean
relate_repeats (PostilStore *store, const GArray *ids, guint *n_new, GError **error)
{
  g_autoptr (GArray) sought = postil_suggest_repeats_missing (store, ids);
  g_autoptr (GArray) repeats = NULL;

  if (sought->len == 0)
    return TRUE;
  repeats = postil_repeats_find (store, sought, NULL, error);
  if (repeats == NULL || !postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (!postil_repeats_store (store, sought, repeats, n_new, error) || !postil_suggest_set_repeats_sought (store, sought, error))
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  return postil_transaction_commit (store, error);
}

/* The rules in the file come from whoever made it, so they run when they are asked for. */
static gboolean
use_own_rules (PostilStore *store, PostilSuggestContext *context, gboolean own_rules, GError **error)
{
  g_autofree char *fingerprint = NULL;

  if (own_rules)
    return postil_suggest_context_add_rules (context, store, error);
  fingerprint = postil_stored_rules_fingerprint (store);
  if (fingerprint != NULL)
    fputs ("postilctl: note: the project brings rules of its own, which did not run; --own-rules runs them.\n", stderr);
  return TRUE;
}

/* For people, each by itself; for programs as a list. */
static char *
tell_slow_rules (PostilSuggestContext *context, gboolean json)
{
  g_auto (GStrv) slow = postil_suggest_context_dup_slow_rules (context);
  GString *list = g_string_new ("[");

  postil_command_tell_slow_rules (context);
  for (guint i = 0; json && slow != NULL && slow[i] != NULL; i++)
    {
      g_string_append (list, i > 0 ? "," : "");
      postil_json_append_string (list, slow[i], -1);
    }
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

static int
suggest_project (const char *path, const char *const *only, const char *model, gboolean all, gboolean own_rules, gboolean json)
{
  g_autoptr (PostilStore) store = postil_command_open (path, POSTIL_STORE_NONE);
  g_autoptr (PostilSuggestContext) context = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  Run run = { .store = store, .only = only, .all = all };
  g_autofree char *slow = NULL;
  guint n_repeats = 0;

  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  context = run.context = postil_suggest_context_new (&error);
  ids = context != NULL && postil_command_use_model (context, model, &error) ? postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, &error) : NULL;
  if (ids == NULL || !use_own_rules (store, context, own_rules, &error) || !see_lines (&run, ids, &error) || !postil_suggest_context_learn (context, store, NULL, &error))
    return postil_command_fail (error);
  for (guint first = 0; first < ids->len; first += BATCH)
    {
      postil_command_progress ("Suggesting: document", first, ids->len);
      if (!suggest_batch (&run, ids, first, &error))
        {
          postil_command_progress_end ();
          return postil_command_fail (error);
        }
    }
  postil_command_progress_end ();
  slow = tell_slow_rules (context, json);
  if (only == NULL && !relate_repeats (store, ids, &n_repeats, &error))
    return postil_command_fail (error);
  if (json)
    printf ("{\"documents\":%u,\"current\":%u,\"new\":%u,\"repeats\":%u,\"failed\":%u,\"slow_rules\":%s}\n", ids->len, run.n_current,
            run.n_new, n_repeats, run.n_failed, slow);
  else
    printf ("%u new suggestions in %u documents (%u were up to date), %u new repeats between them\n", run.n_new, ids->len,
            run.n_current, n_repeats);
  postil_suggest_tell_program (store);
  return run.n_failed > 0 ? POSTIL_EXIT_REFUSED : POSTIL_EXIT_DONE;
}

static char *
names_of_suggesters (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (const PostilSuggester *suggester = postil_suggesters (); suggester->name != NULL; suggester++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", suggester->name);
  return g_strdup (names->str);
}

int
postil_cmd_suggest (const PostilCommand *command, int argc, char **argv)
{
  g_autofree char *list = NULL;
  g_autofree char *model = NULL;
  g_autofree char *program = NULL;
  g_auto (GStrv) only = NULL;
  PostilProgramWish wish = { .seconds = 60 };
  gboolean stream = FALSE, all = FALSE, own_rules = FALSE, json = FALSE;
  int jobs = 1, exit_code;
  GOptionEntry entries[] = {
    { "only", 'o', 0, G_OPTION_ARG_STRING, &list, "These suggesters, and what they build on", "SOURCE" },
    { "stream", 's', 0, G_OPTION_ARG_NONE, &stream, "Document JSON lines in, span JSON lines out, no project", NULL },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "With --stream: so many threads (1)", "N" },
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &model, "Names or acts from this file of “postilctl train”, not from the shipped one", "FILE" },
    { "all", 'a', 0, G_OPTION_ARG_NONE, &all, "Documents that are up to date, too", NULL },
    { "command", 'c', 0, G_OPTION_ARG_STRING, &program, "Ask this program instead: document JSON lines in, span JSON lines out", "'PROG ARG...'" },
    { "run-project-commands", 0, 0, G_OPTION_ARG_NONE, &wish.of_project, "Ask the program that the project names; only if you trust it", NULL },
    { "save-command", 0, 0, G_OPTION_ARG_NONE, &wish.save, "With --command: have the project name it", NULL },
    { "timeout", 't', 0, G_OPTION_ARG_INT, &wish.seconds, "With a program: so long without an answer (60)", "SECONDS" },
    { "own-rules", 0, 0, G_OPTION_ARG_NONE, &own_rules, "Run the rules that the project brings along, too", NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Answer as JSON", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 0, 1, &exit_code))
    return exit_code;
  only = postil_command_split_list (list);
  for (int i = 0; only != NULL && only[i] != NULL; i++)
    if (postil_suggester_find (only[i]) == NULL)
      {
        g_autofree char *known = names_of_suggesters ();

        return postil_command_usage_error (command, "“%s” is no suggester; say one of %s.", only[i], known);
      }
  if (jobs < 1 || jobs > 256)
    return postil_command_usage_error (command, "--jobs needs a number from 1 to 256.");
  if (wish.seconds < 1 || wish.seconds > 24 * 3600)
    return postil_command_usage_error (command, "--timeout needs a number of seconds from 1 to 86400.");
  if ((program != NULL || wish.of_project) && (stream || only != NULL || model != NULL))
    return postil_command_usage_error (command, "A program is asked about a project, and alone: leave out --stream, --only and --model.");
  if (wish.save && program == NULL)
    return postil_command_usage_error (command, "--save-command goes with --command.");
  if (stream && argc > 1 && strcmp (argv[1], "-") != 0)
    return postil_command_usage_error (command, "With --stream there is no project; documents come from standard input.");
  if (stream)
    return postil_suggest_stream ((const char *const *) only, (guint) jobs, model);
  if (argc < 2)
    return postil_command_usage_error (command, "Name a project, or say --stream.");
  wish.line = program;
  wish.json = json;
  if (program != NULL || wish.of_project)
    return postil_suggest_program (argv[1], &wish);
  return suggest_project (argv[1], (const char *const *) only, model, all, own_rules, json);
}
