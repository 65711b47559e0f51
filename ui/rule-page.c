/* rule-page.c - the editor of rules: what they find is seen while they are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-stop.h"
#include "page-head.h"
#include "rule-page-private.h"
#include "stored-words.h"

#include <glib/gi18n.h>
#include <postil/project-rules.h>
#include <string.h>

#define PAUSE_MS 350

G_DEFINE_FINAL_TYPE (PostilRulePage, postil_rule_page, GTK_TYPE_BOX)

enum
{
  PROP_TRYING = 1,
  N_PROPS
};

static guint signal_message;
static GParamSpec *properties[N_PROPS];

PostilProject *
postil_rule_page_get_project (PostilRulePage *self)
{
  return postil_session_get_project (self->session);
}

void
postil_rule_page_say (PostilRulePage *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signal_message, 0, text, undo);
}

/* --- What is written ---------------------------------------------------------------------------------------------- */

static char *
get_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strchomp (gtk_text_buffer_get_text (buffer, &start, &end, TRUE));
}

static void
set_text (GtkTextView *view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text != NULL ? text : "", -1);
}

static char **
get_lines (GtkTextView *view)
{
  g_autofree char *text = get_text (view);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_ptr_array_add (kept, g_strdup (lines[i]));
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

static const char *
get_label (PostilRulePage *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->label);

  return item != NULL ? gtk_string_object_get_string (item) : "";
}

char *
postil_rule_page_get_name (PostilRulePage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

/* "own.denies" of "denies"; a rule of an imported pack keeps that. A rule can be tried before it has a name. */
char *
postil_rule_page_dup_full_name (PostilRulePage *self)
{
  g_autofree char *name = postil_rule_page_get_name (self);

  if (*name == '\0')
    return g_strdup ("own.new");
  return strchr (name, '.') != NULL ? g_steal_pointer (&name) : g_strconcat ("own.", name, NULL);
}

/* The rule as YAML. (transfer full) */
char *
postil_rule_page_get_body (PostilRulePage *self)
{
  g_autofree char *name = postil_rule_page_dup_full_name (self);
  g_autofree char *pack = g_strndup (name, strcspn (name, "."));
  g_autofree char *pattern = get_text (self->pattern);
  g_autofree char *unless = get_text (self->unless);
  g_autofree char *roles = get_text (self->roles);
  g_auto (GStrv) match = get_lines (self->match);
  g_auto (GStrv) no_match = get_lines (self->no_match);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
  guint where = gtk_drop_down_get_selected (self->where);
  PostilRule rule = {
    .name = name,
    .label = (char *) get_label (self),
    .scope = (PostilRuleScope) gtk_drop_down_get_selected (self->scope),
    .over_paragraph = gtk_drop_down_get_selected (self->over) == 1,
    .in_quote = where == 1,
    .in_post = where == 2,
    .caseful = gtk_check_button_get_active (self->caseful),
    .reason = reason,
    /* They were given for the pattern as it was: with another one they might keep it from being tried. */
    .words = self->shown != NULL && g_strcmp0 (self->shown->pattern, pattern) == 0 ? self->shown->words : NULL,
    .pattern = pattern,
    .unless = unless,
    .roles = roles,
    .score = gtk_spin_button_get_value (self->score) / 100,
    .match = match,
    .no_match = no_match,
  };

  return postil_rule_to_yaml (self->from, pack, &rule);
}

/* --- What it finds ------------------------------------------------------------------------------------------------ */

/* Of "“pattern” is wrong after character 7 ..." that place of the pattern is marked. */
static void
mark_problem (PostilRulePage *self, const char *message)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->pattern);
  /* As app/suggest/rule-pack.c has it. */
  g_auto (GStrv) words =
      message != NULL ? postil_words_filled_in (_ ("\"%s\" is wrong after character %s, after \"%s\": %s"), message, 4)
                      : NULL;
  GtkTextIter start, end;
  int place = words != NULL && g_str_equal (words[0], "pattern") ? atoi (words[1]) : -1;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "problem", &start, &end);
  if (place < 0)
    return;
  gtk_text_buffer_get_iter_at_offset (buffer, &start, MAX (0, place - 1));
  gtk_text_buffer_get_iter_at_offset (buffer, &end, place + 1);
  gtk_text_buffer_apply_tag_by_name (buffer, "problem", &start, &end);
}

