/* new-file.h - a file that has no name until it is right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilNewFile:
 *
 * Lies in the folder that it will have its name in. Where the file system can do so it has no name at all before, so that nothing
 * is left of it however the program ends; else a hidden one. It gets its name by postil_file_set_finish().
 */
typedef struct
{
  int   fd;        /* to read and write; -1: none */
  char *path;      /* that it will have */
  char *temporary; /* the hidden name, or NULL */
} PostilNewFile;

/* FALSE with errno set. */
gboolean postil_new_file_open  (PostilNewFile *self, const char *path);
/* It will never have a name, nor has it one now. */
gboolean postil_new_file_open_nameless (PostilNewFile *self, const char *path);
/* Gives it the rights that a new file has, or those of the old one, and a hidden name, and closes it: what is left to do is to
 * rename it. FALSE with errno set. */
gboolean postil_new_file_ready (PostilNewFile *self);
/* What has not been renamed vanishes. */
void     postil_new_file_clear (PostilNewFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilNewFile, postil_new_file_clear)

/* A second, hidden name for the file @from, in the folder of @path and like its name; @flags: of linkat(). NULL with errno set.
 * (transfer full) */
char    *postil_new_file_link_hidden (const char *from, int flags, const char *path);

G_END_DECLS
