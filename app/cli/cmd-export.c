/* cmd-export.c - postilctl export: what a project holds, as a file for others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include "verbs.h"
#include "watch.h"

typedef struct
{
  char    *format;
  char    *output;
  char    *state;
  char    *label;
  char    *annotator;
  char    *edges;
  char    *negatives;
  char   **policies;
  gboolean done;
  gboolean dry_run;
  char *split_shares;
  gint64 seed;
  gboolean no_stratify;
  char *profile;
  char *save_profile;
  PostilSplit split; /* read from the two above */
  gboolean strict;
  gboolean spreadsheet;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->format);
  g_free (self->output);
  g_free (self->state);
  g_free (self->label);
  g_free (self->annotator);
  g_free (self->edges);
  g_free (self->negatives);
  g_strfreev (self->policies);
  g_free (self->split_shares);
  g_free (self->profile);
  g_free (self->save_profile);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_states (const PostilCommand *command, const char *list, PostilStates *states, int *exit_code)
{
  g_auto (GStrv) names = postil_command_split_list (list);

  *states = 0;
  for (int i = 0; names != NULL && names[i] != NULL; i++)
    {
      PostilState state;

      if (!postil_state_from_string (names[i], &state))
        {
          *exit_code = postil_command_usage_error (command, "“%s” is no state; say kept, suggested or rejected.", names[i]);
          return FALSE;
        }
      *states |= POSTIL_STATES (state);
    }
  return TRUE;
}

static gboolean
read_edges (const PostilCommand *command, const char *name, PostilEdges *edges, int *exit_code)
{
  if (name == NULL || postil_edges_from_string (name, edges))
    return TRUE;
  *exit_code = postil_command_usage_error (command, "“%s” is nothing to do at edges; say expand, contract or skip.", name);
  return FALSE;
}

static gboolean
read_negatives (const PostilCommand *command, const char *name, PostilNegatives *negatives, int *exit_code)
{
  if (name == NULL || postil_negatives_from_string (name, negatives))
    return TRUE;
  *exit_code = postil_command_usage_error (command, "“%s” says not which text without spans to export; say all, done or none.", name);
  return FALSE;
}

static gboolean
read_policies (const PostilCommand *command, char **policies, PostilExportOptions *export, int *exit_code)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; policies != NULL && policies[i] != NULL; i++)
    if (!postil_export_options_set_policy (export, policies[i], &error))
      {
        *exit_code = postil_command_usage_error (command, "%s", error->message);
        return FALSE;
      }
  return TRUE;
}

/* By name, else by how the output is called. */
static const PostilFormat *
read_format (const PostilCommand *command, const Options *options, int *exit_code)
{
  const PostilFormat *format = NULL;
  const char *dot;

  if (options->format != NULL)
    {
      format = postil_format_find (options->format);
      if (format == NULL || format->write == NULL)
        *exit_code = postil_command_format_error (command, options->format, TRUE);
      return format != NULL && format->write != NULL ? format : NULL;
    }
  dot = options->output != NULL ? strrchr (options->output, '.') : NULL;
  for (const PostilFormat *f = postil_formats (); dot != NULL && f->name != NULL; f++)
    if (f->write != NULL && strcmp (f->extension, dot + 1) == 0)
      return f;
  *exit_code = postil_command_usage_error (command, "Say with --format what to write.");
  return NULL;
}

/* Where to look for the first case of each loss. */
static void
print_first_cases (PostilStore *store, const PostilReport *report)
{
  for (guint i = 0; i < report->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (report->losses, PostilLoss, i);
      g_autoptr (PostilDocument) document =
          loss->document != 0 ? postil_documents_get (store, loss->document, NULL) : NULL;
      g_autofree char *span = loss->span != 0 ? postil_id_to_string ('s', loss->span) : NULL;

      if (document != NULL)
        fprintf (stderr, "%s (%s): first in “%s”%s%s\n", loss->kind, loss->policy, document->key,
                 span != NULL ? ", span " : "", span != NULL ? span : "");
    }
}

/* An error that says what came of it. */
static gboolean
check_stopped (gboolean ok, GError *from, GError **error)
{
  g_autoptr (GError) owned = from;

  if (ok)
    return TRUE;
  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped; no file was written.");
  else
    g_propagate_error (error, g_steal_pointer (&owned));
  return FALSE;
}

