/* bench-review.c - how long a decision takes in a project of a million suggestions, from the key to the picture
 *
 * Usage: bench-review [--documents N] [--suggestions N] [--decisions N] [--project FILE]. Needs a display. With --project the
 * file is made when it is not there and kept, else it lies in a folder of its own that is removed. Prints medians and 95th percentiles
 * of wall-clock time: from the action until the frame is painted that shows the next suggestion, the commit included.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "application.h"
#include "session.h"
#include "window.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#define SETTLE_MS 60
#define N_IDENTICAL 10000

static int n_documents = 100000;
static int n_suggestions = 1000000;
static int n_decisions = 200;
static char *project_path;

static const GOptionEntry OPTIONS[] = {
  { "documents", 0, 0, G_OPTION_ARG_INT, &n_documents, "Documents in the project", "N" },
  { "suggestions", 0, 0, G_OPTION_ARG_INT, &n_suggestions, "Suggestions in the project", "N" },
  { "decisions", 0, 0, G_OPTION_ARG_INT, &n_decisions, "Decisions to measure in each order", "N" },
  { "project", 0, 0, G_OPTION_ARG_FILENAME, &project_path, "Use this project, and keep it", "FILE" },
  { NULL },
};

typedef struct
{
  GtkWindow *window;
  PostilSession *session;
  guint n_frames;
} Bench;

static void
must (gboolean done, GError *error)
{
  if (done)
    return;
  g_printerr ("bench-review: %s\n", error != NULL ? error->message : "something failed");
  exit (1);
}

/* --- The project ------------------------------------------------------------------------------------------------ */

static const char *const LABELS[] = { "Denial", "Allegation", "Threat", "Person", "Organisation", "Place", "Statement" };
static const char *const SOURCES[] = { "rules/denial.denies", "rules/allegation.accuses", "learner/acts", "entities/tagger" };
static const char *const WORDS[] = { "the",   "harbour", "board",  "denied", "that",   "a",     "ledger", "inspector",
                                     "claims", "Maren",  "Holt",   "on",     "Monday", "report", "never",  "payment",
                                     "went",  "missing", "before", "winter", "council", "voted" };

/* Each begins with the same name, so that many suggestions have the same words. */
static PostilText *
make_text (GRand *random)
{
  GString *text = g_string_new ("Maren Holt");
  g_autoptr (GError) error = NULL;
  PostilText *made;

  for (guint i = 0; i < 60; i++)
    {
      g_string_append (text, i % 20 == 19 ? ".\n" : " ");
      g_string_append (text, WORDS[g_rand_int_range (random, 0, G_N_ELEMENTS (WORDS))]);
    }
  made = postil_text_new (text->str, (gssize) text->len, &error);
  g_string_free (text, TRUE);
  must (made != NULL, error);
  return made;
}

static void
add_suggestion (PostilStore *store, const PostilDocument *document, GRand *random, guint i, gboolean same,
                const PostilId *labels, const PostilId *sources)
{
  g_autoptr (PostilSpan) span = postil_span_new ();
  guint32 length = postil_text_get_length (document->text);
  guint32 start = (guint32) g_rand_int_range (random, 12, (gint32) length - 40);
  g_autoptr (GError) error = NULL;

  span->document = document->id;
  span->range = same ? POSTIL_RANGE (0, 10) : POSTIL_RANGE (start, start + (guint32) g_rand_int_range (random, 4, 40));
  span->label = labels[same ? 3 : i % G_N_ELEMENTS (LABELS)];
  span->source = sources[i % G_N_ELEMENTS (SOURCES)];
  span->state = POSTIL_STATE_SUGGESTED;
  span->score = g_rand_double (random);
  span->reason = g_strdup ("made for a measurement");
  must (postil_spans_add (store, span, &error), error);
}

static void
fill (PostilStore *store)
{
  PostilId labels[G_N_ELEMENTS (LABELS)];
  PostilId sources[G_N_ELEMENTS (SOURCES)];
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GError) error = NULL;
  int per_document = MAX (1, n_suggestions / n_documents);

  must (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error), error);
  must (postil_transaction_expect_many (store, &error), error);
  for (guint i = 0; i < G_N_ELEMENTS (LABELS); i++)
    labels[i] = postil_labels_find (store, LABELS[i]);
  for (guint i = 0; i < G_N_ELEMENTS (SOURCES); i++)
    sources[i] = postil_source_ensure (store, i < 2 ? POSTIL_SOURCE_RULE : POSTIL_SOURCE_MODEL, SOURCES[i], "1", &error);
  for (int d = 0; d < n_documents; d++)
    {
      g_autofree char *key = g_strdup_printf ("pages/%06d.txt", d);
      g_autoptr (PostilText) text = make_text (random);
      g_autoptr (PostilDocument) document = postil_document_new (key, text);

      must (postil_documents_add (store, document, NULL, &error), error);
      for (int i = 0; i < per_document; i++)
        add_suggestion (store, document, random, (guint) (d * per_document + i), i == 0 && d < N_IDENTICAL, labels, sources);
    }
  must (postil_transaction_commit (store, &error), error);
}

