/* search-page.c - a concordance that fills while the search runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "search-page.h"

#include "search-job.h"

#include <glib/gi18n.h>
#include <string.h>

struct _PostilSearchPage
{
  GtkWidget        parent_instance;
  GtkWidget       *box;
  GtkEditable     *entry;
  GtkToggleButton *pattern;
  GtkToggleButton *exact_case;
  GtkStack        *stack; /* "hint", "nothing", "hits" */
  GtkListView     *list;
  GtkLabel        *summary;
  GtkSpinner      *spinner;
  GtkWidget       *tag;
  GtkWidget       *untag;
  PostilSession   *session;
  PostilSearchJob *job;
  gboolean         running;
  GListStore      *hits; /* PostilHitRow */
  PostilId         last_document;
  guint            n_documents;
  guint            n_ticked;
};

G_DEFINE_FINAL_TYPE (PostilSearchPage, postil_search_page, GTK_TYPE_WIDGET)

/* --- Looking for --------------------------------------------------------------------------------------------------- */

static void
show_summary (PostilSearchPage *self, const char *more)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hits));
  g_autoptr (GString) text = g_string_new (NULL);

  if (n > 0)
    g_string_append_printf (text, ngettext ("%u hit", "%u hits", n), n);
  if (n > 0)
    g_string_append_printf (text, ngettext (" in %u document", " in %u documents", self->n_documents),
                            self->n_documents);
  if (self->n_ticked > 0)
    g_string_append_printf (text, _ (", %u ticked"), self->n_ticked);
  if (more != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ". " : "", more);
  gtk_label_set_text (self->summary, text->str);
  gtk_widget_set_sensitive (self->tag, self->n_ticked > 0);
  gtk_widget_set_sensitive (self->untag, self->n_ticked > 0);
}

static void
ticked_changed (PostilSearchPage *self, GParamSpec *pspec, PostilHitRow *row)
{
  self->n_ticked = postil_hit_row_get_ticked (row) ? self->n_ticked + 1 : self->n_ticked - 1;
  show_summary (self, NULL);
}

static void
rows_came (GPtrArray *rows, guint done, guint total, gpointer user_data)
{
  PostilSearchPage *self = user_data;
  g_autofree char *progress = g_strdup_printf (_ ("%u of %u documents looked through"), done, total);

  for (guint i = 0; i < rows->len; i++)
    {
      PostilHitRow *row = g_ptr_array_index (rows, i);

      if (postil_hit_row_get_hit (row)->document != self->last_document)
        self->n_documents++;
      self->last_document = postil_hit_row_get_hit (row)->document;
      g_signal_connect_object (row, "notify::ticked", G_CALLBACK (ticked_changed), self, G_CONNECT_SWAPPED);
    }
  if (rows->len > 0)
    {
      g_list_store_splice (self->hits, g_list_model_get_n_items (G_LIST_MODEL (self->hits)), 0, rows->pdata, rows->len);
      gtk_stack_set_visible_child_name (self->stack, "hits");
    }
  show_summary (self, progress);
}

static void
set_running (PostilSearchPage *self, gboolean running)
{
  self->running = running;
  gtk_spinner_set_spinning (self->spinner, running);
}

static void
search_ended (guint n_given_up, gboolean more, const GError *error, gpointer user_data)
{
  PostilSearchPage *self = user_data;
  g_autofree char *text = NULL;

  set_running (self, FALSE);
  if (error != NULL)
    text = g_strdup (error->message);
  else if (more)
    text = g_strdup (_ ("There are more: make the search narrower"));
  else if (n_given_up > 0)
    text =
        g_strdup_printf (ngettext ("%u document took too long", "%u documents took too long", n_given_up), n_given_up);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->hits)) == 0)
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  show_summary (self, text);
}

static void
stop (PostilSearchPage *self)
{
  g_clear_pointer (&self->job, postil_search_job_cancel);
  set_running (self, FALSE);
}

static void
search (PostilSearchPage *self)
{
  const char *typed = gtk_editable_get_text (self->entry);
  PostilQueryFlags flags = (gtk_toggle_button_get_active (self->pattern) ? POSTIL_QUERY_PATTERN : 0) |
                           (gtk_toggle_button_get_active (self->exact_case) ? POSTIL_QUERY_CASE : 0);
  g_autoptr (PostilQuery) query = NULL;
  g_autoptr (GError) error = NULL;

  stop (self);
  g_list_store_remove_all (self->hits);
  self->last_document = 0;
  self->n_documents = 0;
  self->n_ticked = 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_stack_set_visible_child_name (self->stack, "hint");
  show_summary (self, NULL);
  if (self->session == NULL || typed[0] == '\0')
    return;
  query = postil_query_new (typed, flags, &error);
  if (query == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      show_summary (self, error->message);
      return;
    }
  self->job = postil_search_job_start (postil_project_get_path (postil_session_get_project (self->session)), query,
                                       rows_came, search_ended, self);
  set_running (self, TRUE);
}

