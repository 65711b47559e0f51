/* find-bar.c - finds words in the shown document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find-bar.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_HITS 10000

struct _PostilFindBar
{
  GtkWidget parent_instance;
  GtkSearchBar *bar;
  GtkEditable *entry;
  GtkToggleButton *pattern;
  GtkLabel *count;
  PostilSession *session;
};

G_DEFINE_FINAL_TYPE (PostilFindBar, postil_find_bar, GTK_TYPE_WIDGET)

/* The hit to go to from @from; hits are in order. */
static guint
choose (GArray *hits, PostilRange from, int direction)
{
  if (direction > 0)
    {
      for (guint i = 0; i < hits->len; i++)
        if (g_array_index (hits, PostilRange, i).start >= from.stop)
          return i;
      return 0;
    }
  for (guint i = hits->len; i > 0; i--)
    if (g_array_index (hits, PostilRange, i - 1).stop <= from.start)
      return i - 1;
  return hits->len - 1;
}

/* NULL: the words are no pattern; why, and why not all hits are here, the entry's tooltip says. */
static GArray *
hits_of (PostilFindBar *self, PostilText *text, const char *needle, gboolean *stopped)
{
  g_autoptr (GError) error = NULL;
  GArray *hits;

  if (gtk_toggle_button_get_active (self->pattern))
    hits = postil_find_pattern_in_text (text, needle, MAX_HITS, stopped, &error);
  else
    hits = postil_find_in_text (text, needle, MAX_HITS);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), error != NULL ? error->message
                                                         : *stopped ? _ ("The pattern takes too long in this document")
                                                                    : NULL);
  return hits;
}

static void
find (PostilFindBar *self, PostilRange from, int direction)
{
  const PostilDocument *document = self->session != NULL ? postil_session_get_document (self->session) : NULL;
  const char *needle = gtk_editable_get_text (self->entry);
  g_autoptr (GArray) hits = NULL;
  g_autofree char *text = NULL;
  gboolean stopped = FALSE;
  PostilRange hit;
  guint chosen;

  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_label_set_text (self->count, "");
  if (document == NULL || needle[0] == '\0')
    return;
  hits = hits_of (self, document->text, needle, &stopped);
  if (hits == NULL || hits->len == 0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_label_set_text (self->count, hits == NULL ? _ ("no pattern") : stopped ? _ ("gave up") : _ ("no hit"));
      return;
    }
  chosen = choose (hits, from, direction);
  hit = g_array_index (hits, PostilRange, chosen);
  text = g_strdup_printf (stopped ? _ ("%u of %u or more") : _ ("%u of %u"), chosen + 1, hits->len);
  gtk_label_set_text (self->count, text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.select-range", "(uu)", hit.start, hit.stop);
}

/* While typing, a hit that grows stays the hit. */
static void
text_changed (PostilFindBar *self)
{
  PostilRange from = { 0, 0 };

  if (self->session == NULL)
    return;
  from.start = from.stop = postil_session_get_selection (self->session).start;
  find (self, from, 1);
}

static void
next (PostilFindBar *self)
{
  postil_find_bar_step (self, 1);
}

static void
previous (PostilFindBar *self)
{
  postil_find_bar_step (self, -1);
}

static void
stopped (PostilFindBar *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-document", NULL);
}

void
postil_find_bar_set_session (PostilFindBar *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_FIND_BAR (self));
  g_set_object (&self->session, session);
  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

/* Short selected words are what somebody looks for. */
static void
take_selection (PostilFindBar *self)
{
  const PostilDocument *document = postil_session_get_document (self->session);
  PostilRange selection = postil_session_get_selection (self->session);
  g_autofree char *words = NULL;

  if (document == NULL || selection.start == selection.stop || postil_range_length (selection) > 60)
    return;
  words = postil_text_slice (document->text, selection);
  if (strchr (words, '\n') != NULL)
    return;
  gtk_editable_set_text (self->entry, words);
  gtk_toggle_button_set_active (self->pattern, FALSE);
}

void
postil_find_bar_open (PostilFindBar *self)
{
  g_return_if_fail (POSTIL_IS_FIND_BAR (self));
  if (self->session == NULL)
    return;
  if (!gtk_search_bar_get_search_mode (self->bar))
    take_selection (self);
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

void
postil_find_bar_step (PostilFindBar *self, int direction)
{
  g_return_if_fail (POSTIL_IS_FIND_BAR (self));
  if (self->session == NULL)
    return;
  if (gtk_editable_get_text (self->entry)[0] == '\0')
    postil_find_bar_open (self);
  else
    find (self, postil_session_get_selection (self->session), direction);
}

static void
postil_find_bar_dispose (GObject *object)
{
  PostilFindBar *self = POSTIL_FIND_BAR (object);

  g_clear_object (&self->session);
  g_clear_pointer ((GtkWidget **) &self->bar, gtk_widget_unparent);
  G_OBJECT_CLASS (postil_find_bar_parent_class)->dispose (object);
}

static void
postil_find_bar_class_init (PostilFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_find_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, pattern);
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, count);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_callback (widget_class, next);
  gtk_widget_class_bind_template_callback (widget_class, previous);
  gtk_widget_class_bind_template_callback (widget_class, stopped);
}

static void
postil_find_bar_init (PostilFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, self->entry);
}
