/* relation.c - relations as plain values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/relation.h>

PostilRelation *
postil_relation_new (void)
{
  PostilRelation *self = g_new0 (PostilRelation, 1);

  self->state = POSTIL_STATE_KEPT;
  self->score = 1.0;
  self->note = g_strdup ("");
  return self;
}

PostilRelation *
postil_relation_copy (const PostilRelation *self)
{
  PostilRelation *copy = g_new (PostilRelation, 1);

  *copy = *self;
  copy->note = g_strdup (self->note);
  return copy;
}

void
postil_relation_free (PostilRelation *self)
{
  if (self == NULL)
    return;
  g_free (self->note);
  g_free (self);
}
