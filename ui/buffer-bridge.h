/* buffer-bridge.h - the only place where a document's text meets a GtkTextBuffer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PostilBufferBridge:
 *
 * Fills a buffer with a text and converts offsets. The buffer differs from the text in two ways: a hidden character is
 * replaced by one visible symbol (one for one, so offsets stay), and a paragraph of more than
 * POSTIL_PARAGRAPH_LIMIT characters is cut into pieces by line feeds that the text does not have, because GtkTextView
 * cannot lay out long paragraphs. "Line" below is a line of the buffer: a paragraph or a piece of one.
 */
typedef struct _PostilBufferBridge PostilBufferBridge;

/* Each key that moves the caret makes GtkTextView shape the caret's line anew: measured 25 ms for 4,000 characters, and
 * nothing at all from some 400,000 on. */
#define POSTIL_PARAGRAPH_LIMIT 6000
#define POSTIL_PARAGRAPH_PIECE 1500

PostilBufferBridge *postil_buffer_bridge_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                postil_buffer_bridge_free (PostilBufferBridge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilBufferBridge, postil_buffer_bridge_free)

/* Replaces what @buffer holds. @text NULL: empty. The bridge keeps its own reference to @text. */
void        postil_buffer_bridge_fill     (PostilBufferBridge *self, GtkTextBuffer *buffer, PostilText *text);
/* An offset at a cut converts to the start of the piece behind it. */
guint32     postil_buffer_bridge_to_buffer (const PostilBufferBridge *self, guint32 offset);
guint32     postil_buffer_bridge_to_text   (const PostilBufferBridge *self, guint32 buffer_offset);

guint       postil_buffer_bridge_get_n_lines (const PostilBufferBridge *self);
guint       postil_buffer_bridge_line_of     (const PostilBufferBridge *self, guint32 offset);
/* The line's characters without its line feed, in text offsets. */
PostilRange postil_buffer_bridge_line_range  (const PostilBufferBridge *self, guint line);
/* The line goes on in the next one: it was cut there. */
gboolean    postil_buffer_bridge_line_is_cut (const PostilBufferBridge *self, guint line);
/* TRUE when a character of the line is written from right to left. */
gboolean    postil_buffer_bridge_line_has_rtl (const PostilBufferBridge *self, guint line);

/* Offsets of the hidden characters, in order: GArray of guint32, owned by the bridge. */
const GArray *postil_buffer_bridge_get_hidden (const PostilBufferBridge *self);

G_END_DECLS
