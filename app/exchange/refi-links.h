/* refi-links.h - the links of a REFI-QDA project, which stand behind the sources that need them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "record.h"

G_BEGIN_DECLS

/**
 * PostilRefiLinks:
 *
 * All links of a file, in a few bytes each. Read before the sources, each source then takes its own.
 */
typedef struct _PostilRefiLinks PostilRefiLinks;

PostilRefiLinks *postil_refi_links_new  (void);
void             postil_refi_links_free (PostilRefiLinks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRefiLinks, postil_refi_links_free)
/* @from and @to are guids in lower case, without braces. */
void             postil_refi_links_add  (PostilRefiLinks *self, const char *from, const char *to, const char *name, guint line);
/* Adds to @record the links between two of its spans. Once it has been called no more are added. */
void             postil_refi_links_take (PostilRefiLinks *self, PostilRecord *record);
/* Complains of those that no source took. */
void             postil_refi_links_tell (PostilRefiLinks *self, PostilIntake *intake);

G_END_DECLS
