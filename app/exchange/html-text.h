/* html-text.h - lays out the words of a page as plain text: lines, paragraphs, list marks, "> " before what is quoted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilHtmlText:
 *
 * Breaks and blanks are only asked for; they are written when words follow, so that none is left at an end and no two
 * askers double them.
 */
typedef struct
{
  GString *out;
  guint    breaks;   /* line feeds that the next words need before them: 0, 1, 2 */
  gboolean blank;    /* they need a blank */
  guint    quoted;   /* how deep in block quotes */
  gboolean in_quote; /* the last line written is quoted */
  char    *mark;     /* of a list item, before its first words */
} PostilHtmlText;

void postil_html_text_init  (PostilHtmlText *self);
void postil_html_text_clear (PostilHtmlText *self);
void postil_html_text_break (PostilHtmlText *self, guint breaks);
/* (transfer full) */
void postil_html_text_mark  (PostilHtmlText *self, char *mark);
void postil_html_text_add   (PostilHtmlText *self, const char *words, gsize n_bytes, gboolean verbatim);

G_END_DECLS
