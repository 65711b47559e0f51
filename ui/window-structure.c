/* window-structure.c - posts, quoted replies and boilerplate mended by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "post-info.h"

#include <glib/gi18n.h>

static PostilId
shown (PostilWindow *self)
{
  return postil_session_get_document (self->session)->id;
}

static guint32
caret (PostilWindow *self)
{
  return postil_session_get_selection (self->session).start;
}

/* The selection, else the paragraph that the caret is in. */
static PostilRange
stretch (PostilWindow *self)
{
  const PostilDocument *document = postil_session_get_document (self->session);
  PostilRange range = postil_session_get_selection (self->session);

  return range.start < range.stop ? range : postil_segment_paragraph_at (document->text, range.start);
}

static void
toggle (PostilWindow *self, const char *label, const char *marked_text, const char *unmarked_text)
{
  PostilRange range = stretch (self);
  g_autoptr (GError) error = NULL;
  gboolean marked = FALSE;

  if (range.start >= range.stop)
    postil_window_toast (self, _ ("There are no words here"), FALSE);
  else if (postil_project_toggle_structure (postil_window_get_project (self), shown (self), range, label, &marked,
                                            &error))
    postil_window_toast (self, marked ? marked_text : unmarked_text, TRUE);
  else
    postil_window_fail (self, _ ("The words were not marked"), error);
}

static void
boilerplate_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  toggle (data, "Boilerplate", _ ("Marked as boilerplate"), _ ("No boilerplate any more"));
}

static void
quoted_reply_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  toggle (data, "QuotedReply", _ ("Marked as quoted reply"), _ ("No quoted reply any more"));
}

static void
split_post_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (postil_project_split_post (postil_window_get_project (self), shown (self), caret (self), &error))
    postil_window_toast (self, _ ("A new post begins here"), TRUE);
  else
    postil_window_toast (self, error->message, FALSE);
}

static void
join_post_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (postil_project_join_posts (postil_window_get_project (self), shown (self), caret (self), &error))
    postil_window_toast (self, _ ("Joined with the post before"), TRUE);
  else
    postil_window_toast (self, error->message, FALSE);
}

static void
fold_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  if (postil_document_view_toggle_fold (self->view) == POSTIL_FOLD_NONE)
    postil_window_toast (self, _ ("The caret is in no boilerplate and no quoted reply"), FALSE);
}

static void
fold_all_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autofree char *text = NULL;
  guint n = 0;

  switch (postil_document_view_toggle_folds (self->view, &n))
    {
    case POSTIL_FOLD_NONE:
      postil_window_toast (self, _ ("This document has no boilerplate and no quoted replies"), FALSE);
      return;
    case POSTIL_FOLD_FOLDED:
      text = g_strdup_printf (ngettext ("%u stretch is folded", "%u stretches are folded", n), n);
      break;
    case POSTIL_FOLD_UNFOLDED:
      text = g_strdup_printf (ngettext ("%u stretch is unfolded", "%u stretches are unfolded", n), n);
      break;
    }
  postil_window_toast (self, text, FALSE);
}

/* --- Author and time -------------------------------------------------------------------------------------------------
 */

static GtkWidget *
add_entry (GtkWidget *dialog, GtkWidget *list, const char *title, const char *text, const char *name)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_object_set_data (G_OBJECT (dialog), name, row);
  return row;
}

static void
post_responded (AdwMessageDialog *dialog, const char *response, PostilWindow *self)
{
  GtkEditable *author = g_object_get_data (G_OBJECT (dialog), "postil-author");
  GtkEditable *time = g_object_get_data (G_OBJECT (dialog), "postil-time");
  const PostilSpan *post = g_object_get_data (G_OBJECT (dialog), "postil-post");
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "keep") || self->session == NULL)
    return;
  if (postil_project_set_post (postil_window_get_project (self), post->document, post->range.start,
                               gtk_editable_get_text (author), gtk_editable_get_text (time), &error))
    postil_window_toast (self, _ ("Author and time are kept"), TRUE);
  else
    postil_window_fail (self, _ ("Author and time were not kept"), error);
}

static void
post_info_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  PostilSpan *post = postil_project_get_post (postil_window_get_project (self), shown (self), caret (self));
  GtkWidget *dialog, *list, *author;
  PostilPostInfo info = { 0 };

  if (post == NULL)
    {
      postil_window_toast (self, _ ("The caret is in no post"), FALSE);
      return;
    }
  postil_post_info_read (post->attributes, &info);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Author and Time"), NULL);
  list = gtk_list_box_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Author and Time"), -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  author = add_entry (dialog, list, _ ("Author"), info.author, "postil-author");
  add_entry (dialog, list, _ ("Time"), info.time, "postil-time");
  g_object_set_data_full (G_OBJECT (dialog), "postil-post", post, (GDestroyNotify) postil_span_free);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "keep", _ ("_Keep"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (post_responded), self, 0);
  postil_post_info_clear (&info);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (author);
}

static const GActionEntry actions[] = {
  { .name = "boilerplate", .activate = boilerplate_activated },
  { .name = "quoted-reply", .activate = quoted_reply_activated },
  { .name = "split-post", .activate = split_post_activated },
  { .name = "join-post", .activate = join_post_activated },
  { .name = "fold", .activate = fold_activated },
  { .name = "fold-all", .activate = fold_all_activated },
  { .name = "post-info", .activate = post_info_activated },
};

void
postil_window_install_structure (PostilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
