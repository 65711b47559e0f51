/* document-view.h - the text with its spans: a GtkTextView that draws lanes, chips and suggestions itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "key-map.h"
#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_DOCUMENT_VIEW (postil_document_view_get_type ())
/**
 * PostilDocumentView:
 *
 * Shows the session's document, read-only, with a visible caret. Handles the keys of moving and selecting (arrows, Shift,
 * Alt, Space, Shift+Space, Tab) and the mouse; label and review keys are the window's. Draws spans in snapshot_layer, never
 * as text tags, from validated line geometry only.
 *
 * ::failed (const char *message): a change that a key of the view asked for was refused.
 */
G_DECLARE_FINAL_TYPE (PostilDocumentView, postil_document_view, POSTIL, DOCUMENT_VIEW, GtkTextView)

GtkWidget *postil_document_view_new         (void);
/* NULL: empty. */
void       postil_document_view_set_session (PostilDocumentView *self, PostilSession *session);
/* The user's keys; NULL: as the table has them. */
void       postil_document_view_set_keys    (PostilDocumentView *self, PostilKeyMap *keys);
/* @font as Pango writes it, "" for the system's; the column's width in em; 1 is the closest that lines can stand;
 * whether what is selected by mouse grows to whole words; whether every span bears the name of its label, as in high
 * contrast. */
void postil_document_view_set_reading (PostilDocumentView *self, const char *font, int line_width, double line_spacing,
                                       gboolean snap, gboolean names);
/* Scrolls so that @range is visible, with some context, and only when it is not. */
void       postil_document_view_reveal      (PostilDocumentView *self, PostilRange range);
/* How far down the caret is, as a share of what is visible, a third when it is out of sight; and scrolls so that it is. */
double     postil_document_view_get_eye     (PostilDocumentView *self);
void       postil_document_view_set_eye     (PostilDocumentView *self, double share);
/* While the edges of the current span are being moved: what was reached stays, or goes. */
void       postil_document_view_end_edges   (PostilDocumentView *self, gboolean keep);
/* Shows a card about the current span beside it, until another one is current; hides it when it is there. FALSE: no span. */
gboolean   postil_document_view_toggle_card (PostilDocumentView *self);
/* Boilerplate and quoted replies can be folded to one line each. The caret, a selection or a span within unfolds it again. */
typedef enum
{
  POSTIL_FOLD_NONE, /* there was nothing to fold */
  POSTIL_FOLD_FOLDED,
  POSTIL_FOLD_UNFOLDED,
} PostilFoldChange;

/* The stretch that the caret is in. */
PostilFoldChange postil_document_view_toggle_fold  (PostilDocumentView *self);
/* All of the document: folds them unless all are. @n: how many there are. */
PostilFoldChange postil_document_view_toggle_folds (PostilDocumentView *self, guint *n);

/* Characters of the document that cannot be seen and are shown as symbols. */
guint      postil_document_view_get_n_hidden (PostilDocumentView *self);

G_END_DECLS
