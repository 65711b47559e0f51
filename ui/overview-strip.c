/* overview-strip.c - spans into pixel rows, and clicks into spans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "overview-strip.h"

#include "document-view-private.h"

#include <glib/gi18n.h>

#define STRIP_WIDTH 16
#define N_COLUMNS 3
#define TICK_HEIGHT 3
#define REACH 5.0
#define DELAY_MS 150 /* without a change; a frame for the strip alone would keep the next key waiting */
#define SLICE_US 4000 /* the window must go on answering while a hundred thousand spans find their rows */

/* What one row of pixels shows in one column; the first span there wins, a kept one over a suggestion. */
typedef struct
{
  PostilSpanId id;
  GdkRGBA colour;
  guint8 state;
} Cell;

struct _PostilOverviewStrip
{
  GtkWidget parent_instance;

  PostilDocumentView *view;
  GtkAdjustment *adjustment;
  Cell *cells; /* rows x N_COLUMNS */
  guint n_rows;
  Cell *making; /* the next @cells */
  guint n_made; /* spans that are in them */
  guint timeout;
  guint idle;
};

G_DEFINE_FINAL_TYPE (PostilOverviewStrip, postil_overview_strip, GTK_TYPE_WIDGET)

static guint
column_of (PostilLabelKind kind)
{
  return kind == POSTIL_LABEL_ENTITY ? 0 : kind == POSTIL_LABEL_QUOTE ? 1 : 2;
}

static void
put (PostilOverviewStrip *self, guint row, guint column, const PostilSpan *span, const PostilTone *tone)
{
  Cell *cell = &self->making[row * N_COLUMNS + column];

  if (cell->id != 0 && (cell->state == POSTIL_STATE_KEPT || span->state != POSTIL_STATE_KEPT))
    return;
  cell->id = span->id;
  cell->colour = tone->line;
  cell->state = (guint8) span->state;
}

/* Where the spans of one line stand. */
typedef struct
{
  guint line;
  PostilRange range;
  int top;
  int height;
} Line;

/* Spans come in order, so the line of the next one is this one or lies a little further on. */
static void
find_line (PostilOverviewStrip *self, guint32 offset, Line *line)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter iter;

  if (line->line != G_MAXUINT && offset >= line->range.start && offset <= line->range.stop)
    return;
  line->line = postil_buffer_bridge_line_of (self->view->bridge, offset);
  line->range = postil_buffer_bridge_line_range (self->view->bridge, line->line);
  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (view), &iter, (int) line->line);
  gtk_text_view_get_line_yrange (view, &iter, &line->top, &line->height);
}

static guint
row_at (PostilOverviewStrip *self, guint32 offset, Line *line)
{
  double scale = (double) self->n_rows / MAX (1.0, gtk_adjustment_get_upper (self->adjustment));
  double y;

  find_line (self, offset, line);
  y = line->top + line->height * (double) (offset - line->range.start) / MAX (1, postil_range_length (line->range));
  y = (y + gtk_text_view_get_top_margin (GTK_TEXT_VIEW (self->view))) * scale;
  return MIN ((guint) MAX (0, y), self->n_rows - 1);
}

static guint
row_of (PostilOverviewStrip *self, const PostilSpan *span, Line *line)
{
  return row_at (self, span->range.start, line);
}

static const PostilLabel *
label_of (PostilOverviewStrip *self, const PostilSpan *span)
{
  return postil_project_get_label (postil_session_get_project (self->view->session), span->label);
}

/* Goes on with the spans until @until. TRUE when all are in. */
static gboolean
fill_cells (PostilOverviewStrip *self, gint64 until)
{
  GPtrArray *spans = postil_session_get_spans (self->view->session);
  Line line = { .line = G_MAXUINT };

  for (; self->n_made < spans->len; self->n_made++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, self->n_made);
      const PostilLabel *label = label_of (self, span);

      if (self->n_made % 256 == 255 && g_get_monotonic_time () > until)
        return FALSE;
      if (label == NULL || label->kind == POSTIL_LABEL_STRUCTURE)
        continue;
      put (self, row_of (self, span, &line), column_of (label->kind), span,
           postil_span_painter_tone (self->view->painter, label));
    }
  return TRUE;
}

