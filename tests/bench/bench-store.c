/* bench-store.c - how the store does with many spans, beside what SQLite alone would take
 *
 * Usage: bench-store [--spans N] [--documents N] [--dir FOLDER]. Prints medians, 95th percentiles and ratios. The size
 * that is aimed at is --spans 1000000 --documents 100000, which takes minutes; the default one keeps below a minute.
 * The project lies in a folder of its own below FOLDER (default: the temporary directory), which is removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <postil/documents.h>
#include <postil/history.h>
#include <postil/labels.h>
#include <postil/project.h>
#include <postil/spans.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

static int n_spans = 200000;
static int n_documents = 20000;
static char *parent_folder;

static const GOptionEntry OPTIONS[] = {
  { "spans", 0, 0, G_OPTION_ARG_INT, &n_spans, "Suggestions in the project", "N" },
  { "documents", 0, 0, G_OPTION_ARG_INT, &n_documents, "Documents in the project", "N" },
  { "dir", 0, 0, G_OPTION_ARG_FILENAME, &parent_folder, "Where the project is made", "FOLDER" },
  { NULL },
};

typedef struct
{
  char *folder;
  char *path;
  PostilStore *store;
  PostilId source;
  PostilId annotator;
  PostilId labels[4];
  GArray *documents; /* PostilId */
} Bench;

static void
must (gboolean done, GError *error)
{
  if (done)
    return;
  g_printerr ("bench-store: %s\n", error != NULL ? error->message : "something failed");
  exit (1);
}

/* ---- numbers ---- */

static double
seconds (void)
{
  return (double) g_get_monotonic_time () / 1e6;
}

/* Of this process alone: what the ratio is made of, because other programs may be busy. */
static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
percentile (GArray *times, double part)
{
  g_array_sort (times, compare_doubles);
  return g_array_index (times, double, MIN (times->len - 1, (guint) (part * times->len)));
}

static void
print_times (const char *what, GArray *times)
{
  g_print ("%-44s p50 %8.3f ms   p95 %8.3f ms   (%u times)\n", what, percentile (times, 0.5) * 1e3,
           percentile (times, 0.95) * 1e3, times->len);
}

/* ---- the project ---- */

static const char SENTENCE[] = "The mayor of the town denied on Monday that she had ever known of it. ";

static void
begin (Bench *self, PostilTransactionKind kind, const char *title)
{
  g_autoptr (GError) error = NULL;

  must (postil_transaction_begin (self->store, kind, title, self->annotator, &error), error);
}

static void
commit (Bench *self)
{
  g_autoptr (GError) error = NULL;

  must (postil_transaction_commit (self->store, &error), error);
}

static void
add_documents (Bench *self)
{
  double start = seconds ();

  begin (self, POSTIL_TRANSACTION_EDIT, "Import");
  for (int i = 0; i < n_documents; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *key = g_strdup_printf ("folder/%06d.txt", i);
      g_autofree char *utf8 = g_strdup_printf ("Page %d\n%s%s%s%s", i, SENTENCE, SENTENCE, SENTENCE, SENTENCE);
      g_autoptr (PostilText) text = postil_text_new (utf8, -1, &error);
      g_autoptr (PostilDocument) document = postil_document_new (key, text);

      g_free (document->title);
      document->title = g_strdup_printf ("Page %d of the town's paper", i);
      must (postil_documents_add (self->store, document, NULL, &error), error);
      g_array_append_val (self->documents, document->id);
    }
  commit (self);
  g_print ("%-44s %8.2f s\n", "import of the documents, full text included", seconds () - start);
}

static void
span_at (const Bench *self, int i, PostilSpan *span)
{
  int per_document = MAX (1, n_spans / n_documents);
  guint32 start = (guint32) (8 + i % per_document * 27 % 200);

  span->id = 0;
  span->created_at = 0;
  span->document = g_array_index (self->documents, PostilId, (guint) (i / per_document) % self->documents->len);
  span->label = self->labels[i % 4];
  span->range = POSTIL_RANGE (start, start + 5 + (guint32) i % 20);
  span->state = POSTIL_STATE_SUGGESTED;
  span->source = self->source;
  span->score = (i % 100) / 100.0;
}

