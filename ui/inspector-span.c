/* inspector-span.c - the inspector's page about the current span
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inspector-private.h"

#include "stored-words.h"
#include "span-card.h"
#include "span-words.h"

#include <glib/gi18n.h>

#define MAX_WORDS 600
#define MAX_LINES 8

static PostilStore *
get_store (PostilInspector *self)
{
  return postil_project_get_store (postil_session_get_project (self->session));
}

static const PostilLabel *
get_label (PostilInspector *self, PostilId id)
{
  return postil_project_get_label (postil_session_get_project (self->session), id);
}

static const char *
label_name (PostilInspector *self, PostilId id)
{
  const PostilLabel *label = get_label (self, id);

  return label != NULL ? label->name : _ ("unknown label");
}

/* --- Where it comes from ------------------------------------------------------------------------------------------- */

static const char *
source_name (PostilInspector *self, PostilId id)
{
  const char *name = g_hash_table_lookup (self->sources, &id);
  g_autoptr (GPtrArray) list = NULL;

  if (name != NULL)
    return name;
  list = postil_source_list (get_store (self), NULL);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (list, i);

      g_hash_table_replace (self->sources, g_memdup2 (&source->id, sizeof source->id), g_strdup (source->name));
    }
  name = g_hash_table_lookup (self->sources, &id);
  return name != NULL ? name : _ ("unknown");
}

static void
show_state (PostilInspector *self, PostilState state)
{
  static const char *const names[] = { N_ ("Suggested"), N_ ("Kept"), N_ ("Rejected") };
  const char *classes[] = { "postil-state", postil_state_to_string (state), NULL };

  gtk_label_set_text (self->state, _ (names[state]));
  if (!gtk_widget_has_css_class (GTK_WIDGET (self->state), classes[1]))
    gtk_widget_set_css_classes (GTK_WIDGET (self->state), classes);
}

static void
show_origin (PostilInspector *self, const PostilSpan *span)
{
  const char *source = source_name (self, span->source);
  gboolean by_hand = g_str_equal (source, "hand");
  g_autofree char *annotator = span->annotator != 0 ? postil_annotator_name (get_store (self), span->annotator) : NULL;
  g_autofree char *reason = postil_reason_words (span->reason);
  g_autoptr (GString) text = g_string_new (NULL);

  if (by_hand)
    g_string_append (text, _ ("Marked by hand"));
  else
    g_string_append_printf (text, _ ("Proposed by %s, score %.2f"), source, span->score);
  if (annotator != NULL && span->state != POSTIL_STATE_SUGGESTED)
    g_string_append_printf (text, by_hand ? _ (" by %s") : _ ("\nDecided by %s"), annotator);
  gtk_label_set_text (self->origin, text->str);
  gtk_level_bar_set_value (self->score, CLAMP (span->score, 0.0, 1.0));
  gtk_widget_set_visible (GTK_WIDGET (self->score), !by_hand);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), span->reason != NULL && span->reason[0] != '\0');
}

/* --- What it touches ---------------------------------------------------------------------------------------------- */

/* "Denial, the company denied …, line 12, kept"; before it the relation that leads there. (transfer full) */
static char *
speak (PostilInspector *self, const PostilSpan *span, const char *relation)
{
  g_autofree char *spoken = postil_span_spoken (self->session, span);

  return relation != NULL ? g_strdup_printf ("%s %s", relation, spoken) : g_steal_pointer (&spoken);
}

static GtkWidget *
span_button (PostilInspector *self, const PostilSpan *span, const char *prefix, const char *relation)
{
  const PostilDocument *document = postil_session_get_document (self->session);
  g_autofree char *words = postil_span_words (document->text, span->range, 80);
  g_autofree char *text = g_strdup_printf ("%s %s", prefix, words);
  g_autofree char *spoken = speak (self, span, relation);
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), postil_inspector_line (get_label (self, span->label), text));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.select-span");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", span->id);
  return button;
}

static void
show_relations (PostilInspector *self, const PostilSpan *span)
{
  GPtrArray *relations = postil_session_get_relations (self->session);
  guint n = 0;

  postil_inspector_clear_box (self->relations);
  for (guint i = 0; i < relations->len && n < MAX_LINES; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (relations, i);
      gboolean is_head = relation->head == span->id;
      const PostilSpan *other;
      g_autofree char *prefix = NULL;

      if (!is_head && relation->tail != span->id)
        continue;
      other = postil_session_get_span (self->session, is_head ? relation->tail : relation->head);
      if (other == NULL)
        continue;
      prefix = g_strdup_printf (is_head ? "%s:" : _ ("%s of:"), label_name (self, relation->label));
      gtk_box_append (self->relations, span_button (self, other, prefix, prefix));
      n++;
    }
  gtk_widget_set_visible (self->relations_box, n > 0);
}

