/* verbs.h - the functions behind the verbs of postilctl, one per cmd-*.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "command.h"

G_BEGIN_DECLS

int postil_cmd_new (const PostilCommand *command, int argc, char **argv);

G_END_DECLS
