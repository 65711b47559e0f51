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

/* What visual.conf calls types for people: type -> name. (transfer full) */
GHashTable *postil_brat_names_new      (void);
void        postil_brat_names_read     (GHashTable *names, GBytes *visual);
/* From the visual.conf beside or above @path; empty when there is none. (transfer full) */
GHashTable *postil_brat_names_for_file (const char *path);
void        postil_brat_names_apply    (GHashTable *names, PostilRecord *record);
/* The types of annotation.conf become labels, below each other as they stand there. */
gboolean    postil_brat_take_types     (PostilStore *store, GBytes *annotation, GHashTable *names, PostilReport *report,
                                        GError **error);

G_END_DECLS
