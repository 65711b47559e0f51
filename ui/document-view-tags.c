/* document-view-tags.c - room under the lines for lanes, and how posts, replies and boilerplate are set
 *
 * Spans are drawn, not tagged. Tags are used only for what changes the layout: a handful of tags on those paragraphs
 * that need more room than the usual one lane, and on structure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

#include "post-info.h"

#include <string.h>

#define POST_GAP 14
#define TITLE_LINES 40
#define AUTHOR_REACH 160
#define NO_TAG_YET 0xFF
#define CARD_X 20.0f
#define CARD_Y 9.0f
#define CARD_INSET 4.0f

static int
room_inside (PostilDocumentView *self, guint lanes)
{
  return postil_span_painter_get_room (self->painter, lanes) + postil_document_view_extra_room (self);
}

static int
text_height (PostilDocumentView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

/* Lanes under the last line of a paragraph may use the empty line that follows it. */
static int
room_below (PostilDocumentView *self, guint lanes, gboolean before_empty)
{
  if (!before_empty)
    return room_inside (self, lanes);
  return MAX (room_inside (self, 0), room_inside (self, lanes) - text_height (self));
}

void
postil_document_view_make_tags (PostilDocumentView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  for (guint depth = 0; depth <= POSTIL_DEPTH_MAX; depth++)
    self->depth_tags[depth] = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->aside_tag = gtk_text_buffer_create_tag (buffer, NULL, "style", PANGO_STYLE_ITALIC, NULL);
  self->header_tag = gtk_text_buffer_create_tag (buffer, NULL, "scale", 0.85, NULL);
  self->post_tag = gtk_text_buffer_create_tag (buffer, NULL, "pixels-above-lines", POST_GAP, NULL);
  self->title_tag = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, "scale", 1.2, NULL);
  self->author_tag = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->boilerplate_tag = gtk_text_buffer_create_tag (buffer, NULL, "scale", 0.9, NULL);
  for (guint lanes = 0; lanes <= POSTIL_LANES_MAX; lanes++)
    for (guint empty = 0; empty < 2; empty++)
      self->lane_tags[lanes][empty] = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->fold_tag = gtk_text_buffer_create_tag (buffer, NULL, "invisible", TRUE, NULL);
  /* Pango takes no alpha at all for opaque. */
  self->fold_head_tag =
      gtk_text_buffer_create_tag (buffer, NULL, "foreground-rgba", &(GdkRGBA){ 0, 0, 0, 0.002f }, NULL);
}

void
postil_document_view_style_tags (PostilDocumentView *self)
{
  const PostilPageColours *colours = postil_span_painter_get_colours (self->painter);
  GdkRGBA dim = colours->ink;
  GdkRGBA header = colours->ink;

  dim.alpha = colours->high_contrast ? 0.8f : 0.5f;
  header.alpha = colours->high_contrast ? 0.9f : 0.65f;
  g_object_set (self->boilerplate_tag, "foreground-rgba", &dim, NULL);
  g_object_set (self->header_tag, "foreground-rgba", &header, NULL);
  g_object_set (self->author_tag, "foreground-rgba", &colours->ink, NULL);
  for (guint lanes = 0; lanes <= POSTIL_LANES_MAX; lanes++)
    for (guint empty = 0; empty < 2; empty++)
      g_object_set (self->lane_tags[lanes][empty], "pixels-inside-wrap", room_inside (self, lanes),
                    "pixels-below-lines", room_below (self, lanes, empty), NULL);
  gtk_text_view_set_pixels_inside_wrap (GTK_TEXT_VIEW (self), room_inside (self, 0));
  gtk_text_view_set_pixels_below_lines (GTK_TEXT_VIEW (self), room_inside (self, 0));
}

void
postil_document_view_place_tags (PostilDocumentView *self)
{
  for (int depth = 0; depth <= POSTIL_DEPTH_MAX; depth++)
    g_object_set (self->depth_tags[depth], "left-margin", self->column_left + depth * self->depth_indent, NULL);
}

static gboolean
line_is_empty (PostilDocumentView *self, guint line)
{
  PostilRange range = postil_buffer_bridge_line_range (self->bridge, line);

  return range.start >= range.stop;
}

static gboolean
before_empty (PostilDocumentView *self, guint line)
{
  return line + 1 >= postil_buffer_bridge_get_n_lines (self->bridge) || line_is_empty (self, line + 1);
}

