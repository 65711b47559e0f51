/* w3c.c - writes W3C Web Annotations, one page of them (formats.md, section 10)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "w3c.h"

#include <string.h>

#include "formats.h"
#include "intake.h"
#include "proof.h"

#define CONTEXT 32 /* code points of prefix and suffix, as the sheet has it */

const PostilCapabilities postil_w3c_can = {
  .overlap = TRUE,
  .parts = TRUE,
  .relations = TRUE,
  .notes = TRUE,
  .annotators = TRUE,
  .relation_notes = TRUE,
  .relation_annotators = TRUE,
  .created = TRUE,
  .decided = TRUE,
  .onto = TRUE,
  .structure = TRUE,
  .blank = TRUE,
  .edges = TRUE,
};

static void
append_member (GString *out, const char *key, const char *value)
{
  g_string_append_printf (out, ",\"%s\":", key);
  postil_json_append_string (out, value, -1);
}

static void
append_iri (GString *out, const char *prefix, const char *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, TRUE);
  g_autofree char *iri = g_strconcat (prefix, escaped, NULL);

  postil_json_append_string (out, iri, -1);
}

static void
append_span_id (GString *out, PostilSpanId id)
{
  g_autofree char *name = postil_id_to_string ('s', id);

  g_string_append_printf (out, "\"" POSTIL_W3C_SPAN "%s\"", name);
}

static void
append_place (GString *out, const PostilDocument *document, PostilRange range)
{
  g_autofree char *words = postil_text_slice (document->text, range);
  g_autofree char *prefix = postil_text_prefix (document->text, range, CONTEXT);
  g_autofree char *suffix = postil_text_suffix (document->text, range, CONTEXT);

  g_string_append (out, "{\"source\":");
  append_iri (out, POSTIL_W3C_DOCUMENT, document->key);
  g_string_append_printf (out, ",\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":%u,\"end\":%u},", range.start,
                          range.stop);
  g_string_append (out, "{\"type\":\"TextQuoteSelector\"");
  append_member (out, "exact", words);
  append_member (out, "prefix", prefix);
  append_member (out, "suffix", suffix);
  g_string_append (out, "}]}");
}

static void
append_target (GString *out, const PostilDocument *document, const PostilPiece *piece)
{
  if (piece->parts == NULL)
    {
      append_place (out, document, piece->range);
      return;
    }
  g_string_append (out, "{\"type\":\"Composite\",\"items\":[");
  for (guint i = 0; i < piece->parts->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_place (out, document, g_array_index (piece->parts, PostilRange, i));
    }
  g_string_append (out, "]}");
}

static void
append_creator (GString *out, const char *annotator)
{
  if (annotator[0] == '\0')
    return;
  g_string_append (out, ",\"creator\":{\"id\":");
  append_iri (out, POSTIL_W3C_USER, annotator);
  append_member (out, "type", "Person");
  append_member (out, "nickname", annotator);
  g_string_append_c (out, '}');
}

static void
append_body (GString *out, const char *value, const char *purpose)
{
  g_string_append (out, "{\"type\":\"TextualBody\"");
  append_member (out, "value", value);
  append_member (out, "purpose", purpose);
  g_string_append_c (out, '}');
}

static void
append_span (GString *out, const PostilExportWalk *walk, const PostilPiece *piece)
{
  const PostilSpan *span = piece->span;
  g_autofree char *created = postil_time_to_string (span->created_at);
  g_autofree char *decided = span->decided_at != 0 ? postil_time_to_string (span->decided_at) : NULL;

  g_string_append (out, "{\"id\":");
  append_span_id (out, span->id);
  append_member (out, "type", "Annotation");
  append_member (out, "motivation", "classifying");
  append_member (out, "created", created);
  if (decided != NULL)
    append_member (out, "modified", decided);
  append_creator (out, postil_export_walk_annotator (walk, span->annotator));
  g_string_append (out, ",\"body\":[");
  append_body (out, postil_export_walk_label (walk, span->label), "classifying");
  if (span->note != NULL && span->note[0] != '\0')
    {
      g_string_append_c (out, ',');
      append_body (out, span->note, "commenting");
    }
  g_string_append (out, "],\"target\":");
  append_target (out, walk->document, piece);
  g_string_append_c (out, '}');
}

/* From the span that it starts at, to the one in its body. */
static void
append_relation (GString *out, const PostilExportWalk *walk, const PostilRelation *relation)
{
  g_autofree char *id = postil_id_to_string ('r', relation->id);

  g_string_append_printf (out, "{\"id\":\"urn:postil:relation:%s\"", id);
  append_member (out, "type", "Annotation");
  append_member (out, "motivation", "linking");
  append_creator (out, postil_export_walk_annotator (walk, relation->annotator));
  g_string_append (out, ",\"body\":[{\"id\":");
  append_span_id (out, relation->tail);
  g_string_append (out, "},");
  append_body (out, postil_export_walk_label (walk, relation->label), "classifying");
  if (relation->note != NULL && relation->note[0] != '\0')
    {
      g_string_append_c (out, ',');
      append_body (out, relation->note, "commenting");
    }
  g_string_append (out, "],\"target\":");
  append_span_id (out, relation->head);
  g_string_append_c (out, '}');
}

static void
append_document (GString *out, const PostilExportWalk *walk, const PostilOutline *outline, gboolean *first)
{
  for (guint i = 0; i < outline->pieces->len + outline->relations->len; i++)
    {
      g_string_append (out, *first ? "\n" : ",\n");
      *first = FALSE;
      if (i < outline->pieces->len)
        append_span (out, walk, &g_array_index (outline->pieces, PostilPiece, i));
      else
        append_relation (out, walk, g_ptr_array_index (outline->relations, i - outline->pieces->len));
    }
}

gboolean
postil_w3c_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (GString) items = g_string_new ("{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:postil:export\","
                                            "\"type\":\"AnnotationPage\",\"items\":[");
  GError *local_error = NULL;
  g_auto (PostilLosses) losses = { 0 };
  gboolean first = TRUE;

  if (walk == NULL)
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_autoptr (PostilOutline) outline = postil_outline_new (walk, &postil_w3c_can, &losses);

      append_document (items, walk, outline, &first);
      if (!g_output_stream_write_all (out, items->str, items->len, NULL, cancellable, error))
        return FALSE;
      g_string_truncate (items, 0);
      postil_outline_tell (outline, walk, &postil_w3c_can, &losses, report);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  postil_losses_tell (&losses, "Web Annotation", report);
  g_string_append (items, "\n]}\n");
  return g_output_stream_write_all (out, items->str, items->len, NULL, cancellable, error);
}

gboolean
postil_w3c_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  static const PostilProofRules rules = { .read = postil_w3c_read, .capabilities = &postil_w3c_can, .name = "proof.jsonld",
                                          .onto = TRUE };

  return postil_prove_by_import (store, bytes, options, &rules, error);
}
