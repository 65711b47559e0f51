/* xml-losses.h - what an export loses because XML has no way to write some characters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outline.h"

G_BEGIN_DECLS

/* Of the current document. @text: its text is written in XML, too. */
void postil_xml_count_losses (const PostilExportWalk *walk, const PostilOutline *outline, gboolean text,
                              const PostilCapabilities *capabilities, PostilLosses *losses);

G_END_DECLS
