/* lane-table.c - deals lanes, to all spans at first and later only where something changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lane-table.h"

/* A shorter one is no more than a word or two, such as a cue: it is drawn like an entity. */
#define QUOTE_LEAST 16
/* A quote's chip gets the room of so many characters in its lane; its bar and background show the rest. */
#define QUOTE_CLAIM 7
#define NAME_CLAIM 12 /* so many characters are about as wide as the name of a label in a chip */
/* A suggested quote that is surer than this shows no chip until somebody comes to it. */
#define QUOTE_SURE 0.8

/* Open addressing with linear probing; @id 0 is an empty slot, a removed one keeps its id with lane NONE until the next
 * growth. 16 bytes a span instead of two allocations. */
typedef struct
{
  PostilSpanId id;
  gint8 lane;
} Slot;

struct _PostilLaneTable
{
  Slot *slots;
  guint n_slots; /* a power of two, or 0 */
  guint n_used;
  gboolean named;
};

PostilLaneTable *
postil_lane_table_new (void)
{
  return g_new0 (PostilLaneTable, 1);
}

void
postil_lane_table_clear (PostilLaneTable *self)
{
  g_clear_pointer (&self->slots, g_free);
  self->n_slots = 0;
  self->n_used = 0;
}

gboolean
postil_lane_table_set_named (PostilLaneTable *self, gboolean named)
{
  if (self->named == named)
    return FALSE;
  self->named = named;
  postil_lane_table_clear (self);
  return TRUE;
}

void
postil_lane_table_free (PostilLaneTable *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self);
}

static Slot *
find_slot (const PostilLaneTable *self, PostilSpanId id)
{
  guint i = (guint) (((guint64) id * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> 32) & (self->n_slots - 1);

  while (self->slots[i].id != 0 && self->slots[i].id != id)
    i = (i + 1) & (self->n_slots - 1);
  return &self->slots[i];
}

static void
reserve (PostilLaneTable *self, guint n)
{
  PostilLaneTable larger = { .named = self->named };

  if (self->n_slots > 0 && (self->n_used + n) * 2 <= self->n_slots)
    return;
  larger.n_slots = 64;
  while (larger.n_slots < (self->n_used + n) * 2)
    larger.n_slots *= 2;
  larger.slots = g_new0 (Slot, larger.n_slots);
  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].id != 0)
      {
        *find_slot (&larger, self->slots[i].id) = self->slots[i];
        larger.n_used++;
      }
  g_free (self->slots);
  *self = larger;
}

static void
put (PostilLaneTable *self, PostilSpanId id, gint8 lane)
{
  Slot *slot;

  reserve (self, 1);
  slot = find_slot (self, id);
  if (slot->id == 0)
    self->n_used++;
  slot->id = id;
  slot->lane = lane;
}

int
postil_lane_table_get_lane (const PostilLaneTable *self, PostilSpanId id)
{
  const Slot *slot = self->n_slots > 0 ? find_slot (self, id) : NULL;

  return slot != NULL && slot->id == id ? slot->lane : POSTIL_LANE_NONE;
}

PostilLabelKind
postil_lane_table_drawn_as (const PostilLaneTable *self, const PostilSpan *span, PostilLabelKind kind)
{
  if (kind == POSTIL_LABEL_QUOTE && postil_range_length (span->range) < QUOTE_LEAST)
    kind = POSTIL_LABEL_ENTITY;
  return kind == POSTIL_LABEL_ENTITY && self->named ? POSTIL_LABEL_ACT : kind;
}

PostilTier
postil_lane_table_tier (const PostilLaneTable *self, const PostilSpan *span, PostilLabelKind kind)
{
  switch (postil_lane_table_drawn_as (self, span, kind))
    {
    case POSTIL_LABEL_ENTITY:
      return POSTIL_TIER_THIN;
    case POSTIL_LABEL_QUOTE:
      return span->state == POSTIL_STATE_SUGGESTED && span->score < QUOTE_SURE ? POSTIL_TIER_FULL : POSTIL_TIER_NONE;
    case POSTIL_LABEL_STRUCTURE:
      return POSTIL_TIER_NONE;
    default:
      return POSTIL_TIER_FULL;
    }
}

PostilRange
postil_lane_table_claim (const PostilLaneTable *self, const PostilSpan *span, PostilLabelKind kind)
{
  if (self->named && kind == POSTIL_LABEL_ENTITY)
    return POSTIL_RANGE (span->range.start, MAX (span->range.stop, span->range.start + NAME_CLAIM));
  if (kind == POSTIL_LABEL_QUOTE && postil_range_length (span->range) > QUOTE_CLAIM)
    return POSTIL_RANGE (span->range.start, span->range.start + QUOTE_CLAIM);
  return span->range;
}

