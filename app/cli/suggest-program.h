/* suggest-program.h - postilctl suggest with a program of somebody's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/command.h>

G_BEGIN_DECLS

/* What was said on the command line. */
typedef struct
{
  const char *line;   /* as a shell would take it apart; NULL: what the project names */
  gboolean    of_project; /* that it may be run */
  gboolean    save;   /* have the project name it */
  int         seconds; /* without an answer */
  gboolean    json;
} PostilProgramWish;

/* Asks it about every document of the project. Returns the exit code. */
int postil_suggest_program (const char *path, const PostilProgramWish *wish);
/* Says on standard error that a project names a program, which was not run. */
void postil_suggest_tell_program (PostilStore *store);

G_END_DECLS
