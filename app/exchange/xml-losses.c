/* xml-losses.c - what an export loses because XML has no way to write some characters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xml-losses.h"

#include <string.h>

#include "json.h"
#include "xml-reader.h"

static guint
count_illegal (const char *utf8)
{
  guint n = 0;

  if (utf8 != NULL)
    g_free (postil_xml_clean (utf8, &n));
  return n;
}

static gboolean
has_illegal_label (const PostilDocument *document)
{
  g_autoptr (json_t) labels = NULL;
  guint n = 0;

  if (document->labels != NULL)
    labels = postil_json_parse (document->labels, strlen (document->labels), NULL, NULL);
  for (gsize i = 0; i < json_array_size (labels); i++)
    n += count_illegal (json_string_value (json_array_get (labels, i)));
  return n > 0;
}

void
postil_xml_count_losses (const PostilExportWalk *walk, const PostilOutline *outline, gboolean text,
                         const PostilCapabilities *can, PostilLosses *losses)
{
  const PostilDocument *document = walk->document;

  if (text)
    postil_losses_add (losses, &losses->characters, count_illegal (postil_text_get_utf8 (document->text, NULL)),
                       document->id, 0);
  if (count_illegal (document->key) > 0)
    postil_losses_count (losses, &losses->names_changed, document->id, 0);
  if (can->titles && count_illegal (document->title) > 0)
    postil_losses_count (losses, &losses->titles, document->id, 0);
  if (has_illegal_label (document))
    postil_losses_count (losses, &losses->labels_renamed, document->id, 0);
  for (guint i = 0; i < outline->pieces->len; i++)
    {
      const PostilSpan *span = g_array_index (outline->pieces, PostilPiece, i).span;

      if (count_illegal (postil_export_walk_label (walk, span->label)) > 0)
        postil_losses_count_span (losses, &losses->labels_renamed, span);
      if (count_illegal (span->note) > 0)
        postil_losses_count_span (losses, &losses->notes_changed, span);
      if (can->annotators && count_illegal (postil_export_walk_annotator (walk, span->annotator)) > 0)
        postil_losses_count_span (losses, &losses->annotators, span);
      if (can->sources && count_illegal (postil_export_walk_source (walk, span->source)) > 0)
        postil_losses_count_span (losses, &losses->sources, span);
      if (can->reasons && count_illegal (span->reason) > 0)
        postil_losses_count_span (losses, &losses->reasons, span);
    }
  for (guint i = 0; i < outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);

      if (count_illegal (postil_export_walk_label (walk, relation->label)) > 0)
        postil_losses_count (losses, &losses->labels_renamed, relation->document, relation->head);
      if (can->relation_notes && count_illegal (relation->note) > 0)
        postil_losses_count (losses, &losses->notes_changed, relation->document, relation->head);
    }
}
