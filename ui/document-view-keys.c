/* document-view-keys.c - the caret, the selection and the walk from span to span, by keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

static guint32
length_of (const PostilText *text)
{
  return postil_text_get_length (text);
}

/* The next or previous offset at which a character starts for a reader: combining marks stay with their base. */
static guint32
nudge (PostilDocumentView *self, guint32 offset, int direction)
{
  PostilPage page = postil_document_view_page (self);
  GtkTextIter iter;

  postil_page_iter_at (&page, offset, &iter);
  if (direction > 0)
    gtk_text_iter_forward_cursor_position (&iter);
  else
    gtk_text_iter_backward_cursor_position (&iter);
  return postil_buffer_bridge_to_text (self->bridge, (guint32) gtk_text_iter_get_offset (&iter));
}

/* Where the caret goes by one token: always to a token's start. */
static guint32
step_caret (const PostilText *text, guint32 offset, int direction)
{
  PostilRange token;

  if (direction < 0)
    return postil_segment_previous_token (text, offset).start;
  token = postil_segment_token_at (text, offset);
  if (token.start > offset && token.start < token.stop)
    return token.start;
  token = postil_segment_next_token (text, MAX (offset, token.stop));
  return MIN (token.start, length_of (text));
}

/* Where the moving end of a selection goes: to a token's far edge, seen from the anchor. */
static guint32
step_head (const PostilText *text, guint32 anchor, guint32 head, int direction)
{
  PostilRange token;

  if (direction > 0)
    {
      token = postil_segment_token_at (text, head);
      if (token.start == token.stop)
        return length_of (text);
      if (head >= anchor)
        return token.stop;
      /* Coming back from the left: to the start of the next token, but not over the anchor. */
      token = postil_segment_next_token (text, token.start <= head ? token.stop : head);
      return MIN (token.start, anchor);
    }
  token = postil_segment_previous_token (text, head);
  if (head <= anchor)
    return token.start;
  token = postil_segment_previous_token (text, token.start);
  return MAX (token.stop, anchor);
}

/* A selection that begins at a caret in white space begins at the words beside it. */
static void
settle_anchor (PostilDocumentView *self, const PostilText *text, int direction)
{
  PostilRange token;

  if (self->anchor != self->head)
    return;
  token = direction > 0 ? postil_segment_token_at (text, self->anchor)
                        : postil_segment_previous_token (text, self->anchor);
  if (token.start < token.stop && (direction > 0 ? token.start > self->anchor : token.stop < self->anchor))
    self->anchor = self->head = direction > 0 ? token.start : token.stop;
}

/* The edge of a token where a selection from the anchor to @offset ends: outward in a word, inward in white space. */
static guint32
settle_head (PostilDocumentView *self, const PostilText *text, guint32 offset)
{
  PostilRange token;

  if (offset <= self->anchor)
    {
      token = postil_segment_token_at (text, offset);
      return token.start < token.stop ? MIN (token.start, self->anchor) : offset;
    }
  token = postil_segment_previous_token (text, offset);
  return MAX (token.stop, self->anchor);
}

static void
move (PostilDocumentView *self, guint32 to, gboolean extend)
{
  if (!extend)
    to = postil_document_view_skip_fold (self, self->head, to);
  postil_document_view_select (self, extend ? self->anchor : to, to);
}

static gboolean
move_sideways (PostilDocumentView *self, const PostilText *text, int direction, GdkModifierType modifiers)
{
  gboolean extend = (modifiers & GDK_SHIFT_MASK) != 0;
  PostilRange selection = postil_session_get_selection (self->session);

  if (modifiers & GDK_ALT_MASK)
    move (self, nudge (self, self->head, direction), extend);
  else if (extend)
    {
      settle_anchor (self, text, direction);
      move (self, step_head (text, self->anchor, self->head, direction), TRUE);
    }
  else if (selection.start < selection.stop && direction < 0)
    move (self, selection.start, FALSE);
  else
    move (self,
          step_caret (text, direction > 0 ? selection.stop - (selection.stop > selection.start) : selection.start,
                      direction),
          FALSE);
  self->caret_x = -1;
  return TRUE;
}