static void
make_project (const char *path)
{
  gint64 from = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  PostilStore *store = postil_store_open (path, POSTIL_STORE_CREATE, &error);

  must (store != NULL, error);
  fill (store);
  postil_store_close (store);
  g_print ("%-58s %8.1f s\n", "making the project", (double) (g_get_monotonic_time () - from) / 1e6);
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

static double
act (Bench *self, const char *action)
{
  gint64 from;

  spin (SETTLE_MS);
  from = g_get_monotonic_time ();
  gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL);
  wait_for_frame (self);
  return (double) (g_get_monotonic_time () - from) / 1000;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
print_times (const char *what, GArray *times)
{
  g_array_sort (times, compare_doubles);
  g_print ("%-58s p50 %6.1f ms   p95 %6.1f ms   worst %6.1f ms\n", what, g_array_index (times, double, times->len / 2),
           g_array_index (times, double, times->len * 95 / 100), g_array_index (times, double, times->len - 1));
}

/* --- What is measured -------------------------------------------------------------------------------------------- */

static void
set_queue (Bench *self, PostilSpanOrder order, PostilId label)
{
  PostilReviewQueue queue = { .order = order, .label = label };

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.mode", "s", "annotate");
  postil_session_set_queue (self->session, &queue);
  postil_session_set_current (self->session, 0);
  spin (300);
}

static void
measure_order (Bench *self, const char *name, PostilSpanOrder order, PostilId label)
{
  static const char *const actions[] = { "win.accept", "win.reject", "win.accept", "win.skip" };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *what = g_strdup_printf ("decide, commit, paint the next (%s)", name);
  gint64 from;
  double opened;

  set_queue (self, order, label);
  from = g_get_monotonic_time ();
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.mode", "s", "review");
  wait_for_frame (self);
  opened = (double) (g_get_monotonic_time () - from) / 1000;
  for (int i = 0; i < n_decisions; i++)
    {
      double ms = act (self, actions[i % G_N_ELEMENTS (actions)]);

      g_array_append_val (times, ms);
    }
  g_print ("open the queue (%s)%*s %8.1f ms\n", name, (int) MAX (1, 41 - strlen (name)), "", opened);
  print_times (what, times);
}

/* The first suggestion of the 10,000 that say the same. */
static void
measure_bulk (Bench *self)
{
  PostilStore *store = postil_project_get_store (postil_session_get_project (self->session));
  g_autoptr (GArray) same = postil_spans_identical (store, "Maren Holt", postil_labels_find (store, "Person"), POSTIL_STATES (POSTIL_STATE_SUGGESTED), NULL);
  g_autoptr (PostilSpan) span = NULL;
  guint n_before = same->len;
  double ms;

  must (same->len > 1, NULL);
  span = postil_spans_get (store, g_array_index (same, PostilSpanId, 0), NULL);
  must (postil_session_set_document (self->session, span->document, NULL), NULL);
  postil_session_set_current (self->session, span->id);
  spin (1000);
  act (self, "win.accept-all");
  ms = act (self, "win.accept-all");
  g_array_unref (g_steal_pointer (&same));
  same = postil_spans_identical (store, "Maren Holt", postil_labels_find (store, "Person"), POSTIL_STATES (POSTIL_STATE_SUGGESTED), NULL);
  g_print ("%-58s %8.1f ms\n", "accept all that say the same, painted", ms);
  g_print ("%-58s %8u\n", "  suggestions decided in one step", n_before - same->len);
  ms = act (self, "win.undo");
  g_print ("%-58s %8.1f ms\n", "  and taken back in one", ms);
  g_array_unref (g_steal_pointer (&same));
  same = postil_spans_identical (store, "Maren Holt", postil_labels_find (store, "Person"), POSTIL_STATES (POSTIL_STATE_SUGGESTED), NULL);
  must (same->len == n_before, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- measure the review queue");
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  Bench bench = { 0 };
  PostilStore *store;

  g_option_context_add_main_entries (context, OPTIONS, NULL);
  must (g_option_context_parse (context, &argc, &argv, &error), error);
  if (project_path == NULL)
    folder = g_dir_make_tmp ("postil-bench-XXXXXX", NULL);
  path = folder != NULL ? g_build_filename (folder, "p.postil", NULL) : g_strdup (project_path);
  gtk_init ();
  adw_init ();
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    make_project (path);

  open_window (&bench, path);
  store = postil_project_get_store (postil_session_get_project (bench.session));
  measure_order (&bench, "as they stand", POSTIL_ORDER_DOCUMENT, 0);
  measure_order (&bench, "most certain first", POSTIL_ORDER_CONFIDENCE, 0);
  measure_order (&bench, "least certain first", POSTIL_ORDER_UNCERTAINTY, 0);
  measure_order (&bench, "by label", POSTIL_ORDER_LABEL, 0);
  measure_order (&bench, "certain Denials", POSTIL_ORDER_CONFIDENCE, postil_labels_find (store, "Denial"));
  measure_bulk (&bench);
  if (folder != NULL)
    {
      g_autofree char *journal = g_strconcat (path, "-journal", NULL);

      g_unlink (path);
      g_unlink (journal);
      g_rmdir (folder);
    }
  exit (0);
}
