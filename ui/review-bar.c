/* review-bar.c - the suggestion to decide on now, and how far the queue is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "review-bar.h"

#include <glib/gi18n.h>

#include "label-dot.h"
#include "stored-words.h"
#include "review-filter.h"
#include "span-words.h"

struct _PostilReviewBar
{
  GtkBox          parent_instance;
  GtkProgressBar *progress;
  GtkBox         *body;
  GtkWidget      *suggestion;
  PostilLabelDot *dot;
  GtkLabel       *label;
  GtkLabel       *words;
  GtkLabel       *reason;
  GtkLabel       *queue;
  GtkWidget      *filter_button;
  GtkWidget *suggest; /* while there is nothing to decide on because nobody asked */
  GtkWidget *decide;
  PostilReviewFilter *filter;
  PostilSession  *session;
  guint           most_open; /* the longest that the queue was since the session began */
  guint           update;    /* source of the pending update, 0: none */
};

G_DEFINE_FINAL_TYPE (PostilReviewBar, postil_review_bar, GTK_TYPE_BOX)

/* How many suggestions of the queue are open in the document, and which of them the current one is (from 1; 0: none). */
static guint
count_here (PostilReviewBar *self, guint *current)
{
  GPtrArray *spans = postil_session_get_spans (self->session);
  PostilSpanId id = postil_session_get_current (self->session);
  guint n = 0;

  *current = 0;
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);

      if (!postil_session_is_in_queue (self->session, span))
        continue;
      n++;
      if (span->id == id)
        *current = n;
    }
  return n;
}

/* Whether nobody and nothing ever proposed a span in this project. */
static gboolean
was_never_asked (PostilReviewBar *self)
{
  PostilStore *store = postil_project_get_store (postil_session_get_project (self->session));
  g_autoptr (GPtrArray) sources = postil_source_list (store, NULL);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);

      if (source->kind != POSTIL_SOURCE_HAND && source->kind != POSTIL_SOURCE_IMPORT)
        return FALSE;
    }
  return sources != NULL;
}

static void
show_queue (PostilReviewBar *self)
{
  guint open = postil_session_count_open (self->session);
  gboolean narrow = postil_review_filter_is_narrow (self->session);
  gboolean never = open == 0 && !narrow && was_never_asked (self);
  guint current;
  guint here = count_here (self, &current);
  g_autofree char *text = NULL;
  g_autofree char *order = postil_review_filter_describe (self->session);

  gtk_widget_set_tooltip_text (self->filter_button, order);
  gtk_widget_set_visible (self->suggest, never);
  gtk_widget_set_visible (self->decide, !never);
  self->most_open = MAX (self->most_open, open);
  if (never)
    text = g_strdup (_ ("Nothing was suggested yet"));
  else if (open == 0)
    text = g_strdup_printf (narrow ? _ ("Nothing that is open passes this filter · %s")
                                   : _ ("Every suggestion is decided · %s"),
                            order);
  else if (current > 0)
    text = g_strdup_printf (_ ("%u of %u in this document · %'u open in the queue · %s"), current, here, open, order);
  else
    text = g_strdup_printf (_ ("%u in this document · %'u open in the queue · %s"), here, open, order);
  gtk_label_set_text (self->queue, text);
  gtk_progress_bar_set_fraction (self->progress, self->most_open > 0
                                                     ? (double) (self->most_open - open) / self->most_open
                                                 : never ? 0.0
                                                         : 1.0);
}

/* " · Denial kept 14 times, rejected twice": how the very same words were decided before. */
static void
append_precedents (PostilReviewBar *self, GString *text, const char *words)
{
  PostilProject *project = postil_session_get_project (self->session);
  g_autoptr (GArray) precedents = postil_spans_precedents (postil_project_get_store (project), words, NULL);

  for (guint i = 0; precedents != NULL && i < precedents->len && i < 3; i++)
    {
      const PostilPrecedent *precedent = &g_array_index (precedents, PostilPrecedent, i);
      const PostilLabel *label = postil_project_get_label (project, precedent->label);

      g_string_append_printf (text, _ (" · before: %s"), label != NULL ? label->name : "?");
      if (precedent->n_kept > 0)
        g_string_append_printf (text, _ (", kept %u×"), precedent->n_kept);
      if (precedent->n_rejected > 0)
        g_string_append_printf (text, _ (", rejected %u×"), precedent->n_rejected);
    }
}