/* To what stands @dy below; without Alt or Shift at the start of the token there. */
static gboolean
move_vertically (PostilDocumentView *self, const PostilText *text, int dy, GdkModifierType modifiers)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PostilPage page = postil_document_view_page (self);
  GdkRectangle place = postil_page_locate (&page, self->head);
  int wanted = self->caret_x >= 0 ? self->caret_x : place.x;
  gboolean extend = (modifiers & GDK_SHIFT_MASK) != 0;
  GtkTextIter iter;
  guint32 offset;
  PostilRange token;

  if (ABS (dy) == 1)
    {
      postil_page_iter_at (&page, self->head, &iter);
      if (dy > 0 ? !gtk_text_view_forward_display_line (view, &iter)
                 : !gtk_text_view_backward_display_line (view, &iter))
        gtk_text_view_get_iter_location (view, &iter, &place);
      gtk_text_view_get_iter_location (view, &iter, &place);
    }
  else
    place.y += dy;
  gtk_text_view_get_iter_at_location (view, &iter, wanted, MAX (0, place.y + place.height / 2));
  offset = postil_buffer_bridge_to_text (self->bridge, (guint32) gtk_text_iter_get_offset (&iter));
  token = postil_segment_token_at (text, offset);
  if (extend && !(modifiers & GDK_ALT_MASK))
    {
      settle_anchor (self, text, dy);
      offset = settle_head (self, text, offset);
    }
  else if (!(modifiers & GDK_ALT_MASK) && token.start < offset && offset < token.stop)
    offset = token.start;
  move (self, offset, extend);
  self->caret_x = wanted;
  return TRUE;
}

static gboolean
move_page (PostilDocumentView *self, const PostilText *text, int direction, GdkModifierType modifiers)
{
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  return move_vertically (self, text, direction * MAX (20, visible.height * 8 / 10), modifiers);
}

static gboolean
move_to_end (PostilDocumentView *self, const PostilText *text, int direction, GdkModifierType modifiers)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PostilPage page = postil_document_view_page (self);
  GtkTextIter iter;
  guint32 to;

  postil_page_iter_at (&page, self->head, &iter);
  if (modifiers & GDK_CONTROL_MASK)
    to = direction > 0 ? length_of (text) : 0;
  else
    {
      if (direction > 0)
        gtk_text_view_forward_display_line_end (view, &iter);
      else
        gtk_text_view_backward_display_line_start (view, &iter);
      to = postil_buffer_bridge_to_text (self->bridge, (guint32) gtk_text_iter_get_offset (&iter));
    }
  if ((modifiers & GDK_SHIFT_MASK) && !(modifiers & GDK_ALT_MASK))
    {
      settle_anchor (self, text, direction);
      to = settle_head (self, text, to);
    }
  move (self, to, (modifiers & GDK_SHIFT_MASK) != 0);
  self->caret_x = -1;
  return TRUE;
}

/* --- Edges ---------------------------------------------------------------------------------------------------- */

static gboolean
begin_edges (PostilDocumentView *self)
{
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));

  if (span == NULL)
    return FALSE;
  self->edges = TRUE;
  self->edge = span->range;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

