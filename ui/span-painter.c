/* span-painter.c - marks into render nodes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "span-painter.h"

#define CHIP_PAD 4.0f
#define CHIP_SCALE 0.63
#define LINE_WIDTH 2.0f
#define THIN_WIDTH 1.5f
#define THIN_STEP 2.5f  /* from one thin line to the next */
#define THIN_BLOCK 5.0f /* from the words to the first full lane */
#define UNIT 16.0f      /* the height of a lane for which the lengths here are meant; larger type makes them longer */
#define BAR_WIDTH 3.0f
#define BAR_STEP 5.0f
#define BAR_SPACE 14.0f /* from the words to the outermost bar */

struct _PostilSpanPainter
{
  PangoContext *context; /* of chips */
  GHashTable *tones;     /* label id -> PostilTone */
  GHashTable *texts;     /* chip text -> PangoLayout */
  PostilPageColours colours;
  float chip_height;
  float lane_height;
  float unit;
  float slack; /* how far a chip may reach into the line below: nothing but a tall letter's tip stands there */
};

PostilParagraph *
postil_paragraph_new (void)
{
  PostilParagraph *self = g_new0 (PostilParagraph, 1);

  self->lines = g_array_new (FALSE, FALSE, sizeof (PostilScreenLine));
  self->marks = g_array_new (FALSE, FALSE, sizeof (PostilMark));
  return self;
}

void
postil_paragraph_free (PostilParagraph *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->marks->len; i++)
    g_clear_object (&g_array_index (self->marks, PostilMark, i).chip);
  g_array_unref (self->lines);
  g_array_unref (self->marks);
  g_clear_pointer (&self->hidden, g_array_unref);
  g_free (self);
}

PostilSpanPainter *
postil_span_painter_new (void)
{
  PostilSpanPainter *self = g_new0 (PostilSpanPainter, 1);

  self->tones = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

void
postil_span_painter_free (PostilSpanPainter *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->tones);
  g_hash_table_unref (self->texts);
  g_clear_object (&self->context);
  g_free (self);
}

void
postil_span_painter_set_style (PostilSpanPainter *self, GtkWidget *widget, const PostilPageColours *colours)
{
  PangoFontDescription *font;
  PangoFontMetrics *metrics;

  g_hash_table_remove_all (self->tones);
  g_hash_table_remove_all (self->texts);
  g_clear_object (&self->context);
  self->colours = *colours;
  self->context = gtk_widget_create_pango_context (widget);
  metrics = pango_context_get_metrics (self->context, NULL, NULL);
  self->slack = (float) pango_font_metrics_get_ascent (metrics) / PANGO_SCALE / 4;
  pango_font_metrics_unref (metrics);
  font = pango_font_description_copy (pango_context_get_font_description (self->context));
  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, pango_font_description_get_size (font) * CHIP_SCALE);
  else
    pango_font_description_set_size (font, (int) (pango_font_description_get_size (font) * CHIP_SCALE));
  pango_font_description_set_weight (font, PANGO_WEIGHT_MEDIUM);
  pango_context_set_font_description (self->context, font);
  metrics = pango_context_get_metrics (self->context, font, NULL);
  self->chip_height =
      (float) (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics)) / PANGO_SCALE;
  self->lane_height = (float) (int) (self->chip_height + 3.5f);
  self->unit = MAX (1, self->lane_height / UNIT);
  pango_font_metrics_unref (metrics);
  pango_font_description_free (font);
}

const PostilPageColours *
postil_span_painter_get_colours (const PostilSpanPainter *self)
{
  return &self->colours;
}

float
postil_span_painter_get_lane_height (const PostilSpanPainter *self)
{
  return self->lane_height;
}

int
postil_span_painter_get_room (const PostilSpanPainter *self, guint lanes)
{
  if (lanes == 0)
    return (int) (self->chip_height + 2.5f - self->slack);
  return (int) (THIN_BLOCK * self->unit + (float) lanes * self->lane_height + 1);
}

const PostilTone *
postil_span_painter_tone (PostilSpanPainter *self, const PostilLabel *label)
{
  PostilId id = label != NULL ? label->id : 0;
  PostilTone *tone = g_hash_table_lookup (self->tones, &id);

  if (tone == NULL)
    {
      tone = g_new (PostilTone, 1);
      *tone = postil_tone_for (label != NULL ? label->colour : NULL, &self->colours.page, self->colours.high_contrast);
      g_hash_table_insert (self->tones, g_memdup2 (&id, sizeof id), tone);
    }
  return tone;
}