static double
add_spans (Bench *self)
{
  g_autoptr (PostilSpan) span = postil_span_new ();
  double start = cpu_seconds ();

  span->reason = g_strdup ("“denied” says so.");
  begin (self, POSTIL_TRANSACTION_UNRECORDED, NULL);
  for (int i = 0; i < n_spans; i++)
    {
      g_autoptr (GError) error = NULL;

      span_at (self, i, span);
      must (postil_spans_add (self->store, span, &error), error);
    }
  commit (self);
  return cpu_seconds () - start;
}

/* The same rows into the same table by one prepared statement and nothing else. */
static double
add_spans_bare (Bench *self)
{
  static const char sql[] =
      "INSERT INTO span (id, label, start, stop, parts, state, source, annotator, score, note, reason,"
      " attributes, decided_at, position, structure, words, document, created_at)"
      " VALUES (?, ?, ?, ?, NULL, ?, ?, NULL, ?, '', ?, NULL, 0, ?, 0, ?, ?, ?)";
  g_autoptr (PostilSpan) span = postil_span_new ();
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  double start;
  int per_document = MAX (1, n_spans / n_documents);

  must (sqlite3_open (self->path, &db) == SQLITE_OK, NULL);
  sqlite3_exec (db,
                "PRAGMA cache_size = -65536; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;"
                "PRAGMA foreign_keys = ON; BEGIN IMMEDIATE",
                NULL, NULL, NULL);
  must (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK, NULL);
  start = cpu_seconds ();
  for (int i = 0; i < n_spans; i++)
    {
      span_at (self, i, span);
      sqlite3_bind_int64 (statement, 1, postil_id_random ());
      sqlite3_bind_int64 (statement, 2, span->label);
      sqlite3_bind_int64 (statement, 3, span->range.start);
      sqlite3_bind_int64 (statement, 4, span->range.stop);
      sqlite3_bind_int64 (statement, 5, span->state);
      sqlite3_bind_int64 (statement, 6, span->source);
      sqlite3_bind_double (statement, 7, span->score);
      sqlite3_bind_text (statement, 8, "“denied” says so.", -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 9, i / per_document % n_documents);
      /* As many different words as the real ones have. */
      sqlite3_bind_int64 (statement, 10,
                          (span->range.start * 1000 + span->range.stop) * G_GINT64_CONSTANT (1099511628211));
      sqlite3_bind_int64 (statement, 11, span->document);
      sqlite3_bind_int64 (statement, 12, 1700000000000);
      must (sqlite3_step (statement) == SQLITE_DONE, NULL);
      sqlite3_reset (statement);
    }
  must (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, NULL);
  start = cpu_seconds () - start;
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return start;
}

static void
open_store (Bench *self, PostilStoreFlags flags)
{
  g_autoptr (GError) error = NULL;
  double start = seconds ();

  self->store = postil_store_open (self->path, flags, &error);
  must (self->store != NULL, error);
  if (flags == POSTIL_STORE_NONE)
    g_print ("%-44s %8.1f ms\n", "opening it", (seconds () - start) * 1e3);
}

static void
make_project (Bench *self)
{
  static const char *const names[] = { "Person", "Denial", "Quote", "Threat" };
  g_autoptr (GError) error = NULL;

  self->folder =
      g_build_filename (parent_folder != NULL ? parent_folder : g_get_tmp_dir (), "postil-bench-XXXXXX", NULL);
  must (g_mkdtemp (self->folder) != NULL, NULL);
  self->path = g_build_filename (self->folder, "p.postil", NULL);
  self->documents = g_array_new (FALSE, FALSE, sizeof (PostilId));
  open_store (self, POSTIL_STORE_CREATE);
  begin (self, POSTIL_TRANSACTION_UNRECORDED, NULL);
  self->annotator = postil_annotator_ensure (self->store, "ida", &error);
  self->source = postil_source_ensure (self->store, POSTIL_SOURCE_RULE, "rules/bench", NULL, &error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    self->labels[i] = postil_labels_find (self->store, names[i]);
  commit (self);
}

static void
remove_project (Bench *self)
{
  g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);

  postil_store_close (self->store);
  g_unlink (self->path);
  g_unlink (journal);
  g_rmdir (self->folder);
  g_array_unref (self->documents);
  g_free (self->path);
  g_free (self->folder);
}

