/* bench-review.c - how long a decision takes in a project of a million suggestions, from the key to the picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: bench-review [--documents N] [--suggestions N] [--decisions N] [--runs N] [--only N] [--folder FOLDER]. Needs a display. The
 * project is made once in the folder (review-DOCUMENTS-SUGGESTIONS.postil), and each call measures a copy of it, so that decisions do
 * not wear it out. Prints for each number the median over the runs of wall-clock time and, in brackets, of this process's own CPU
 * time: on a busy machine wall time says how busy it was. "store alone" is the transaction and the next suggestion without any window;
 * "action" what happens until the key's action returns; the rest of "painted" is layout, painting, and waiting for the frame clock.
 */
#include "application.h"
#include "bulk-dialog.h"
#include "ledger-page.h"
#include "quality-page.h"
#include "review-material.h"
#include "session.h"
#include "window.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#define SETTLE_MS 60

static int n_documents = 100000;
static int n_suggestions = 1000000;
static int n_decisions = 100;
static int n_runs = 3;
static int only = -1;
static char *folder;

static const GOptionEntry OPTIONS[] = {
  { "documents", 0, 0, G_OPTION_ARG_INT, &n_documents, "Documents in the project", "N" },
  { "suggestions", 0, 0, G_OPTION_ARG_INT, &n_suggestions, "Suggestions in the project", "N" },
  { "decisions", 0, 0, G_OPTION_ARG_INT, &n_decisions, "Decisions to measure in each order and run", "N" },
  { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "How often everything is measured", "N" },
  { "only", 0, 0, G_OPTION_ARG_INT, &only,
    "Measure just this order, from 0, or after the last one the bulk decision, then the pages", "N" },
  { "folder", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Where the project is kept between calls", "FOLDER" },
  { NULL },
};

/* Milliseconds. */
typedef struct
{
  double wall, cpu;
} Time;

typedef struct
{
  GtkWindow *window;
  PostilSession *session;
  guint n_frames;
  GHashTable *results; /* name -> GArray of Time, one for each run; names in the order of @names */
  GPtrArray *names;
} Bench;

static void
must (gboolean done, GError *error)
{
  if (done)
    return;
  g_printerr ("bench-review: %s\n", error != NULL ? error->message : "something failed");
  exit (1);
}

/* --- Times ------------------------------------------------------------------------------------------------------ */

static Time
now (void)
{
  struct timespec cpu;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &cpu);
  return (Time){ (double) g_get_monotonic_time () / 1000, (double) cpu.tv_sec * 1000 + (double) cpu.tv_nsec / 1e6 };
}

static Time
since (Time from)
{
  Time to = now ();

  return (Time){ to.wall - from.wall, to.cpu - from.cpu };
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The time that @share of them do not exceed; wall and CPU each by itself. */
static Time
quantile (const GArray *times, double share)
{
  g_autoptr (GArray) wall = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) cpu = g_array_new (FALSE, FALSE, sizeof (double));
  guint at = MIN (times->len - 1, (guint) (times->len * share));

  for (guint i = 0; i < times->len; i++)
    {
      g_array_append_val (wall, g_array_index (times, Time, i).wall);
      g_array_append_val (cpu, g_array_index (times, Time, i).cpu);
    }
  g_array_sort (wall, compare_doubles);
  g_array_sort (cpu, compare_doubles);
  return (Time){ g_array_index (wall, double, at), g_array_index (cpu, double, at) };
}

static void
note (Bench *self, Time time, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
note (Bench *self, Time time, const char *format, ...)
{
  va_list arguments;
  g_autofree char *name = NULL;
  GArray *times;

  va_start (arguments, format);
  name = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  times = g_hash_table_lookup (self->results, name);
  if (times == NULL)
    {
      times = g_array_new (FALSE, FALSE, sizeof (Time));
      g_ptr_array_add (self->names, g_strdup (name));
      g_hash_table_insert (self->results, g_strdup (name), times);
    }
  g_array_append_val (times, time);
}

static void
note_quantiles (Bench *self, const char *name, const GArray *times)
{
  note (self, quantile (times, 0.5), "%s, p50", name);
  note (self, quantile (times, 0.95), "%s, p95", name);
}

static void
print_results (Bench *self)
{
  g_print ("%'d documents, %'d suggestions, medians of %d runs\n", n_documents, n_suggestions, n_runs);
  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = g_ptr_array_index (self->names, i);
      Time time = quantile (g_hash_table_lookup (self->results, name), 0.5);

      g_print ("%-62s %8.1f ms (%.1f CPU)\n", name, time.wall, time.cpu);
    }
}

