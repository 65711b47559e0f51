/* learner-private.h - a learner with other sizes than a project's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/learner.h>

G_BEGIN_DECLS

/* 2^@bits features; @with_rules: also which rules found something. */
PostilLearner *postil_learner_new_with (PostilSuggestContext *context, guint bits, gboolean with_rules) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