/* --- Rows ---------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (float xalign, PangoEllipsizeMode ellipsize, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *tick = gtk_check_button_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *title = new_label (0, PANGO_ELLIPSIZE_END, "dim-label");
  GtkWidget *left = new_label (1, PANGO_ELLIPSIZE_START, NULL);
  GtkWidget *right = new_label (0, PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (title, "caption");
  gtk_box_set_homogeneous (GTK_BOX (line), TRUE);
  gtk_box_append (GTK_BOX (line), left);
  gtk_box_append (GTK_BOX (line), right);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (words), title);
  gtk_widget_set_focusable (tick, FALSE); /* Space on the row ticks */
  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tick this hit"), -1);
  gtk_box_append (GTK_BOX (box), tick);
  gtk_box_append (GTK_BOX (box), words);
  g_object_set_data (G_OBJECT (box), "tick", tick);
  g_object_set_data (G_OBJECT (box), "left", left);
  g_object_set_data (G_OBJECT (box), "right", right);
  g_object_set_data (G_OBJECT (box), "title", title);
  gtk_list_item_set_child (item, box);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  PostilHitRow *row = gtk_list_item_get_item (item);
  GObject *box = G_OBJECT (gtk_list_item_get_child (item));
  GtkLabel *right = g_object_get_data (box, "right");
  g_autofree char *rest = g_strconcat (postil_hit_row_get_words (row), postil_hit_row_get_right (row), NULL);
  g_autofree char *whole = g_strconcat (postil_hit_row_get_left (row), rest, ", ", postil_hit_row_get_title (row), NULL);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

  bold->end_index = line->end_index = (guint) strlen (postil_hit_row_get_words (row));
  pango_attr_list_insert (attributes, bold);
  pango_attr_list_insert (attributes, line);
  gtk_label_set_text (g_object_get_data (box, "left"), postil_hit_row_get_left (row));
  gtk_label_set_text (right, rest);
  gtk_label_set_attributes (right, attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_text (g_object_get_data (box, "title"), postil_hit_row_get_title (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  g_object_set_data_full (box, "binding",
                          g_object_ref (g_object_bind_property (row, "ticked", g_object_get_data (box, "tick"), "active",
                                                                G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL)),
                          NULL);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GObject *box = G_OBJECT (gtk_list_item_get_child (item));
  GBinding *binding = g_object_steal_data (box, "binding");

  if (binding == NULL)
    return;
  g_binding_unbind (binding);
  g_object_unref (binding);
}

static void
row_activated (PostilSearchPage *self, guint position)
{
  g_autoptr (PostilHitRow) row = g_list_model_get_item (G_LIST_MODEL (self->hits), position);
  const PostilHit *hit = row != NULL ? postil_hit_row_get_hit (row) : NULL;

  if (hit != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-hit", "(xuu)", hit->document, hit->range.start,
                                hit->range.stop);
}

/* --- Ticks --------------------------------------------------------------------------------------------------------- */

static void
tick_all (PostilSearchPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hits));
  gboolean ticked = self->n_ticked < n;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PostilHitRow) row = g_list_model_get_item (G_LIST_MODEL (self->hits), i);

      g_signal_handlers_block_by_func (row, ticked_changed, self);
      postil_hit_row_set_ticked (row, ticked);
      g_signal_handlers_unblock_by_func (row, ticked_changed, self);
    }
  self->n_ticked = ticked ? n : 0;
  show_summary (self, NULL);
}

GArray *
postil_search_page_get_ticked (PostilSearchPage *self)
{
  GArray *ticked = g_array_new (FALSE, FALSE, sizeof (PostilHit));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->hits)); i++)
    {
      g_autoptr (PostilHitRow) row = g_list_model_get_item (G_LIST_MODEL (self->hits), i);

      if (postil_hit_row_get_ticked (row))
        g_array_append_vals (ticked, postil_hit_row_get_hit (row), 1);
    }
  return ticked;
}

static gboolean
list_key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PostilSearchPage *self)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->list));
  PostilHitRow *row = gtk_single_selection_get_selected_item (selection);

  if (key == GDK_KEY_a && (state & GDK_CONTROL_MASK) != 0)
    tick_all (self);
  else if (key == GDK_KEY_space && row != NULL)
    postil_hit_row_set_ticked (row, !postil_hit_row_get_ticked (row));
  else if (key == GDK_KEY_Escape)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.close-page", NULL);
  else
    return FALSE;
  return TRUE;
}

/* --- Coming and going ---------------------------------------------------------------------------------------------- */

/* The first Escape ends the search, the next one the page. */
static void
stopped (PostilSearchPage *self)
{
  if (self->running)
    {
      stop (self);
      show_summary (self, _ ("Stopped"));
    }
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.close-page", NULL);
}

static void
entry_activated (PostilSearchPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
postil_search_page_open (PostilSearchPage *self, const char *words)
{
  g_autofree char *quoted = words != NULL ? postil_query_quote (words) : NULL;

  g_return_if_fail (POSTIL_IS_SEARCH_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  if (quoted != NULL)
    {
      gtk_toggle_button_set_active (self->pattern, FALSE);
      gtk_editable_set_text (self->entry, quoted);
    }
  gtk_editable_select_region (self->entry, 0, -1);
}

void
postil_search_page_set_session (PostilSearchPage *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_SEARCH_PAGE (self));
  if (!g_set_object (&self->session, session))
    return;
  gtk_editable_set_text (self->entry, "");
  search (self);
}

static void
postil_search_page_dispose (GObject *object)
{
  PostilSearchPage *self = POSTIL_SEARCH_PAGE (object);

  g_clear_pointer (&self->job, postil_search_job_cancel);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->hits);
  G_OBJECT_CLASS (postil_search_page_parent_class)->dispose (object);
}

static void
postil_search_page_class_init (PostilSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_search_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, box);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, pattern);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, exact_case);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, summary);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, tag);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, untag);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, stopped);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, tick_all);
}

static void
postil_search_page_init (PostilSearchPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->hits = g_list_store_new (POSTIL_TYPE_HIT_ROW);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->hits))));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, selection);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (list_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  show_summary (self, NULL);
}
