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
  char *texts_jsonl; /* the same without spans */
  char *texts;       /* a project of them */
  char *copy;        /* of that one */
  char *csv;         /* the spans alone */
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
write_lines (const Bench *bench, const char *path, guint n_spans)
{
  FILE *file = g_fopen (path, "w");

  for (guint n = 0; n < bench->n_documents; n++)
    {
      guint32 starts[N_WORDS + 1];
      g_autofree char *text = make_text (n, starts);
      g_autofree char *escaped = NULL;
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      escaped = g_strjoinv ("\\n", lines);
      fprintf (file, "{\"id\":\"%u\",\"text\":\"%s\",\"spans\":[", n, escaped);
      for (guint i = 0; i < n_spans; i++)
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
write_jsonl (const Bench *bench)
{
  write_lines (bench, bench->jsonl, bench->n_spans);
  write_lines (bench, bench->texts_jsonl, 0);
}

static void
import_into (const char *project, const char *file, PostilStoreFlags mode, guint n_documents, guint n_spans)
{
  const char *const paths[] = { file, NULL };
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  PostilImportOptions options = { 0 };
  PostilStore *store = postil_store_open (project, mode, &error);

  check (store != NULL, error);
  check (postil_import (store, paths, NULL, &options, report, NULL, &error), error);
  check (report->documents_added == n_documents && report->spans_added == n_spans && report->refused == 0, NULL);
  postil_store_close (store);
}

static void
import (const Bench *bench)
{
  g_unlink (bench->project);
  import_into (bench->project, bench->jsonl, POSTIL_STORE_CREATE, bench->n_documents, bench->n_documents * bench->n_spans);
}

/* A project with the same documents and no spans, for import_csv() to work on copies of. */
static void
import_texts (const Bench *bench)
{
  import_into (bench->texts, bench->texts_jsonl, POSTIL_STORE_CREATE, bench->n_documents, 0);
}

static void
import_csv (const Bench *bench)
{
  import_into (bench->copy, bench->csv, POSTIL_STORE_NONE, 0, bench->n_documents * bench->n_spans);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;

  check (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK, NULL);
  return statement;
}

static void
step (sqlite3_stmt *statement)
{
  check (sqlite3_step (statement) == SQLITE_DONE, NULL);
  sqlite3_reset (statement);
}

/* An empty project of today's schema, and the names that rows refer to. */
static sqlite3 *
open_bare (const Bench *bench)
{
  GError *error = NULL;
  PostilStore *store;
  sqlite3 *db;

  g_unlink (bench->bare);
  store = postil_store_open (bench->bare, POSTIL_STORE_CREATE, &error);
  check (store != NULL, error);
  postil_store_close (store);
  check (sqlite3_open (bench->bare, &db) == SQLITE_OK, NULL);
  check (sqlite3_exec (db,
                       "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA journal_mode = TRUNCATE;"
                       "INSERT INTO source (id, kind, name) VALUES (1, 'import', 'import');"
                       "INSERT INTO label (id, name, kind, colour, position) VALUES (1, 'A', 'entity', '#000000', 100),"
                       " (2, 'B', 'entity', '#000000', 101), (3, 'C', 'entity', '#000000', 102),"
                       " (4, 'D', 'entity', '#000000', 103), (5, 'E', 'entity', '#000000', 104); BEGIN IMMEDIATE",
                       NULL, NULL, NULL) == SQLITE_OK, NULL);
  return db;
}

/* The floor: the same rows into the same tables and indexes, made in memory, through prepared statements in one
 * transaction with a full sync. Nothing is parsed, hashed or checked, and there is no history. The ids of documents are as
 * scattered as real ones, which derive from the text: rows in the order of their key would be another, easier job. The
 * full-text index comes at the end, in the order that it is quick in, as the import does it. */
static void
insert_rows (const Bench *bench, gboolean with_documents)
{
  sqlite3 *db = open_bare (bench);
  sqlite3_stmt *document = prepare (db, "INSERT INTO document (id, key, title, kind, newline, imported_at, position, length,"
                                        " text) VALUES (?1, ?2, ?2, 'other', 'lf', 0, ?5, ?4, ?3)");
  sqlite3_stmt *index = prepare (db, "INSERT INTO document_fts (rowid, title, text) SELECT id, title, text FROM document"
                                     " ORDER BY id");
  sqlite3_stmt *span = prepare (db, "INSERT INTO span (id, document, label, start, stop, state, source, score, created_at,"
                                    " position, structure, words) VALUES (?1, ?2, ?3, ?4, ?5, 1, 1, 1.0, 0, ?7, 0, ?6)");

  for (guint n = 0; n < bench->n_documents; n++)
    {
      guint32 starts[N_WORDS + 1];
      g_autofree char *text = make_text (n, starts);
      g_autofree char *key = g_strdup_printf ("%u", n);
      PostilId id = postil_id_random ();

      if (with_documents)
        {
          sqlite3_bind_int64 (document, 1, id);
          sqlite3_bind_text (document, 2, key, -1, SQLITE_STATIC);
          sqlite3_bind_text (document, 3, text, -1, SQLITE_STATIC);
          sqlite3_bind_int64 (document, 4, starts[N_WORDS]);
          sqlite3_bind_int64 (document, 5, n);
          step (document);
        }
      for (guint i = 0; i < bench->n_spans; i++)
        {
          guint word = word_of_span (bench, i);

          sqlite3_bind_int64 (span, 1, postil_id_random ());
          sqlite3_bind_int64 (span, 2, id);
          sqlite3_bind_int64 (span, 7, n);
          sqlite3_bind_int64 (span, 3, i % G_N_ELEMENTS (labels) + 1);
          sqlite3_bind_int64 (span, 4, starts[word]);
          sqlite3_bind_int64 (span, 5, starts[word + 1] - 1);
          sqlite3_bind_int64 (span, 6, g_str_hash (words[(n * 7 + i) % G_N_ELEMENTS (words)]));
          step (span);
        }
    }
  if (with_documents)
    step (index);
  sqlite3_finalize (document);
  sqlite3_finalize (index);
  sqlite3_finalize (span);
  check (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, NULL);
  sqlite3_close (db);
}

static void
insert_bare (const Bench *bench)
{
  insert_rows (bench, TRUE);
}

static void
insert_bare_spans (const Bench *bench)
{
  insert_rows (bench, FALSE);
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
copy_texts (const Bench *bench)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes;

  check (g_file_get_contents (bench->texts, &contents, &n_bytes, &error) &&
         g_file_set_contents (bench->copy, contents, (gssize) n_bytes, &error), error);
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
measure (const Bench *bench, const char *name, Phase before, Phase phase, Measure floor)
{
  Measure runs[N_RUNS];
  Measure median;
  double n_spans = (double) bench->n_documents * bench->n_spans;

  for (int i = 0; i < N_RUNS; i++)
    {
      if (before != NULL)
        run_once (bench, before);
      runs[i] = run_once (bench, phase);
    }
  qsort (runs, N_RUNS, sizeof *runs, compare_measures);
  median = runs[N_RUNS / 2];
  printf ("%-28s %7.2f s (%6.2f s CPU) %8.0f documents/s %9.0f spans/s %5.0f MB", name, median.seconds, median.cpu,
          bench->n_documents / median.seconds, n_spans / median.seconds, median.megabytes);
  if (floor.cpu > 0)
    printf ("  %.2f of the floor's speed (CPU)", floor.cpu / median.cpu);
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
  bench.texts_jsonl = g_build_filename (bench.folder, "texts.jsonl", NULL);
  bench.texts = g_build_filename (bench.folder, "texts.postil", NULL);
  bench.copy = g_build_filename (bench.folder, "copy.postil", NULL);
  bench.csv = g_build_filename (bench.folder, "in.csv", NULL);
  bench.out = g_build_filename (bench.folder, "out", NULL);
  printf ("%u documents, %u spans each; median of %d runs, largest resident set\n", bench.n_documents, bench.n_spans, N_RUNS);
  fflush (stdout);
  run_once (&bench, write_jsonl);

  floor = measure (&bench, "floor: bare inserts", NULL, insert_bare, none);
  measure (&bench, "import JSON lines", NULL, import, floor);
  floor = measure (&bench, "floor: sqlite3 -csv", NULL, export_shell, none);
  measure (&bench, "export JSON lines, proven", NULL, export_jsonl, floor);
  measure (&bench, "export CSV, proven", NULL, export_csv, floor);
  check (g_rename (bench.out, bench.csv) == 0, NULL);
  run_once (&bench, import_texts);
  floor = measure (&bench, "floor: bare inserts of spans", NULL, insert_bare_spans, none);
  measure (&bench, "import CSV", copy_texts, import_csv, floor);

  remove = g_strdup_printf ("rm -rf '%s'", bench.folder);
  return system (remove) == 0 ? 0 : 1;
}
