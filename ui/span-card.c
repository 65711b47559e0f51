/* span-card.c - a span in words, and the card that shows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "span-card.h"

#include "stored-words.h"
#include "span-words.h"

#include <glib/gi18n.h>

#define WORDS_MAX 120

struct _PostilSpanCard
{
  GtkPopover parent_instance;

  GtkLabel *head;
  GtkLabel *rest;
};

G_DEFINE_FINAL_TYPE (PostilSpanCard, postil_span_card, GTK_TYPE_POPOVER)

static char *
dup_source_name (PostilStore *store, PostilId id)
{
  g_autoptr (GPtrArray) list = postil_source_list (store, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (list, i);

      if (source->id == id)
        return g_strdup (source->name);
    }
  return NULL;
}

static void
append_origin (GString *out, PostilStore *store, const PostilSpan *span)
{
  g_autofree char *source = dup_source_name (store, span->source);
  g_autofree char *annotator = span->annotator != 0 ? postil_annotator_name (store, span->annotator) : NULL;
  gboolean by_hand = g_strcmp0 (source, "hand") == 0;

  g_string_append_c (out, '\n');
  if (by_hand && annotator != NULL)
    g_string_append_printf (out, _ ("Marked by hand by %s"), annotator);
  else if (by_hand)
    g_string_append (out, _ ("Marked by hand"));
  else
    g_string_append_printf (out, _ ("Proposed by %s, score %.2f"), source != NULL ? source : "?", span->score);
  if (!by_hand && annotator != NULL && span->state != POSTIL_STATE_SUGGESTED)
    g_string_append_printf (out, _ ("; decided by %s"), annotator);
}

static void
append_relations (GString *out, PostilSession *session, const PostilSpan *span)
{
  GPtrArray *relations = postil_session_get_relations (session);
  PostilProject *project = postil_session_get_project (session);
  const PostilDocument *document = postil_session_get_document (session);

  for (guint i = 0; i < relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (relations, i);
      PostilSpanId other = relation->head == span->id ? relation->tail : relation->head;
      const PostilSpan *end = postil_session_get_span (session, other);
      const PostilLabel *label = postil_project_get_label (project, relation->label);
      g_autofree char *words = NULL;

      if ((relation->head != span->id && relation->tail != span->id) || end == NULL || label == NULL)
        continue;
      words = postil_span_words (document->text, end->range, WORDS_MAX / 2);
      g_string_append_printf (out, relation->head == span->id ? "\n%s → %s" : "\n%s ← %s", label->name, words);
    }
}

static const char *const states[] = { N_ ("suggested"), N_ ("kept"), N_ ("rejected") };

char *
postil_span_spoken (PostilSession *session, const PostilSpan *span)
{
  const PostilDocument *document = postil_session_get_document (session);
  const PostilLabel *label = postil_project_get_label (postil_session_get_project (session), span->label);
  const char *name = label != NULL ? label->name : "?";
  guint32 line = postil_text_line_of (document->text, span->range.start, NULL);
  g_autofree char *words = postil_span_words (document->text, span->range, WORDS_MAX);

  if (span->state == POSTIL_STATE_SUGGESTED)
    return g_strdup_printf (_ ("%s, %s, line %u, suggested, %.2f"), name, words, line, span->score);
  return g_strdup_printf (_ ("%s, %s, line %u, %s"), name, words, line, _ (states[span->state]));
}

char *
postil_span_card_text (PostilSession *session, const PostilSpan *span)
{
  PostilProject *project = postil_session_get_project (session);
  const PostilLabel *label = postil_project_get_label (project, span->label);
  GString *out = g_string_new (label != NULL ? label->name : "?");
  g_autofree char *words = postil_span_words (postil_session_get_document (session)->text, span->range, WORDS_MAX);
  g_autofree char *reason = postil_reason_words (span->reason);

  g_string_append_printf (out, ", %s", _ (states[span->state]));
  if (span->state == POSTIL_STATE_SUGGESTED)
    g_string_append_printf (out, ", %.2f", span->score);
  g_string_append_printf (out, "\n%s", words);
  if (span->parts != NULL && span->parts->len > 1)
    g_string_append_printf (out, ngettext ("\nin %u part", "\nin %u parts", span->parts->len), span->parts->len);
  if (reason != NULL && reason[0] != '\0')
    g_string_append_printf (out, "\n%s", reason);
  append_origin (out, postil_project_get_store (project), span);
  if (span->note != NULL && span->note[0] != '\0')
    g_string_append_printf (out, _ ("\nNote: %s"), span->note);
  append_relations (out, session, span);
  return g_string_free (out, FALSE);
}

void
postil_span_card_show (PostilSpanCard *self, const char *text, const GdkRectangle *beside)
{
  const char *feed = strchr (text, '\n');
  g_autofree char *head = feed != NULL ? g_strndup (text, (gsize) (feed - text)) : g_strdup (text);

  gtk_label_set_text (self->head, head);
  gtk_label_set_text (self->rest, feed != NULL ? feed + 1 : "");
  gtk_popover_set_pointing_to (GTK_POPOVER (self), beside);
  gtk_popover_popup (GTK_POPOVER (self));
}

static void
postil_span_card_class_init (PostilSpanCardClass *klass)
{
}

static GtkLabel *
add_line (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 46);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
postil_span_card_init (PostilSpanCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  self->head = add_line (box, "heading");
  self->rest = add_line (box, "body");
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("About this span"), -1);
}

GtkWidget *
postil_span_card_new (void)
{
  return g_object_new (POSTIL_TYPE_SPAN_CARD, NULL);
}
