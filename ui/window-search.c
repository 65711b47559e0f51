/* window-search.c - the page that searches all documents: coming, going, and what is done to its hits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include <glib/gi18n.h>

#define WORDS_MAX 200

static PostilSearchPage *
search_page (PostilWindow *self)
{
  return POSTIL_SEARCH_PAGE (gtk_stack_get_child_by_name (self->content, "search"));
}

static void
search_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  postil_search_page_open (POSTIL_SEARCH_PAGE (postil_window_show_page (self, "search")), NULL);
}

/* The selection, else the current span. */
static void
search_selection_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  const PostilDocument *document = postil_session_get_document (self->session);
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));
  PostilRange range = postil_session_get_selection (self->session);
  g_autofree char *words = NULL;

  if (range.start == range.stop && span != NULL)
    range = span->range;
  if (range.start == range.stop || postil_range_length (range) > WORDS_MAX)
    {
      postil_window_toast (self, _ ("Select a few words first"), FALSE);
      return;
    }
  words = postil_text_slice (document->text, range);
  postil_search_page_open (POSTIL_SEARCH_PAGE (postil_window_show_page (self, "search")), words);
}

/* @parameter (xuu): document and range. */
static void
show_hit_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GError) error = NULL;
  PostilRange range;
  gint64 document;

  g_variant_get (parameter, "(xuu)", &document, &range.start, &range.stop);
  if (!postil_session_set_document (self->session, document, &error))
    {
      postil_window_fail (self, _ ("The document cannot be shown"), error);
      return;
    }
  postil_window_show_page (self, NULL);
  postil_session_set_selection (self->session, range);
  postil_document_view_reveal (self->view, range);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --- Hits of one document ------------------------------------------------------------------------------------------ */

#define DOCUMENTS_MAX 60

/* Ids of the documents whose title or name has @typed. NULL: all. (transfer full) */
static GHashTable *
documents_called (PostilWindow *self, const char *typed)
{
  PostilDocumentFilter filter = { .reading = -1, .text = typed };
  g_autoptr (GArray) ids = NULL;
  GHashTable *called;

  if (typed[0] == '\0')
    return NULL;
  ids = postil_documents_ids (postil_project_get_store (postil_window_get_project (self)), &filter, NULL);
  called = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add (called, g_memdup2 (&g_array_index (ids, PostilId, i), sizeof (PostilId)));
  return called;
}

static GPtrArray *
hit_documents (const char *typed, gpointer user_data)
{
  PostilWindow *self = user_data;
  PostilStore *store = postil_project_get_store (postil_window_get_project (self));
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_choice_free);
  g_autoptr (GArray) counts = postil_search_page_count_documents (search_page (self));
  g_autoptr (GHashTable) called = documents_called (self, typed);

  for (guint i = 0; i < counts->len && choices->len < DOCUMENTS_MAX; i++)
    {
      const PostilHitCount *count = &g_array_index (counts, PostilHitCount, i);
      PostilDocumentRow *row;
      PostilChoice *choice;

      if (called != NULL && !g_hash_table_contains (called, &count->id))
        continue;
      row = postil_documents_get_row (store, count->id, 0, NULL);
      if (row == NULL)
        continue;
      choice = postil_choice_new (row->title != NULL && row->title[0] != '\0' ? row->title : row->key,
                                  "win.narrow-hits", (int) MIN (count->n, G_MAXINT));
      choice->target = g_variant_ref_sink (g_variant_new_int64 (count->id));
      choice->detail = g_strdup_printf (ngettext ("%'u hit", "%'u hits", count->n), count->n);
      g_ptr_array_add (choices, choice);
      postil_document_row_free (row);
    }
  return choices;
}

static void
choose_hit_document_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  if (postil_window_shows_page (self, "search"))
    postil_chooser_open (self->chooser, _ ("Document"), NULL, hit_documents, self);
}

static void
narrow_hits_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  if (postil_window_shows_page (self, "search"))
    postil_search_page_set_document (search_page (self), g_variant_get_int64 (parameter));
}

/* --- Tagging ------------------------------------------------------------------------------------------------------- */

void
postil_window_tag_hits (PostilWindow *self, PostilId label)
{
  PostilProject *project = postil_window_get_project (self);
  const PostilLabel *known = postil_project_get_label (project, label);
  g_autoptr (GArray) hits = postil_search_page_get_ticked (search_page (self));
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int n;

  if (hits->len == 0)
    {
      postil_window_toast (self, _ ("No hit is ticked: Space ticks one, Ctrl+A all of them"), FALSE);
      return;
    }
  if (!postil_window_is_meant (self, "tag", hits->len, _ ("%s hits are ticked: press the key again to tag them all")))
    return;
  n = postil_project_tag_hits (project, (const PostilHit *) (gpointer) hits->data, hits->len, label, &error);
  if (n < 0)
    {
      postil_window_fail (self, _ ("The hits were not tagged"), error);
      return;
    }
  text = g_strdup_printf (ngettext ("Tagged %d hit as %s", "Tagged %d hits as %s", (gulong) n), n,
                          known != NULL ? known->name : "");
  postil_window_toast (self, text, n > 0);
}

static void
untag_hits_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GArray) hits = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int n;

  if (!postil_window_shows_page (self, "search"))
    return;
  hits = postil_search_page_get_ticked (search_page (self));
  if (!postil_window_is_meant (self, "untag", hits->len, _ ("%s hits are ticked: press again to remove their spans")))
    return;
  n = postil_project_untag_hits (postil_window_get_project (self), (const PostilHit *) (gpointer) hits->data,
                                 hits->len, 0, &error);
  if (n < 0)
    {
      postil_window_fail (self, _ ("The hits were not untagged"), error);
      return;
    }
  text = g_strdup_printf (ngettext ("Removed %d span", "Removed %d spans", (gulong) n), n);
  postil_window_toast (self, text, n > 0);
}

static const GActionEntry actions[] = {
  { .name = "search", .activate = search_activated },
  { .name = "search-selection", .activate = search_selection_activated },
  { .name = "show-hit", .activate = show_hit_activated, .parameter_type = "(xuu)" },
  { .name = "untag-hits", .activate = untag_hits_activated },
  { .name = "choose-hit-document", .activate = choose_hit_document_activated },
  { .name = "narrow-hits", .activate = narrow_hits_activated, .parameter_type = "x" },
};

void
postil_window_install_search (PostilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
