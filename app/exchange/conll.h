/* conll.h - reads columns of tokens and tags, sentence by sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tokens.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_COLUMNS_END,
  POSTIL_COLUMNS_DOCUMENT, /* a -DOCSTART- line */
  POSTIL_COLUMNS_SENTENCE,
} PostilColumnsEvent;

/**
 * PostilColumnsReader:
 *
 * The words and tags of one sentence at a time, from bytes that stay where they are. Lines that are wrong are refused by
 * @intake (NULL: only counted) and left out.
 */
typedef struct
{
  PostilLineReader lines;
  GPtrArray       *words;
  GPtrArray       *tags; /* valid ones */
  guint            line; /* where the sentence starts */
  guint            n_refused;
  gboolean         document_next;
  PostilIntake    *intake;
} PostilColumnsReader;

void               postil_columns_reader_init  (PostilColumnsReader *self, GBytes *bytes, PostilIntake *intake);
void               postil_columns_reader_clear (PostilColumnsReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilColumnsReader, postil_columns_reader_clear)
PostilColumnsEvent postil_columns_reader_next  (PostilColumnsReader *self);

G_END_DECLS
