/* quality-page.c - how good the suggestions are, judged by the documents that are done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "quality-page.h"

#include "page-head.h"
#include "span-words.h"

#include <glib/gi18n.h>
#include <postil/quality.h>

#define MAX_CONFUSIONS 50000
#define MAX_SHOWN 300 /* of each kind */
#define SLICE 20      /* of them between two frames */

struct _PostilQualityPage
{
  GtkBox         parent_instance;
  GtkStack      *stack; /* "working", "nothing", "result" */
  GtkLabel      *summary;
  GtkGrid       *table; /* where the page is wide enough */
  GtkListBox    *lines; /* the same numbers label by label, where it is not */
  int            width; /* that there is for them */
  guint          fitting; /* source that chooses between them, 0: none */
  GtkLabel      *differences;
  GtkDropDown *kind; /* which of them are listed; by row: all, then the groups of "shown" */
  GtkListBox    *confusions;
  PostilSession *session;
  GCancellable  *measuring; /* NULL: nothing runs */
  GTask *shown;             /* what is on the page; NULL: nothing */
  guint          next;      /* difference to be looked at for the list, and how many are in it */
  guint          n_listed;
  guint          listing;   /* source that goes on with it, 0: none */
};

G_DEFINE_FINAL_TYPE (PostilQualityPage, postil_quality_page, GTK_TYPE_BOX)

/* --- Measuring, in a thread --------------------------------------------------------------------------------------- */

typedef struct
{
  char          *path;
  PostilId       annotator;
  PostilQuality *quality;
  GPtrArray *words; /* char *: of each confusion; NULL where it is never shown */
  GPtrArray     *titles;
  GArray *groups; /* Group, the largest first */
} Work;

/* Confusions of one kind and the same labels. */
typedef struct
{
  PostilConfusion sample;
  guint n;
} Group;

static void
work_free (Work *self)
{
  g_free (self->path);
  g_clear_pointer (&self->quality, postil_quality_free);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_free (self);
}

static gboolean
is_alike (const PostilConfusion *a, const PostilConfusion *b)
{
  return a->kind == b->kind && a->kept == b->kept && a->proposed == b->proposed;
}

/* The group of @confusion, one more in it. */
static const Group *
count_in_group (Work *self, const PostilConfusion *confusion)
{
  Group group = { *confusion, 1 };

  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *known = &g_array_index (self->groups, Group, i);

      if (!is_alike (&known->sample, confusion))
        continue;
      known->n++;
      return known;
    }
  g_array_append_val (self->groups, group);
  return &g_array_index (self->groups, Group, self->groups->len - 1);
}

static int
largest_first (gconstpointer a, gconstpointer b)
{
  const Group *first = a, *second = b;

  return (first->n < second->n) - (first->n > second->n);
}

/* The words of those that may be shown. */
static gboolean
read_words (Work *self, PostilStore *store, GError **error)
{
  g_autoptr (PostilDocument) document = NULL;

  for (guint i = 0; i < self->quality->confusions->len; i++)
    {
      const PostilConfusion *confusion = &g_array_index (self->quality->confusions, PostilConfusion, i);
      gboolean wanted = count_in_group (self, confusion)->n <= MAX_SHOWN || i < MAX_SHOWN;

      if (wanted && (document == NULL || document->id != confusion->document))
        {
          g_clear_pointer (&document, postil_document_free);
          document = postil_documents_get (store, confusion->document, error);
          if (document == NULL)
            return FALSE;
        }
      g_ptr_array_add (self->words, wanted ? postil_span_words (document->text, confusion->range, 120) : NULL);
      g_ptr_array_add (self->titles, wanted ? g_strdup (document->title) : NULL);
    }
  g_array_sort (self->groups, largest_first);
  return TRUE;
}

