/* command.c - what the verbs of postilctl share: options, messages, exit codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "command.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "../exchange/json.h"

const PostilCommand *
postil_command_find (const char *name)
{
  for (const PostilCommand *command = postil_commands (); command->name != NULL; command++)
    if (strcmp (command->name, name) == 0)
      return command;
  return NULL;
}

/* GOption would leave the program on --help by itself; the option is declared here so that output errors are seen. */
static GOptionContext *
context_new (const PostilCommand *command, GOptionEntry *entries)
{
  GOptionContext *context = g_option_context_new (NULL);
  g_autofree char *description = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (command->details != NULL)
    description = g_strconcat (command->details, "\n", NULL);
  g_option_context_set_summary (context, command->summary);
  g_option_context_set_description (context, description);
  return context;
}

/* The options block only: GOption's usage line would name the program, not the verb. */
static void
print_help (const PostilCommand *command, GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
  const char *body = strstr (help, "\n\n");

  printf ("Usage: postilctl %s\n%s", command->usage, body != NULL ? body + 1 : "\n");
}

gboolean
postil_command_parse (const PostilCommand *command, GOptionEntry *entries, int *argc, char ***argv, int min_operands,
                      int max_operands, int *exit_code)
{
  gboolean help = FALSE;
  GOptionEntry help_entry[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = context_new (command, entries);
  g_autoptr (GError) error = NULL;
  int n_operands;

  g_option_context_add_main_entries (context, help_entry, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      *exit_code = postil_command_usage_error (command, "%s.", error->message);
      return FALSE;
    }
  if (help)
    {
      print_help (command, context);
      *exit_code = POSTIL_EXIT_DONE;
      return FALSE;
    }
  /* GOption leaves the "--" when an operand before it looks plain. */
  for (int i = 1; i < *argc; i++)
    if (strcmp ((*argv)[i], "--") == 0)
      {
        memmove (*argv + i, *argv + i + 1, (*argc - i) * sizeof **argv);
        (*argc)--;
        break;
      }
  n_operands = *argc - 1;
  if (n_operands < min_operands || (max_operands >= 0 && n_operands > max_operands))
    {
      *exit_code = n_operands < min_operands
                       ? postil_command_usage_error (command, "Something is missing: postilctl %s", command->usage)
                       : postil_command_usage_error (command, "“%s” is one word too many.", (*argv)[max_operands + 1]);
      return FALSE;
    }
  return TRUE;
}

void
postil_command_help (const PostilCommand *command)
{
  char *words[] = { (char *) command->name, (char *) "--help", NULL };

  command->run (command, 2, words);
}

int
postil_command_usage_error (const PostilCommand *command, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "postilctl %s: error: %s\nTry “postilctl help %s”.\n", command->name, message, command->name);
  return POSTIL_EXIT_USAGE;
}

int
postil_command_format_error (const PostilCommand *command, const char *name, gboolean to_write)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
    if (to_write ? format->write != NULL : format->read != NULL)
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", format->name);
  return postil_command_usage_error (command, "“%s” is no format that can be %s; say one of %s.", name,
                                     to_write ? "written" : "read", known->str);
}

int
postil_command_fail (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    return POSTIL_EXIT_DONE;
  fprintf (stderr, "postilctl: error: %s\n", error->message);
  return POSTIL_EXIT_FAILED;
}

PostilStore *
postil_command_open (const char *path, PostilStoreFlags flags)
{
  g_autoptr (GError) error = NULL;
  PostilStore *store = postil_store_open (path, flags, &error);

  if (store == NULL)
    postil_command_fail (error);
  return store;
}

PostilId
postil_command_annotator (PostilStore *store, const char *name, GError **error)
{
  return postil_annotator_ensure (store, name != NULL ? name : g_get_user_name (), error);
}

PostilId
postil_command_ensure_annotator (PostilStore *store, const char *name, GError **error)
{
  PostilId id;

  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return 0;
  id = postil_command_annotator (store, name, error);
  if (id == 0)
    {
      postil_transaction_rollback (store);
      return 0;
    }
  return postil_transaction_commit (store, error) ? id : 0;
}

void
postil_command_print_report (const PostilReport *report, gboolean json)
{
  guint n_kept = report->items->len, n_all = 0;

  if (json)
    {
      g_autofree char *line = postil_report_to_json (report);

      printf ("%s\n", line);
      return;
    }
  for (guint i = 0; i < n_kept; i++)
    {
      g_autofree char *line = postil_report_item_to_string (g_ptr_array_index (report->items, i));

      fprintf (stderr, "%s\n", line);
    }
  for (int level = 0; level < 3; level++)
    n_all += report->n_of_level[level];
  if (n_all > n_kept)
    fprintf (stderr, "... and %u more of the same kinds\n", n_all - n_kept);
}

char **
postil_command_split_list (const char *list)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) words = NULL;

  if (list == NULL)
    return NULL;
  builder = g_strv_builder_new ();
  words = g_strsplit (list, ",", -1);
  for (int i = 0; words[i] != NULL; i++)
    if (g_strstrip (words[i])[0] != '\0')
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

GBytes *
postil_command_read_file (const char *path, GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) memory = NULL;
  char *contents;
  gsize length;

  if (strcmp (path, "-") != 0)
    return g_file_get_contents (path, &contents, &length, error) ? g_bytes_new_take (contents, length) : NULL;

  input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  memory = g_memory_output_stream_new_resizable ();
  if (g_output_stream_splice (memory, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

GPtrArray *
postil_command_read_labels (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = postil_command_read_file (path, error);
  gsize n_bytes = 0;
  const char *yaml = bytes != NULL ? g_bytes_get_data (bytes, &n_bytes) : NULL;

  if (bytes == NULL)
    return NULL;
  return postil_label_pack_parse (yaml != NULL ? yaml : "", (gssize) n_bytes, path, error);
}

void
postil_command_progress (const char *what, guint done, guint total)
{
  if (!isatty (STDERR_FILENO))
    return;
  fprintf (stderr, "\r\033[K%s %u of %u", what, done, total);
  fflush (stderr);
}

void
postil_command_progress_end (void)
{
  if (isatty (STDERR_FILENO))
    fputs ("\r\033[K", stderr);
}