static gboolean
export_or_rehearse (PostilStore *store, const Options *options, const PostilFormat *format,
                    PostilExportOptions *export, PostilReport *report, GError **error)
{
  PostilMeter meter = { 0 };
  g_autoptr (PostilWatch) watch = postil_watch_new (&meter);
  GCancellable *cancellable = postil_watch_get_cancellable (watch);
  GError *local_error = NULL;
  gboolean ok;

  export->meter = &meter;
  if (options->dry_run)
    ok = postil_export_preflight (store, format, export, report, cancellable, &local_error);
  else if (options->split_shares != NULL)
    ok = postil_export_split (store, format, options->output, export, &options->split, report, cancellable, &local_error);
  else
    ok = postil_export (store, format, options->output, export, report, cancellable, &local_error);
  export->meter = NULL;
  return check_stopped (ok, local_error, error);
}

static gboolean
export_profile (PostilStore *store, const PostilProfile *profile, const char *output, PostilReport *report, GError **error)
{
  PostilMeter meter = { 0 };
  g_autoptr (PostilWatch) watch = postil_watch_new (&meter);
  const PostilFormat *format;
  PostilExportOptions options;
  GError *local_error = NULL;
  gboolean ok = postil_profile_get_options (profile, store, &format, &options, &local_error);

  options.meter = &meter;
  ok = ok && postil_profile_export_with (profile, store, format, &options, output, report,
                                         postil_watch_get_cancellable (watch), &local_error);
  return check_stopped (ok, local_error, error);
}

static gboolean
save_profile (PostilStore *store, const Options *options, const PostilFormat *format, const PostilExportOptions *export,
              GError **error)
{
  g_autoptr (PostilProfile) profile = postil_profile_new ();

  profile->format = g_strdup (format->name);
  profile->output = g_strdup (options->output);
  profile->states = export->states;
  profile->labels = g_strdupv (export->labels);
  profile->annotator = g_strdup (options->annotator);
  profile->done_only = export->done_only;
  profile->spreadsheet = export->spreadsheet;
  profile->strict = export->strict;
  profile->edges = export->edges;
  profile->overlap = export->overlap;
  profile->parts = export->parts;
  profile->negatives = export->negatives;
  profile->split = options->split;
  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (postil_profiles_set (store, options->save_profile, profile, error))
    return postil_transaction_commit (store, error);
  postil_transaction_rollback (store);
  return FALSE;
}

/* Where the profile goes is said, or as it was the last time. */
static int
run_profile (const PostilCommand *command, const char *path, const Options *options)
{
  g_autoptr (PostilStore) store = postil_command_open (path, POSTIL_STORE_READ_ONLY);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProfile) profile = NULL;
  const char *output;

  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  profile = postil_profiles_get (store, options->profile, &error);
  if (profile == NULL)
    return postil_command_usage_error (command, "%s", error->message);
  output = options->output != NULL ? options->output : profile->output;
  if (output == NULL)
    return postil_command_usage_error (command, "Say with -o where to write; - is standard output.");
  if (!export_profile (store, profile, output, report, &error))
    return postil_command_fail (error);
  postil_command_print_report (report, options->json);
  if (!options->json)
    {
      print_first_cases (store, report);
      fprintf (strcmp (output, "-") == 0 ? stderr : stdout, "%u documents, %u spans, %u relations\n",
               report->documents_added, report->spans_added, report->relations_added);
    }
  return POSTIL_EXIT_DONE;
}

static int
run (const PostilCommand *command, const char *path, const Options *options, const PostilFormat *format,
     PostilExportOptions *export)
{
  g_autoptr (PostilStore) store = postil_command_open (path, options->save_profile != NULL ? POSTIL_STORE_NONE
                                                                                       : POSTIL_STORE_READ_ONLY);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  gboolean to_stdout = g_strcmp0 (options->output, "-") == 0;

  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  if ((options->annotator != NULL && !postil_annotator_find (store, options->annotator, &export->annotator, &error)) ||
      !export_or_rehearse (store, options, format, export, report, &error) ||
      (options->save_profile != NULL && !save_profile (store, options, format, export, &error)))
    {
      if (g_error_matches (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND))
        return postil_command_usage_error (command, "%s", error->message);
      return postil_command_fail (error);
    }
  postil_command_print_report (report, options->json);
  if (!options->json)
    print_first_cases (store, report);
  if (!options->json)
    fprintf (to_stdout && !options->dry_run ? stderr : stdout, "%s%u documents, %u spans, %u relations\n",
             options->dry_run ? "Would be: " : "", report->documents_added, report->spans_added,
             report->relations_added);
  return POSTIL_EXIT_DONE;
}

