/* xmi.c - UIMA's XMI with its type system, zipped (formats.md, section 7)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include "cas.h"
#include "formats.h"
#include "proof.h"
#include "xml-losses.h"
#include "xml-reader.h"
#include "zip-documents.h"

/* ---- reading ---- */

int
postil_xmi_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  gsize n = MIN (n_bytes, 4096);

  if (g_strstr_len ((const char *) head, (gssize) n, "http://www.omg.org/XMI") != NULL)
    return 97;
  return g_strstr_len ((const char *) head, (gssize) n, "<typeSystemDescription") != NULL ? 97 : 0;
}

/* "http:///a/b.ecore" is the package a.b. */
static char *
type_of (const char *namespace, const char *name)
{
  const char *prefix = "http:///", *suffix = ".ecore";
  g_autofree char *package = NULL;

  if (!g_str_has_prefix (namespace, prefix) || !g_str_has_suffix (namespace, suffix))
    return g_strdup (name);
  package = g_strndup (namespace + strlen (prefix), strlen (namespace) - strlen (prefix) - strlen (suffix));
  if (strcmp (package, "uima/noNamespace") == 0)
    return g_strdup (name);
  g_strdelimit (package, "/", '.');
  return g_strconcat (package, ".", name, NULL);
}

static void
read_members (PostilCas *cas, const char *members)
{
  g_auto (GStrv) ids = g_strsplit (members != NULL ? members : "", " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (ids[i][0] != '\0')
      postil_cas_add_member (cas, ids[i]);
  /* A view without members is one with nothing in it. */
  if (cas->members == NULL)
    postil_cas_add_member (cas, "");
}

static PostilCasStructure *
read_structure (PostilCas *cas, PostilXmlReader *xml)
{
  g_autofree char *type = type_of (postil_xml_reader_namespace (xml), postil_xml_reader_name (xml));
  g_autoptr (GHashTable) attributes = postil_xml_reader_attributes (xml);
  const char *id = g_hash_table_lookup (attributes, "id");
  PostilCasStructure *structure;
  GHashTableIter iter;
  gpointer key, value;

  if (strcmp (type, "uima.cas.View") == 0)
    {
      read_members (cas, g_hash_table_lookup (attributes, "members"));
      return NULL;
    }
  structure = postil_cas_add (cas, id != NULL ? id : "", type, postil_xml_reader_line (xml));
  g_hash_table_iter_init (&iter, attributes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (strcmp (key, "id") != 0)
      json_object_set_new (structure->features, key, json_string (value));
  return structure;
}

/* An array feature comes as one element for each of its values. */
static void
add_value (PostilCasStructure *structure, const char *feature, const char *value)
{
  json_t *array = json_object_get (structure->features, feature);

  if (!json_is_array (array))
    {
      array = json_array ();
      json_object_set_new (structure->features, feature, array);
    }
  json_array_append_new (array, json_string (value));
}

typedef struct
{
  PostilCas *cas;
  PostilCasStructure *structure; /* that is open */
  char *feature;                 /* of it */
  gboolean is_types;
  GCancellable *cancellable;
} Reader;

static gboolean
read_node (PostilXmlReader *xml, PostilXmlNode node, gpointer user_data)
{
  Reader *self = user_data;
  guint depth = postil_xml_reader_depth (xml);

  if (node == POSTIL_XML_OPEN && depth == 0)
    self->is_types = strcmp (postil_xml_reader_name (xml), "typeSystemDescription") == 0;
  else if (node == POSTIL_XML_OPEN && depth == 1 && !self->is_types)
    {
      if (self->structure != NULL)
        postil_cas_pack (self->cas, self->structure);
      self->structure = read_structure (self->cas, xml);
    }
  else if (node == POSTIL_XML_OPEN && depth == 2)
    {
      g_free (self->feature);
      self->feature = g_strdup (postil_xml_reader_name (xml));
    }
  else if (node == POSTIL_XML_TEXT && depth == 3 && self->structure != NULL && self->feature != NULL)
    add_value (self->structure, self->feature, postil_xml_reader_text (xml));
  return !g_cancellable_is_cancelled (self->cancellable);
}

gboolean
postil_xmi_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                 PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_autoptr (PostilXmlReader) xml = NULL;
  g_autoptr (PostilCas) cas = postil_cas_new ();
  Reader self = { .cas = cas, .cancellable = cancellable };
  gsize n_bytes;
  const char *data = g_bytes_get_data (file->bytes, &n_bytes);
  gboolean whole;

  xml = postil_xml_reader_new (data, n_bytes);
  whole = postil_xml_reader_run (xml, read_node, &self);
  g_free (self.feature);
  if (!whole)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      postil_intake_refuse (intake, postil_xml_reader_line (xml), _ ("The XML cannot be read: %s."),
                            postil_xml_reader_error (xml));
      return TRUE;
    }
  if (self.is_types)
    {
      postil_intake_note (intake, 0, _ ("A type system; the documents beside it say all that is needed."));
      return TRUE;
    }
  return postil_cas_take (cas, intake, error) && postil_intake_finish (intake, error);
}

