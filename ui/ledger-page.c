/* ledger-page.c - who suggests, how that fared, and what to do about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger-page.h"

#include "ledger-chart.h"
#include "page-head.h"

#include <glib/gi18n.h>
#include <math.h>
#include <postil/ledger.h>
#include <postil/project-rules.h>
#include <postil/suggester.h>

#define MAX_ROWS 300
#define SLICE 10 /* of them between two frames */

struct _PostilLedgerPage
{
  GtkBox         parent_instance;
  GtkBox        *box;
  GtkWidget     *suggesters; /* AdwPreferencesGroup; these three are made anew with each refresh */
  GtkWidget     *sources;
  GtkWidget     *thresholds;
  GtkWidget     *spinner;
  PostilSession *session;
  GCancellable  *reading; /* NULL: nothing is being read */
  GTask         *shown;   /* what is on the page; NULL: nothing */
  guint          next;    /* row to be added */
  guint          filling; /* source that goes on with it, 0: none */
};

G_DEFINE_FINAL_TYPE (PostilLedgerPage, postil_ledger_page, GTK_TYPE_BOX)

/* --- Reading, in a thread ---------------------------------------------------------------------------------------- */

typedef struct
{
  char      *path;
  GPtrArray *rows;       /* PostilLedgerRow */
  GArray *thresholds;    /* PostilLedgerThreshold */
} Reading;

static void
reading_free (Reading *self)
{
  g_free (self->path);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->thresholds, g_array_unref);
  g_free (self);
}

