/* nouns.h - what a common noun says about the one who speaks: a person, a body of people, a place, a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_NOUN_NONE,
  POSTIL_NOUN_PERSON,       /* "spokesman" */
  POSTIL_NOUN_ORGANISATION, /* "ministry" */
  POSTIL_NOUN_PLACE,        /* "nation" */
  POSTIL_NOUN_DOCUMENT,     /* "statement": speaks for somebody named before */
  POSTIL_NOUN_PRONOUN,      /* he, she, it, they, who */
  POSTIL_NOUN_FIRST_PERSON, /* I, we */
  POSTIL_NOUN_STOP,         /* ends a noun phrase: prepositions, conjunctions, auxiliaries */
  POSTIL_NOUN_DETERMINER,
  POSTIL_NOUN_ADVERB, /* may stand between subject and verb */
} PostilNoun;

PostilNoun postil_noun_lookup (const char *word, gsize n_bytes);

G_END_DECLS
