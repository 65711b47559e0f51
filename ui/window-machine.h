/* window-machine.h - rules, sources and their ledger, quality: what the window does about the machine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "window.h"

G_BEGIN_DECLS

void     postil_window_install_machine (PostilWindow *self);
/* Whether the project's own rules may run: TRUE at once when there are none or they were agreed to; else asks, and suggests anew when
 * the answer is there. */
gboolean postil_window_may_suggest     (PostilWindow *self);

/* What the pages show may have been taken back, or taken anew. */
void     postil_window_follow_history  (PostilWindow *self);
/* The rule that is being tried, if there is one. */
gboolean postil_window_tries_rule      (PostilWindow *self);
void     postil_window_stop_rule       (PostilWindow *self);

G_END_DECLS
