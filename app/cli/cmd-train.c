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
/* And that of acts: the last two are plain prose and plain talk, in which next to nobody is accused of anything. */
static const char *const act_files[] = { "acts-news.jsonl", "acts-threads.jsonl", "acts-gum-news.jsonl", "wikigold.jsonl", "discussiontools-en.jsonl", NULL };
static const char *const act_labels[] = { "Allegation", "Denial", "Threat", "Sarcasm", NULL };

typedef struct
{
  int                  fold;     /* -1: all; else documents with number % 5 == fold are left out */
  char               **without;  /* files that are left out; may be NULL */
  char **also;                   /* further files, by their paths; may be NULL */
  PostilEntityTrainer *entities; /* one of these two */
  PostilActTrainer    *acts;
  json_t              *sources; /* for the manifest */
} Training;

static PostilDocumentKind
kind_of (const json_t *document)
{
  const char *name = postil_json_get_string (json_object_get (document, "meta"), "kind");
  PostilDocumentKind kind = POSTIL_DOCUMENT_OTHER;

  if (name != NULL)
    postil_document_kind_from_string (name, &kind);
  return kind;
}

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
      if (training->acts == NULL || g_strv_contains (act_labels, label))
        g_array_append_val (gold, name);
    }
  if (training->acts != NULL)
    return postil_act_trainer_add (training->acts, text, kind_of (document), gold, error);
  postil_entity_trainer_add (training->entities, text, gold);
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
write_manifest (json_t *manifest, const char *output, GError **error)
{
  g_autofree char *path = g_strconcat (output, ".json", NULL);
  char *json = json_dumps (manifest, JSON_INDENT (2) | JSON_ENSURE_ASCII);
  g_autofree char *text = g_strconcat (json, "\n", NULL);

  free (json);
  return g_file_set_contents (path, text, -1, error);
}

static gboolean
read_files (Training *training, const char *folder, const char *const *names, GError **error)
{
  guint n = g_strv_length ((char **) names);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *stem = g_strndup (names[i], strlen (names[i]) - strlen (".jsonl"));

      postil_command_progress ("Reading", i, n);
      if (training->without != NULL && g_strv_contains ((const char *const *) training->without, stem))
        continue;
      if (!add_file (training, folder, names[i], error))
        return FALSE;
    }
  for (guint i = 0; training->also != NULL && training->also[i] != NULL; i++)
    {
      g_autofree char *parent = g_path_get_dirname (training->also[i]);
      g_autofree char *name = g_path_get_basename (training->also[i]);

      if (!add_file (training, parent, name, error))
        return FALSE;
    }
  postil_command_progress_end ();
  return TRUE;
}

static gboolean
write_model (const char *output, GBytes *model, json_t *manifest, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, model);

  json_object_set_new (manifest, "sha256", json_string (sha256));
  return g_file_set_contents (output, g_bytes_get_data (model, NULL), (gssize) g_bytes_get_size (model), error) &&
         write_manifest (manifest, output, error);
}

static gboolean
train_entities (Training *training, const char *folder, const char *output, int epochs, GError **error)
{
  g_autoptr (GBytes) model = NULL;
  g_autoptr (json_t) manifest = NULL;

  if (!read_files (training, folder, entity_files, error))
    return FALSE;
  model = postil_entity_trainer_run (training->entities, (guint) epochs, SEED, MAX_BYTES);
  manifest = json_pack ("{s:s, s:s, s:i, s:i, s:s, s:O}", "model", "entities", "sha256", "", "epochs", epochs, "seed", SEED,
                        "command", "postilctl train entities --data ../shared/data -o resources/models/entities.model",
                        "sources", training->sources);
  return write_model (output, model, manifest, error);
}

static gboolean
train_acts (Training *training, const char *folder, const char *output, GError **error)
{
  g_autoptr (GBytes) model = NULL;
  g_autoptr (json_t) manifest = NULL;

  if (!read_files (training, folder, act_files, error))
    return FALSE;
  model = postil_act_trainer_run (training->acts);
  if (model == NULL)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT, "The files say too little about acts to learn from them.");
      return FALSE;
    }
  manifest = json_pack ("{s:s, s:s, s:s, s:O}", "model", "acts", "sha256", "", "command",
                        "postilctl train acts --data ../shared/data --also resources/training/acts-newswire.jsonl "
                        "--also resources/training/acts-reports.jsonl --also resources/training/acts-longer.jsonl "
                        "-o resources/models/acts.model",
                        "sources", training->sources);
  return write_model (output, model, manifest, error);
}

static gboolean
train (Training *training, const char *what, const char *folder, const char *output, int epochs, GError **error)
{
  gboolean done;

  training->sources = json_array ();
  if (g_str_equal (what, "acts"))
    {
      training->acts = postil_act_trainer_new (error);
      done = training->acts != NULL && train_acts (training, folder, output, error);
      g_clear_pointer (&training->acts, postil_act_trainer_free);
    }
  else
    {
      training->entities = postil_entity_trainer_new ();
      done = train_entities (training, folder, output, epochs, error);
      postil_entity_trainer_free (training->entities);
    }
  json_decref (training->sources);
  return done;
}

int
postil_cmd_train (const PostilCommand *command, int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *output = NULL;
  g_autofree char *without = NULL;
  g_auto (GStrv) also = NULL;
  int epochs = 6, fold = -1, exit_code;
  GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Folder with the gold files", "DIR" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where the model goes; its manifest goes to FILE.json",
      "FILE" },
    { "epochs", 0, 0, G_OPTION_ARG_INT, &epochs, "Passes over the data, for entities (default 6)", "N" },
    { "leave-out", 0, 0, G_OPTION_ARG_INT, &fold,
      "Leave out every fifth document, from number K on (0 to 4), to measure on them", "K" },
    { "also", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &also, "A further file to learn from; may be given more than once",
      "FILE" },
    { "without", 0, 0, G_OPTION_ARG_STRING, &without, "Leave out these files, to measure on them", "NAME,NAME" },
    { NULL },
  };
  Training training = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;
  if (strcmp (argv[1], "entities") != 0 && strcmp (argv[1], "acts") != 0)
    return postil_command_usage_error (command, "There is no model “%s”; say entities or acts.", argv[1]);
  if (folder == NULL || output == NULL || epochs < 1 || epochs > 100 || fold < -1 || fold > 4)
    return postil_command_usage_error (command, "Say --data DIR and --output FILE; epochs are 1 to 100, K is 0 to 4.");
  training.fold = fold;
  training.without = postil_command_split_list (without);
  training.also = also;
  done = train (&training, argv[1], folder, output, epochs, &error);
  g_strfreev (training.without);
  return done ? POSTIL_EXIT_DONE : postil_command_fail (error);
}
