/* document-view-private.h - the inside of PostilDocumentView, shared by its files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document-view.h"
#include "page-layout.h"
#include "span-card.h"

G_BEGIN_DECLS

#define POSTIL_DEPTH_MAX 6

struct _PostilDocumentView
{
  GtkTextView parent_instance;

  PostilSession      *session;
  PostilBufferBridge *bridge;
  PostilLaneTable    *lanes;
  PostilSpanPainter  *painter;
  GHashTable         *paragraphs; /* line -> PostilParagraph, of lines that were painted */
  GArray             *line_lanes; /* guint8 per line: lanes it has room for */
  int                 width; /* last allocated */
  int                 column_left;
  gboolean            column_stale; /* the font changed: measure it again */

  PostilKeyMap       *keys;         /* NULL: as the table has them */
  GtkCssProvider     *font;
  int                 column_em;
  double              line_spacing; /* 1: as near as lanes allow */
  gboolean            exact;        /* selections by mouse end where they were put */

  GtkTextTag *lane_tags[POSTIL_LANES_MAX + 1][2]; /* [1]: an empty line follows */
  GtkTextTag *depth_tags[POSTIL_DEPTH_MAX + 1];
  GtkTextTag *header_tag;
  GtkTextTag *author_tag;
  GtkTextTag *post_tag;       /* room above a post */
  GtkTextTag *title_tag;
  GtkTextTag *boilerplate_tag;
  GtkTextTag *aside_tag; /* words of others, and bylines, captions and notes */
  guint       structure_serial; /* of the session, when @structure was taken */
  guint64     structure; /* fingerprint of the structure spans that the tags show */

  /* Selection: the session holds start and stop, the view which end moves. In text offsets. */
  guint32  anchor;
  guint32  head;
  gboolean syncing;   /* the buffer's selection is being set from the session's */
  int      caret_x;   /* where Up and Down want to be; -1: where the caret is */
  gboolean edges;     /* arrows move the edges of the current span */
  PostilRange edge;   /* where they are now */
  double   press_x;
  double   press_y;
  PostilSpanCard *card; /* NULL: never asked for */
  PostilSpanId hovered; /* under the pointer; 0: none */
};

PostilPage postil_document_view_page (PostilDocumentView *self);
/* The paragraph as laid out, or NULL when the text view has not got to it yet. */
PostilParagraph *postil_document_view_paragraph (PostilDocumentView *self, guint line, int *y);
/* FALSE when there is no document. */
gboolean postil_document_view_has_text (PostilDocumentView *self, PostilText **text);
void     postil_document_view_update_style (PostilDocumentView *self);

/* document-view-reading.c */
void     postil_document_view_begin_reading (PostilDocumentView *self);
int      postil_document_view_extra_room    (PostilDocumentView *self);

/* document-view-sync.c */
void     postil_document_view_follow_buffer (PostilDocumentView *self);
/* Text offsets; @head is the end that moves, and where the caret is. */
void     postil_document_view_select (PostilDocumentView *self, guint32 anchor, guint32 head);
/* The span drawn at a point in widget coordinates; 0: none. */
PostilSpanId postil_document_view_span_at (PostilDocumentView *self, double x, double y);
/* What a person would say of a span. (transfer full) */
char    *postil_document_view_describe (PostilDocumentView *self, const PostilSpan *span);

/* document-view-tags.c: room for lanes, and the look of posts and boilerplate. */
void postil_document_view_make_tags      (PostilDocumentView *self);
void postil_document_view_style_tags     (PostilDocumentView *self);
void postil_document_view_place_tags     (PostilDocumentView *self);
void postil_document_view_tag_all        (PostilDocumentView *self);
void postil_document_view_tag_range      (PostilDocumentView *self, PostilRange range);
void postil_document_view_snapshot_cards (PostilDocumentView *self, GtkSnapshot *snapshot, PostilRange shown);

/* document-view-overlay.c */
void postil_document_view_snapshot_edges     (PostilDocumentView *self, GtkSnapshot *snapshot);
void postil_document_view_snapshot_selection (PostilDocumentView *self, GtkSnapshot *snapshot, PostilRange shown);
void postil_document_view_snapshot_relations (PostilDocumentView *self, GtkSnapshot *snapshot);
void postil_document_view_hide_card          (PostilDocumentView *self);

/* document-view-keys.c and document-view-mouse.c */
void postil_document_view_add_keys  (PostilDocumentView *self);
void postil_document_view_add_mouse (PostilDocumentView *self);
void postil_document_view_end_edges (PostilDocumentView *self, gboolean keep);

G_END_DECLS
