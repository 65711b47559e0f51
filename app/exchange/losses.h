/* losses.h - how much of what an export changed or left out, and where that first happened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>

G_BEGIN_DECLS

#define POSTIL_N_LOSSES 17

/**
 * PostilLosses:
 *
 * Plain counters, zero to begin with. They have names, and are an array as well, in the order of the table in losses.c.
 * Count with postil_losses_count() where a span is at hand, so that a person can be led to the first case.
 */
typedef struct
{
  union
  {
    struct
    {
      guint suggestions;
      guint structure;
      guint overlap;
      guint parts;
      guint blank;
      guint trimmed;
      guint widened;
      guint narrowed;
      guint off_token;
      guint cut;
      guint relations;
      guint notes;
      guint annotators;
      guint document_labels;
      guint labels_renamed;
      guint characters;
      guint names_changed;
    };
    guint counts[POSTIL_N_LOSSES];
  };
  /* What was chosen for two of them, for the report. */
  PostilOverlap overlap_policy;
  PostilParts   parts_policy;
  PostilId     documents[POSTIL_N_LOSSES];
  PostilSpanId spans[POSTIL_N_LOSSES];
} PostilLosses;

/* @counter: a member of @self. @span 0: the document as a whole. */
void postil_losses_count (PostilLosses *self, guint *counter, PostilId document, PostilSpanId span);
/* Adds one item to @report->losses for each kind of loss, and one warning with its count. @title: of the format. */
void postil_losses_tell  (const PostilLosses *self, const char *title, PostilReport *report);
/* The losses of @report as the JSON that is put beside an export. (transfer full) */
char *postil_losses_to_json (PostilStore *store, const PostilFormat *format, const PostilReport *report);

G_END_DECLS