/* NULL when the view's own spacing will do. A piece of a long paragraph is set like the lines within one. */
static GtkTextTag *
tag_for (PostilDocumentView *self, guint line, guint lanes)
{
  if (lanes == NO_TAG_YET || lanes == 0)
    return NULL;
  if (postil_buffer_bridge_line_is_cut (self->bridge, line))
    return self->lane_tags[lanes][0];
  return self->lane_tags[lanes][before_empty (self, line)];
}

static void
line_bounds (PostilDocumentView *self, guint line, GtkTextIter *start, GtkTextIter *stop)
{
  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), start, (int) line);
  *stop = *start;
  if (!gtk_text_iter_ends_line (stop))
    gtk_text_iter_forward_to_line_end (stop);
  gtk_text_iter_forward_char (stop);
}

static void
tag_line (PostilDocumentView *self, guint line)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  PostilRange range = postil_buffer_bridge_line_range (self->bridge, line);
  guint lanes = postil_lane_table_count (self->lanes, self->session, range);
  guint8 *now = &g_array_index (self->line_lanes, guint8, line);
  GtkTextTag *old_tag = tag_for (self, line, *now);
  GtkTextTag *new_tag = tag_for (self, line, lanes);
  GtkTextIter start;
  GtkTextIter stop;

  *now = (guint8) lanes;
  if (old_tag == new_tag)
    return;
  line_bounds (self, line, &start, &stop);
  if (old_tag != NULL)
    gtk_text_buffer_remove_tag (buffer, old_tag, &start, &stop);
  if (new_tag != NULL)
    gtk_text_buffer_apply_tag (buffer, new_tag, &start, &stop);
}

/* Line by line, and never over a line's end: GTK 4.8 can lose a tag at the start of the lines that it runs on to, when
 * it paints them but not when it measures them, so that all below is painted elsewhere than it is said to be. */
static void
apply (PostilDocumentView *self, GtkTextTag *tag, PostilRange range)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  PostilPage page = postil_document_view_page (self);
  GtkTextIter iter;
  GtkTextIter stop;

  postil_page_iter_at (&page, range.start, &iter);
  postil_page_iter_at (&page, range.stop, &stop);
  while (gtk_text_iter_compare (&iter, &stop) < 0)
    {
      GtkTextIter end = iter;

      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      if (gtk_text_iter_compare (&end, &stop) > 0)
        end = stop;
      if (!gtk_text_iter_equal (&iter, &end))
        gtk_text_buffer_apply_tag (buffer, tag, &iter, &end);
      if (!gtk_text_iter_forward_line (&iter))
        break;
    }
}

/* From the start of the first line: what concerns a line as a whole is taken from there, and a post may begin behind
 * blanks. */
static PostilRange
from_line_start (PostilDocumentView *self, PostilRange range)
{
  guint line = postil_buffer_bridge_line_of (self->bridge, range.start);

  return POSTIL_RANGE (postil_buffer_bridge_line_range (self->bridge, line).start, range.stop);
}

/* Where in @header the author is named: "weirkeeper 14h ago", "From: Ottilie Marsh". FALSE: nowhere, or too far from
 * its start. */
static gboolean
find_author (const PostilText *text, PostilRange header, const char *author, PostilRange *found)
{
  PostilRange begin = { header.start, MIN (header.stop, header.start + AUTHOR_REACH) };
  g_autofree char *words = author != NULL && author[0] != '\0' ? postil_text_slice (text, begin) : NULL;
  const char *at = words != NULL ? strstr (words, author) : NULL;

  if (at == NULL)
    return FALSE;
  found->start = begin.start + (guint32) g_utf8_strlen (words, at - words);
  found->stop = found->start + (guint32) g_utf8_strlen (author, -1);
  return TRUE;
}

static void
tag_post (PostilDocumentView *self, const PostilSpan *span, const PostilText *text)
{
  PostilPostInfo info;
  PostilRange header = span->range;
  PostilRange author;

  if (!postil_post_info_read (span->attributes, &info))
    return;
  if (info.depth > 0)
    apply (self, self->depth_tags[MIN (info.depth, POSTIL_DEPTH_MAX)], from_line_start (self, span->range));
  apply (self, self->post_tag, from_line_start (self, POSTIL_RANGE (span->range.start, span->range.start + 1)));
  header.stop = CLAMP (info.body_start, span->range.start, span->range.stop);
  if (header.start < header.stop)
    {
      apply (self, self->header_tag, from_line_start (self, header));
      if (find_author (text, header, info.author, &author))
        apply (self, self->author_tag, author);
    }
  postil_post_info_clear (&info);
}

