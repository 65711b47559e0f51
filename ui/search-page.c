/* search-page.c - a concordance that fills while the search runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "search-page.h"

#include "hit-list.h"
#include "search-facets.h"

#include <glib/gi18n.h>
#include <string.h>

#define RELABEL_DELAY_MS 200

struct _PostilSearchPage
{
  GtkWidget           parent_instance;
  GtkWidget          *box;
  GtkEditable        *entry;
  GtkToggleButton    *pattern;
  GtkToggleButton    *exact_case;
  PostilSearchFacets *facets;
  GtkStack           *stack; /* "hint", "nothing", "hits" */
  GtkListView        *list;
  GtkLabel           *summary;
  GtkSpinner         *spinner;
  GtkWidget *tick;
  GtkWidget          *tag;
  GtkWidget          *untag;
  PostilSession      *session;
  PostilSearchJob    *job;
  gboolean            running;
  PostilSearchJob    *labelling; /* looks again which labels stand at the hits; NULL: nobody does */
  gboolean            labelled;  /* it has sent something */
  gboolean            stale;     /* they may have changed while the page was out of sight */
  guint               relabel;   /* source that will begin that, 0: none */
  PostilHitList      *hits;
  char               *more; /* what there is to say apart from numbers, nullable */
};

G_DEFINE_FINAL_TYPE (PostilSearchPage, postil_search_page, GTK_TYPE_WIDGET)

/* --- Looking for --------------------------------------------------------------------------------------------------- */

static void
show_summary (PostilSearchPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hits));
  guint n_all = postil_hit_list_get_n_all (self->hits);
  guint n_documents = postil_hit_list_get_n_documents (self->hits);
  guint n_ticked = postil_hit_list_get_n_ticked (self->hits);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_all > 0)
    {
      g_autofree char *hits = g_strdup_printf (ngettext ("%'u hit", "%'u hits", n), n);
      g_autofree char *documents = g_strdup_printf (ngettext ("%'u document", "%'u documents", n_documents), n_documents);

      /* Translators: "3 hits in 2 documents". */
      g_string_append_printf (text, _ ("%s in %s"), hits, documents);
    }
  if (n < n_all)
    g_string_append_printf (text, _ (" (of %'u)"), n_all);
  if (n_ticked > 0)
    g_string_append_printf (text, _ (", %'u ticked"), n_ticked);
  if (self->more != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ". " : "", self->more);
  gtk_label_set_text (self->summary, text->str);
  gtk_widget_set_sensitive (self->tick, n > 0);
  gtk_widget_set_sensitive (self->tag, n_ticked > 0);
  gtk_widget_set_sensitive (self->untag, n_ticked > 0);
}

/* Takes @more. */
static void
say (PostilSearchPage *self, char *more)
{
  g_free (self->more);
  self->more = more;
  show_summary (self);
}

static void
hits_came (const PostilFoundHits *found, gpointer user_data)
{
  PostilSearchPage *self = user_data;

  postil_hit_list_add (self->hits, found);
  if (found->hits->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "hits");
  say (self, g_strdup_printf (_ ("%'u of %'u documents looked through"), found->done, found->total));
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
    text = g_strdup (_ ("There are more, which are not listed: make the search narrower"));
  else if (n_given_up > 0)
    text = g_strdup_printf (ngettext ("%u document took too long", "%u documents took too long", n_given_up), n_given_up);
  if (postil_hit_list_get_n_all (self->hits) == 0)
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  say (self, g_steal_pointer (&text));
}

static void
stop (PostilSearchPage *self)
{
  g_clear_pointer (&self->job, postil_search_job_cancel);
  g_clear_pointer (&self->labelling, postil_search_job_cancel);
  g_clear_handle_id (&self->relabel, g_source_remove);
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
  postil_hit_list_begin (self->hits, self->session != NULL ? postil_session_get_project (self->session) : NULL);
  postil_search_facets_reset (self->facets);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_stack_set_visible_child_name (self->stack, "hint");
  say (self, NULL);
  if (self->session == NULL || typed[0] == '\0')
    return;
  query = postil_query_new (typed, flags, &error);
  if (query == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      say (self, g_strdup (error->message));
      return;
    }
  self->job = postil_search_job_start (postil_project_get_path (postil_session_get_project (self->session)), query,
                                       hits_came, search_ended, self);
  set_running (self, TRUE);
}

