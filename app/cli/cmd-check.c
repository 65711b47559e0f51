/* cmd-check.c - postilctl check: is everything in the project as it should be?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include "../exchange/json.h"
#include "verbs.h"

int
postil_cmd_check (const PostilCommand *command, int argc, char **argv)
{
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean json = FALSE, sound;
  int exit_code;
  GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Answer as JSON", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;
  store = postil_command_open (argv[1], POSTIL_STORE_READ_ONLY);
  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  sound = postil_store_check (store, &findings, &error);
  if (!sound && !g_error_matches (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED))
    return postil_command_fail (error);

  g_string_append_printf (out, "{\"sound\":%s,\"findings\":[", sound ? "true" : "false");
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const char *finding = g_ptr_array_index (findings, i);

      if (!json)
        fprintf (stderr, "%s: error: %s\n", argv[1], finding);
      g_string_append (out, i > 0 ? "," : "");
      postil_json_append_string (out, finding, -1);
    }
  if (json)
    printf ("%s]}\n", out->str);
  else if (sound)
    printf ("%s is sound.\n", argv[1]);
  return sound ? POSTIL_EXIT_DONE : POSTIL_EXIT_REFUSED;
}
