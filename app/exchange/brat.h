/* brat.h - brat's standoff files, and how its readers split lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outline.h"
#include "record.h"

G_BEGIN_DECLS

/* Whether the character ends a line, or a field, for some reader of .ann files: none may be part of a fragment. */
gboolean postil_brat_is_break (gunichar c);
/* Whether the text between two fragments is white space that holds a break: then they were one before they were written. */
gboolean postil_brat_is_seam  (const char *utf8, gsize n_bytes);
/* Letters, digits, "_" and "-" of any alphabet stay; the rest becomes "_". (transfer full) */
char    *postil_brat_name (const char *name);
/* Adds what the lines of @ann say to @record, of whose text @utf8 is the plain form. @intake NULL: complaints are dropped. */
void     postil_brat_parse    (PostilRecord *record, const PostilText *text, GBytes *ann, PostilIntake *intake);

/* Begins a comment of visual.conf that has the whole name of a type, as its own lines cannot hold it. */
#define POSTIL_BRAT_NAME "# Postil: "

/**
 * PostilBratSettings:
 *
 * What visual.conf says of types: what people call them, and their colours.
 */
typedef struct
{
  GHashTable *names;   /* type -> name */
  GHashTable *colours; /* type -> "#rrggbb" */
} PostilBratSettings;

PostilBratSettings *postil_brat_settings_new  (void);
void                postil_brat_settings_free (PostilBratSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilBratSettings, postil_brat_settings_free)
void                postil_brat_settings_read (PostilBratSettings *self, GBytes *visual);
/* From the visual.conf beside or above @path; empty when there is none. (transfer full) */
PostilBratSettings *postil_brat_settings_for_file (const char *path);
/* Gives the spans of @record the names, and new labels of @intake the colours. */
void                postil_brat_settings_apply (const PostilBratSettings *self, PostilRecord *record, PostilIntake *intake);
/* The types of annotation.conf become labels, below each other as they stand there. */
gboolean            postil_brat_take_types (PostilStore *store, GBytes *annotation, const PostilBratSettings *settings,
                                            PostilReport *report, GError **error);

G_END_DECLS
