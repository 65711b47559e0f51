/* entities-train.c - from gold documents to the examples that the tagger of names learns from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/training.h>

#include "gazetteer.h"
#include "tagger.h"

#include <string.h>

struct _PostilEntityTrainer
{
  PostilGazetteer     *gazetteer;
  PostilTaggerTrainer *trainer;
};

PostilEntityTrainer *
postil_entity_trainer_new (void)
{
  PostilEntityTrainer *self = g_new0 (PostilEntityTrainer, 1);

  self->gazetteer = postil_gazetteer_new ();
  self->trainer = postil_tagger_trainer_new ();
  return self;
}

void
postil_entity_trainer_free (PostilEntityTrainer *self)
{
  postil_gazetteer_free (self->gazetteer);
  postil_tagger_trainer_free (self->trainer);
  g_free (self);
}

/* GUM calls a country an organisation where its government or team acts; Postil calls a country a place. */
static const char *
mended_label (const PostilEntityTrainer *self, const GArray *names, const PostilGoldName *gold)
{
  guint begin = 0, end;

  if (strcmp (gold->label, "Organisation") != 0)
    return gold->label;
  while (begin < names->len && g_array_index (names, PostilNameToken, begin).range.start < gold->range.start)
    begin++;
  for (end = begin; end < names->len && g_array_index (names, PostilNameToken, end).range.stop <= gold->range.stop; end++)
    ;
  if (end > begin && postil_gazetteer_lookup (self->gazetteer, &g_array_index (names, PostilNameToken, begin),
                                              end - begin) & POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY))
    return g_intern_static_string ("Place");
  return gold->label;
}

void
postil_entity_trainer_add (PostilEntityTrainer *self, PostilText *text, const GArray *gold)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);
  g_autoptr (GArray) names = postil_name_tokens (analysis);
  g_autoptr (GArray) mended = g_array_copy ((GArray *) gold);

  postil_gazetteer_mark (self->gazetteer, names);
  postil_name_tokens_add_affixes (names, postil_text_get_utf8 (text, NULL), 0, names->len);
  for (guint i = 0; i < mended->len; i++)
    {
      PostilGoldName *name = &g_array_index (mended, PostilGoldName, i);

      name->label = mended_label (self, names, name);
    }
  postil_tagger_trainer_add (self->trainer, names, mended);
}

GBytes *
postil_entity_trainer_run (PostilEntityTrainer *self, guint epochs, guint32 seed, gsize max_bytes)
{
  return postil_tagger_trainer_run (self->trainer, epochs, seed, max_bytes);
}
