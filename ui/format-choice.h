/* format-choice.h - the export formats as a person picks among them: in groups, with what each one keeps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chooser.h"

#include <postil/format.h>

G_BEGIN_DECLS

/* "Postil", "Tokens with tags", ...: never NULL. */
const char *postil_format_group   (const PostilFormat *format);
/* One phrase: "keeps everything", "without overlaps and notes". (transfer full) */
char       *postil_format_summary (const PostilFormat *format);
/* Those that can be written and match @typed, by group: GPtrArray of PostilChoice that activate @action with the format's
 * name. (transfer full) */
GPtrArray  *postil_format_choices (const char *typed, const char *action);

G_END_DECLS
