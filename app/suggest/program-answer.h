/* program-answer.h - the lines that go to a program and come back from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/command.h>

G_BEGIN_DECLS

/* A document as one JSON line, with its line feed. */
char           *postil_program_question (const PostilDocument *document);
/* Proposals of @source from line @number; NULL when it is of no use. Complaints go to @report. @key: whose it is. */
PostilAnalysis *postil_program_answer   (const char *line, gsize n_bytes, guint number, const char *source,
                                         const PostilProgramClient *client, gpointer data, PostilReport *report, char **key);

G_END_DECLS