/* --- The window ------------------------------------------------------------------------------------------------- */

static void
on_after_paint (Bench *self)
{
  self->n_frames++;
}

static void
wait_for_frame (Bench *self)
{
  guint before = self->n_frames;

  while (self->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
on_time (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

static void
spin (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, on_time, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_window (Bench *self, const char *path)
{
  g_autoptr (PostilApplication) application = postil_application_new ();

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  must (g_application_register (G_APPLICATION (application), NULL, NULL), NULL);
  self->window = GTK_WINDOW (g_object_ref_sink (postil_window_new (g_steal_pointer (&application))));
  gtk_window_set_default_size (self->window, 1200, 800);
  must (postil_window_open_project (POSTIL_WINDOW (self->window), path), NULL);
  self->session = postil_window_get_session (POSTIL_WINDOW (self->window));
  gtk_widget_realize (GTK_WIDGET (self->window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint",
                            G_CALLBACK (on_after_paint), self);
  gtk_window_present (self->window);
  do
    wait_for_frame (self);
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->window)));
  spin (2000);
}

static PostilStore *
store_of (Bench *self)
{
  return postil_project_get_store (postil_session_get_project (self->session));
}

/* Until the picture shows what @action did; @returned: until the action had done its work. */
static Time
act (Bench *self, const char *action, const char *parameter, Time *returned)
{
  Time from;

  spin (SETTLE_MS);
  from = now ();
  if (parameter != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->window), action, "s", parameter);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL);
  if (returned != NULL)
    *returned = since (from);
  wait_for_frame (self);
  return since (from);
}

static gint64
last_step (Bench *self)
{
  g_autoptr (PostilEdit) edit = postil_history_peek_undo (store_of (self));

  return edit != NULL ? edit->id : 0;
}

/* The same for what a worker may do: until it is done. */
static Time
act_wholly (Bench *self, const char *action)
{
  gint64 before = last_step (self);
  Time from;

  spin (SETTLE_MS);
  from = now ();
  gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL);
  while (last_step (self) == before)
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (self);
  return since (from);
}

/* --- What is measured -------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  PostilSpanOrder order;
  const char *label;  /* NULL: any */
  const char *source; /* NULL: any */
} Queue;

static const Queue QUEUES[] = {
  { "as they stand", POSTIL_ORDER_DOCUMENT, NULL, NULL },
  { "most certain first", POSTIL_ORDER_CONFIDENCE, NULL, NULL },
  { "least certain first", POSTIL_ORDER_UNCERTAINTY, NULL, NULL },
  { "by label", POSTIL_ORDER_LABEL, NULL, NULL },
  { "most certain Denials", POSTIL_ORDER_CONFIDENCE, "Denial", NULL },
  { "most certain of a rare rule", POSTIL_ORDER_CONFIDENCE, NULL, REVIEW_RARE_SOURCE },
  { "a rare rule as it stands", POSTIL_ORDER_DOCUMENT, NULL, REVIEW_RARE_SOURCE },
};

static PostilId
find_source (PostilStore *store, const char *name)
{
  g_autoptr (GPtrArray) sources = postil_source_list (store, NULL);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    if (g_str_equal (((const PostilSource *) g_ptr_array_index (sources, i))->name, name))
      return ((const PostilSource *) g_ptr_array_index (sources, i))->id;
  return 0;
}

static PostilReviewQueue
review_queue (PostilStore *store, const Queue *queue)
{
  PostilReviewQueue made = { .order = queue->order };

  if (queue->label != NULL)
    made.label = postil_labels_find (store, queue->label);
  if (queue->source != NULL)
    made.source = find_source (store, queue->source);
  return made;
}

/* The same work as a key in review, without anything to look at. */
static void
measure_store (Bench *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProject) project = postil_project_open (path, "bench", &error);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (Time));
  PostilSpanFilter filter = { .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED), .without_structure = TRUE };
  g_autoptr (PostilSpan) at = NULL;

  must (project != NULL, error);
  for (int i = 0; i < n_decisions; i++)
    {
      Time from = now ();
      Time time;
      g_autoptr (GArray) next = NULL;

      if (at != NULL)
        must (postil_project_decide (project, at->id, i % 2 == 0 ? POSTIL_STATE_KEPT : POSTIL_STATE_REJECTED, &error), error);
      next = postil_spans_queue (postil_project_get_store (project), &filter, POSTIL_ORDER_DOCUMENT, at, TRUE, 1, &error);
      must (next != NULL && next->len == 1, error);
      g_clear_pointer (&at, postil_span_free);
      at = postil_spans_get (postil_project_get_store (project), g_array_index (next, PostilSpanId, 0), &error);
      must (at != NULL, error);
      time = since (from);
      g_array_append_val (times, time);
    }
  note_quantiles (self, "decide and find the next, store alone", times);
}

