/* spans-private.h - what the writing and the reading half of spans share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/spans.h>

G_BEGIN_DECLS

/* The column span.words for these words. 63 bits of SHA-256: nobody will see two texts meet by chance. */
PostilId postil_spans_hash (const char *words);

G_END_DECLS
