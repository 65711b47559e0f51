/* document-list.c - the left pane: documents with state and counts, and a filter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-list.h"

#include "document-list-model.h"
#include "document-list-row.h"
#include "label-dot.h"

/* The list follows once no other document has come for so long: that takes longer than showing the document, and a key that
 * is pressed meanwhile would wait. */
#define SETTLE_MILLISECONDS 100

#include <glib/gi18n.h>

struct _PostilDocumentList
{
  GtkBox                   parent_instance;
  GtkSearchEntry          *filter_entry;
  GtkDropDown             *filter_state;
  GtkStack                *stack;
  GtkListView             *list;
  GtkLabel                *summary;
  GtkWidget               *label_button;
  PostilLabelDot          *label_dot;
  GtkLabel                *label_name;
  GtkWidget               *any_label; /* shown once a label is chosen */
  GtkWidget               *only_row;  /* shown while only some documents are listed */
  GtkLabel                *only_name;
  PostilId                 label;     /* of which each listed document has a span; 0: any */
  GArray                  *only;      /* PostilId; NULL: all */
  PostilSession           *session;
  PostilDocumentListModel *model;
  GtkSingleSelection      *selection;
  gboolean                 following; /* the selection is being set from the session */
  guint                    settling;  /* source that follows the session, 0: none */
};

G_DEFINE_TYPE (PostilDocumentList, postil_document_list, GTK_TYPE_BOX)

/* In the order of the drop-down. */
static const struct
{
  int      reading;
  gboolean has_suggestions;
} filters[] = {
  { -1, FALSE }, { -1, TRUE }, { POSTIL_READING_UNREAD, FALSE }, { POSTIL_READING_OPEN, FALSE },
  { POSTIL_READING_DONE, FALSE },
};

static gboolean
is_filtered (PostilDocumentList *self)
{
  return gtk_drop_down_get_selected (self->filter_state) != 0 || self->label != 0 || self->only != NULL ||
         gtk_editable_get_text (GTK_EDITABLE (self->filter_entry))[0] != '\0';
}

static void
update_summary (PostilDocumentList *self)
{
  guint n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
  gboolean filtered = is_filtered (self);
  g_autofree char *text = g_strdup_printf (filtered ? ngettext ("%'u document matches", "%'u documents match", n)
                                                    : ngettext ("%'u document", "%'u documents", n),
                                           n);

  gtk_label_set_text (self->summary, text);
  gtk_stack_set_visible_child_name (self->stack, n == 0 && filtered ? "nothing" : "list");
}

static PostilId
document_at (PostilDocumentList *self, guint position)
{
  g_autoptr (PostilDocumentItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return item != NULL ? postil_document_item_get_row (item)->id : 0;
}

static void
ask_for (PostilDocumentList *self, guint position)
{
  PostilId id = document_at (self, position);

  if (id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-document", "x", id);
}

static void
scroll_to (PostilDocumentList *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* Where the shown document is; GTK_INVALID_LIST_POSITION: nowhere. */
static guint
shown_position (PostilDocumentList *self)
{
  const PostilDocument *document = postil_session_get_document (self->session);
  guint position;

  return document != NULL && postil_document_list_model_find (self->model, document->id, &position)
             ? position
             : GTK_INVALID_LIST_POSITION;
}

static void
follow_session (PostilDocumentList *self)
{
  guint position = shown_position (self);

  g_clear_handle_id (&self->settling, g_source_remove);
  if (position == gtk_single_selection_get_selected (self->selection))
    return;
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->following = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    scroll_to (self, position);
}

static gboolean
settle (gpointer data)
{
  PostilDocumentList *self = data;

  self->settling = 0;
  follow_session (self);
  return G_SOURCE_REMOVE;
}

static void
document_changed (PostilDocumentList *self)
{
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    {
      follow_session (self);
      return;
    }
  g_clear_handle_id (&self->settling, g_source_remove);
  self->settling = g_timeout_add (SETTLE_MILLISECONDS, settle, self);
}

static void
selection_changed (PostilDocumentList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!self->following && position != GTK_INVALID_LIST_POSITION)
    ask_for (self, position);
}

static void
row_activated (PostilDocumentList *self, guint position)
{
  ask_for (self, position);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-document", NULL);
}

/* A filter that drops the shown document must not open another one by itself, hence the guard. */
static void
filter_changed (PostilDocumentList *self)
{
  guint chosen = gtk_drop_down_get_selected (self->filter_state);
  PostilDocumentFilter filter = { .text = gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)),
                                  .label = self->label };

  if (self->model == NULL || chosen >= G_N_ELEMENTS (filters))
    return;
  self->following = TRUE;
  filter.reading = filters[chosen].reading;
  filter.has_suggestions = filters[chosen].has_suggestions;
  postil_document_list_model_set_filter (self->model, &filter, self->only);
  self->following = FALSE;
  follow_session (self);
  update_summary (self);
}

