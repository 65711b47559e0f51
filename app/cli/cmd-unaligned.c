/* cmd-unaligned.c - postilctl unaligned: spans that an import could not place, and where they may belong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include <postil/documents.h>
#include <postil/labels.h>
#include <postil/placing.h>

#include "../exchange/json.h"
#include "verbs.h"

typedef struct
{
  char    *place;
  char    *at;
  char    *dismiss;
  char    *annotator;
  int      match;
  int      matches;
  gboolean place_clear;
  gboolean all;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->place);
  g_free (self->at);
  g_free (self->dismiss);
  g_free (self->annotator);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* ---- listing ---- */

static json_t *
place_to_json (const PostilText *text, const PostilLikelyPlace *place)
{
  g_autofree char *words = postil_text_slice (text, place->range);
  json_t *object = json_object ();

  json_object_set_new (object, "start", json_integer (place->range.start));
  json_object_set_new (object, "end", json_integer (place->range.stop));
  json_object_set_new (object, "text", json_string (words));
  json_object_set_new (object, "exact", json_boolean (place->exact));
  json_object_set_new (object, "likeness", json_real (place->likeness));
  return object;
}

static void
print_as_json (const PostilUnaligned *unaligned, const PostilDocument *document, const char *label, GArray *places)
{
  g_autoptr (json_t) object = json_object ();
  g_autofree char *id = postil_id_to_string ('s', unaligned->id);
  g_autofree char *line = NULL;
  json_t *array = json_array ();

  json_object_set_new (object, "id", json_string (id));
  json_object_set_new (object, "document", json_string (document->key));
  json_object_set_new (object, "label", json_string (label));
  json_object_set_new (object, "start", json_integer (unaligned->start));
  json_object_set_new (object, "end", json_integer (unaligned->stop));
  json_object_set_new (object, "text", json_string (unaligned->quote));
  json_object_set_new (object, "reason", json_string (unaligned->reason));
  json_object_set_new (object, "origin", json_string (unaligned->origin));
  json_object_set_new (object, "dismissed", json_boolean (unaligned->dismissed));
  for (guint i = 0; i < places->len; i++)
    json_array_append_new (array,
                           place_to_json (document->text, &g_array_index (places, PostilLikelyPlace, i)));
  json_object_set_new (object, "matches", array);
  line = postil_json_to_string (object);
  puts (line);
}

/* On one line, whatever is in it. */
static void
print_words (const char *words)
{
  g_autofree char *copy = g_strdup (words);

  for (char *p = copy; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      *p = ' ';
  printf ("“%s”", copy);
}

static void
print_for_people (const PostilUnaligned *unaligned, const PostilDocument *document, const char *label, GArray *places)
{
  g_autofree char *id = postil_id_to_string ('s', unaligned->id);

  printf ("%s  %s  %s  ", id, document->key, label);
  if (unaligned->quote[0] != '\0')
    print_words (unaligned->quote);
  printf ("%s\n    %s: %s\n", unaligned->dismissed ? "  (dismissed)" : "", unaligned->origin, unaligned->reason);
  for (guint i = 0; i < places->len; i++)
    {
      const PostilLikelyPlace *place = &g_array_index (places, PostilLikelyPlace, i);
      g_autofree char *words = postil_text_slice (document->text, place->range);

      printf ("    %u. %u-%u %s ", i + 1, place->range.start, place->range.stop, place->exact ? "the very words" : "like");
      print_words (words);
      if (place->exact)
        putchar ('\n');
      else
        printf (" (%.0f %%)\n", place->likeness * 100);
    }
}

static gboolean
print_list (PostilStore *store, const Options *options, GError **error)
{
  g_autoptr (GPtrArray) list = postil_unaligned_list (store, 0, options->all, error);
  g_autoptr (PostilDocument) document = NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const PostilUnaligned *unaligned = g_ptr_array_index (list, i);
      g_autoptr (PostilLabel) label = postil_labels_get (store, unaligned->label, NULL);
      g_autoptr (GArray) places = NULL;

      if (document == NULL || document->id != unaligned->document)
        {
          g_clear_pointer (&document, postil_document_free);
          document = postil_documents_get (store, unaligned->document, error);
        }
      if (document == NULL)
        return FALSE;
      places = postil_unaligned_matches (document->text, unaligned, (guint) options->matches);
      if (options->json)
        print_as_json (unaligned, document, label != NULL ? label->name : "", places);
      else
        print_for_people (unaligned, document, label != NULL ? label->name : "", places);
    }
  return list != NULL;
}

/* ---- doing ---- */