/* ---- what is measured ---- */

static void
measure_bulk (Bench *self)
{
  g_autoptr (GError) error = NULL;
  double ours = add_spans (self);
  double bare;

  g_clear_pointer (&self->store, postil_store_close);
  {
    /* Emptied and filled again, so that both meet the same file. */
    sqlite3 *db = NULL;

    must (sqlite3_open (self->path, &db) == SQLITE_OK, NULL);
    sqlite3_exec (db, "PRAGMA foreign_keys = OFF; DELETE FROM span", NULL, NULL, NULL);
    sqlite3_close (db);
  }
  bare = add_spans_bare (self);
  g_print ("%-44s %8.2f s   bare %8.2f s   bare / ours %.2f\n", "adding the suggestions (CPU)", ours, bare,
           bare / ours);
  open_store (self, POSTIL_STORE_NONE);
}

static void
measure_commits (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) floor_times = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilSpan) span = postil_span_new ();
      double start = seconds ();
      double took;

      span_at (self, (int) ((gint64) i * 7919 % n_spans), span);
      span->state = POSTIL_STATE_KEPT;
      span->annotator = self->annotator;
      begin (self, POSTIL_TRANSACTION_EDIT, "Tag");
      must (postil_spans_add (self->store, span, &error), error);
      commit (self);
      took = seconds () - start;
      g_array_append_val (times, took);

      /* The least that a durable commit can be: one row in one page. */
      start = seconds ();
      begin (self, POSTIL_TRANSACTION_UNRECORDED, NULL);
      must (postil_setting_set (self->store, "x", i % 2 == 0 ? "a" : "b", &error), error);
      commit (self);
      took = seconds () - start;
      g_array_append_val (floor_times, took);
    }
  print_times ("tagging one span, committed", times);
  print_times ("  floor: one setting, committed", floor_times);
}

static void
measure_review (Bench *self)
{
  static const PostilSpanFilter filters[] = {
    { .without_structure = TRUE },
    { .without_structure = TRUE, .min_score = 0.95 },
    { .without_structure = TRUE, .label = 1 },
  };
  static const char *const names[] = { "next suggestion", "  with a least score", "  of one label" };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
      PostilSpanFilter filter = filters[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilSpan) at = NULL;

      if (filter.label != 0)
        filter.label = self->labels[2];
      for (int j = 0; j < 1000; j++)
        {
          double start = seconds ();
          PostilSpan *next;
          double took;

          if (at == NULL || j % 10 == 0)
            {
              /* Somewhere else each time, so that the cache does not help. */
              PostilId document = g_array_index (self->documents, PostilId, (guint) (j * 7919) % self->documents->len);

              next = postil_spans_next (self->store, &filter, document, POSTIL_RANGE (0, 1), 0, &error);
            }
          else
            next = postil_spans_next (self->store, &filter, at->document, at->range, at->id, &error);
          took = seconds () - start;
          must (error == NULL, error);
          g_array_append_val (times, took);
          g_clear_pointer (&at, postil_span_free);
          at = next;
        }
      print_times (names[i], times);
    }
}

static void
measure_pages (Bench *self)
{
  PostilDocumentFilter filters[] = { POSTIL_DOCUMENT_FILTER_ALL, POSTIL_DOCUMENT_FILTER_ALL,
                                     POSTIL_DOCUMENT_FILTER_ALL };
  static const char *const names[] = { "a page of 100 documents", "  with suggestions", "  by a part of the title" };

  filters[1].has_suggestions = TRUE;
  filters[2].text = "7 of the town";
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
      g_autoptr (GError) error = NULL;
      double start;
      guint n;

      filters[i].annotator = self->annotator;
      start = seconds ();
      n = postil_documents_count (self->store, &filters[i], &error);
      g_print ("%-44s %8.3f ms (%u)\n", i == 0 ? "counting documents" : "  counting them", (seconds () - start) * 1e3,
               n);
      for (guint j = 0; j < 50; j++)
        {
          g_autoptr (GPtrArray) page = NULL;
          double took;

          start = seconds ();
          page = postil_documents_page (self->store, &filters[i], (guint) ((guint64) j * n / 50), 100, &error);
          took = seconds () - start;
          must (page != NULL, error);
          g_array_append_val (times, took);
        }
      print_times (names[i], times);
    }
}

