/* window-pages.c - pages that take the document's place: which one is up, made when it is first wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "ledger-page.h"
#include "quality-page.h"
#include "rule-page.h"
#include "statistics-page.h"

static void
set_search_session (GtkWidget *page, PostilSession *session)
{
  postil_search_page_set_session (POSTIL_SEARCH_PAGE (page), session);
}

static void
set_statistics_session (GtkWidget *page, PostilSession *session)
{
  postil_statistics_page_set_session (POSTIL_STATISTICS_PAGE (page), session);
}

static void
set_rules_session (GtkWidget *page, PostilSession *session)
{
  postil_rule_page_set_session (POSTIL_RULE_PAGE (page), session);
}

static void
set_ledger_session (GtkWidget *page, PostilSession *session)
{
  postil_ledger_page_set_session (POSTIL_LEDGER_PAGE (page), session);
}

static void
set_quality_session (GtkWidget *page, PostilSession *session)
{
  postil_quality_page_set_session (POSTIL_QUALITY_PAGE (page), session);
}

/* To add a page: its row here, an action that shows it and one that goes back (postil_window_show_page (self, NULL)).
 */
static const struct
{
  const char *name;
  GType (*type) (void);
  void (*set_session) (GtkWidget *page, PostilSession *session);
} pages[] = {
  { "search", postil_search_page_get_type, set_search_session },
  { "statistics", postil_statistics_page_get_type, set_statistics_session },
  { "rules", postil_rule_page_get_type, set_rules_session },
  { "ledger", postil_ledger_page_get_type, set_ledger_session },
  { "quality", postil_quality_page_get_type, set_quality_session },
};

/* @name is in the table. */
static void
make_page (PostilWindow *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page;

      if (!g_str_equal (pages[i].name, name) || gtk_stack_get_child_by_name (self->content, name) != NULL)
        continue;
      page = g_object_new (pages[i].type (), NULL);
      gtk_stack_add_named (self->content, page, name);
      pages[i].set_session (page, self->session);
    }
}

GtkWidget *
postil_window_show_page (PostilWindow *self, const char *name)
{
  if (name != NULL)
    make_page (self, name);
  self->page = g_intern_string (name);
  postil_window_update_content (self);
  postil_window_update_actions (self);
  return name != NULL ? gtk_stack_get_child_by_name (self->content, name) : NULL;
}

gboolean
postil_window_shows_page (PostilWindow *self, const char *name)
{
  return self->page != NULL && (name == NULL || g_str_equal (self->page, name));
}

void
postil_window_set_session_of_pages (PostilWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page = gtk_stack_get_child_by_name (self->content, pages[i].name);

      if (page != NULL)
        pages[i].set_session (page, self->session);
    }
}

static void
statistics_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilStatisticsPage *page = POSTIL_STATISTICS_PAGE (postil_window_show_page (data, "statistics"));

  postil_statistics_page_open (page);
}

static void
close_page_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  postil_window_show_page (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  /* A page may have decided about what was current. */
  if (self->session != NULL && postil_session_get_mode (self->session) == POSTIL_MODE_REVIEW &&
      postil_session_get_current (self->session) == 0)
    postil_session_return_to_queue (self->session);
}

static const GActionEntry actions[] = {
  { .name = "statistics", .activate = statistics_activated },
  { .name = "close-page", .activate = close_page_activated },
};

void
postil_window_install_pages (PostilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
