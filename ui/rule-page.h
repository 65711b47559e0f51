/* rule-page.h - the editor of rules: what they find is seen while they are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_RULE_PAGE (postil_rule_page_get_type ())
/* ::message (string, boolean undo) for a toast. Activates win.show-hit (xuu) and win.trust-rules of its window. The property "trying"
 * is TRUE while a rule's examples and the documents are gone through. */
G_DECLARE_FINAL_TYPE (PostilRulePage, postil_rule_page, POSTIL, RULE_PAGE, GtkBox)

/* NULL: none. */
void postil_rule_page_set_session (PostilRulePage *self, PostilSession *session);
/* Reads the list of rules again; what is being written stays. */
void postil_rule_page_refresh     (PostilRulePage *self);
/* The choice of a rule gets the keys. */
void postil_rule_page_focus       (PostilRulePage *self);
/* The project's rules may have changed: an undo or redo. What is typed and not saved stays. */
void postil_rule_page_follow      (PostilRulePage *self);
gboolean postil_rule_page_is_trying (PostilRulePage *self);
void postil_rule_page_stop        (PostilRulePage *self);
/* Begins a rule that finds @words, as @label, with the sentence around them as its example. */
void postil_rule_page_begin_from  (PostilRulePage *self, const char *words, PostilId label, const char *example);

G_END_DECLS
