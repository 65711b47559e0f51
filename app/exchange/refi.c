/* refi.c - writes REFI-QDA projects: project.qde and the texts as sources, zipped (formats.md, section 11)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "archive.h"
#include "formats.h"
#include "proof.h"
#include "record.h"
#include "xml-losses.h"
#include "xml-reader.h"
#include "refi.h"
#include "spool.h"

/* Discontinuous spans are written as their parts, with a link from each to the next. */
const PostilCapabilities postil_refi_can = {
  .overlap = TRUE,
  .parts = TRUE,
  .relations = TRUE,
  .notes = TRUE,
  .annotators = TRUE,
  .created = TRUE,
  .decided = TRUE,
  .document_labels = TRUE,
  .structure = TRUE,
  .blank = TRUE,
  .edges = TRUE,
  .colours = TRUE,
};

typedef struct
{
  PostilExportWalk *walk;
  PostilZip *zip;
  GString *out;
  GString *links;             /* of this document */
  PostilSpool *all_links;     /* since they stand behind all documents */
  GHashTable *document_codes; /* names of documents' labels */
  PostilLosses losses;
} Writer;

static void
append_guid (GString *out, const char *kind, const char *name)
{
  g_autofree char *hash = NULL;
  g_autofree char *whole = g_strconcat (kind, "\n", name, NULL);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
  g_string_append_printf (out, "%.8s-%.4s-4%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 16, hash + 20);
}

void
postil_refi_append_guid (GString *out, const char *attribute, const char *kind, const char *name)
{
  g_string_append_printf (out, " %s=\"", attribute);
  append_guid (out, kind, name);
  g_string_append_c (out, '"');
}

void
postil_refi_append_attribute (GString *out, const char *name, const char *value)
{
  guint ignored = 0;
  g_autofree char *clean = postil_xml_clean (value, &ignored);

  g_string_append_printf (out, " %s=\"", name);
  postil_xml_append (out, clean);
  g_string_append_c (out, '"');
}

void
postil_refi_append_description (GString *out, const char *text)
{
  guint ignored = 0;
  g_autofree char *clean = postil_xml_clean (text, &ignored);

  if (clean[0] == '\0')
    return;
  g_string_append (out, "<Description>");
  postil_xml_append (out, clean);
  g_string_append (out, "</Description>");
}

/* ---- users and codes ---- */

static void
append_users (Writer *self)
{
  GHashTableIter iter;
  gpointer value;

  if (g_hash_table_size (self->walk->annotators) == 0)
    return; /* an empty list is against the schema */
  g_string_append (self->out, "<Users>\n");
  g_hash_table_iter_init (&iter, self->walk->annotators);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_string_append (self->out, "<User");
      postil_refi_append_guid (self->out, "guid", "user", value);
      postil_refi_append_attribute (self->out, "name", value);
      g_string_append (self->out, "/>\n");
    }
  g_string_append (self->out, "</Users>\n");
}

static void
append_code (Writer *self, const char *kind, const char *name, const char *colour, const char *guideline)
{
  g_string_append (self->out, "<Code");
  postil_refi_append_guid (self->out, "guid", kind, name);
  postil_refi_append_attribute (self->out, "name", name);
  g_string_append (self->out, " isCodable=\"true\"");
  if (colour != NULL && colour[0] == '#')
    postil_refi_append_attribute (self->out, "color", colour);
  g_string_append_c (self->out, '>');
  postil_refi_append_description (self->out, guideline != NULL ? guideline : "");
  g_string_append (self->out, "</Code>\n");
}

static void
append_codebook (Writer *self)
{
  GHashTableIter iter;
  gpointer key, value;
  gboolean any = g_hash_table_size (self->document_codes) > 0;

  g_hash_table_iter_init (&iter, self->walk->labels);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    any = any || ((PostilLabel *) value)->kind != POSTIL_LABEL_RELATION;
  if (!any)
    return;
  g_string_append (self->out, "<CodeBook><Codes>\n");
  g_hash_table_iter_init (&iter, self->walk->labels);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const PostilLabel *label = value;

      if (label->kind != POSTIL_LABEL_RELATION)
        append_code (self, "code", label->name, label->colour, label->guideline);
    }
  g_hash_table_iter_init (&iter, self->document_codes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    append_code (self, "document-code", key, NULL, NULL);
  g_string_append (self->out, "</Codes></CodeBook>\n");
}

/* ---- documents ---- */

static void
append_coding (GString *out, const char *kind, const char *code, const char *selection, const char *user)
{
  g_autofree char *name = g_strconcat (code, "\n", selection, NULL);

  g_string_append (out, "<Coding");
  postil_refi_append_guid (out, "guid", "coding", name);
  if (user[0] != '\0')
    postil_refi_append_guid (out, "creatingUser", "user", user);
  g_string_append (out, "><CodeRef");
  postil_refi_append_guid (out, "targetGUID", kind, code);
  g_string_append (out, "/></Coding>");
}

