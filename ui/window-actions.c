/* window-actions.c - what the window's keys, menus and buttons do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include <glib/gi18n.h>

#include "review-filter.h"
#include "shortcuts.h"
#include "stored-words.h"

#define BULK_LIMIT 100 /* a decision that touches more than this asks for its key a second time */

static void
set_enabled (PostilWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
set_state (PostilWindow *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

/* --- Keeping the eye in place ------------------------------------------------------------------------------------ */

/* In review the next suggestion comes to where the last one was, so that the eye stays where it is. */
void
postil_window_keep_eye (PostilWindow *self, double share)
{
  if (postil_session_take_wrapped (self->session))
    postil_window_toast (self, _ ("The queue begins anew: what was left open comes back"), FALSE);
  if (postil_session_get_mode (self->session) == POSTIL_MODE_REVIEW && postil_session_get_current (self->session) != 0)
    postil_document_view_set_eye (self->view, share);
}

/* --- Marking ------------------------------------------------------------------------------------------------------ */

static const char *
label_name (PostilWindow *self, PostilId id)
{
  const PostilLabel *label = postil_project_get_label (postil_window_get_project (self), id);

  return label != NULL ? label->name : "";
}

static void
label_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  double share = postil_document_view_get_eye (self->view);
  g_autoptr (GError) error = NULL;

  if (postil_window_shows_page (self, "search"))
    {
      postil_window_tag_hits (self, g_variant_get_int64 (parameter));
      return;
    }
  postil_document_view_end_edges (self->view, TRUE);
  if (postil_session_apply_label (self->session, g_variant_get_int64 (parameter), &error))
    {
      postil_window_keep_eye (self, share);
      return;
    }
  if (error != NULL)
    postil_window_fail (self, _ ("The selection was not tagged"), error);
  else if (postil_session_get_current (self->session) == 0)
    postil_window_toast (self, _ ("Nothing is selected: press Space, or Shift with the arrows, then the label’s key"),
                         FALSE);
}

/* A click in the palette. With nothing to tag the label is taken up, as a pen is: what the mouse selects from then on gets
 * it. */
static void
take_label_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  PostilId label = g_variant_get_int64 (parameter);
  PostilId armed = postil_session_get_armed (self->session);
  PostilRange selection = postil_session_get_selection (self->session);
  g_autofree char *text = NULL;

  if (postil_window_shows_page (self, "search") || postil_session_get_document (self->session) == NULL ||
      selection.start < selection.stop || (armed == 0 && postil_session_get_current (self->session) != 0))
    {
      label_activated (action, parameter, data);
      return;
    }
  postil_session_set_armed (self->session, label == armed ? 0 : label);
  if (label == armed)
    return;
  text = g_strdup_printf (_ ("%s: what the mouse selects is tagged at once, until Escape"), label_name (self, label));
  postil_window_toast (self, text, FALSE);
}

static void
label_all_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  PostilId label = g_variant_get_int64 (parameter);
  g_autofree char *what = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (postil_window_shows_page (self, "search"))
    {
      postil_window_tag_hits (self, label);
      return;
    }
  what = g_strdup_printf ("label %" G_GINT64_FORMAT " %u", label, postil_session_get_selection (self->session).start);
  if (!postil_window_is_meant (self, what, postil_session_count_same (self->session),
                               _ ("The words stand in %s places: press the key again to tag them all")))
    return;
  if (!postil_session_apply_label_all (self->session, label, &n, &error))
    {
      if (error != NULL)
        postil_window_fail (self, _ ("The words were not tagged"), error);
      else
        postil_window_toast (self, _ ("Nothing is selected: select the words to tag wherever they stand"), FALSE);
      return;
    }
  text = g_strdup_printf (ngettext ("Tagged %u place as %s", "Tagged %u places as %s", n), n, label_name (self, label));
  postil_window_toast (self, text, n > 0);
}

static void
decide (PostilWindow *self, PostilState state)
{
  double share = postil_document_view_get_eye (self->view);
  g_autoptr (GError) error = NULL;

  /* Edges that are being moved are part of what is accepted. */
  postil_document_view_end_edges (self->view, state == POSTIL_STATE_KEPT);
  if (!postil_session_decide (self->session, state, &error) && error != NULL)
    postil_window_fail (self, _ ("The decision was not kept"), error);
  postil_window_keep_eye (self, share);
}

static void
accept_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  decide (data, POSTIL_STATE_KEPT);
}

static void
reject_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  decide (data, POSTIL_STATE_REJECTED);
}

