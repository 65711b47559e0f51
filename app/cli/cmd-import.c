/* cmd-import.c - postilctl import: files and folders into a project
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
  char    *kind;
  char    *encoding;
  char    *annotator;
  char    *base;
  char    *offsets;
  gboolean dry_run;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->format);
  g_free (self->kind);
  g_free (self->encoding);
  g_free (self->annotator);
  g_free (self->base);
  g_free (self->offsets);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_summary (const PostilReport *report, const char *project, gboolean dry_run)
{
  printf ("%s%u documents added, %u known; %u spans added, %u known, %u repaired, %u unaligned; %u relations added, %u known; "
          "%u refused\n",
          dry_run ? "Would be: " : "", report->documents_added, report->documents_known, report->spans_added,
          report->spans_known, report->spans_repaired, report->spans_unaligned, report->relations_added,
          report->relations_known, report->refused);
  if (report->spans_unaligned > 0 && !dry_run)
    printf ("Spans that could not be placed wait on a list: postilctl unaligned %s\n", project);
}

static gboolean
read_formats (const PostilCommand *command, const Options *options, const PostilFormat **format,
              PostilDocumentKind *kind, int *exit_code)
{
  *format = options->format != NULL ? postil_format_find (options->format) : NULL;
  if (options->format != NULL && (*format == NULL || (*format)->read == NULL))
    {
      *exit_code = postil_command_format_error (command, options->format, FALSE);
      return FALSE;
    }
  *kind = POSTIL_DOCUMENT_OTHER;
  if (options->kind == NULL || postil_document_kind_from_string (options->kind, kind))
    return TRUE;
  *exit_code = postil_command_usage_error (command, "“%s” is no kind of document; say article, thread or other.",
                                           options->kind);
  return FALSE;
}

static gboolean
import_watched (PostilStore *store, const char *const *paths, const PostilFormat *format, PostilImportOptions *options,
                PostilReport *report, GError **error)
{
  PostilMeter meter = { 0 };
  g_autoptr (PostilWatch) watch = postil_watch_new (&meter);
  g_autoptr (GError) local_error = NULL;

  options->meter = &meter;
  if (postil_import (store, paths, format, options, report, postil_watch_get_cancellable (watch), &local_error))
    return TRUE;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped; nothing was imported.");
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

int
postil_cmd_import (const PostilCommand *command, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  PostilImportOptions import = { 0 };
  const PostilFormat *format;
  int exit_code;
  GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options.format, "Format of the files (by content)", "F" },
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &options.kind, "Kind of documents that do not say", "K" },
    { "encoding", 'e', 0, G_OPTION_ARG_STRING, &options.encoding, "Encoding of texts that are not UTF-8", "E" },
    { "annotator", 'a', 0, G_OPTION_ARG_STRING, &options.annotator, "Who imports (your login name)", "N" },
    { "base", 'b', 0, G_OPTION_ARG_FILENAME, &options.base, "Name documents by their path below this folder", "FOLDER" },
    { "offsets", 'o', 0, G_OPTION_ARG_STRING, &options.offsets,
      "What offsets without words count: utf-16, bytes, crlf-as-one, graphemes (code points)", "UNIT" },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run, "Report, change nothing", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json, "Report as JSON", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 2, -1, &exit_code) ||
      !read_formats (command, &options, &format, &import.kind, &exit_code))
    return exit_code;
  if (options.offsets != NULL && !postil_offsets_from_string (options.offsets, &import.offsets))
    return postil_command_usage_error (command, "“%s” is no unit of offsets; say utf-16, bytes, crlf-as-one or graphemes.",
                                       options.offsets);
  store = postil_command_open (argv[1], POSTIL_STORE_NONE);
  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  import.encoding = options.encoding;
  import.base = options.base;
  import.dry_run = options.dry_run;
  /* A dry run does not even take down who asked for it, but what that one did before is known. */
  if (!options.dry_run)
    import.annotator = postil_command_ensure_annotator (store, options.annotator, &error);
  else if (!postil_annotator_find (store, options.annotator != NULL ? options.annotator : g_get_user_name (),
                                   &import.annotator, NULL))
    import.annotator = 0;
  if (error != NULL || !import_watched (store, (const char *const *) argv + 2, format, &import, report, &error))
    return postil_command_fail (error);
  postil_command_print_report (report, options.json);
  if (!options.json)
    print_summary (report, argv[1], options.dry_run);
  return report->refused > 0 ? POSTIL_EXIT_REFUSED : POSTIL_EXIT_DONE;
}