/* Without "This rule:10: error: " (see app/yaml-tree.c): there is but one rule, and nobody sees its lines. */
static char *
without_place (const char *message)
{
  g_auto (GStrv) words = postil_words_filled_in (_ ("%s:%s: error: %s"), message, 3);

  return g_strdup (words != NULL ? words[2] : message);
}

void
postil_rule_page_show_problem (PostilRulePage *self, const char *message)
{
  g_autofree char *problem = message != NULL ? without_place (message) : NULL;

  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  mark_problem (self, problem);
}

static void
show_notice (PostilRulePage *self)
{
  postil_rule_page_show_problem (self, NULL);
  if (self->notice == NULL)
    return;
  gtk_label_set_text (self->problem, self->notice);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

void
postil_rule_page_notify (PostilRulePage *self, const char *notice)
{
  char *old = self->notice;

  self->notice = g_strdup (notice);
  g_free (old);
  show_notice (self);
}

static void
hit_chosen (PostilRulePage *self, GtkListBoxRow *row)
{
  const gint64 *place = g_object_get_data (G_OBJECT (row), "postil-place");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-hit", "(xuu)", place[0], (guint) place[1], (guint) place[2]);
}

static void
add_hit (PostilRulePage *self, const PostilRuleHit *hit)
{
  gint64 place[3] = { hit->document, hit->range.start, hit->range.stop };
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hit->words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), hit->title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "postil-place", g_memdup2 (place, sizeof place), g_free);
  gtk_list_box_append (self->hits, row);
}

static void
clear_hits (PostilRulePage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->hits))) != NULL)
    gtk_list_box_remove (self->hits, child);
  gtk_widget_set_visible (GTK_WIDGET (self->hits), FALSE);
}

static guint
count_rows (PostilRulePage *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (self->hits, (int) n) != NULL)
    n++;
  return n;
}

static void
show_examples (PostilRulePage *self, const PostilRuleNews *news)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (news->n_examples > 0)
    g_string_append_printf (text, _ ("%u of %u examples are as they should be"), news->n_passed, news->n_examples);
  for (guint i = 0; i < news->complaints->len; i++)
    g_string_append_printf (text, "\n✗ %s", (const char *) g_ptr_array_index (news->complaints, i));
  gtk_label_set_text (self->examples, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->examples), text->len > 0);
  if (news->complaints->len > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->examples), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->examples), "error");
}

static void
set_trying (PostilRulePage *self, gboolean trying)
{
  gtk_widget_set_visible (self->stop, trying);
  if (self->trying == trying)
    return;
  self->trying = trying;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRYING]);
}

static void
on_news (const PostilRuleNews *news, gpointer data)
{
  PostilRulePage *self = data;
  g_autofree char *text = NULL;

  if (news->error != NULL)
    postil_rule_page_show_problem (self, news->error);
  else
    show_notice (self);
  show_examples (self, news);
  if (news->ended && news->error != NULL && news->n_read == 0)
    text = g_strdup ("");
  else if (news->ended)
    text = g_strdup_printf (ngettext ("%'u match in %'u of %'u documents", "%'u matches in %'u of %'u documents",
                                      news->n_hits),
                            news->n_hits, news->n_documents, news->n_read);
  else
    text = g_strdup_printf (_ ("%'u matches in %'u documents so far; %'u of %'u read"), news->n_hits, news->n_documents,
                            news->n_read, news->n_total);
  gtk_label_set_text (self->found, text);
  set_trying (self, !news->ended);
  for (guint i = count_rows (self); i < news->hits->len; i++)
    add_hit (self, g_ptr_array_index (news->hits, i));
  gtk_widget_set_visible (GTK_WIDGET (self->hits), news->hits->len > 0);
}

static void
end_job (PostilRulePage *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->job, postil_rule_job_stop);
  set_trying (self, FALSE);
}

gboolean
postil_rule_page_is_trying (PostilRulePage *self)
{
  g_return_val_if_fail (POSTIL_IS_RULE_PAGE (self), FALSE);
  return self->trying;
}

/* What was found until then stays, and is said to be but a part. */
void
postil_rule_page_stop (PostilRulePage *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (POSTIL_IS_RULE_PAGE (self));
  if (!self->trying)
    return;
  if (gtk_widget_is_focus (self->stop)) /* which goes */
    gtk_widget_grab_focus (GTK_WIDGET (self->pattern));
  end_job (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->hits)))
    text = g_strdup_printf (_ ("Stopped: %s"), gtk_label_get_text (self->found));
  gtk_label_set_text (self->found, text != NULL ? text : _ ("Stopped before anything was found"));
}