/* --- Labels at the hits -------------------------------------------------------------------------------------------- */

static void
labels_came (const PostilFoundHits *found, gpointer user_data)
{
  PostilSearchPage *self = user_data;

  postil_hit_list_relabel (self->hits, found, !self->labelled);
  self->labelled = TRUE;
}

static void
labels_ended (guint n_given_up, gboolean more, const GError *error, gpointer user_data)
{
  PostilSearchPage *self = user_data;

  g_clear_pointer (&self->labelling, postil_search_job_cancel);
  if (error != NULL)
    say (self, g_strdup (error->message));
}

static gboolean
relabel (gpointer data)
{
  PostilSearchPage *self = data;

  self->relabel = 0;
  g_clear_pointer (&self->labelling, postil_search_job_cancel);
  self->labelled = FALSE;
  self->labelling =
      postil_search_job_relabel (postil_project_get_path (postil_session_get_project (self->session)),
                                 postil_hit_list_dup_hits (self->hits), labels_came, labels_ended, self);
  return G_SOURCE_REMOVE;
}

/* A search that still runs would find some hits as they were and some as they are; then it is done once more at its end. */
static gboolean
relabel_when_found (gpointer data)
{
  PostilSearchPage *self = data;

  return self->running ? G_SOURCE_CONTINUE : relabel (self);
}

static void
spans_changed (PostilSearchPage *self)
{
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->stale && postil_hit_list_get_n_all (self->hits) > 0 && self->relabel == 0)
    self->relabel = g_timeout_add (RELABEL_DELAY_MS, relabel_when_found, self);
}

static void
mapped (PostilSearchPage *self)
{
  if (self->stale)
    spans_changed (self);
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
  GtkWidget *tags = gtk_label_new (NULL);
  GtkWidget *below = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (tags, "caption-heading");
  gtk_label_set_ellipsize (GTK_LABEL (tags), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "caption");
  gtk_box_set_homogeneous (GTK_BOX (line), TRUE);
  gtk_box_append (GTK_BOX (line), left);
  gtk_box_append (GTK_BOX (line), right);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (below), title);
  gtk_box_append (GTK_BOX (below), tags);
  gtk_box_append (GTK_BOX (words), below);
  gtk_widget_set_focusable (tick, FALSE); /* Space on the row ticks */
  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tick this hit"), -1);
  gtk_box_append (GTK_BOX (box), tick);
  gtk_box_append (GTK_BOX (box), words);
  g_object_set_data (G_OBJECT (box), "tick", tick);
  g_object_set_data (G_OBJECT (box), "line", line);
  g_object_set_data (G_OBJECT (box), "left", left);
  g_object_set_data (G_OBJECT (box), "right", right);
  g_object_set_data (G_OBJECT (box), "title", title);
  g_object_set_data (G_OBJECT (box), "tags", tags);
  gtk_list_item_set_child (item, box);
}

/* What stands there already, in words: a row must be told from others without colour. */
static void
show_tags (GtkListItem *item)
{
  PostilHitRow *row = gtk_list_item_get_item (item);
  GObject *box = G_OBJECT (gtk_list_item_get_child (item));
  const char *tags = postil_hit_row_get_tags (row);
  g_autofree char *shown = tags[0] != '\0' ? g_strdup_printf (_ ("✓ %s"), tags) : g_strdup ("");
  g_autofree char *whole = g_strconcat (postil_hit_row_get_left (row), postil_hit_row_get_words (row),
                                        postil_hit_row_get_right (row), ", ", postil_hit_row_get_title (row),
                                        tags[0] != '\0' ? ", " : NULL, tags, NULL);

  gtk_label_set_text (g_object_get_data (box, "tags"), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  /* It is the list's own row that gets the focus; GTK 4.8 leaves it without a name. */
  if (gtk_widget_get_parent (GTK_WIDGET (box)) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (box))),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

static gboolean
is_from_right (const char *words)
{
  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      switch (g_unichar_get_script (g_utf8_get_char (at)))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
          return TRUE;
        default:
          return FALSE;
        }
  return FALSE;
}