static gboolean
on_idle (gpointer user_data)
{
  PostilOverviewStrip *self = user_data;

  if (!fill_cells (self, g_get_monotonic_time () + SLICE_US))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  g_free (self->cells);
  self->cells = g_steal_pointer (&self->making);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
rebuild (PostilOverviewStrip *self)
{
  guint n_rows = (guint) MAX (0, gtk_widget_get_height (GTK_WIDGET (self)));

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->making, g_free);
  self->n_made = 0;
  if (n_rows != self->n_rows || self->view == NULL || self->view->session == NULL ||
      postil_session_get_document (self->view->session) == NULL)
    g_clear_pointer (&self->cells, g_free);
  self->n_rows = n_rows;
  if (n_rows == 0 || self->adjustment == NULL || self->view == NULL || self->view->session == NULL ||
      postil_session_get_document (self->view->session) == NULL)
    return;
  self->making = g_new0 (Cell, n_rows * N_COLUMNS);
  self->idle = g_idle_add_full (GDK_PRIORITY_REDRAW + 3, on_idle, self, NULL); /* before long texts are laid out */
}

static gboolean
on_timeout (gpointer user_data)
{
  PostilOverviewStrip *self = user_data;

  self->timeout = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

static void
rebuild_soon (PostilOverviewStrip *self)
{
  g_clear_handle_id (&self->idle, g_source_remove); /* what it goes through may be gone */
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (DELAY_MS, on_timeout, self);
}

/* --- Drawing -------------------------------------------------------------------------------------------------- */

static void
snapshot_cells (PostilOverviewStrip *self, GtkSnapshot *snapshot, float width)
{
  float column = (width - 4) / N_COLUMNS;

  for (guint row = 0; row < self->n_rows; row++)
    for (guint i = 0; i < N_COLUMNS; i++)
      {
        const Cell *cell = &self->cells[row * N_COLUMNS + i];
        float share = cell->state == POSTIL_STATE_KEPT ? 1 : 0.5f;

        if (cell->id == 0)
          continue;
        gtk_snapshot_append_color (snapshot, &cell->colour,
                                   &GRAPHENE_RECT_INIT (2 + (float) i * column, (float) row, (column - 1) * share,
                                                        cell->state == POSTIL_STATE_REJECTED ? 1 : TICK_HEIGHT));
      }
}

/* What the window shows of the document: a frame. */
static void
snapshot_window (PostilOverviewStrip *self, GtkSnapshot *snapshot, float width, const PostilPageColours *colours)
{
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  double upper = MAX (1, gtk_adjustment_get_upper (self->adjustment));
  float y = (float) (gtk_adjustment_get_value (self->adjustment) / upper) * height;
  float extent = MAX (4, (float) (gtk_adjustment_get_page_size (self->adjustment) / upper) * height);
  GdkRGBA fill = colours->ink;
  GdkRGBA line = colours->ink;
  GskRoundedRect outline;

  fill.alpha = 0.07f;
  line.alpha = colours->high_contrast ? 1 : 0.4f;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, y, width, MIN (extent, height - y)), 3);
  gtk_snapshot_append_color (snapshot, &fill, &outline.bounds);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ line, line, line, line });
}

/* The current span: a bar from side to side between two posts, as high as the span is long; nothing else here has this
 * form. */
