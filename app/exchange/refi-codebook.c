/* refi-codebook.c - labels alone, as a REFI-QDA codebook (formats.md, section 11)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include <postil/labels.h>

#include "formats.h"
#include "intake.h"
#include "refi.h"
#include "xml-reader.h"

/* Deeper hierarchies than this are not drawn by anybody. */
#define MAX_DEPTH 64

const PostilCapabilities postil_refi_codebook_can = { 0 };

/* ---- reading ---- */

typedef struct
{
  PostilStore *store;
  PostilIntake *intake;
  PostilReport *report;
  GPtrArray *open;       /* PostilLabel of the codes around this place, each as it is in the project */
  GString *description;  /* of the innermost, while one is read */
  guint n_codes;
  GCancellable *cancellable;
  GError *error;
} Reader;

static gboolean
open_code (Reader *self, PostilXmlReader *xml, GError **error)
{
  g_autofree char *name = postil_xml_reader_attribute (xml, "name");
  g_autofree char *written = postil_xml_reader_attribute (xml, "color");
  g_autofree char *colour = postil_label_read_colour (written);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilLabel) label = NULL;
  const PostilLabel *parent = NULL;
  PostilId known;

  for (guint i = self->open->len; i-- > 0 && parent == NULL;)
    parent = g_ptr_array_index (self->open, i);
  if (name == NULL || !postil_label_check_name (name, &local_error))
    {
      postil_intake_refuse (self->intake, postil_xml_reader_line (xml), "%s",
                            local_error != NULL ? local_error->message : _ ("A code needs a name."));
      g_ptr_array_add (self->open, NULL);
      return TRUE;
    }
  self->n_codes++;
  known = postil_labels_find (self->store, name);
  if (known != 0)
    label = postil_labels_get (self->store, known, error);
  else
    {
      label = postil_label_new (name, POSTIL_LABEL_ENTITY);
      label->position = -1;
      label->parent = parent != NULL && parent->kind == POSTIL_LABEL_ENTITY ? parent->id : 0;
      if (colour != NULL)
        {
          g_free (label->colour);
          label->colour = g_steal_pointer (&colour);
        }
      if (!postil_labels_add (self->store, label, error))
        return FALSE;
      self->report->labels_added++;
    }
  g_ptr_array_add (self->open, g_steal_pointer (&label));
  return g_ptr_array_index (self->open, self->open->len - 1) != NULL;
}

/* What somebody wrote into the project is not overwritten. */
static gboolean
close_description (Reader *self, GError **error)
{
  PostilLabel *label = self->open->len > 0 ? g_ptr_array_index (self->open, self->open->len - 1) : NULL;
  g_autofree char *text = g_strstrip (g_string_free (g_steal_pointer (&self->description), FALSE));

  if (label == NULL || text[0] == '\0' || (label->guideline != NULL && label->guideline[0] != '\0'))
    return TRUE;
  g_free (label->guideline);
  label->guideline = g_steal_pointer (&text);
  return postil_labels_update (self->store, label, error);
}

static gboolean
read_node (PostilXmlReader *xml, PostilXmlNode node, gpointer user_data)
{
  Reader *self = user_data;
  const char *name = node == POSTIL_XML_TEXT ? NULL : postil_xml_reader_name (xml);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return FALSE;
  if (node == POSTIL_XML_TEXT)
    {
      if (self->description != NULL)
        g_string_append (self->description, postil_xml_reader_text (xml));
    }
  else if (node == POSTIL_XML_OPEN && strcmp (name, "Code") == 0)
    return open_code (self, xml, &self->error);
  else if (node == POSTIL_XML_CLOSE && strcmp (name, "Code") == 0 && self->open->len > 0)
    g_ptr_array_set_size (self->open, (int) self->open->len - 1);
  else if (node == POSTIL_XML_OPEN && strcmp (name, "Description") == 0 && self->open->len > 0 && self->description == NULL)
    self->description = g_string_new (NULL);
  else if (node == POSTIL_XML_CLOSE && strcmp (name, "Description") == 0 && self->description != NULL)
    return close_description (self, &self->error);
  else if (node == POSTIL_XML_OPEN && strcmp (name, "Set") == 0)
    postil_intake_warn (self->intake, postil_xml_reader_line (xml),
                        _ ("Sets of codes have no place here; this one is left out."));
  return TRUE;
}