static void
measure (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store =
      postil_store_open (self->path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, &error);

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  if (store != NULL)
    self->quality = postil_quality_measure (store, self->annotator, MAX_CONFUSIONS, cancellable, &error);
  if (self->quality != NULL && read_words (self, store, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* --- Showing ------------------------------------------------------------------------------------------------------ */

static void
add_cell (PostilQualityPage *self, int column, int row, const char *text, gboolean heading)
{
  GtkWidget *cell = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (cell), column == 0 ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (cell), column == 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (cell, column == 0);
  if (column == 0)
    gtk_label_set_width_chars (GTK_LABEL (cell), 12);
  gtk_widget_add_css_class (cell, heading ? "caption-heading" : "numeric");
  if (heading)
    gtk_widget_add_css_class (cell, "dim-label");
  gtk_grid_attach (self->table, cell, column, row, 1, 1);
}

static void
add_percent (PostilQualityPage *self, int column, int row, double value, gboolean known)
{
  g_autofree char *text = known ? g_strdup_printf ("%.0f %%", 100 * value) : g_strdup ("–");

  add_cell (self, column, row, text, FALSE);
}

static void
append_percent (GString *text, const char *name, double value, gboolean known)
{
  g_string_append_printf (text, " · %s ", name);
  if (known)
    g_string_append_printf (text, "%.0f %%", 100 * value);
  else
    g_string_append (text, "–");
}

/* The same as a row of the table, in words that find room anywhere. */
static void
add_line (PostilQualityPage *self, const char *name, const PostilCounts *exact, const PostilCounts *overlap)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean any = exact->n_gold + exact->n_predicted > 0;
  GtkWidget *row = adw_action_row_new ();

  g_string_append_printf (text, "%s %" G_GUINT64_FORMAT " · %s %" G_GUINT64_FORMAT, _ ("Kept"), exact->n_gold,
                          _ ("Proposed"), exact->n_predicted);
  append_percent (text, _ ("Precision"), postil_counts_precision (exact), exact->n_predicted > 0);
  append_percent (text, _ ("Recall"), postil_counts_recall (exact), exact->n_gold > 0);
  append_percent (text, _ ("F1"), postil_counts_f1 (exact), any);
  append_percent (text, _ ("F1, overlap"), postil_counts_f1 (overlap), any);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text->str);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->lines, row);
}

static void
add_row (PostilQualityPage *self, int row, const char *name, const PostilCounts *exact, const PostilCounts *overlap)
{
  g_autofree char *gold = g_strdup_printf ("%" G_GUINT64_FORMAT, exact->n_gold);
  g_autofree char *predicted = g_strdup_printf ("%" G_GUINT64_FORMAT, exact->n_predicted);

  add_cell (self, 0, row, name, FALSE);
  add_cell (self, 1, row, gold, FALSE);
  add_cell (self, 2, row, predicted, FALSE);
  add_percent (self, 3, row, postil_counts_precision (exact), exact->n_predicted > 0);
  add_percent (self, 4, row, postil_counts_recall (exact), exact->n_gold > 0);
  add_percent (self, 5, row, postil_counts_f1 (exact), exact->n_gold + exact->n_predicted > 0);
  add_percent (self, 6, row, postil_counts_f1 (overlap), exact->n_gold + exact->n_predicted > 0);
  add_line (self, name, exact, overlap);
}

static void
add_counts (PostilCounts *sum, const PostilCounts *counts)
{
  sum->true_positives += counts->true_positives;
  sum->n_gold += counts->n_gold;
  sum->n_predicted += counts->n_predicted;
}

/* What the table needs is known only while it can be seen. */
static void
fit (PostilQualityPage *self)
{
  int needed = 0;
  gboolean narrow;

  gtk_widget_set_visible (GTK_WIDGET (self->table), TRUE);
  gtk_widget_measure (GTK_WIDGET (self->table), GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
  narrow = self->width > 0 && self->width < needed;
  gtk_widget_set_visible (GTK_WIDGET (self->table), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), narrow);
}

static gboolean
fit_now (gpointer data)
{
  PostilQualityPage *self = data;

  self->fitting = 0;
  fit (self);
  return G_SOURCE_REMOVE;
}

/* Of what the table is in, which also tells while the table is not shown. */
static void
width_changed (PostilQualityPage *self, GParamSpec *pspec, GtkAdjustment *adjustment)
{
  int width = (int) gtk_adjustment_get_page_size (adjustment);

  if (width == self->width)
    return;
  self->width = width;
  if (self->fitting == 0) /* not while sizes are being dealt out */
    self->fitting = g_idle_add (fit_now, self);
}

static void
show_table (PostilQualityPage *self, const PostilQuality *quality)
{
  const char *const headings[] = { _ ("Label"), _ ("Kept"),  _ ("Proposed"), _ ("Precision"),
                                   _ ("Recall"), _ ("F1"), _ ("F1, overlap") };
  PostilCounts exact = { 0 };
  PostilCounts overlap = { 0 };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_list_box_remove (self->lines, child);
  for (int i = 0; i < (int) G_N_ELEMENTS (headings); i++)
    add_cell (self, i, 0, headings[i], TRUE);
  for (guint i = 0; i < quality->rows->len; i++)
    {
      const PostilQualityRow *row = &g_array_index (quality->rows, PostilQualityRow, i);
      const PostilLabel *label = postil_project_get_label (postil_session_get_project (self->session), row->label);

      add_row (self, (int) i + 1, label != NULL ? label->name : "?", &row->exact, &row->overlap);
      add_counts (&exact, &row->exact);
      add_counts (&overlap, &row->overlap);
    }
  gtk_grid_attach (self->table, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, (int) quality->rows->len + 1, 7, 1);
  add_row (self, (int) quality->rows->len + 2, _ ("All"), &exact, &overlap);
  fit (self);
}

