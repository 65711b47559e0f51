/* bench-view.c - how long a document takes to show, how much memory, and how long one more span; beside a bare
 * GtkTextView
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each measurement is a process of its own: "floor" is a GtkTextView in a window with one background tag a label,
 * "view" the document view over a project file in the same bare window, "window" the whole program. Prints medians and
 * ratios.
 */
#include "application.h"
#include "document-view.h"
#include "window.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define N_ADDS 60
#define SETTLE_MS 40
#define N_LABELS 8
#define N_VALUES 6

static const char *const labels[N_LABELS] = { "Person", "Organisation", "Place",  "Event",
                                              "Denial", "Allegation",   "Threat", "Quote" };

typedef struct
{
  const char *name;
  gsize n_bytes;
  guint n_spans;
  gboolean one_line;
} Size;

static const Size sizes[] = {
  { "10 KB, 100 spans", 10 * 1000, 100, FALSE },          { "100 KB, 1,000 spans", 100 * 1000, 1000, FALSE },
  { "100 KB, 10,000 spans", 100 * 1000, 10000, FALSE },   { "1 MB, 10,000 spans", 1000 * 1000, 10000, FALSE },
  { "1 MB in one line, 1,000", 1000 * 1000, 1000, TRUE },
};

/* --- What is shown ---------------------------------------------------------------------------------------------- */

static char *
make_text (gsize n_bytes, gboolean one_line)
{
  static const char *const words[] = { "the", "harbour",   "board",     "denied", "that",
                                       "a",   "ledger",    "inspector", "claims", "Maren",
                                       "on",  "Wednesday", "report",    "never",  "payment" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  GString *text = g_string_sized_new (n_bytes + 16);
  gsize paragraph = 0;

  while (text->len < n_bytes)
    {
      g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      if (!one_line && text->len - paragraph > 420)
        {
          g_string_append (text, ".\n\n");
          paragraph = text->len;
        }
      else
        g_string_append (text, g_rand_int_range (rand, 0, 12) == 0 ? ". " : " ");
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  PostilRange range;
  guint label;
} Item;

static GArray *
make_items (const char *text, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));
  guint32 length = (guint32) strlen (text);

  for (guint i = 0; i < n; i++)
    {
      Item item = { .label = (guint) g_rand_int_range (rand, 0, N_LABELS) };

      item.range.start = (guint32) ((guint64) length * i / n);
      while (item.range.start + 1 < length && !g_ascii_isalpha (text[item.range.start]))
        item.range.start++;
      item.range.stop = item.range.start + (guint32) g_rand_int_range (rand, 4, item.label < 4 ? 16 : 90);
      item.range.stop = MIN (item.range.stop, length);
      if (item.range.start < item.range.stop)
        g_array_append_val (items, item);
    }
  return items;
}

static void
check (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("bench-view: %s\n", error->message);
  exit (1);
}

static void
make_project (const char *path, const char *text, const GArray *items)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProject) project = postil_project_create (path, "bench", &error);
  PostilStore *store = project != NULL ? postil_project_get_store (project) : NULL;
  g_autoptr (PostilText) words = NULL;
  g_autoptr (PostilDocument) document = NULL;
  PostilId source;
  gboolean added;

  check (error);
  words = postil_text_new (text, -1, &error);
  check (error);
  document = postil_document_new ("bench.txt", words);
  document->title = g_strdup ("Bench");
  document->position = -1;
  postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  check (error);
  postil_documents_add (store, document, &added, &error);
  check (error);
  source = postil_source_ensure (store, POSTIL_SOURCE_IMPORT, "bench", "", &error);
  check (error);
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);
      g_autoptr (PostilSpan) span = postil_span_new ();

      span->document = document->id;
      span->range = item->range;
      span->label = postil_labels_find (store, labels[item->label]);
      span->source = source;
      span->state = i % 3 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED;
      span->score = 0.75;
      postil_spans_add (store, span, &error);
      check (error);
    }
  postil_transaction_commit (store, &error);
  check (error);
}

