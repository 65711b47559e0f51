/* inspector-document.c - the inspector's page about the document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inspector-private.h"

#include "hidden-character.h"

#include <glib/gi18n.h>

typedef struct
{
  guint kept;
  guint suggested;
} Count;

static GHashTable *
count_by_label (GPtrArray *spans)
{
  GHashTable *counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      Count *count = g_hash_table_lookup (counts, &span->label);

      if (count == NULL)
        {
          count = g_new0 (Count, 1);
          g_hash_table_insert (counts, g_memdup2 (&span->label, sizeof span->label), count);
        }
      count->kept += span->state == POSTIL_STATE_KEPT;
      count->suggested += span->state == POSTIL_STATE_SUGGESTED;
    }
  return counts;
}

static GtkWidget *
new_count_line (PostilInspector *self)
{
  GtkWidget *line = postil_inspector_line (NULL, "");
  GtkWidget *number = gtk_label_new (NULL);

  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "caption");
  gtk_box_append (GTK_BOX (line), number);
  gtk_box_append (self->counts, line);
  return line;
}

static void
fill_count_line (GtkWidget *line, const PostilLabel *label, const Count *count)
{
  GtkWidget *dot = gtk_widget_get_first_child (line);
  g_autofree char *text = NULL;

  if (count->kept > 0 && count->suggested > 0)
    text = g_strdup_printf (_ ("%u kept, %u suggested"), count->kept, count->suggested);
  else
    text = g_strdup_printf (count->kept > 0 ? _ ("%u kept") : _ ("%u suggested"), count->kept + count->suggested);
  postil_label_dot_set_label (POSTIL_LABEL_DOT (dot), label);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (dot)), label->name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (line)), text);
}

/* Lines are used again: a new one costs a pass over the styles, and that a second frame. */
static void
show_counts (PostilInspector *self)
{
  GPtrArray *labels = postil_project_get_labels (postil_session_get_project (self->session));
  g_autoptr (GHashTable) counts = count_by_label (postil_session_get_spans (self->session));
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->counts));
  gboolean any = FALSE;

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      const Count *count = g_hash_table_lookup (counts, &label->id);

      if (count == NULL || count->kept + count->suggested == 0)
        continue;
      if (line == NULL)
        line = new_count_line (self);
      fill_count_line (line, label, count);
      line = gtk_widget_get_next_sibling (line);
      any = TRUE;
    }
  while (line != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (line);

      gtk_box_remove (self->counts, line);
      line = next;
    }
  gtk_widget_set_visible (self->counts_box, any);
}

static const char *
reading_text (PostilReadingState state)
{
  /* What is shown here is being read, and the list says so; the file is told of it a little later. */
  return state == POSTIL_READING_DONE ? _ ("Done") : _ ("Open");
}

/* Counted once for each document. */
static const char *
hidden_characters (PostilInspector *self, const PostilDocument *document)
{
  gsize n_bytes = 0;
  const char *utf8;

  if (self->census_of != document->id)
    {
      utf8 = postil_text_get_utf8 (document->text, &n_bytes);
      g_free (self->census);
      self->census = postil_hidden_character_census (utf8, n_bytes);
      self->census_of = document->id;
    }
  return self->census;
}

void
postil_inspector_show_document (PostilInspector *self, const PostilDocument *document)
{
  PostilProject *project = postil_session_get_project (self->session);
  PostilReading reading = { POSTIL_READING_UNREAD };
  g_autoptr (GString) facts = g_string_new (NULL);
  gboolean titled = document->title != NULL && document->title[0] != '\0';

  postil_readings_get (postil_project_get_store (project), document->id, postil_project_get_annotator (project), &reading,
                       NULL);
  g_string_append_printf (facts, "%s\n", document->key);
  if (document->kind != POSTIL_DOCUMENT_OTHER)
    g_string_append_printf (facts, "%s · ", document->kind == POSTIL_DOCUMENT_THREAD ? _ ("Thread") : _ ("Article"));
  g_string_append_printf (facts, _ ("%'u characters · %s"), postil_text_get_length (document->text),
                          reading_text (reading.state));
  if (document->encoding != NULL && document->encoding[0] != '\0')
    g_string_append_printf (facts, _ ("\nRead as %s"), document->encoding);
  if (document->source_uri != NULL && document->source_uri[0] != '\0')
    g_string_append_printf (facts, "\n%s", document->source_uri);
  if (hidden_characters (self, document) != NULL)
    {
      g_string_append_c (facts, '\n');
      g_string_append_printf (facts, _ ("Hidden characters: %s"), hidden_characters (self, document));
    }
  gtk_label_set_text (self->document_title, titled ? document->title : document->key);
  gtk_label_set_text (self->document_facts, facts->str);
  show_counts (self);
}
