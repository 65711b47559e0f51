/* test-view-rest.c - what is out of sight is laid out without a word, and what is in sight is gone to at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "view-fixture.h"

#include "document-view-private.h"

#include <adwaita.h>
#include <string.h>

#define N_LINES 16000

static void
count (guint *n)
{
  ++*n;
}

static void
wait_until_laid_out (ViewFixture *fixture)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
  GtkTextIter end;
  int y = 0;
  int height = 0;

  gtk_text_buffer_get_end_iter (buffer, &end);
  while (height == 0 || gtk_adjustment_get_upper (adjustment) < y + height)
    {
      g_main_context_iteration (NULL, TRUE);
      gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (fixture->view), &end, &y, &height);
    }
}

static char *
long_page (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "The harbour board met %u times and denied what the ledger of Maren says.\n", i);
  return g_string_free (text, FALSE);
}

/* GTK lays these out in two hundred goes or more: the scrollbar hears of a few, and of the last one. */
static void
test_rest_is_quiet (void)
{
  ViewFixture fixture = { 0 };
  g_autofree char *text = long_page (N_LINES);
  GtkAdjustment *adjustment;
  double told = 0;
  guint n_changes = 0;

  view_fixture_open_page (&fixture, text);
  view_fixture_show (&fixture, 700, 400);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture.view));
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (count), &n_changes);
  wait_until_laid_out (&fixture);
  g_assert_cmpuint (n_changes, <, 40);
  g_signal_connect_swapped (adjustment, "notify::upper", G_CALLBACK (count), &n_changes);
  for (n_changes = 0; POSTIL_DOCUMENT_VIEW (fixture.view)->rest_timeout != 0;)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_changes, >, 0);
  told = gtk_adjustment_get_upper (adjustment);
  g_assert_cmpfloat (told, >, N_LINES * 10);
  g_assert_false (POSTIL_DOCUMENT_VIEW (fixture.view)->rest_muted);
  view_fixture_close (&fixture);
}

/* What is in sight, or near enough to the top to be laid out, needs no frames to be gone to. */
static void
test_reveal_waits_for_nothing_above (void)
{
  ViewFixture fixture = { 0 };
  g_autofree char *text = long_page (N_LINES);
  guint32 offset = (guint32) (strstr (text, "met 15990 times") - text);
  PostilRange far = POSTIL_RANGE (offset, offset + 9);
  PostilDocumentView *view;

  view_fixture_open_page (&fixture, text);
  view_fixture_show (&fixture, 700, 400);
  view = POSTIL_DOCUMENT_VIEW (fixture.view);
  postil_document_view_reveal (view, POSTIL_RANGE (4, 11));
  g_assert_null (view->restoring);
  postil_document_view_reveal (view, far);
  g_assert_nonnull (view->restoring);
  postil_document_view_reveal (view, POSTIL_RANGE (4, 11));
  wait_until_laid_out (&fixture);
  postil_document_view_end_restoring (view);
  postil_document_view_reveal (view, far);
  g_assert_null (view->restoring);
  g_assert_cmpfloat (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view))), >, N_LINES * 10);
  view_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/view-rest/is-quiet", test_rest_is_quiet);
  g_test_add_func ("/view-rest/reveal-waits-for-nothing-above", test_reveal_waits_for_nothing_above);
  return g_test_run ();
}