/* --- A process that shows it ------------------------------------------------------------------------------------ */

typedef struct
{
  gint64 started;
  const char *folder;
  GtkWindow *window;
  GtkTextBuffer *buffer; /* floor */
  GtkTextTag *tags[N_LABELS];
  PostilSession *session; /* the others */
  gboolean whole;
  guint n_frames;
} Child;

static void
on_after_paint (Child *child)
{
  child->n_frames++;
}

static void
wait_for_frame (Child *child)
{
  guint before = child->n_frames;

  while (child->n_frames == before)
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

static char *
read_file (Child *child, const char *name)
{
  g_autofree char *path = g_build_filename (child->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  check (error);
  return contents;
}

static GtkWidget *
in_window (Child *child, GtkWidget *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  child->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (child->window, 1000, 800);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_window_set_child (child->window, scroller);
  return view;
}

static void
open_floor (Child *child)
{
  static const char *const colours[N_LABELS] = { "#cfe", "#fec", "#cef", "#fcf", "#ccf", "#fdc", "#fcc", "#cfc" };
  g_autofree char *text = NULL;
  g_autofree char *items = NULL;
  GtkWidget *view;
  char *next;

  gtk_init ();
  view = in_window (child, gtk_text_view_new ());
  text = read_file (child, "text.txt");
  items = read_file (child, "items.txt");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  child->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (child->buffer, text, -1);
  for (guint i = 0; i < N_LABELS; i++)
    child->tags[i] = gtk_text_buffer_create_tag (child->buffer, NULL, "background", colours[i], NULL);
  for (char *p = items; *p != '\0'; p = next + 1)
    {
      GtkTextIter start;
      GtkTextIter stop;

      gtk_text_buffer_get_iter_at_offset (child->buffer, &start, (int) strtol (p, &next, 10));
      gtk_text_buffer_get_iter_at_offset (child->buffer, &stop, (int) strtol (next, &next, 10));
      gtk_text_buffer_apply_tag (child->buffer, child->tags[strtol (next, &next, 10)], &start, &stop);
    }
}

static void
open_view (Child *child)
{
  g_autofree char *path = g_build_filename (child->folder, "p.postil", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProject) project = NULL;
  g_autoptr (GArray) ids = NULL;
  GtkWidget *view;

  adw_init ();
  project = postil_project_open (path, "bench", &error);
  check (error);
  child->session = postil_session_new (project);
  view = in_window (child, postil_document_view_new ());
  postil_document_view_set_session (POSTIL_DOCUMENT_VIEW (view), child->session);
  ids = postil_documents_ids (postil_project_get_store (project), &POSTIL_DOCUMENT_FILTER_ALL, &error);
  check (error);
  postil_session_set_document (child->session, g_array_index (ids, PostilId, 0), &error);
  check (error);
}

static void
open_window (Child *child)
{
  g_autofree char *path = g_build_filename (child->folder, "p.postil", NULL);
  g_autoptr (GError) error = NULL;
  PostilApplication *application = postil_application_new ();

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  check (error);
  child->window = GTK_WINDOW (postil_window_new (application));
  gtk_window_set_default_size (child->window, 1300, 800);
  if (!postil_window_open_project (POSTIL_WINDOW (child->window), path))
    exit (1);
  child->session = postil_window_get_session (POSTIL_WINDOW (child->window));
  child->whole = TRUE;
}

static double
resident_mb (void)
{
  g_autofree char *statm = NULL;
  char *next = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    return 0;
  strtol (statm, &next, 10);
  return (double) strtol (next, NULL, 10) * (double) sysconf (_SC_PAGESIZE) / 1e6;
}

/* Work done, whatever else the machine is busy with. */
static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

/* One more span, on words that are on the screen; from the moment at which the key has arrived. */
static double
add_one (Child *child, guint i, double *cpu)
{
  PostilRange range = { 40 + i * 23, 40 + i * 23 + 9 };
  g_autoptr (GError) error = NULL;
  gint64 from;
  double cpu_from;

  if (child->session != NULL)
    postil_session_set_selection (child->session, range);
  spin (SETTLE_MS);
  from = g_get_monotonic_time ();
  cpu_from = cpu_ms ();
  if (child->session == NULL)
    {
      GtkTextIter start;
      GtkTextIter stop;

      gtk_text_buffer_get_iter_at_offset (child->buffer, &start, (int) range.start);
      gtk_text_buffer_get_iter_at_offset (child->buffer, &stop, (int) range.stop);
      gtk_text_buffer_apply_tag (child->buffer, child->tags[i % N_LABELS], &start, &stop);
    }
  else
    {
      PostilProject *project = postil_session_get_project (child->session);
      PostilId label = postil_labels_find (postil_project_get_store (project), labels[i % N_LABELS]);

      if (child->whole)
        gtk_widget_activate_action (GTK_WIDGET (child->window), "win.label", "x", label);
      else
        postil_session_apply_label (child->session, label, &error);
      check (error);
    }
  wait_for_frame (child);
  *cpu = cpu_ms () - cpu_from;
  return (double) (g_get_monotonic_time () - from) / 1000;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a;
  double q = *(const double *) b;

  return p < q ? -1 : p > q;
}

static int
run_child (const char *variant, const char *folder, gint64 started)
{
  Child child = { .started = started, .folder = folder };
  double adds[N_ADDS];
  double cpu[N_ADDS];
  double open_ms;
  double all_ms;
  double memory;

  if (g_str_equal (variant, "floor"))
    open_floor (&child);
  else if (g_str_equal (variant, "view"))
    open_view (&child);
  else
    open_window (&child);
  gtk_widget_realize (GTK_WIDGET (child.window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (child.window)), "after-paint",
                            G_CALLBACK (on_after_paint), &child);
  gtk_window_present (child.window);
  do
    wait_for_frame (&child);
  while (!gtk_widget_get_mapped (GTK_WIDGET (child.window)));
  open_ms = (double) (g_get_monotonic_time () - started) / 1000;
  if (child.whole)
    wait_for_frame (&child); /* the list, the palette and the inspector come with the second */
  all_ms = (double) (g_get_monotonic_time () - started) / 1000;
  spin (1000);
  memory = resident_mb ();
  for (guint i = 0; i < N_ADDS; i++)
    adds[i] = add_one (&child, i, &cpu[i]);
  qsort (cpu, N_ADDS, sizeof *cpu, compare);
  qsort (adds, N_ADDS, sizeof *adds, compare);
  printf ("%.3f %.3f %.3f %.3f %.3f %.3f\n", open_ms, memory, adds[N_ADDS / 2], adds[N_ADDS * 95 / 100],
          cpu[N_ADDS / 2], all_ms);
  fflush (stdout);
  _exit (0);
}

/* --- The process that compares ---------------------------------------------------------------------------------- */

typedef struct
{
  double open_ms;
  double memory;
  double add_median;
  double add_p95;
  double add_cpu;
  double all_ms; /* as open_ms, apart from the whole window, where the panes are filled after the text */
} Result;

static gboolean
measure (const char *self, const char *variant, const char *folder, double values[N_VALUES])
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  const char *argv[] = { self, "--child", variant, folder, now, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, &status,
                     &error) ||
      status != 0)
    {
      g_printerr ("bench-view: \"%s\" failed%s%s\n", variant, error != NULL ? ": " : "",
                  error != NULL ? error->message : "");
      return FALSE;
    }
  return sscanf (output, "%lf %lf %lf %lf %lf %lf", &values[0], &values[1], &values[2], &values[3], &values[4],
                 &values[5]) == N_VALUES;
}

