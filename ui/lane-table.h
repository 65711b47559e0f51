/* lane-table.h - the lane of every span of the shown document, and how many lanes each line needs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "buffer-bridge.h"
#include "session.h"
#include "span-layout.h"

G_BEGIN_DECLS

/**
 * PostilTier:
 *
 * What a span gets below its words. Thin lines lie close to the words and cost no room; only full lanes, which hold a chip,
 * make the lines of a text move apart. Each tier counts its lanes from 0.
 */
typedef enum
{
  POSTIL_TIER_NONE, /* structure; a quote that is sure: its bar and background say enough */
  POSTIL_TIER_THIN, /* entities, and quotes of a word or two */
  POSTIL_TIER_FULL, /* acts, and quotes to look at twice */
} PostilTier;

/* Thin lanes further out than this are POSTIL_LANE_NONE. */
#define POSTIL_THIN_LANES_MAX 3

typedef struct _PostilLaneTable PostilLaneTable;

PostilLaneTable *postil_lane_table_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void             postil_lane_table_free (PostilLaneTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLaneTable, postil_lane_table_free)

/*
 * Brings the table in step with the session's spans. @changed: only spans in it came, went or changed since the last
 * time; lanes are dealt again to those and to all that overlap them, directly or over others. Returns the stretch whose
 * lines must be laid out anew.
 */
PostilRange postil_lane_table_update (PostilLaneTable *self, PostilSession *session, PostilRange changed);
void        postil_lane_table_clear  (PostilLaneTable *self);

int         postil_lane_table_get_lane (const PostilLaneTable *self, PostilSpanId id);
/* Full lanes that the spans within @range need. */
guint       postil_lane_table_count    (const PostilLaneTable *self, PostilSession *session, PostilRange range);
PostilTier postil_lane_table_tier (const PostilLaneTable *self, const PostilSpan *span, PostilLabelKind kind);
/* What a span claims of its lane: all of it, or for a quote the room of its chip, which a named entity gets, too. */
PostilRange postil_lane_table_claim (const PostilLaneTable *self, const PostilSpan *span, PostilLabelKind kind);
/* The kind whose look a span gets: a quote of a word or two is underlined like an entity. */
PostilLabelKind postil_lane_table_drawn_as (const PostilLaneTable *self, const PostilSpan *span, PostilLabelKind kind);
/* Whether entities are named like acts, in full lanes, for who cannot tell them by their colours. Clears the table when
 * that changes, and returns TRUE. */
gboolean postil_lane_table_set_named (PostilLaneTable *self, gboolean named);

G_END_DECLS
