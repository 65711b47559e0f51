/* page-layout.h - asks the text view where words stand and makes the marks of one paragraph from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "lane-table.h"
#include "span-painter.h"

G_BEGIN_DECLS

/* All borrowed. */
typedef struct
{
  GtkTextView        *view;
  PostilSession      *session;
  PostilBufferBridge *bridge;
  PostilLaneTable    *lanes;
  PostilSpanPainter  *painter;
  float               left;  /* the column of text */
  float               right;
} PostilPage;

/* Of one line of the buffer. NULL while the text view has not laid it out. (transfer full) */
PostilParagraph *postil_page_lay_out (const PostilPage *page, guint line);

/* Where the character at a text offset stands, in buffer coordinates. */
GdkRectangle     postil_page_locate  (const PostilPage *page, guint32 offset);
void             postil_page_iter_at (const PostilPage *page, guint32 offset, GtkTextIter *iter);

G_END_DECLS