static guint64
structure_fingerprint (PostilDocumentView *self)
{
  GPtrArray *spans = postil_session_get_spans (self->session);
  PostilProject *project = postil_session_get_project (self->session);
  guint64 sum = 1;

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      const PostilLabel *label = postil_project_get_label (project, span->label);

      if (label != NULL && label->kind == POSTIL_LABEL_STRUCTURE)
        sum = sum * 1099511628211u + (guint64) (span->id ^ span->label) + span->range.start * 31u + span->range.stop +
              (span->attributes != NULL ? g_str_hash (span->attributes) : 0);
    }
  return sum;
}

static void
tag_structure (PostilDocumentView *self, const PostilText *text)
{
  GPtrArray *spans = postil_session_get_spans (self->session);
  PostilProject *project = postil_session_get_project (self->session);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  guint serial = postil_session_get_structure_serial (self->session);
  guint64 fingerprint;
  GtkTextIter start;
  GtkTextIter stop;

  if (serial == self->structure_serial)
    return;
  self->structure_serial = serial;
  fingerprint = structure_fingerprint (self);
  if (fingerprint == self->structure)
    return;
  if (self->structure > 1)
    {
      gtk_text_buffer_get_bounds (buffer, &start, &stop);
      for (guint depth = 0; depth <= POSTIL_DEPTH_MAX; depth++)
        gtk_text_buffer_remove_tag (buffer, self->depth_tags[depth], &start, &stop);
      gtk_text_buffer_remove_tag (buffer, self->header_tag, &start, &stop);
      gtk_text_buffer_remove_tag (buffer, self->author_tag, &start, &stop);
      gtk_text_buffer_remove_tag (buffer, self->post_tag, &start, &stop);
      gtk_text_buffer_remove_tag (buffer, self->boilerplate_tag, &start, &stop);
      gtk_text_buffer_remove_tag (buffer, self->aside_tag, &start, &stop);
    }
  self->structure = fingerprint;
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      const PostilLabel *label = postil_project_get_label (project, span->label);

      if (label == NULL || label->kind != POSTIL_LABEL_STRUCTURE || span->state == POSTIL_STATE_REJECTED)
        continue;
      if (g_str_equal (label->name, "Boilerplate"))
        apply (self, self->boilerplate_tag, span->range);
      else if (g_str_equal (label->name, "Post"))
        tag_post (self, span, text);
      else if (!g_str_equal (label->name, "Title")) /* tag_title does, by what the document is called */
        apply (self, self->aside_tag, span->range);
    }
  postil_document_view_read_folds (self);
}

/* The line that gave the document its title is set as one. */
static void
tag_title (PostilDocumentView *self, const PostilText *text)
{
  const char *title = postil_session_get_document (self->session)->title;
  guint n_lines = MIN (TITLE_LINES, postil_buffer_bridge_get_n_lines (self->bridge));

  for (guint line = 0; title != NULL && title[0] != '\0' && line < n_lines; line++)
    {
      PostilRange range = postil_buffer_bridge_line_range (self->bridge, line);

      if (range.start < range.stop && postil_text_slice_equals (text, range, title))
        {
          apply (self, self->title_tag, range);
          return;
        }
    }
}

/* For a buffer that was just filled: it has no tags yet. */
void
postil_document_view_tag_all (PostilDocumentView *self)
{
  PostilText *text = NULL;
  guint n_lines = postil_buffer_bridge_get_n_lines (self->bridge);

  g_array_set_size (self->line_lanes, 0);
  g_array_set_size (self->line_lanes, n_lines);
  memset (self->line_lanes->data, NO_TAG_YET, n_lines);
  self->structure = 1;
  postil_document_view_forget_folds (self);
  if (!postil_document_view_has_text (self, &text))
    return;
  self->structure_serial = postil_session_get_structure_serial (self->session) - 1;
  tag_structure (self, text);
  tag_title (self, text);
  for (guint line = 0; line < n_lines; line++)
    tag_line (self, line);
}

void
postil_document_view_tag_range (PostilDocumentView *self, PostilRange range)
{
  PostilText *text = NULL;
  guint last;

  if (!postil_document_view_has_text (self, &text))
    return;
  tag_structure (self, text);
  last = postil_buffer_bridge_line_of (self->bridge, range.stop);
  for (guint line = postil_buffer_bridge_line_of (self->bridge, range.start); line <= last; line++)
    tag_line (self, line);
}

