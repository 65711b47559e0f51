/* inspector.h - the right pane: all about the current span, or about the document when there is none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "entity-index.h"
#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_INSPECTOR (postil_inspector_get_type ())
/* Follows the session a moment later, so that tagging never waits for it. */
G_DECLARE_FINAL_TYPE (PostilInspector, postil_inspector, POSTIL, INSPECTOR, GtkBox)

/* NULL: empty. */
void postil_inspector_set_session (PostilInspector *self, PostilSession *session);
void postil_inspector_focus_note  (PostilInspector *self);

/* Where it asks for the names that the current span goes by. */
void       postil_inspector_set_entities (PostilInspector *self, PostilEntityIndex *entities);

G_END_DECLS
