/* view-child.c - opens a document in one of three ways, presses keys, and says how long each took to be painted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "view-child.h"

#include "application.h"
#include "document-view.h"
#include "view-material.h"
#include "window.h"

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SETTLE_MS 30
#define FRAME_MS 16.7
#define N_EDITS 40
#define N_PAGES 60
#define N_SWITCHES 9
#define REST_SECONDS 90 /* what a text of 10 MB may take to be laid out whole */
#define LIST_DOCUMENTS 1000 /* a project of more is measured for its list */

typedef struct
{
  const char *folder;
  GtkWindow *window;
  GtkWidget *view;
  GtkEventController *keys; /* of the view; NULL: floor */
  GtkTextBuffer *buffer;    /* floor */
  GtkTextTag *tags[BENCH_LABELS];
  char *texts[2];
  PostilSession *session; /* the others */
  GArray *ids;
  gboolean whole;
  guint n_frames;
  guint shown;
} Child;

/* --- Time -------------------------------------------------------------------------------------------------------- */

/* Work done, whatever else the machine is busy with. */
static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static void
on_after_paint (Child *child)
{
  child->n_frames++;
}

static gboolean
on_time (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

/* FALSE when nothing was painted at all. */
static gboolean
wait_for_frame (Child *child)
{
  guint before = child->n_frames;
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (20, on_time, &late);

  while (child->n_frames == before && !late)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (timeout);
  return !late;
}

static void
spin (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, on_time, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct
{
  GArray *wall;
  GArray *cpu;
} Series;

static Series
series_new (void)
{
  return (Series){ g_array_new (FALSE, FALSE, sizeof (double)), g_array_new (FALSE, FALSE, sizeof (double)) };
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a;
  double q = *(const double *) b;

  return p < q ? -1 : p > q;
}

static double
quantile (const GArray *values, guint percent)
{
  return values->len > 0 ? g_array_index (values, double, MIN (values->len * percent / 100, values->len - 1)) : 0;
}

static guint
count_late (const GArray *values)
{
  guint n = 0;

  for (guint i = 0; i < values->len; i++)
    n += g_array_index (values, double, i) > FRAME_MS;
  return n;
}

/* Prints and forgets. */
static void
series_end (Series *series, const char *name)
{
  g_array_sort (series->wall, compare);
  g_array_sort (series->cpu, compare);
  printf ("%s-median %.3f\n%s-p95 %.3f\n", name, quantile (series->wall, 50), name, quantile (series->wall, 95));
  printf ("%s-cpu %.3f\n%s-cpu-p95 %.3f\n", name, quantile (series->cpu, 50), name, quantile (series->cpu, 95));
  printf ("%s-n %u\n%s-late %u\n%s-late-cpu %u\n", name, series->wall->len, name, count_late (series->wall), name,
          count_late (series->cpu));
  fflush (stdout);
  g_array_unref (series->wall);
  g_array_unref (series->cpu);
}

typedef void (*Action) (Child *child, guint i);

/* From the moment at which the key has arrived to the picture. */
static void
time_action (Child *child, Series *series, Action action, guint i)
{
  gint64 from;
  double cpu_from;
  double wall;
  double cpu;

  spin (SETTLE_MS);
  from = g_get_monotonic_time ();
  cpu_from = cpu_ms ();
  action (child, i);
  wait_for_frame (child);
  cpu = cpu_ms () - cpu_from;
  wall = (double) (g_get_monotonic_time () - from) / 1000;
  g_array_append_val (series->wall, wall);
  g_array_append_val (series->cpu, cpu);
}

static void
time_actions (Child *child, const char *name, Action action, guint n)
{
  Series series = series_new ();

  for (guint i = 0; i < n; i++)
    time_action (child, &series, action, i);
  series_end (&series, name);
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

static char *
read_file (Child *child, const char *name)
{
  g_autofree char *path = g_build_filename (child->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  bench_check (error);
  return contents;
}

static void
in_window (Child *child, GtkWidget *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  child->view = view;
  child->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (child->window, 1000, 800);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_window_set_child (child->window, scroller);
}

static void
fill_floor (Child *child, const char *text)
{
  g_autofree char *spans = read_file (child, "spans.txt");
  char *next;

  gtk_text_buffer_set_text (child->buffer, text, -1);
  for (char *p = spans; *p != '\0'; p = next + 1)
    {
      GtkTextIter start;
      GtkTextIter stop;

      gtk_text_buffer_get_iter_at_offset (child->buffer, &start, (int) strtol (p, &next, 10));
      gtk_text_buffer_get_iter_at_offset (child->buffer, &stop, (int) strtol (next, &next, 10));
      gtk_text_buffer_apply_tag (child->buffer, child->tags[strtol (next, &next, 10)], &start, &stop);
    }
}

static void
open_floor (Child *child)
{
  static const char *const colours[BENCH_LABELS] = { "#cfe", "#fec", "#cef", "#fcf", "#ccf", "#fdc", "#fcc", "#cfc" };

  gtk_init ();
  in_window (child, gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (child->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (child->view), FALSE);
  child->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (child->view));
  for (guint i = 0; i < BENCH_LABELS; i++)
    child->tags[i] = gtk_text_buffer_create_tag (child->buffer, NULL, "background", colours[i], NULL);
  child->texts[0] = read_file (child, "text.txt");
  fill_floor (child, child->texts[0]);
}

static GArray *
document_ids (PostilProject *project)
{
  g_autoptr (GError) error = NULL;
  GArray *ids =
      postil_documents_ids (postil_project_get_store (project), &POSTIL_DOCUMENT_FILTER_ALL, &error);

  bench_check (error);
  return ids;
}

static void
open_view (Child *child)
{
  g_autofree char *path = g_build_filename (child->folder, "p.postil", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProject) project = NULL;

  adw_init ();
  project = postil_project_open (path, "bench", &error);
  bench_check (error);
  child->session = postil_session_new (project);
  in_window (child, postil_document_view_new ());
  postil_document_view_set_session (POSTIL_DOCUMENT_VIEW (child->view), child->session);
  child->ids = document_ids (project);
  postil_session_set_document (child->session, g_array_index (child->ids, PostilId, 0), &error);
  bench_check (error);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static void
open_window (Child *child)
{
  g_autofree char *path = g_build_filename (child->folder, "p.postil", NULL);
  g_autoptr (GError) error = NULL;
  PostilApplication *application = postil_application_new ();

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  bench_check (error);
  child->window = GTK_WINDOW (postil_window_new (application));
  gtk_window_set_default_size (child->window, 1300, 800);
  if (!postil_window_open_project (POSTIL_WINDOW (child->window), path))
    exit (1);
  child->session = postil_window_get_session (POSTIL_WINDOW (child->window));
  child->view = find_widget (GTK_WIDGET (child->window), POSTIL_TYPE_DOCUMENT_VIEW);
  child->whole = TRUE;
}

static GtkEventController *
key_controller (GtkWidget *view)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      /* The text view has one of its own, and it is asked last. */
      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        return controller;
    }
  return NULL;
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

static void
present (Child *child, gint64 started)
{
  gtk_widget_realize (GTK_WIDGET (child->window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (child->window)), "after-paint",
                            G_CALLBACK (on_after_paint), child);
  gtk_window_present (child->window);
  do
    wait_for_frame (child);
  while (!gtk_widget_get_mapped (GTK_WIDGET (child->window)));
  printf ("open %.3f\nopen-cpu %.3f\n", (double) (g_get_monotonic_time () - started) / 1000, cpu_ms ());
  if (child->whole)
    {
      wait_for_frame (child); /* the list, the palette and the inspector come with the second */
      printf ("all %.3f\n", (double) (g_get_monotonic_time () - started) / 1000);
    }
  spin (1500);
  printf ("memory %.3f\n", resident_mb ());
  gtk_widget_grab_focus (child->view);
  if (child->session == NULL)
    return;
  child->keys = key_controller (child->view);
  if (child->ids == NULL)
    child->ids = document_ids (postil_session_get_project (child->session));
}

/* --- Edits -------------------------------------------------------------------------------------------------------- */

static PostilRange
edit_range (guint i)
{
  return POSTIL_RANGE (40 + i * 23, 40 + i * 23 + 9);
}

static void
floor_tag (Child *child, guint i, gboolean add)
{
  PostilRange range = edit_range (i);
  GtkTextIter start;
  GtkTextIter stop;

  gtk_text_buffer_get_iter_at_offset (child->buffer, &start, (int) range.start);
  gtk_text_buffer_get_iter_at_offset (child->buffer, &stop, (int) range.stop);
  if (add)
    gtk_text_buffer_apply_tag (child->buffer, child->tags[i % BENCH_LABELS], &start, &stop);
  else
    gtk_text_buffer_remove_tag (child->buffer, child->tags[i % BENCH_LABELS], &start, &stop);
}

static PostilId
label_id (Child *child, const char *name)
{
  return postil_labels_find (postil_project_get_store (postil_session_get_project (child->session)), name);
}

static void
act_add (Child *child, guint i)
{
  PostilId label;
  g_autoptr (GError) error = NULL;

  if (child->session == NULL)
    {
      floor_tag (child, i, TRUE);
      return;
    }
  label = label_id (child, bench_labels[i % BENCH_LABELS]);
  if (child->whole)
    gtk_widget_activate_action (GTK_WIDGET (child->window), "win.label", "x", label);
  else
    postil_session_apply_label (child->session, label, &error);
  bench_check (error);
}

static void
act_remove (Child *child, guint i)
{
  g_autoptr (GError) error = NULL;

  if (child->session == NULL)
    floor_tag (child, i, FALSE);
  else if (child->whole)
    gtk_widget_activate_action (GTK_WIDGET (child->window), "win.remove", NULL);
  else
    postil_session_remove (child->session, &error);
  bench_check (error);
}

static void
act_undo (Child *child, guint i)
{
  g_autoptr (GError) error = NULL;

  if (child->session == NULL)
    floor_tag (child, i, i < N_EDITS);
  else if (child->whole)
    gtk_widget_activate_action (GTK_WIDGET (child->window), "win.undo", NULL);
  else
    postil_session_undo (child->session, NULL, &error);
  bench_check (error);
}

/* Until GTK has laid out what is not on the screen, too. FALSE when there was next to nothing left to do. */
static gboolean
wait_for_rest (Child *child)
{
  gint64 from = g_get_monotonic_time ();
  gint64 until = from + (gint64) REST_SECONDS * G_USEC_PER_SEC;
  guint n_frames = child->n_frames;
  double cpu = cpu_ms ();
  gboolean worked = FALSE;

  while (g_get_monotonic_time () < until)
    {
      double before = cpu_ms ();

      spin (500);
      if (cpu_ms () - before < 50)
        break;
      worked = TRUE;
    }
  printf ("rest %.3f\nrest-cpu %.3f\nrest-frames %u\n", (double) (g_get_monotonic_time () - from) / 1000,
          cpu_ms () - cpu, child->n_frames - n_frames);
  return worked;
}

/* Adds spans on words that are on the screen, removes as many, undoes all that. @when goes behind the names. */
static void
time_edits (Child *child, const char *when)
{
  g_autofree char *add = g_strconcat ("add", when, NULL);
  g_autofree char *remove = g_strconcat ("remove", when, NULL);
  g_autofree char *undo = g_strconcat ("undo", when, NULL);
  Series adds = series_new ();
  Series removes = series_new ();

  for (guint i = 0; i < N_EDITS; i++)
    {
      if (child->session != NULL)
        postil_session_set_selection (child->session, edit_range (i));
      time_action (child, &adds, act_add, i);
    }
  series_end (&adds, add);
  for (guint i = 0; i < N_EDITS; i++)
    {
      if (child->session != NULL)
        {
          GPtrArray *spans = postil_session_get_spans (child->session);
          const PostilSpan *span = g_ptr_array_index (spans, i);

          postil_session_set_current (child->session, span->id);
        }
      time_action (child, &removes, act_remove, i);
    }
  series_end (&removes, remove);
  time_actions (child, undo, act_undo, 2 * N_EDITS);
}

/* --- Keys that move ----------------------------------------------------------------------------------------------- */

static void
press (Child *child, guint key, GdkModifierType modifiers)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (child->keys, "key-pressed", key, 0, modifiers, &taken);
}

/* The nearest thing that a bare text view does. */
static void
floor_move (Child *child, gboolean extend)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (child->buffer, &iter, gtk_text_buffer_get_insert (child->buffer));
  gtk_text_iter_forward_word_end (&iter);
  if (extend)
    gtk_text_buffer_move_mark (child->buffer, gtk_text_buffer_get_insert (child->buffer), &iter);
  else
    gtk_text_buffer_place_cursor (child->buffer, &iter);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (child->view), gtk_text_buffer_get_insert (child->buffer));
}

static void
act_move (Child *child, guint i)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
  } keys[] = {
    { GDK_KEY_Right, 0 }, { GDK_KEY_Right, GDK_SHIFT_MASK }, { GDK_KEY_space, 0 }, { GDK_KEY_space, 0 },
    { GDK_KEY_Down, 0 },  { GDK_KEY_Right, GDK_ALT_MASK },   { GDK_KEY_Tab, 0 },   { GDK_KEY_Tab, 0 },
    { GDK_KEY_Left, 0 },  { GDK_KEY_Escape, 0 },
  };

  if (child->keys == NULL)
    floor_move (child, i % 3 == 1);
  else
    press (child, keys[i % G_N_ELEMENTS (keys)].key, keys[i % G_N_ELEMENTS (keys)].modifiers);
  gtk_widget_queue_draw (child->view); /* a key that changed nothing paints nothing */
}

