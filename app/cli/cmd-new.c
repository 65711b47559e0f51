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
  for (guint i = 0; i < labels->len; i++)
    {
      PostilLabel *label = g_ptr_array_index (labels, i);
      PostilId id = postil_labels_find (store, label->name);
      g_autoptr (PostilLabel) known = id != 0 ? postil_labels_get (store, id, error) : NULL;

      if (id == 0)
        {
          if (!postil_labels_add (store, label, error))
            return FALSE;
          continue;
        }
      if (known == NULL)
        return FALSE;
      known->archived = FALSE;
      known->kind = label->kind;
      known->position = label->position;
      if (!postil_labels_update (store, known, error))
        return FALSE;
    }
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
  else if (pack != NULL && strcmp (pack, "default") != 0 && (labels = labels_from_file (pack, &error)) == NULL)
    {
      fprintf (stderr, "postilctl: error: The label set cannot be read: %s\n", error->message);
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
