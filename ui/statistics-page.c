/* statistics-page.c - the project in numbers, counted by a thread with a connection of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "statistics-page.h"

#include "day-chart.h"
#include "label-dot.h"
#include "page-head.h"
#include "share-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _PostilStatisticsPage
{
  GtkBox parent_instance;
  GtkWidget *close;
  GtkStack *stack; /* "numbers", "empty" */
  GtkLabel *failure;
  GtkBox *progress;
  GtkLabel *documents;
  GtkWidget *labels_box;
  GtkGrid *labels;
  GtkBox *days_box;
  GtkWidget *annotators_box;
  GtkGrid *annotators;
  PostilShareBar *progress_bar;
  PostilDayChart *days;
  PostilSession *session;
  GCancellable *counting;
};

G_DEFINE_FINAL_TYPE (PostilStatisticsPage, postil_statistics_page, GTK_TYPE_BOX)

static GtkWidget *
text_label (const char *text, float xalign, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
number_label (char *text)
{
  GtkWidget *label = text_label (text, 1, "numeric");

  g_free (text);
  return label;
}

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

/* --- Filling --------------------------------------------------------------------------------------------------------
 */

static void
show_documents (PostilStatisticsPage *self, const PostilStatistics *statistics)
{
  guint n_unread = statistics->n_documents - MIN (statistics->n_documents, statistics->n_done + statistics->n_open);
  g_autofree char *words = g_strdup_printf (_ ("%u done, %u open, %u unread; %u in all"), statistics->n_done,
                                            statistics->n_open, n_unread, statistics->n_documents);

  gtk_label_set_text (self->documents, words);
  postil_share_bar_set (self->progress_bar, statistics->n_done, statistics->n_open, n_unread, statistics->n_documents,
                        words);
}

static void
add_label_row (PostilStatisticsPage *self, const PostilLabelStatistics *row, guint most, int y)
{
  const PostilLabel *label = postil_project_get_label (postil_session_get_project (self->session), row->label);
  guint kept = row->counts[POSTIL_STATE_KEPT];
  guint suggested = row->counts[POSTIL_STATE_SUGGESTED];
  guint rejected = row->counts[POSTIL_STATE_REJECTED];
  g_autofree char *words =
      g_strdup_printf (_ ("%s: %u kept, %u suggested, %u rejected"), row->name, kept, suggested, rejected);
  GtkWidget *dot = postil_label_dot_new ();
  GtkWidget *name = text_label (row->name, 0, NULL);
  GtkWidget *bar = postil_share_bar_new (label != NULL ? label->colour : NULL);

  postil_label_dot_set_label (POSTIL_LABEL_DOT (dot), label);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 18);
  gtk_widget_set_tooltip_text (bar, words);
  postil_share_bar_set (POSTIL_SHARE_BAR (bar), kept, suggested, rejected, most, words);
  gtk_grid_attach (self->labels, dot, 0, y, 1, 1);
  gtk_grid_attach (self->labels, name, 1, y, 1, 1);
  gtk_grid_attach (self->labels, bar, 2, y, 1, 1);
  gtk_grid_attach (self->labels, number_label (g_strdup_printf ("%u", kept)), 3, y, 1, 1);
  gtk_grid_attach (self->labels, number_label (g_strdup_printf ("%u", suggested)), 4, y, 1, 1);
  gtk_grid_attach (self->labels, number_label (g_strdup_printf ("%u", rejected)), 5, y, 1, 1);
}

static void
show_labels (PostilStatisticsPage *self, const PostilStatistics *statistics)
{
  const char *const heads[] = { _ ("kept"), _ ("suggested"), _ ("rejected") };
  guint most = 0;

  clear_grid (self->labels);
  for (guint i = 0; i < statistics->labels->len; i++)
    {
      const PostilLabelStatistics *row = g_ptr_array_index (statistics->labels, i);

      most = MAX (most, row->counts[0] + row->counts[1] + row->counts[2]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      GtkWidget *head = text_label (heads[i], 1, "caption");

      gtk_widget_add_css_class (head, "dim-label");
      gtk_grid_attach (self->labels, head, 3 + (int) i, 0, 1, 1);
    }
  for (guint i = 0; i < statistics->labels->len; i++)
    add_label_row (self, g_ptr_array_index (statistics->labels, i), most, (int) i + 1);
  gtk_widget_set_visible (self->labels_box, statistics->labels->len > 0);
}

static void
show_days (PostilStatisticsPage *self, const PostilStatistics *statistics)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gint64 today = (g_date_time_to_unix (now) + g_date_time_get_utc_offset (now) / G_TIME_SPAN_SECOND) / (24 * 60 * 60);
  guint counts[POSTIL_DAY_CHART_DAYS] = { 0 };
  gboolean any = FALSE;

  for (guint i = 0; i < statistics->days->len; i++)
    {
      const PostilDayStatistics *day = &g_array_index (statistics->days, PostilDayStatistics, i);
      gint64 at = POSTIL_DAY_CHART_DAYS - 1 - (today - day->day);

      if (at < 0 || at >= POSTIL_DAY_CHART_DAYS)
        continue;
      counts[at] = day->n_kept;
      any = TRUE;
    }
  postil_day_chart_set (self->days, counts, today);
  gtk_widget_set_visible (GTK_WIDGET (self->days_box), any);
}

/* "1 h 05 min", "12 min", "40 s". (transfer full) */
static char *
describe_time (gint64 milliseconds)
{
  gint64 minutes = milliseconds / 60000;

  if (minutes >= 60)
    return g_strdup_printf (_ ("%d h %02d min"), (int) (minutes / 60), (int) (minutes % 60));
  if (minutes > 0)
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  return g_strdup_printf (_ ("%d s"), (int) (milliseconds / 1000));
}

