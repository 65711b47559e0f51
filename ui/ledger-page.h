/* ledger-page.h - who suggests, how that fared, and what to do about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LEDGER_PAGE (postil_ledger_page_get_type ())
/* Suggesters on and off; each source and label with its proposals, decisions and precision; thresholds that follow. Activates
 * win.run-suggester (s), win.review-source (xxd) and win.decide-many (xxd) of its window. */
G_DECLARE_FINAL_TYPE (PostilLedgerPage, postil_ledger_page, POSTIL, LEDGER_PAGE, GtkBox)

/* NULL: none. */
void postil_ledger_page_set_session (PostilLedgerPage *self, PostilSession *session);
/* Reads everything again, beside the main loop. */
void postil_ledger_page_refresh     (PostilLedgerPage *self);
/* Whether it is being read. */
gboolean postil_ledger_page_is_busy (PostilLedgerPage *self);

G_END_DECLS
