/* review-filter.c - which suggestions are reviewed, and in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "review-filter.h"

#include <glib/gi18n.h>

struct _PostilReviewFilter
{
  GtkPopover     parent_instance;
  GtkDropDown   *order;
  GtkDropDown   *label;
  GtkDropDown   *source;
  GtkSpinButton *min_score;
  GtkCheckButton *here;
  GArray        *labels;  /* PostilId by row; the first is 0: any */
  GArray        *sources;
  PostilSession *session;
  gboolean       filling;
};

G_DEFINE_FINAL_TYPE (PostilReviewFilter, postil_review_filter, GTK_TYPE_POPOVER)

static const char *const orders[] = { N_ ("As they stand in the documents"), N_ ("Most certain first"),
                                      N_ ("Least certain first"), N_ ("One label after the other") };

static PostilId
chosen (GtkDropDown *drop, GArray *ids)
{
  guint row = gtk_drop_down_get_selected (drop);

  return row < ids->len ? g_array_index (ids, PostilId, row) : 0;
}

static void
choice_changed (PostilReviewFilter *self)
{
  PostilReviewQueue queue;
  gboolean other_order;

  if (self->filling || self->session == NULL)
    return;
  other_order =
      postil_session_get_queue (self->session)->order != (PostilSpanOrder) gtk_drop_down_get_selected (self->order);
  queue = (PostilReviewQueue){
    .order = gtk_drop_down_get_selected (self->order),
    .label = chosen (self->label, self->labels),
    .source = chosen (self->source, self->sources),
    .min_score = gtk_spin_button_get_value (self->min_score) / 100,
    .here = gtk_check_button_get_active (self->here),
  };
  postil_session_set_queue (self->session, &queue);
  /* Another order begins with its first; behind another filter, what passes it stays where the eye is. */
  if (other_order)
    postil_session_set_current (self->session, 0);
  postil_session_enter_queue (self->session);
}

static void
add_choice (GtkStringList *names, GArray *ids, const char *name, PostilId id)
{
  gtk_string_list_append (names, name);
  g_array_append_val (ids, id);
}

static void
set_choices (GtkDropDown *drop, GtkStringList *names, GArray *ids, PostilId current)
{
  gtk_drop_down_set_model (drop, G_LIST_MODEL (names));
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, PostilId, i) == current)
      gtk_drop_down_set_selected (drop, i);
}

static void
fill_labels (PostilReviewFilter *self, PostilId current)
{
  GPtrArray *labels = postil_project_get_labels (postil_session_get_project (self->session));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->labels, 0);
  add_choice (names, self->labels, _ ("Any label"), 0);
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->kind == POSTIL_LABEL_ENTITY || label->kind == POSTIL_LABEL_QUOTE || label->kind == POSTIL_LABEL_ACT)
        add_choice (names, self->labels, label->name, label->id);
    }
  set_choices (self->label, names, self->labels, current);
}

static void
fill_sources (PostilReviewFilter *self, PostilId current)
{
  PostilStore *store = postil_project_get_store (postil_session_get_project (self->session));
  g_autoptr (GPtrArray) sources = postil_source_list (store, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->sources, 0);
  add_choice (names, self->sources, _ ("Any source"), 0);
  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);

      if (source->kind != POSTIL_SOURCE_HAND && source->kind != POSTIL_SOURCE_STRUCTURE)
        add_choice (names, self->sources, source->name, source->id);
    }
  set_choices (self->source, names, self->sources, current);
}

/* When it opens: labels and sources come and go. */
static void
fill (PostilReviewFilter *self)
{
  const PostilReviewQueue *queue;

  if (self->session == NULL)
    return;
  queue = postil_session_get_queue (self->session);
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->order, queue->order);
  fill_labels (self, queue->label);
  fill_sources (self, queue->source);
  gtk_spin_button_set_value (self->min_score, queue->min_score * 100);
  gtk_check_button_set_active (self->here, queue->here);
  self->filling = FALSE;
}