static void
label_free_or_nothing (gpointer label)
{
  postil_label_free (label);
}

gboolean
postil_refi_codebook_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (label_free_or_nothing);
  g_autoptr (PostilXmlReader) xml = NULL;
  Reader self = { store, intake, report, open, .cancellable = cancellable };
  gboolean whole;
  gsize n_bytes;
  const char *data = g_bytes_get_data (file->bytes, &n_bytes);

  xml = postil_xml_reader_new (data != NULL ? data : "", n_bytes);
  whole = postil_xml_reader_run (xml, read_node, &self);
  if (self.description != NULL)
    g_string_free (self.description, TRUE);
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return FALSE;
    }
  if (!whole)
    postil_intake_refuse (intake, postil_xml_reader_line (xml), _ ("The XML cannot be read: %s."),
                          postil_xml_reader_error (xml));
  else if (self.n_codes == 0)
    postil_intake_refuse (intake, 0, _ ("There are no codes in this codebook; export it again with its codes."));
  return TRUE;
}

int
postil_refi_codebook_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  return n_bytes > 0 &&
                 g_strstr_len ((const char *) head, (gssize) MIN (n_bytes, 2048), "urn:QDA-XML:codebook") != NULL
             ? 97
             : 0;
}

/* ---- writing ---- */

static void
append_codes (GString *out, const GPtrArray *labels, PostilId parent, guint depth)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->parent != parent || label->kind == POSTIL_LABEL_RELATION)
        continue;
      g_string_append (out, "<Code");
      postil_refi_append_guid (out, "guid", "code", label->name);
      postil_refi_append_attribute (out, "name", label->name);
      g_string_append (out, " isCodable=\"true\"");
      if (label->colour != NULL && label->colour[0] == '#')
        postil_refi_append_attribute (out, "color", label->colour);
      g_string_append_c (out, '>');
      postil_refi_append_description (out, label->guideline != NULL ? label->guideline : "");
      if (depth < MAX_DEPTH)
        append_codes (out, labels, label->id, depth + 1);
      g_string_append (out, "</Code>\n");
    }
}

static char *
make_codebook (PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, FALSE, error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  GString *out;

  if (labels == NULL)
    return NULL;
  /* A parent that is archived, or a relation, is not there to stand below. */
  for (guint i = 0; i < labels->len; i++)
    if (((PostilLabel *) g_ptr_array_index (labels, i))->kind != POSTIL_LABEL_RELATION)
      g_hash_table_add (known, &((PostilLabel *) g_ptr_array_index (labels, i))->id);
  for (guint i = 0; i < labels->len; i++)
    {
      PostilLabel *label = g_ptr_array_index (labels, i);

      if (!g_hash_table_contains (known, &label->parent))
        label->parent = 0;
    }
  out = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                      "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"Postil " POSTIL_VERSION "\">\n<Codes>\n");
  append_codes (out, labels, 0, 0);
  g_string_append (out, "</Codes>\n</CodeBook>\n");
  return g_string_free (out, FALSE);
}

gboolean
postil_refi_codebook_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                            PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autofree char *codebook = make_codebook (store, error);

  return codebook != NULL && g_output_stream_write_all (out, codebook, strlen (codebook), NULL, cancellable, error);
}

static gboolean
note_name (PostilXmlReader *xml, PostilXmlNode node, gpointer user_data)
{
  char *name = NULL;

  if (node == POSTIL_XML_OPEN && strcmp (postil_xml_reader_name (xml), "Code") == 0)
    name = postil_xml_reader_attribute (xml, "name");
  return name == NULL || g_hash_table_add (user_data, name);
}

/* Each label stands in it once, under its name. */
gboolean
postil_refi_codebook_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, FALSE, error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);
  g_autoptr (PostilXmlReader) xml = postil_xml_reader_new (data, n_bytes);
  gboolean right;

  if (labels == NULL)
    return FALSE;
  right = postil_xml_reader_run (xml, note_name, names);
  for (guint i = 0; right && i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      guint ignored = 0;
      g_autofree char *clean = postil_xml_clean (label->name, &ignored);

      right = label->kind == POSTIL_LABEL_RELATION || g_hash_table_contains (names, clean);
    }
  if (!right)
    g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                         _ ("What was written does not read back as the project's labels, so it was thrown away."));
  return right;
}