static void
read_ledger (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store =
      postil_store_open (self->path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, &error);

  self->rows = store != NULL ? postil_ledger_list (store, 0, &error) : NULL;
  if (self->rows != NULL)
    self->thresholds = postil_ledger_thresholds (store, POSTIL_LEDGER_WANTED, POSTIL_LEDGER_LEAST, &error);
  if (self->thresholds != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* --- The page is made anew with each reading, and the focus stays where it was -------------------------------------- */

/* The list of a group made here. */
static GtkListBox *
list_of (GtkWidget *group)
{
  GtkWidget *row = group != NULL ? g_object_get_data (G_OBJECT (group), "postil-first-row") : NULL;

  return row != NULL ? GTK_LIST_BOX (gtk_widget_get_parent (row)) : NULL;
}

static void
add_row (GtkWidget *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  if (g_object_get_data (G_OBJECT (group), "postil-first-row") == NULL)
    g_object_set_data (G_OBJECT (group), "postil-first-row", row);
}

typedef struct
{
  GtkWidget **group; /* NULL: no row has the focus */
  int         index;
} Place;

static Place
find_focus (PostilLedgerPage *self)
{
  GtkWidget **groups[] = { &self->suggesters, &self->sources, &self->thresholds };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  for (guint i = 0; row != NULL && i < G_N_ELEMENTS (groups); i++)
    if (gtk_widget_get_parent (row) == GTK_WIDGET (list_of (*groups[i])))
      return (Place){ groups[i], gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) };
  /* Who opened the page was there before its rows, and waits on what scrolls them. */
  if (focus != NULL && focus == gtk_widget_get_ancestor (GTK_WIDGET (self->box), GTK_TYPE_SCROLLED_WINDOW))
    return (Place){ &self->suggesters, 0 };
  return (Place){ NULL, 0 };
}

static void
restore_focus (const Place *place)
{
  GtkListBox *list = place->group != NULL ? list_of (*place->group) : NULL;
  GtkListBoxRow *row = NULL;

  for (int i = place->index; list != NULL && row == NULL && i >= 0; i--)
    row = gtk_list_box_get_row_at_index (list, i);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_group (const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  return group;
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

/* Whether @source is one of @suggester's. */
static gboolean
belongs (const PostilSuggester *suggester, const char *source)
{
  for (guint i = 0; suggester->sources[i] != NULL; i++)
    {
      gsize n = strlen (suggester->sources[i]);

      if (strncmp (source, suggester->sources[i], n) == 0 && (source[n] == '\0' || source[n] == '/'))
        return TRUE;
    }
  return FALSE;
}

static void
switched (GtkSwitch *toggle, GParamSpec *pspec, PostilLedgerPage *self)
{
  const char *name = g_object_get_data (G_OBJECT (toggle), "postil-suggester");
  g_autoptr (GError) error = NULL;

  if (!postil_project_set_suggester (postil_session_get_project (self->session), name, gtk_switch_get_active (toggle), &error))
    g_warning ("The suggester %s cannot be switched: %s", name, error->message);
}

/* What the page calls a suggester; its name, which is for the command line, where it is none of these. */
static const char *
title_of (const PostilSuggester *suggester)
{
  static const char *const titles[][2] = {
    { "structure", N_ ("Structure") }, { "quotes", N_ ("Quotes") }, { "entities", N_ ("Entities") },
    { "speakers", N_ ("Speakers") },   { "rules", N_ ("Rules") },   { "acts", N_ ("Speech acts") },
    { "learner", N_ ("Learner") }, { "echo", N_ ("Echo") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i][0], suggester->name))
      return _ (titles[i][1]);
  return suggester->name;
}

/* What it does, and below how that fared, once it has proposed something. (transfer full) */
static char *
describe_suggester (const PostilSuggester *suggester, GPtrArray *rows)
{
  const char *summary = _ (suggester->summary);
  GString *text = g_string_new (NULL);
  PostilLedgerRow sum = { 0 };

  /* It follows a name on the command line, and stands alone here. */
  g_string_append_unichar (text, g_unichar_totitle (g_utf8_get_char (summary)));
  g_string_append (text, g_utf8_next_char (summary));
  for (guint i = 0; i < rows->len; i++)
    {
      const PostilLedgerRow *one = g_ptr_array_index (rows, i);

      if (!belongs (suggester, one->name))
        continue;
      sum.n_open += one->n_open;
      sum.n_accepted += one->n_accepted;
      sum.n_edited += one->n_edited;
      sum.n_relabelled += one->n_relabelled;
      sum.n_rejected += one->n_rejected;
    }
  if (postil_ledger_row_n_proposed (&sum) > 0)
    g_string_append_c (text, '\n');
  if (postil_ledger_row_n_proposed (&sum) > 0)
    g_string_append_printf (text, _ ("%'u proposed · %'u open"), postil_ledger_row_n_proposed (&sum), sum.n_open);
  if (postil_ledger_row_n_proposed (&sum) > sum.n_open)
    g_string_append_printf (text, _ (" · of the rest %.0f %% accepted"), 100 * postil_ledger_row_precision (&sum));
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_run_button (const PostilSuggester *suggester)
{
  GtkWidget *run = gtk_button_new_from_icon_name ("media-playback-start-symbolic");
  g_autofree char *tip = g_strdup_printf (_ ("Run “%s” now, and what it builds on"), title_of (suggester));

  gtk_widget_set_valign (run, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (run, "flat");
  gtk_widget_set_tooltip_text (run, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (run), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (run), "win.run-suggester");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (run), "s", suggester->name);
  return run;
}

static void
add_suggester (PostilLedgerPage *self, const PostilSuggester *suggester, GPtrArray *rows)
{
  g_autofree char *subtitle = describe_suggester (suggester, rows);
  GtkWidget *row = make_row (title_of (suggester), subtitle);
  GtkWidget *toggle = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (toggle),
                         postil_project_get_suggester (postil_session_get_project (self->session), suggester->name));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (toggle), "postil-suggester", (gpointer) suggester->name);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_run_button (suggester));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  add_row (self->suggesters, row);
}

/* Whether the last run gave the rule "rules/NAME" up. */
static gboolean
was_slow (PostilLedgerPage *self, const char *source)
{
  const char *const *slow = postil_project_get_slow_rules (postil_session_get_project (self->session));

  return slow != NULL && g_str_has_prefix (source, "rules/") && g_strv_contains (slow, source + strlen ("rules/"));
}

static char *
describe (PostilLedgerPage *self, const PostilLedgerRow *row)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("%'u proposed"), postil_ledger_row_n_proposed (row));
  g_string_append_printf (text, _ (" · %'u accepted"), row->n_accepted);
  if (row->n_edited > 0)
    g_string_append_printf (text, _ (" · %'u edited"), row->n_edited);
  if (row->n_relabelled > 0)
    g_string_append_printf (text, _ (" · %'u relabelled"), row->n_relabelled);
  g_string_append_printf (text, _ (" · %'u rejected"), row->n_rejected);
  g_string_append_printf (text, _ (" · %'u open"), row->n_open);
  if (row->weight <= 0)
    g_string_append (text, _ (" · retired"));
  else if (row->weight < 1)
    g_string_append_printf (text, _ (" · scores × %.2g"), row->weight);
  if (was_slow (self, row->name))
    g_string_append (text, _ (" · took too long in the last run and was left out"));
  return g_string_free (text, FALSE);
}