static gboolean
median_of (const char *self, const char *variant, const char *folder, guint n_runs, Result *result)
{
  g_autofree double *column = g_new (double, n_runs *N_VALUES);
  double medians[N_VALUES];

  for (guint run = 0; run < n_runs; run++)
    {
      double values[N_VALUES];

      if (!measure (self, variant, folder, values))
        return FALSE;
      for (guint i = 0; i < N_VALUES; i++)
        column[i * n_runs + run] = values[i];
    }
  for (guint i = 0; i < N_VALUES; i++)
    {
      qsort (column + i * n_runs, n_runs, sizeof *column, compare);
      medians[i] = column[i * n_runs + n_runs / 2];
    }
  *result = (Result){ medians[0], medians[1], medians[2], medians[3], medians[4], medians[5] };
  return TRUE;
}

static void
write_files (const char *folder, const char *text, const GArray *items)
{
  g_autofree char *text_path = g_build_filename (folder, "text.txt", NULL);
  g_autofree char *items_path = g_build_filename (folder, "items.txt", NULL);
  g_autofree char *project = g_build_filename (folder, "p.postil", NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);

      g_string_append_printf (lines, "%u %u %u\n", item->range.start, item->range.stop, item->label);
    }
  g_file_set_contents (text_path, text, -1, &error);
  check (error);
  g_file_set_contents (items_path, lines->str, -1, &error);
  check (error);
  g_unlink (project);
  make_project (project, text, items);
}

