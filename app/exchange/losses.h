/* losses.h - how much of what an export changed or left out, and where that first happened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>

G_BEGIN_DECLS

#define POSTIL_N_LOSSES 30

/**
 * PostilLosses:
 *
 * Counters, zero to begin with, of what would be missing or other if the file were read back; nothing is counted for a span
 * that is left out altogether but the one reason for it. They have names, and are an array as well, in the order of the
 * table in losses.c.
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
      guint joined;
      guint blank;
      guint trimmed;
      guint widened;
      guint narrowed;
      guint off_token;
      guint cut;
      guint relations;
      guint notes;
      guint notes_changed;
      guint annotators;
      guint attributes;
      guint document_labels;
      guint labels_renamed;
      guint characters;
      guint spacing;
      guint boundaries;
      guint names_changed;
      guint scores;
      guint sources;
      guint reasons;
      guint times;
      guint titles;
      guint document_details;
      guint done;
      guint label_definitions;
    };
    guint counts[POSTIL_N_LOSSES];
  };
  /* What was chosen for two of them, for the report. */
  PostilOverlap overlap_policy;
  PostilParts   parts_policy;
  gboolean      whole; /* every span is written, and once: nothing has to wait until its document is settled */
  PostilId     documents[POSTIL_N_LOSSES];
  PostilSpanId spans[POSTIL_N_LOSSES];

  /*< private >*/
  GHashTable *counted; /* ids of the spans of @document -> what becomes of them, a bit for each kind */
  PostilId    document;
  GHashTable *labels;  /* PostilLabel: those whose definitions have been looked at */
  GPtrArray  *standard; /* PostilLabel: the set that a new project starts with */
  GHashTable *undefined; /* ids of those whose definitions are lost */
} PostilLosses;

void postil_losses_clear (PostilLosses *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilLosses, postil_losses_clear)

/* @counter: a member of @self. @span 0: the document as a whole. */
void postil_losses_count      (PostilLosses *self, guint *counter, PostilId document, PostilSpanId span);
void postil_losses_add        (PostilLosses *self, guint *counter, guint n, PostilId document, PostilSpanId span);
/* Each span once, in however many pieces it is written; and only when its document is settled, which is when it is known
 * whether anything of it is written at all. */
void postil_losses_count_span (PostilLosses *self, guint *counter, const PostilSpan *span);
/* @spans: all of the document, as PostilSpan. @written: the ids of those of which something is written. */
void postil_losses_settle     (PostilLosses *self, const GPtrArray *spans, GHashTable *written);
/* Adds one item to @report->losses for each kind of loss, and one warning with its count; details share one remark. @title: of
 * the format. */
void postil_losses_tell  (const PostilLosses *self, const char *title, PostilReport *report);
/* The sentences alone, for the losses of @report from @first on. */
void postil_losses_say    (PostilReport *report, guint first, const char *title);
/* Of one file of several: each kind is in the sum once. */
void postil_losses_add_up (PostilReport *sum, const PostilReport *part);
/* The losses of @report as the JSON that is put beside an export: the file @name with the checksum @sha256. (transfer
 * full) */
char *postil_losses_to_json (PostilStore *store, const PostilFormat *format, const PostilReport *report,
                             const char *name, const char *sha256);

G_END_DECLS
