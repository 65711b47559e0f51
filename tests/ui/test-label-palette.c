/* test-label-palette.c - the buttons of the labels: all of few, some of thousands, and a way to the others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "view-fixture.h"

#include "label-palette.h"

#include <adwaita.h>

static void
add_labels (ViewFixture *fixture, guint n, const char *last_key)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;

  postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  for (guint i = 0; i < n && error == NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("Kind %04u", i);
      g_autoptr (PostilLabel) label = postil_label_new (name, POSTIL_LABEL_ENTITY);

      if (i + 1 == n)
        label->shortcut = (g_free (label->shortcut), g_strdup (last_key));
      label->position = -1;
      postil_labels_add (store, label, &error);
    }
  postil_transaction_commit (store, NULL);
  g_assert_no_error (error);
  postil_project_changed (fixture->project);
}

static GtkWidget *
find_more (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_ACTIONABLE (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "win.pick-label") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_more (child);
  return found;
}

static void
test_many (void)
{
  ViewFixture fixture = { 0 };
  PostilLabelPalette *palette = g_object_ref_sink (g_object_new (POSTIL_TYPE_LABEL_PALETTE, NULL));
  GtkWidget *more;
  guint usual;

  view_fixture_open (&fixture);
  postil_label_palette_set_session (palette, fixture.session);
  usual = postil_label_palette_get_n_labels (palette);
  g_assert_cmpuint (usual, >, 10);
  g_assert_null (find_more (GTK_WIDGET (palette)));
  postil_label_palette_set_session (palette, NULL);

  add_labels (&fixture, 3000, "ß");
  postil_label_palette_set_session (palette, fixture.session);
  g_assert_cmpuint (postil_label_palette_get_n_labels (palette), <=, 100);
  g_assert_cmpuint (postil_label_palette_get_n_labels (palette), >, usual);
  more = find_more (GTK_WIDGET (palette));
  g_assert_nonnull (more);
  g_assert_true (g_str_has_suffix (gtk_button_get_label (GTK_BUTTON (more)), " more…"));
  postil_label_palette_set_session (palette, NULL);
  g_object_unref (palette);
  view_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/label-palette/many", test_many);
  return g_test_run ();
}
