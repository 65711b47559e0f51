/* cmd-labels.c - postilctl labels: the labels of a project, and how often each was used
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include "../exchange/json.h"
#include "verbs.h"

static void
append_member (GString *out, const char *key, const char *value)
{
  g_string_append_printf (out, "%s\"%s\":", out->str[out->len - 1] == '{' ? "" : ",", key);
  postil_json_append_string (out, value != NULL ? value : "", -1);
}

static void
print_label (const PostilLabel *label, guint n_kept, gboolean json, gboolean first)
{
  g_autoptr (GString) out = NULL;

  if (!json)
    {
      printf ("%-16s %-10s %-4s %-8s %u kept%s\n", label->name, postil_label_kind_to_string (label->kind), label->shortcut,
              label->colour, n_kept, label->archived ? ", archived" : "");
      return;
    }
  out = g_string_new (first ? "{" : ",{");
  append_member (out, "name", label->name);
  append_member (out, "kind", postil_label_kind_to_string (label->kind));
  append_member (out, "shortcut", label->shortcut);
  append_member (out, "colour", label->colour);
  append_member (out, "guideline", label->guideline);
  printf ("%s,\"kept\":%u,\"archived\":%s}", out->str, n_kept, label->archived ? "true" : "false");
}

int
postil_cmd_labels (const PostilCommand *command, int argc, char **argv)
{
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GError) error = NULL;
  gboolean all = FALSE, json = FALSE;
  int exit_code;
  GOptionEntry entries[] = {
    { "all", 'a', 0, G_OPTION_ARG_NONE, &all, "Those that were put away too", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Answer as JSON", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;
  store = postil_command_open (argv[1], POSTIL_STORE_READ_ONLY);
  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  labels = postil_labels_list (store, all, &error);
  if (labels == NULL)
    return postil_command_fail (error);
  if (json)
    putchar ('[');
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      PostilSpanFilter filter = { .label = label->id, .states = POSTIL_STATES (POSTIL_STATE_KEPT) };

      print_label (label, postil_spans_count (store, &filter, NULL), json, i == 0);
    }
  if (json)
    puts ("]");
  return POSTIL_EXIT_DONE;
}
