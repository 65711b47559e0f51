/* cmd-labels.c - postilctl labels: lists the labels of a project, and what is done to them without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include "../exchange/json.h"
#include "verbs.h"

typedef struct
{
  gboolean all;
  gboolean json;
  char *merge;
  char *into;
  char *archive;
  char *restore;
  char *save;
  char *load;
} Options;

/* --- Listing ---------------------------------------------------------------------------------------------------------
 */

static void
append_member (GString *out, const char *key, const char *value)
{
  g_string_append_printf (out, "%s\"%s\":", out->str[out->len - 1] == '{' ? "" : ",", key);
  postil_json_append_string (out, value != NULL ? value : "", -1);
}

static const char *
name_of (GPtrArray *labels, PostilId id)
{
  for (guint i = 0; id != 0 && i < labels->len; i++)
    if (((PostilLabel *) g_ptr_array_index (labels, i))->id == id)
      return ((PostilLabel *) g_ptr_array_index (labels, i))->name;
  return "";
}

static void
print_label (GPtrArray *labels, const PostilLabel *label, const PostilLabelUse *use, gboolean json, gboolean first)
{
  const char *parent = name_of (labels, label->parent);
  g_autoptr (GString) out = NULL;

  if (!json)
    {
      printf ("%-16s %-10s %-4s %-8s %u kept%s%s%s\n", label->name, postil_label_kind_to_string (label->kind),
              label->shortcut, label->colour, use->n_kept, parent[0] != '\0' ? ", below " : "", parent,
              label->archived ? ", archived" : "");
      return;
    }
  out = g_string_new (first ? "{" : ",{");
  append_member (out, "name", label->name);
  append_member (out, "kind", postil_label_kind_to_string (label->kind));
  append_member (out, "parent", parent);
  append_member (out, "shortcut", label->shortcut);
  append_member (out, "colour", label->colour);
  append_member (out, "guideline", label->guideline);
  printf ("%s,\"kept\":%u,\"suggested\":%u,\"rejected\":%u,\"documents\":%u,\"archived\":%s}", out->str, use->n_kept,
          use->n_suggested, use->n_rejected, use->n_documents, label->archived ? "true" : "false");
}

static int
list (const char *path, const Options *options)
{
  g_autoptr (PostilStore) store = postil_command_open (path, POSTIL_STORE_READ_ONLY);
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GError) error = NULL;
  gboolean first = TRUE;

  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  labels = postil_labels_list (store, TRUE, &error);
  if (labels == NULL)
    return postil_command_fail (error);
  if (options->json)
    putchar ('[');
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      PostilLabelUse use;

      if (label->archived && !options->all)
        continue;
      if (!postil_labels_use (store, label->id, &use, &error))
        return postil_command_fail (error);
      print_label (labels, label, &use, options->json, first);
      first = FALSE;
    }
  if (options->json)
    puts ("]");
  return POSTIL_EXIT_DONE;
}

/* --- Changing --------------------------------------------------------------------------------------------------------
 */

/* NULL after having said why. (transfer full) */
static PostilLabel *
find (PostilProject *project, const char *name)
{
  PostilStore *store = postil_project_get_store (project);
  PostilId id = postil_labels_find (store, name);
  g_autoptr (GError) error = NULL;
  PostilLabel *label;

  if (id == 0)
    {
      fprintf (stderr,
               "postilctl labels: error: There is no label “%s” in this project. “postilctl labels PROJECT --all” "
               "lists them.\n",
               name);
      return NULL;
    }
  label = postil_labels_get (store, id, &error);
  if (label == NULL)
    postil_command_fail (error);
  return label;
}

static int
merge (PostilProject *project, const Options *options)
{
  g_autoptr (PostilLabel) from = find (project, options->merge);
  g_autoptr (PostilLabel) into = from != NULL ? find (project, options->into) : NULL;
  g_autoptr (GError) error = NULL;
  PostilLabelUse use;

  if (into == NULL)
    return POSTIL_EXIT_USAGE;
  if (!postil_labels_use (postil_project_get_store (project), from->id, &use, &error) ||
      !postil_project_merge_labels (project, from->id, into->id, &error))
    return postil_command_fail (error);
  printf ("Merged %s into %s: %u kept, %u suggested, %u rejected, %u documents\n", from->name, into->name, use.n_kept,
          use.n_suggested, use.n_rejected, use.n_documents);
  return POSTIL_EXIT_DONE;
}

