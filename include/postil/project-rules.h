/* project-rules.h - a project's own rules and the weights of its sources, changed as a user does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/project.h>
#include <postil/stored-rules.h>

G_BEGIN_DECLS

/* Each is one undo step. @body: a rule pack in YAML of exactly one rule; it is read first, and refused with its line when it is none.
 * The name of the stored rule is that of the rule ("own.denies-flatly"), which is returned in @name (nullable, transfer full). A
 * name that a shipped rule has is refused. */
gboolean postil_project_save_rule    (PostilProject *self, const char *body, gboolean enabled, char **name, GError **error);
gboolean postil_project_remove_rule  (PostilProject *self, const char *name, GError **error);
/* Every rule of a pack, or of several in one file, from elsewhere, switched on; returns how many, -1 on error: then
 * none. */
int      postil_project_import_rules (PostilProject *self, const char *yaml, gsize n_bytes, const char *origin, GError **error);
/* All rules of the project under the names that they have: one pack, or several, as an import takes them. NULL with
 * @error; POSTIL_ERROR_NOT_FOUND when there is none. (transfer full) */
char    *postil_project_export_rules (PostilProject *self, GError **error);

/* Another number whenever the rules may have changed, by these or by an undo or redo: cheap to ask after each edit. */
guint    postil_project_get_rules_serial (PostilProject *self);

/* Whether suggesting uses the project's own rules. FALSE at first: they may come from a stranger, and somebody has to agree. */
void     postil_project_set_run_rules (PostilProject *self, gboolean run);
gboolean postil_project_get_run_rules (PostilProject *self);

/* Bookkeeping, no undo steps: a source's weight in the ledger (0 retires it), and whether a suggester runs when nobody names any. */
gboolean postil_project_set_weight    (PostilProject *self, const char *source, double weight, GError **error);
gboolean postil_project_set_suggester (PostilProject *self, const char *suggester, gboolean on, GError **error);
gboolean postil_project_get_suggester (PostilProject *self, const char *suggester);
/* Those that are on, NULL-terminated; NULL when all are. (transfer full) */
char   **postil_project_get_suggesters (PostilProject *self);

G_END_DECLS