typedef struct
{
  PostilInspector *inspector;
  PostilSpanId     current;
  guint            n;
} Visit;

static gboolean
visit_neighbour (PostilSpanId id, PostilRange range, gpointer data)
{
  Visit *visit = data;
  const PostilSpan *span = postil_session_get_span (visit->inspector->session, id);
  g_autofree char *prefix = NULL;

  if (id == visit->current || span == NULL)
    return TRUE;
  prefix = g_strdup_printf ("%s:", label_name (visit->inspector, span->label));
  gtk_box_append (visit->inspector->here, span_button (visit->inspector, span, prefix, NULL));
  return ++visit->n < MAX_LINES;
}

static void
show_neighbours (PostilInspector *self, const PostilSpan *span)
{
  Visit visit = { self, span->id, 0 };

  postil_inspector_clear_box (self->here);
  postil_span_index_visit (postil_session_get_index (self->session), span->range, visit_neighbour, &visit);
  gtk_widget_set_visible (self->here_box, visit.n > 0);
}

/* --- The same words elsewhere ---------------------------------------------------------------------------------------- */

static void
append_line (PostilInspector *self, const PostilLabel *label, const char *text)
{
  GtkWidget *line = postil_inspector_line (label, text);

  gtk_widget_set_tooltip_text (line, text);
  gtk_box_append (self->same, line);
}

static void
show_precedents (PostilInspector *self, const char *words)
{
  g_autoptr (GArray) precedents = postil_spans_precedents (get_store (self), words, NULL);

  for (guint i = 0; precedents != NULL && i < precedents->len && i < MAX_LINES; i++)
    {
      const PostilPrecedent *precedent = &g_array_index (precedents, PostilPrecedent, i);
      const PostilLabel *label = get_label (self, precedent->label);
      const char *name = label_name (self, precedent->label);
      g_autofree char *kept = NULL;
      g_autofree char *rejected = NULL;

      if (precedent->n_kept > 0)
        {
          kept = g_strdup_printf (ngettext ("Tagged %s %u time", "Tagged %s %u times", precedent->n_kept), name,
                                  precedent->n_kept);
          append_line (self, label, kept);
        }
      if (precedent->n_rejected > 0)
        {
          rejected =
              g_strdup_printf (ngettext ("Rejected as %s %u time", "Rejected as %s %u times", precedent->n_rejected),
                               name, precedent->n_rejected);
          append_line (self, label, rejected);
        }
    }
}

static void
show_open_twins (PostilInspector *self, const PostilSpan *span, const char *words)
{
  g_autoptr (GArray) twins =
      postil_spans_identical (get_store (self), words, span->label, POSTIL_STATES (POSTIL_STATE_SUGGESTED), NULL);
  guint n = twins != NULL ? twins->len : 0;
  g_autofree char *text = NULL;

  if (span->state == POSTIL_STATE_SUGGESTED && n > 0)
    n--;
  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("%u more suggestion of %s", "%u more suggestions of %s", n), n,
                          label_name (self, span->label));
  append_line (self, get_label (self, span->label), text);
}

static void
show_same_words (PostilInspector *self, const PostilSpan *span, const PostilText *text)
{
  postil_inspector_clear_box (self->same);
  /* Whole posts are never said twice, and looking for them costs. */
  if (postil_range_length (span->range) <= MAX_WORDS)
    {
      g_autofree char *words = postil_text_slice (text, span->range);

      show_precedents (self, words);
      show_open_twins (self, span, words);
    }
  gtk_widget_set_visible (self->same_box, gtk_widget_get_first_child (GTK_WIDGET (self->same)) != NULL);
}

void
postil_inspector_show_span (PostilInspector *self, const PostilSpan *span)
{
  const PostilText *text = postil_session_get_document (self->session)->text;
  g_autofree char *words = postil_span_words (text, span->range, MAX_WORDS);

  postil_label_dot_set_label (self->dot, get_label (self, span->label));
  gtk_label_set_text (self->label, label_name (self, span->label));
  gtk_label_set_text (self->words, words);
  show_state (self, span->state);
  show_origin (self, span);
  show_relations (self, span);
  postil_inspector_show_entity (self, span);
  postil_inspector_show_repeats (self, span);
  show_neighbours (self, span);
  show_same_words (self, span, text);
}
