/* label.h - the names that spans, relations and documents are given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/span.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_LABEL_ENTITY,
  POSTIL_LABEL_QUOTE,
  POSTIL_LABEL_ACT,
  POSTIL_LABEL_STRUCTURE, /* Post, QuotedReply, Boilerplate: spans too, but never in the review queue */
  POSTIL_LABEL_RELATION,
  POSTIL_LABEL_DOCUMENT,
} PostilLabelKind;

const char *postil_label_kind_to_string   (PostilLabelKind kind);
gboolean    postil_label_kind_from_string (const char *name, PostilLabelKind *kind);

/**
 * PostilLabel:
 *
 * A plain value that owns its strings. The id derives from @name, which is unique in a project (case counts),
 * not empty, and free of control characters. @colour is "#rrggbb". @shortcut is one character or "".
 */
typedef struct
{
  PostilId        id;
  char           *name;
  PostilLabelKind kind;
  PostilId        parent; /* 0: none */
  char           *colour;
  char           *shortcut;
  char           *guideline;
  int             position;
  gboolean        archived;
} PostilLabel;

PostilLabel *postil_label_new  (const char *name, PostilLabelKind kind);
PostilLabel *postil_label_copy (const PostilLabel *self);
void         postil_label_free (PostilLabel *self);
gboolean     postil_label_equal (const PostilLabel *a, const PostilLabel *b); /* in all but the id */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLabel, postil_label_free)

/* POSTIL_ERROR_FAILED with the reason when @name cannot be a label. */
gboolean   postil_label_check_name (const char *name, GError **error);
/* The set that a new project starts with (design, section 7), colours told apart in light and dark, keys
 * 1..9, 0 and letters. GPtrArray of PostilLabel. (transfer full) */
GPtrArray *postil_label_default_set (void);
/* A colour for a label that came without one: stable for the name, from the same palette. */
const char *postil_label_colour_for (const char *name);
/* "#1F77B4" or "#abc" as a label has it; NULL when it is no such thing. (transfer full) */
char       *postil_label_read_colour (const char *written);

G_END_DECLS