static gboolean
try_now (gpointer data)
{
  PostilRulePage *self = data;
  g_autofree char *pattern = get_text (self->pattern);
  g_autofree char *body = NULL;

  self->pause = 0;
  end_job (self);
  clear_hits (self);
  gtk_label_set_text (self->found, "");
  gtk_widget_set_sensitive (self->save, *pattern != '\0');
  if (self->session == NULL || *pattern == '\0')
    {
      postil_rule_page_show_problem (self, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->examples), FALSE);
      return G_SOURCE_REMOVE;
    }
  body = postil_rule_page_get_body (self);
  self->job =
      postil_rule_job_start (postil_project_get_path (postil_rule_page_get_project (self)), body, on_news, self);
  gtk_label_set_text (self->found, _ ("Trying it…"));
  set_trying (self, TRUE);
  return G_SOURCE_REMOVE;
}

void
postil_rule_page_changed (PostilRulePage *self)
{
  if (self->filling)
    return;
  end_job (self);
  g_clear_pointer (&self->notice, g_free);
  self->pause = g_timeout_add (PAUSE_MS, try_now, self);
}

/* --- Choosing a rule ---------------------------------------------------------------------------------------------- */

static void
select_string (GtkDropDown *drop, const char *wanted)
{
  GListModel *model = gtk_drop_down_get_model (drop);

  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_strcmp0 (gtk_string_object_get_string (item), wanted) == 0)
        gtk_drop_down_set_selected (drop, i);
    }
}

static void
set_lines (GtkTextView *view, char **lines)
{
  g_autofree char *text = lines != NULL ? g_strjoinv ("\n", lines) : NULL;

  set_text (view, text);
}

static gboolean
is_own (PostilRulePage *self, const char *name)
{
  return name != NULL && g_hash_table_contains (self->stored, name);
}

/* A shipped rule is shown to be read or to be varied: saving makes one of the project's own. */
static void
show_rule (PostilRulePage *self, const PostilRule *rule)
{
  const char *dot = rule != NULL ? strchr (rule->name, '.') : NULL;
  gboolean own = rule != NULL && is_own (self, rule->name);
  g_autofree char *silent =
      rule != NULL ? g_strdup_printf ("rule %s", rule->name) : NULL; /* what one without a reason says */
  const char *reason = rule != NULL && g_strcmp0 (rule->reason, silent) != 0 ? rule->reason : NULL;

  self->filling = TRUE;
  g_clear_pointer (&self->notice, g_free);
  self->shown = rule;
  self->from = NULL;
  for (guint i = 0; rule != NULL && i < self->packs->len; i++)
    for (guint j = 0; j < postil_rule_pack_get_n_rules (g_ptr_array_index (self->packs, i)); j++)
      if (postil_rule_pack_get_rule (g_ptr_array_index (self->packs, i), j) == rule)
        self->from = g_ptr_array_index (self->packs, i);
  gtk_editable_set_text (GTK_EDITABLE (self->name), rule == NULL ? "" : own ? rule->name : dot + 1);
  if (rule != NULL)
    select_string (self->label, rule->label);
  gtk_drop_down_set_selected (self->scope, rule != NULL ? rule->scope : POSTIL_SCOPE_CLAUSE);
  gtk_spin_button_set_value (self->score, rule != NULL ? rule->score * 100 : 70);
  gtk_drop_down_set_selected (self->over, rule != NULL && rule->over_paragraph ? 1 : 0);
  gtk_drop_down_set_selected (self->where, rule == NULL ? 0 : rule->in_quote ? 1 : rule->in_post ? 2 : 0);
  gtk_check_button_set_active (self->caseful, rule != NULL && rule->caseful);
  gtk_editable_set_text (GTK_EDITABLE (self->reason), reason != NULL ? reason : "");
  gtk_switch_set_active (self->enabled, !own || GPOINTER_TO_INT (g_hash_table_lookup (self->stored, rule->name)) > 1);
  set_text (self->pattern, rule != NULL ? rule->pattern : NULL);
  set_text (self->unless, rule != NULL ? rule->unless : NULL);
  set_text (self->roles, rule != NULL ? rule->roles : NULL);
  set_lines (self->match, rule != NULL ? rule->match : NULL);
  set_lines (self->no_match, rule != NULL ? rule->no_match : NULL);
  gtk_widget_set_sensitive (self->remove, own);
  self->filling = FALSE;
  g_free (self->clean);
  self->clean = postil_rule_page_get_body (self);
  try_now (self);
}

