/* search-facets.c - buttons for the labels at the hits, and one for the document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "search-facets.h"

#include "label-dot.h"
#include "wrap-layout.h"

#include <glib/gi18n.h>

#define DELAY_MS 150 /* counting goes through all hits */
#define LABELS_MAX 14
#define SPACING 4
#define TITLE_CHARS 22

struct _PostilSearchFacets
{
  GtkWidget      parent_instance;
  GtkWidget     *document_button;
  GtkWidget     *any_document; /* shown once it is narrowed */
  PostilHitList *list;
  PostilProject *project;
  PostilId       label;    /* what the list is narrowed to; 0: any */
  PostilId       document;
  guint          update; /* source, 0: none */
  gboolean       filling;
};

G_DEFINE_FINAL_TYPE (PostilSearchFacets, postil_search_facets, GTK_TYPE_WIDGET)

static void update_soon (PostilSearchFacets *self);

static void
narrow (PostilSearchFacets *self)
{
  postil_hit_list_narrow (self->list, self->label, self->document);
  update_soon (self);
}

static void
label_toggled (PostilSearchFacets *self, GtkToggleButton *button)
{
  const PostilHitCount *count = g_object_get_data (G_OBJECT (button), "postil-label");

  if (self->filling)
    return;
  self->label = gtk_toggle_button_get_active (button) ? count->id : 0;
  narrow (self);
}

static void
show_any_document (PostilSearchFacets *self)
{
  postil_search_facets_set_document (self, 0);
}

void
postil_search_facets_set_document (PostilSearchFacets *self, PostilId document)
{
  g_return_if_fail (POSTIL_IS_SEARCH_FACETS (self));
  if (self->document == document)
    return;
  self->document = document;
  narrow (self);
}

void
postil_search_facets_reset (PostilSearchFacets *self)
{
  g_return_if_fail (POSTIL_IS_SEARCH_FACETS (self));
  self->label = self->document = 0;
  update_soon (self);
}

/* --- Showing ------------------------------------------------------------------------------------------------------- */

static const char *
name_of (const PostilLabel *label, PostilId id)
{
  if (id == POSTIL_HITS_OF_NO_LABEL)
    return _ ("No label");
  return label != NULL ? label->name : "?";
}

static GtkWidget *
new_label_button (PostilSearchFacets *self, const PostilHitCount *count)
{
  const PostilLabel *label =
      count->id != POSTIL_HITS_OF_NO_LABEL ? postil_project_get_label (self->project, count->id) : NULL;
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *number;
  g_autofree char *n = g_strdup_printf ("%'u", count->n);
  g_autofree char *tooltip =
      count->id == POSTIL_HITS_OF_NO_LABEL
          ? g_strdup (_ ("Only hits that no span holds"))
          : g_strdup_printf (_ ("Only hits that a span of %s holds"), name_of (label, count->id));
  g_autofree char *words = g_strdup_printf (ngettext ("%s, %u hit", "%s, %u hits", count->n), name_of (label, count->id), count->n);

  if (label != NULL)
    {
      GtkWidget *dot = postil_label_dot_new ();

      postil_label_dot_set_label (POSTIL_LABEL_DOT (dot), label);
      gtk_box_append (GTK_BOX (box), dot);
    }
  number = gtk_label_new (n);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (box), gtk_label_new (name_of (label, count->id)));
  gtk_box_append (GTK_BOX (box), number);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "caption");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (button), "postil-label", g_memdup2 (count, sizeof *count), g_free);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), self->label == count->id);
  g_signal_connect_object (button, "toggled", G_CALLBACK (label_toggled), self, G_CONNECT_SWAPPED);
  return button;
}

static void
show_document (PostilSearchFacets *self)
{
  g_autoptr (PostilDocument) document =
      self->document != 0 ? postil_documents_get (postil_project_get_store (self->project), self->document, NULL) : NULL;
  g_autofree char *shown = NULL;
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (self->document_button));

  if (document != NULL)
    shown = g_strdup (document->title != NULL && document->title[0] != '\0' ? document->title : document->key);
  gtk_label_set_text (GTK_LABEL (label), shown != NULL ? shown : _ ("All documents…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->document_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  shown != NULL ? shown : _ ("All documents…"), -1);
  gtk_widget_set_visible (self->any_document, document != NULL);
}

/* The label that the list is narrowed to is always there, else nobody could widen it again. */
static GArray *
labels_to_show (PostilSearchFacets *self)
{
  g_autoptr (GArray) counts = postil_hit_list_count_labels (self->list);
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (PostilHitCount));
  PostilHitCount chosen = { .id = self->label };
  gboolean found = self->label == 0;

  for (guint i = 0; i < counts->len; i++)
    {
      const PostilHitCount *count = &g_array_index (counts, PostilHitCount, i);

      if (i >= LABELS_MAX && count->id != self->label)
        continue;
      found = found || count->id == self->label;
      g_array_append_val (wanted, *count);
    }
  if (!found)
    g_array_append_val (wanted, chosen);
  return wanted;
}

