/* print.h - the shown document on paper or in a PDF, with its kept spans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* With the desktop's print dialog, which also prints into a file. @path (nullable): no dialog, a PDF there. FALSE with @error when
 * it was not printed; without when the dialog was cancelled. */
gboolean postil_print_document (GtkWindow *parent, PostilSession *session, const char *path, GError **error);

G_END_DECLS
