/* bench-view.c - how long a document takes to show, to change, to page through and to leave, beside a bare GtkTextView
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each measurement is a process of its own: "floor" is a GtkTextView in a window with one background tag a label,
 * "view" the document view over a project file in the same bare window, "window" the whole program. Prints medians over
 * the runs and, in brackets, ratios to the floor. "cpu" is the process's own work: on a busy machine wall time says how
 * busy it was.
 */
#include "view-child.h"
#include "view-material.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_DOCUMENTS 100000

/* name -> GArray of double, one for each run */
typedef GHashTable Result;

static Result *
result_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
}

static void
result_add (Result *result, const char *name, double value)
{
  GArray *values = g_hash_table_lookup (result, name);

  if (values == NULL)
    {
      values = g_array_new (FALSE, FALSE, sizeof (double));
      g_hash_table_insert (result, g_strdup (name), values);
    }
  g_array_append_val (values, value);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a;
  double q = *(const double *) b;

  return p < q ? -1 : p > q;
}

static double
median (Result *result, const char *name)
{
  GArray *values = g_hash_table_lookup (result, name);

  if (values == NULL)
    return 0;
  g_array_sort (values, compare);
  return g_array_index (values, double, values->len / 2);
}

/* One process; its values go to @result. */
static gboolean
measure (const char *self, const char *variant, const char *folder, Result *result)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  const char *argv[] = { self, "--child", variant, folder, now, NULL };
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
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
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');

      if (space == NULL)
        continue;
      *space = '\0';
      result_add (result, lines[i], g_ascii_strtod (space + 1, NULL));
    }
  return TRUE;
}

/* --- Printing ------------------------------------------------------------------------------------------------------ */

static void
print_with_ratio (Result *result, Result *floor, const char *name, const char *unit)
{
  double value = median (result, name);
  double bare = median (floor, name);

  printf (" %8.2f %s", value, unit);
  if (bare > 0)
    printf (" (%5.2f x)", value / bare);
  else
    printf ("          ");
}

static void
print_series (const char *title, const char *name, Result *result, Result *floor)
{
  g_autofree char *middle = g_strconcat (name, "-median", NULL);
  g_autofree char *p95 = g_strconcat (name, "-p95", NULL);
  g_autofree char *cpu = g_strconcat (name, "-cpu", NULL);
  g_autofree char *cpu_p95 = g_strconcat (name, "-cpu-p95", NULL);
  g_autofree char *late = g_strconcat (name, "-late", NULL);
  g_autofree char *late_cpu = g_strconcat (name, "-late-cpu", NULL);
  g_autofree char *n = g_strconcat (name, "-n", NULL);

  if (median (result, n) <= 0)
    return;
  printf ("    %-16s", title);
  print_with_ratio (result, floor, middle, "ms");
  printf ("  p95");
  print_with_ratio (result, floor, p95, "ms");
  printf ("  cpu");
  print_with_ratio (result, floor, cpu, "ms");
  printf ("  p95");
  print_with_ratio (result, floor, cpu_p95, "ms");
  printf ("  over 16.7 ms: %.0f of %.0f, by cpu %.0f\n", median (result, late), median (result, n),
          median (result, late_cpu));
}

static const char *const series[][2] = {
  { "add a span", "add" },
  { "remove it", "remove" },
  { "undo", "undo" },
  { "  laid out: add", "add-rested" },
  { "  laid out: remove", "remove-rested" },
  { "  laid out: undo", "undo-rested" },
  { "a key", "key" },
  { "page down", "page" },
  { "wheel", "scroll" },
  { "jump anywhere", "far" },
  { "switch document", "switch" },
  { "tag all Maren", "tag-all" },
  { "undo that", "untag-all" },
  { "scroll the list", "list-scroll" },
  { "jump in the list", "list-jump" },
  { "next document", "next-document" },
  { "any document", "any-document" },
};

static void
print_result (const char *variant, Result *result, Result *floor)
{
  printf ("  %s\n    %-16s", variant, "open");
  print_with_ratio (result, floor, "open", "ms");
  printf ("  cpu");
  print_with_ratio (result, floor, "open-cpu", "ms");
  if (median (result, "all") > 0)
    printf ("  all panes %8.2f ms (%5.2f x)", median (result, "all"), median (result, "all") / median (floor, "open"));
  printf ("  memory");
  print_with_ratio (result, floor, "memory", "MB");
  printf ("\n");
  for (gsize i = 0; i < G_N_ELEMENTS (series); i++)
    print_series (series[i][0], series[i][1], result, floor);
  fflush (stdout);
}