static char *
describe (PostilQualityPage *self, const PostilConfusion *confusion)
{
  PostilProject *project = postil_session_get_project (self->session);
  const PostilLabel *kept = postil_project_get_label (project, confusion->kept);
  const PostilLabel *proposed = postil_project_get_label (project, confusion->proposed);

  switch (confusion->kind)
    {
    case POSTIL_CONFUSION_MISSED:
      return g_strdup_printf (_ ("Missed: %s"), kept != NULL ? kept->name : "?");
    case POSTIL_CONFUSION_SPURIOUS:
      return g_strdup_printf (_ ("Not kept: %s"), proposed != NULL ? proposed->name : "?");
    case POSTIL_CONFUSION_LABEL:
      return g_strdup_printf (_ ("%s, proposed as %s"), kept != NULL ? kept->name : "?", proposed != NULL ? proposed->name : "?");
    default:
      return g_strdup_printf (_ ("%s with other edges"), kept != NULL ? kept->name : "?");
    }
}

static void
confusion_chosen (PostilQualityPage *self, GtkListBoxRow *row)
{
  const PostilConfusion *confusion = g_object_get_data (G_OBJECT (row), "postil-confusion");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-hit", "(xuu)", confusion->document, confusion->range.start,
                              confusion->range.stop);
}

static GtkWidget *
make_difference (PostilQualityPage *self, const PostilConfusion *confusion, const char *words, const char *title)
{
  g_autofree char *kind = describe (self, confusion);
  g_autofree char *about = g_strdup_printf ("%s · %s", kind, title);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "postil-confusion", g_memdup2 (confusion, sizeof *confusion), g_free);
  return row;
}

/* FALSE: those were the last. */
static gboolean
list_slice (PostilQualityPage *self)
{
  const Work *work = self->shown != NULL ? g_task_get_task_data (self->shown) : NULL;
  guint chosen = gtk_drop_down_get_selected (self->kind);
  guint stop = MIN (self->n_listed + SLICE, MAX_SHOWN);
  const Group *group = NULL;

  if (work == NULL)
    return FALSE;
  if (chosen > 0 && chosen <= work->groups->len)
    group = &g_array_index (work->groups, Group, chosen - 1);
  for (; self->next < work->words->len && self->n_listed < stop; self->next++)
    {
      const PostilConfusion *confusion = &g_array_index (work->quality->confusions, PostilConfusion, self->next);
      const char *words = g_ptr_array_index (work->words, self->next);

      if (words == NULL || (group != NULL && !is_alike (&group->sample, confusion)))
        continue;
      gtk_list_box_append (self->confusions,
                           make_difference (self, confusion, words, g_ptr_array_index (work->titles, self->next)));
      self->n_listed++;
    }
  return self->next < work->words->len && self->n_listed < MAX_SHOWN;
}

static gboolean
list_more (gpointer data)
{
  PostilQualityPage *self = data;

  if (list_slice (self))
    return G_SOURCE_CONTINUE;
  self->listing = 0;
  return G_SOURCE_REMOVE;
}

/* Those of the kind that is chosen, a few between two frames. */
static void
list_confusions (PostilQualityPage *self)
{
  GtkWidget *child;

  g_clear_handle_id (&self->listing, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->confusions))) != NULL)
    gtk_list_box_remove (self->confusions, child);
  self->next = 0;
  self->n_listed = 0;
  if (list_slice (self))
    self->listing = g_idle_add (list_more, self);
  gtk_widget_set_visible (GTK_WIDGET (self->confusions), self->n_listed > 0);
}

static void
show_confusions (PostilQualityPage *self, const Work *work)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autofree char *text = g_strdup_printf (_ ("Differences (%u)"), work->quality->n_confusions);
  g_autofree char *all = g_strdup_printf (_ ("Any kind: the first %u"), MAX_SHOWN);

  gtk_label_set_text (self->differences, text);
  gtk_string_list_append (kinds, work->quality->n_confusions > MAX_SHOWN ? all : _ ("Any kind"));
  for (guint i = 0; i < work->groups->len; i++)
    {
      const Group *group = &g_array_index (work->groups, Group, i);
      g_autofree char *kind = describe (self, &group->sample);
      g_autofree char *line = g_strdup_printf ("%s (%u)", kind, group->n);

      gtk_string_list_append (kinds, line);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->kind), work->groups->len > 1);
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (kinds)); /* tells that the first is chosen */
  list_confusions (self);
}

