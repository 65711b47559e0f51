/* document-list-row.c - one line of the document list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-list-row.h"

#include <glib/gi18n.h>

struct _PostilDocumentListRow
{
  GtkBox              parent_instance;
  GtkImage           *state;
  GtkLabel           *title;
  GtkLabel           *key;
  GtkLabel           *n_kept;
  GtkLabel           *n_suggested;
  PostilDocumentItem *item;
};

G_DEFINE_TYPE (PostilDocumentListRow, postil_document_list_row, GTK_TYPE_BOX)

static const struct
{
  const char *icon;
  const char *name;
} states[] = {
  [POSTIL_READING_UNREAD] = { "postil-unread-symbolic", N_ ("unread") },
  [POSTIL_READING_OPEN] = { "postil-open-symbolic", N_ ("open") },
  [POSTIL_READING_DONE] = { "postil-done-symbolic", N_ ("done") },
};

static void
set_count (GtkLabel *label, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), n > 0);
}

/* One sentence for who cannot see the row. */
static void
describe (PostilDocumentListRow *self, const PostilDocumentRow *row, const char *title)
{
  g_autofree char *text = g_strdup_printf (_ ("%s, %s, %u kept, %u suggested"), title, _ (states[row->reading].name),
                                           row->n_kept, row->n_suggested);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  /* It is the list's own row that gets the focus; GTK 4.8 leaves it without a name. */
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self))),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_row (PostilDocumentListRow *self)
{
  const PostilDocumentRow *row = postil_document_item_get_row (self->item);
  const char *key = row->key != NULL ? row->key : "";
  const char *title = row->title != NULL && row->title[0] != '\0' ? row->title : key;

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->key, key);
  if (g_strcmp0 (gtk_image_get_icon_name (self->state), states[row->reading].icon) != 0)
    gtk_image_set_from_icon_name (self->state, states[row->reading].icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->state), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (states[row->reading].name), -1);
  set_count (self->n_kept, row->n_kept);
  set_count (self->n_suggested, row->n_suggested);
  if (row->reading == POSTIL_READING_DONE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "done");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "done");
  describe (self, row, title);
}

void
postil_document_list_row_set_item (PostilDocumentListRow *self, PostilDocumentItem *item)
{
  g_return_if_fail (POSTIL_IS_DOCUMENT_LIST_ROW (self));
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (show_row), self);
  show_row (self);
}

/* Only when it is asked for: setting a tooltip asks the X server where the pointer is, for every row of a list. */
static gboolean
postil_document_list_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  PostilDocumentListRow *self = POSTIL_DOCUMENT_LIST_ROW (widget);
  const PostilDocumentRow *row = self->item != NULL ? postil_document_item_get_row (self->item) : NULL;
  g_autofree char *text = NULL;

  if (row == NULL)
    return FALSE;
  text = g_strdup_printf (_ ("%s\n%s, %u kept, %u suggested"), gtk_label_get_text (self->title),
                          _ (states[row->reading].name), row->n_kept, row->n_suggested);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
postil_document_list_row_dispose (GObject *object)
{
  postil_document_list_row_set_item (POSTIL_DOCUMENT_LIST_ROW (object), NULL);
  G_OBJECT_CLASS (postil_document_list_row_parent_class)->dispose (object);
}

static void
postil_document_list_row_class_init (PostilDocumentListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_document_list_row_dispose;
  widget_class->query_tooltip = postil_document_list_row_query_tooltip;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/document-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentListRow, state);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentListRow, title);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentListRow, key);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentListRow, n_kept);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentListRow, n_suggested);
}

static void
postil_document_list_row_init (PostilDocumentListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
postil_document_list_row_new (void)
{
  return g_object_new (POSTIL_TYPE_DOCUMENT_LIST_ROW, NULL);
}
