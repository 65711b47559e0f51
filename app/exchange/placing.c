/* placing.c - makes a span of one that an import could not place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/placing.h>

#include <string.h>

#include <postil/documents.h>
#include <postil/relations.h>
#include <postil/spans.h>

#include "json.h"
#include "pieces.h"
#include "unaligned-details.h"

static void
fill_from_details (PostilSpan *span, const json_t *details, PostilId annotator)
{
  const char *state = postil_json_get_string (details, "state"), *note = postil_json_get_string (details, "note");
  const json_t *attributes = json_object_get (details, "attributes");
  gint64 number;

  if (state == NULL || !postil_state_from_string (state, &span->state))
    span->state = POSTIL_STATE_KEPT;
  if (!postil_json_get_real (details, "score", &span->score) || !(span->score >= 0 && span->score <= 1))
    span->score = 1;
  if (note != NULL)
    {
      g_free (span->note);
      span->note = g_strdup (note);
    }
  span->reason = g_strdup (postil_json_get_string (details, "reason"));
  if (json_is_object (attributes))
    span->attributes = postil_json_to_string (attributes);
  span->annotator = span->state == POSTIL_STATE_SUGGESTED ? 0 : annotator;
  if (postil_json_get_integer (details, "annotator", &number) && number > 0)
    span->annotator = number;
  if (postil_json_get_integer (details, "created_at", &number))
    span->created_at = number;
}

/* FALSE when the store fails. @same: what stands there already and says the same. */
static gboolean
find_same (PostilStore *store, const PostilSpan *span, PostilSpanId *same, GError **error)
{
  g_autoptr (GPtrArray) there = postil_spans_at (store, span->document, span->range, span->label, error);

  *same = 0;
  for (guint i = 0; there != NULL && i < there->len && *same == 0; i++)
    {
      const PostilSpan *other = g_ptr_array_index (there, i);

      if (other->state == span->state && other->annotator == span->annotator && postil_span_same_place (other, span))
        *same = other->id;
    }
  return there != NULL;
}

static gboolean
is_span (PostilStore *store, PostilSpanId id)
{
  g_autoptr (PostilSpan) span = id != 0 ? postil_spans_get (store, id, NULL) : NULL;

  return span != NULL;
}

/* Those whose other end still waits come with that one. */
static gboolean
add_relations (PostilStore *store, PostilId unaligned, PostilSpanId span, const json_t *details, GError **error)
{
  const json_t *relations = json_object_get (details, "relations");
  gsize i;
  const json_t *value;

  json_array_foreach (relations, i, value)
    {
      g_autoptr (PostilRelation) relation = postil_unaligned_relation_from_json (value);
      g_autoptr (GError) local_error = NULL;

      if (relation == NULL)
        continue;
      relation->head = relation->head == unaligned ? span : relation->head;
      relation->tail = relation->tail == unaligned ? span : relation->tail;
      if (!is_span (store, relation->head) || !is_span (store, relation->tail) || relation->head == relation->tail)
        continue;
      if (!postil_relations_add (store, relation, &local_error) &&
          !g_error_matches (local_error, POSTIL_ERROR, POSTIL_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return TRUE;
}

/* The parts that its file had, where their words stand in @range; else it is one piece, as somebody wants it. */
static gboolean
find_parts (PostilStore *store, const PostilUnaligned *unaligned, PostilRange range, GArray **parts, GError **error)
{
  g_auto (GStrv) pieces = postil_unaligned_pieces (unaligned);
  g_autoptr (PostilDocument) document = NULL;

  *parts = NULL;
  if (pieces == NULL)
    return TRUE;
  document = postil_documents_get (store, unaligned->document, error);
  if (document == NULL || !postil_text_check_range (document->text, range, error))
    return FALSE;
  *parts = postil_pieces_within (document->text, pieces, range);
  return TRUE;
}

gboolean
postil_unaligned_place (PostilStore *store, PostilId id, PostilRange range, PostilId annotator, GError **error)
{
  g_autoptr (PostilUnaligned) unaligned = postil_unaligned_get (store, id, error);
  g_autoptr (PostilSpan) span = NULL;
  g_autoptr (json_t) details = NULL;
  PostilSpanId placed = 0;

  if (unaligned == NULL)
    return FALSE;
  if (unaligned->details != NULL)
    details = postil_json_parse (unaligned->details, strlen (unaligned->details), NULL, NULL);
  span = postil_span_new ();
  span->id = unaligned->id;
  span->document = unaligned->document;
  span->label = unaligned->label;
  span->range = range;
  span->source = unaligned->source;
  fill_from_details (span, details, annotator);
  if (!find_parts (store, unaligned, range, &span->parts, error))
    return FALSE;
  if (!find_same (store, span, &placed, error) || (placed == 0 && !postil_spans_add (store, span, error)))
    return FALSE;
  return add_relations (store, unaligned->id, placed != 0 ? placed : span->id, details, error) &&
         postil_unaligned_remove (store, id, error);
}

int
postil_unaligned_place_clear (PostilStore *store, PostilId annotator, GError **error)
{
  g_autoptr (GPtrArray) list = postil_unaligned_list (store, 0, FALSE, error);
  g_autoptr (PostilDocument) document = NULL;
  int n_placed = 0;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const PostilUnaligned *unaligned = g_ptr_array_index (list, i);
      g_autoptr (GArray) matches = NULL;

      if (document == NULL || document->id != unaligned->document)
        {
          g_clear_pointer (&document, postil_document_free);
          document = postil_documents_get (store, unaligned->document, error);
        }
      if (document == NULL)
        return -1;
      matches = postil_unaligned_matches (document->text, unaligned, 2);
      if (matches->len == 0 || !g_array_index (matches, PostilLikelyPlace, 0).exact ||
          (matches->len > 1 && g_array_index (matches, PostilLikelyPlace, 1).exact))
        continue;
      if (!postil_unaligned_place (store, unaligned->id, g_array_index (matches, PostilLikelyPlace, 0).range, annotator, error))
        return -1;
      n_placed++;
    }
  return list != NULL ? n_placed : -1;
}