gboolean
postil_window_is_meant (PostilWindow *self, const char *what, guint n, const char *format)
{
  g_autofree char *key = g_strdup_printf ("%s %u", what, n);
  g_autofree char *number = g_strdup_printf ("%'u", n);
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  if (n <= BULK_LIMIT || g_strcmp0 (self->bulk, key) == 0)
    {
      g_clear_pointer (&self->bulk, g_free);
      return TRUE;
    }
  parts = g_strsplit (format, "%s", 2);
  text = g_strjoinv (number, parts);
  g_free (self->bulk);
  self->bulk = g_steal_pointer (&key);
  postil_window_toast (self, text, FALSE);
  return FALSE;
}

/* TRUE once a decision about many was asked for twice in a row. */
static gboolean
is_meant (PostilWindow *self, PostilState state)
{
  g_autofree char *what = g_strdup_printf ("decide %d %" G_GINT64_FORMAT, state, postil_session_get_current (self->session));

  return postil_window_is_meant (self, what, postil_session_count_identical (self->session),
                                 state == POSTIL_STATE_KEPT
                                     ? _ ("%s suggestions say the same: press Shift+A again to accept them all")
                                     : _ ("%s suggestions say the same: press Shift+X again to reject them all"));
}

static void
decide_all (PostilWindow *self, PostilState state)
{
  const PostilMany many = postil_session_get_identical (self->session, state);

  if (many.span != 0 && is_meant (self, state))
    postil_window_decide_many (self, &many, postil_session_count_identical (self->session), FALSE,
                               postil_document_view_get_eye (self->view));
}

static void
accept_all_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  decide_all (data, POSTIL_STATE_KEPT);
}

static void
reject_all_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  decide_all (data, POSTIL_STATE_REJECTED);
}

/* Why there is nothing to go on to. */
static const char *
nothing_left (PostilWindow *self)
{
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));

  if (span != NULL && postil_session_is_in_queue (self->session, span))
    return _ ("This is the last suggestion that is open");
  if (postil_review_filter_is_narrow (self->session))
    return _ ("Nothing that is open passes the filter of the queue");
  return _ ("No suggestion is open any more");
}

static void
skip_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  double share = postil_document_view_get_eye (self->view);

  if (!postil_session_skip (self->session))
    postil_window_toast (self, nothing_left (self), FALSE);
  postil_window_keep_eye (self, share);
}

static void
step (PostilWindow *self, int direction)
{
  if (postil_session_step (self->session, direction))
    return;
  if (postil_session_get_mode (self->session) == POSTIL_MODE_REVIEW)
    postil_window_toast (self, direction > 0 ? _ ("That was the last suggestion") : _ ("That was the first suggestion"),
                         FALSE);
  else
    postil_window_toast (self,
                         direction > 0 ? _ ("No further span in this document")
                                       : _ ("No earlier span in this document"),
                         FALSE);
}

static void
next_span_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step (data, 1);
}

static void
previous_span_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step (data, -1);
}

static void
remove_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (postil_window_shows_page (self, "search"))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.untag-hits", NULL);
      return;
    }
  if (postil_session_remove (self->session, &error))
    postil_window_toast (self, _ ("Span removed"), TRUE);
  else if (error != NULL)
    postil_window_fail (self, _ ("The span was not removed"), error);
}

static void
note_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  g_object_set (self->panes, "show-end", TRUE, NULL);
  postil_inspector_focus_note (self->inspector);
}

/* @parameter (xs): the span and its new note, from the inspector. */
static void
set_note_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GError) error = NULL;
  const char *note;
  gint64 span;

  g_variant_get (parameter, "(x&s)", &span, &note);
  /* A note that was being typed when another document came up belongs to a span that the session no longer holds. */
  if (postil_session_get_span (self->session, span) != NULL)
    postil_session_set_note (self->session, span, note, &error);
  else
    postil_project_set_note (postil_window_get_project (self), span, note, &error);
  if (error != NULL)
    postil_window_fail (self, _ ("The note was not kept"), error);
}

static void
done_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  const PostilDocument *document = postil_session_get_document (self->session);
  PostilId before = document->id;
  g_autofree char *text = g_strdup_printf (_ ("Done: %s"), document->title != NULL ? document->title : document->key);
  g_autoptr (GError) error = NULL;

  if (!postil_session_finish_document (self->session, &error))
    {
      if (error != NULL)
        postil_window_fail (self, _ ("The document was not marked as done"), error);
      return;
    }
  document = postil_session_get_document (self->session);
  if (document != NULL && document->id == before)
    postil_window_toast (self, _ ("All documents are done"), TRUE);
  else
    postil_window_toast (self, text, TRUE);
}