/* --- Chips ---------------------------------------------------------------------------------------------------- */

static PangoLayout *
text_layout (PostilSpanPainter *self, const char *text, gboolean struck)
{
  g_autofree char *key = g_strconcat (struck ? "-" : "+", text, NULL);
  PangoLayout *layout = g_hash_table_lookup (self->texts, key);

  if (layout != NULL)
    return layout;
  if (g_hash_table_size (self->texts) > 2000)
    g_hash_table_remove_all (self->texts);
  layout = pango_layout_new (self->context);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (struck)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  g_hash_table_insert (self->texts, g_steal_pointer (&key), layout);
  return layout;
}

static float
layout_width (PangoLayout *layout)
{
  int width = 0;

  pango_layout_get_size (layout, &width, NULL);
  return (float) width / PANGO_SCALE;
}

static float
chip_width (const PostilMark *mark)
{
  return MIN (mark->chip_width, layout_width (mark->chip) + 2 * CHIP_PAD);
}

static char *
full_text (const PostilLabel *label, const PostilSpan *span)
{
  const char *name = label != NULL ? label->name : "?";

  return span->state == POSTIL_STATE_SUGGESTED ? g_strdup_printf ("%s %.2f", name, span->score) : g_strdup (name);
}

float
postil_span_painter_wish (PostilSpanPainter *self, const PostilLabel *label, const PostilSpan *span)
{
  g_autofree char *text = full_text (label, span);

  return layout_width (text_layout (self, text, span->state == POSTIL_STATE_REJECTED)) + 2 * CHIP_PAD + 1;
}

PangoLayout *
postil_span_painter_chip (PostilSpanPainter *self, const PostilLabel *label, const PostilSpan *span, float width)
{
  const char *name = label != NULL ? label->name : "?";
  gboolean struck = span->state == POSTIL_STATE_REJECTED;
  g_autofree char *full = full_text (label, span);
  float room = width - 2 * CHIP_PAD;
  PangoLayout *layout = text_layout (self, full, struck);

  if (layout_width (layout) <= room)
    return g_object_ref (layout);
  layout = text_layout (self, name, struck);
  if (layout_width (layout) <= room)
    return g_object_ref (layout);
  for (glong n = g_utf8_strlen (name, -1) - 1; n > 0; n--)
    {
      g_autofree char *head = g_utf8_substring (name, 0, n);
      g_autofree char *shortened = g_strconcat (head, n > 1 ? "…" : "", NULL);

      if (n > 12)
        continue;
      layout = text_layout (self, shortened, struck);
      if (layout_width (layout) <= room)
        return g_object_ref (layout);
    }
  return NULL;
}

/* --- Drawing -------------------------------------------------------------------------------------------------- */

static void
fill (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width, float height)
{
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
fill_round (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width, float height, float radius)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, width, height), radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  fill (snapshot, colour, x, y, width, height);
  gtk_snapshot_pop (snapshot);
}

static void
frame (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width, float height, float radius,
       float line)
{
  GskRoundedRect outline;
  const float widths[4] = { line, line, line, line };
  const GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, width, height), radius);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

static void
dashes (GtkSnapshot *snapshot, const GdkRGBA *colour, float x0, float x1, float y, float height, float on, float off)
{
  for (float x = x0; x < x1; x += on + off)
    fill (snapshot, colour, x, y, MIN (on, x1 - x), height);
}

static void
dashes_down (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y0, float y1, float width)
{
  for (float y = y0; y < y1; y += 9)
    fill (snapshot, colour, x, y, width, MIN (5, y1 - y));
}

/* The top of a mark's lane below a line of words that ends at @bottom. */
static float
lane_top (const PostilSpanPainter *self, const PostilMark *mark, float bottom)
{
  if (mark->kind == POSTIL_LABEL_ENTITY)
    return bottom + (THIN_STEP * (float) mark->lane - THIN_WIDTH) * self->unit;
  return bottom + THIN_BLOCK * self->unit + (float) mark->lane * self->lane_height;
}

graphene_rect_t
postil_span_painter_chip_box (PostilSpanPainter *self, const PostilScreenLine *line, const PostilMark *mark)
{
  return GRAPHENE_RECT_INIT (mark->chip_x, lane_top (self, mark, line->y + line->height), chip_width (mark),
                             self->chip_height);
}

float
postil_span_painter_get_slack (const PostilSpanPainter *self)
{
  return self->slack;
}