/* --- Sizes --------------------------------------------------------------------------------------------------------- */

static gboolean
run_variant (const char *self, const char *variant, const char *folder, guint n_runs, Result *result, Result *floor)
{
  for (guint run = 0; run < n_runs; run++)
    {
      /* Each run finds the project as it was made. */
      g_autofree char *made = g_build_filename (folder, "made.postil", NULL);
      g_autofree char *path = g_build_filename (folder, "p.postil", NULL);
      g_autoptr (GFile) from = g_file_new_for_path (made);
      g_autoptr (GFile) to = g_file_new_for_path (path);

      g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL);
      if (!measure (self, variant, folder, result))
        return FALSE;
    }
  print_result (variant, result, floor);
  return TRUE;
}

static void
set_aside (const char *folder)
{
  g_autofree char *made = g_build_filename (folder, "made.postil", NULL);
  g_autofree char *path = g_build_filename (folder, "p.postil", NULL);

  g_rename (path, made);
}

static gboolean
run_size (const char *self, const char *folder, const BenchSize *size, guint n_runs)
{
  g_autoptr (GHashTable) floor = result_new ();
  g_autoptr (GHashTable) view = result_new ();
  g_autoptr (GHashTable) window = result_new ();

  printf ("%s\n", size->name);
  /* The floor cannot lay out a line of a megabyte: it would stand still for minutes. */
  bench_write_size (folder, size, FALSE);
  set_aside (folder);
  if (!run_variant (self, "floor", folder, n_runs, floor, floor))
    return FALSE;
  if (size->one_line)
    {
      bench_write_size (folder, size, TRUE);
      set_aside (folder);
    }
  return run_variant (self, "view", folder, n_runs, view, floor) &&
         run_variant (self, "window", folder, n_runs, window, floor);
}

static gboolean
run_many (const char *self, const char *folder, guint n_runs)
{
  g_autoptr (GHashTable) floor = result_new ();
  g_autoptr (GHashTable) window = result_new ();

  printf ("%u documents\n", N_DOCUMENTS);
  if (!run_variant (self, "list", folder, n_runs, floor, floor))
    return FALSE;
  bench_write_many (folder, N_DOCUMENTS);
  set_aside (folder);
  return run_variant (self, "window", folder, n_runs, window, floor);
}

static void
clean_up (const char *folder)
{
  static const char *const names[] = { "text.txt", "spans.txt", "p.postil", "made.postil" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Leaves the files of one size in a folder, for a profiler: bench-view --child VARIANT FOLDER 0. */
static int
prepare (const char *folder, guint which)
{
  if (which >= bench_n_sizes)
    bench_write_many (folder, N_DOCUMENTS);
  else
    bench_write_size (folder, &bench_sizes[which], bench_sizes[which].one_line);
  return 0;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  guint n_runs = argc > 1 ? (guint) atoi (argv[1]) : 3;
  int only = argc > 2 ? atoi (argv[2]) : -1;
  gboolean fine = TRUE;

  if (argc == 5 && g_str_equal (argv[1], "--child"))
    bench_run_child (argv[2], argv[3], g_ascii_strtoll (argv[4], NULL, 10));
  if (argc == 4 && g_str_equal (argv[1], "--prepare"))
    return prepare (argv[2], (guint) atoi (argv[3]));
  if (n_runs == 0)
    {
      g_printerr ("usage: bench-view [RUNS [WHICH-SIZE]]\n");
      return 2;
    }
  folder = g_dir_make_tmp ("postil-bench-XXXXXX", NULL);
  printf ("median of %u runs; in brackets: times the bare GtkTextView (or GtkListView)\n"
          "targets: a key p95 16.7 ms; switch to 100 KB 50 ms; 1 MB in one line 2 x the lines; 10 MB open in 1 s; "
          "10,000 identical words in 1 s\n",
          n_runs);
  for (guint i = 0; i < bench_n_sizes && fine; i++)
    if (only < 0 || only == (int) i)
      fine = run_size (argv[0], folder, &bench_sizes[i], n_runs);
  if (fine && (only < 0 || only == (int) bench_n_sizes))
    fine = run_many (argv[0], folder, n_runs);
  clean_up (folder);
  return fine ? 0 : 1;
}