/* Nothing is written while the edges move: what was reached becomes one undo step. */
void
postil_document_view_end_edges (PostilDocumentView *self, gboolean keep)
{
  g_autoptr (GError) error = NULL;
  PostilSpanId current = postil_session_get_current (self->session);

  if (!self->edges)
    return;
  self->edges = FALSE;
  if (keep && !postil_session_set_span_range (self->session, current, self->edge, &error) && error != NULL)
    g_signal_emit_by_name (self, "failed", error->message);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* To the next mark or joining word, and into view. */
static void
jump_edge (PostilDocumentView *self, const PostilText *text, int direction, GdkModifierType modifiers)
{
  const gboolean end = (modifiers & GDK_SHIFT_MASK) == 0;
  PostilRange edge = self->edge;
  guint32 *place = end ? &edge.stop : &edge.start;

  *place = postil_segment_stop (text, *place, end, direction);
  if (edge.start < edge.stop)
    self->edge = edge;
  postil_document_view_reveal (self, end ? POSTIL_RANGE (self->edge.stop, self->edge.stop)
                                         : POSTIL_RANGE (self->edge.start, self->edge.start));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
move_edge (PostilDocumentView *self, const PostilText *text, int direction, GdkModifierType modifiers)
{
  gboolean exact = (modifiers & GDK_ALT_MASK) != 0;
  PostilRange edge = self->edge;

  if (modifiers & GDK_SHIFT_MASK)
    {
      if (exact)
        edge.start = nudge (self, edge.start, direction);
      else
        edge.start =
            direction < 0 ? postil_segment_previous_token (text, edge.start).start : step_caret (text, edge.start, 1);
    }
  else
    edge.stop = exact ? nudge (self, edge.stop, direction) : step_head (text, edge.start, edge.stop, direction);
  if (edge.start < edge.stop && edge.stop <= length_of (text))
    self->edge = edge;
  postil_document_view_reveal (self, POSTIL_RANGE (self->edge.stop, self->edge.stop));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* TRUE when the key was taken; any other key keeps the edges where they are and is then handled as usual. */
static gboolean
edge_key (PostilDocumentView *self, const PostilText *text, guint key, GdkModifierType modifiers)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      move_edge (self, text, key == GDK_KEY_Right ? 1 : -1, modifiers);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      jump_edge (self, text, key == GDK_KEY_Down ? 1 : -1, modifiers);
      return TRUE;
    case GDK_KEY_Escape:
      postil_document_view_end_edges (self, FALSE);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_e:
    case GDK_KEY_E:
      postil_document_view_end_edges (self, TRUE);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_modifier (guint key)
{
  return (key >= GDK_KEY_Shift_L && key <= GDK_KEY_Hyper_R) || key == GDK_KEY_ISO_Level3_Shift;
}

/* --- The table ------------------------------------------------------------------------------------------------ */

static gboolean
clear (PostilDocumentView *self)
{
  PostilRange selection = postil_session_get_selection (self->session);

  postil_document_view_hide_card (self);
  if (postil_session_get_relating (self->session) != 0)
    {
      postil_session_set_relating (self->session, 0);
      return TRUE;
    }
  if (postil_session_get_armed (self->session) != 0)
    {
      postil_session_set_armed (self->session, 0);
      return TRUE;
    }
  if (postil_session_get_current (self->session) == 0 && selection.start == selection.stop)
    return FALSE;
  postil_document_view_select (self, self->head, self->head);
  return TRUE;
}

static gboolean
walk (PostilDocumentView *self, int direction)
{
  if (!postil_session_step (self->session, direction))
    gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PostilDocumentView *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  PostilText *text = NULL;
  gboolean shift;

  if (!postil_document_view_has_text (self, &text) || is_modifier (key) ||
      !postil_key_map_translate (self->keys, &key, &modifiers))
    return FALSE;
  shift = (modifiers & GDK_SHIFT_MASK) != 0;
  if (self->edges)
    {
      if (edge_key (self, text, key, modifiers))
        return TRUE;
      postil_document_view_end_edges (self, TRUE);
    }
  if (modifiers & (GDK_SUPER_MASK | GDK_META_MASK))
    return FALSE;
  if (modifiers & GDK_CONTROL_MASK)
    return key == GDK_KEY_Home || key == GDK_KEY_End ? move_to_end (self, text, key == GDK_KEY_End ? 1 : -1, modifiers)
                                                     : FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_sideways (self, text, -1, modifiers);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_sideways (self, text, 1, modifiers);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_vertically (self, text, -1, modifiers);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_vertically (self, text, 1, modifiers);
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      return move_page (self, text, key == GDK_KEY_Page_Down ? 1 : -1, modifiers);
    case GDK_KEY_Home:
    case GDK_KEY_End:
      return move_to_end (self, text, key == GDK_KEY_End ? 1 : -1, modifiers);
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return walk (self, shift || key == GDK_KEY_ISO_Left_Tab ? -1 : 1);
    case GDK_KEY_space:
      if (shift)
        postil_session_shrink_selection (self->session);
      else
        postil_session_grow_selection (self->session);
      return TRUE;
    case GDK_KEY_Escape:
      return clear (self);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return postil_session_get_relating (self->session) != 0 &&
             gtk_widget_activate_action (GTK_WIDGET (self), "win.relate", NULL);
    case GDK_KEY_e:
      return begin_edges (self);
    default:
      return FALSE;
    }
}

void
postil_document_view_add_keys (PostilDocumentView *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
