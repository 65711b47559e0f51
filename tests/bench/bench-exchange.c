/* bench-exchange.c - import and export of many documents, beside the least that SQLite could do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-exchange [DOCUMENTS [SPANS-EACH]]: 5,000 documents of 10 spans each without arguments; 100000 10 is the full size.
 * Every run is a process of its own, so that its largest resident set is its own too. Prints medians and ratios.
 */
#include <postil/postil.h>

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_RUNS 3
#define N_WORDS 120

typedef struct
{
  guint n_documents;
  guint n_spans; /* per document */
  char *folder;
  char *jsonl;
  char *project;
  char *bare;
  char *out;
} Bench;

typedef struct
{
  double seconds;
  double cpu; /* seconds, user and system: what a busy machine does not change */
  double megabytes;
} Measure;

typedef void (*Phase) (const Bench *bench);

static const char *const words[] = { "the", "harbour", "board", "denied", "café", "that", "any", "letter", "🚀", "had",
                                     "been", "hidden", "from", "Tromsø", "auditors", "said", "nobody", "“lost”" };
static const char *const labels[] = { "Person", "Organisation", "Place", "Denial", "Quote" };

static void
check (gboolean ok, GError *error)
{
  if (ok)
    return;
  fprintf (stderr, "bench-exchange: %s\n", error != NULL ? error->message : "failed");
  _exit (1);
}

/* One document as everybody here gets it: its words, and where each begins, in code points. */
static char *
make_text (guint number, guint32 *starts)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (number + 1);
  GString *text = g_string_new (NULL);
  guint32 offset = 0;

  for (guint i = 0; i < N_WORDS; i++)
    {
      const char *word = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];

      starts[i] = offset;
      g_string_append (text, word);
      g_string_append_c (text, i % 20 == 19 ? '\n' : ' ');
      offset += (guint32) g_utf8_strlen (word, -1) + 1;
    }
  starts[N_WORDS] = offset;
  return g_string_free (text, FALSE);
}

/* The words of span @i lie at @first, and the next one begins at @first + 1. */
static guint
word_of_span (const Bench *bench, guint i)
{
  return i * (N_WORDS - 1) / bench->n_spans;
}

static void
write_jsonl (const Bench *bench)
{
  FILE *file = g_fopen (bench->jsonl, "w");

  for (guint n = 0; n < bench->n_documents; n++)
    {
      guint32 starts[N_WORDS + 1];
      g_autofree char *text = make_text (n, starts);
      g_autofree char *escaped = NULL;
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      escaped = g_strjoinv ("\\n", lines);
      fprintf (file, "{\"id\":\"%u\",\"text\":\"%s\",\"spans\":[", n, escaped);
      for (guint i = 0; i < bench->n_spans; i++)
        {
          guint word = word_of_span (bench, i);
          const char *from = g_utf8_offset_to_pointer (text, starts[word]);
          const char *to = g_utf8_offset_to_pointer (from, starts[word + 1] - 1 - starts[word]);

          fprintf (file, "%s{\"id\":\"s%u\",\"start\":%u,\"end\":%u,\"label\":\"%s\",\"text\":\"%.*s\"}", i > 0 ? "," : "", i,
                   starts[word], starts[word + 1] - 1, labels[i % G_N_ELEMENTS (labels)], (int) (to - from), from);
        }
      fputs ("]}\n", file);
    }
  fclose (file);
}

static void
import (const Bench *bench)
{
  const char *const paths[] = { bench->jsonl, NULL };
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  PostilImportOptions options = { 0 };
  PostilStore *store;

  g_unlink (bench->project);
  store = postil_store_open (bench->project, POSTIL_STORE_CREATE, &error);
  check (store != NULL, error);
  check (postil_import (store, paths, NULL, &options, report, NULL, &error), error);
  check (report->spans_added == bench->n_documents * bench->n_spans && report->refused == 0, NULL);
  postil_store_close (store);
}

/* The floor: the same rows, made in memory, through two prepared statements in one transaction with a full sync. */
static void
insert_bare (const Bench *bench)
{
  sqlite3 *db;
  sqlite3_stmt *document, *span;

  g_unlink (bench->bare);
  check (sqlite3_open (bench->bare, &db) == SQLITE_OK, NULL);
  check (sqlite3_exec (db,
                       "PRAGMA synchronous = FULL; CREATE TABLE document (id INTEGER PRIMARY KEY, key TEXT UNIQUE, text TEXT);"
                       "CREATE TABLE span (id INTEGER PRIMARY KEY, document INTEGER, label INTEGER, start INTEGER,"
                       " stop INTEGER, state INTEGER, source INTEGER, score REAL, note TEXT, created_at INTEGER);"
                       "CREATE INDEX span_place ON span (document, start, stop); BEGIN IMMEDIATE",
                       NULL, NULL, NULL) == SQLITE_OK, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO document VALUES (?1, ?2, ?3)", -1, &document, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO span VALUES (?1, ?2, ?3, ?4, ?5, 1, 1, 1.0, '', 0)", -1, &span, NULL);
  for (guint n = 0; n < bench->n_documents; n++)
    {
      guint32 starts[N_WORDS + 1];
      g_autofree char *text = make_text (n, starts);
      g_autofree char *key = g_strdup_printf ("%u", n);

      sqlite3_bind_int64 (document, 1, n + 1);
      sqlite3_bind_text (document, 2, key, -1, SQLITE_STATIC);
      sqlite3_bind_text (document, 3, text, -1, SQLITE_STATIC);
      check (sqlite3_step (document) == SQLITE_DONE, NULL);
      sqlite3_reset (document);
      for (guint i = 0; i < bench->n_spans; i++)
        {
          guint word = word_of_span (bench, i);

          sqlite3_bind_int64 (span, 1, postil_id_random ());
          sqlite3_bind_int64 (span, 2, n + 1);
          sqlite3_bind_int64 (span, 3, i % G_N_ELEMENTS (labels));
          sqlite3_bind_int64 (span, 4, starts[word]);
          sqlite3_bind_int64 (span, 5, starts[word + 1] - 1);
          check (sqlite3_step (span) == SQLITE_DONE, NULL);
          sqlite3_reset (span);
        }
    }
  sqlite3_finalize (document);
  sqlite3_finalize (span);
  check (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, NULL);
  sqlite3_close (db);
}