static char *
name_of_part (const PostilSpan *span, guint part)
{
  g_autofree char *id = postil_id_to_string ('s', span->id);

  return g_strdup_printf ("%s.%u", id, part);
}

static void
append_selection (Writer *self, const PostilSpan *span, guint part, PostilRange range)
{
  const PostilExportWalk *walk = self->walk;
  const char *user = postil_export_walk_annotator (walk, span->annotator);
  g_autofree char *name = name_of_part (span, part);
  g_autofree char *words = postil_text_slice (walk->document->text, range);
  g_autofree char *created = postil_time_to_string (span->created_at);
  g_autofree char *decided = span->decided_at != 0 ? postil_time_to_string (span->decided_at) : NULL;

  g_string_append (self->out, "<PlainTextSelection");
  postil_refi_append_guid (self->out, "guid", "selection", name);
  postil_refi_append_attribute (self->out, "name", words);
  g_string_append_printf (self->out, " startPosition=\"%u\" endPosition=\"%u\"", range.start, range.stop);
  if (user[0] != '\0')
    postil_refi_append_guid (self->out, "creatingUser", "user", user);
  postil_refi_append_attribute (self->out, "creationDateTime", created);
  if (decided != NULL)
    postil_refi_append_attribute (self->out, "modifiedDateTime", decided);
  g_string_append_c (self->out, '>');
  postil_refi_append_description (self->out, span->note != NULL ? span->note : "");
  append_coding (self->out, "code", postil_export_walk_label (walk, span->label), name, user);
  g_string_append (self->out, "</PlainTextSelection>\n");
}

static void
append_link (Writer *self, const char *type, const char *from, const char *to)
{
  g_autofree char *name = g_strconcat (type, "\n", from, "\n", to, NULL);

  g_string_append (self->links, "<Link");
  postil_refi_append_guid (self->links, "guid", "link", name);
  postil_refi_append_attribute (self->links, "name", type);
  g_string_append (self->links, " direction=\"OneWay\"");
  postil_refi_append_guid (self->links, "originGUID", "selection", from);
  postil_refi_append_guid (self->links, "targetGUID", "selection", to);
  g_string_append (self->links, "/>\n");
}

static void
append_piece (Writer *self, const PostilPiece *piece)
{
  if (piece->parts == NULL)
    {
      append_selection (self, piece->span, 0, piece->range);
      return;
    }
  for (guint i = 0; i < piece->parts->len; i++)
    {
      append_selection (self, piece->span, i, g_array_index (piece->parts, PostilRange, i));
      if (i > 0)
        {
          g_autofree char *from = name_of_part (piece->span, i - 1);
          g_autofree char *to = name_of_part (piece->span, i);

          append_link (self, POSTIL_CONTINUES, from, to);
        }
    }
}

static json_t *
labels_of (const PostilDocument *document)
{
  return document->labels != NULL ? postil_json_parse (document->labels, strlen (document->labels), NULL, NULL) : NULL;
}

static void
append_document (Writer *self, const PostilOutline *outline)
{
  const PostilDocument *document = self->walk->document;
  g_autoptr (json_t) labels = labels_of (document);

  g_string_append (self->out, "<TextSource");
  postil_refi_append_guid (self->out, "guid", "source", document->key);
  postil_refi_append_attribute (self->out, "name", document->key);
  g_string_append (self->out, " plainTextPath=\"internal://");
  append_guid (self->out, "text", document->key);
  g_string_append (self->out, ".txt\">\n");
  for (guint i = 0; i < outline->pieces->len; i++)
    append_piece (self, &g_array_index (outline->pieces, PostilPiece, i));
  for (gsize i = 0; i < json_array_size (labels); i++)
    append_coding (self->out, "document-code", json_string_value (json_array_get (labels, i)), document->key, "");
  g_string_append (self->out, "</TextSource>\n");
  for (guint i = 0; i < outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);
      const PostilPiece *head = &g_array_index (outline->pieces, PostilPiece, postil_outline_find (outline, relation->head));
      const PostilPiece *tail = &g_array_index (outline->pieces, PostilPiece, postil_outline_find (outline, relation->tail));
      g_autofree char *from = name_of_part (head->span, 0);
      g_autofree char *to = name_of_part (tail->span, 0);

      append_link (self, postil_export_walk_label (self->walk, relation->label), from, to);
    }
}

/* ---- files ---- */

