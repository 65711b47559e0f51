/* gazetteer.h - lists of known names and telling words, matched over name tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "name-tokens.h"

G_BEGIN_DECLS

/* The lists, in the order of their bits: an entry of one word sets bit 1 << class on its token, one of several words bit
 * 1 << (16 + class) on each of them. */
typedef enum
{
  POSTIL_CLASS_COUNTRY,
  POSTIL_CLASS_DEMONYM,
  POSTIL_CLASS_CITY,
  POSTIL_CLASS_REGION,
  POSTIL_CLASS_ORGANISATION,
  POSTIL_CLASS_GIVEN,
  POSTIL_CLASS_SURNAME,
  POSTIL_CLASS_TITLE,
  POSTIL_CLASS_ORGANISATION_WORD,
  POSTIL_CLASS_PLACE_WORD,
  POSTIL_CLASS_CALENDAR,
  POSTIL_CLASS_COMMON, /* an everyday word, also written small */
  POSTIL_CLASS_EVENT_WORD,
  POSTIL_CLASS_PARTICLE,
  POSTIL_CLASS_COMMON_BRITISH, /* the same, only in British spelling; looked up, never marked: the model of names was made without */
  POSTIL_N_CLASSES,
} PostilClass;

#define POSTIL_CLASS_BIT(class) (1u << (class))
#define POSTIL_CLASS_BIT_LONG(class) (1u << (16 + (class)))

/**
 * PostilGazetteer:
 *
 * All lists under resources/gazetteers in one hash table over token sequences; case is ignored for the key, but only
 * capitalised words are looked up. Immutable once made.
 */
typedef struct _PostilGazetteer PostilGazetteer;

PostilGazetteer *postil_gazetteer_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void             postil_gazetteer_free (PostilGazetteer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilGazetteer, postil_gazetteer_free)

/* Sets the class bits of every token of @names. Linear. */
void    postil_gazetteer_mark   (const PostilGazetteer *self, GArray *names);
/* Describes what stands in capitals only because all around it does as it would be written otherwise: small, or with the first
 * letter large when the lists or the rest of the document know it for a name. After the gazetteer marked @names. */
void    postil_name_tokens_calm (const PostilGazetteer *self, GArray *names, const char *utf8);
/* Classes (1 << class) of exactly these @n tokens as one entry; 0 when it is none. */
guint32 postil_gazetteer_lookup (const PostilGazetteer *self, const PostilNameToken *tokens, guint n);

G_END_DECLS