static int
set_archived (PostilProject *project, const char *name, gboolean archived)
{
  g_autoptr (PostilLabel) label = find (project, name);
  g_autoptr (GError) error = NULL;

  if (label == NULL)
    return POSTIL_EXIT_USAGE;
  label->archived = archived;
  if (!postil_project_update_label (project, label, &error))
    return postil_command_fail (error);
  printf (archived ? "Archived %s\n" : "Brought %s back\n", label->name);
  return POSTIL_EXIT_DONE;
}

static int
load (PostilProject *project, const char *path)
{
  g_auto (GStrv) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = postil_command_read_labels (path, &error);
  guint n_added = 0, n_changed = 0;

  if (labels == NULL)
    {
      fprintf (stderr, "%s%s\n",
               g_error_matches (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT) ? "" : "postilctl labels: error: ",
               error->message);
      return POSTIL_EXIT_USAGE;
    }
  if (!postil_project_load_labels (project, labels, &n_added, &n_changed, &notes, &error))
    return postil_command_fail (error);
  for (guint i = 0; notes[i] != NULL; i++)
    fprintf (stderr, "%s: note: %s\n", path, notes[i]);
  printf ("%u added, %u changed, %u as they were\n", n_added, n_changed, labels->len - n_added - n_changed);
  return POSTIL_EXIT_DONE;
}

/* The file appears whole or not at all. */
static int
save (const char *project, const char *path)
{
  g_autoptr (PostilStore) store = postil_command_open (project, POSTIL_STORE_READ_ONLY);
  g_autoptr (GPtrArray) labels = NULL;
  g_autofree char *yaml = NULL;
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  labels = postil_labels_list (store, TRUE, &error);
  yaml = labels != NULL ? postil_label_pack_write (labels, &error) : NULL;
  if (yaml == NULL)
    return postil_command_fail (error);
  if (strcmp (path, "-") == 0)
    fputs (yaml, stdout);
  else if (!g_file_set_contents (path, yaml, -1, &error))
    return postil_command_fail (error);
  return POSTIL_EXIT_DONE;
}

static int
change (const char *path, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProject) project = postil_project_open (path, NULL, &error);

  if (project == NULL)
    return postil_command_fail (error);
  if (options->merge != NULL)
    return merge (project, options);
  if (options->load != NULL)
    return load (project, options->load);
  return set_archived (project, options->archive != NULL ? options->archive : options->restore,
                       options->archive != NULL);
}

static int
choose (const PostilCommand *command, const char *path, const Options *options)
{
  int n_changes = (options->merge != NULL) + (options->archive != NULL) + (options->restore != NULL) +
                  (options->save != NULL) + (options->load != NULL);

  if (n_changes > 1)
    return postil_command_usage_error (command,
                                       "Only one of --merge, --archive, --restore, --save and --load at a time.");
  if ((options->merge != NULL) != (options->into != NULL))
    return postil_command_usage_error (command, "--merge A needs --into B, and the other way round.");
  if (options->save != NULL)
    return save (path, options->save);
  return n_changes > 0 ? change (path, options) : list (path, options);
}

int
postil_cmd_labels (const PostilCommand *command, int argc, char **argv)
{
  Options options = { 0 };
  int exit_code;
  GOptionEntry entries[] = {
    { "all", 'a', 0, G_OPTION_ARG_NONE, &options.all, "Archived ones too", NULL },
    { "merge", 'm', 0, G_OPTION_ARG_STRING, &options.merge, "Whose spans and relations move to another label", "A" },
    { "into", 'i', 0, G_OPTION_ARG_STRING, &options.into, "The label that takes them", "B" },
    { "archive", 0, 0, G_OPTION_ARG_STRING, &options.archive, "Take a label out of use; its spans stay", "A" },
    { "restore", 0, 0, G_OPTION_ARG_STRING, &options.restore, "Bring an archived label back", "A" },
    { "save", 's', 0, G_OPTION_ARG_FILENAME, &options.save, "Write all labels as YAML (-: standard output)",
      "PACK.yaml" },
    { "load", 'l', 0, G_OPTION_ARG_FILENAME, &options.load, "Take labels over by their names (-: standard input)",
      "PACK.yaml" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json, "Answer as JSON", NULL },
    { NULL },
  };

  if (postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    exit_code = choose (command, argv[1], &options);
  g_free (options.merge);
  g_free (options.into);
  g_free (options.archive);
  g_free (options.restore);
  g_free (options.save);
  g_free (options.load);
  return exit_code;
}
