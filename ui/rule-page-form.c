/* rule-page-form.c - the fields of the rule editor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rule-page-private.h"

#include "wrap-layout.h"

#include <glib/gi18n.h>

static void
attach (GtkGrid *grid, int row, const char *name, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (name);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_top (label, 7);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
}

static GtkTextView *
add_text (PostilRulePage *self, GtkGrid *grid, int row, const char *name, int height, gboolean monospace)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), monospace);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 8);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), height);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 4 * height);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_add_css_class (scroller, "postil-field");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (scroller, TRUE);
  attach (grid, row, name, view);
  gtk_grid_attach (grid, scroller, 1, row, 1, 1);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (postil_rule_page_changed), self,
                           G_CONNECT_SWAPPED);
  return GTK_TEXT_VIEW (view);
}

static GtkLabel *
add_note (GtkGrid *grid, int row)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_visible (label, FALSE);
  gtk_grid_attach (grid, label, 1, row, 1, 1);
  return GTK_LABEL (label);
}

static GtkWidget *
add_button (PostilRulePage *self, GtkBox *box, const char *text, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (text);
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);
  g_autofree char *name = g_strjoinv ("", parts);

  /* GTK 4.8 would read the mnemonic's underscore out. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (box, button);
  return button;
}

GtkWidget *
postil_rule_page_make_head (PostilRulePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GtkExpression) shown = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_expression (self->choice, shown);
  gtk_drop_down_set_enable_search (self->choice, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->choice), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Rule"), -1);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (postil_rule_page_chosen), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->choice));
  add_button (self, GTK_BOX (box), _ ("_Import…"), G_CALLBACK (postil_rule_page_import));
  add_button (self, GTK_BOX (box), _ ("E_xport…"), G_CALLBACK (postil_rule_page_export));
  return box;
}

/* A few small widgets that go on in the next line where there is little room. */
static GtkWidget *
make_line (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, postil_wrap_layout_new (8));
  return box;
}

static void
describe (GtkWidget *widget, const char *name)
{
  gtk_widget_set_tooltip_text (widget, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkDropDown *
add_choice (PostilRulePage *self, GtkWidget *line, const char *name, const char *const *choices)
{
  GtkWidget *drop = gtk_drop_down_new_from_strings (choices);

  describe (drop, name);
  gtk_box_append (GTK_BOX (line), drop);
  g_signal_connect_swapped (drop, "notify::selected", G_CALLBACK (postil_rule_page_changed), self);
  return GTK_DROP_DOWN (drop);
}

static GtkWidget *
make_traits (PostilRulePage *self)
{
  GtkWidget *line = make_line ();
  const char *const scopes[] = { _ ("the words found"), _ ("their clause"), _ ("their sentence"), _ ("the quote around"), NULL };
  GtkWidget *sure = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->scope = add_choice (self, line, _ ("What is marked"), scopes);
  self->score = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, 100, 5));
  self->enabled = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->enabled), GTK_ALIGN_CENTER);
  describe (GTK_WIDGET (self->score), _ ("How sure the rule is"));
  describe (GTK_WIDGET (self->enabled), _ ("Whether the rule runs"));
  gtk_box_append (GTK_BOX (sure), GTK_WIDGET (self->score));
  gtk_box_append (GTK_BOX (sure), gtk_label_new ("%"));
  gtk_box_append (GTK_BOX (sure), GTK_WIDGET (self->enabled));
  gtk_box_append (GTK_BOX (line), sure);
  return line;
}

static GtkWidget *
make_places (PostilRulePage *self)
{
  GtkWidget *line = make_line ();
  const char *const overs[] = { _ ("one sentence"), _ ("one paragraph"), NULL };
  const char *const wheres[] = { _ ("anywhere"), _ ("inside quotes"), _ ("in posts"), NULL };

  self->over = add_choice (self, line, _ ("What the pattern sees at once"), overs);
  self->where = add_choice (self, line, _ ("Where the rule looks"), wheres);
  self->caseful = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ ("_Case counts")));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->caseful), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Case counts"), -1);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->caseful));
  g_signal_connect_swapped (self->caseful, "toggled", G_CALLBACK (postil_rule_page_changed), self);
  return line;
}

GtkWidget *
postil_rule_page_make_form (PostilRulePage *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *traits = make_traits (self);
  GtkWidget *places = make_places (self);

  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  self->name = GTK_ENTRY (gtk_entry_new ());
  self->label = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  attach (GTK_GRID (grid), 0, _ ("_Name"), GTK_WIDGET (self->name));
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->name), 1, 0, 1, 1);
  attach (GTK_GRID (grid), 1, _ ("_Label"), GTK_WIDGET (self->label));
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->label), 1, 1, 1, 1);
  attach (GTK_GRID (grid), 2, _ ("Mar_ks"), GTK_WIDGET (self->scope));
  gtk_grid_attach (GTK_GRID (grid), traits, 1, 2, 1, 1);
  attach (GTK_GRID (grid), 3, _ ("L_ooks at"), GTK_WIDGET (self->over));
  gtk_grid_attach (GTK_GRID (grid), places, 1, 3, 1, 1);
  self->pattern = add_text (self, GTK_GRID (grid), 4, _ ("_Pattern"), 76, TRUE);
  self->problem = add_note (GTK_GRID (grid), 5);
  self->unless = add_text (self, GTK_GRID (grid), 6, _ ("_Unless"), 38, TRUE);
  self->roles = add_text (self, GTK_GRID (grid), 7, _ ("_Who"), 38, TRUE);
  self->match = add_text (self, GTK_GRID (grid), 8, _ ("_Must match"), 56, FALSE);
  self->no_match = add_text (self, GTK_GRID (grid), 9, _ ("Must no_t"), 56, FALSE);
  self->reason = GTK_ENTRY (gtk_entry_new ());
  attach (GTK_GRID (grid), 10, _ ("R_eason"), GTK_WIDGET (self->reason));
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->reason), 1, 10, 1, 1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), _ ("What a suggestion of this rule says of itself"));
  self->examples = add_note (GTK_GRID (grid), 11);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->match), _ ("One example a line; [brackets] stand around what must be marked"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->no_match), _ ("One example a line"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pattern),
                               _ ("A Perl-compatible pattern; blanks do not count: write \\s+ for them"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->unless),
                               _ ("A second pattern: in a sentence where it matches, the rule is silent"));
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->roles),
      _ ("A third pattern: names in its groups (?<Speaker>…) and (?<Target>…) are tied to what the rule marks"));
  gtk_text_buffer_create_tag (gtk_text_view_get_buffer (self->pattern), "problem", "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (postil_rule_page_changed), self);
  g_signal_connect_swapped (self->label, "notify::selected", G_CALLBACK (postil_rule_page_changed), self);
  return grid;
}

GtkWidget *
postil_rule_page_make_foot (PostilRulePage *self)
{
  /* One below the other: side by side the words wrap around the buttons in a narrow window. */
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *clamp = adw_clamp_new ();

  self->found = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->found, 0);
  gtk_label_set_wrap (self->found, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->found), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->found), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->found), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->found));
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), buttons);
  self->stop = add_button (self, GTK_BOX (buttons), _ ("S_top"), G_CALLBACK (postil_rule_page_stop));
  self->remove = add_button (self, GTK_BOX (buttons), _ ("_Remove"), G_CALLBACK (postil_rule_page_remove));
  self->save = add_button (self, GTK_BOX (buttons), _ ("_Save to the Project"), G_CALLBACK (postil_rule_page_save));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_visible (self->stop, FALSE);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}
