/* unaligned-dialog.c - spans that an import could not place, with the likeliest places for each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "unaligned-dialog.h"

#include "stored-words.h"
#include "unaligned-row.h"
#include "wrap-layout.h"

#include <glib/gi18n.h>

/* So many at a time; the next ones come up as these go. */
/* Rows beyond which a step wants progress to be shown. */
#define LARGE_STEP 20000
#define SPANS_MAX 60
#define PLACES_MAX 4

struct _PostilUnalignedDialog
{
  AdwWindow parent_instance;
  AdwWindowTitle *title;
  GtkStack *pages; /* "list", "none" */
  GtkListBox *list;
  GtkLabel *said;
  GtkWidget *buttons;
  GtkWidget *place_button;
  GtkWidget *dismiss_button;
  GtkWidget *clear_button;
  PostilSession *session;
};

enum
{
  SHOW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostilUnalignedDialog, postil_unaligned_dialog, ADW_TYPE_WINDOW)

static PostilProject *
get_project (PostilUnalignedDialog *self)
{
  return postil_session_get_project (self->session);
}

static void
say (PostilUnalignedDialog *self, const char *text)
{
  gtk_label_set_text (self->said, text);
}

/* --- The list ---------------------------------------------------------------------------------------------- */

static void
add_span (PostilUnalignedDialog *self, const PostilUnaligned *unaligned)
{
  g_autoptr (PostilDocument) document =
      postil_documents_get (postil_project_get_store (get_project (self)), unaligned->document, NULL);
  g_autoptr (GArray) places =
      document != NULL ? postil_unaligned_matches (document->text, unaligned, PLACES_MAX) : NULL;
  GtkWidget *heading;
  GtkWidget *first = NULL;

  if (places == NULL)
    return;
  heading = postil_unaligned_heading (get_project (self), unaligned, document);
  for (guint i = 0; i < MAX (places->len, 1); i++)
    {
      const PostilLikelyPlace *place = places->len > 0 ? &g_array_index (places, PostilLikelyPlace, i) : NULL;
      GtkWidget *row = postil_unaligned_row_new (unaligned, document, place);

      gtk_list_box_append (self->list, row);
      first = first != NULL ? first : row;
    }
  g_object_set_data_full (G_OBJECT (first), "postil-heading", g_object_ref_sink (heading), g_object_unref);
}

static void
set_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gtk_list_box_row_set_header (row, g_object_get_data (G_OBJECT (row), "postil-heading"));
}

static void
count (PostilUnalignedDialog *self)
{
  guint n = postil_unaligned_count (postil_project_get_store (get_project (self)), 0);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u span waits", "%'u spans wait", n), n);

  adw_window_title_set_subtitle (self->title, n > 0 ? text : "");
  gtk_stack_set_visible_child_name (self->pages, n > 0 ? "list" : "none");
  gtk_widget_set_sensitive (self->place_button, n > 0);
  gtk_widget_set_sensitive (self->dismiss_button, n > 0);
  gtk_widget_set_sensitive (self->clear_button, n > 0);
}

static void
select_index (PostilUnalignedDialog *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));

  while (row == NULL && index > 0)
    row = gtk_list_box_get_row_at_index (self->list, --index);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
fill (PostilUnalignedDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) waiting =
      postil_unaligned_list (postil_project_get_store (get_project (self)), 0, FALSE, &error);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  if (waiting == NULL)
    say (self, error->message);
  for (guint i = 0; waiting != NULL && i < MIN (waiting->len, SPANS_MAX); i++)
    add_span (self, g_ptr_array_index (waiting, i));
  gtk_list_box_invalidate_headers (self->list);
  count (self);
}

/* Its rows go; the first row of the next span is then where the focus was. */
static void
drop_span (PostilUnalignedDialog *self, PostilId unaligned)
{
  GtkListBoxRow *row;
  int first = -1;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;)
    {
      if (postil_unaligned_row_placing (row)->unaligned != unaligned)
        {
          i++;
          continue;
        }
      first = first < 0 ? i : first;
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
  if (gtk_list_box_get_row_at_index (self->list, 0) == NULL)
    fill (self);
  else
    count (self);
  select_index (self, first);
}

/* --- Steps ------------------------------------------------------------------------------------------------- */

static void
place (PostilUnalignedDialog *self, GtkListBoxRow *row)
{
  PostilPlacing placing;
  g_autoptr (GError) error = NULL;

  if (row == NULL)
    return;
  placing = *postil_unaligned_row_placing (row);
  if (placing.range.stop == placing.range.start)
    {
      g_object_ref (self);
      gtk_window_close (GTK_WINDOW (self));
      g_signal_emit (self, signals[SHOW], 0, placing.document);
      g_object_unref (self);
      return;
    }
  if (!postil_project_place_unaligned (get_project (self), placing.unaligned, placing.range, &error))
    {
      say (self, error->message);
      return;
    }
  say (self, _ ("Placed; Ctrl+Z takes it back"));
  drop_span (self, placing.unaligned);
}

