/* page-layout.c - spans of a paragraph onto its lines on the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-layout.h"

#define CHIP_GAP 7.0f
#define CHIP_MINIMUM 7.0f
#define HIDDEN_MAX 500

typedef struct
{
  const PostilSpan *span;
  const PostilLabel *label;
  PostilRange claim;
  int lane;
  guint8 nesting;
  gboolean later; /* the chip did not fit where the span starts: the next line takes it */
} Hit;

typedef struct
{
  const PostilPage *page;
  PostilParagraph *paragraph;
  GArray *hits;   /* Hit */
  GArray *ranges; /* PostilRange: what each screen line holds */
  GArray *places; /* PostilLineMark of the line being made */
  int top;
  gboolean rtl;
} Build;

void
postil_page_iter_at (const PostilPage *page, guint32 offset, GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (page->view), iter,
                                      (int) postil_buffer_bridge_to_buffer (page->bridge, offset));
}

GdkRectangle
postil_page_locate (const PostilPage *page, guint32 offset)
{
  GtkTextIter iter;
  GdkRectangle place;

  postil_page_iter_at (page, offset, &iter);
  gtk_text_view_get_iter_location (page->view, &iter, &place);
  return place;
}

/* Right edge of the last character before @stop that is no white space. */
static float
right_edge (const GtkTextIter *start, const GtkTextIter *stop, GtkTextView *view)
{
  GtkTextIter iter = *stop;
  GdkRectangle place;
  gboolean moved = FALSE;

  while (gtk_text_iter_compare (&iter, start) > 0 && gtk_text_iter_backward_char (&iter))
    {
      moved = TRUE;
      if (!g_unichar_isspace (gtk_text_iter_get_char (&iter)))
        break;
    }
  gtk_text_view_get_iter_location (view, &iter, &place);
  return (float) (moved ? MAX (place.x, place.x + place.width) : place.x);
}

static void
add_screen_line (Build *build, const GtkTextIter *start, const GtkTextIter *stop)
{
  const PostilPage *page = build->page;
  PostilScreenLine line = { 0 };
  GdkRectangle place;
  PostilRange range;

  gtk_text_view_get_iter_location (page->view, start, &place);
  line.y = (float) (place.y - build->top);
  line.height = (float) place.height;
  line.left = build->rtl ? page->left : (float) place.x;
  line.right = right_edge (start, stop, page->view);
  range.start = postil_buffer_bridge_to_text (page->bridge, (guint32) gtk_text_iter_get_offset (start));
  range.stop = postil_buffer_bridge_to_text (page->bridge, (guint32) gtk_text_iter_get_offset (stop));
  g_array_append_val (build->paragraph->lines, line);
  g_array_append_val (build->ranges, range);
}

static void
find_screen_lines (Build *build, GtkTextIter start)
{
  GtkTextView *view = build->page->view;
  int line = gtk_text_iter_get_line (&start);

  while (TRUE)
    {
      GtkTextIter next = start;
      gboolean moved = gtk_text_view_forward_display_line (view, &next);

      if (!moved || gtk_text_iter_get_line (&next) != line || gtk_text_iter_compare (&next, &start) <= 0)
        {
          next = start;
          if (!gtk_text_iter_ends_line (&next))
            gtk_text_iter_forward_to_line_end (&next);
          add_screen_line (build, &start, &next);
          return;
        }
      add_screen_line (build, &start, &next);
      start = next;
    }
}

static gboolean
collect (PostilSpanId id, PostilRange range, gpointer user_data)
{
  Build *build = user_data;
  PostilProject *project = postil_session_get_project (build->page->session);
  Hit hit = { .span = postil_session_get_span (build->page->session, id) };
  PostilLabelKind kind;

  if (hit.span == NULL)
    return TRUE;
  hit.label = postil_project_get_label (project, hit.span->label);
  kind = hit.label != NULL ? hit.label->kind : POSTIL_LABEL_ENTITY;
  if (kind == POSTIL_LABEL_STRUCTURE)
    return TRUE;
  hit.lane = postil_lane_table_get_lane (build->page->lanes, id);
  hit.claim = postil_lane_table_claim (build->page->lanes, hit.span, kind);
  for (guint i = 0; kind == POSTIL_LABEL_QUOTE && i < build->hits->len; i++)
    {
      const Hit *other = &g_array_index (build->hits, Hit, i);

      if (other->label != NULL &&
          postil_lane_table_drawn_as (build->page->lanes, other->span, other->label->kind) == POSTIL_LABEL_QUOTE &&
          other->nesting < G_MAXUINT8 && other->span->range.stop > range.start)
        hit.nesting = MAX (hit.nesting, other->nesting + 1);
    }
  g_array_append_val (build->hits, hit);
  return TRUE;
}

/* Left and right edges of the characters [start, stop), all on one screen line that may run both ways: one stretch for
 * each run that stands together. Calls @emit for each. */
typedef void (*EmitStretch) (Build *build, const Hit *hit, PostilMark mark, gboolean chip);

