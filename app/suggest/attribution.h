/* attribution.h - one document while it is asked who says what: shared by quotes and by statements without marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "subject.h"

G_BEGIN_DECLS

#define POSTIL_ATTRIBUTION_SOURCE "speakers"

enum
{
  POSTIL_NOBODY = G_MAXUINT,
  POSTIL_ATTRIBUTION_REACH = 60, /* tokens of a sentence that are read on either side */
};

/* A proposal and its range, so that they can be sorted by place. */
typedef struct
{
  PostilRange range;
  guint       proposal;
} PostilAttributionPlace;

typedef struct
{
  PostilAnalysis *analysis;
  PostilText     *text;
  PostilWords     words;
  GArray         *quotes;   /* PostilAttributionPlace, top level only, in text order */
  GArray         *entities; /* PostilAttributionPlace */
  GArray         *posts;    /* PostilAttributionPlace */
  guint           speaker;  /* proposal of the last one who spoke, or POSTIL_NOBODY */
  guint32         speaker_at;
  guint           person;   /* the last who is a person */
  guint           writer;   /* who spoke in the sentence that named a statement, a letter, a report */
} PostilAttribution;

/* A line break between two tokens. */
gboolean postil_attribution_has_break     (const PostilWords *words, guint left, guint right);
gboolean postil_attribution_is_quote_mark (const PostilWords *words, guint i);
guint    postil_attribution_sentence_stop (const PostilWords *words, guint at);
/* Whether @proposal is somebody, and of this label. */
gboolean postil_attribution_is_label      (const PostilAttribution *pass, guint proposal, const char *label);
/* The proposal that @phrase names, made when there is none; POSTIL_NOBODY when nobody is meant. */
guint    postil_attribution_mention       (PostilAttribution *pass, const PostilPhrase *phrase, guint floor);
/* The one of "according to ..." at token @i. */
guint    postil_attribution_according     (PostilAttribution *pass, guint i, guint stop, guint floor);
/* Proposes the cue at @token and ties it to @quote. */
void     postil_attribution_cue           (PostilAttribution *pass, guint quote, guint token, double score);
/* @speaker is the last one who spoke. */
void     postil_attribution_remember      (PostilAttribution *pass, guint speaker, guint32 at);

/* statements.c: what is reported without marks */
gboolean postil_attribution_statements    (PostilAttribution *pass, GCancellable *cancellable, GError **error);

G_END_DECLS
