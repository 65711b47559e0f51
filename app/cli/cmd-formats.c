/* cmd-formats.c - postilctl formats: what can be read and written, and what each format has a place for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include "../exchange/json.h"
#include "verbs.h"

/* In the order of the columns. */
static const struct
{
  const char *name;
  gsize offset;
} capabilities[] = {
  { "overlap", G_STRUCT_OFFSET (PostilCapabilities, overlap) },
  { "discontinuous", G_STRUCT_OFFSET (PostilCapabilities, parts) },
  { "relations", G_STRUCT_OFFSET (PostilCapabilities, relations) },
  { "notes", G_STRUCT_OFFSET (PostilCapabilities, notes) },
  { "suggestions", G_STRUCT_OFFSET (PostilCapabilities, states) },
  { "annotators", G_STRUCT_OFFSET (PostilCapabilities, annotators) },
  { "document-labels", G_STRUCT_OFFSET (PostilCapabilities, document_labels) },
  { "structure", G_STRUCT_OFFSET (PostilCapabilities, structure) },
  { "any-edges", G_STRUCT_OFFSET (PostilCapabilities, edges) },
  { "attributes", G_STRUCT_OFFSET (PostilCapabilities, attributes) },
  { "scores", G_STRUCT_OFFSET (PostilCapabilities, scores) },
  { "sources", G_STRUCT_OFFSET (PostilCapabilities, sources) },
  { "reasons", G_STRUCT_OFFSET (PostilCapabilities, reasons) },
  { "created", G_STRUCT_OFFSET (PostilCapabilities, created) },
  { "decided", G_STRUCT_OFFSET (PostilCapabilities, decided) },
  { "titles", G_STRUCT_OFFSET (PostilCapabilities, titles) },
  { "document-details", G_STRUCT_OFFSET (PostilCapabilities, details) },
  { "done", G_STRUCT_OFFSET (PostilCapabilities, done) },
  { "label-definitions", G_STRUCT_OFFSET (PostilCapabilities, definitions) },
};

static gboolean
holds (const PostilFormat *format, guint i)
{
  return format->can != NULL && *(const gboolean *) ((const char *) format->can + capabilities[i].offset);
}

static void
print_json (const PostilFormat *format)
{
  g_autoptr (json_t) object = json_object ();
  g_autofree char *line = NULL;
  json_t *keeps = json_array ();

  json_object_set_new (object, "name", json_string (format->name));
  json_object_set_new (object, "title", json_string (format->title));
  json_object_set_new (object, "extension", json_string (format->extension));
  json_object_set_new (object, "read", json_boolean (format->read != NULL));
  json_object_set_new (object, "written", json_boolean (format->write != NULL));
  for (guint i = 0; i < G_N_ELEMENTS (capabilities); i++)
    if (holds (format, i))
      json_array_append_new (keeps, json_string (capabilities[i].name));
  json_object_set_new (object, "keeps", keeps);
  line = postil_json_to_string (object);
  puts (line);
}

static void
print_row (const PostilFormat *format)
{
  guint n = 0;

  printf ("%-20s %-4s %-5s %s\n", format->name, format->read != NULL ? "in" : "", format->write != NULL ? "out" : "",
          format->title);
  if (format->write == NULL)
    return;
  printf ("%32s", "");
  for (guint i = 0; i < G_N_ELEMENTS (capabilities); i++)
    if (holds (format, i))
      printf ("%s%s", n++ > 0 ? ", " : "keeps ", capabilities[i].name);
  puts (n == 0 ? "keeps one flat layer of labels, or labels alone" : "");
}

int
postil_cmd_formats (const PostilCommand *command, int argc, char **argv)
{
  gboolean json = FALSE;
  int exit_code;
  GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "One JSON object a line", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 0, 0, &exit_code))
    return exit_code;
  for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
    if (json)
      print_json (format);
    else
      print_row (format);
  return POSTIL_EXIT_DONE;
}