/* ---- writing ---- */

static void
append_attribute (GString *out, const char *name, const char *value)
{
  guint ignored = 0;
  g_autofree char *clean = postil_xml_clean (value, &ignored);

  g_string_append_printf (out, " %s=\"", name);
  postil_xml_append (out, clean);
  g_string_append_c (out, '"');
}

/* The prefix that the header binds to the type's package. */
static const char *
prefixed (const char *type)
{
  return strcmp (type, "uima.cas.Sofa") == 0         ? "cas:Sofa"
         : strcmp (type, POSTIL_CAS_DOCUMENT) == 0   ? "metadata:DocumentMetaData"
         : strcmp (type, POSTIL_CAS_SPAN) == 0       ? "custom:Span"
         : strcmp (type, POSTIL_CAS_RELATION) == 0   ? "custom:Relation"
                                                     : "custom:DocumentLabel";
}

static void
append_structure (GString *out, const PostilCasStructure *structure)
{
  const char *key;
  json_t *value;

  g_string_append_printf (out, "<%s xmi:id=\"%s\"", prefixed (structure->type), structure->id);
  json_object_foreach (structure->features, key, value)
  {
    g_autofree char *number = json_is_integer (value) ? g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (value))
                                                      : NULL;

    append_attribute (out, key[0] == '@' ? key + 1 : key, number != NULL ? number : json_string_value (value));
  }
  g_string_append (out, "/>\n");
}

static void
append_cas (GString *out, const PostilCas *cas)
{
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" "
                        "xmlns:metadata=\"http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore\" "
                        "xmlns:custom=\"http:///custom.ecore\" xmi:version=\"2.0\">\n<cas:NULL xmi:id=\"0\"/>\n");
  for (guint i = 1; i < cas->structures->len; i++)
    append_structure (out, g_ptr_array_index (cas->structures, i));
  append_structure (out, g_ptr_array_index (cas->structures, 0));
  g_string_append (out, "<cas:View sofa=\"1\" members=\"");
  for (guint i = 1; i < cas->structures->len; i++)
    g_string_append_printf (out, "%s%u", i > 1 ? " " : "", i + 1);
  g_string_append (out, "\"/>\n</xmi:XMI>\n");
}

static void
append_types (GString *out)
{
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n");
  for (const PostilCasType *type = postil_cas_types; type->type != NULL; type++)
    {
      g_string_append_printf (out,
                              "<typeDescription><name>%s</name><description/><supertypeName>%s</supertypeName>\n<features>\n",
                              type->type, type->supertype);
      for (guint i = 0; type->features[i].name != NULL; i++)
        g_string_append_printf (out,
                                "<featureDescription><name>%s</name><description/><rangeTypeName>%s</rangeTypeName>"
                                "</featureDescription>\n",
                                type->features[i].name, type->features[i].range);
      g_string_append (out, "</features></typeDescription>\n");
    }
  g_string_append (out, "</types>\n</typeSystemDescription>\n");
}

static void
append_document (GString *out, const PostilExportWalk *walk, const PostilOutline *outline, PostilLosses *losses)
{
  g_autoptr (PostilCas) cas = postil_cas_from_outline (walk, outline);

  append_cas (out, cas);
  postil_xml_count_losses (walk, outline, TRUE, &postil_cas_can, losses);
}

gboolean
postil_xmi_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                  GCancellable *cancellable, GError **error)
{
  static const PostilZipDocuments format = {
    .title = "XMI",
    .can = &postil_cas_can,
    .extension = ".xmi",
    .keys = TRUE,
    .preface = "TypeSystem.xml",
    .append_preface = append_types,
    .append = append_document,
  };

  return postil_zip_documents_write (&format, store, out, options, report, cancellable, error);
}

gboolean
postil_xmi_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  static const PostilProofRules rules = { .read = postil_xmi_read, .capabilities = &postil_cas_can, .name = "proof.zip",
                                          .clean = postil_xml_clean };

  return postil_prove_by_import (store, bytes, options, &rules, error);
}