static void
act_page (Child *child, guint i)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (child->view));

  if (child->keys != NULL)
    press (child, GDK_KEY_Page_Down, 0);
  else
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                              gtk_adjustment_get_page_size (adjustment) * 0.8);
  gtk_widget_queue_draw (child->view);
}

/* As a wheel does it: a little in each frame. */
static void
act_scroll (Child *child, guint i)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (child->view));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 57);
  gtk_widget_queue_draw (child->view);
}

static void
act_far (Child *child, guint i)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (child->view));
  double share = (double) ((i * 7 + 3) % 10) / 10;

  gtk_adjustment_set_value (adjustment, share * gtk_adjustment_get_upper (adjustment) + i);
  gtk_widget_queue_draw (child->view);
}

/* The window comes back to where it was left, which need not be the first document. */
static void
show_first (Child *child)
{
  g_autoptr (GError) error = NULL;

  if (child->session != NULL)
    postil_session_set_document (child->session, g_array_index (child->ids, PostilId, 0), &error);
  bench_check (error);
  spin (300);
}

static void
act_switch (Child *child, guint i)
{
  g_autoptr (GError) error = NULL;

  child->shown = !child->shown;
  if (child->session == NULL)
    fill_floor (child, child->texts[0]);
  else
    postil_session_set_document (child->session, g_array_index (child->ids, PostilId, child->shown), &error);
  bench_check (error);
}

