/* view-fixture.c - the real view over a real project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "view-fixture.h"

#include "overview-strip.h"

#include <glib/gstdio.h>

void
view_fixture_open (ViewFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("postil-view-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "p.postil", NULL);
  fixture->project = postil_project_create (path, "tester", &error);
  g_assert_no_error (error);
  fixture->session = postil_session_new (fixture->project);
}

void
view_fixture_close (ViewFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "p.postil", NULL);

  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->project);
  g_unlink (path);
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

PostilId
view_fixture_add_document (ViewFixture *fixture, const char *key, const char *text)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) words = postil_text_new (text, -1, &error);
  g_autoptr (PostilDocument) document = NULL;
  gboolean added = FALSE;

  g_assert_no_error (error);
  document = postil_document_new (key, words);
  document->title = document->title != NULL ? document->title : g_strdup (key);
  document->position = -1;
  postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, "Import", 0, &error);
  g_assert_no_error (error);
  postil_documents_add (store, document, &added, &error);
  g_assert_no_error (error);
  postil_transaction_commit (store, &error);
  g_assert_no_error (error);
  postil_project_changed (fixture->project);
  return document->id;
}

PostilId
view_fixture_open_page (ViewFixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  PostilId document;

  view_fixture_open (fixture);
  document = view_fixture_add_document (fixture, "page.txt", text);
  postil_session_set_document (fixture->session, document, &error);
  g_assert_no_error (error);
  return document;
}

PostilId
view_fixture_label (ViewFixture *fixture, const char *name)
{
  PostilId id = postil_labels_find (postil_project_get_store (fixture->project), name);

  g_assert_cmpint (id, !=, 0);
  return id;
}

PostilSpanId
view_fixture_add_span (ViewFixture *fixture, PostilId document, PostilRange range, const char *label, PostilState state,
                       double score)
{
  PostilSpan *span = postil_span_new ();

  span->document = document;
  span->range = range;
  span->label = view_fixture_label (fixture, label);
  span->state = state;
  span->score = score;
  return view_fixture_put_span (fixture, span);
}

PostilSpanId
view_fixture_put_span (ViewFixture *fixture, PostilSpan *taken)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSpan) span = taken;

  postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, "Import", 0, &error);
  g_assert_no_error (error);
  span->source = postil_source_ensure (store, POSTIL_SOURCE_IMPORT, "import", "", &error);
  g_assert_no_error (error);
  postil_spans_add (store, span, &error);
  g_assert_no_error (error);
  postil_transaction_commit (store, &error);
  g_assert_no_error (error);
  postil_project_changed (fixture->project);
  return span->id;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
  gtk_widget_queue_draw (widget);
  return *n < 4 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
view_fixture_settle (ViewFixture *fixture)
{
  guint n = 0;

  gtk_widget_add_tick_callback (fixture->view, on_tick, &n, NULL);
  while (n < 4)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
}

void
view_fixture_show (ViewFixture *fixture, int width, int height)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *strip = postil_overview_strip_new ();

  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->view = postil_document_view_new ();
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), fixture->view);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), strip);
  postil_overview_strip_set_view (POSTIL_OVERVIEW_STRIP (strip), POSTIL_DOCUMENT_VIEW (fixture->view));
  gtk_window_set_child (fixture->window, box);
  gtk_window_set_default_size (fixture->window, width, height);
  postil_document_view_set_session (POSTIL_DOCUMENT_VIEW (fixture->view), fixture->session);
  gtk_window_present (fixture->window);
  while (!gtk_widget_get_mapped (fixture->view))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_grab_focus (fixture->view);
  view_fixture_settle (fixture);
  g_usleep (120000); /* the overview strip waits a moment before it redraws */
  view_fixture_settle (fixture);
}

GdkTexture *
view_fixture_shot (ViewFixture *fixture, const char *name)
{
  GtkWidget *child = gtk_window_get_child (fixture->window);
  g_autoptr (GdkPaintable) paintable = NULL;
  GskRenderNode *node = NULL;
  GdkTexture *texture;
  const char *folder = g_getenv ("POSTIL_SHOTS");

  paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->window));
  for (guint i = 0; i < 20 && node == NULL; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      view_fixture_settle (fixture); /* a widget that waits to be drawn has no picture */
      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (child), gtk_widget_get_height (child));
      node = gtk_snapshot_free_to_node (snapshot);
    }
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)), node, NULL);
  gsk_render_node_unref (node);
  if (folder != NULL)
    {
      g_autofree char *file = g_strdup_printf ("%s/%s.png", folder, name);

      gdk_texture_save_to_png (texture, file);
    }
  return texture;
}

gboolean
view_fixture_press (ViewFixture *fixture, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &taken);
      return taken;
    }
  g_assert_not_reached ();
}
