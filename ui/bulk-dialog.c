/* bulk-dialog.c - one decision for all suggestions of a source, a label and a score, looked through beforehand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bulk-dialog.h"

#include "one-stop.h"
#include "span-words.h"
#include "wrap-layout.h"

#include <glib/gi18n.h>

#define N_SHOWN 100
#define MANY 100 /* beyond, the button has to be pressed twice */

struct _PostilBulkDialog
{
  AdwWindow      parent_instance;
  PostilSession *session;
  GtkDropDown   *source;
  GtkDropDown   *label;
  GtkSpinButton *min_score;
  GtkLabel      *count;
  GtkListBox    *list;
  GtkButton     *accept;
  GtkButton     *reject;
  GtkButton     *asked; /* the button that has been pressed once, borrowed; NULL: none */
  GArray        *sources; /* PostilId by row; the first is 0: any */
  GArray *labels;
  guint          n;
  guint          update;
  GCancellable *reading; /* NULL: nothing is being read */
};

G_DEFINE_FINAL_TYPE (PostilBulkDialog, postil_bulk_dialog, ADW_TYPE_WINDOW)

static guint signal_decide;

static PostilStore *
store_of (PostilBulkDialog *self)
{
  return postil_project_get_store (postil_session_get_project (self->session));
}

static PostilSpanFilter
get_filter (PostilBulkDialog *self)
{
  guint source = gtk_drop_down_get_selected (self->source);
  guint label = gtk_drop_down_get_selected (self->label);

  return (PostilSpanFilter){
    .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED),
    .source = source < self->sources->len ? g_array_index (self->sources, PostilId, source) : 0,
    .label = label < self->labels->len ? g_array_index (self->labels, PostilId, label) : 0,
    .min_score = gtk_spin_button_get_value (self->min_score) / 100,
    .without_structure = TRUE,
  };
}

/* --- Reading what is touched, in a thread: there may be a million ------------------------------------------------- */

typedef struct
{
  PostilId label;
  double score;
  char *words;
  char *title; /* of its document */
} Touched;

typedef struct
{
  char *path;
  PostilSpanFilter filter;
  guint n;
  GArray *first; /* Touched */
} Reading;

static void
touched_clear (gpointer data)
{
  Touched *touched = data;

  g_free (touched->words);
  g_free (touched->title);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->path);
  g_clear_pointer (&reading->first, g_array_unref);
  g_free (reading);
}

static void
add_touched (Reading *reading, PostilStore *store, PostilSpanId id)
{
  g_autoptr (PostilSpan) span = postil_spans_get (store, id, NULL);
  g_autoptr (PostilDocument) document = span != NULL ? postil_documents_get (store, span->document, NULL) : NULL;
  Touched touched;

  if (document == NULL)
    return;
  touched = (Touched){ span->label, span->score, postil_span_words (document->text, span->range, 160),
                       g_strdup (document->title) };
  g_array_append_val (reading->first, touched);
}

static void
read_touched (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store =
      postil_store_open (reading->path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, &error);
  g_autoptr (GArray) ids = NULL;

  reading->first = g_array_new (FALSE, FALSE, sizeof (Touched));
  g_array_set_clear_func (reading->first, touched_clear);
  if (store != NULL)
    ids = postil_spans_queue (store, &reading->filter, POSTIL_ORDER_CONFIDENCE, NULL, TRUE, N_SHOWN, &error);
  for (guint i = 0; ids != NULL && i < ids->len && !g_cancellable_is_cancelled (cancellable); i++)
    add_touched (reading, store, g_array_index (ids, PostilSpanId, i));
  if (error == NULL)
    reading->n = postil_spans_count (store, &reading->filter, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* --- The preview ------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_row (PostilBulkDialog *self, const Touched *touched)
{
  const PostilLabel *label = postil_project_get_label (postil_session_get_project (self->session), touched->label);
  g_autofree char *about =
      g_strdup_printf ("%.0f %% · %s · %s", touched->score * 100, label != NULL ? label->name : "", touched->title);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), touched->words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  return row;
}

/* GTK 4.8 would read the mnemonic's underscore out. */
static void
set_button (GtkButton *button, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);
  g_autofree char *name = g_strjoinv ("", parts);

  gtk_button_set_label (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_buttons (PostilBulkDialog *self)
{
  g_autofree char *accept = g_strdup_printf (_ ("_Accept %'u"), self->n);
  g_autofree char *reject = g_strdup_printf (_ ("_Reject %'u"), self->n);

  self->asked = NULL;
  set_button (self->accept, accept);
  set_button (self->reject, reject);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), self->n > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reject), self->n > 0);
}