static void
export_as (const Bench *bench, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilReport) report = postil_report_new ();
  PostilExportOptions options = { .states = POSTIL_STATES_ALL };
  PostilStore *store = postil_store_open (bench->project, POSTIL_STORE_READ_ONLY, &error);

  check (store != NULL, error);
  check (postil_export (store, postil_format_find (format), bench->out, &options, report, NULL, &error), error);
  check (report->spans_added == bench->n_documents * bench->n_spans, NULL);
  postil_store_close (store);
}

static void
export_csv (const Bench *bench)
{
  export_as (bench, "csv");
}

static void
export_jsonl (const Bench *bench)
{
  export_as (bench, "jsonl");
}

/* The floor of the export: the shell's own CSV of a join with the words of each span, neither proven nor synced. */
static void
export_shell (const Bench *bench)
{
  static const char query[] = "SELECT d.key, d.title, s.id, s.start, s.stop, l.name, substr (d.text, s.start + 1, s.stop - s.start),"
                              " s.state, s.score, s.note, s.created_at FROM document d JOIN span s ON s.document = d.id"
                              " JOIN label l ON l.id = s.label ORDER BY d.position, s.start";
  g_autofree char *command = g_strdup_printf ("sqlite3 -readonly -csv -header '%s' \"%s\" >'%s'", bench->project, query,
                                              bench->out);

  check (system (command) == 0, NULL);
}

static Measure
run_once (const Bench *bench, Phase phase)
{
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;
  int status;
  pid_t pid = fork ();

  if (pid == 0)
    {
      phase (bench);
      _exit (0);
    }
  check (pid > 0 && wait4 (pid, &status, 0, &usage) == pid && WIFEXITED (status) && WEXITSTATUS (status) == 0, NULL);
  return (Measure){
    .seconds = (double) (g_get_monotonic_time () - start) / 1e6,
    .cpu = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
    .megabytes = (double) usage.ru_maxrss / 1024,
  };
}

static int
compare_measures (gconstpointer a, gconstpointer b)
{
  const Measure *first = a, *second = b;

  return (first->cpu > second->cpu) - (first->cpu < second->cpu);
}

static Measure
measure (const Bench *bench, const char *name, Phase phase, Measure floor)
{
  Measure runs[N_RUNS];
  Measure median;
  double n_spans = (double) bench->n_documents * bench->n_spans;

  for (int i = 0; i < N_RUNS; i++)
    runs[i] = run_once (bench, phase);
  qsort (runs, N_RUNS, sizeof *runs, compare_measures);
  median = runs[N_RUNS / 2];
  printf ("%-28s %7.2f s (%6.2f s CPU) %8.0f documents/s %9.0f spans/s %5.0f MB", name, median.seconds, median.cpu,
          bench->n_documents / median.seconds, n_spans / median.seconds, median.megabytes);
  if (floor.cpu > 0)
    printf ("  %.2f times the floor's CPU", median.cpu / floor.cpu);
  putchar ('\n');
  fflush (stdout);
  return median;
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  Measure none = { 0 }, floor;
  g_autofree char *remove = NULL;

  bench.n_documents = argc > 1 ? (guint) atoi (argv[1]) : 5000;
  bench.n_spans = argc > 2 ? (guint) CLAMP (atoi (argv[2]), 1, N_WORDS - 1) : 10;
  bench.folder = g_dir_make_tmp ("postil-bench-XXXXXX", NULL);
  bench.jsonl = g_build_filename (bench.folder, "in.jsonl", NULL);
  bench.project = g_build_filename (bench.folder, "p.postil", NULL);
  bench.bare = g_build_filename (bench.folder, "bare.db", NULL);
  bench.out = g_build_filename (bench.folder, "out", NULL);
  printf ("%u documents, %u spans each; median of %d runs, largest resident set\n", bench.n_documents, bench.n_spans, N_RUNS);
  fflush (stdout);
  run_once (&bench, write_jsonl);

  floor = measure (&bench, "floor: bare prepared inserts", insert_bare, none);
  measure (&bench, "import JSON lines", import, floor);
  floor = measure (&bench, "floor: sqlite3 -csv", export_shell, none);
  measure (&bench, "export CSV, proven", export_csv, floor);
  measure (&bench, "export JSON lines, proven", export_jsonl, floor);

  remove = g_strdup_printf ("rm -rf '%s'", bench.folder);
  return system (remove) == 0 ? 0 : 1;
}
