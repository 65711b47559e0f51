/* quality.h - how good the machine's proposals were, judged by the documents that are done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/score.h>
#include <postil/spans.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_CONFUSION_MISSED,   /* kept, and nothing was proposed there */
  POSTIL_CONFUSION_SPURIOUS, /* proposed, and nothing was kept there */
  POSTIL_CONFUSION_LABEL,    /* proposed there under another label of the same kind */
  POSTIL_CONFUSION_EDGES,    /* the right label with other edges */
} PostilConfusionKind;

/* One place where the two differ. */
typedef struct
{
  PostilConfusionKind kind;
  PostilId            document;
  PostilRange         range; /* of the kept span, or of the proposal where there is none */
  PostilId            kept;  /* label, 0: none */
  PostilId            proposed;
} PostilConfusion;

typedef struct
{
  PostilId     label;
  PostilCounts exact;
  PostilCounts overlap;
} PostilQualityRow;

/**
 * PostilQuality:
 *
 * What was proposed, at the places and under the labels as proposed, against what was kept, in the documents that @annotator has
 * done, structure left out. A done document without a span counts: all that was proposed in it was wrong.
 */
typedef struct
{
  guint      n_documents;
  guint      n_empty;    /* of them without a kept span */
  guint      n_imported; /* kept spans that came with a file: what says the same was never proposed, so they count as missed */
  GArray    *rows;       /* PostilQualityRow, most kept spans first */
  GArray    *confusions; /* PostilConfusion, in the order of the documents; at most the number that was asked for */
  guint      n_confusions;
} PostilQuality;

/* Reads only: a worker may do it on its own connection. */
PostilQuality *postil_quality_measure (PostilStore *store, PostilId annotator, guint max_confusions, GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void           postil_quality_free    (PostilQuality *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilQuality, postil_quality_free)

G_END_DECLS
