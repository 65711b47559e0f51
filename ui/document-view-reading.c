/* document-view-reading.c - font, width of the column and distance of lines, as the reader likes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-view-private.h"

#define COLUMN_EM 44
#define USUAL_FONT "font-size: 115%;"

void
postil_document_view_set_keys (PostilDocumentView *self, PostilKeyMap *keys)
{
  g_return_if_fail (POSTIL_IS_DOCUMENT_VIEW (self));
  g_set_object (&self->keys, keys);
}

static void
append_family (GString *css, const char *family)
{
  g_string_append (css, "font-family: \"");
  for (const char *at = family; *at != '\0'; at++)
    if (*at != '"' && *at != '\\' && !g_ascii_iscntrl (*at))
      g_string_append_c (css, *at);
  g_string_append (css, "\";");
}

/* What of a font description a text view can be told by style. (transfer full) */
static char *
font_to_css (const char *font)
{
  PangoFontDescription *description = font[0] != '\0' ? pango_font_description_from_string (font) : NULL;
  GString *css = g_string_new (NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  int size;

  if (description == NULL)
    return g_string_free (g_string_append (css, USUAL_FONT), FALSE);
  size = pango_font_description_get_size (description);
  if (pango_font_description_get_family (description) != NULL)
    append_family (css, pango_font_description_get_family (description));
  if (size > 0)
    g_string_append_printf (css, "font-size: %spt;",
                            g_ascii_formatd (number, sizeof number, "%.2f",
                                             CLAMP (size / (double) PANGO_SCALE, 6, 72)));
  else
    g_string_append (css, USUAL_FONT);
  g_string_append_printf (css, "font-weight: %d;",
                          CLAMP ((int) pango_font_description_get_weight (description), 100, 900));
  if (pango_font_description_get_style (description) != PANGO_STYLE_NORMAL)
    g_string_append (css, "font-style: italic;");
  pango_font_description_free (description);
  return g_string_free (css, FALSE);
}

static void
set_font (PostilDocumentView *self, const char *font)
{
  g_autofree char *rules = font_to_css (font);
  g_autofree char *css = g_strdup_printf ("textview.postil-document { %s }"
                                          "textview.postil-document > text > selection {"
                                          " background: transparent; color: transparent; }",
                                          rules);

  gtk_css_provider_load_from_data (self->font, css, -1);
}

void
postil_document_view_set_reading (PostilDocumentView *self, const char *font, int line_width, double line_spacing,
                                  gboolean snap, gboolean names)
{
  g_return_if_fail (POSTIL_IS_DOCUMENT_VIEW (self));
  self->exact = !snap;
  self->names = names;
  self->column_em = CLAMP (line_width, 10, 400);
  self->line_spacing = CLAMP (line_spacing, 1, 4);
  self->column_stale = TRUE;
  set_font (self, font);
  postil_document_view_update_style (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
postil_document_view_extra_room (PostilDocumentView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics;
  int height;

  if (self->line_spacing <= 1)
    return 0;
  metrics = pango_context_get_metrics (context, NULL, NULL);
  height = PANGO_PIXELS (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics));
  pango_font_metrics_unref (metrics);
  return (int) ((self->line_spacing - 1) * height);
}

void
postil_document_view_begin_reading (PostilDocumentView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->column_em = COLUMN_EM;
  self->line_spacing = 1;
  self->font = gtk_css_provider_new ();
  set_font (self, "");
  gtk_style_context_add_provider (gtk_widget_get_style_context (widget), GTK_STYLE_PROVIDER (self->font),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
  gtk_widget_add_css_class (widget, "postil-document");
}
