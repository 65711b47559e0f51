/* plural.h - both forms of a message for ngettext(), where a table or a call wants them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

/* data/po/meson.build tells xgettext to read it. */
#define NP_(one, many) one, many