/* Left and right of a hit are those of its text, whichever way the window itself runs. */
static void
show_direction (GObject *box, const char *words)
{
  static const char *const names[] = { "line", "left", "right" };
  gboolean rtl = is_from_right (words);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_set_direction (g_object_get_data (box, names[i]), rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  PostilHitRow *row = gtk_list_item_get_item (item);
  GObject *box = G_OBJECT (gtk_list_item_get_child (item));
  GtkLabel *right = g_object_get_data (box, "right");
  g_autofree char *rest = g_strconcat (postil_hit_row_get_words (row), postil_hit_row_get_right (row), NULL);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

  bold->end_index = line->end_index = (guint) strlen (postil_hit_row_get_words (row));
  pango_attr_list_insert (attributes, bold);
  pango_attr_list_insert (attributes, line);
  show_direction (box, rest);
  gtk_label_set_text (g_object_get_data (box, "left"), postil_hit_row_get_left (row));
  gtk_label_set_text (right, rest);
  gtk_label_set_attributes (right, attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_text (g_object_get_data (box, "title"), postil_hit_row_get_title (row));
  show_tags (item);
  g_signal_connect_object (row, "notify::tags", G_CALLBACK (show_tags), item, G_CONNECT_SWAPPED);
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

  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
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
  postil_hit_list_tick_all (self->hits, postil_hit_list_get_n_ticked (self->hits) <
                                            g_list_model_get_n_items (G_LIST_MODEL (self->hits)));
}

GArray *
postil_search_page_get_ticked (PostilSearchPage *self)
{
  g_return_val_if_fail (POSTIL_IS_SEARCH_PAGE (self), NULL);
  return postil_hit_list_get_ticked (self->hits);
}

GArray *
postil_search_page_count_documents (PostilSearchPage *self)
{
  g_return_val_if_fail (POSTIL_IS_SEARCH_PAGE (self), NULL);
  return postil_hit_list_count_documents (self->hits);
}

void
postil_search_page_set_document (PostilSearchPage *self, PostilId document)
{
  g_return_if_fail (POSTIL_IS_SEARCH_PAGE (self));
  postil_search_facets_set_document (self->facets, document);
}

/* The first Escape ends the search, the next one the page. */
static void
stopped (PostilSearchPage *self)
{
  if (self->running)
    {
      stop (self);
      say (self, g_strdup (_ ("Stopped: there may be more")));
    }
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.close-page", NULL);
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
    stopped (self);
  else
    return FALSE;
  return TRUE;
}

/* --- Coming and going ---------------------------------------------------------------------------------------------- */

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
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (postil_session_get_project (self->session), self);
  g_set_object (&self->session, session);
  postil_search_facets_set_project (self->facets, session != NULL ? postil_session_get_project (session) : NULL);
  if (session != NULL)
    {
      PostilProject *project = postil_session_get_project (session);

      g_signal_connect_swapped (project, "document-changed", G_CALLBACK (spans_changed), self);
      g_signal_connect_swapped (project, "documents-changed", G_CALLBACK (spans_changed), self);
      g_signal_connect_swapped (project, "labels-changed", G_CALLBACK (spans_changed), self);
    }
  gtk_editable_set_text (self->entry, "");
  search (self);
}

static void
postil_search_page_dispose (GObject *object)
{
  PostilSearchPage *self = POSTIL_SEARCH_PAGE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (postil_session_get_project (self->session), self);
  g_clear_pointer (&self->job, postil_search_job_cancel);
  g_clear_pointer (&self->labelling, postil_search_job_cancel);
  g_clear_handle_id (&self->relabel, g_source_remove);
  g_clear_pointer (&self->more, g_free);
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
  g_type_ensure (POSTIL_TYPE_SEARCH_FACETS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, box);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, pattern);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, exact_case);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, facets);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, summary);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchPage, tick);
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

  self->hits = postil_hit_list_new ();
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
  postil_search_facets_set_list (self->facets, self->hits);
  g_signal_connect (self, "map", G_CALLBACK (mapped), NULL);
  g_signal_connect_object (self->hits, "changed", G_CALLBACK (show_summary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hits, "ticks-changed", G_CALLBACK (show_summary), self, G_CONNECT_SWAPPED);
  show_summary (self);
}
