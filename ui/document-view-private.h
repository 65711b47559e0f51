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

/* A stretch of whole lines that can be folded to one: boilerplate, or quoted replies. */
typedef struct
{
  PostilRange range; /* up to the start of the line behind it */
  guint       n_lines; /* with words */
  gboolean    reply;
  gboolean    folded;
} PostilFold;

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
  int height;
  guint shrunk; /* source: what was in sight must stay so; 0: none */
  int                 column_left;
  int depth_indent;                 /* of a reply against the post that it answers */
  gboolean            column_stale; /* the font changed: measure it again */

  PostilKeyMap       *keys;         /* NULL: as the table has them */
  GtkCssProvider     *font;
  int                 column_em;
  double              line_spacing; /* 1: as near as lanes allow */
  gboolean names;                   /* every span is named, not only acts and quotes */
  gboolean            exact;        /* selections by mouse end where they were put */

  GtkTextTag *lane_tags[POSTIL_LANES_MAX + 1][2]; /* [1]: an empty line follows */
  GtkTextTag *depth_tags[POSTIL_DEPTH_MAX + 1];
  GtkTextTag *header_tag;
  GtkTextTag *author_tag;
  GtkTextTag *post_tag;       /* room above a post */
  GtkTextTag *title_tag;
  GtkTextTag *boilerplate_tag;
  GtkTextTag *fold_tag;      /* what is folded away */
  GtkTextTag *fold_head_tag; /* the character that stands for it, under what is drawn there */
  GArray     *folds;         /* PostilFold, in order and apart */
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
  PostilId     shown;       /* the document in the buffer; 0: none */
  GtkTextMark *restoring;   /* what is to stand at the top again once there is a layout; NULL: nothing */
  guint        restore_tick;
  double       restore_align;
  guint        n_laid_out;  /* lines from the top that are known to have their height */
  PostilSpanCard *card; /* NULL: never asked for */

  /* document-view-rest.c */
  gulong rest_hook;
  GObject *rest_layout;
  gulong rest_handler; /* of the text view, at @rest_layout */
  gboolean rest_muted; /* it is blocked */
  GtkAdjustment *rest_held[2]; /* frozen until @rest_timeout, or until there is something to tell */
  guint rest_timeout;
  PostilSpanId hovered; /* under the pointer; 0: none */
};

PostilPage postil_document_view_page (PostilDocumentView *self);
/* The paragraph as laid out, or NULL when the text view has not got to it yet. */
PostilParagraph *postil_document_view_paragraph (PostilDocumentView *self, guint line, int *y);
gboolean postil_document_view_is_folded (PostilDocumentView *self, guint line);
/* FALSE when there is no document. */
gboolean postil_document_view_has_text (PostilDocumentView *self, PostilText **text);
void     postil_document_view_update_style (PostilDocumentView *self);

/* document-view-sync.c: somebody goes elsewhere than where the view is about to come up. */
void     postil_document_view_end_restoring (PostilDocumentView *self);

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
/* All lanes anew, and the room for them. */
void postil_document_view_deal_lanes (PostilDocumentView *self);
void postil_document_view_tag_all        (PostilDocumentView *self);
void postil_document_view_tag_range      (PostilDocumentView *self, PostilRange range);
void postil_document_view_snapshot_cards (PostilDocumentView *self, GtkSnapshot *snapshot, PostilRange shown);

/* document-view-overlay.c */
void postil_document_view_snapshot_edges     (PostilDocumentView *self, GtkSnapshot *snapshot);
void postil_document_view_snapshot_selection (PostilDocumentView *self, GtkSnapshot *snapshot, PostilRange shown);
void postil_document_view_snapshot_relations (PostilDocumentView *self, GtkSnapshot *snapshot);
void postil_document_view_hide_card          (PostilDocumentView *self);

/* document-view-rest.c: begun once there is a layout. */
void postil_document_view_begin_rest (PostilDocumentView *self);
void postil_document_view_end_rest   (PostilDocumentView *self);
/* What the scrollbars have not been told of yet. */
void postil_document_view_tell_rest  (PostilDocumentView *self);

/* document-view-folds.c */
void        postil_document_view_read_folds     (PostilDocumentView *self);
void        postil_document_view_forget_folds   (PostilDocumentView *self);
/* @starts: GArray of guint32, as what follows gives them. */
void        postil_document_view_restore_folds  (PostilDocumentView *self, const GArray *starts);
GArray     *postil_document_view_dup_folded     (PostilDocumentView *self);
/* NULL: none there. */
PostilFold *postil_document_view_fold_at        (PostilDocumentView *self, guint32 offset);
/* Where a caret that goes to @to comes to, so that it is not within what is folded. */
guint32     postil_document_view_skip_fold      (PostilDocumentView *self, guint32 from, guint32 to);
/* Unfolds what of @range is out of sight. TRUE when something was. */
gboolean    postil_document_view_unfold         (PostilDocumentView *self, PostilRange range);
/* Whether a click at a point in widget coordinates would fold or unfold; does so. */
gboolean    postil_document_view_is_fold_at     (PostilDocumentView *self, double x, double y);
gboolean    postil_document_view_click_fold     (PostilDocumentView *self, double x, double y);
/* What stands in its place while it is folded. (transfer full) */
char       *postil_document_view_fold_text      (PostilDocumentView *self, const PostilFold *fold);
void        postil_document_view_snapshot_folds (PostilDocumentView *self, GtkSnapshot *snapshot, PostilRange shown);

/* document-view-keys.c and document-view-mouse.c */
void postil_document_view_add_keys  (PostilDocumentView *self);
void postil_document_view_add_mouse (PostilDocumentView *self);

G_END_DECLS
