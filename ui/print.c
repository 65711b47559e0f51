/* print.c - pages of an annotated document: a title, the words with brackets, a count of the labels at the end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "print.h"

#include "print-text.h"

#include <glib/gi18n.h>

#define FONT "Serif 11"
#define SMALL_FONT "Sans 8"
#define PARAGRAPH_GAP 6.0 /* points, as the next ones */
#define HEADER_ROOM 26.0
#define MARGIN_MM 18.0

/* Which lines of which paragraph stand on a page. */
typedef struct
{
  guint paragraph;
  int   line;
} Place;

typedef struct
{
  const char *title;
  GPtrArray  *paragraphs; /* PostilPrintParagraph */
  GPtrArray  *layouts;    /* PangoLayout, one a paragraph */
  GArray     *pages;      /* Place at which each begins */
} Print;

static PangoLayout *
make_layout (GtkPrintContext *context, const char *font, const char *text, PangoAttrList *attributes)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  if (attributes != NULL)
    pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* Height of a line in points, and how far its baseline lies below its top. */
static double
line_height (PangoLayoutLine *line, double *baseline)
{
  PangoRectangle logical;

  pango_layout_line_get_extents (line, NULL, &logical);
  if (baseline != NULL)
    *baseline = -(double) logical.y / PANGO_SCALE;
  return (double) logical.height / PANGO_SCALE;
}

static void
begin_print (GtkPrintOperation *operation, GtkPrintContext *context, Print *print)
{
  double room = gtk_print_context_get_height (context) - HEADER_ROOM;
  double y = 0;
  Place first = { 0, 0 };

  g_array_append_val (print->pages, first);
  for (guint i = 0; i < print->paragraphs->len; i++)
    {
      const PostilPrintParagraph *paragraph = g_ptr_array_index (print->paragraphs, i);
      PangoLayout *layout = make_layout (context, FONT, paragraph->text, paragraph->attributes);

      g_ptr_array_add (print->layouts, layout);
      for (int line = 0; line < pango_layout_get_line_count (layout); line++)
        {
          double height = line_height (pango_layout_get_line_readonly (layout, line), NULL);

          if (y + height > room && y > 0)
            {
              Place place = { i, line };

              g_array_append_val (print->pages, place);
              y = 0;
            }
          y += height;
        }
      y += PARAGRAPH_GAP;
    }
  gtk_print_operation_set_n_pages (operation, (int) print->pages->len);
}

static void
draw_header (cairo_t *cr, GtkPrintContext *context, const Print *print, int page)
{
  g_autofree char *text = g_strdup_printf (_("%s — page %d of %u"), print->title, page + 1, print->pages->len);
  g_autoptr (PangoLayout) layout = make_layout (context, SMALL_FONT, text, NULL);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, layout);
  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, 0, HEADER_ROOM - 10);
  cairo_line_to (cr, gtk_print_context_get_width (context), HEADER_ROOM - 10);
  cairo_stroke (cr);
}

static void
draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Print *print)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  Place from = g_array_index (print->pages, Place, page);
  Place to = (guint) page + 1 < print->pages->len ? g_array_index (print->pages, Place, page + 1) : (Place){ print->layouts->len, 0 };
  double y = HEADER_ROOM;

  draw_header (cr, context, print, page);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = from.paragraph; i <= to.paragraph && i < print->layouts->len; i++)
    {
      PangoLayout *layout = g_ptr_array_index (print->layouts, i);
      int first = i == from.paragraph ? from.line : 0;
      int stop = i == to.paragraph ? to.line : pango_layout_get_line_count (layout);

      for (int line = first; line < stop; line++)
        {
          PangoLayoutLine *each = pango_layout_get_line_readonly (layout, line);
          double baseline;
          double height = line_height (each, &baseline);

          cairo_move_to (cr, 0, y + baseline);
          pango_cairo_show_layout_line (cr, each);
          y += height;
        }
      y += PARAGRAPH_GAP;
    }
}

/* "Denial 3, Place 12": kept spans only, in the labels' order. */
static void
append_counts (GPtrArray *paragraphs, const GPtrArray *spans, const GPtrArray *labels)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PostilPrintParagraph *paragraph;

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      guint n = 0;

      for (guint k = 0; k < spans->len; k++)
        {
          const PostilSpan *span = g_ptr_array_index (spans, k);

          n += span->label == label->id && span->state == POSTIL_STATE_KEPT && label->kind != POSTIL_LABEL_STRUCTURE ? 1 : 0;
        }
      if (n > 0)
        g_string_append_printf (text, "%s%s %u", text->len > 0 ? ", " : "", label->name, n);
    }
  if (text->len == 0)
    return;
  paragraph = g_new0 (PostilPrintParagraph, 1);
  paragraph->text = g_strdup_printf (_("Kept here: %s"), text->str);
  paragraph->attributes = pango_attr_list_new ();
  pango_attr_list_insert (paragraph->attributes, pango_attr_style_new (PANGO_STYLE_ITALIC));
  g_ptr_array_add (paragraphs, paragraph);
}

static GtkPageSetup *
make_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  return setup;
}

gboolean
postil_print_document (GtkWindow *parent, PostilSession *session, const char *path, GError **error)
{
  const PostilDocument *document = postil_session_get_document (session);
  GPtrArray *labels = postil_project_get_labels (postil_session_get_project (session));
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup ();
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GPtrArray) paragraphs = NULL;
  Print print;
  GtkPrintOperationResult result;

  g_return_val_if_fail (document != NULL, FALSE);
  paragraphs = postil_print_paragraphs (document->text, postil_session_get_spans (session), labels);
  append_counts (paragraphs, postil_session_get_spans (session), labels);
  print = (Print){ document->title != NULL && document->title[0] != '\0' ? document->title : document->key, paragraphs, layouts, pages };
  gtk_print_operation_set_job_name (operation, print.title);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print), &print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page), &print);
  result = gtk_print_operation_run (operation, path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                                    parent, error);
  return result == GTK_PRINT_OPERATION_RESULT_APPLY || result == GTK_PRINT_OPERATION_RESULT_IN_PROGRESS;
}