static void
show_touched (PostilBulkDialog *self, const Reading *reading)
{
  g_autofree char *text = NULL;
  GtkWidget *child;

  self->n = reading->n;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < reading->first->len; i++)
    gtk_list_box_append (self->list, make_row (self, &g_array_index (reading->first, Touched, i)));
  text = g_strdup_printf (ngettext ("%'u suggestion is touched", "%'u suggestions are touched", self->n), self->n);
  if (self->n > N_SHOWN)
    {
      g_autofree char *all = g_steal_pointer (&text);

      text = g_strdup_printf (_ ("%s; the surest %u are shown"), all, N_SHOWN);
    }
  gtk_label_set_text (self->count, text);
  set_buttons (self);
}

static void
touched_read (GObject *source, GAsyncResult *result, gpointer data)
{
  PostilBulkDialog *self = POSTIL_BULK_DIALOG (source);
  g_autoptr (GError) error = NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->reading)
    return; /* a later one runs, or the dialog is closed */
  g_clear_object (&self->reading);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    show_touched (self, g_task_get_task_data (G_TASK (result)));
  else
    gtk_label_set_text (self->count, error->message);
}

static gboolean
update_now (gpointer data)
{
  PostilBulkDialog *self = data;
  g_autoptr (GTask) task = NULL;
  Reading *reading = g_new0 (Reading, 1);

  self->update = 0;
  self->reading = g_cancellable_new ();
  reading->path = g_strdup (postil_store_get_path (store_of (self)));
  reading->filter = get_filter (self);
  task = g_task_new (self, self->reading, touched_read, NULL);
  g_task_set_task_data (task, reading, reading_free);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, read_touched);
  return G_SOURCE_REMOVE;
}

static void
stop_reading (PostilBulkDialog *self)
{
  g_clear_handle_id (&self->update, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

gboolean
postil_bulk_dialog_is_busy (PostilBulkDialog *self)
{
  g_return_val_if_fail (POSTIL_IS_BULK_DIALOG (self), FALSE);
  return self->update != 0 || self->reading != NULL;
}

/* The score is typed digit by digit. */
static void
queue_update (PostilBulkDialog *self)
{
  stop_reading (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reject), FALSE);
  self->update = g_timeout_add (150, update_now, self);
}

/* --- The decision ------------------------------------------------------------------------------------------------ */

static void
decide (PostilBulkDialog *self, GtkButton *button, PostilState state)
{
  PostilSpanFilter filter = get_filter (self);
  PostilMany many = postil_session_get_matching (self->session, &filter, state);
  g_autofree char *words = NULL;

  if (self->n > MANY && self->asked != button)
    {
      words = g_strdup_printf (state == POSTIL_STATE_KEPT ? _ ("Press _again to accept %'u") : _ ("Press again to _reject %'u"),
                               self->n);
      set_buttons (self);
      set_button (button, words);
      self->asked = button;
      return;
    }
  gtk_widget_hide (GTK_WIDGET (self)); /* what takes a while has a window of its own */
  g_signal_emit (self, signal_decide, 0, &many, self->n);
  gtk_window_close (GTK_WINDOW (self));
}

static void
accept_clicked (PostilBulkDialog *self)
{
  decide (self, self->accept, POSTIL_STATE_KEPT);
}

static void
reject_clicked (PostilBulkDialog *self)
{
  decide (self, self->reject, POSTIL_STATE_REJECTED);
}

/* --- Making it --------------------------------------------------------------------------------------------------- */

static void
add_choice (GtkStringList *names, GArray *ids, const char *name, PostilId id)
{
  gtk_string_list_append (names, name);
  g_array_append_val (ids, id);
}

static void
select_id (GtkDropDown *drop, GtkStringList *names, GArray *ids, PostilId id)
{
  gtk_drop_down_set_model (drop, G_LIST_MODEL (names));
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, PostilId, i) == id)
      gtk_drop_down_set_selected (drop, i);
}

