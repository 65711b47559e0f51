/* sources.c - who proposes and who decides: sources, annotators; and the small named settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-private.h"

#include <glib/gi18n.h>

static const char *const KIND_NAMES[] = {
  [POSTIL_SOURCE_HAND] = "hand",   [POSTIL_SOURCE_RULE] = "rule",           [POSTIL_SOURCE_GAZETTEER] = "gazetteer",
  [POSTIL_SOURCE_QUOTE] = "quote", [POSTIL_SOURCE_STRUCTURE] = "structure", [POSTIL_SOURCE_MODEL] = "model",
  [POSTIL_SOURCE_ECHO] = "echo",   [POSTIL_SOURCE_COMMAND] = "command",     [POSTIL_SOURCE_IMPORT] = "import",
};

const char *
postil_source_kind_to_string (PostilSourceKind kind)
{
  return (guint) kind < G_N_ELEMENTS (KIND_NAMES) ? KIND_NAMES[kind] : "import";
}

gboolean
postil_source_kind_from_string (const char *name, PostilSourceKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (KIND_NAMES); i++)
    if (g_strcmp0 (name, KIND_NAMES[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

void
postil_source_free (PostilSource *source)
{
  if (source == NULL)
    return;
  g_free (source->name);
  g_free (source->version);
  g_free (source);
}

PostilId
postil_source_ensure (PostilStore *store, PostilSourceKind kind, const char *name, const char *version, GError **error)
{
  g_autoptr (PostilStatement) find = NULL;
  g_autoptr (PostilStatement) write = NULL;
  g_autoptr (GError) local_error = NULL;
  PostilId id = 0;
  gboolean same_version = FALSE;

  if (version == NULL)
    version = "";
  find = postil_statement_new (store, "SELECT id, version = ?2 FROM source WHERE name = ?1", error);
  if (find == NULL)
    return 0;
  postil_statement_bind_text (find, 1, name);
  postil_statement_bind_text (find, 2, version);
  if (postil_statement_next (find, &local_error))
    {
      id = postil_statement_int (find, 0);
      same_version = postil_statement_int (find, 1) != 0;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }
  if (id != 0 && same_version)
    return id;
  if (!postil_store_require_transaction (store, error))
    return 0;

  write = postil_statement_new (store,
                                "INSERT INTO source (id, kind, name, version) VALUES (?1, ?2, ?3, ?4)"
                                " ON CONFLICT (name) DO UPDATE SET version = excluded.version",
                                error);
  if (write == NULL)
    return 0;
  if (id == 0)
    id = postil_id_derive ("source", name, NULL);
  postil_statement_bind_int (write, 1, id);
  postil_statement_bind_text (write, 2, postil_source_kind_to_string (kind));
  postil_statement_bind_text (write, 3, name);
  postil_statement_bind_text (write, 4, version);
  return postil_statement_run (write, error) ? id : 0;
}

GPtrArray *
postil_source_list (PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_source_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT id, kind, name, version FROM source ORDER BY name", error);

  if (statement == NULL)
    return NULL;
  while (postil_statement_next (statement, &local_error))
    {
      PostilSource *source = g_new0 (PostilSource, 1);

      source->id = postil_statement_int (statement, 0);
      source->kind = POSTIL_SOURCE_IMPORT;
      postil_source_kind_from_string (postil_statement_text (statement, 1, NULL), &source->kind);
      source->name = postil_statement_dup_text (statement, 2);
      source->version = postil_statement_dup_text (statement, 3);
      g_ptr_array_add (sources, source);
    }
  if (local_error == NULL)
    return g_steal_pointer (&sources);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

PostilId
postil_annotator_ensure (PostilStore *store, const char *name, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) find = postil_statement_new (store, "SELECT id FROM annotator WHERE name = ?1", error);
  g_autoptr (PostilStatement) write = NULL;
  PostilId id;

  if (find == NULL)
    return 0;
  postil_statement_bind_text (find, 1, name);
  if (postil_statement_next (find, &local_error))
    return postil_statement_int (find, 0);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }
  if (!postil_store_require_transaction (store, error))
    return 0;
  write = postil_statement_new (store, "INSERT INTO annotator (id, name) VALUES (?1, ?2)", error);
  if (write == NULL)
    return 0;
  id = postil_id_derive ("annotator", name, NULL);
  postil_statement_bind_int (write, 1, id);
  postil_statement_bind_text (write, 2, name);
  return postil_statement_run (write, error) ? id : 0;
}

gboolean
postil_annotator_find (PostilStore *store, const char *name, PostilId *id, GError **error)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (store, "SELECT id FROM annotator WHERE name = ?1", error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_text (statement, 1, name);
  if (postil_statement_next (statement, &local_error))
    {
      *id = postil_statement_int (statement, 0);
      return TRUE;
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("Nobody called “%s” has worked on this project."),
                 name);
  return FALSE;
}

char *
postil_annotator_name (PostilStore *store, PostilId id)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT name FROM annotator WHERE id = ?1", NULL);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, id);
  return postil_statement_next (statement, NULL) ? postil_statement_dup_text (statement, 0) : NULL;
}

GHashTable *
postil_annotator_list (PostilStore *store, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (store, "SELECT id, name FROM annotator", error);

  if (statement == NULL)
    return NULL;
  while (postil_statement_next (statement, &local_error))
    {
      gint64 id = postil_statement_int (statement, 0);

      g_hash_table_insert (names, g_memdup2 (&id, sizeof id), postil_statement_dup_text (statement, 1));
    }
  if (local_error == NULL)
    return g_steal_pointer (&names);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

char *
postil_setting_get (PostilStore *store, const char *name)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT value FROM setting WHERE name = ?1", NULL);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_text (statement, 1, name);
  return postil_statement_next (statement, NULL) ? postil_statement_dup_text (statement, 0) : NULL;
}

gboolean
postil_setting_set (PostilStore *store, const char *name, const char *value, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement = postil_statement_new (store,
                                    value == NULL ? "DELETE FROM setting WHERE name = ?1"
                                                  : "INSERT INTO setting (name, value) VALUES (?1, ?2)"
                                                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                    error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_text (statement, 1, name);
  if (value != NULL)
    postil_statement_bind_text (statement, 2, value);
  return postil_statement_run (statement, error);
}
