/* window-entities.c - persons, organisations and places of the project: choosing one, its mentions, its documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "fuzzy.h"

#include <glib/gi18n.h>

#define CHOICES_MAX 80

/* --- Which one ------------------------------------------------------------------------------------------------------ */

/* Of the current span, else the one that was chosen last. Groups are read anew, so it is known by name and label. */
static const PostilEntityGroup *
current_group (PostilWindow *self)
{
  PostilSpanId current = postil_session_get_current (self->session);
  const PostilEntityGroup *group = current != 0 ? postil_entity_index_find (self->entities, current) : NULL;
  GPtrArray *groups = postil_entity_index_get_groups (self->entities);

  if (group != NULL || self->entity == NULL)
    return group;
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      group = g_ptr_array_index (groups, i);
      if (group->label == self->entity_label && g_str_equal (group->name, self->entity))
        return group;
    }
  return NULL;
}

static void
remember (PostilWindow *self, const PostilEntityGroup *group)
{
  g_free (self->entity);
  self->entity = g_strdup (group->name);
  self->entity_label = group->label;
}

static void
show_span (PostilWindow *self, PostilId document, PostilSpanId span)
{
  g_autoptr (GError) error = NULL;

  if (!postil_session_set_document (self->session, document, &error))
    {
      postil_window_fail (self, _ ("The document cannot be shown"), error);
      return;
    }
  postil_window_show_page (self, NULL);
  postil_session_set_current (self->session, span);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
step (PostilWindow *self, int direction)
{
  const PostilEntityGroup *group = current_group (self);
  const PostilMention *mention;

  if (group == NULL)
    {
      postil_window_toast (self, postil_entity_index_get_groups (self->entities) == NULL
                                     ? _ ("The names of the project are being read: try again in a moment")
                                     : _ ("First a name is current, or chosen with Ctrl+Shift+K"),
                           FALSE);
      return;
    }
  remember (self, group);
  mention = postil_entity_group_step (group, postil_session_get_current (self->session), direction);
  show_span (self, mention->document, mention->span);
}

static void
list_documents (PostilWindow *self, const PostilEntityGroup *group)
{
  g_autoptr (GArray) documents = postil_entity_group_documents (group);

  g_object_set (self->panes, "show-start", TRUE, NULL);
  postil_document_list_set_only (self->documents, documents, group->name);
}

/* --- Actions -------------------------------------------------------------------------------------------------------- */

static void
next_mention_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step (data, 1);
}

static void
previous_mention_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step (data, -1);
}

static void
list_mentions_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const PostilEntityGroup *group = current_group (data);

  if (group != NULL)
    list_documents (data, group);
}

static void
show_span_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gint64 document, span;

  g_variant_get (parameter, "(xx)", &document, &span);
  show_span (data, document, span);
}

static int
score_of (const PostilEntityGroup *group, const char *typed)
{
  int best = postil_fuzzy_score (group->name, typed);

  for (guint i = 0; group->forms[i] != NULL; i++)
    best = MAX (best, postil_fuzzy_score (group->forms[i], typed));
  return best;
}

static PostilChoice *
new_choice (PostilWindow *self, const PostilEntityGroup *group, int score)
{
  const PostilLabel *label = postil_project_get_label (postil_window_get_project (self), group->label);
  PostilChoice *choice = postil_choice_new (group->name, "win.show-entity", score);
  g_autofree char *mentions = g_strdup_printf (ngettext ("%u mention", "%u mentions", group->n_mentions), group->n_mentions);
  g_autofree char *forms = g_strjoinv (", ", group->forms);

  choice->label = label != NULL ? postil_label_copy (label) : NULL;
  choice->detail = forms[0] != '\0' ? g_strdup_printf ("%s · %s", mentions, forms) : g_strdup (mentions);
  choice->target = g_variant_ref_sink (g_variant_new ("(sx)", group->name, group->label));
  return choice;
}

static int
compare_choices (gconstpointer a, gconstpointer b)
{
  return (*(PostilChoice *const *) b)->score - (*(PostilChoice *const *) a)->score;
}

static GPtrArray *
entity_choices (const char *typed, gpointer user_data)
{
  PostilWindow *self = user_data;
  GPtrArray *groups = postil_entity_index_get_groups (self->entities);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_choice_free);

  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      const PostilEntityGroup *group = g_ptr_array_index (groups, i);
      int score = score_of (group, typed);

      if (score >= 0 && (typed[0] != '\0' || choices->len < CHOICES_MAX))
        g_ptr_array_add (choices, new_choice (self, group, score));
    }
  g_ptr_array_sort (choices, compare_choices); /* stable: the frequent ones first */
  if (choices->len > CHOICES_MAX)
    g_ptr_array_set_size (choices, CHOICES_MAX);
  return choices;
}

static void
open_chooser (PostilWindow *self)
{
  postil_chooser_open (self->chooser, _ ("Person, organisation or place"),
                       postil_entity_index_get_groups (self->entities) == NULL ? _ ("The documents are being read…") : NULL,
                       entity_choices, self);
}

static void
choose_entity_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  self->choosing_entity = postil_entity_index_get_groups (self->entities) == NULL;
  open_chooser (self);
}

/* Its documents stand in the list from now on, and M goes from mention to mention. */
static void
show_entity_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  const PostilEntityGroup *group;
  const PostilMention *first;
  const char *name;
  gint64 label;

  g_variant_get (parameter, "(&sx)", &name, &label);
  g_free (self->entity);
  self->entity = g_strdup (name);
  self->entity_label = label;
  postil_session_set_current (self->session, 0);
  group = current_group (self);
  if (group == NULL)
    return;
  list_documents (self, group);
  first = &g_array_index (group->mentions, PostilMention, 0);
  show_span (self, first->document, first->span);
}

/* --- Following ------------------------------------------------------------------------------------------------------ */

static void
entities_changed (PostilWindow *self)
{
  if (self->choosing_entity && gtk_widget_get_visible (GTK_WIDGET (self->chooser)))
    open_chooser (self);
  self->choosing_entity = FALSE;
}

void
postil_window_set_entities (PostilWindow *self, PostilProject *project)
{
  if (self->entities != NULL)
    g_signal_handlers_disconnect_by_data (self->entities, self);
  postil_inspector_set_entities (self->inspector, NULL);
  g_clear_object (&self->entities);
  g_clear_pointer (&self->entity, g_free);
  self->choosing_entity = FALSE;
  if (project == NULL)
    return;
  self->entities = postil_entity_index_new (project);
  g_signal_connect_swapped (self->entities, "changed", G_CALLBACK (entities_changed), self);
  postil_inspector_set_entities (self->inspector, self->entities);
}

static const GActionEntry actions[] = {
  { .name = "next-mention", .activate = next_mention_activated },
  { .name = "previous-mention", .activate = previous_mention_activated },
  { .name = "list-mentions", .activate = list_mentions_activated },
  { .name = "choose-entity", .activate = choose_entity_activated },
  { .name = "show-entity", .activate = show_entity_activated, .parameter_type = "(sx)" },
  { .name = "show-span", .activate = show_span_activated, .parameter_type = "(xx)" },
};

void
postil_window_install_entities (PostilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