static void
emit_runs (Build *build, const Hit *hit, PostilMark mark, PostilRange range, gboolean chip, EmitStretch emit)
{
  PostilMark run = mark;
  gboolean first = TRUE;

  for (guint32 offset = range.start; offset < range.stop; offset++)
    {
      GdkRectangle place = postil_page_locate (build->page, offset);
      float x0 = (float) MIN (place.x, place.x + place.width);
      float x1 = (float) MAX (place.x, place.x + place.width);

      if (offset > range.start && x0 <= run.x1 + 1 && x1 >= run.x0 - 1)
        {
          run.close_x = place.width < 0 ? x0 : x1;
          run.x0 = MIN (run.x0, x0);
          run.x1 = MAX (run.x1, x1);
          continue;
        }
      if (offset > range.start)
        {
          run.closes = FALSE;
          emit (build, hit, run, chip && first);
          first = FALSE;
        }
      run = mark;
      run.opens = mark.opens && first;
      run.backwards = place.width < 0;
      run.x0 = x0;
      run.x1 = x1;
      run.open_x = run.backwards ? x1 : x0;
      run.close_x = run.backwards ? x0 : x1;
    }
  emit (build, hit, run, chip && first);
}

static void
emit_mark (Build *build, const Hit *hit, PostilMark mark, gboolean chip)
{
  PostilLineMark place = { .span = build->paragraph->marks->len, .lane = mark.lane, .x0 = mark.x0, .x1 = mark.x1 };

  if (mark.lane != POSTIL_LANE_NONE && mark.kind != POSTIL_LABEL_ENTITY && !mark.gap)
    {
      if (chip)
        place.chip_wish = postil_span_painter_wish (build->page->painter, hit->label, hit->span);
      g_array_append_val (build->places, place);
    }
  g_array_append_val (build->paragraph->marks, mark);
}

/* A span that starts at the end of a line shows its chip where it goes on. */
static gboolean
wants_chip (Build *build, Hit *hit, const PostilMark *mark, gboolean starts, gboolean goes_on)
{
  gboolean wanted = starts || hit->later;

  hit->later = FALSE;
  if (!starts || !goes_on ||
      mark->x0 + postil_span_painter_wish (build->page->painter, hit->label, hit->span) <= build->page->right)
    return wanted;
  hit->later = TRUE;
  return FALSE;
}

/* Marks for the characters of @range that are on screen line @l. */
static void
mark_stretch (Build *build, Hit *hit, guint l, PostilRange range, PostilMark mark, gboolean chip)
{
  const PostilScreenLine *line = &g_array_index (build->paragraph->lines, PostilScreenLine, l);
  PostilRange held = g_array_index (build->ranges, PostilRange, l);
  PostilRange part = { MAX (range.start, held.start), MIN (range.stop, held.stop) };
  gboolean starts = range.start >= held.start;
  gboolean last = l + 1 == build->paragraph->lines->len;

  if (part.start >= part.stop)
    return;
  mark.opens = starts && hit->span->range.start == part.start;
  mark.closes = hit->span->range.stop == part.stop && (range.stop <= held.stop);
  if (build->rtl)
    {
      emit_runs (build, hit, mark, part, chip && starts, emit_mark);
      return;
    }
  mark.x0 = starts ? (float) postil_page_locate (build->page, part.start).x : line->left;
  mark.x1 = range.stop < held.stop || (last && range.stop == held.stop)
                ? (float) postil_page_locate (build->page, part.stop).x
                : line->right;
  mark.open_x = mark.x0;
  mark.close_x = mark.x1;
  if (mark.x1 > mark.x0)
    emit_mark (build, hit, mark, chip && wants_chip (build, hit, &mark, starts, range.stop > held.stop));
}

static void
mark_span (Build *build, Hit *hit, guint l)
{
  PostilLabelKind kind = postil_lane_table_drawn_as (build->page->lanes, hit->span,
                                                     hit->label != NULL ? hit->label->kind : POSTIL_LABEL_ENTITY);
  const GArray *parts = hit->span->parts;
  PostilMark mark = { .id = hit->span->id,
                      .tone = postil_span_painter_tone (build->page->painter, hit->label),
                      .kind = (guint8) kind,
                      .state = (guint8) hit->span->state,
                      .nesting = hit->nesting,
                      .lane = (gint8) hit->lane };

  if (kind == POSTIL_LABEL_QUOTE && hit->lane != POSTIL_LANE_NONE)
    {
      PostilMark room = mark;

      room.chip_only = TRUE;
      mark_stretch (build, hit, l, hit->claim, room, TRUE);
      mark.lane = POSTIL_LANE_NONE;
    }
  if (parts == NULL || parts->len < 2)
    {
      mark_stretch (build, hit, l, hit->span->range, mark, TRUE);
      return;
    }
  for (guint i = 0; i < parts->len; i++)
    {
      PostilRange part = g_array_index (parts, PostilRange, i);

      if (i > 0)
        {
          PostilMark gap = mark;

          gap.gap = TRUE;
          mark_stretch (build, hit, l, POSTIL_RANGE (g_array_index (parts, PostilRange, i - 1).stop, part.start), gap,
                        FALSE);
        }
      mark_stretch (build, hit, l, part, mark, i == 0);
    }
}