void
postil_rule_page_chosen (PostilRulePage *self)
{
  guint row = gtk_drop_down_get_selected (self->choice);

  if (!self->filling && row < self->rules->len)
    show_rule (self, g_ptr_array_index (self->rules, row));
}

static void
read_stored (PostilRulePage *self)
{
  g_autoptr (GPtrArray) stored =
      postil_stored_rules_list (postil_project_get_store (postil_rule_page_get_project (self)), NULL);

  self->serial = postil_project_get_rules_serial (postil_rule_page_get_project (self));
  g_free (self->fingerprint);
  self->fingerprint = stored != NULL ? postil_rule_page_print_stored (stored) : NULL;
  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      const PostilStoredRule *rule = g_ptr_array_index (stored, i);
      PostilRulePack *pack = postil_rule_pack_parse (rule->body, -1, rule->name, NULL);

      if (pack == NULL || postil_rule_pack_get_n_rules (pack) != 1)
        {
          g_clear_pointer (&pack, postil_rule_pack_free);
          continue;
        }
      g_hash_table_insert (self->stored, g_strdup (rule->name), GINT_TO_POINTER (rule->enabled ? 2 : 1));
      g_ptr_array_add (self->packs, pack);
    }
}

static void
fill_labels (PostilRulePage *self)
{
  GPtrArray *labels = postil_project_get_labels (postil_rule_page_get_project (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *before = g_strdup (get_label (self));

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->kind == POSTIL_LABEL_ENTITY || label->kind == POSTIL_LABEL_QUOTE || label->kind == POSTIL_LABEL_ACT)
        gtk_string_list_append (names, label->name);
    }
  gtk_drop_down_set_model (self->label, G_LIST_MODEL (names));
  select_string (self->label, *before != '\0' ? before : "Allegation");
}

/* Every rule, the project's own first. */
static void
fill_rules (PostilRulePage *self, const char *selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->rules, 0);
  g_ptr_array_add (self->rules, NULL);
  gtk_string_list_append (names, _ ("New rule"));
  for (guint own = 2; own > 0; own--)
    for (guint i = 0; i < self->packs->len; i++)
      for (guint j = 0; j < postil_rule_pack_get_n_rules (g_ptr_array_index (self->packs, i)); j++)
        {
          const PostilRule *rule = postil_rule_pack_get_rule (g_ptr_array_index (self->packs, i), j);
          g_autofree char *shown = NULL;

          if (is_own (self, rule->name) != (own == 2))
            continue;
          shown = g_strdup_printf (own == 2 ? _ ("%s (this project’s)") : "%s", rule->name);
          g_ptr_array_add (self->rules, (gpointer) rule);
          gtk_string_list_append (names, shown);
        }
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
  for (guint i = 1; i < self->rules->len; i++)
    if (g_strcmp0 (((PostilRule *) g_ptr_array_index (self->rules, i))->name, selected) == 0)
      gtk_drop_down_set_selected (self->choice, i);
}

static void
list_rules (PostilRulePage *self, const char *selected)
{
  g_ptr_array_set_size (self->rules, 0);
  g_hash_table_remove_all (self->stored);
  self->packs = postil_rule_packs_shipped (NULL);
  if (self->packs == NULL)
    self->packs = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_rule_pack_free);
  read_stored (self);
  fill_labels (self);
  fill_rules (self, selected);
}

void
postil_rule_page_read (PostilRulePage *self, const char *selected)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->packs);
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->before);

  self->filling = TRUE;
  self->shown = NULL;
  self->from = NULL;
  list_rules (self, selected);
  self->filling = FALSE;
  postil_rule_page_chosen (self);
}

void
postil_rule_page_list_again (PostilRulePage *self, const char *selected)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->packs);

  /* What is shown lies either in the packs listed so far or, when this was called before, in those from then. */
  if (self->before == NULL)
    self->before = g_steal_pointer (&old);
  self->filling = TRUE;
  list_rules (self, selected);
  self->filling = FALSE;
  gtk_widget_set_sensitive (self->remove, is_own (self, selected));
}