/* "START-END", or the chosen one of the matches. */
static gboolean
find_range (PostilStore *store, const Options *options, PostilId id, PostilRange *range, GError **error)
{
  g_autoptr (PostilUnaligned) unaligned = postil_unaligned_get (store, id, error);
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (GArray) places = NULL;
  char rest;

  if (unaligned == NULL)
    return FALSE;
  if (options->at != NULL)
    {
      if (sscanf (options->at, "%u-%u%c", &range->start, &range->stop, &rest) == 2)
        return TRUE;
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, "“%s” is no place; say START-END in characters.",
                   options->at);
      return FALSE;
    }
  document = postil_documents_get (store, unaligned->document, error);
  if (document == NULL)
    return FALSE;
  places = postil_unaligned_matches (document->text, unaligned, (guint) options->match);
  if (places->len >= (guint) options->match)
    {
      *range = g_array_index (places, PostilLikelyPlace, options->match - 1).range;
      return TRUE;
    }
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
               "“%s” has no match number %d; say with --at where it belongs.", unaligned->quote, options->match);
  return FALSE;
}

/* Within a transaction. */
static gboolean
act (PostilStore *store, const Options *options, PostilId id, PostilId annotator, GError **error)
{
  PostilRange range;

  if (options->dismiss != NULL)
    return postil_unaligned_set_dismissed (store, id, TRUE, error);
  return find_range (store, options, id, &range, error) && postil_unaligned_place (store, id, range, annotator, error);
}

static int
change (const PostilCommand *command, PostilStore *store, const Options *options)
{
  const char *name = options->dismiss != NULL ? options->dismiss : options->place;
  g_autoptr (GError) error = NULL;
  PostilId id = 0, annotator;
  int n = 1;

  if (name != NULL && !postil_id_from_string ('s', name, &id))
    return postil_command_usage_error (command, "“%s” is no id; the list shows them.", name);
  annotator = postil_command_ensure_annotator (store, options->annotator, &error);
  if (annotator == 0 ||
      !postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, name == NULL ? "Place spans whose words stand once"
                                 : options->dismiss != NULL                    ? "Dismiss an unaligned span"
                                                                               : "Place an unaligned span",
                                 annotator, &error))
    return postil_command_fail (error);
  if (name == NULL ? (n = postil_unaligned_place_clear (store, annotator, &error)) < 0
                   : !act (store, options, id, annotator, &error))
    {
      postil_transaction_rollback (store);
      if (g_error_matches (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND) ||
          g_error_matches (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE))
        return postil_command_usage_error (command, "%s", error->message);
      return postil_command_fail (error);
    }
  if (!postil_transaction_commit (store, &error))
    return postil_command_fail (error);
  printf ("%d %s; %u still unaligned\n", n, options->dismiss != NULL ? "dismissed" : "placed",
          postil_unaligned_count (store, 0));
  return POSTIL_EXIT_DONE;
}

int
postil_cmd_unaligned (const PostilCommand *command, int argc, char **argv)
{
  g_auto (Options) options = { .match = 1, .matches = 3 };
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changes;
  int exit_code;
  GOptionEntry entries[] = {
    { "place", 'p', 0, G_OPTION_ARG_STRING, &options.place, "Place this one, at its first match", "ID" },
    { "match", 'm', 0, G_OPTION_ARG_INT, &options.match, "With --place: at this one of its matches (1)", "N" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, "With --place: at these characters", "START-END" },
    { "place-clear", 0, 0, G_OPTION_ARG_NONE, &options.place_clear, "Place all whose words stand exactly once", NULL },
    { "dismiss", 'd', 0, G_OPTION_ARG_STRING, &options.dismiss, "Take this one off the list", "ID" },
    { "annotator", 'a', 0, G_OPTION_ARG_STRING, &options.annotator, "Who does it (your login name)", "N" },
    { "matches", 'n', 0, G_OPTION_ARG_INT, &options.matches, "How many matches to list (3)", "N" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, "List those that were dismissed, too", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json, "List as JSON lines", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;
  if (options.match < 1 || options.matches < 0 || options.match > 1000 || options.matches > 1000)
    return postil_command_usage_error (command, "--match needs a number from 1, --matches one from 0.");
  if ((options.place != NULL) + (options.dismiss != NULL) + options.place_clear > 1)
    return postil_command_usage_error (command, "Place or dismiss, one at a time.");
  changes = options.place != NULL || options.dismiss != NULL || options.place_clear;
  store = postil_command_open (argv[1], changes ? POSTIL_STORE_NONE : POSTIL_STORE_READ_ONLY);
  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  if (changes)
    return change (command, store, &options);
  return print_list (store, &options, &error) ? POSTIL_EXIT_DONE : postil_command_fail (error);
}