static guint8
rank_of (PostilLabelKind kind)
{
  return kind == POSTIL_LABEL_QUOTE ? 0 : 1;
}

typedef struct
{
  PostilSession *session;
  PostilProject *project;
  GArray *thin; /* PostilLaneItem */
  GArray *full;
  PostilRange hull;
  PostilLaneTable *table;
  guint n_lanes;
  PostilRange within;
} Walk;

static gboolean
kind_of (const Walk *walk, const PostilSpan *span, PostilLabelKind *kind)
{
  const PostilLabel *label = postil_project_get_label (walk->project, span->label);

  *kind = label != NULL ? label->kind : POSTIL_LABEL_ENTITY;
  return *kind != POSTIL_LABEL_STRUCTURE;
}

static gboolean
collect (PostilSpanId id, PostilRange range, gpointer user_data)
{
  Walk *walk = user_data;
  const PostilSpan *span = postil_session_get_span (walk->session, id);
  PostilLabelKind kind;
  PostilTier tier;
  PostilLaneItem item = { .id = id, .length = postil_range_length (range) };

  if (span == NULL || !kind_of (walk, span, &kind))
    return TRUE;
  tier = postil_lane_table_tier (walk->table, span, kind);
  if (tier == POSTIL_TIER_NONE)
    {
      put (walk->table, id, POSTIL_LANE_NONE); /* it may have had one before */
      return TRUE;
    }
  item.claim = postil_lane_table_claim (walk->table, span, kind);
  item.rank = rank_of (postil_lane_table_drawn_as (walk->table, span, kind));
  if (!postil_range_overlaps (item.claim, walk->within))
    return TRUE;
  walk->hull.start = MIN (walk->hull.start, item.claim.start);
  walk->hull.stop = MAX (walk->hull.stop, item.claim.stop);
  if (tier == POSTIL_TIER_THIN)
    g_array_append_val (walk->thin, item);
  else
    g_array_append_val (walk->full, item);
  return TRUE;
}

static void
deal (PostilLaneTable *self, GArray *items, int n_lanes)
{
  postil_lanes_assign ((PostilLaneItem *) (gpointer) items->data, items->len);
  reserve (self, items->len);
  for (guint i = 0; i < items->len; i++)
    {
      const PostilLaneItem *item = &g_array_index (items, PostilLaneItem, i);

      put (self, item->id, item->lane < n_lanes ? item->lane : POSTIL_LANE_NONE);
    }
}

PostilRange
postil_lane_table_update (PostilLaneTable *self, PostilSession *session, PostilRange changed)
{
  g_autoptr (GArray) thin = g_array_new (FALSE, FALSE, sizeof (PostilLaneItem));
  g_autoptr (GArray) full = g_array_new (FALSE, FALSE, sizeof (PostilLaneItem));
  Walk walk = { .session = session,
                .project = postil_session_get_project (session),
                .thin = thin,
                .full = full,
                .hull = changed,
                .table = self };

  do
    {
      walk.within = walk.hull;
      g_array_set_size (thin, 0);
      g_array_set_size (full, 0);
      postil_span_index_visit (postil_session_get_index (session), walk.within, collect, &walk);
    }
  while (!postil_range_equal (walk.within, walk.hull));
  deal (self, thin, POSTIL_THIN_LANES_MAX);
  deal (self, full, POSTIL_LANES_MAX);
  return walk.hull;
}

static gboolean
measure (PostilSpanId id, PostilRange range, gpointer user_data)
{
  Walk *walk = user_data;
  int lane = postil_lane_table_get_lane (walk->table, id);
  const PostilSpan *span;
  PostilLabelKind kind;

  if (lane < (int) walk->n_lanes)
    return TRUE; /* POSTIL_LANE_NONE, too */
  span = postil_session_get_span (walk->session, id);
  if (span != NULL && kind_of (walk, span, &kind) &&
      postil_lane_table_tier (walk->table, span, kind) == POSTIL_TIER_FULL &&
      postil_range_overlaps (postil_lane_table_claim (walk->table, span, kind), walk->within))
    walk->n_lanes = (guint) lane + 1;
  return TRUE;
}

guint
postil_lane_table_count (const PostilLaneTable *self, PostilSession *session, PostilRange range)
{
  Walk walk = { .session = session,
                .project = postil_session_get_project (session),
                .table = (PostilLaneTable *) self, /* only read here */
                .within = range };

  if (range.start < range.stop)
    postil_span_index_visit (postil_session_get_index (session), range, measure, &walk);
  return walk.n_lanes;
}
