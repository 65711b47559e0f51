/* scratch.h - a folder and an empty project for a fuzz target, gone when it ends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/store.h>

G_BEGIN_DECLS

/* In memory where the system has a place for that. */
const char  *fuzz_scratch_folder  (void);
/* One for the whole run: whatever is read is rolled back. */
PostilStore *fuzz_scratch_project (void);

G_END_DECLS