static void
print_row (const char *name, const Result *result, const Result *floor)
{
  printf ("  %-8s open %7.1f ms (%4.2f x)", name, result->open_ms, result->open_ms / floor->open_ms);
  if (result->all_ms > result->open_ms)
    printf (", with all panes %7.1f ms (%4.2f x)", result->all_ms, result->all_ms / floor->open_ms);
  printf ("   memory %6.1f MB (%4.2f x)   add span median %5.2f ms, p95 %5.2f ms, cpu %5.2f ms\n", result->memory,
          result->memory / floor->memory, result->add_median, result->add_p95, result->add_cpu);
  fflush (stdout);
}

static int
run_size (const char *self, const char *folder, const Size *size, guint n_runs)
{
  g_autofree char *text = make_text (size->n_bytes, size->one_line);
  g_autoptr (GArray) items = make_items (text, size->n_spans);
  static const char *const variants[] = { "floor", "view", "window" };
  Result results[G_N_ELEMENTS (variants)];

  write_files (folder, text, items);
  printf ("%s\n", size->name);
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      /* The floor cannot lay out a line of a megabyte: it would stand still for minutes. */
      if (i == 0 && size->one_line)
        {
          g_autofree char *lines = make_text (size->n_bytes, FALSE);

          write_files (folder, lines, items);
        }
      if (!median_of (self, variants[i], folder, n_runs, &results[i]))
        return 1;
      if (i == 0 && size->one_line)
        write_files (folder, text, items);
      print_row (variants[i], &results[i], &results[0]);
    }
  return 0;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  guint n_runs = argc > 1 ? (guint) atoi (argv[1]) : 5;
  int status = 0;

  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3], g_ascii_strtoll (argv[4], NULL, 10));
  if (argc == 4 && g_str_equal (argv[1], "--prepare"))
    {
      /* Leaves the files of one size in a folder, for a profiler: bench-view --child VARIANT FOLDER 0. */
      const Size *size = &sizes[MIN ((guint) atoi (argv[3]), G_N_ELEMENTS (sizes) - 1)];
      g_autofree char *text = make_text (size->n_bytes, size->one_line);
      g_autoptr (GArray) items = make_items (text, size->n_spans);

      write_files (argv[2], text, items);
      return 0;
    }
  if (n_runs == 0)
    {
      g_printerr ("usage: bench-view [RUNS]\n");
      return 2;
    }
  folder = g_dir_make_tmp ("postil-bench-XXXXXX", NULL);
  printf ("median of %u runs; targets: open 2 x, memory 1.5 x, add span p95 16.7 ms\n", n_runs);
  for (guint i = 0; i < G_N_ELEMENTS (sizes) && status == 0; i++)
    status = run_size (argv[0], folder, &sizes[i], n_runs);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "text.txt", "items.txt", "p.postil" };
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  return status;
}