static void
done_rest_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  const PostilMany many = postil_session_get_rest (self->session);
  g_autofree char *what = g_strdup_printf ("done-rest %" G_GINT64_FORMAT, many.filter.document);
  guint n = postil_session_count_rest (self->session);

  if (postil_window_is_meant (self, what, n,
                              _ ("%s suggestions are open here: press Shift+D again to reject them all")))
    postil_window_decide_many (self, &many, n, FALSE, -1);
}

/* While somebody types a note or a filter, undo and redo are about that, also when nothing of it is left to undo. A button
 * takes the focus, so that this is a key. */
static gboolean
is_about_text (PostilWindow *self, const char *action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (!GTK_IS_TEXT (focus) && !(GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus))))
    return FALSE;
  gtk_widget_activate_action (focus, action, NULL);
  return TRUE;
}

static void
undo_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (is_about_text (data, "text.undo"))
    return;
  postil_window_travel (data, TRUE);
}

static void
redo_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (is_about_text (data, "text.redo"))
    return;
  postil_window_travel (data, FALSE);
}

/* --- Navigation ------------------------------------------------------------------------------------------------- */

static void
open_document_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (!postil_session_set_document (self->session, g_variant_get_int64 (parameter), &error))
    postil_window_fail (self, _ ("The document cannot be shown"), error);
}

static void
focus_document_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  postil_panes_uncover (self->panes);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
select_span_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  const PostilSpan *span = postil_session_get_span (self->session, g_variant_get_int64 (parameter));

  if (span == NULL)
    return;
  postil_session_set_current (self->session, span->id);
  postil_document_view_reveal (self->view, span->range);
}

static void
step_document (PostilWindow *self, int direction)
{
  if (!postil_document_list_step (self->documents, direction))
    postil_window_toast (self, direction > 0 ? _ ("This is the last document") : _ ("This is the first document"),
                         FALSE);
}

static void
next_document_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_document (data, 1);
}

static void
previous_document_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_document (data, -1);
}

static void
find_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  postil_find_bar_open (((PostilWindow *) data)->find_bar);
}

static void
find_next_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  postil_find_bar_step (((PostilWindow *) data)->find_bar, 1);
}

static void
find_previous_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  postil_find_bar_step (((PostilWindow *) data)->find_bar, -1);
}

/* @parameter (uu): a stretch of the shown document, from the find bar. */
static void
select_range_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  PostilRange range;

  g_variant_get (parameter, "(uu)", &range.start, &range.stop);
  postil_session_set_selection (self->session, range);
  postil_document_view_reveal (self->view, range);
}

/* --- The window ------------------------------------------------------------------------------------------------- */

static void
mode_changed (GSimpleAction *action, GVariant *value, gpointer data)
{
  PostilWindow *self = data;
  gboolean review = g_str_equal (g_variant_get_string (value, NULL), "review");

  postil_session_set_mode (self->session, review ? POSTIL_MODE_REVIEW : POSTIL_MODE_ANNOTATE);
  if (postil_window_shows_page (self, NULL)) /* and the mode was this already */
    postil_window_show_page (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (review)
    postil_session_enter_queue (self->session);
}

static void
show_rejected_changed (GSimpleAction *action, GVariant *value, gpointer data)
{
  PostilWindow *self = data;

  g_simple_action_set_state (action, value);
  postil_session_set_show_rejected (self->session, g_variant_get_boolean (value));
}

static void
shortcuts_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  postil_shortcuts_show (data, ((PostilWindow *) data)->keys);
}

static void
close_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (data);
}

static const GActionEntry actions[] = {
  { .name = "label", .activate = label_activated, .parameter_type = "x" },
  { .name = "take-label", .activate = take_label_activated, .parameter_type = "x" },
  { .name = "label-all", .activate = label_all_activated, .parameter_type = "x" },
  { .name = "accept", .activate = accept_activated },
  { .name = "reject", .activate = reject_activated },
  { .name = "accept-all", .activate = accept_all_activated },
  { .name = "reject-all", .activate = reject_all_activated },
  { .name = "skip", .activate = skip_activated },
  { .name = "next-span", .activate = next_span_activated },
  { .name = "previous-span", .activate = previous_span_activated },
  { .name = "remove", .activate = remove_activated },
  { .name = "note", .activate = note_activated },
  { .name = "set-note", .activate = set_note_activated, .parameter_type = "(xs)" },
  { .name = "done", .activate = done_activated },
  { .name = "done-rest", .activate = done_rest_activated },
  { .name = "undo", .activate = undo_activated },
  { .name = "redo", .activate = redo_activated },
  { .name = "open-document", .activate = open_document_activated, .parameter_type = "x" },
  { .name = "focus-document", .activate = focus_document_activated },
  { .name = "select-span", .activate = select_span_activated, .parameter_type = "x" },
  { .name = "select-range", .activate = select_range_activated, .parameter_type = "(uu)" },
  { .name = "next-document", .activate = next_document_activated },
  { .name = "previous-document", .activate = previous_document_activated },
  { .name = "find", .activate = find_activated },
  { .name = "find-next", .activate = find_next_activated },
  { .name = "find-previous", .activate = find_previous_activated },
  { .name = "mode", .state = "'annotate'", .parameter_type = "s", .change_state = mode_changed },
  { .name = "show-rejected", .state = "false", .change_state = show_rejected_changed },
  { .name = "shortcuts", .activate = shortcuts_activated },
  { .name = "close", .activate = close_activated },
};

