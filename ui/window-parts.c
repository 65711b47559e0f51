/* window-parts.c - clauses and sentences by one key, spans in several parts, and what is known of a span
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include <glib/gi18n.h>

static void
select_clause_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  postil_session_select_unit (self->session, POSTIL_UNIT_CLAUSE);
}

static void
select_sentence_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  postil_session_select_unit (self->session, POSTIL_UNIT_SENTENCE);
}

static void
change_parts (PostilWindow *self, gboolean (*change) (PostilSession *session, GError **error))
{
  g_autoptr (GError) error = NULL;

  postil_document_view_end_edges (self->view, TRUE);
  if (change (self->session, &error))
    return;
  if (error != NULL)
    postil_window_fail (self, _ ("The parts of the span were not changed"), error);
  else
    postil_window_toast (self, _ ("First a span is current, then the words are selected that belong to it, too"), FALSE);
}

static void
add_part_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change_parts (data, postil_session_add_part);
}

static void
cut_part_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change_parts (data, postil_session_cut_part);
}

static void
describe_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  if (!postil_document_view_toggle_card (self->view))
    postil_window_toast (self, _ ("No span is current: Tab goes to the next one"), FALSE);
}

static const GActionEntry actions[] = {
  { .name = "select-clause", .activate = select_clause_activated },
  { .name = "select-sentence", .activate = select_sentence_activated },
  { .name = "add-part", .activate = add_part_activated },
  { .name = "cut-part", .activate = cut_part_activated },
  { .name = "describe", .activate = describe_activated },
};

void
postil_window_install_parts (PostilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