static void
snapshot_current (PostilOverviewStrip *self, GtkSnapshot *snapshot, float width, const PostilPageColours *colours)
{
  PostilSession *session = self->view->session;
  const PostilSpan *span = postil_session_get_span (session, postil_session_get_current (session));
  const PostilLabel *label = span != NULL ? label_of (self, span) : NULL;
  Line line = { .line = G_MAXUINT };
  float y;
  float height;

  if (label == NULL || self->n_rows == 0)
    return;
  y = (float) row_of (self, span, &line);
  height = MAX (TICK_HEIGHT, (float) row_at (self, span->range.stop - 1, &line) - y);
  y = MIN (y, (float) self->n_rows - height - 2);
  gtk_snapshot_append_color (snapshot, &colours->page, &GRAPHENE_RECT_INIT (0, y - 3, width, height + 6));
  gtk_snapshot_append_color (snapshot, &postil_span_painter_tone (self->view->painter, label)->line,
                             &GRAPHENE_RECT_INIT (2, y, width - 4, height));
  gtk_snapshot_append_color (snapshot, &colours->ink, &GRAPHENE_RECT_INIT (0, y - 3, 2, height + 6));
  gtk_snapshot_append_color (snapshot, &colours->ink, &GRAPHENE_RECT_INIT (width - 2, y - 3, 2, height + 6));
}

static void
postil_overview_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilOverviewStrip *self = POSTIL_OVERVIEW_STRIP (widget);
  float width = (float) gtk_widget_get_width (widget);
  const PostilPageColours *colours;

  if (self->view == NULL || self->adjustment == NULL || self->view->session == NULL ||
      postil_session_get_document (self->view->session) == NULL)
    return;
  colours = postil_span_painter_get_colours (self->view->painter);
  snapshot_window (self, snapshot, width, colours);
  if (self->cells != NULL)
    snapshot_cells (self, snapshot, width);
  snapshot_current (self, snapshot, width, colours);
}

static void
postil_overview_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilOverviewStrip *self = POSTIL_OVERVIEW_STRIP (widget);

  if ((guint) height != self->n_rows)
    rebuild_soon (self);
}

static void
postil_overview_strip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                               int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? STRIP_WIDTH : 0;
}

/* --- Clicks --------------------------------------------------------------------------------------------------- */

/* The nearest row with a span, in the column under @x first; 0: none within reach. */
static PostilSpanId
span_near (PostilOverviewStrip *self, double x, double y)
{
  double column = (gtk_widget_get_width (GTK_WIDGET (self)) - 4.0) / N_COLUMNS;
  guint wanted = (guint) CLAMP ((x - 2) / column, 0, N_COLUMNS - 1);
  PostilSpanId best = 0;
  double best_distance = REACH;

  for (guint row = 0; self->cells != NULL && row < self->n_rows; row++)
    for (guint i = 0; i < N_COLUMNS; i++)
      {
        double distance = ABS (row + TICK_HEIGHT / 2.0 - y) + (i == wanted ? 0 : 2);

        if (self->cells[row * N_COLUMNS + i].id != 0 && distance < best_distance)
          {
            best = self->cells[row * N_COLUMNS + i].id;
            best_distance = distance;
          }
      }
  return best;
}

/* Whether both stand in one cell. */
static gboolean
shares_cell (PostilOverviewStrip *self, const PostilSpan *a, const PostilSpan *b)
{
  const PostilLabel *p = label_of (self, a);
  const PostilLabel *q = label_of (self, b);
  Line line = { .line = G_MAXUINT };
  guint row = row_of (self, a, &line);

  return p != NULL && q != NULL && q->kind != POSTIL_LABEL_STRUCTURE && column_of (p->kind) == column_of (q->kind) &&
         row == row_of (self, b, &line);
}

