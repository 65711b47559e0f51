/* details.c - what is known of spans, relations, labels and documents, and which of it a format has no place for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "details.h"

#include <string.h>

#include "formats.h"
#include "time-string.h"

static gboolean
is_set (const char *string)
{
  return string != NULL && string[0] != '\0';
}

/* Those of a hand, and of an import, are what everything that is read back has. */
static gboolean
is_proposed (const PostilExportWalk *walk, PostilId source)
{
  const char *name = postil_export_walk_source (walk, source);

  return is_set (name) && strcmp (name, "hand") != 0 && strcmp (name, "import") != 0;
}

/* ---- labels ---- */

static const PostilLabel *
find_standard (const GPtrArray *standard, const char *name)
{
  for (guint i = 0; i < standard->len; i++)
    if (strcmp (((const PostilLabel *) standard->pdata[i])->name, name) == 0)
      return standard->pdata[i];
  return NULL;
}

static gboolean
is_defined_as (const PostilLabel *label, const PostilLabel *other)
{
  return label->kind == other->kind && label->parent == other->parent &&
         g_strcmp0 (label->colour, other->colour) == 0 && g_strcmp0 (label->shortcut, other->shortcut) == 0 &&
         g_strcmp0 (label->guideline, other->guideline) == 0;
}

/* Whether it is as a new project has it, or as an import makes it. */
static gboolean
is_usual (const PostilLabel *label, const PostilCapabilities *can, const GPtrArray *standard)
{
  const PostilLabel *known = find_standard (standard, label->name);
  PostilLabelKind kind = label->kind == POSTIL_LABEL_RELATION ? label->kind
                         : known != NULL                      ? known->kind
                                                              : POSTIL_LABEL_ENTITY;
  g_autoptr (PostilLabel) made = postil_label_new (label->name, kind);

  g_free (made->colour);
  made->colour = g_strdup (can->colours && known == NULL && kind != POSTIL_LABEL_RELATION
                               ? label->colour
                               : postil_label_colour_for (label->name));
  return !label->archived && (is_defined_as (label, made) || (known != NULL && is_defined_as (label, known)));
}

static void
count_label (const PostilExportWalk *walk, PostilId id, PostilId document, PostilSpanId span,
             const PostilCapabilities *can, PostilLosses *losses)
{
  PostilLabel *label = g_hash_table_lookup (walk->labels, &id);

  if (can->definitions)
    return;
  if (losses->labels == NULL)
    {
      losses->labels = g_hash_table_new (NULL, NULL);
      losses->standard = postil_label_default_set ();
    }
  if (label == NULL || !g_hash_table_add (losses->labels, label) || is_usual (label, can, losses->standard))
    return;
  if (losses->undefined == NULL)
    losses->undefined = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (losses->undefined, g_memdup2 (&id, sizeof id));
  postil_losses_count (losses, &losses->label_definitions, document, span);
}

/* ---- spans and relations ---- */

/* A string of a time has four digits for the year. */
static gboolean
keeps_time (gboolean has_place, gint64 time)
{
  return has_place && postil_time_is_sayable (time);
}

void
postil_details_count_span (const PostilExportWalk *walk, const PostilSpan *span, const PostilCapabilities *can,
                           PostilLosses *losses)
{
  if (!can->notes && is_set (span->note))
    postil_losses_count_span (losses, &losses->notes, span);
  if (!can->annotators && span->annotator != 0)
    postil_losses_count_span (losses, &losses->annotators, span);
  if (!can->attributes && is_set (span->attributes))
    postil_losses_count_span (losses, &losses->attributes, span);
  if (!can->scores && span->score != 1)
    postil_losses_count_span (losses, &losses->scores, span);
  if (!can->sources && is_proposed (walk, span->source))
    postil_losses_count_span (losses, &losses->sources, span);
  if (!can->reasons && is_set (span->reason))
    postil_losses_count_span (losses, &losses->reasons, span);
  if (!keeps_time (can->created, span->created_at) ||
      (span->decided_at != 0 && !keeps_time (can->decided, span->decided_at)))
    postil_losses_count_span (losses, &losses->times, span);
  count_label (walk, span->label, span->document, span->id, can, losses);
}

void
postil_details_count_relation (const PostilExportWalk *walk, const PostilRelation *relation,
                               const PostilCapabilities *can, PostilLosses *losses)
{
  if (!can->relation_notes && is_set (relation->note))
    postil_losses_count (losses, &losses->notes, relation->document, relation->head);
  if (!can->relation_annotators && relation->annotator != 0)
    postil_losses_count (losses, &losses->annotators, relation->document, relation->head);
  if (!can->relation_scores && relation->score != 1)
    postil_losses_count (losses, &losses->scores, relation->document, relation->head);
  if (!can->relation_sources && is_proposed (walk, relation->source))
    postil_losses_count (losses, &losses->sources, relation->document, relation->head);
  count_label (walk, relation->label, relation->document, relation->head, can, losses);
}

/* ---- documents ---- */

/* A reader that is not told finds a title and a kind of its own. */
static gboolean
has_own_title (const PostilDocument *document)
{
  g_autofree char *found = is_set (document->title) ? postil_plain_text_title (document->text, document->key) : NULL;

  return found != NULL && strcmp (found, document->title) != 0;
}

static gboolean
has_details (const PostilDocument *document, gboolean languages)
{
  PostilNewline usual =
      strchr (postil_text_get_utf8 (document->text, NULL), '\n') != NULL ? POSTIL_NEWLINE_LF : POSTIL_NEWLINE_NONE;

  return is_set (document->source_uri) || (document->meta != NULL && strlen (document->meta) > 2) ||
         (!languages && is_set (document->language)) || document->newline != usual ||
         (is_set (document->encoding) && strcmp (document->encoding, "UTF-8") != 0) ||
         (is_set (document->source_sha256) &&
          strcmp (document->source_sha256, postil_text_get_sha256 (document->text)) != 0) ||
         document->kind != postil_plain_text_kind (document->text, POSTIL_DOCUMENT_OTHER);
}

void
postil_details_count_document (const PostilExportWalk *walk, const PostilCapabilities *can, PostilLosses *losses)
{
  const PostilDocument *document = walk->document;

  if (!can->document_labels && document->labels != NULL && strlen (document->labels) > 2)
    postil_losses_count (losses, &losses->document_labels, document->id, 0);
  if (can->onto)
    return;
  if (!can->titles && has_own_title (document))
    postil_losses_count (losses, &losses->titles, document->id, 0);
  if (!can->details && has_details (document, can->languages))
    postil_losses_count (losses, &losses->document_details, document->id, 0);
  if (!can->done && walk->done_by[0] != NULL)
    postil_losses_count (losses, &losses->done, document->id, 0);
}
