/* error.c - the error domain of the core
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/error.h>

G_DEFINE_QUARK (postil-error-quark, postil_error)
