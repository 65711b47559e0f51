/* window-machine.c - rules, sources and their ledger, quality: what the window does about the machine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-machine.h"

#include "application.h"
#include "bulk-dialog.h"
#include "ledger-page.h"
#include "quality-page.h"
#include "rule-page.h"
#include "window-private.h"

#include <glib/gi18n.h>
#include <postil/project-rules.h>

/* --- Coming and going ---------------------------------------------------------------------------------------------- */

static void
close_page (PostilWindow *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "close-page", NULL);
}

static void
rule_said (PostilRulePage *page, const char *text, gboolean undo, PostilWindow *self)
{
  postil_window_toast (self, text, undo);
}

static PostilRulePage *
show_rules (PostilWindow *self)
{
  PostilRulePage *page = POSTIL_RULE_PAGE (postil_window_show_page (self, "rules"));

  g_signal_handlers_disconnect_by_func (page, rule_said, self);
  g_signal_handlers_disconnect_by_func (page, postil_window_update_cancel, self);
  g_signal_connect_object (page, "message", G_CALLBACK (rule_said), self, 0);
  g_signal_connect_object (page, "notify::trying", G_CALLBACK (postil_window_update_cancel), self, G_CONNECT_SWAPPED);
  postil_rule_page_refresh (page);
  return page;
}

/* NULL: nobody has looked at the rules yet. */
static PostilRulePage *
get_rules (PostilWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->content, "rules");

  return page != NULL ? POSTIL_RULE_PAGE (page) : NULL;
}

gboolean
postil_window_tries_rule (PostilWindow *self)
{
  return get_rules (self) != NULL && postil_rule_page_is_trying (get_rules (self));
}

void
postil_window_stop_rule (PostilWindow *self)
{
  if (get_rules (self) != NULL)
    postil_rule_page_stop (get_rules (self));
}

/* When it is up. */
static void
refresh_ledger (PostilWindow *self)
{
  if (postil_window_shows_page (self, "ledger"))
    postil_ledger_page_refresh (POSTIL_LEDGER_PAGE (gtk_stack_get_visible_child (self->content)));
}

void
postil_window_follow_history (PostilWindow *self)
{
  refresh_ledger (self);
  if (postil_window_shows_page (self, "quality"))
    postil_quality_page_refresh (POSTIL_QUALITY_PAGE (gtk_stack_get_visible_child (self->content)));
  if (get_rules (self) != NULL)
    postil_rule_page_follow (get_rules (self));
}

static void
page_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  const char *name = g_variant_get_string (parameter, NULL);

  if (postil_window_shows_page (self, name))
    {
      close_page (self);
      return;
    }
  if (g_str_equal (name, "rules"))
    {
      postil_rule_page_focus (show_rules (self));
      return;
    }
  if (g_str_equal (name, "ledger"))
    postil_ledger_page_refresh (POSTIL_LEDGER_PAGE (postil_window_show_page (self, name)));
  else if (g_str_equal (name, "quality"))
    postil_quality_page_refresh (POSTIL_QUALITY_PAGE (postil_window_show_page (self, name)));
  else
    return;
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->content), GTK_DIR_TAB_FORWARD);
}

/* --- What the pages do --------------------------------------------------------------------------------------------- */

static void
run_suggester_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *only[] = { g_variant_get_string (parameter, NULL), NULL };

  postil_window_suggest_only (data, NULL, only);
}

static void
review_source_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  PostilReviewQueue queue = { .order = POSTIL_ORDER_CONFIDENCE };

  g_variant_get (parameter, "(xxd)", &queue.source, &queue.label, &queue.min_score);
  close_page (self);
  postil_session_set_queue (self->session, &queue);
  g_action_group_activate_action (G_ACTION_GROUP (self), "mode", g_variant_new_string ("review"));
  postil_session_enter_queue (self->session);
}

static void
review_filter_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  close_page (self);
  g_action_group_activate_action (G_ACTION_GROUP (self), "mode", g_variant_new_string ("review"));
  if (gtk_widget_get_visible (GTK_WIDGET (self->review_bar)))
    postil_review_bar_open_filter (self->review_bar);
}

static void
decide_matching (PostilBulkDialog *dialog, const PostilMany *many, guint n, PostilWindow *self)
{
  postil_window_decide_many (self, many, n, postil_window_shows_page (self, NULL), self->eye);
}

static void
decide_many (PostilWindow *self, PostilId source, PostilId label, double min_score)
{
  GtkWidget *dialog = postil_bulk_dialog_new (GTK_WINDOW (self), self->session, source, label, min_score);

  self->eye = postil_document_view_get_eye (self->view);
  g_signal_connect_object (dialog, "decide", G_CALLBACK (decide_matching), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
decide_many_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gint64 source, label;
  double min_score;

  g_variant_get (parameter, "(xxd)", &source, &label, &min_score);
  decide_many (data, source, label, min_score);
}

/* All of the current suggestion's rule above 90 %, to begin with. */
static void
decide_similar_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));
  gboolean open = span != NULL && span->state == POSTIL_STATE_SUGGESTED;

  decide_many (self, open ? span->source : 0, open ? span->label : 0, 0.9);
}

