/* inspector-elsewhere.c - what the current span has in other documents: the same name, and the same statement in other words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inspector-private.h"

#include "span-words.h"

#include <glib/gi18n.h>
#include <postil/repeats.h>
#include <string.h>

#define MAX_REPEATS 6
#define MAX_FORMS 8
#define WORDS_MAX 400

/* --- The same name ------------------------------------------------------------------------------------------------- */

static GtkWidget *
action_button (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
append_text (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

static char *
join_forms (const PostilEntityGroup *group)
{
  g_autoptr (GString) forms = g_string_new (NULL);
  guint n = g_strv_length (group->forms);

  for (guint i = 0; i < n && i < MAX_FORMS; i++)
    g_string_append_printf (forms, "%s%s", i > 0 ? ", " : "", group->forms[i]);
  if (n > MAX_FORMS)
    g_string_append (forms, ", …");
  return g_strdup_printf (_ ("Also: %s"), forms->str);
}

void
postil_inspector_show_entity (PostilInspector *self, const PostilSpan *span)
{
  const PostilEntityGroup *group = NULL;
  const PostilLabel *label = postil_project_get_label (postil_session_get_project (self->session), span->label);
  g_autofree char *forms = NULL;
  g_autofree char *mentions = NULL;
  g_autofree char *documents = NULL;
  g_autofree char *counts = NULL;
  GtkWidget *line;

  postil_inspector_clear_box (self->entity);
  if (self->entities != NULL && label != NULL && label->kind == POSTIL_LABEL_ENTITY)
    group = postil_entity_index_find (self->entities, span->id);
  gtk_widget_set_visible (self->entity_box, group != NULL);
  if (group == NULL)
    return;
  mentions = g_strdup_printf (ngettext ("%u mention", "%u mentions", group->n_mentions), group->n_mentions);
  documents = g_strdup_printf (ngettext ("%u document", "%u documents", group->n_documents), group->n_documents);
  /* Translators: "12 mentions in 3 documents". */
  counts = g_strdup_printf (_ ("%s in %s"), mentions, documents);
  append_text (self->entity, group->name, NULL);
  if (group->forms[0] != NULL)
    {
      forms = join_forms (group);
      append_text (self->entity, forms, "dim-label");
    }
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  append_text (GTK_BOX (line), counts, "caption");
  gtk_widget_set_hexpand (gtk_widget_get_first_child (line), TRUE);
  gtk_box_append (GTK_BOX (line), action_button ("go-previous-symbolic", _ ("Previous mention (Shift+M)"),
                                                 "win.previous-mention"));
  gtk_box_append (GTK_BOX (line), action_button ("go-next-symbolic", _ ("Next mention (M)"), "win.next-mention"));
  gtk_box_append (GTK_BOX (line), action_button ("view-list-symbolic", _ ("List the documents that mention it"),
                                                 "win.list-mentions"));
  gtk_box_append (self->entity, line);
}

/* --- The same statement ---------------------------------------------------------------------------------------------- */

/* Words that differ are bold and underlined: no markup, and no colour alone. */
static GtkWidget *
statement_label (const PostilText *text, PostilRange range, const GArray *differing)
{
  PostilRange shown = { range.start, MIN (range.stop, range.start + WORDS_MAX) };
  g_autofree char *words = postil_text_slice (text, shown);
  guint32 first = postil_text_to_byte (text, shown.start);
  PangoAttrList *attributes = pango_attr_list_new ();
  GtkWidget *label;

  for (guint i = 0; i < differing->len; i++)
    {
      PostilRange word = g_array_index (differing, PostilRange, i);
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

      word.stop = MIN (word.stop, shown.stop);
      if (word.start >= word.stop)
        {
          pango_attribute_destroy (bold);
          pango_attribute_destroy (line);
          break;
        }
      bold->start_index = line->start_index = postil_text_to_byte (text, word.start) - first;
      bold->end_index = line->end_index = postil_text_to_byte (text, word.stop) - first;
      pango_attr_list_insert (attributes, bold);
      pango_attr_list_insert (attributes, line);
    }
  label = gtk_label_new (g_strdelimit (words, "\n\t", ' '));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  return label;
}

static char *
read_out (const PostilText *text, const char *title, PostilRange range, const GArray *differing)
{
  g_autofree char *words = postil_span_words (text, range, WORDS_MAX);
  g_autoptr (GString) other = g_string_new (NULL);

  for (guint i = 0; i < differing->len; i++)
    {
      g_autofree char *word = postil_text_slice (text, g_array_index (differing, PostilRange, i));

      g_string_append_printf (other, "%s%s", i > 0 ? ", " : "", word);
    }
  if (other->len == 0)
    return g_strdup_printf (_ ("Also in %s: %s"), title, words);
  return g_strdup_printf (_ ("Also in %s: %s. Other words: %s"), title, words, other->str);
}

static void
add_repeat (PostilInspector *self, const PostilSpan *span, const PostilSpan *other, const PostilRelation *relation)
{
  PostilStore *store = postil_project_get_store (postil_session_get_project (self->session));
  const PostilDocument *here = postil_session_get_document (self->session);
  g_autoptr (PostilDocument) there = postil_documents_get (store, other->document, NULL);
  g_autoptr (GArray) differing = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *read = NULL;
  GtkWidget *button, *box;
  const char *title;

  if (there == NULL || other->range.stop > postil_text_get_length (there->text))
    return;
  title = there->title != NULL && there->title[0] != '\0' ? there->title : there->key;
  differing = postil_repeats_differ (here->text, span->range, there->text, other->range);
  heading = relation->state == POSTIL_STATE_SUGGESTED ? g_strdup_printf (_ ("Also in %s, %.2f"), title, relation->score)
                                                      : g_strdup_printf (_ ("Also in %s"), title);
  read = read_out (there->text, title, other->range, differing);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  append_text (GTK_BOX (box), heading, "caption-heading");
  gtk_label_set_lines (GTK_LABEL (gtk_widget_get_first_child (box)), 2);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_first_child (box)), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (box), statement_label (there->text, other->range, differing));
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Go there. The words that differ are underlined"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, read, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-span");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xx)", other->document, other->id);
  gtk_box_append (self->repeats, button);
}

void
postil_inspector_show_repeats (PostilInspector *self, const PostilSpan *span)
{
  PostilProject *project = postil_session_get_project (self->session);
  PostilStore *store = postil_project_get_store (project);
  g_autoptr (GPtrArray) relations = postil_relations_of_span (store, span->id, NULL);
  PostilId repeats = postil_labels_find (store, "repeats");
  guint n = 0;

  postil_inspector_clear_box (self->repeats);
  for (guint i = 0; relations != NULL && i < relations->len && n < MAX_REPEATS; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (relations, i);
      g_autoptr (PostilSpan) other = NULL;

      if (relation->label != repeats || relation->state == POSTIL_STATE_REJECTED)
        continue;
      other = postil_spans_get (store, relation->head == span->id ? relation->tail : relation->head, NULL);
      if (other == NULL || other->state == POSTIL_STATE_REJECTED || other->document == span->document)
        continue;
      add_repeat (self, span, other, relation);
      n++;
    }
  gtk_widget_set_visible (self->repeats_box, gtk_widget_get_first_child (GTK_WIDGET (self->repeats)) != NULL);
}
