/* review-material.h - a project of a million suggestions to measure the review queue with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words and the label that this many suggestions share, each in a document of its own. */
#define REVIEW_SAME_WORDS "Maren Holt"
#define REVIEW_SAME_LABEL "Person"
#define REVIEW_N_SAME 10000
/* A source that only a few of the suggestions come from, in one label of many. */
#define REVIEW_RARE_SOURCE "rules/rare"

/* Writes the project to @path, which must not exist, or ends the program with a message. */
void review_material_make (const char *path, int n_documents, int n_suggestions);

G_END_DECLS
