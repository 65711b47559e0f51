/* json-lines.c - formats with one JSON object on each line: how all of them are read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "json-lines.h"

#include <glib/gi18n.h>

static gboolean
is_blank (const char *line, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    if (!g_ascii_isspace (line[i]))
      return FALSE;
  return TRUE;
}

/* NULL and a complaint when it is no JSON. */
static json_t *
parse (PostilIntake *intake, const char *bytes, gsize n_bytes, guint line, const char *lift, GString **text)
{
  g_autoptr (GError) error = NULL;
  PostilJsonNotes notes = { 0 };
  json_t *value = lift != NULL ? postil_json_parse_lifting (bytes, n_bytes, lift, text, &notes, &error)
                               : postil_json_parse (bytes, n_bytes, &notes, &error);

  if (value == NULL)
    postil_intake_refuse (intake, line, "%s", error->message);
  if (notes.duplicate_keys)
    postil_intake_warn (intake, line, _ ("A key occurs twice in one object; the last one counts."));
  if (notes.lone_surrogates > 0)
    postil_intake_warn (intake, line, _ ("%u escapes are half a character; each became U+FFFD."),
                        notes.lone_surrogates);
  return value;
}

gboolean
postil_json_lines_read (PostilIntake *intake, const char *lift, PostilJsonTaker take, gpointer user_data,
                        GCancellable *cancellable, GError **error)
{
  GBytes *bytes = postil_intake_get_file (intake)->bytes;
  PostilLineReader lines;
  const char *line;
  gsize n_bytes;

  postil_line_reader_init (&lines, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  while (postil_line_reader_next (&lines, &line, &n_bytes))
    {
      g_autoptr (json_t) value = NULL;
      g_autoptr (GString) text = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (is_blank (line, n_bytes))
        continue;
      value = parse (intake, line, n_bytes, lines.line, lift, &text);
      /* Nothing of the line is wanted any more, however long it was. */
      postil_intake_passed (intake, lines.cursor);
      if (value != NULL && !take (intake, value, text, lines.line, user_data, error))
        return FALSE;
    }
  return postil_intake_finish (intake, error);
}