void
postil_document_view_deal_lanes (PostilDocumentView *self)
{
  PostilText *text = NULL;
  PostilRange all;

  if (!postil_document_view_has_text (self, &text) || postil_session_get_document (self->session)->id != self->shown)
    return;
  all = POSTIL_RANGE (0, postil_text_get_length (text));
  postil_lane_table_clear (self->lanes);
  postil_lane_table_update (self->lanes, self->session, all);
  postil_document_view_tag_range (self, all);
}

/* --- Cards of posts -------------------------------------------------------------------------------------------- */

typedef struct
{
  PostilDocumentView *self;
  GtkSnapshot *snapshot;
  PostilRange shown;
  float left;
  float right;
} Cards;

static float
line_edge (Cards *cards, guint32 offset, gboolean bottom)
{
  PostilPage page = postil_document_view_page (cards->self);
  GdkRectangle place = postil_page_locate (&page, offset);

  return (float) (bottom ? place.y + place.height : place.y);
}

/* Does the post begin within a line, behind words of the one before? */
static gboolean
begins_within_line (Cards *cards, guint32 start)
{
  PostilPage page = postil_document_view_page (cards->self);
  GtkTextIter iter;
  GtkTextIter line;

  postil_page_iter_at (&page, start, &iter);
  line = iter;
  if (!gtk_text_view_starts_display_line (GTK_TEXT_VIEW (cards->self), &line))
    gtk_text_view_backward_display_line_start (GTK_TEXT_VIEW (cards->self), &line);
  while (gtk_text_iter_compare (&line, &iter) < 0 && g_unichar_isspace (gtk_text_iter_get_char (&line)))
    gtk_text_iter_forward_char (&line);
  return gtk_text_iter_compare (&line, &iter) < 0;
}

/* Where the card begins. A line that the post shares is left to the card before; one that has no other begins there. */
static void
begin_card (Cards *cards, PostilRange range, float *left, float *top)
{
  PostilPage page = postil_document_view_page (cards->self);

  *top = line_edge (cards, range.start, FALSE) - CARD_Y;
  if (!begins_within_line (cards, range.start))
    return;
  if (line_edge (cards, range.start, TRUE) < line_edge (cards, range.stop, TRUE))
    *top =
        line_edge (cards, range.start, TRUE) + CARD_Y + postil_span_painter_get_lane_height (cards->self->painter) + 1;
  else
    *left = (float) postil_page_locate (&page, range.start).x + CARD_X - CARD_INSET;
}

static gboolean
draw_card (PostilSpanId id, PostilRange range, gpointer user_data)
{
  Cards *cards = user_data;
  PostilDocumentView *self = cards->self;
  const PostilSpan *span = postil_session_get_span (self->session, id);
  const PostilLabel *label;
  PostilPostInfo info;
  graphene_rect_t card;
  float top;
  float bottom;
  float left;

  if (span == NULL || span->state == POSTIL_STATE_REJECTED)
    return TRUE;
  label = postil_project_get_label (postil_session_get_project (self->session), span->label);
  if (label == NULL || label->kind != POSTIL_LABEL_STRUCTURE || !g_str_equal (label->name, "Post"))
    return TRUE;
  postil_post_info_read (span->attributes, &info);
  left = cards->left + (float) (MIN (info.depth, POSTIL_DEPTH_MAX) * (guint) self->depth_indent);
  /* A post that runs out of sight is drawn to a bit beyond the edge: lines out there may not be laid out. */
  if (range.start < cards->shown.start)
    top = line_edge (cards, cards->shown.start, FALSE) - 40;
  else
    begin_card (cards, range, &left, &top);
  bottom = range.stop > cards->shown.stop
               ? line_edge (cards, cards->shown.stop, TRUE) + 60
               : line_edge (cards, range.stop, TRUE) + CARD_Y + postil_span_painter_get_lane_height (self->painter);
  graphene_rect_init (&card, left - CARD_X, top, cards->right - left + 2 * CARD_X, bottom - top);
  postil_span_painter_card (self->painter, cards->snapshot, &card, info.depth);
  postil_post_info_clear (&info);
  return TRUE;
}

void
postil_document_view_snapshot_cards (PostilDocumentView *self, GtkSnapshot *snapshot, PostilRange shown)
{
  Cards cards = { .self = self,
                  .snapshot = snapshot,
                  .shown = shown,
                  .left = (float) self->column_left,
                  .right = (float) (gtk_widget_get_width (GTK_WIDGET (self)) -
                                    gtk_text_view_get_right_margin (GTK_TEXT_VIEW (self))) };

  if (self->structure > 1 && shown.start < shown.stop)
    postil_span_index_visit (postil_session_get_index (self->session), shown, draw_card, &cards);
}