static void
measure_queue (Bench *self, const Queue *measured)
{
  static const char *const actions[] = { "win.accept", "win.reject", "win.accept", "win.skip" };
  g_autoptr (GArray) returned = g_array_new (FALSE, FALSE, sizeof (Time));
  g_autoptr (GArray) painted = g_array_new (FALSE, FALSE, sizeof (Time));
  g_autofree char *action = g_strdup_printf ("decide (%s), action", measured->name);
  g_autofree char *paint = g_strdup_printf ("decide (%s), painted", measured->name);
  PostilReviewQueue queue = review_queue (store_of (self), measured);

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.mode", "s", "annotate");
  postil_session_set_queue (self->session, &queue);
  postil_session_set_current (self->session, 0);
  spin (300);
  note (self, act (self, "win.mode", "review", NULL), "open the queue (%s)", measured->name);
  for (int i = 0; i < n_decisions && (measured->source == NULL || i < 10); i++)
    {
      Time first;
      Time time = act (self, actions[i % G_N_ELEMENTS (actions)], NULL, &first);

      g_array_append_val (returned, first);
      g_array_append_val (painted, time);
    }
  note_quantiles (self, action, returned);
  note_quantiles (self, paint, painted);
}

static GArray *
find_same (Bench *self)
{
  PostilStore *store = store_of (self);

  return postil_spans_identical (store, REVIEW_SAME_WORDS, postil_labels_find (store, REVIEW_SAME_LABEL),
                                 POSTIL_STATES (POSTIL_STATE_SUGGESTED), NULL);
}

/* From the first suggestion of the thousands that say the same. */
static void
measure_bulk (Bench *self)
{
  g_autoptr (GArray) before = find_same (self);
  g_autoptr (GArray) after = NULL;
  g_autoptr (GArray) back = NULL;
  g_autoptr (PostilSpan) span = NULL;
  Time time;

  must (before->len > 1, NULL);
  span = postil_spans_get (store_of (self), g_array_index (before, PostilSpanId, 0), NULL);
  must (postil_session_set_document (self->session, span->document, NULL), NULL);
  postil_session_set_current (self->session, span->id);
  spin (1000);
  act (self, "win.accept-all", NULL, NULL); /* asks */
  time = act_wholly (self, "win.accept-all");
  after = find_same (self);
  must (after->len == 0, NULL);
  note (self, time, "accept the %'u that say the same, painted", before->len / 1000 * 1000);
  note (self, act_wholly (self, "win.undo"), "  and taken back in one step");
  back = find_same (self);
  must (back->len == before->len, NULL);
}

/* --- Pages that count everything ---------------------------------------------------------------------------------- */

/* So that there is something to count: two labels decided from 90 % on, and every fifth document done. */
static void
prepare_pages (Bench *self)
{
  static const char *const labels[] = { "Denial", "Threat" };
  PostilStore *store = store_of (self);
  PostilProject *project = postil_session_get_project (self->session);
  g_autoptr (GArray) ids = postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);
  g_autoptr (GError) error = NULL;
  PostilId annotator = postil_project_get_annotator (project);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      PostilSpanFilter filter = { .label = postil_labels_find (store, labels[i]), .min_score = 0.9 };

      must (postil_project_decide_matching (project, &filter, 0, i == 0 ? POSTIL_STATE_KEPT : POSTIL_STATE_REJECTED,
                                            &error) > 0,
            error);
    }
  must (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error), error);
  for (guint i = 0; i < ids->len; i += 5)
    must (postil_readings_set_state (store, g_array_index (ids, PostilId, i), annotator, POSTIL_READING_DONE, &error),
          error);
  must (postil_transaction_commit (store, &error), error);
  postil_project_changed (project);
  spin (3000);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* CPU time of the main thread: while a worker reads, the process's own says nothing about the window. */
static double
own_milliseconds (void)
{
  struct timespec cpu;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &cpu);
  return (double) cpu.tv_sec * 1000 + (double) cpu.tv_nsec / 1e6;
}

/* Goes on until @busy says no; returns the longest time that the window listened to nobody. */
static Time
go_on_while (gboolean (*busy) (GtkWidget *widget), GtkWidget *widget)
{
  Time longest = { 0 };
  guint n_after = 0;

  /* A few rounds more: what came is laid out and painted then. */
  while (n_after < 30)
    {
      Time from = now ();
      double own = own_milliseconds ();
      gboolean worked = g_main_context_iteration (NULL, FALSE);

      longest.wall = MAX (longest.wall, since (from).wall);
      longest.cpu = MAX (longest.cpu, own_milliseconds () - own);
      n_after = busy (widget) ? 0 : n_after + 1;
      if (!worked)
        g_usleep (1000);
    }
  return longest;
}