/* --- Everything at once -------------------------------------------------------------------------------------------- */

static void
act_tag_all (Child *child, guint i)
{
  g_autoptr (GError) error = NULL;

  if (child->session == NULL)
    {
      GtkTextIter iter;
      GtkTextIter start;
      GtkTextIter stop;

      gtk_text_buffer_get_start_iter (child->buffer, &iter);
      while (gtk_text_iter_forward_search (&iter, BENCH_WORD, 0, &start, &stop, NULL))
        {
          gtk_text_buffer_apply_tag (child->buffer, child->tags[0], &start, &stop);
          iter = stop;
        }
      return;
    }
  postil_session_apply_label_all (child->session, label_id (child, bench_labels[3]), NULL, &error);
  bench_check (error);
}

static void
act_untag_all (Child *child, guint i)
{
  GtkTextIter start;
  GtkTextIter stop;

  if (child->session != NULL)
    {
      act_undo (child, 0);
      return;
    }
  gtk_text_buffer_get_bounds (child->buffer, &start, &stop);
  gtk_text_buffer_remove_tag (child->buffer, child->tags[0], &start, &stop);
}

static void
time_tag_all (Child *child)
{
  if (child->session != NULL)
    {
      const PostilDocument *document = postil_session_get_document (child->session);
      const char *text = postil_text_get_utf8 (document->text, NULL);
      const char *word = strstr (text, BENCH_WORD);
      guint32 start = word != NULL ? (guint32) (word - text) : 0;

      postil_session_set_selection (child->session, POSTIL_RANGE (start, start + (guint32) strlen (BENCH_WORD)));
    }
  time_actions (child, "tag-all", act_tag_all, 1);
  time_actions (child, "untag-all", act_untag_all, 1);
}

