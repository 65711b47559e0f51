/* refi.h - pieces of XML that REFI-QDA projects and codebooks share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An attribute whose value is a GUID that derives from @kind and @name: the same thing has the same one in each export. */
void postil_refi_append_guid        (GString *out, const char *attribute, const char *kind, const char *name);
void postil_refi_append_attribute   (GString *out, const char *name, const char *value);
/* Nothing when @text is empty. */
void postil_refi_append_description (GString *out, const char *text);

G_END_DECLS
