/* program-documents.c - a project's documents for a program, and the program that a project names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/command.h>

#include <jansson.h>

#define SETTING "suggest.command"
#define MAX_ARGUMENTS 256

PostilDocument *
postil_program_documents_next (gpointer data, GError **error)
{
  PostilProgramDocuments *self = data;

  if (self->n_given >= self->ids->len)
    return NULL;
  return postil_documents_get (self->store, g_array_index (self->ids, PostilId, self->n_given++), error);
}

PostilAnalysis *
postil_program_documents_find (const char *key, gpointer data)
{
  PostilProgramDocuments *self = data;
  PostilId id = postil_documents_find (self->store, key);
  g_autoptr (PostilDocument) document = id != 0 ? postil_documents_get (self->store, id, NULL) : NULL;

  return document != NULL ? postil_analysis_new (document->text, document->kind) : NULL;
}

char **
postil_program_of_project (PostilStore *store)
{
  g_autofree char *setting = postil_setting_get (store, SETTING);
  json_t *array = setting != NULL ? json_loads (setting, 0, NULL) : NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < MIN (json_array_size (array), MAX_ARGUMENTS); i++)
    if (json_is_string (json_array_get (array, i)))
      g_ptr_array_add (argv, g_strdup (json_string_value (json_array_get (array, i))));
  json_decref (array);
  if (argv->len == 0 || *(const char *) g_ptr_array_index (argv, 0) == '\0')
    return NULL;
  g_ptr_array_add (argv, NULL);
  return (char **) g_ptr_array_steal (argv, NULL);
}

gboolean
postil_program_set_project (PostilStore *store, const char *const *argv, GError **error)
{
  json_t *array = json_array ();
  char *dumped;
  gboolean done;

  for (guint i = 0; argv != NULL && argv[i] != NULL; i++)
    json_array_append_new (array, json_string (argv[i]));
  dumped = json_dumps (array, JSON_COMPACT);
  done = postil_setting_set (store, SETTING, dumped, error);
  free (dumped);
  json_decref (array);
  return done;
}
