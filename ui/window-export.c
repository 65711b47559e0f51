/* window-export.c - exporting: by the dialog, or once more as the last time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "export-dialog.h"
#include "export-run.h"
#include "print.h"

#include <glib/gi18n.h>

static void
exported (PostilExportDialog *dialog, const char *sentence, PostilWindow *self)
{
  postil_window_toast (self, sentence, FALSE);
}

/* The first case of what does not fit. */
static void
jump (PostilExportDialog *dialog, gint64 document, gint64 span, PostilWindow *self)
{
  const PostilSpan *found;
  g_autoptr (GError) error = NULL;

  if (postil_window_shows_page (self, "search"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.close-page", NULL);
  if (!postil_session_set_document (self->session, document, &error))
    {
      postil_window_fail (self, _ ("The document cannot be shown"), error);
      return;
    }
  found = span != 0 ? postil_session_get_span (self->session, span) : NULL;
  if (found != NULL)
    {
      PostilRange range = found->range;

      postil_session_set_current (self->session, span);
      postil_document_view_reveal (self->view, range);
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-document", NULL);
}

static void
export_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  GtkWindow *dialog;

  if (self->session == NULL)
    return;
  dialog = GTK_WINDOW (postil_export_dialog_new (GTK_WINDOW (self), postil_window_get_project (self)));
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported), self, 0);
  g_signal_connect_object (dialog, "jump", G_CALLBACK (jump), self, 0);
  gtk_window_present (dialog);
}

static void
repeated (const char *sentence, const GError *error, gpointer data)
{
  PostilWindow *self = data;

  if (self->session == NULL)
    return;
  if (sentence != NULL)
    postil_window_toast (self, sentence, FALSE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    postil_window_toast (self, _ ("Stopped; no file was written"), FALSE);
  else
    postil_window_fail (self, _ ("Nothing was exported"), error);
}

/* Asks for nothing when it was told before. */
static void
export_again_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  PostilProject *project = postil_window_get_project (self);
  g_autofree char *name = NULL;
  g_autoptr (PostilProfile) last =
      project != NULL ? postil_profiles_get_last (postil_project_get_store (project), &name) : NULL;

  if (last == NULL || last->output == NULL)
    export_activated (action, NULL, data);
  else
    postil_export_run (GTK_WINDOW (self), project, last, name, last->output, repeated, self);
}

static void
print_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (!postil_print_document (GTK_WINDOW (self), self->session, NULL, &error) && error != NULL)
    postil_window_fail (self, _ ("The document was not printed"), error);
}

void
postil_window_install_export (PostilWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "export", .activate = export_activated },
    { .name = "export-again", .activate = export_again_activated },
    { .name = "print", .activate = print_activated },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