static void
weigh_source_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GError) error = NULL;
  const char *source;
  double weight;

  g_variant_get (parameter, "(&sd)", &source, &weight);
  if (!postil_project_set_weight (postil_window_get_project (self), source, weight, &error))
    postil_window_fail (self, _ ("The weight was not kept"), error);
  else
    postil_window_toast (self, weight > 0 ? _ ("The next run of the suggesters goes by it (F5)") : _ ("Retired: it proposes nothing more"),
                         FALSE);
  refresh_ledger (self);
}

static void
rule_from_span_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  const PostilDocument *document = postil_session_get_document (self->session);
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));
  PostilRange range = postil_session_get_selection (self->session);
  PostilRange sentence;
  g_autofree char *words = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *example = NULL;

  if (range.start == range.stop && span != NULL)
    range = span->range;
  if (range.start == range.stop || postil_range_length (range) > 300)
    {
      postil_window_toast (self, _ ("Go to a span, or select a few words first"), FALSE);
      return;
    }
  sentence = postil_segment_sentence_at (document->text, range.start);
  words = postil_text_slice (document->text, range);
  before = postil_text_slice (document->text, POSTIL_RANGE (MIN (sentence.start, range.start), range.start));
  after = postil_text_slice (document->text, POSTIL_RANGE (range.stop, MAX (sentence.stop, range.stop)));
  example = g_strdup_printf ("%s[%s]%s", before, words, after);
  g_strdelimit (example, "\n", ' ');
  postil_rule_page_begin_from (show_rules (self), words, span != NULL ? span->label : 0, example);
}

/* --- Rules that came with the file --------------------------------------------------------------------------------- */

static PostilSettings *
settings_of (PostilWindow *self)
{
  return postil_application_get_settings (POSTIL_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
}

static void
trust_rules_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  PostilProject *project = postil_window_get_project (self);
  g_autofree char *fingerprint = postil_stored_rules_fingerprint (postil_project_get_store (project));

  if (fingerprint != NULL)
    postil_settings_trust (settings_of (self), fingerprint);
  postil_project_set_run_rules (project, TRUE);
}

static void
answered (AdwMessageDialog *dialog, const char *response, PostilWindow *self)
{
  if (self->session == NULL)
    return;
  g_free (self->asked_about_rules);
  self->asked_about_rules =
      postil_stored_rules_fingerprint (postil_project_get_store (postil_window_get_project (self)));
  if (g_str_equal (response, "run"))
    g_action_group_activate_action (G_ACTION_GROUP (self), "trust-rules", NULL);
  postil_window_suggest (self, NULL);
}

gboolean
postil_window_may_suggest (PostilWindow *self)
{
  PostilProject *project = postil_window_get_project (self);
  g_autofree char *fingerprint = postil_stored_rules_fingerprint (postil_project_get_store (project));
  GtkWidget *dialog;

  postil_project_set_run_rules (project, fingerprint != NULL && postil_settings_trusts (settings_of (self), fingerprint));
  if (fingerprint == NULL || postil_project_get_run_rules (project) ||
      g_strcmp0 (self->asked_about_rules, fingerprint) == 0)
    return TRUE;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Run the Rules of This Project?"),
                                   _ ("The file brings rules of its own, which you have not run before. They can only propose spans, but who "
                                      "wrote them decides what you are shown. “Rules” (Alt+4) shows them."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "leave", _ ("_Without Them"), "run", _ ("_Run Them"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "leave");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "leave");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return FALSE;
}

static const GActionEntry actions[] = {
  { .name = "page", .activate = page_activated, .parameter_type = "s" },
  { .name = "run-suggester", .activate = run_suggester_activated, .parameter_type = "s" },
  { .name = "review-source", .activate = review_source_activated, .parameter_type = "(xxd)" },
  { .name = "decide-many", .activate = decide_many_activated, .parameter_type = "(xxd)" },
  { .name = "decide-similar", .activate = decide_similar_activated },
  { .name = "review-filter", .activate = review_filter_activated },
  { .name = "weigh-source", .activate = weigh_source_activated, .parameter_type = "(sd)" },
  { .name = "rule-from-span", .activate = rule_from_span_activated },
  { .name = "trust-rules", .activate = trust_rules_activated },
};

static gboolean
focus_document_now (gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (((PostilWindow *) data)->view));
  return G_SOURCE_REMOVE;
}

/* Once the popover has given the keys back to its button. */
static void
focus_document (PostilWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, focus_document_now, g_object_ref (self), g_object_unref);
}

void
postil_window_install_machine (PostilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  /* Else it is the button that has the keys, and no arrow moves the caret. */
  g_signal_connect_object (postil_review_bar_get_filter (self->review_bar), "closed", G_CALLBACK (focus_document), self,
                           G_CONNECT_SWAPPED);
}