/* A chip may run on over the gap of its own span; the gap's line then starts behind it. */
static void
clear_gap (Build *build, const PostilScreenLine *line, const PostilMark *named)
{
  for (guint i = 0; i < line->n_marks; i++)
    {
      PostilMark *mark = &g_array_index (build->paragraph->marks, PostilMark, line->first_mark + i);

      if (mark->id == named->id && mark->gap)
        mark->x0 = MAX (mark->x0, MIN (mark->x1, named->chip_x + named->chip_width));
    }
}

static void
place_chips (Build *build, const PostilScreenLine *line)
{
  PostilLineMark *places = (PostilLineMark *) (gpointer) build->places->data;

  postil_line_place (places, build->places->len, build->page->left, build->page->right, CHIP_GAP, CHIP_MINIMUM);
  for (guint i = 0; i < build->places->len; i++)
    {
      PostilMark *mark = &g_array_index (build->paragraph->marks, PostilMark, places[i].span);

      if (places[i].chip_width <= 0)
        continue;
      for (guint j = 0; j < build->hits->len && mark->chip == NULL; j++)
        {
          const Hit *hit = &g_array_index (build->hits, Hit, j);

          if (hit->span->id == mark->id)
            mark->chip = postil_span_painter_chip (build->page->painter, hit->label, hit->span, places[i].chip_width);
        }
      mark->chip_x = places[i].chip_x;
      mark->chip_width = places[i].chip_width;
      if (mark->chip == NULL)
        continue;
      if (mark->backwards && mark->chip_width <= mark->x1 - mark->x0)
        mark->chip_x = mark->x1 - mark->chip_width;
      clear_gap (build, line, mark);
    }
}

static void
mark_line (Build *build, guint l)
{
  PostilScreenLine *line = &g_array_index (build->paragraph->lines, PostilScreenLine, l);
  PostilRange held = g_array_index (build->ranges, PostilRange, l);

  line->first_mark = build->paragraph->marks->len;
  g_array_set_size (build->places, 0);
  for (guint i = 0; i < build->hits->len; i++)
    {
      Hit *hit = &g_array_index (build->hits, Hit, i);

      if (hit->span->range.start >= held.stop)
        break;
      if (hit->span->range.stop > held.start)
        mark_span (build, hit, l);
    }
  line->n_marks = build->paragraph->marks->len - line->first_mark;
  place_chips (build, line);
}

static void
find_hidden (Build *build, PostilRange range)
{
  const GArray *hidden = postil_buffer_bridge_get_hidden (build->page->bridge);
  guint low = 0;
  guint high = hidden->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (hidden, guint32, middle) < range.start)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = low; i < hidden->len && i - low < HIDDEN_MAX; i++)
    {
      GdkRectangle place;
      graphene_rect_t box;

      if (g_array_index (hidden, guint32, i) >= range.stop)
        return;
      if (build->paragraph->hidden == NULL)
        build->paragraph->hidden = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
      place = postil_page_locate (build->page, g_array_index (hidden, guint32, i));
      graphene_rect_init (&box, (float) MIN (place.x, place.x + place.width), (float) (place.y - build->top) + 2,
                          (float) ABS (place.width), (float) place.height - 4);
      g_array_append_val (build->paragraph->hidden, box);
    }
}

PostilParagraph *
postil_page_lay_out (const PostilPage *page, guint line)
{
  g_autoptr (GArray) hits = NULL;
  g_autoptr (GArray) ranges = NULL;
  g_autoptr (GArray) places = NULL;
  PostilRange range = postil_buffer_bridge_line_range (page->bridge, line);
  Build build = { .page = page };
  GtkTextIter start;
  int height = 0;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (page->view), &start, (int) line);
  gtk_text_view_get_line_yrange (page->view, &start, &build.top, &height);
  if (height <= 0)
    return NULL;
  build.paragraph = postil_paragraph_new ();
  build.paragraph->height = height;
  build.paragraph->left = page->left;
  build.paragraph->right = page->right;
  if (range.start >= range.stop)
    return build.paragraph;
  build.hits = hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  build.ranges = ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  build.places = places = g_array_new (FALSE, FALSE, sizeof (PostilLineMark));
  postil_span_index_visit (postil_session_get_index (page->session), range, collect, &build);
  find_hidden (&build, range);
  if (hits->len == 0)
    return build.paragraph;
  build.rtl = postil_buffer_bridge_line_has_rtl (page->bridge, line);
  find_screen_lines (&build, start);
  for (guint l = 0; l < build.paragraph->lines->len; l++)
    mark_line (&build, l);
  return build.paragraph;
}