/* A cell shows one span but may stand for many: while one of them is current, a click there goes on to the next. */
static PostilSpanId
another_there (PostilOverviewStrip *self, PostilSpanId id)
{
  PostilSession *session = self->view->session;
  GPtrArray *spans = postil_session_get_spans (session);
  const PostilSpan *shown = postil_session_get_span (session, id);
  const PostilSpan *current = postil_session_get_span (session, postil_session_get_current (session));
  guint at = 0;

  if (shown == NULL || current == NULL || !shares_cell (self, current, shown) ||
      !g_ptr_array_find (spans, current, &at))
    return id;
  for (guint i = at + 1; i < spans->len; i++)
    {
      const PostilSpan *next = g_ptr_array_index (spans, i);
      Line line = { .line = G_MAXUINT };

      if (shares_cell (self, current, next))
        return next->id;
      /* Spans come in order, and so do their rows. */
      if (row_of (self, next, &line) > row_of (self, current, &line))
        break;
    }
  return id;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, PostilOverviewStrip *self)
{
  PostilSpanId id = span_near (self, x, y);
  double share = y / MAX (1, gtk_widget_get_height (GTK_WIDGET (self)));

  if (self->view == NULL || self->adjustment == NULL || self->view->session == NULL)
    return;
  if (id != 0)
    postil_session_set_current (self->view->session, another_there (self, id));
  else
    gtk_adjustment_set_value (self->adjustment, share * gtk_adjustment_get_upper (self->adjustment) -
                                                    gtk_adjustment_get_page_size (self->adjustment) / 2);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Which line a click between the spans would show. */
static char *
say_line (PostilOverviewStrip *self, int y)
{
  int height = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter iter;

  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self->view), &iter,
                               (int) (y * gtk_adjustment_get_upper (self->adjustment) / height), NULL);
  return g_strdup_printf (_ ("Line %d of %d"), gtk_text_iter_get_line (&iter) + 1,
                          gtk_text_buffer_get_line_count (buffer));
}

static gboolean
postil_overview_strip_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  PostilOverviewStrip *self = POSTIL_OVERVIEW_STRIP (widget);
  PostilSpanId id = keyboard ? 0 : span_near (self, x, y);
  const PostilSpan *span;
  g_autofree char *words = NULL;

  if (keyboard || self->view == NULL || self->adjustment == NULL || self->view->session == NULL ||
      postil_session_get_document (self->view->session) == NULL)
    return FALSE;
  span = id != 0 ? postil_session_get_span (self->view->session, id) : NULL;
  words = span != NULL ? postil_document_view_describe (self->view, span) : say_line (self, y);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

/* --- Life ------------------------------------------------------------------------------------------------------ */

static void
disconnect (PostilOverviewStrip *self)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->adjustment);
  g_clear_object (&self->view);
}

void
postil_overview_strip_set_view (PostilOverviewStrip *self, PostilDocumentView *view)
{
  if (self->view == view)
    return;
  disconnect (self);
  if (view != NULL)
    {
      self->view = g_object_ref (view);
      self->adjustment = g_object_ref (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)));
      g_signal_connect_swapped (view, "spans-drawn", G_CALLBACK (rebuild_soon), self);
      g_signal_connect_swapped (view, "current-drawn", G_CALLBACK (gtk_widget_queue_draw), self);
      g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (rebuild_soon), self);
      g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self);
    }
  rebuild_soon (self);
}

static void
postil_overview_strip_dispose (GObject *object)
{
  PostilOverviewStrip *self = POSTIL_OVERVIEW_STRIP (object);

  disconnect (self);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->making, g_free);
  g_clear_pointer (&self->cells, g_free);
  G_OBJECT_CLASS (postil_overview_strip_parent_class)->dispose (object);
}

static void
postil_overview_strip_class_init (PostilOverviewStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_overview_strip_dispose;
  widget_class->snapshot = postil_overview_strip_snapshot;
  widget_class->measure = postil_overview_strip_measure;
  widget_class->size_allocate = postil_overview_strip_size_allocate;
  widget_class->query_tooltip = postil_overview_strip_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "overview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
postil_overview_strip_init (PostilOverviewStrip *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Overview of all spans"),
                                  -1);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
postil_overview_strip_new (void)
{
  return g_object_new (POSTIL_TYPE_OVERVIEW_STRIP, NULL);
}