/* --- The list of documents ------------------------------------------------------------------------------------------ */

/* The list of documents: there are short ones too, inside of drop-downs. */
static GtkAdjustment *
list_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = NULL;

  if (GTK_IS_LIST_VIEW (widget))
    {
      GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (widget)));

      if (model != NULL && g_list_model_get_n_items (model) > LIST_DOCUMENTS)
        return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = list_adjustment (child);
  return found;
}

static void
act_list (Child *child, guint i)
{
  GtkAdjustment *adjustment = list_adjustment (GTK_WIDGET (child->window));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 400 + i);
}

static void
act_list_far (Child *child, guint i)
{
  GtkAdjustment *adjustment = list_adjustment (GTK_WIDGET (child->window));
  double share = (double) ((i * 7 + 3) % 10) / 10;

  gtk_adjustment_set_value (adjustment, share * gtk_adjustment_get_upper (adjustment) + i);
}

static void
act_next_document (Child *child, guint i)
{
  gtk_widget_activate_action (GTK_WIDGET (child->window), "win.next-document", NULL);
}

static void
act_any_document (Child *child, guint i)
{
  g_autoptr (GError) error = NULL;

  postil_session_set_document (child->session,
                               g_array_index (child->ids, PostilId, (i * 37 + 11) * 997 % child->ids->len), &error);
  bench_check (error);
}