static void
set_enabled_all (PostilWindow *self, const char *const *names, gboolean enabled)
{
  for (guint i = 0; names[i] != NULL; i++)
    set_enabled (self, names[i], enabled);
}

void
postil_window_update_actions (PostilWindow *self)
{
  static const char *const of_project[] = { "open-document",  "next-document",     "previous-document", "go-to",
                                            "filter",         "choose-list-label", "list-label",        "choose-entity",
                                            "show-entity",    "show-span",         "list-mentions",     "labels",
                                            "search",         "close-page",        "statistics",        "page",
                                            "decide-similar", "review-filter",     "show-hit",          "untag-hits",
                                            "mode",           "show-rejected",     "set-note",          NULL };
  /* On the search page a label goes to the ticked hits; all else acts on a document that is out of sight. */
  static const char *const of_hits[] = { "label", "take-label", "label-all", "pick-label", "remove", NULL };
  /* clang-format off */
  static const char *const of_document[] = {
    "skip", "next-span", "previous-span", "done", "done-rest", "select-span", "select-range",
    "find", "find-next", "find-previous", "boilerplate", "quoted-reply", "split-post", "join-post",
    "post-info", "fold", "fold-all", "next-mention", "previous-mention", "select-clause",
    "select-sentence", "add-part", "cut-part", "describe", NULL
  };
  /* clang-format on */
  static const char *const of_any_document[] = { "focus-document", "rule-from-span", "search-selection", "print", NULL };
  static const char *const of_span[] = { "note", "relate", "relate-as", NULL };
  gboolean project = self->session != NULL;
  gboolean document = project && postil_session_get_document (self->session) != NULL;
  gboolean searching = project && postil_window_shows_page (self, "search");
  gboolean in_sight = document && !postil_window_shows_page (self, NULL);
  gboolean review = project && postil_session_get_mode (self->session) == POSTIL_MODE_REVIEW;
  const PostilSpan *span = NULL;

  if (in_sight)
    span = postil_session_get_span (self->session, postil_session_get_current (self->session));
  set_enabled_all (self, of_project, project);
  set_enabled_all (self, of_any_document, document);
  set_enabled_all (self, of_document, in_sight);
  set_enabled_all (self, of_span, span != NULL);
  set_enabled_all (self, of_hits, searching || in_sight);
  set_enabled (self, "remove", searching || span != NULL);
  set_enabled (self, "accept", span != NULL && (review || span->state != POSTIL_STATE_KEPT));
  set_enabled (self, "reject", span != NULL && span->state != POSTIL_STATE_REJECTED);
  set_enabled (self, "accept-all", span != NULL && span->state == POSTIL_STATE_SUGGESTED);
  set_enabled (self, "reject-all", span != NULL && span->state == POSTIL_STATE_SUGGESTED);
  set_state (self, "mode", g_variant_new_string (review ? "review" : "annotate"));
}

void
postil_window_update_history (PostilWindow *self)
{
  PostilProject *project = postil_window_get_project (self);
  PostilStore *store = project != NULL ? postil_project_get_store (project) : NULL;
  g_autoptr (PostilEdit) undo = store != NULL ? postil_history_peek_undo (store) : NULL;
  g_autoptr (PostilEdit) redo = store != NULL ? postil_history_peek_redo (store) : NULL;

  set_enabled (self, "undo", undo != NULL);
  set_enabled (self, "redo", redo != NULL);
}

void
postil_window_install_actions (PostilWindow *self)
{
  g_autoptr (GPropertyAction) list = g_property_action_new ("show-list", self->panes, "show-start");
  g_autoptr (GPropertyAction) inspector = g_property_action_new ("show-inspector", self->panes, "show-end");

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (list));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (inspector));
  set_enabled (self, "undo", FALSE);
  set_enabled (self, "redo", FALSE);
}
