/* verbs.h - the functions behind the verbs of postilctl, one per cmd-*.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "command.h"

G_BEGIN_DECLS

int postil_cmd_check   (const PostilCommand *command, int argc, char **argv);
int postil_cmd_export  (const PostilCommand *command, int argc, char **argv);
int postil_cmd_formats (const PostilCommand *command, int argc, char **argv);
int postil_cmd_history (const PostilCommand *command, int argc, char **argv);
int postil_cmd_import  (const PostilCommand *command, int argc, char **argv);
int postil_cmd_labels  (const PostilCommand *command, int argc, char **argv);
int postil_cmd_ledger  (const PostilCommand *command, int argc, char **argv);
int postil_cmd_new     (const PostilCommand *command, int argc, char **argv);
int postil_cmd_score   (const PostilCommand *command, int argc, char **argv);
int postil_cmd_search  (const PostilCommand *command, int argc, char **argv);
int postil_cmd_stats   (const PostilCommand *command, int argc, char **argv);
int postil_cmd_suggest (const PostilCommand *command, int argc, char **argv);
int postil_cmd_train   (const PostilCommand *command, int argc, char **argv);
int postil_cmd_unaligned (const PostilCommand *command, int argc, char **argv);
int postil_cmd_rules   (const PostilCommand *command, int argc, char **argv);

G_END_DECLS