/* Kept: solid. Suggested: dashed. Rejected: dotted. The gap of a discontinuous span: a hair line. */
static void
stroke (const PostilSpanPainter *self, GtkSnapshot *snapshot, const PostilMark *mark, float x0, float x1, float y,
        float width)
{
  const GdkRGBA *colour = &mark->tone->line;

  if (mark->gap)
    dashes (snapshot, colour, x0, x1, y + width / 2, 1, 1, 3);
  else if (mark->state == POSTIL_STATE_KEPT)
    fill (snapshot, colour, x0, y, x1 - x0, width);
  else if (mark->state == POSTIL_STATE_SUGGESTED)
    dashes (snapshot, colour, x0, x1, y, width, 4 * self->unit, 3 * self->unit);
  else
    dashes (snapshot, colour, x0, x1, y, width, width, 2.5f * self->unit);
}

static gboolean
is_under_chip (const PostilMark *mark, float x)
{
  return mark->chip != NULL && x > mark->chip_x && x <= mark->chip_x + chip_width (mark);
}

/* Ends of acts turn up to the words, so that two in a row can be told apart. */
static void
turn_up (GtkSnapshot *snapshot, const PostilMark *mark, float top, float height)
{
  if (mark->opens && !is_under_chip (mark, mark->open_x - 2)) /* read from the left, its chip begins at the tick */
    fill (snapshot, &mark->tone->line, MIN (mark->open_x, mark->x1 - 1.5f), top, 1.5f, height);
  if (mark->closes && !is_under_chip (mark, mark->close_x))
    fill (snapshot, &mark->tone->line, MIN (mark->close_x, mark->x1 - 1.5f), top, 1.5f, height);
}

/* A full lane is run through its middle, from the chip on, so that it need not be higher than a chip. */
static void
underline (PostilSpanPainter *self, GtkSnapshot *snapshot, const PostilMark *mark, float bottom)
{
  float top = lane_top (self, mark, bottom);
  float y = top + (self->chip_height - LINE_WIDTH) / 2 + 1;

  if (mark->kind == POSTIL_LABEL_ENTITY)
    {
      stroke (self, snapshot, mark, mark->x0, mark->x1, top, THIN_WIDTH * self->unit);
      return;
    }
  if (mark->chip == NULL)
    stroke (self, snapshot, mark, mark->x0, mark->x1, y, LINE_WIDTH);
  else
    {
      stroke (self, snapshot, mark, mark->x0, mark->chip_x, y, LINE_WIDTH);
      stroke (self, snapshot, mark, mark->chip_x + chip_width (mark), mark->x1, y, LINE_WIDTH);
    }
  if (mark->kind == POSTIL_LABEL_ACT && !mark->gap)
    turn_up (snapshot, mark, top - 1, y - top + LINE_WIDTH + 1);
}

static void
chip (PostilSpanPainter *self, GtkSnapshot *snapshot, const PostilMark *mark, float y, gboolean current)
{
  float top = y + 1;
  float width = chip_width (mark);
  const GdkRGBA *ink = &mark->tone->ink;

  if (current)
    {
      fill_round (snapshot, &mark->tone->solid, mark->chip_x, top, width, self->chip_height, 3);
      ink = &mark->tone->solid_ink;
    }
  else if (mark->state == POSTIL_STATE_KEPT)
    fill_round (snapshot, &mark->tone->tint, mark->chip_x, top, width, self->chip_height, 3);
  else if (mark->state == POSTIL_STATE_SUGGESTED)
    frame (snapshot, &mark->tone->tint, mark->chip_x, top, width, self->chip_height, 3, 1);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (mark->chip_x + CHIP_PAD, top));
  gtk_snapshot_append_layout (snapshot, mark->chip, ink);
  gtk_snapshot_restore (snapshot);
}

static void
quote_bar (GtkSnapshot *snapshot, const PostilMark *mark, const PostilScreenLine *line, float y, float bottom)
{
  float x = line->left - BAR_SPACE + MIN (mark->nesting, 2) * BAR_STEP;

  if (mark->state == POSTIL_STATE_KEPT)
    fill (snapshot, &mark->tone->line, x, y, BAR_WIDTH, bottom - y);
  else
    dashes_down (snapshot, &mark->tone->line, x, y, bottom,
                 mark->state == POSTIL_STATE_REJECTED ? 1 : BAR_WIDTH - 0.5f);
}