void
postil_rule_page_refresh (PostilRulePage *self)
{
  g_return_if_fail (POSTIL_IS_RULE_PAGE (self));
  if (self->session != NULL && self->rules->len == 0)
    postil_rule_page_read (self, NULL);
}

void
postil_rule_page_focus (PostilRulePage *self)
{
  g_return_if_fail (POSTIL_IS_RULE_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->choice));
}

void
postil_rule_page_begin_from (PostilRulePage *self, const char *words, PostilId label, const char *example)
{
  const PostilLabel *known = postil_project_get_label (postil_rule_page_get_project (self), label);
  g_auto (GStrv) parts = g_strsplit_set (words, " \t\n", -1);
  g_autoptr (GString) pattern = g_string_new ("\\b");
  g_autoptr (GString) name = g_string_new (NULL);

  postil_rule_page_refresh (self);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *escaped = g_regex_escape_string (parts[i], -1);

      if (*parts[i] == '\0')
        continue;
      g_string_append_printf (pattern, "%s%s", pattern->len > 2 ? " \\s+ " : " ", escaped);
      for (const char *c = parts[i]; *c != '\0' && name->len < 40; c++)
        if (g_ascii_isalnum (*c))
          g_string_append_c (name, g_ascii_tolower (*c));
      if (name->len > 0 && name->len < 30 && parts[i + 1] != NULL)
        g_string_append_c (name, '-');
    }
  g_string_append (pattern, " \\b");
  gtk_drop_down_set_selected (self->choice, 0);
  show_rule (self, NULL);
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), name->str);
  if (known != NULL)
    select_string (self->label, known->name);
  gtk_drop_down_set_selected (self->scope, POSTIL_SCOPE_MATCH);
  set_text (self->pattern, pattern->str);
  set_text (self->match, example);
  self->filling = FALSE;
  try_now (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->pattern));
}

/* --- The widget itself ---------------------------------------------------------------------------------------------- */

void
postil_rule_page_set_session (PostilRulePage *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_RULE_PAGE (self));
  end_job (self);
  g_ptr_array_set_size (self->rules, 0);
  g_set_object (&self->session, session);
}

static void
postil_rule_page_dispose (GObject *object)
{
  PostilRulePage *self = POSTIL_RULE_PAGE (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->job, postil_rule_job_stop);
  self->filling = TRUE; /* the widgets below go one by one, and tell of it */
  g_clear_object (&self->session);
  G_OBJECT_CLASS (postil_rule_page_parent_class)->dispose (object);
}

static void
postil_rule_page_finalize (GObject *object)
{
  PostilRulePage *self = POSTIL_RULE_PAGE (object);

  g_clear_pointer (&self->packs, g_ptr_array_unref);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_free (self->clean);
  g_free (self->notice);
  g_free (self->fingerprint);
  g_ptr_array_unref (self->rules);
  g_hash_table_unref (self->stored);
  G_OBJECT_CLASS (postil_rule_page_parent_class)->finalize (object);
}

static void
postil_rule_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TRYING)
    g_value_set_boolean (value, POSTIL_RULE_PAGE (object)->trying);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
postil_rule_page_class_init (PostilRulePageClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = postil_rule_page_get_property;
  properties[PROP_TRYING] =
      g_param_spec_boolean ("trying", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  G_OBJECT_CLASS (klass)->dispose = postil_rule_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_rule_page_finalize;
  signal_message = g_signal_new ("message", POSTIL_TYPE_RULE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
postil_rule_page_init (PostilRulePage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->rules = g_ptr_array_new ();
  self->stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->filling = TRUE;
  gtk_box_append (GTK_BOX (box), postil_rule_page_make_head (self));
  gtk_box_append (GTK_BOX (box), postil_rule_page_make_form (self));
  self->hits = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->hits, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->hits), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hits), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Matches"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->hits), FALSE);
  postil_make_one_stop (self->hits);
  g_signal_connect_swapped (self->hits, "row-activated", G_CALLBACK (hit_chosen), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->hits));
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  postil_page_head_add (GTK_BOX (self), _ ("Rules"));
  gtk_box_append (GTK_BOX (self), scroller);
  /* How many it finds is in sight while it is written. */
  gtk_box_append (GTK_BOX (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self), postil_rule_page_make_foot (self));
  self->filling = FALSE;
}