static char *
per_span (double amount, guint n_spans, gboolean seconds)
{
  if (n_spans == 0)
    return g_strdup ("–");
  return g_strdup_printf (seconds ? _ ("%.1f s") : "%.1f", amount / n_spans);
}

static void
show_annotators (PostilStatisticsPage *self, const PostilStatistics *statistics)
{
  const char *const heads[] = { _ ("done"), _ ("spans"), _ ("time"), _ ("time per span"), _ ("keys per span") };
  int y = 1;

  clear_grid (self->annotators);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      GtkWidget *head = text_label (heads[i], 1, "caption");

      /* On two lines, where a table of six columns has little room. */
      gtk_label_set_wrap (GTK_LABEL (head), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (head), 9);
      gtk_label_set_justify (GTK_LABEL (head), GTK_JUSTIFY_RIGHT);
      gtk_widget_set_valign (head, GTK_ALIGN_END);
      gtk_widget_add_css_class (head, "dim-label");
      gtk_grid_attach (self->annotators, head, 1 + (int) i, 0, 1, 1);
    }
  for (guint i = 0; i < statistics->annotators->len; i++)
    {
      const PostilAnnotatorStatistics *row = g_ptr_array_index (statistics->annotators, i);

      if (row->n_done + row->n_open + row->n_kept == 0)
        continue;
      gtk_grid_attach (self->annotators, text_label (row->name, 0, NULL), 0, y, 1, 1);
      gtk_grid_attach (self->annotators, number_label (g_strdup_printf ("%u", row->n_done)), 1, y, 1, 1);
      gtk_grid_attach (self->annotators, number_label (g_strdup_printf ("%u", row->n_kept)), 2, y, 1, 1);
      gtk_grid_attach (self->annotators, number_label (describe_time (row->milliseconds)), 3, y, 1, 1);
      gtk_grid_attach (self->annotators, number_label (per_span ((double) row->milliseconds / 1000, row->n_kept, TRUE)),
                       4, y, 1, 1);
      gtk_grid_attach (self->annotators, number_label (per_span ((double) row->keystrokes, row->n_kept, FALSE)), 5, y,
                       1, 1);
      y++;
    }
  gtk_widget_set_visible (self->annotators_box, y > 1);
}

/* --- Counting -------------------------------------------------------------------------------------------------------
 */

static void
count_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (path, POSTIL_STORE_READ_ONLY, &error);
  PostilStatistics *statistics = store != NULL ? postil_statistics_read (store, &error) : NULL;

  if (statistics == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, statistics, (GDestroyNotify) postil_statistics_free);
}

static void
counted (GObject *source, GAsyncResult *result, gpointer data)
{
  PostilStatisticsPage *self = POSTIL_STATISTICS_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStatistics) statistics = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->failure), error != NULL);
  if (error != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("The project could not be counted: %s"), error->message);

      gtk_label_set_text (self->failure, text);
      gtk_stack_set_visible_child_name (self->stack, "numbers");
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, statistics->n_documents > 0 ? "numbers" : "empty");
  show_documents (self, statistics);
  show_labels (self, statistics);
  show_days (self, statistics);
  show_annotators (self, statistics);
}

static void
count (PostilStatisticsPage *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (self->session == NULL)
    return;
  self->counting = g_cancellable_new ();
  task = g_task_new (self, self->counting, counted, NULL);
  g_task_set_task_data (task, g_strdup (postil_project_get_path (postil_session_get_project (self->session))), g_free);
  g_task_run_in_thread (task, count_in_thread);
}

void
postil_statistics_page_open (PostilStatisticsPage *self)
{
  g_return_if_fail (POSTIL_IS_STATISTICS_PAGE (self));
  count (self);
  gtk_widget_grab_focus (self->close);
}

void
postil_statistics_page_set_session (PostilStatisticsPage *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_STATISTICS_PAGE (self));
  if (g_set_object (&self->session, session) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    count (self);
}

static void
postil_statistics_page_dispose (GObject *object)
{
  PostilStatisticsPage *self = POSTIL_STATISTICS_PAGE (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (postil_statistics_page_parent_class)->dispose (object);
}

static void
postil_statistics_page_class_init (PostilStatisticsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_statistics_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/statistics-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilStatisticsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilStatisticsPage, failure);
  gtk_widget_class_bind_template_child (widget_class, PostilStatisticsPage, progress);
  gtk_widget_class_bind_template_child (widget_class, PostilStatisticsPage, documents);
  gtk_widget_class_bind_template_child (widget_class, PostilStatisticsPage, labels_box);
  gtk_widget_class_bind_template_child (widget_class, PostilStatisticsPage, labels);
  gtk_widget_class_bind_template_child (widget_class, PostilStatisticsPage, days_box);
  gtk_widget_class_bind_template_child (widget_class, PostilStatisticsPage, annotators_box);
  gtk_widget_class_bind_template_child (widget_class, PostilStatisticsPage, annotators);
}

static void
postil_statistics_page_init (PostilStatisticsPage *self)
{
  self->close = postil_page_head_add (GTK_BOX (self), _ ("Statistics"));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->progress_bar = POSTIL_SHARE_BAR (postil_share_bar_new (NULL));
  gtk_box_append (self->progress, GTK_WIDGET (self->progress_bar));
  self->days = POSTIL_DAY_CHART (postil_day_chart_new ());
  gtk_box_append (self->days_box, GTK_WIDGET (self->days));
}