int
postil_cmd_export (const PostilCommand *command, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_auto (GStrv) labels = NULL;
  PostilExportOptions export = { 0 };
  const PostilFormat *format;
  int exit_code = POSTIL_EXIT_USAGE;
  GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options.format, "Format to write (by the output's name)", "F" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "File to write, - for standard output", "OUT" },
    { "state", 's', 0, G_OPTION_ARG_STRING, &options.state, "Which spans: kept, suggested, rejected (kept)", "S" },
    { "label", 'l', 0, G_OPTION_ARG_STRING, &options.label, "Spans with these labels only", "A,B" },
    { "annotator", 'a', 0, G_OPTION_ARG_STRING, &options.annotator, "Spans decided by this annotator only", "N" },
    { "edges", 0, 0, G_OPTION_ARG_STRING, &options.edges, "Spans that end within a token: expand, contract or skip", "E" },
    { "policy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.policies,
      "What to do with what the format has no place for, such as overlap=first or parts=hull", "KIND=CHOICE" },
    { "negatives", 0, 0, G_OPTION_ARG_STRING, &options.negatives,
      "Text without spans: all, done (of documents marked done) or none (all)", "N" },
    { "done", 'd', 0, G_OPTION_ARG_NONE, &options.done, "Documents marked done only", NULL },
    { "spreadsheet", 0, 0, G_OPTION_ARG_NONE, &options.spreadsheet, "CSV: byte order mark, guard against formulas", NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run, "Tell what would be lost, write nothing", NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options.strict, "Write nothing when anything would be lost", NULL },
    { "split", 0, 0, G_OPTION_ARG_STRING, &options.split_shares, "Files for training, validation, test: 80/10/10", "S" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, "Which of the possible splits (0)", "N" },
    { "no-stratify", 0, 0, G_OPTION_ARG_NONE, &options.no_stratify, "Split without looking at labels", NULL },
    { "profile", 'p', 0, G_OPTION_ARG_STRING, &options.profile, "Export as the project remembers it", "NAME" },
    { "save-profile", 0, 0, G_OPTION_ARG_STRING, &options.save_profile, "Remember these options by a name", "NAME" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json, "Report as JSON", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;
  if (options.profile != NULL)
    return run_profile (command, argv[1], &options);
  if (options.output == NULL && !options.dry_run)
    return postil_command_usage_error (command, "Say with -o where to write; - is standard output.");
  if (options.json && !options.dry_run && strcmp (options.output, "-") == 0)
    return postil_command_usage_error (command, "--json and -o - would both write to standard output.");
  format = read_format (command, &options, &exit_code);
  if (format == NULL || !read_states (command, options.state, &export.states, &exit_code) ||
      !read_edges (command, options.edges, &export.edges, &exit_code) ||
      !read_negatives (command, options.negatives, &export.negatives, &exit_code) ||
      !read_policies (command, options.policies, &export, &exit_code))
    return exit_code;
  if (options.split_shares != NULL)
    {
      g_autoptr (GError) error = NULL;

      options.split.seed = (guint64) options.seed;
      options.split.plain = options.no_stratify;
      if (!postil_split_from_string (options.split_shares, &options.split, &error))
        return postil_command_usage_error (command, "%s", error->message);
      if (g_strcmp0 (options.output, "-") == 0)
        return postil_command_usage_error (command, "--split writes several files; say with -o where.");
    }
  labels = postil_command_split_list (options.label);
  export.labels = labels;
  export.done_only = options.done;
  export.strict = options.strict;
  export.spreadsheet = options.spreadsheet;
  return run (command, argv[1], &options, format, &export);
}
