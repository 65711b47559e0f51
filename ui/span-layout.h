/* span-layout.h - spans into lanes, and the marks of one line into boxes: numbers in, numbers out, no widget
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/span.h>

G_BEGIN_DECLS

/**
 * POSTIL_LANES_MAX:
 *
 * So many lanes fit under a line. A span that finds none free gets POSTIL_LANE_NONE: it keeps its tint or bar, its name
 * is then in the tooltip and the inspector only.
 */
#define POSTIL_LANES_MAX 6
#define POSTIL_LANE_NONE (-1)

/**
 * PostilLaneItem:
 *
 * What a span wants of the lanes: @claim is the stretch under which no other span of its lane may stand. @rank orders the
 * kinds from the text downwards (entities nearest, acts below); within a rank shorter ones come first, so that what is
 * nested lies nearer to the text. The order depends on nothing else but place and id: lanes stay where they are when
 * a span further out comes or goes.
 */
typedef struct
{
  PostilSpanId id;
  PostilRange  claim;
  guint32      length;
  guint8       rank;
  gint8        lane; /* out: 0 is nearest to the text */
} PostilLaneItem;

/* Sorts @items by rank and length, and gives each the lowest lane in which its claim is free. */
void postil_lanes_assign (PostilLaneItem *items, guint n_items);

/**
 * PostilLineMark:
 *
 * One span on one line on the screen. The caller gives @lane, the horizontal extent [@x0, @x1) and the chip's wished width
 * (0: this line shows none). Marks of one lane do not overlap when they come in; when they leave, chips do not either:
 * each keeps @gap to whatever stands next in its lane, and to the end of the line.
 */
typedef struct
{
  guint  span; /* the caller's index */
  gint8  lane;
  float  x0;
  float  x1;
  float  chip_wish;
  float  chip_x;     /* out */
  float  chip_width; /* out: <= chip_wish; 0 when less than the minimum was left */
} PostilLineMark;

void postil_line_place (PostilLineMark *marks, guint n_marks, float left, float right, float gap, float minimum);

G_END_DECLS