/* Whether just these buttons are there; then they stay, and with them the keyboard, and the pointer that rests on one.
 */
static gboolean
press_shown (PostilSearchFacets *self, const GArray *wanted)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; i < wanted->len; i++, child = gtk_widget_get_next_sibling (child))
    {
      const PostilHitCount *count =
          child != self->document_button ? g_object_get_data (G_OBJECT (child), "postil-label") : NULL;

      if (count == NULL || count->id != g_array_index (wanted, PostilHitCount, i).id ||
          count->n != g_array_index (wanted, PostilHitCount, i).n)
        return FALSE;
    }
  if (child != self->document_button)
    return FALSE;
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != self->document_button;
       child = gtk_widget_get_next_sibling (child))
    {
      const PostilHitCount *count = g_object_get_data (G_OBJECT (child), "postil-label");

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), self->label == count->id);
    }
  return TRUE;
}

static void
fill_labels (PostilSearchFacets *self)
{
  g_autoptr (GArray) wanted = labels_to_show (self);
  GtkWidget *child;

  if (press_shown (self, wanted))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != self->document_button)
    gtk_widget_unparent (child);
  for (guint i = 0; i < wanted->len; i++)
    gtk_widget_insert_before (new_label_button (self, &g_array_index (wanted, PostilHitCount, i)), GTK_WIDGET (self),
                              self->document_button);
}

static gboolean
update (gpointer data)
{
  PostilSearchFacets *self = data;
  gboolean any = self->project != NULL && self->list != NULL && postil_hit_list_get_n_all (self->list) > 0;

  self->update = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), any);
  if (!any)
    return G_SOURCE_REMOVE;
  self->filling = TRUE;
  fill_labels (self);
  self->filling = FALSE;
  show_document (self);
  return G_SOURCE_REMOVE;
}

static void
update_soon (PostilSearchFacets *self)
{
  if (self->update == 0)
    self->update = g_timeout_add (DELAY_MS, update, self);
}

/* --- Life ---------------------------------------------------------------------------------------------------------- */

void
postil_search_facets_set_list (PostilSearchFacets *self, PostilHitList *list)
{
  g_return_if_fail (POSTIL_IS_SEARCH_FACETS (self));
  g_set_object (&self->list, list);
  g_signal_connect_object (list, "changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
}

void
postil_search_facets_set_project (PostilSearchFacets *self, PostilProject *project)
{
  g_return_if_fail (POSTIL_IS_SEARCH_FACETS (self));
  g_set_object (&self->project, project);
  postil_search_facets_reset (self);
}

static void
postil_search_facets_dispose (GObject *object)
{
  PostilSearchFacets *self = POSTIL_SEARCH_FACETS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->update, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->list);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (postil_search_facets_parent_class)->dispose (object);
}

static void
postil_search_facets_class_init (PostilSearchFacetsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postil_search_facets_dispose;
}

static void
postil_search_facets_init (PostilSearchFacets *self)
{
  GtkWidget *label = gtk_label_new (_ ("All documents…"));

  gtk_widget_set_layout_manager (GTK_WIDGET (self), postil_wrap_layout_new (SPACING));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TITLE_CHARS);
  self->document_button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->document_button), label);
  gtk_widget_add_css_class (self->document_button, "flat");
  gtk_widget_add_css_class (self->document_button, "caption");
  gtk_widget_set_tooltip_text (self->document_button, _ ("Only hits of one document"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->document_button), "win.choose-hit-document");
  gtk_widget_set_parent (self->document_button, GTK_WIDGET (self));
  self->any_document = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->any_document, "flat");
  gtk_widget_set_tooltip_text (self->any_document, _ ("Hits of all documents"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->any_document), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Hits of all documents"), -1);
  g_signal_connect_swapped (self->any_document, "clicked", G_CALLBACK (show_any_document), self);
  gtk_widget_set_visible (self->any_document, FALSE);
  gtk_widget_set_parent (self->any_document, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
