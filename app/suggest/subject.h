/* subject.h - the words of a text one after another, and who is the subject of a verb among them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

#include "cues.h"
#include "nouns.h"

G_BEGIN_DECLS

#define POSTIL_NO_TOKEN G_MAXUINT

/**
 * PostilWords:
 *
 * The tokens of a text with what is asked of them again and again. @quoted: index + 1 of the quote that holds the token
 * (0: none); tokens of quotes are stepped over when a subject is looked for. @cues, @nouns: what was looked up already,
 * plus one; 0: not yet.
 */
typedef struct
{
  const char        *utf8;
  const PostilToken *tokens;
  guint              n_tokens;
  guint32           *quoted;
  guint8            *cues;
  guint8            *nouns;
} PostilWords;

/* A noun phrase: tokens [first, last], and the token that names what it is about. first == POSTIL_NO_TOKEN: none. */
typedef struct
{
  guint      first;
  guint      last;
  guint      head;
  PostilNoun noun; /* of the head */
} PostilPhrase;

gboolean   postil_words_is    (const PostilWords *words, guint i, const char *text); /* ASCII case ignored */
gboolean   postil_words_mark  (const PostilWords *words, guint i, char mark);
gboolean   postil_words_large (const PostilWords *words, guint i); /* starts with a capital */
PostilCue  postil_words_cue   (const PostilWords *words, guint i);
PostilNoun postil_words_noun  (const PostilWords *words, guint i);

/* Whether a sentence ends with token @i: a full stop that is none of an abbreviation, ! or ?. */
gboolean postil_words_ends_sentence (const PostilWords *words, guint i);

/* The noun phrase that ends right before token @stop, not before @floor; adverbs, and a phrase between commas, are stepped
 * over. */
PostilPhrase postil_phrase_before (const PostilWords *words, guint stop, guint floor);
/* The first noun phrase of [@start, @stop), not counting what comes before the main clause. */
PostilPhrase postil_phrase_first  (const PostilWords *words, guint start, guint stop);
/* The noun phrase that starts at @start. */
PostilPhrase postil_phrase_at     (const PostilWords *words, guint start, guint stop);
/* The subject of the verb at @verb in the sentence that starts at @floor. */
PostilPhrase postil_phrase_subject (const PostilWords *words, guint verb, guint floor);

G_END_DECLS
