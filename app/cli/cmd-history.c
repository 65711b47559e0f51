/* cmd-history.c - postilctl history: what was done, and taking it back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include "../exchange/intake.h"
#include "../exchange/json.h"
#include "verbs.h"

static int
step (const char *path, gboolean redo, gboolean json)
{
  g_autoptr (PostilStore) store = postil_command_open (path, POSTIL_STORE_NONE);
  g_autoptr (PostilEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  if (!(redo ? postil_history_redo (store, &edit, &error) : postil_history_undo (store, &edit, &error)))
    {
      if (error != NULL)
        return postil_command_fail (error);
      fprintf (stderr, "postilctl history: There is nothing to %s.\n", redo ? "redo" : "undo");
      return POSTIL_EXIT_REFUSED;
    }
  if (!json)
    {
      printf ("%s: %s (%u rows)\n", redo ? "Done again" : "Taken back", edit->title, edit->n_rows);
      return POSTIL_EXIT_DONE;
    }
  g_string_append (out, redo ? "{\"redone\":" : "{\"undone\":");
  postil_json_append_string (out, edit->title, -1);
  printf ("%s,\"rows\":%u}\n", out->str, edit->n_rows);
  return POSTIL_EXIT_DONE;
}

static void
print_edit (PostilStore *store, const PostilEdit *edit, gboolean json, gboolean first)
{
  const char *state = edit->abandoned ? "abandoned" : edit->undone ? "undone" : "done";
  g_autofree char *who = postil_annotator_name (store, edit->annotator);
  g_autofree char *when = postil_time_to_string (edit->at);
  g_autoptr (GString) out = NULL;

  if (!json)
    {
      printf ("%s  %-9s  %-12s  %s (%u rows)\n", when, state, who != NULL ? who : "", edit->title, edit->n_rows);
      return;
    }
  out = g_string_new (first ? "" : ",");
  g_string_append (out, "{\"title\":");
  postil_json_append_string (out, edit->title, -1);
  g_string_append (out, ",\"annotator\":");
  postil_json_append_string (out, who != NULL ? who : "", -1);
  printf ("%s,\"at\":\"%s\",\"state\":\"%s\",\"rows\":%u}", out->str, when, state, edit->n_rows);
}

int
postil_cmd_history (const PostilCommand *command, int argc, char **argv)
{
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  gboolean undo = FALSE, redo = FALSE, json = FALSE;
  int limit = 50, exit_code;
  GOptionEntry entries[] = {
    { "undo", 'u', 0, G_OPTION_ARG_NONE, &undo, "Take the last edit back", NULL },
    { "redo", 'r', 0, G_OPTION_ARG_NONE, &redo, "Do again what was taken back last", NULL },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, "How many edits to list, 0 for all (50)", "N" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Answer as JSON", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;
  if (undo && redo)
    return postil_command_usage_error (command, "--undo and --redo at once would do nothing; choose one.");
  if (limit < 0)
    return postil_command_usage_error (command, "--limit needs a number from 0.");
  if (undo || redo)
    return step (argv[1], redo, json);

  store = postil_command_open (argv[1], POSTIL_STORE_READ_ONLY);
  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  edits = postil_history_list (store, limit, &error);
  if (edits == NULL)
    return postil_command_fail (error);
  if (json)
    putchar ('[');
  for (guint i = 0; i < edits->len; i++)
    print_edit (store, g_ptr_array_index (edits, i), json, i == 0);
  if (json)
    puts ("]");
  return POSTIL_EXIT_DONE;
}
