/* span-painter.h - draws the marks of a paragraph: tints, bars, underlines, chips, the ring of the current span
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "label-tone.h"
#include "span-layout.h"

#include <gtk/gtk.h>
#include <postil/label.h>

G_BEGIN_DECLS

/**
 * PostilMark:
 *
 * One stretch of one span on one line of the screen, with all that drawing needs, so that drawing asks nobody. Horizontal
 * positions are buffer coordinates of the text view. Owns nothing but @chip: tones live in the painter.
 */
typedef struct
{
  PostilSpanId      id;
  const PostilTone *tone;
  PangoLayout      *chip; /* NULL: none here */
  float             x0;
  float             x1;
  float             chip_x;
  float             chip_width;
  gint8             lane;    /* of its tier; POSTIL_LANE_NONE: no underline here */
  guint8            kind;    /* PostilLabelKind */
  guint8            state;   /* PostilState */
  guint8            nesting; /* of a quote: how many quotes hold it */
  gboolean          opens;   /* the span starts here */
  gboolean          closes;
  gboolean          gap;     /* between two parts of a discontinuous span */
  gboolean          chip_only;
  gboolean          backwards;  /* its first character is read from right to left */
  float             open_x;     /* where the first and the last character begin and end, if they are here */
  float             close_x;
} PostilMark;

typedef struct
{
  float y; /* from the top of the paragraph */
  float height;
  float left;
  float right;
  guint first_mark;
  guint n_marks;
} PostilScreenLine;

typedef struct
{
  int     height; /* with @left and @right: what it was laid out for */
  float   left;
  float   right;
  GArray *lines;  /* PostilScreenLine */
  GArray *marks;  /* PostilMark, by line */
  GArray *hidden; /* graphene_rect_t, from the top of the paragraph */
} PostilParagraph;

PostilParagraph *postil_paragraph_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void             postil_paragraph_free (PostilParagraph *self);

typedef struct _PostilSpanPainter PostilSpanPainter;

PostilSpanPainter *postil_span_painter_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void               postil_span_painter_free (PostilSpanPainter *self);

typedef struct
{
  GdkRGBA  page;
  GdkRGBA  ink;
  GdkRGBA  accent;
  gboolean high_contrast;
} PostilPageColours;

/* Takes fonts and colours from @widget and forgets what was made of the old ones: no paragraph may outlive this. */
void  postil_span_painter_set_style       (PostilSpanPainter *self, GtkWidget *widget, const PostilPageColours *colours);
const PostilPageColours *postil_span_painter_get_colours (const PostilSpanPainter *self);
/* Of one full lane, in pixels. */
float postil_span_painter_get_lane_height (const PostilSpanPainter *self);
/* From the bottom of a line's words to the next line, so that @lanes full lanes fit. With 0 there is room for thin lines, and
 * for one chip at a time that reaches into the empty upper part of the letters below. */
int   postil_span_painter_get_room (const PostilSpanPainter *self, guint lanes);

const PostilTone *postil_span_painter_tone (PostilSpanPainter *self, const PostilLabel *label);
/* How wide the chip of a span is when there is room. */
float             postil_span_painter_wish (PostilSpanPainter *self, const PostilLabel *label, const PostilSpan *span);
/* The fullest text that fits @width: name and score, name, shortened name; NULL: not even a letter. (transfer full) */
PangoLayout      *postil_span_painter_chip (PostilSpanPainter *self, const PostilLabel *label, const PostilSpan *span,
                                            float width);

/* Where the chip of a mark stands, from the top of the paragraph; only for a mark that has one. */
graphene_rect_t postil_span_painter_chip_box (PostilSpanPainter *self, const PostilScreenLine *line, const PostilMark *mark);
/* How far a chip may reach into the upper part of the line below, where at most the tip of a tall letter stands. */
float           postil_span_painter_get_slack (const PostilSpanPainter *self);

/* @y: top of the paragraph in buffer coordinates. */
void postil_span_painter_below (PostilSpanPainter *self, GtkSnapshot *snapshot, const PostilParagraph *paragraph, float y,
                                PostilSpanId current);
void postil_span_painter_above (PostilSpanPainter *self, GtkSnapshot *snapshot, const PostilParagraph *paragraph, float y,
                                PostilSpanId current);
/* The chip of a span that shows none by itself, while it is the current one or under the pointer. Nothing where the paragraph
 * does not hold its start, or has its chip. */
void postil_span_painter_float (PostilSpanPainter *self, GtkSnapshot *snapshot, const PostilParagraph *paragraph, float y,
                                const PostilLabel *label, const PostilSpan *span);
/* The frame of a post of a thread. */
void postil_span_painter_card  (PostilSpanPainter *self, GtkSnapshot *snapshot, const graphene_rect_t *card, guint depth);

/* The mark at a point, chips first, then the shortest stretch of words; 0: none. @y from the top of the paragraph. */
PostilSpanId postil_span_painter_hit (PostilSpanPainter *self, const PostilParagraph *paragraph, float x, float y);

G_END_DECLS