gboolean
postil_review_filter_is_narrow (PostilSession *session)
{
  const PostilReviewQueue *queue = postil_session_get_queue (session);

  return queue->label != 0 || queue->source != 0 || queue->min_score > 0 || queue->here;
}

static void
append_source (GString *text, PostilStore *store, PostilId id)
{
  g_autoptr (GPtrArray) sources = postil_source_list (store, NULL);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    if (((PostilSource *) g_ptr_array_index (sources, i))->id == id)
      g_string_append_printf (text, " · %s", ((PostilSource *) g_ptr_array_index (sources, i))->name);
}

char *
postil_review_filter_describe (PostilSession *session)
{
  const PostilReviewQueue *queue = postil_session_get_queue (session);
  const PostilLabel *label = postil_project_get_label (postil_session_get_project (session), queue->label);
  GString *text = g_string_new (_ (orders[MIN (queue->order, POSTIL_ORDER_LABEL)]));

  if (label != NULL)
    g_string_append_printf (text, " · %s", label->name);
  if (queue->source != 0)
    append_source (text, postil_project_get_store (postil_session_get_project (session)), queue->source);
  if (queue->min_score > 0)
    g_string_append_printf (text, _ (" · from %.0f %%"), queue->min_score * 100);
  if (queue->here)
    g_string_append (text, _ (" · this document"));
  return g_string_free (text, FALSE);
}

void
postil_review_filter_set_session (PostilReviewFilter *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_REVIEW_FILTER (self));
  g_set_object (&self->session, session);
}

static void
attach (GtkGrid *grid, int row, const char *name, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (name);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, widget, 1, row, 1, 1);
}

static void
postil_review_filter_dispose (GObject *object)
{
  g_clear_object (&POSTIL_REVIEW_FILTER (object)->session);
  G_OBJECT_CLASS (postil_review_filter_parent_class)->dispose (object);
}

static void
postil_review_filter_finalize (GObject *object)
{
  PostilReviewFilter *self = POSTIL_REVIEW_FILTER (object);

  g_array_unref (self->labels);
  g_array_unref (self->sources);
  G_OBJECT_CLASS (postil_review_filter_parent_class)->finalize (object);
}

static void
postil_review_filter_class_init (PostilReviewFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postil_review_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_review_filter_finalize;
}

static void
postil_review_filter_init (PostilReviewFilter *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    gtk_string_list_append (names, _ (orders[i]));
  self->labels = g_array_new (FALSE, FALSE, sizeof (PostilId));
  self->sources = g_array_new (FALSE, FALSE, sizeof (PostilId));
  self->order = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  self->label = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->source = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->min_score = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 100, 5));
  self->here = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ ("Only _this document")));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_margin_top (grid, 6);
  gtk_widget_set_margin_bottom (grid, 6);
  gtk_widget_set_margin_start (grid, 6);
  gtk_widget_set_margin_end (grid, 6);
  attach (GTK_GRID (grid), 0, _ ("_Order"), GTK_WIDGET (self->order));
  attach (GTK_GRID (grid), 1, _ ("_Label"), GTK_WIDGET (self->label));
  attach (GTK_GRID (grid), 2, _ ("_Source"), GTK_WIDGET (self->source));
  attach (GTK_GRID (grid), 3, _ ("_From %"), GTK_WIDGET (self->min_score));
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->here), 1, 4, 1, 1);
  gtk_popover_set_child (GTK_POPOVER (self), grid);
  g_signal_connect (self, "map", G_CALLBACK (fill), NULL);
  g_signal_connect_swapped (self->order, "notify::selected", G_CALLBACK (choice_changed), self);
  g_signal_connect_swapped (self->label, "notify::selected", G_CALLBACK (choice_changed), self);
  g_signal_connect_swapped (self->source, "notify::selected", G_CALLBACK (choice_changed), self);
  g_signal_connect_swapped (self->min_score, "value-changed", G_CALLBACK (choice_changed), self);
  g_signal_connect_swapped (self->here, "toggled", G_CALLBACK (choice_changed), self);
}