static void
background (GtkSnapshot *snapshot, const PostilMark *mark, const PostilScreenLine *line, float y, gboolean current)
{
  const GdkRGBA *colour = mark->state == POSTIL_STATE_SUGGESTED ? &mark->tone->faint : &mark->tone->tint;

  if (mark->gap || mark->state == POSTIL_STATE_REJECTED)
    return;
  if (mark->kind == POSTIL_LABEL_QUOTE)
    colour = &mark->tone->faint;
  else if (mark->kind != POSTIL_LABEL_ENTITY && !current)
    return;
  fill_round (snapshot, colour, mark->x0 - (mark->opens ? 1 : 0), y, mark->x1 - mark->x0 + (mark->opens ? 1 : 0),
              line->height, 2);
}

/* Until where a bar runs: to the next line when the quote goes on there. */
static float
bar_bottom (const PostilParagraph *paragraph, guint l, const PostilMark *mark, float y)
{
  const PostilScreenLine *line = &g_array_index (paragraph->lines, PostilScreenLine, l);

  if (mark->closes || l + 1 >= paragraph->lines->len)
    return y + line->y + line->height;
  return y + g_array_index (paragraph->lines, PostilScreenLine, l + 1).y;
}

void
postil_span_painter_below (PostilSpanPainter *self, GtkSnapshot *snapshot, const PostilParagraph *paragraph, float y,
                           PostilSpanId current)
{
  for (guint l = 0; l < paragraph->lines->len; l++)
    {
      const PostilScreenLine *line = &g_array_index (paragraph->lines, PostilScreenLine, l);
      const PostilMark *marks = &g_array_index (paragraph->marks, PostilMark, line->first_mark);
      float top = y + line->y;

      /* Quotes lie behind everything else. */
      for (guint i = 0; i < line->n_marks; i++)
        if (marks[i].kind == POSTIL_LABEL_QUOTE && !marks[i].chip_only)
          {
            background (snapshot, &marks[i], line, top, marks[i].id == current);
            quote_bar (snapshot, &marks[i], line, top, bar_bottom (paragraph, l, &marks[i], y));
          }
      for (guint i = 0; i < line->n_marks; i++)
        {
          const PostilMark *mark = &marks[i];
          float bottom = top + line->height;

          if (mark->kind != POSTIL_LABEL_QUOTE)
            background (snapshot, mark, line, top, mark->id == current);
          if (mark->lane == POSTIL_LANE_NONE)
            continue;
          if (mark->kind != POSTIL_LABEL_QUOTE)
            underline (self, snapshot, mark, bottom);
          if (mark->chip != NULL)
            chip (self, snapshot, mark, lane_top (self, mark, bottom), mark->id == current);
        }
    }
}

void
postil_span_painter_above (PostilSpanPainter *self, GtkSnapshot *snapshot, const PostilParagraph *paragraph, float y,
                           PostilSpanId current)
{
  GdkRGBA quiet = self->colours.ink;

  quiet.alpha = 0.45f;
  for (guint i = 0; paragraph->hidden != NULL && i < paragraph->hidden->len; i++)
    {
      const graphene_rect_t *box = &g_array_index (paragraph->hidden, graphene_rect_t, i);

      frame (snapshot, &quiet, box->origin.x, y + box->origin.y, box->size.width, box->size.height, 3, 1);
    }
  if (current == 0)
    return;
  for (guint l = 0; l < paragraph->lines->len; l++)
    {
      const PostilScreenLine *line = &g_array_index (paragraph->lines, PostilScreenLine, l);

      for (guint i = 0; i < line->n_marks; i++)
        {
          const PostilMark *mark = &g_array_index (paragraph->marks, PostilMark, line->first_mark + i);

          if (mark->id == current && !mark->gap && !mark->chip_only)
            frame (snapshot, &mark->tone->line, mark->x0 - 3, y + line->y - 1, mark->x1 - mark->x0 + 6,
                   line->height + 2, 4, 2);
        }
    }
}

/* Whether something in a full lane of @line shows between @x0 and @x1. */
static gboolean
is_taken (const PostilParagraph *paragraph, const PostilScreenLine *line, float x0, float x1)
{
  for (guint i = 0; i < line->n_marks; i++)
    {
      const PostilMark *mark = &g_array_index (paragraph->marks, PostilMark, line->first_mark + i);
      float stop = mark->chip != NULL ? MAX (mark->x1, mark->chip_x + mark->chip_width) : mark->x1;

      if (mark->kind != POSTIL_LABEL_ENTITY && mark->lane != POSTIL_LANE_NONE && (!mark->chip_only || mark->chip != NULL) &&
          mark->x0 < x1 && stop > x0)
        return TRUE;
    }
  return FALSE;
}