static void
measure_bulk_history (Bench *self)
{
  PostilSpanFilter filter = { .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED), .document = 0 };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (PostilSpanId));
  g_autoptr (GError) error = NULL;
  double start;
  double cpu;

  for (guint i = 0; i < self->documents->len && ids->len < 10000; i++)
    {
      g_autoptr (GPtrArray) spans = NULL;

      filter.document = g_array_index (self->documents, PostilId, i);
      spans = postil_spans_list (self->store, &filter, &error);
      for (guint j = 0; j < spans->len && ids->len < 10000; j++)
        g_array_append_val (ids, ((PostilSpan *) g_ptr_array_index (spans, j))->id);
    }
  start = seconds ();
  cpu = cpu_seconds ();
  begin (self, POSTIL_TRANSACTION_EDIT, "Accept many");
  for (guint i = 0; i < ids->len; i++)
    must (postil_spans_decide (self->store, g_array_index (ids, PostilSpanId, i), POSTIL_STATE_KEPT, self->annotator,
                               &error),
          error);
  commit (self);
  g_print ("deciding %-35u %8.3f s   (CPU %.3f s)\n", ids->len, seconds () - start, cpu_seconds () - cpu);
  start = seconds ();
  cpu = cpu_seconds ();
  must (postil_history_undo (self->store, NULL, &error), error);
  g_print ("%-44s %8.3f s   (CPU %.3f s)\n", "  undoing that", seconds () - start, cpu_seconds () - cpu);
  start = seconds ();
  cpu = cpu_seconds ();
  must (postil_history_redo (self->store, NULL, &error), error);
  g_print ("%-44s %8.3f s   (CPU %.3f s)\n", "  redoing that", seconds () - start, cpu_seconds () - cpu);
}

static void
measure_words (Bench *self)
{
  g_autoptr (GError) error = NULL;
  double start = seconds ();
  g_autoptr (GArray) same = postil_spans_identical (self->store, "The mayor of the", 0, 0, &error);

  must (same != NULL, error);
  g_print ("%-44s %8.3f ms (%u)\n", "spans with the same words", (seconds () - start) * 1e3, same->len);
}

static void
measure_quick_check (Bench *self)
{
  GStatBuf info;
  double start;
  sqlite3 *db = NULL;

  g_clear_pointer (&self->store, postil_store_close);
  g_stat (self->path, &info);
  must (sqlite3_open (self->path, &db) == SQLITE_OK, NULL);
  start = cpu_seconds ();
  sqlite3_exec (db, "PRAGMA quick_check (1)", NULL, NULL, NULL);
  start = cpu_seconds () - start;
  g_print ("CPU of quick_check of %.0f MiB %-15s %8.0f ms   %.2f ms per MiB\n", (double) info.st_size / 1048576, "",
           start * 1e3, start * 1e3 * 1048576 / (double) info.st_size);
  sqlite3_close (db);
  open_store (self, POSTIL_STORE_NONE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- measures the store");
  g_autoptr (GError) error = NULL;
  Bench self = { 0 };

  g_option_context_add_main_entries (context, OPTIONS, NULL);
  must (g_option_context_parse (context, &argc, &argv, &error), error);
  g_print ("%d documents, %d suggestions, SQLite %s\n", n_documents, n_spans, sqlite3_libversion ());
  make_project (&self);
  add_documents (&self);
  measure_bulk (&self);
  measure_commits (&self);
  measure_review (&self);
  measure_pages (&self);
  measure_words (&self);
  measure_bulk_history (&self);
  measure_quick_check (&self);
  remove_project (&self);
  return 0;
}