static void
show_summary (PostilQualityPage *self, const PostilQuality *quality)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          _ ("Done documents: %'u. Of these without a mark: %'u; there, every proposal was wrong."),
                          quality->n_documents, quality->n_empty);
  if (quality->n_imported > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (
          text,
          ngettext ("%'u mark came from a file: what says the same is not proposed again, so it counts as missed.",
                    "%'u marks came from a file: what says the same is not proposed again, so they count as missed.",
                    quality->n_imported),
          quality->n_imported);
    }
  gtk_label_set_text (self->summary, text->str);
}

static void
measured (GObject *source, GAsyncResult *result, gpointer data)
{
  PostilQualityPage *self = POSTIL_QUALITY_PAGE (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->measuring)
    return; /* a later one runs, or the page is left */
  g_clear_object (&self->measuring);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_warning ("The quality cannot be measured: %s", error->message);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  if (work->quality->n_documents == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  g_set_object (&self->shown, G_TASK (result));
  show_summary (self, work->quality);
  show_table (self, work->quality);
  show_confusions (self, work);
  gtk_stack_set_visible_child_name (self->stack, "result");
}

void
postil_quality_page_refresh (PostilQualityPage *self)
{
  g_autoptr (GTask) task = NULL;
  PostilProject *project;
  Work *work;

  g_return_if_fail (POSTIL_IS_QUALITY_PAGE (self));
  if (self->session == NULL)
    return;
  project = postil_session_get_project (self->session);
  g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
  self->measuring = g_cancellable_new ();
  work = g_new0 (Work, 1);
  work->path = g_strdup (postil_project_get_path (project));
  work->annotator = postil_project_get_annotator (project);
  task = g_task_new (self, self->measuring, measured, NULL);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, measure);
}

gboolean
postil_quality_page_is_busy (PostilQualityPage *self)
{
  g_return_val_if_fail (POSTIL_IS_QUALITY_PAGE (self), FALSE);
  return self->measuring != NULL || self->listing != 0;
}

void
postil_quality_page_set_session (PostilQualityPage *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_QUALITY_PAGE (self));
  g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
  g_clear_handle_id (&self->listing, g_source_remove);
  g_clear_object (&self->shown);
  g_set_object (&self->session, session);
}

static void
postil_quality_page_dispose (GObject *object)
{
  g_clear_handle_id (&POSTIL_QUALITY_PAGE (object)->fitting, g_source_remove);
  postil_quality_page_set_session (POSTIL_QUALITY_PAGE (object), NULL);
  G_OBJECT_CLASS (postil_quality_page_parent_class)->dispose (object);
}

static void
postil_quality_page_class_init (PostilQualityPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postil_quality_page_dispose;
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *heading = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  return heading;
}

static GtkWidget *
make_result (PostilQualityPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *sideways = gtk_scrolled_window_new ();

  self->summary = GTK_LABEL (gtk_label_new (NULL));
  self->table = GTK_GRID (gtk_grid_new ());
  self->differences = GTK_LABEL (make_heading (""));
  self->kind = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->confusions = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_grid_set_column_spacing (self->table, 14);
  gtk_grid_set_row_spacing (self->table, 6);
  gtk_list_box_set_selection_mode (self->confusions, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->confusions), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->confusions), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Differences"), -1);
  g_signal_connect_swapped (self->confusions, "row-activated", G_CALLBACK (confusion_chosen), self);
  gtk_box_append (GTK_BOX (box), make_heading (_ ("Suggestions against what was kept")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->summary));
  /* Seven columns are more than a narrow window has room for. */
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (sideways), GTK_WIDGET (self->table));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (sideways), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (sideways)), "notify::page-size",
                           G_CALLBACK (width_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), sideways);
  self->lines = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->lines, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->lines), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Labels"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->differences));
  gtk_widget_set_halign (GTK_WIDGET (self->kind), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kind), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Kind of difference"),
                                  -1);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (list_confusions), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->kind));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->confusions));
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  return scroller;
}

static void
postil_quality_page_init (PostilQualityPage *self)
{
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *nothing = adw_status_page_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_spinner_start (GTK_SPINNER (spinner));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "object-select-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _ ("No document is done yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing),
                                   _ ("Mark documents as done with D. What was suggested in them is then measured against what you kept."));
  gtk_stack_add_named (self->stack, spinner, "working");
  gtk_stack_add_named (self->stack, nothing, "nothing");
  gtk_stack_add_named (self->stack, make_result (self), "result");
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  postil_page_head_add (GTK_BOX (self), _ ("Quality"));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
}
