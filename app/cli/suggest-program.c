/* suggest-program.c - postilctl suggest with a program of somebody's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "suggest-program.h"

#include <stdio.h>

#include "command.h"

typedef struct
{
  PostilProgramDocuments documents; /* first, for they are its data, too */
  guint n_answered;
  guint n_new;
} Run;

static gboolean
take (const char *key, PostilAnalysis *given, gpointer data, GError **error)
{
  g_autoptr (PostilAnalysis) analysis = given;
  Run *run = data;
  PostilStore *store = run->documents.store;
  guint n_new = 0;

  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (!postil_suggest_store (store, postil_documents_find (store, key), analysis, NULL, &n_new, error))
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  run->n_new += n_new;
  postil_command_progress ("Asking: document", ++run->n_answered, run->documents.ids->len);
  return postil_transaction_commit (store, error);
}

static char *
show_vector (const char *const *argv)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; argv[i] != NULL; i++)
    {
      g_autofree char *quoted = g_shell_quote (argv[i]);

      g_string_append_printf (shown, "%s%s", i > 0 ? " " : "", quoted);
    }
  return g_strdup (shown->str);
}

void
postil_suggest_tell_program (PostilStore *store)
{
  g_auto (GStrv) argv = postil_program_of_project (store);
  g_autofree char *shown = argv != NULL ? show_vector ((const char *const *) argv) : NULL;

  if (shown != NULL)
    fprintf (stderr, "postilctl: note: This project names a program of its own, which was not run: %s\n"
                     "If you trust it, say --run-project-commands.\n", shown);
}

/* The program's arguments, from the command line or, when that is allowed, from the project. */
static char **
choose (PostilStore *store, const PostilProgramWish *wish, GError **error)
{
  char **argv = NULL;

  if (wish->line != NULL)
    {
      if (!g_shell_parse_argv (wish->line, NULL, &argv, error))
        g_prefix_error (error, "--command cannot be taken apart: ");
      return argv;
    }
  argv = postil_program_of_project (store);
  if (argv == NULL)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, "This project names no program to run; say --command.");
  return argv;
}

static gboolean
save (PostilStore *store, const char *const *argv, GError **error)
{
  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (!postil_program_set_project (store, argv, error))
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  return postil_transaction_commit (store, error);
}

int
postil_suggest_program (const char *path, const PostilProgramWish *wish)
{
  const PostilProgramClient client = { postil_program_documents_next, postil_program_documents_find, take };
  PostilProgramLimits limits = POSTIL_PROGRAM_LIMITS;
  g_autoptr (PostilStore) store = postil_command_open (path, POSTIL_STORE_NONE);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_auto (GStrv) argv = NULL;
  gboolean done;
  Run run = { 0 };

  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  argv = choose (store, wish, &error);
  ids = argv != NULL ? postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, &error) : NULL;
  if (ids == NULL || (wish->save && !save (store, (const char *const *) argv, &error)))
    return postil_command_fail (error);
  run.documents = (PostilProgramDocuments){ store, ids, 0 };
  limits.silence_ms = (guint) wish->seconds * 1000;
  done = postil_program_run ((const char *const *) argv, &limits, &client, &run, report, NULL, &error);
  postil_command_progress_end ();
  for (guint i = 0; i < report->items->len; i++)
    {
      g_autofree char *line = postil_report_item_to_string (g_ptr_array_index (report->items, i));

      fprintf (stderr, "%s\n", line);
    }
  if (wish->json)
    printf ("{\"documents\":%u,\"answered\":%u,\"new\":%u,\"refused\":%u}\n", ids->len, run.n_answered, run.n_new, report->refused);
  else
    printf ("%u new suggestions, %u of %u documents answered, %u refused\n", run.n_new, run.n_answered, ids->len, report->refused);
  if (!done)
    fprintf (stderr, "postilctl: error: %s\n", error->message);
  return done && report->refused == 0 ? POSTIL_EXIT_DONE : POSTIL_EXIT_REFUSED;
}