static GMenuModel *
make_menu (const PostilLedgerRow *row)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuItem) review = g_menu_item_new (_ ("Review What Is Open"), NULL);
  g_autoptr (GMenuItem) many = g_menu_item_new (_ ("Decide on Many…"), NULL);
  g_autoptr (GMenuItem) lower = g_menu_item_new (_ ("Halve Its Scores"), NULL);
  g_autoptr (GMenuItem) retire = g_menu_item_new (row->weight > 0 ? _ ("Retire It") : _ ("Let It Suggest Again"), NULL);

  g_menu_item_set_action_and_target (review, "win.review-source", "(xxd)", row->source, row->label, 0.0);
  g_menu_item_set_action_and_target (many, "win.decide-many", "(xxd)", row->source, row->label, 0.9);
  g_menu_item_set_action_and_target (lower, "win.weigh-source", "(sd)", row->name, row->weight / 2);
  g_menu_item_set_action_and_target (retire, "win.weigh-source", "(sd)", row->name, row->weight > 0 ? 0.0 : 1.0);
  g_menu_append_item (menu, review);
  g_menu_append_item (menu, many);
  if (row->weight > 0)
    g_menu_append_item (menu, lower);
  g_menu_append_item (menu, retire);
  if (row->weight > 0 && row->weight < 1)
    {
      g_autoptr (GMenuItem) full = g_menu_item_new (_ ("Give Back Its Full Scores"), NULL);

      g_menu_item_set_action_and_target (full, "win.weigh-source", "(sd)", row->name, 1.0);
      g_menu_append_item (menu, full);
    }
  return G_MENU_MODEL (menu);
}

/* How right it was, in a number and day by day; one above the other, since a narrow window has no room beside the name.
 */
static GtkWidget *
make_record (const PostilLedgerRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *precision = gtk_label_new ("–");
  g_autofree char *text = NULL;
  double low, high;

  postil_ledger_row_interval (row, &low, &high);
  if (postil_ledger_row_n_proposed (row) > row->n_open)
    {
      text = g_strdup_printf (_ ("%.0f %% (%.0f to %.0f)"), 100 * postil_ledger_row_precision (row), 100 * low,
                              100 * high);
      gtk_label_set_text (GTK_LABEL (precision), text);
    }
  gtk_label_set_xalign (GTK_LABEL (precision), 1);
  gtk_widget_add_css_class (precision, "caption");
  gtk_widget_add_css_class (precision, "numeric");
  gtk_widget_set_tooltip_text (precision, _ ("Precision of what was decided, and its interval of 95 %"));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), precision);
  if (row->days->len > 0)
    gtk_box_append (GTK_BOX (box), postil_ledger_chart_new (row->days));
  return box;
}

static void
add_source (PostilLedgerPage *self, const PostilLedgerRow *row)
{
  const PostilLabel *label = postil_project_get_label (postil_session_get_project (self->session), row->label);
  g_autofree char *title = g_strdup_printf ("%s → %s", row->name, label != NULL ? label->name : "?");
  g_autofree char *subtitle = describe (self, row);
  g_autofree char *about = g_strdup_printf (_ ("What to do about %s"), row->name);
  g_autoptr (GMenuModel) menu = make_menu (row);
  GtkWidget *widget = make_row (title, subtitle);
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_set_tooltip_text (button, about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, about, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), make_record (row));
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), button);
  add_row (self->sources, widget);
}

