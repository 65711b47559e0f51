/* cmd-train.c - postilctl train: makes the models that Postil ships, with a manifest of what they were made from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include "../exchange/json.h"
#include "verbs.h"

#define SEED 1
#define MAX_BYTES 6000000

/* What the shipped model of names is trained from, in this order. */
static const char *const entity_files[] = { "wikigold.jsonl",  "gum.jsonl",
                                            "crossner-politics.jsonl", "crossner-literature.jsonl",
                                            "crossner-music.jsonl",    "wnut17-train.jsonl", NULL };

typedef struct
{
  int                  fold;   /* -1: all; else documents with number % 5 == fold are left out */
  PostilEntityTrainer *trainer;
  json_t              *sources; /* for the manifest */
} Training;

static gboolean
add_document (Training *training, const json_t *document, GError **error)
{
  const char *utf8 = postil_json_get_string (document, "text");
  g_autoptr (PostilText) text = postil_text_new (utf8 != NULL ? utf8 : "", -1, error);
  g_autoptr (GArray) gold = g_array_new (FALSE, FALSE, sizeof (PostilGoldName));
  json_t *span;
  size_t i;

  if (text == NULL)
    return FALSE;
  json_array_foreach (json_object_get (document, "spans"), i, span)
    {
      const char *label = postil_json_get_string (span, "label");
      gint64 start, end;
      PostilGoldName name;

      if (label == NULL || !postil_json_get_integer (span, "start", &start) ||
          !postil_json_get_integer (span, "end", &end) || start < 0 || end <= start || end > G_MAXINT32)
        continue;
      name.range = POSTIL_RANGE ((guint32) start, (guint32) end);
      if (!postil_text_check_range (text, name.range, error))
        return FALSE;
      name.label = g_intern_string (label);
      g_array_append_val (gold, name);
    }
  postil_entity_trainer_add (training->trainer, text, gold);
  return TRUE;
}

static void
add_source (Training *training, const char *name, GBytes *bytes, const json_t *first, guint n)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  const json_t *meta = json_object_get (first, "meta");
  const char *licence = postil_json_get_string (meta, "licence");

  json_array_append_new (training->sources,
                         json_pack ("{s:s, s:s, s:s, s:I}", "file", name, "licence", licence != NULL ? licence : "",
                                    "sha256", sha256, "documents", (json_int_t) n));
}

static gboolean
add_file (Training *training, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = postil_command_read_file (path, error);
  g_autoptr (json_t) first = NULL;
  PostilLineReader reader;
  const char *line;
  gsize n_bytes;
  guint n = 0;

  if (bytes == NULL)
    return FALSE;
  postil_line_reader_init (&reader, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  while (postil_line_reader_next (&reader, &line, &n_bytes))
    {
      g_autoptr (json_t) document = NULL;

      if (n_bytes == 0)
        continue;
      document = postil_json_parse (line, n_bytes, NULL, error);
      if (document == NULL || !((int) (n % 5) == training->fold || add_document (training, document, error)))
        {
          g_prefix_error (error, "%s:%u: error: ", path, reader.line);
          return FALSE;
        }
      if (n++ == 0)
        first = g_steal_pointer (&document);
    }
  add_source (training, name, bytes, first, n);
  return TRUE;
}

static gboolean
write_manifest (const Training *training, const char *output, GBytes *model, int epochs, GError **error)
{
  g_autofree char *path = g_strconcat (output, ".json", NULL);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, model);
  g_autoptr (json_t) manifest = json_pack ("{s:s, s:s, s:i, s:i, s:s, s:O}", "model", "entities", "sha256", sha256,
                                           "epochs", epochs, "seed", SEED, "command",
                                           "postilctl train entities --data ../shared/data -o resources/models/entities.model",
                                           "sources", training->sources);
  char *json = json_dumps (manifest, JSON_INDENT (2) | JSON_ENSURE_ASCII);
  g_autofree char *text = g_strconcat (json, "\n", NULL);

  free (json);
  return g_file_set_contents (path, text, -1, error);
}

static gboolean
train_entities (Training *training, const char *folder, const char *output, int epochs, GError **error)
{
  g_autoptr (GBytes) model = NULL;

  for (guint i = 0; entity_files[i] != NULL; i++)
    {
      postil_command_progress ("Reading", i, G_N_ELEMENTS (entity_files) - 1);
      if (!add_file (training, folder, entity_files[i], error))
        return FALSE;
    }
  postil_command_progress_end ();
  model = postil_entity_trainer_run (training->trainer, (guint) epochs, SEED, MAX_BYTES);
  return g_file_set_contents (output, g_bytes_get_data (model, NULL), (gssize) g_bytes_get_size (model), error) &&
         write_manifest (training, output, model, epochs, error);
}

int
postil_cmd_train (const PostilCommand *command, int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *output = NULL;
  int epochs = 6, fold = -1, exit_code;
  GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Folder with the gold files", "DIR" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where the model goes; its manifest goes to FILE.json", "FILE" },
    { "epochs", 0, 0, G_OPTION_ARG_INT, &epochs, "Passes over the data (default 6)", "N" },
    { "leave-out", 0, 0, G_OPTION_ARG_INT, &fold, "Leave out every fifth document, from number K on (0 to 4), to measure on them", "K" },
    { NULL },
  };
  Training training = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;
  if (strcmp (argv[1], "entities") != 0)
    return postil_command_usage_error (command, "There is no model “%s”; say entities.", argv[1]);
  if (folder == NULL || output == NULL || epochs < 1 || epochs > 100 || fold < -1 || fold > 4)
    return postil_command_usage_error (command, "Say --data DIR and --output FILE; epochs are 1 to 100, K is 0 to 4.");
  training.fold = fold;
  training.trainer = postil_entity_trainer_new ();
  training.sources = json_array ();
  done = train_entities (&training, folder, output, epochs, &error);
  json_decref (training.sources);
  postil_entity_trainer_free (training.trainer);
  return done ? POSTIL_EXIT_DONE : postil_command_fail (error);
}