/* The texts, which come before the project so that neither has to wait for the other. */
static gboolean
write_texts (Writer *self, GCancellable *cancellable, GError **error)
{
  GError *local_error = NULL;

  while (postil_export_walk_next (self->walk, cancellable, &local_error))
    {
      const PostilDocument *document = self->walk->document;
      g_autoptr (GString) name = g_string_new ("sources/");
      g_autoptr (json_t) labels = labels_of (document);
      gsize n_bytes;
      const char *utf8 = postil_text_get_utf8 (document->text, &n_bytes);

      append_guid (name, "text", document->key);
      g_string_append (name, ".txt");
      for (gsize i = 0; i < json_array_size (labels); i++)
        if (json_is_string (json_array_get (labels, i)))
          g_hash_table_add (self->document_codes, g_strdup (json_string_value (json_array_get (labels, i))));
      /* Readers take a mark at the beginning for the file's, so a text that has one of its own gets another. */
      if (!postil_zip_begin (self->zip, name->str, error) ||
          (g_str_has_prefix (utf8, "\xef\xbb\xbf") && !postil_zip_append (self->zip, "\xef\xbb\xbf", 3, error)) ||
          !postil_zip_append (self->zip, utf8, n_bytes, error))
        return FALSE;
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static gboolean
flush (Writer *self, GError **error)
{
  gboolean ok = postil_zip_append (self->zip, self->out->str, self->out->len, error);

  g_string_truncate (self->out, 0);
  return ok;
}

/* An empty list is against the schema. */
static gboolean
write_links (Writer *self, GError **error)
{
  const guint64 size = postil_spool_get_size (self->all_links);
  char buffer[65536];

  if (size > 0)
    g_string_append (self->out, "<Links>\n");
  for (guint64 at = 0; at < size;)
    {
      gssize n = postil_spool_read (self->all_links, at, buffer, sizeof buffer, error);

      if (n < 0)
        return FALSE;
      g_string_append_len (self->out, buffer, n);
      if (!flush (self, error))
        return FALSE;
      at += (guint64) n;
    }
  if (size > 0)
    g_string_append (self->out, "</Links>\n");
  return TRUE;
}

static gboolean
write_project (Writer *self, PostilReport *report, GCancellable *cancellable, GError **error)
{
  GError *local_error = NULL;
  gboolean any = FALSE;

  g_string_append (self->out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" "
                              "name=\"Postil\" origin=\"Postil " POSTIL_VERSION "\">\n");
  append_users (self);
  append_codebook (self);
  if (!postil_zip_begin (self->zip, "project.qde", error) || !flush (self, error))
    return FALSE;
  while (postil_export_walk_next (self->walk, cancellable, &local_error))
    {
      g_autoptr (PostilOutline) outline = postil_outline_new (self->walk, &postil_refi_can, &self->losses);

      if (!any)
        g_string_append (self->out, "<Sources>\n");
      any = TRUE;
      append_document (self, outline);
      if (!flush (self, error) || !postil_spool_append (self->all_links, self->links->str, self->links->len, error))
        return FALSE;
      g_string_truncate (self->links, 0);
      postil_xml_count_losses (self->walk, outline, FALSE, &postil_refi_can, &self->losses);
      postil_outline_tell (outline, self->walk, &postil_refi_can, &self->losses, report);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (any)
    g_string_append (self->out, "</Sources>\n");
  if (!write_links (self, error))
    return FALSE;
  g_string_append (self->out, "</Project>\n");
  return flush (self, error) && postil_zip_close (self->zip, error);
}

gboolean
postil_refi_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) texts = postil_export_walk_new (store, options, error);
  g_autoptr (PostilExportWalk) walk = texts != NULL ? postil_export_walk_new (store, options, error) : NULL;
  g_autoptr (PostilSpool) all_links = walk != NULL ? postil_spool_new (error) : NULL;
  g_autoptr (PostilZip) zip = all_links != NULL ? postil_zip_new (out, cancellable, error) : NULL;
  g_autoptr (GString) buffer = g_string_new (NULL);
  g_autoptr (GString) links = g_string_new (NULL);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Writer writer = {
    .walk = texts, .zip = zip, .out = buffer, .links = links, .all_links = all_links, .document_codes = codes
  };
  gboolean ok;

  if (zip == NULL || !write_texts (&writer, cancellable, error))
    return FALSE;
  writer.walk = walk;
  ok = write_project (&writer, report, cancellable, error);
  if (ok)
    postil_losses_tell (&writer.losses, "REFI-QDA", report);
  postil_losses_clear (&writer.losses);
  return ok;
}

gboolean
postil_refi_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  static const PostilProofRules rules = { .read = postil_refi_read, .capabilities = &postil_refi_can,
                                          .name = "proof.qdpx", .whole = TRUE, .clean = postil_xml_clean,
                                          .raw_text = TRUE };

  return postil_prove_by_import (store, bytes, options, &rules, error);
}