/* Below its words; above them where a lane is below, and none above. */
static float
float_y (PostilSpanPainter *self, const PostilParagraph *paragraph, guint l, float x0, float x1)
{
  const PostilScreenLine *line = &g_array_index (paragraph->lines, PostilScreenLine, l);

  if (is_taken (paragraph, line, x0, x1) && (l == 0 || !is_taken (paragraph, line - 1, x0, x1)))
    return line->y + self->slack / 2 - self->chip_height;
  return line->y + line->height + 1;
}

void
postil_span_painter_float (PostilSpanPainter *self, GtkSnapshot *snapshot, const PostilParagraph *paragraph, float y,
                           const PostilLabel *label, const PostilSpan *span)
{
  const PostilTone *tone = postil_span_painter_tone (self, label);
  float width = MIN (postil_span_painter_wish (self, label, span), paragraph->right - paragraph->left);
  g_autoptr (PangoLayout) layout = postil_span_painter_chip (self, label, span, width);
  const PostilMark *start = NULL;
  guint on = 0;
  float x;

  for (guint l = 0; l < paragraph->lines->len; l++)
    for (guint i = 0; i < g_array_index (paragraph->lines, PostilScreenLine, l).n_marks; i++)
      {
        const PostilMark *mark =
            &g_array_index (paragraph->marks, PostilMark,
                            g_array_index (paragraph->lines, PostilScreenLine, l).first_mark + i);

        if (mark->id == span->id && mark->chip != NULL)
          return;
        if (mark->id == span->id && mark->opens && start == NULL)
          {
            start = mark;
            on = l;
          }
      }
  if (start == NULL || layout == NULL)
    return;
  width = layout_width (layout) + 2 * CHIP_PAD;
  x = start->backwards ? start->x1 - width : start->x0;
  x = CLAMP (x, paragraph->left, MAX (paragraph->left, paragraph->right - width));
  y += float_y (self, paragraph, on, x, x + width);
  fill_round (snapshot, &tone->solid, x, y, width, self->chip_height, 3);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + CHIP_PAD, y));
  gtk_snapshot_append_layout (snapshot, layout, &tone->solid_ink);
  gtk_snapshot_restore (snapshot);
}

void
postil_span_painter_card (PostilSpanPainter *self, GtkSnapshot *snapshot, const graphene_rect_t *card, guint depth)
{
  GdkRGBA wash = self->colours.ink;
  GdkRGBA edge = self->colours.ink;

  wash.alpha = 0.035f;
  edge.alpha = self->colours.high_contrast ? 0.6f : 0.12f;
  fill_round (snapshot, &wash, card->origin.x, card->origin.y, card->size.width, card->size.height, 8);
  frame (snapshot, &edge, card->origin.x, card->origin.y, card->size.width, card->size.height, 8, 1);
}

PostilSpanId
postil_span_painter_hit (PostilSpanPainter *self, const PostilParagraph *paragraph, float x, float y)
{
  PostilSpanId best = 0;
  float best_width = G_MAXFLOAT;

  for (guint l = 0; l < paragraph->lines->len; l++)
    {
      const PostilScreenLine *line = &g_array_index (paragraph->lines, PostilScreenLine, l);

      for (guint i = 0; i < line->n_marks; i++)
        {
          const PostilMark *mark = &g_array_index (paragraph->marks, PostilMark, line->first_mark + i);
          float lane_y = lane_top (self, mark, line->y + line->height);

          if (mark->chip != NULL && y >= lane_y - 1 && y < lane_y + self->lane_height && x >= mark->chip_x - 2 &&
              x < mark->chip_x + mark->chip_width + 2)
            return mark->id;
          if (mark->lane != POSTIL_LANE_NONE && mark->kind != POSTIL_LABEL_ENTITY && y >= lane_y - 1 && y < lane_y + self->lane_height && x >= mark->x0 &&
              x < mark->x1)
            return mark->id;
          if (y >= line->y && y < line->y + line->height && x >= mark->x0 && x < mark->x1 && !mark->gap &&
              mark->x1 - mark->x0 < best_width)
            {
              best = mark->id;
              best_width = mark->x1 - mark->x0;
            }
        }
    }
  return best;
}