static gboolean
ledger_is_busy (GtkWidget *page)
{
  return postil_ledger_page_is_busy (POSTIL_LEDGER_PAGE (page));
}

static gboolean
quality_is_busy (GtkWidget *page)
{
  return postil_quality_page_is_busy (POSTIL_QUALITY_PAGE (page));
}

static void
measure_page (Bench *self, const char *page, const char *name, GType type, gboolean (*busy) (GtkWidget *widget))
{
  Time from, held;

  spin (SETTLE_MS);
  from = now ();
  note (self, act (self, "win.page", page, NULL), "open %s, first painted", name);
  held = go_on_while (busy, find_widget (GTK_WIDGET (self->window), type));
  note (self, since (from), "  %s, all there", name);
  note (self, held, "  %s, window held up at most", name);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.close-page", NULL);
}

static gboolean
dialog_is_busy (GtkWidget *dialog)
{
  return postil_bulk_dialog_is_busy (POSTIL_BULK_DIALOG (dialog));
}

/* The preview of a decision about everything. */
static void
measure_dialog (Bench *self)
{
  Time from, held;
  GtkWidget *dialog;

  spin (SETTLE_MS);
  from = now ();
  dialog = postil_bulk_dialog_new (self->window, self->session, 0, 0, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  note (self, since (from), "preview of a decision about everything, asked for");
  held = go_on_while (dialog_is_busy, dialog);
  note (self, since (from), "  preview, all there");
  note (self, held, "  preview, window held up at most");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
measure_pages (Bench *self)
{
  measure_page (self, "ledger", "sources and ledger", POSTIL_TYPE_LEDGER_PAGE, ledger_is_busy);
  measure_page (self, "quality", "quality", POSTIL_TYPE_QUALITY_PAGE, quality_is_busy);
  measure_dialog (self);
}

/* --- The project ------------------------------------------------------------------------------------------------ */

static void
must_copy (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  must (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error), error);
}

/* The path of a fresh copy. */
static char *
prepare (const char *place)
{
  g_autofree char *name = g_strdup_printf ("review-%d-%d.postil", n_documents, n_suggestions);
  g_autofree char *kept = g_build_filename (place, name, NULL);
  char *copy = g_strconcat (kept, ".copy", NULL);

  if (!g_file_test (kept, G_FILE_TEST_EXISTS))
    {
      g_autofree char *half = g_strconcat (kept, ".half", NULL);
      Time from = now ();

      g_unlink (half);
      review_material_make (half, n_documents, n_suggestions);
      must (g_rename (half, kept) == 0, NULL);
      g_print ("made the project in %.0f s\n", since (from).wall / 1000);
    }
  must_copy (kept, copy);
  return copy;
}

static void
remove_copy (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (path);
  g_unlink (journal);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- measure the review queue");
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;
  g_autofree char *path = NULL;
  Bench bench = { .results = g_hash_table_new (g_str_hash, g_str_equal), .names = g_ptr_array_new () };

  g_option_context_add_main_entries (context, OPTIONS, NULL);
  must (g_option_context_parse (context, &argc, &argv, &error), error);
  if (folder == NULL)
    own = g_dir_make_tmp ("postil-bench-XXXXXX", NULL);
  path = prepare (folder != NULL ? folder : own);
  gtk_init ();
  adw_init ();
  for (int run = 0; run < n_runs; run++)
    measure_store (&bench, path);
  open_window (&bench, path);
  for (int run = 0; run < n_runs; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (QUEUES); i++)
        if (only < 0 || only == (int) i)
          measure_queue (&bench, &QUEUES[i]);
      if (only < 0 || only == G_N_ELEMENTS (QUEUES))
        measure_bulk (&bench);
    }
  if (only < 0 || only > (int) G_N_ELEMENTS (QUEUES))
    prepare_pages (&bench);
  for (int run = 0; run < n_runs && (only < 0 || only > (int) G_N_ELEMENTS (QUEUES)); run++)
    measure_pages (&bench);
  print_results (&bench);
  remove_copy (path);
  if (own != NULL)
    {
      g_autofree char *kept = g_strndup (path, strlen (path) - strlen (".copy"));

      g_unlink (kept);
      g_rmdir (own);
    }
  exit (0);
}
