/* rule-pack.h - what a rule pack is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/rules.h>

G_BEGIN_DECLS

struct _PostilRulePack
{
  char      *name;
  char      *origin;
  GHashTable *defines; /* name -> pattern, those of "use" included */
  GPtrArray *rules;    /* of PostilRule */
};

G_END_DECLS
