/* json-cas.c - UIMA's JSON CAS 0.4, zipped (formats.md, section 7)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "cas.h"
#include "formats.h"
#include "proof.h"
#include "zip-documents.h"

/* ---- reading ---- */

static gboolean
contains (const guint8 *head, gsize n_bytes, const char *words)
{
  return g_strstr_len ((const char *) head, (gssize) n_bytes, words) != NULL;
}

int
postil_json_cas_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  if (contains (head, n_bytes, "\"%TYPES\"") || contains (head, n_bytes, "\"%FEATURE_STRUCTURES\""))
    return 97;
  return contains (head, n_bytes, "\"_context\"") && contains (head, n_bytes, "\"_views\"") ? 90 : 0;
}

/* Ids are numbers; as names of members they are strings. */
static char *
id_to_string (const json_t *id)
{
  gint64 number;

  if (json_is_string (id))
    return g_strdup (json_string_value (id));
  return postil_json_to_integer (id, &number) ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : g_strdup ("");
}

static void
read_structure (PostilCas *cas, const json_t *object, const char *name)
{
  g_autofree char *id = name != NULL ? g_strdup (name) : id_to_string (json_object_get (object, "%ID"));
  const char *type = postil_json_get_string (object, "%TYPE");
  PostilCasStructure *structure;
  const char *key;
  json_t *value;

  if (type == NULL)
    return;
  structure = postil_cas_add (cas, id, type, 1);
  json_object_foreach ((json_t *) object, key, value)
  {
    if (key[0] == '%' || key[0] == '^' || json_is_null (value))
      continue;
    if (key[0] == '@')
      {
        g_autofree char *reference = id_to_string (value);

        json_object_set_new (structure->features, key + 1, json_string (reference));
      }
    else
      json_object_set (structure->features, key[0] == '#' ? key + 1 : key, value);
  }
}

static gboolean
read_cas (PostilCas *cas, const json_t *root)
{
  const json_t *structures = json_object_get (root, "%FEATURE_STRUCTURES");
  const json_t *view = json_object_get (json_object_get (root, "%VIEWS"), "_InitialView");
  const json_t *members = json_object_get (view, "%MEMBERS");
  const char *key;
  json_t *value;

  if (!json_is_array (structures) && !json_is_object (structures))
    return FALSE;
  for (gsize i = 0; i < json_array_size (structures); i++)
    read_structure (cas, json_array_get (structures, i), NULL);
  json_object_foreach ((json_t *) structures, key, value) read_structure (cas, value, key);
  for (gsize i = 0; i < json_array_size (members); i++)
    {
      g_autofree char *id = id_to_string (json_array_get (members, i));

      postil_cas_add_member (cas, id);
    }
  if (json_is_array (members) && cas->members == NULL)
    postil_cas_add_member (cas, "");
  return TRUE;
}

gboolean
postil_json_cas_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                      PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilCas) cas = postil_cas_new ();
  g_autoptr (json_t) root = NULL;
  gsize n_bytes;
  const char *data = g_bytes_get_data (file->bytes, &n_bytes);

  if (n_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      n_bytes -= 3;
    }
  root = postil_json_parse (data != NULL ? data : "", n_bytes, NULL, &local_error);
  if (root == NULL)
    postil_intake_refuse (intake, 1, "%s", local_error->message);
  else if (json_object_get (root, "_context") != NULL || json_object_get (root, "@context") != NULL)
    postil_intake_refuse (intake, 1, "This is UIMA's older JSON, with a context; export it again as JSON CAS 0.4 or XMI.");
  else if (!read_cas (cas, root))
    postil_intake_refuse (intake, 1, "It needs “%%FEATURE_STRUCTURES” (an array or an object).");
  else
    return postil_cas_take (cas, intake, error) && postil_intake_finish (intake, error);
  return TRUE;
}

/* ---- writing ---- */

static void
append_types (GString *out)
{
  g_string_append (out, "{\"%TYPES\":{");
  for (const PostilCasType *type = postil_cas_types; type->type != NULL; type++)
    {
      g_string_append_printf (out, "%s\"%s\":{\"%%NAME\":\"%s\",\"%%SUPER_TYPE\":\"%s\"", type > postil_cas_types ? "," : "",
                              type->type, type->type, type->supertype);
      for (guint i = 0; type->features[i].name != NULL; i++)
        g_string_append_printf (out, ",\"%s\":{\"%%NAME\":\"%s\",\"%%RANGE\":\"%s\"}", type->features[i].name,
                                type->features[i].name, type->features[i].range);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "},\n\"%FEATURE_STRUCTURES\":[");
}

static void
append_cas (GString *out, const PostilCas *cas)
{
  append_types (out);
  for (guint i = 0; i < cas->structures->len; i++)
    {
      const PostilCasStructure *structure = g_ptr_array_index (cas->structures, i);
      const char *key;
      json_t *value;

      g_string_append_printf (out, "%s{\"%%ID\":%s,\"%%TYPE\":\"%s\"", i > 0 ? ",\n" : "\n", structure->id, structure->type);
      json_object_foreach (structure->features, key, value)
      {
        g_string_append_printf (out, ",\"%s\":", key);
        postil_json_append (out, value);
      }
      g_string_append_c (out, '}');
    }
  g_string_append (out, "],\n\"%VIEWS\":{\"_InitialView\":{\"%SOFA\":1,\"%MEMBERS\":[");
  for (guint i = 1; i < cas->structures->len; i++)
    g_string_append_printf (out, "%s%u", i > 1 ? "," : "", i + 1);
  g_string_append (out, "]}}}\n");
}

static void
append_document (GString *out, const PostilExportWalk *walk, const PostilOutline *outline, PostilLosses *losses)
{
  g_autoptr (PostilCas) cas = postil_cas_from_outline (walk, outline);

  append_cas (out, cas);
}

gboolean
postil_json_cas_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                       GCancellable *cancellable, GError **error)
{
  static const PostilZipDocuments format = {
    .title = "JSON CAS",
    .can = &postil_cas_can,
    .extension = ".json",
    .keys = TRUE,
    .append = append_document,
  };

  return postil_zip_documents_write (&format, store, out, options, report, cancellable, error);
}

gboolean
postil_json_cas_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  static const PostilProofRules rules = { .read = postil_json_cas_read, .capabilities = &postil_cas_can,
                                          .name = "proof.zip" };

  return postil_prove_by_import (store, bytes, options, &rules, error);
}
