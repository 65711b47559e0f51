/* cmd-new.c - postilctl new: an empty project with a label set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "verbs.h"

/* A new project is born with the default set; labels of it that are not wanted are put away rather than lost. */
static gboolean
replace_labels (PostilStore *store, GPtrArray *labels, GError **error)
{
  g_autoptr (GPtrArray) present = postil_labels_list (store, FALSE, error);

  if (present == NULL)
    return FALSE;
  for (guint i = 0; i < present->len; i++)
    {
      PostilLabel *label = g_ptr_array_index (present, i);

      label->archived = TRUE;
      if (!postil_labels_update (store, label, error))
        return FALSE;
    }
  if (!postil_labels_load (store, labels, NULL, NULL, NULL, error))
    return FALSE;
  for (guint i = 0; i < labels->len; i++)
    if (!postil_labels_move (store, postil_labels_find (store, ((PostilLabel *) g_ptr_array_index (labels, i))->name),
                             i, error))
      return FALSE;
  return TRUE;
}

static gboolean
set_labels (PostilStore *store, GPtrArray *labels, GError **error)
{
  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (replace_labels (store, labels, error))
    return postil_transaction_commit (store, error);
  postil_transaction_rollback (store);
  return FALSE;
}

int
postil_cmd_new (const PostilCommand *command, int argc, char **argv)
{
  g_autofree char *pack = NULL;
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code;
  GOptionEntry entries[] = {
    { "labels", 'l', 0, G_OPTION_ARG_FILENAME, &pack, "Label set to start with (default)", "PACK" },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;

  if (pack != NULL && strcmp (pack, "none") == 0)
    labels = g_ptr_array_new ();
  else if (pack != NULL && strcmp (pack, "default") != 0 &&
           (labels = postil_command_read_labels (pack, &error)) == NULL)
    {
      fprintf (stderr, "%s%s\n",
               g_error_matches (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT) ? "" : "postilctl new: error: ",
               error->message);
      return POSTIL_EXIT_USAGE;
    }
  store = postil_store_open (argv[1], POSTIL_STORE_CREATE, &error);
  if (store == NULL)
    return postil_command_fail (error);
  if (labels != NULL && !set_labels (store, labels, &error))
    {
      /* Half a project is worse than none, and the file is ours: we have just made it. */
      g_clear_pointer (&store, postil_store_close);
      g_unlink (argv[1]);
      return postil_command_fail (error);
    }
  return POSTIL_EXIT_DONE;
}