static void
add_threshold (PostilLedgerPage *self, const PostilLedgerThreshold *threshold)
{
  const PostilLabel *label = postil_project_get_label (postil_session_get_project (self->session), threshold->label);
  /* Down to the tenth: whoever goes from there on does not lose what it rests on. */
  double score = floor (threshold->score * 1000) / 1000;
  g_autofree char *subtitle = g_strdup_printf (_ ("From %.1f %% on, %'u of %'u decided were right"), 100 * score,
                                               threshold->n_right, threshold->n_decided);
  GtkWidget *row = make_row (label != NULL ? label->name : "?", subtitle);
  GtkWidget *button = gtk_button_new_with_label (_ ("Accept From There…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "win.decide-many((int64 0, int64 0, 0.9))");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xxd)", (gint64) 0, threshold->label, score);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  add_row (self->thresholds, row);
}

static void
replace_groups (PostilLedgerPage *self)
{
  GtkWidget **groups[] = { &self->suggesters, &self->sources, &self->thresholds };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (*groups[i] != NULL)
      gtk_box_remove (self->box, *groups[i]);
  self->suggesters =
      make_group (_ ("Sources"), _ ("What reads the documents when suggestions are asked for (F5). Off: it is left out, unless another one "
                                    "builds on it."));
  self->sources =
      make_group (_ ("Ledger"),
                  _ ("What each source proposed under each label, and what became of it. The number is its precision and the range "
                     "where it almost surely lies; bars stand for days, filled for right, hollow for wrong. A retired source "
                     "proposes nothing more."));
  self->thresholds = make_group (_ ("Thresholds"), _ ("From which score on a label’s suggestions were right in nine cases of ten, as "
                                                      "decided so far."));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_box_append (self->box, *groups[i]);
}

/* FALSE: those were the last. */
static gboolean
add_slice (PostilLedgerPage *self)
{
  const Reading *reading = g_task_get_task_data (self->shown);
  guint n_rows = MIN (reading->rows->len, MAX_ROWS);
  guint n_all = n_rows + reading->thresholds->len;

  for (guint stop = MIN (self->next + SLICE, n_all); self->next < stop; self->next++)
    if (self->next < n_rows)
      add_source (self, g_ptr_array_index (reading->rows, self->next));
    else
      add_threshold (self, &g_array_index (reading->thresholds, PostilLedgerThreshold, self->next - n_rows));
  return self->next < n_all;
}

static gboolean
add_more (gpointer data)
{
  PostilLedgerPage *self = data;

  if (add_slice (self))
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

/* A few rows between two frames; but as far as the focus was they come at once. */
static void
show_reading (PostilLedgerPage *self, GTask *task)
{
  const Reading *reading = g_task_get_task_data (task);
  Place place = find_focus (self);
  gboolean more;

  g_clear_handle_id (&self->filling, g_source_remove);
  g_set_object (&self->shown, task);
  self->next = 0;
  replace_groups (self);
  for (const PostilSuggester *suggester = postil_suggesters (); suggester->name != NULL; suggester++)
    add_suggester (self, suggester, reading->rows);
  do
    more = add_slice (self);
  while (more && place.group != NULL && place.group != &self->suggesters &&
         (place.group == &self->thresholds || self->next <= (guint) place.index));
  if (more)
    self->filling = g_idle_add (add_more, self);
  gtk_widget_set_visible (self->sources, reading->rows->len > 0);
  gtk_widget_set_visible (self->thresholds, reading->thresholds->len > 0);
  restore_focus (&place);
}

static void
ledger_read (GObject *source, GAsyncResult *result, gpointer data)
{
  PostilLedgerPage *self = POSTIL_LEDGER_PAGE (source);
  g_autoptr (GError) error = NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->reading)
    return; /* a later one runs, or the page is left */
  g_clear_object (&self->reading);
  gtk_widget_set_visible (self->spinner, FALSE);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    show_reading (self, G_TASK (result));
  else
    g_warning ("The ledger cannot be read: %s", error->message);
}

void
postil_ledger_page_refresh (PostilLedgerPage *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (POSTIL_IS_LEDGER_PAGE (self));
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  reading->path = g_strdup (postil_project_get_path (postil_session_get_project (self->session)));
  gtk_widget_set_visible (self->spinner, self->sources == NULL);
  task = g_task_new (self, self->reading, ledger_read, NULL);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, read_ledger);
}

gboolean
postil_ledger_page_is_busy (PostilLedgerPage *self)
{
  g_return_val_if_fail (POSTIL_IS_LEDGER_PAGE (self), FALSE);
  return self->reading != NULL || self->filling != 0;
}

void
postil_ledger_page_set_session (PostilLedgerPage *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_LEDGER_PAGE (self));
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_object (&self->shown);
  g_set_object (&self->session, session);
}

static void
postil_ledger_page_dispose (GObject *object)
{
  postil_ledger_page_set_session (POSTIL_LEDGER_PAGE (object), NULL);
  G_OBJECT_CLASS (postil_ledger_page_parent_class)->dispose (object);
}

static void
postil_ledger_page_class_init (PostilLedgerPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postil_ledger_page_dispose;
}

static void
postil_ledger_page_init (PostilLedgerPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  self->spinner = gtk_spinner_new ();
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_box_append (self->box, self->spinner);
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  postil_page_head_add (GTK_BOX (self), _ ("Sources and Ledger"));
  gtk_box_append (GTK_BOX (self), scroller);
}