static void
time_list (Child *child)
{
  time_actions (child, "list-scroll", act_list, N_PAGES);
  time_actions (child, "list-jump", act_list_far, 20);
  time_actions (child, "next-document", act_next_document, N_PAGES);
  time_actions (child, "any-document", act_any_document, N_PAGES);
}

/* --- The bare list, for comparison ---------------------------------------------------------------------------------- */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *object = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (object));
}

static void
open_list_floor (Child *child)
{
  GtkStringList *strings;
  GtkListItemFactory *factory;

  gtk_init ();
  strings = gtk_string_list_new (NULL);
  factory = gtk_signal_list_item_factory_new ();
  for (guint i = 0; i < 100000; i++)
    gtk_string_list_take (strings, g_strdup_printf ("Bench %06u.txt", i));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  in_window (child,
             gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (strings))), factory));
}

static void
run_list_floor (Child *child, gint64 started)
{
  open_list_floor (child);
  present (child, started);
  time_actions (child, "list-scroll", act_list, N_PAGES);
  time_actions (child, "list-jump", act_list_far, 20);
}

void
bench_run_child (const char *variant, const char *folder, gint64 started)
{
  Child child = { .folder = folder };

  if (g_str_equal (variant, "list"))
    {
      run_list_floor (&child, started);
      _exit (0);
    }
  if (g_str_equal (variant, "floor"))
    open_floor (&child);
  else if (g_str_equal (variant, "view"))
    open_view (&child);
  else
    open_window (&child);
  present (&child, started);
  if (child.ids != NULL && child.ids->len > LIST_DOCUMENTS)
    {
      time_list (&child);
      _exit (0);
    }
  time_edits (&child, "");
  if (wait_for_rest (&child))
    time_edits (&child, "-rested");
  time_actions (&child, "key", act_move, 100);
  time_actions (&child, "page", act_page, N_PAGES);
  time_actions (&child, "scroll", act_scroll, N_PAGES);
  time_actions (&child, "far", act_far, 20);
  show_first (&child);
  time_actions (&child, "switch", act_switch, N_SWITCHES);
  time_tag_all (&child);
  printf ("memory-end %.3f\n", resident_mb ());
  fflush (stdout);
  _exit (0);
}