static void
dismiss (PostilUnalignedDialog *self, GtkListBoxRow *row)
{
  PostilPlacing placing;
  g_autoptr (GError) error = NULL;

  if (row == NULL)
    return;
  placing = *postil_unaligned_row_placing (row);
  if (!postil_project_dismiss_unaligned (get_project (self), placing.unaligned, &error))
    {
      say (self, error->message);
      return;
    }
  say (self, _ ("Dismissed; Ctrl+Z takes it back"));
  drop_span (self, placing.unaligned);
}

static void
place_clicked (PostilUnalignedDialog *self)
{
  place (self, gtk_list_box_get_selected_row (self->list));
}

static void
dismiss_clicked (PostilUnalignedDialog *self)
{
  dismiss (self, gtk_list_box_get_selected_row (self->list));
}

static void
place_clear (PostilUnalignedDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int n = postil_project_place_clear (get_project (self), &error);

  if (n < 0)
    {
      say (self, error->message);
      return;
    }
  text = g_strdup_printf (ngettext ("%'d span placed; Ctrl+Z takes it back", "%'d spans placed; Ctrl+Z takes them back",
                                    n),
                          n);
  say (self, n > 0 ? text : _ ("The words of none stand exactly once in their text"));
  fill (self);
  select_index (self, 0);
}

static void
travel (PostilUnalignedDialog *self, gboolean forward)
{
  g_autofree char *title = NULL;
  g_autofree char *step = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (postil_session_count_step (self->session, !forward) > LARGE_STEP)
    {
      say (self, _ ("That step is a large one; take it in the main window"));
      return;
    }
  done = forward ? postil_session_redo (self->session, &title, &error)
                 : postil_session_undo (self->session, &title, &error);
  if (!done)
    {
      say (self, error != NULL ? error->message : forward ? _ ("Nothing to redo") : _ ("Nothing to undo"));
      return;
    }
  step = postil_edit_words (title);
  text = g_strdup_printf (forward ? _ ("Redone: %s") : _ ("Undone: %s"), step != NULL ? step : "");
  say (self, text);
  fill (self);
  select_index (self, 0);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             PostilUnalignedDialog *self)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  if (control && (key == GDK_KEY_z || key == GDK_KEY_Z))
    travel (self, (state & GDK_SHIFT_MASK) != 0);
  else if (key == GDK_KEY_Escape)
    gtk_window_close (GTK_WINDOW (self));
  else if (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete)
    dismiss (self, gtk_list_box_get_selected_row (self->list));
  else
    return FALSE;
  return TRUE;
}

/* --- The dialog -------------------------------------------------------------------------------------------- */

static void
postil_unaligned_dialog_dispose (GObject *object)
{
  g_clear_object (&POSTIL_UNALIGNED_DIALOG (object)->session);
  G_OBJECT_CLASS (postil_unaligned_dialog_parent_class)->dispose (object);
}

static void
postil_unaligned_dialog_class_init (PostilUnalignedDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_unaligned_dialog_dispose;
  signals[SHOW] = g_signal_new ("show-document", POSTIL_TYPE_UNALIGNED_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/unaligned-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilUnalignedDialog, title);
  gtk_widget_class_bind_template_child (widget_class, PostilUnalignedDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, PostilUnalignedDialog, list);
  gtk_widget_class_bind_template_child (widget_class, PostilUnalignedDialog, said);
  gtk_widget_class_bind_template_child (widget_class, PostilUnalignedDialog, buttons);
  gtk_widget_class_bind_template_child (widget_class, PostilUnalignedDialog, place_button);
  gtk_widget_class_bind_template_child (widget_class, PostilUnalignedDialog, dismiss_button);
  gtk_widget_class_bind_template_child (widget_class, PostilUnalignedDialog, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, place);
  gtk_widget_class_bind_template_callback (widget_class, place_clicked);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_clicked);
  gtk_widget_class_bind_template_callback (widget_class, place_clear);
}

static void
postil_unaligned_dialog_init (PostilUnalignedDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->buttons, postil_wrap_layout_new (6));
  gtk_list_box_set_header_func (self->list, set_heading, NULL, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
postil_unaligned_dialog_new (GtkWindow *parent, PostilSession *session)
{
  PostilUnalignedDialog *self = g_object_new (POSTIL_TYPE_UNALIGNED_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  fill (self);
  select_index (self, 0);
  return GTK_WIDGET (self);
}
