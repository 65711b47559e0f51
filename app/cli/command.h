/* command.h - the verbs of postilctl, and what they share: options, messages, exit codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/postil.h>

G_BEGIN_DECLS

enum
{
  POSTIL_EXIT_DONE = 0,
  POSTIL_EXIT_REFUSED = 1, /* some of the input was refused; the rest is in */
  POSTIL_EXIT_USAGE = 2,
  POSTIL_EXIT_FAILED = 3, /* the project, or the output, cannot be opened or written */
};

/**
 * PostilCommand:
 *
 * One row of the table. @run gets the words from the verb on (argv[0] is the verb) and returns an exit code.
 * @usage is what follows "postilctl " in the help, @details (nullable) the paragraph below the options.
 */
typedef struct _PostilCommand PostilCommand;
struct _PostilCommand
{
  const char *name;
  int       (*run) (const PostilCommand *command, int argc, char **argv);
  const char *summary;
  const char *usage;
  const char *details;
};

/* NULL-name-terminated. */
const PostilCommand *postil_commands     (void);
const PostilCommand *postil_command_find (const char *name);

/*
 * Parses @entries (may be NULL) out of @argv. FALSE when the verb is over: @exit_code is then 0 after --help, 2 after a bad
 * option (already reported). On TRUE @argc and @argv hold the verb and its operands; "--" is gone. When an operand count
 * outside @min..@max operands was given that is reported too.
 */
gboolean postil_command_parse (const PostilCommand *command, GOptionEntry *entries, int *argc, char ***argv, int min_operands,
                               int max_operands, int *exit_code);
/* Prints the help of one verb on standard output. */
void     postil_command_help  (const PostilCommand *command);
/* "postilctl VERB: error: ..." and the hint where help is. Returns POSTIL_EXIT_USAGE. */
int      postil_command_usage_error (const PostilCommand *command, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The same for a format that cannot be read or written, with those that can. */
int      postil_command_format_error (const PostilCommand *command, const char *name, gboolean to_write);
/* Prints @error. Returns the exit code that fits it: POSTIL_EXIT_FAILED, or 0 when the reader of our output went away. */
int      postil_command_fail  (const GError *error);

/* Opens a project; NULL after having said why (then return POSTIL_EXIT_FAILED). */
PostilStore *postil_command_open (const char *path, PostilStoreFlags flags);
/* The id of @name (NULL: the login name) as annotator. Needs an open transaction; 0 on error. */
PostilId     postil_command_annotator (PostilStore *store, const char *name, GError **error);
/* The same in a transaction of its own: naming an annotator is no part of an undo step. */
PostilId     postil_command_ensure_annotator (PostilStore *store, const char *name, GError **error);

/* Complaints to standard error, or as one JSON object on standard output with the counts. */
void     postil_command_print_report (const PostilReport *report, gboolean json);
/* Splits "A,B"; empty entries vanish; NULL for NULL. (transfer full) */
char   **postil_command_split_list   (const char *list);
/* A whole file, or standard input for "-". (transfer full) */
GBytes  *postil_command_read_file    (const char *path, GError **error);
/* A label pack in YAML. (transfer full) */
GPtrArray *postil_command_read_labels (const char *path, GError **error);

/* A line that overwrites itself, on standard error and only when that is a terminal. */
void     postil_command_progress     (const char *what, guint done, guint total);
void     postil_command_progress_end (void);

G_END_DECLS