static void
fill (PostilBulkDialog *self, PostilId source, PostilId label)
{
  GPtrArray *labels = postil_project_get_labels (postil_session_get_project (self->session));
  g_autoptr (GPtrArray) sources = postil_source_list (store_of (self), NULL);
  g_autoptr (GtkStringList) source_names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) label_names = gtk_string_list_new (NULL);

  add_choice (source_names, self->sources, _ ("Any source"), 0);
  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const PostilSource *one = g_ptr_array_index (sources, i);

      if (one->kind != POSTIL_SOURCE_HAND && one->kind != POSTIL_SOURCE_STRUCTURE)
        add_choice (source_names, self->sources, one->name, one->id);
    }
  add_choice (label_names, self->labels, _ ("Any label"), 0);
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *one = g_ptr_array_index (labels, i);

      if (one->kind == POSTIL_LABEL_ENTITY || one->kind == POSTIL_LABEL_QUOTE || one->kind == POSTIL_LABEL_ACT)
        add_choice (label_names, self->labels, one->name, one->id);
    }
  select_id (self->source, source_names, self->sources, source);
  select_id (self->label, label_names, self->labels, label);
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

static GtkWidget *
make_choices (PostilBulkDialog *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->source = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->label = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->min_score = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 100, 1));
  gtk_spin_button_set_digits (self->min_score, 1); /* scores crowd near the top */
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  attach (GTK_GRID (grid), 0, _ ("_Source"), GTK_WIDGET (self->source));
  attach (GTK_GRID (grid), 1, _ ("_Label"), GTK_WIDGET (self->label));
  attach (GTK_GRID (grid), 2, _ ("From _%"), GTK_WIDGET (self->min_score));
  return grid;
}

static GtkWidget *
make_preview (PostilBulkDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  postil_make_one_stop (self->list);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), 1);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What is touched"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
make_buttons (PostilBulkDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_layout_manager (box, postil_wrap_layout_new (6)); /* the question is longer than a narrow window */
  self->accept = GTK_BUTTON (gtk_button_new ());
  self->reject = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->accept, TRUE);
  gtk_button_set_use_underline (self->reject, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->accept), "suggested-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->reject), "destructive-action");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reject));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->accept));
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_clicked), self);
  g_signal_connect_swapped (self->reject, "clicked", G_CALLBACK (reject_clicked), self);
  return box;
}

static void
postil_bulk_dialog_dispose (GObject *object)
{
  PostilBulkDialog *self = POSTIL_BULK_DIALOG (object);

  stop_reading (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (postil_bulk_dialog_parent_class)->dispose (object);
}

static void
postil_bulk_dialog_finalize (GObject *object)
{
  PostilBulkDialog *self = POSTIL_BULK_DIALOG (object);

  g_array_unref (self->sources);
  g_array_unref (self->labels);
  G_OBJECT_CLASS (postil_bulk_dialog_parent_class)->finalize (object);
}

static void
postil_bulk_dialog_class_init (PostilBulkDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postil_bulk_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_bulk_dialog_finalize;
  signal_decide = g_signal_new ("decide", POSTIL_TYPE_BULK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, G_TYPE_POINTER, G_TYPE_UINT);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
postil_bulk_dialog_init (PostilBulkDialog *self)
{
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->sources = g_array_new (FALSE, FALSE, sizeof (PostilId));
  self->labels = g_array_new (FALSE, FALSE, sizeof (PostilId));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->count, 0);
  gtk_label_set_wrap (self->count, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "heading");
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), make_choices (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), make_preview (self));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_box_append (GTK_BOX (whole), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (whole), box);
  adw_window_set_content (ADW_WINDOW (self), whole);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Decide on Many"));
}

GtkWidget *
postil_bulk_dialog_new (GtkWindow *parent, PostilSession *session, PostilId source, PostilId label, double min_score)
{
  PostilBulkDialog *self =
      g_object_new (POSTIL_TYPE_BULK_DIALOG, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  /* No wider than what it lies over. */
  gtk_window_set_default_size (GTK_WINDOW (self), MIN (520, MAX (gtk_widget_get_width (GTK_WIDGET (parent)), 320)), 560);
  fill (self, source, label);
  gtk_spin_button_set_value (self->min_score, min_score * 100);
  g_signal_connect_swapped (self->source, "notify::selected", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (self->label, "notify::selected", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (self->min_score, "value-changed", G_CALLBACK (queue_update), self);
  set_buttons (self); /* which can do nothing yet */
  update_now (self);
  return GTK_WIDGET (self);
}