static void
show_suggestion (PostilReviewBar *self, const PostilSpan *span)
{
  const PostilDocument *document = postil_session_get_document (self->session);
  const PostilLabel *label = postil_project_get_label (postil_session_get_project (self->session), span->label);
  g_autofree char *words = postil_span_words (document->text, span->range, 200);
  g_autofree char *exact = postil_text_slice_parts (document->text, span->range, span->parts);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *why = postil_reason_words (span->reason);
  const char *reason;

  /* What was decided before comes first: it is short, and the reason may be longer than the window is wide. */
  g_string_append_printf (line, "%.0f %%", span->score * 100);
  append_precedents (self, line, exact);
  g_string_append_printf (line, " · %s", why != NULL ? why : _ ("no reason given"));
  reason = line->str;

  postil_label_dot_set_label (self->dot, label);
  gtk_label_set_text (self->label, label != NULL ? label->name : "");
  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->reason, reason);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), reason);
}

static gboolean
update_now (gpointer data)
{
  PostilReviewBar *self = data;
  const PostilSpan *span;

  self->update = 0;
  if (postil_session_get_document (self->session) == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  span = postil_session_get_span (self->session, postil_session_get_current (self->session));
  if (span != NULL && span->state != POSTIL_STATE_SUGGESTED)
    span = NULL;
  gtk_widget_set_visible (self->suggestion, span != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), span != NULL);
  if (span != NULL)
    show_suggestion (self, span);
  show_queue (self);
  return G_SOURCE_REMOVE;
}

/* After the frame that shows the decision, not before it. */
static void
queue_update (PostilReviewBar *self)
{
  if (self->update == 0 && self->session != NULL)
    self->update = g_idle_add_full (GDK_PRIORITY_REDRAW + 2, update_now, self, NULL); /* before long texts are laid out */
}

/* Another queue is as long as it is: what the last one held was not decided. */
static void
queue_changed (PostilReviewBar *self)
{
  self->most_open = 0;
  queue_update (self);
}

void
postil_review_bar_set_session (PostilReviewBar *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_REVIEW_BAR (self));
  g_clear_handle_id (&self->update, g_source_remove);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (postil_session_get_project (self->session), self);
    }
  g_set_object (&self->session, session);
  postil_review_filter_set_session (self->filter, session);
  self->most_open = 0;
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "current-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (session, "spans-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (session, "document-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (session, "mode-changed", G_CALLBACK (queue_changed), self);
  g_signal_connect_swapped (session, "queue-counted", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (postil_session_get_project (session), "documents-changed", G_CALLBACK (queue_update), self);
  queue_update (self);
}

GtkPopover *
postil_review_bar_get_filter (PostilReviewBar *self)
{
  return GTK_POPOVER (self->filter);
}

void
postil_review_bar_set_narrow (PostilReviewBar *self, gboolean narrow)
{
  g_return_if_fail (POSTIL_IS_REVIEW_BAR (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_label_set_single_line_mode (self->reason, !narrow);
  gtk_label_set_wrap (self->reason, narrow);
  gtk_label_set_lines (self->reason, narrow ? 2 : 1);
}

void
postil_review_bar_open_filter (PostilReviewBar *self)
{
  g_return_if_fail (POSTIL_IS_REVIEW_BAR (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->filter_button));
}

static void
postil_review_bar_dispose (GObject *object)
{
  postil_review_bar_set_session (POSTIL_REVIEW_BAR (object), NULL);
  G_OBJECT_CLASS (postil_review_bar_parent_class)->dispose (object);
}

static void
postil_review_bar_class_init (PostilReviewBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_review_bar_dispose;
  g_type_ensure (POSTIL_TYPE_LABEL_DOT);
  g_type_ensure (POSTIL_TYPE_REVIEW_FILTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/review-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, progress);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, body);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, suggestion);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, dot);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, label);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, words);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, reason);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, queue);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, filter_button);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, filter);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, suggest);
  gtk_widget_class_bind_template_child (widget_class, PostilReviewBar, decide);
}

static void
postil_review_bar_init (PostilReviewBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* While it is hidden it does not follow. */
  g_signal_connect (self, "notify::visible", G_CALLBACK (queue_update), NULL);
}
