/* unaligned-row.c - a span without a place, and one place where it may belong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "unaligned-row.h"
#include "stored-words.h"

#include "label-dot.h"

#include <glib/gi18n.h>
#include <string.h>

#define CONTEXT 40u
#define WORDS_MAX 160

#define DATA "postil-placing"

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* One line, not too long. (transfer full) */
static char *
shorten (const char *words)
{
  g_autofree char *start = g_utf8_strlen (words, -1) > WORDS_MAX ? g_utf8_substring (words, 0, WORDS_MAX) : NULL;
  char *shown = start != NULL ? g_strconcat (start, "…", NULL) : g_strdup (words);

  return g_strdelimit (shown, "\n\t", ' ');
}

GtkWidget *
postil_unaligned_heading (PostilProject *project, const PostilUnaligned *unaligned, const PostilDocument *document)
{
  const PostilLabel *label = postil_project_get_label (project, unaligned->label);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *dot = postil_label_dot_new ();
  g_autofree char *words = shorten (unaligned->quote);
  g_autofree char *title = words[0] != '\0'
                               ? g_strdup_printf (_ ("%s: “%s”"), label != NULL ? label->name : "?", words)
                               : g_strdup_printf (_ ("%s, without words"), label != NULL ? label->name : "?");
  g_autofree char *reason = postil_reason_words (unaligned->reason);
  g_autofree char *origin = g_strdup_printf (_ ("%s, from %s. %s"), document->key, unaligned->origin, reason);
  GtkWidget *name = make_label (title, "heading");

  if (label != NULL)
    postil_label_dot_set_label (POSTIL_LABEL_DOT (dot), label);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (line), dot);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), make_label (origin, "dim-label"));
  gtk_widget_add_css_class (box, "postil-unaligned");
  return box;
}

/* Texts are cut anywhere; a piece of a word at the cut says nothing. */
static void
drop_first_piece (char *text)
{
  const char *blank = strpbrk (text, " \n\t");

  if (blank != NULL)
    memmove (text, blank + 1, strlen (blank + 1) + 1);
}

static void
drop_last_piece (char *text)
{
  gsize n = strlen (text);

  while (n > 0 && strchr (" \n\t", text[n - 1]) == NULL)
    n--;
  if (n > 0)
    text[n - 1] = '\0';
}

/* The words at @range between some of what stands around them, in bold; by attributes, since texts are no markup. */
static GtkWidget *
make_context (const PostilText *text, PostilRange range)
{
  guint32 length = postil_text_get_length (text);
  PostilRange before = { range.start > CONTEXT ? range.start - CONTEXT : 0, range.start };
  PostilRange after = { range.stop, MIN (range.stop + CONTEXT, length) };
  g_autofree char *prefix = postil_text_slice (text, before);
  g_autofree char *words = postil_text_slice (text, range);
  g_autofree char *suffix = postil_text_slice (text, after);
  const char *dots_before = before.start > 0 ? "…" : "", *dots_after = after.stop < length ? "…" : "";
  g_autofree char *all = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD),
                 *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
  GtkWidget *label;

  if (before.start > 0)
    drop_first_piece (prefix);
  if (after.stop < length)
    drop_last_piece (suffix);
  all = g_strconcat (dots_before, prefix, words, suffix, dots_after, NULL);
  g_strdelimit (all, "\n\t", ' ');
  bold->start_index = line->start_index = strlen (dots_before) + strlen (prefix);
  bold->end_index = line->end_index = bold->start_index + strlen (words);
  pango_attr_list_insert (attributes, bold);
  pango_attr_list_insert (attributes, line);
  label = make_label (all, NULL);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  return label;
}

static char *
describe (const PostilLikelyPlace *place)
{
  if (place->exact)
    return g_strdup_printf (_ ("The very same words, at character %'u"), place->range.start);
  return g_strdup_printf (_ ("%d %% alike, at character %'u"), (int) (place->likeness * 100), place->range.start);
}

GtkWidget *
postil_unaligned_row_new (const PostilUnaligned *unaligned, const PostilDocument *document,
                          const PostilLikelyPlace *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  PostilPlacing placing = { unaligned->id, document->id, { 0, 0 } };
  g_autofree char *detail = place != NULL
                                ? describe (place)
                                : g_strdup (_ ("Enter shows the document, so that you can mark the words yourself"));
  GtkWidget *words;

  if (place != NULL)
    placing.range = place->range;
  words = place != NULL ? make_context (document->text, place->range)
                        : make_label (_ ("Nothing like it stands in the text."), NULL);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), make_label (detail, "dim-label"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "caption");
  gtk_widget_add_css_class (box, "postil-place");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (words)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail,
                                  -1);
  g_object_set_data_full (G_OBJECT (row), DATA, g_memdup2 (&placing, sizeof placing), g_free);
  return row;
}

const PostilPlacing *
postil_unaligned_row_placing (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), DATA);
}