static void
filter_activated (PostilDocumentList *self)
{
  if (self->model != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    row_activated (self, 0);
}

static void
show_label (PostilDocumentList *self)
{
  const PostilLabel *label =
      self->label != 0 && self->session != NULL
          ? postil_project_get_label (postil_session_get_project (self->session), self->label)
          : NULL;
  const char *name = label != NULL ? label->name : _ ("Any label…");

  postil_label_dot_set_label (self->label_dot, label);
  gtk_widget_set_visible (GTK_WIDGET (self->label_dot), label != NULL);
  gtk_label_set_text (self->label_name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->any_label, label != NULL);
}

void
postil_document_list_set_label (PostilDocumentList *self, PostilId label)
{
  g_return_if_fail (POSTIL_IS_DOCUMENT_LIST (self));
  if (self->label == label)
    return;
  self->label = label;
  show_label (self);
  filter_changed (self);
}

void
postil_document_list_set_only (PostilDocumentList *self, const GArray *documents, const char *why)
{
  g_return_if_fail (POSTIL_IS_DOCUMENT_LIST (self));
  if (documents == NULL && self->only == NULL)
    return;
  g_clear_pointer (&self->only, g_array_unref);
  if (documents != NULL)
    self->only = g_array_copy ((GArray *) documents);
  gtk_label_set_text (self->only_name, why != NULL ? why : "");
  gtk_widget_set_visible (self->only_row, documents != NULL);
  filter_changed (self);
}

static void
any_label_clicked (PostilDocumentList *self)
{
  postil_document_list_set_label (self, 0);
}

static void
any_document_clicked (PostilDocumentList *self)
{
  postil_document_list_set_only (self, NULL, NULL);
}

static void
show_all (PostilDocumentList *self)
{
  postil_document_list_set_label (self, 0);
  postil_document_list_set_only (self, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->filter_entry), "");
  gtk_drop_down_set_selected (self->filter_state, 0);
}

static void
filter_stopped (PostilDocumentList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter_entry), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-document", NULL);
}

/* Documents may come in after the session has shown one of them. */
static void
items_changed (PostilDocumentList *self)
{
  update_summary (self);
  if (!self->following)
    follow_session (self);
}

static void
clear (PostilDocumentList *self)
{
  g_clear_handle_id (&self->settling, g_source_remove);
  gtk_list_view_set_model (self->list, NULL);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
}

void
postil_document_list_set_session (PostilDocumentList *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_DOCUMENT_LIST (self));
  clear (self);
  show_all (self);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->model = postil_document_list_model_new (postil_session_get_project (session));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selection_changed), self);
  g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (items_changed), self);
  g_signal_connect_swapped (session, "document-changed", G_CALLBACK (document_changed), self);
  update_summary (self);
  follow_session (self);
}

void
postil_document_list_focus_filter (PostilDocumentList *self)
{
  g_return_if_fail (POSTIL_IS_DOCUMENT_LIST (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->filter_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->filter_entry), 0, -1);
}

gboolean
postil_document_list_step (PostilDocumentList *self, int direction)
{
  guint position, n;

  g_return_val_if_fail (POSTIL_IS_DOCUMENT_LIST (self), FALSE);
  if (self->selection == NULL)
    return FALSE;
  n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  position = shown_position (self);
  if (position == GTK_INVALID_LIST_POSITION)
    position = direction > 0 ? 0 : n - 1;
  else
    position += direction; /* wraps below zero, which the test below catches */
  if (position >= n)
    return FALSE;
  ask_for (self, position);
  return TRUE;
}

static void
append_id (PostilDocumentList *self, guint position, GArray *ids)
{
  PostilId id = document_at (self, position);

  if (id != 0)
    g_array_append_val (ids, id);
}

GArray *
postil_document_list_in_view (PostilDocumentList *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (PostilId));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  guint n = self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
  guint selected = self->selection != NULL ? gtk_single_selection_get_selected (self->selection) : GTK_INVALID_LIST_POSITION;
  double whole = gtk_adjustment_get_upper (adjustment);
  double top = gtk_adjustment_get_value (adjustment);
  double bottom = top + gtk_adjustment_get_page_size (adjustment);

  g_return_val_if_fail (POSTIL_IS_DOCUMENT_LIST (self), ids);
  if (selected < n)
    append_id (self, selected, ids);
  /* Rows are of one height. */
  for (guint i = whole > 0 ? (guint) (top / whole * n) : n; i < n && i <= bottom / whole * n; i++)
    if (i != selected)
      append_id (self, i, ids);
  return ids;
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, postil_document_list_row_new ());
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  postil_document_list_row_set_item (POSTIL_DOCUMENT_LIST_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  postil_document_list_row_set_item (POSTIL_DOCUMENT_LIST_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
postil_document_list_dispose (GObject *object)
{
  PostilDocumentList *self = POSTIL_DOCUMENT_LIST (object);

  if (self->list != NULL)
    clear (self);
  self->list = NULL;
  g_clear_pointer (&self->only, g_array_unref);
  G_OBJECT_CLASS (postil_document_list_parent_class)->dispose (object);
}

static void
postil_document_list_class_init (PostilDocumentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_document_list_dispose;
  g_type_ensure (POSTIL_TYPE_LABEL_DOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/document-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, filter_state);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, list);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, summary);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated);
  gtk_widget_class_bind_template_callback (widget_class, filter_stopped);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, label_button);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, label_dot);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, label_name);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, any_label);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, only_row);
  gtk_widget_class_bind_template_child (widget_class, PostilDocumentList, only_name);
  gtk_widget_class_bind_template_callback (widget_class, show_all);
  gtk_widget_class_bind_template_callback (widget_class, any_label_clicked);
  gtk_widget_class_bind_template_callback (widget_class, any_document_clicked);
}

static void
postil_document_list_init (PostilDocumentList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), NULL);
  gtk_list_view_set_factory (self->list, factory);
}
