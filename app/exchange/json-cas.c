/* json-cas.c - UIMA's JSON CAS 0.4, zipped (formats.md, section 7)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include "cas.h"
#include "formats.h"
#include "json-values.h"
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
read_structure (PostilCas *cas, const json_t *object, const char *name, guint line)
{
  g_autofree char *id = name != NULL ? g_strdup (name) : id_to_string (json_object_get (object, "%ID"));
  const char *type = postil_json_get_string (object, "%TYPE");
  PostilCasStructure *structure;
  const char *key;
  json_t *value;

  if (type == NULL)
    return;
  structure = postil_cas_add (cas, id, type, line);
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
  postil_cas_pack (cas, structure);
}

/* Where the parts of the file lie; none of them has been parsed. */
typedef struct
{
  const char *structures; /* NULL: there are none */
  gsize       n_structures;
  guint       line;
  const char *views;
  gsize       n_views;
  gboolean    old; /* the JSON that came before this one */
} Parts;

static gboolean
is (const char *key, gsize n_key, const char *wanted)
{
  return strlen (wanted) == n_key && memcmp (key, wanted, n_key) == 0;
}

/* FALSE when the file is no object from end to end. */
static gboolean
find_parts (const char *data, gsize n_bytes, Parts *parts)
{
  PostilJsonValues members;
  const char *key, *value;
  gsize n_key, n_value;
  guint line;

  *parts = (Parts){ 0 };
  postil_json_members_init (&members, data, n_bytes);
  while (postil_json_members_next (&members, &key, &n_key, &value, &n_value, &line))
    {
      if (is (key, n_key, "%FEATURE_STRUCTURES"))
        {
          parts->structures = value;
          parts->n_structures = n_value;
          parts->line = line;
        }
      else if (is (key, n_key, "%VIEWS"))
        {
          parts->views = value;
          parts->n_views = n_value;
        }
      parts->old = parts->old || is (key, n_key, "_context") || is (key, n_key, "@context");
    }
  return !members.failed;
}

/* One structure, which is all that is parsed at a time. FALSE when it is no JSON, which is reported. */
static gboolean
read_value (PostilIntake *intake, PostilCas *cas, const char *value, gsize n_bytes, const char *name, guint line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) object = postil_json_parse (value, n_bytes, NULL, &error);

  if (object == NULL)
    {
      postil_intake_refuse (intake, line, "%s", error->message);
      return FALSE;
    }
  read_structure (cas, object, name, line);
  postil_intake_passed (intake, value);
  return TRUE;
}

static gboolean
read_list (PostilIntake *intake, PostilCas *cas, const Parts *parts, GCancellable *cancellable)
{
  PostilJsonValues values;
  const char *value;
  gsize n_bytes;
  guint line;

  postil_json_values_init (&values, parts->structures, parts->n_structures);
  while (values.array && postil_json_values_next (&values, &value, &n_bytes, &line))
    if (g_cancellable_is_cancelled (cancellable) ||
        !read_value (intake, cas, value, n_bytes, NULL, parts->line + line - 1))
      return FALSE;
  return TRUE;
}

static gboolean
read_by_name (PostilIntake *intake, PostilCas *cas, const Parts *parts, GCancellable *cancellable)
{
  PostilJsonValues members;
  const char *key, *value;
  gsize n_key, n_bytes;
  guint line;

  postil_json_members_init (&members, parts->structures, parts->n_structures);
  while (postil_json_members_next (&members, &key, &n_key, &value, &n_bytes, &line))
    {
      g_autofree char *name = g_strndup (key, n_key);

      if (g_cancellable_is_cancelled (cancellable) ||
          !g_utf8_validate (name, -1, NULL) ||
          !read_value (intake, cas, value, n_bytes, name, parts->line + line - 1))
        return FALSE;
    }
  return TRUE;
}

/* Which structures are indexed. */
static gboolean
read_view (PostilIntake *intake, PostilCas *cas, const Parts *parts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) views = NULL;
  const json_t *members;

  if (parts->views == NULL)
    return TRUE;
  views = postil_json_parse (parts->views, parts->n_views, NULL, &error);
  if (views == NULL)
    {
      postil_intake_refuse (intake, 1, "%s", error->message);
      return FALSE;
    }
  members = json_object_get (json_object_get (views, "_InitialView"), "%MEMBERS");
  for (gsize i = 0; i < json_array_size (members); i++)
    {
      g_autofree char *id = id_to_string (json_array_get (members, i));

      postil_cas_add_member (cas, id);
    }
  if (json_is_array (members) && cas->members == NULL)
    postil_cas_add_member (cas, "");
  return TRUE;
}

/* A file that is no object is parsed whole, for the parser's word on what is wrong with it, unless it is very large. */
#define MAX_WHOLE ((gsize) 64 << 20)

static void
refuse_file (PostilIntake *intake, const char *data, gsize n_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) root = n_bytes <= MAX_WHOLE ? postil_json_parse (data, n_bytes, NULL, &error) : NULL;

  postil_intake_refuse (intake, 1, "%s",
                        error != NULL ? error->message : _ ("It needs “%FEATURE_STRUCTURES” (an array or an object)."));
}

gboolean
postil_json_cas_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                      PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_autoptr (PostilCas) cas = postil_cas_new ();
  gsize n_bytes;
  const char *data = g_bytes_get_data (file->bytes, &n_bytes);
  gboolean ok;
  Parts parts;

  if (data == NULL)
    data = "";
  if (n_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      n_bytes -= 3;
    }
  if (!find_parts (data, n_bytes, &parts) ||
      (!parts.old && (parts.structures == NULL || (parts.structures[0] != '[' && parts.structures[0] != '{'))))
    {
      refuse_file (intake, data, n_bytes);
      return TRUE;
    }
  if (parts.old)
    {
      postil_intake_refuse (intake, 1,
                            _ ("This is UIMA's older JSON, with a context; export it again as JSON CAS 0.4 or XMI."));
      return TRUE;
    }
  ok = parts.structures[0] == '[' ? read_list (intake, cas, &parts, cancellable)
                                  : read_by_name (intake, cas, &parts, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return !ok || !read_view (intake, cas, &parts) || (postil_cas_take (cas, intake, error) && postil_intake_finish (intake, error));
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
