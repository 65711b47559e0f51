/* cmd-new.c - postilctl new: an empty project with a label set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "verbs.h"

/* "name<TAB>kind" a line; empty lines and those that start with "#" are skipped. */
static GPtrArray *
labels_from_file (const char *path, GError **error)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_label_free);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &contents, NULL, error))
    return NULL;
  lines = g_strsplit (contents, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    {
      PostilLabelKind kind = POSTIL_LABEL_ENTITY;
      PostilLabel *label;
      char *tab;

      g_strchomp (lines[i]);
      if (lines[i][0] == '\0' || lines[i][0] == '#')
        continue;
      tab = strchr (lines[i], '\t');
      if (tab != NULL)
        *tab++ = '\0';
      if (tab != NULL && !postil_label_kind_from_string (tab, &kind))
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                       "%s:%d: error: “%s” is no kind of label; say entity, quote, act, structure, relation or document.",
                       path, i + 1, tab);
          return NULL;
        }
      if (!postil_label_check_name (lines[i], &local_error))
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT, "%s:%d: error: %s", path, i + 1,
                       local_error->message);
          return NULL;
        }
      label = postil_label_new (lines[i], kind);
      label->position = labels->len;
      g_ptr_array_add (labels, label);
    }
  return g_steal_pointer (&labels);
}

static GPtrArray *
labels_of_pack (const char *pack, GError **error)
{
  if (pack == NULL || strcmp (pack, "default") == 0)
    return postil_label_default_set ();
  if (strcmp (pack, "none") == 0)
    return g_ptr_array_new ();
  return labels_from_file (pack, error);
}

static gboolean
add_labels (PostilStore *store, GPtrArray *labels, GError **error)
{
  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  for (guint i = 0; i < labels->len; i++)
    if (!postil_labels_add (store, g_ptr_array_index (labels, i), error))
      {
        postil_transaction_rollback (store);
        return FALSE;
      }
  return postil_transaction_commit (store, error);
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

  labels = labels_of_pack (pack, &error);
  if (labels == NULL)
    {
      fprintf (stderr, "postilctl: error: The label set cannot be read: %s\n", error->message);
      return POSTIL_EXIT_USAGE;
    }
  store = postil_store_open (argv[1], POSTIL_STORE_CREATE, &error);
  if (store == NULL)
    return postil_command_fail (error);
  if (!add_labels (store, labels, &error))
    {
      /* Half a project is worse than none, and the file is ours: we have just made it. */
      g_clear_pointer (&store, postil_store_close);
      g_unlink (argv[1]);
      return postil_command_fail (error);
    }
  return POSTIL_EXIT_DONE;
}
