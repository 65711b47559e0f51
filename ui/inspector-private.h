/* inspector-private.h - the parts of the inspector, for the files that make it up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inspector.h"
#include "label-dot.h"

G_BEGIN_DECLS

struct _PostilInspector
{
  GtkBox          parent_instance;
  GtkStack       *stack; /* "empty", "span", "document" */
  PostilLabelDot *dot;
  GtkLabel       *label;
  GtkLabel       *state;
  GtkLabel       *words;
  GtkLabel       *origin;
  GtkLevelBar    *score;
  GtkLabel       *reason;
  GtkTextView    *note;
  GtkWidget      *relations_box;
  GtkBox         *relations;
  GtkWidget      *here_box;
  GtkBox         *here;
  GtkWidget      *entity_box;
  GtkBox         *entity;
  GtkWidget      *repeats_box;
  GtkBox         *repeats;
  GtkWidget      *same_box;
  GtkBox         *same;
  GtkLabel       *document_title;
  GtkLabel       *document_facts;
  GtkWidget      *counts_box;
  GtkBox         *counts;
  PostilSession  *session;
  PostilEntityIndex *entities; /* NULL: nobody knows */
  GHashTable     *sources; /* id -> name; read again when one is missing */
  PostilSpanId    noted;   /* whose note the field holds, 0: nobody's */
  char           *note_before;
  PostilId        census_of; /* the document that @census is about */
  char           *census;    /* its hidden characters in words, NULL: it has none */
  guint           update; /* source of the pending update, 0: none */
};

/* inspector-span.c, inspector-document.c: fill their page. */
void postil_inspector_show_span     (PostilInspector *self, const PostilSpan *span);
void postil_inspector_show_document (PostilInspector *self, const PostilDocument *document);
/* inspector-elsewhere.c: other mentions of a name, the same statement in other documents. */
void postil_inspector_show_entity   (PostilInspector *self, const PostilSpan *span);
void postil_inspector_show_repeats  (PostilInspector *self, const PostilSpan *span);
void postil_inspector_clear_box     (GtkBox *box);
/* Dot, words and more; the label may be unknown. */
GtkWidget *postil_inspector_line    (const PostilLabel *label, const char *text);

G_END_DECLS
