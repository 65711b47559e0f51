/* review-material.c - makes a project of a million suggestions, all at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "review-material.h"

#include <postil/postil.h>
#include <stdlib.h>

static void
must (gboolean done, GError *error)
{
  if (done)
    return;
  g_printerr ("bench-review: %s\n", error != NULL ? error->message : "something failed");
  exit (1);
}

static const char *const LABELS[] = { "Denial", "Allegation", "Threat", "Person", "Organisation", "Place", "Statement" };
static const char *const SOURCES[] = { "rules/denial.denies", "rules/allegation.accuses", "learner/acts", "entities/tagger",
                                       REVIEW_RARE_SOURCE };
#define N_COMMON 4
static const char *const WORDS[] = { "the",   "harbour", "board",  "denied", "that",   "a",     "ledger", "inspector",
                                     "claims", "Maren",  "Holt",   "on",     "Monday", "report", "never",  "payment",
                                     "went",  "missing", "before", "winter", "council", "voted" };

/* Each begins with the same name, so that many suggestions have the same words. */
static PostilText *
make_text (GRand *random)
{
  GString *text = g_string_new (REVIEW_SAME_WORDS);
  g_autoptr (GError) error = NULL;
  PostilText *made;

  for (guint i = 0; i < 60; i++)
    {
      g_string_append (text, i % 20 == 19 ? ".\n" : " ");
      g_string_append (text, WORDS[g_rand_int_range (random, 0, G_N_ELEMENTS (WORDS))]);
    }
  made = postil_text_new (text->str, (gssize) text->len, &error);
  g_string_free (text, TRUE);
  must (made != NULL, error);
  return made;
}

static void
add_suggestion (PostilStore *store, const PostilDocument *document, GRand *random, guint i, gboolean same,
                const PostilId *labels, const PostilId *sources)
{
  g_autoptr (PostilSpan) span = postil_span_new ();
  guint32 length = postil_text_get_length (document->text);
  guint32 start = (guint32) g_rand_int_range (random, 12, (gint32) length - 40);
  g_autoptr (GError) error = NULL;

  span->document = document->id;
  span->range = same ? POSTIL_RANGE (0, 10) : POSTIL_RANGE (start, start + (guint32) g_rand_int_range (random, 4, 40));
  span->label = labels[same ? 3 : i % G_N_ELEMENTS (LABELS)];
  span->source = sources[i % 20011 == 20010 ? N_COMMON : i % N_COMMON];
  span->state = POSTIL_STATE_SUGGESTED;
  span->score = g_rand_double (random);
  span->reason = g_strdup ("made for a measurement");
  must (postil_spans_add (store, span, &error), error);
}

static void
fill (PostilStore *store, int n_documents, int n_suggestions)
{
  PostilId labels[G_N_ELEMENTS (LABELS)];
  PostilId sources[G_N_ELEMENTS (SOURCES)];
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GError) error = NULL;
  int per_document = MAX (1, n_suggestions / n_documents);

  must (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error), error);
  must (postil_transaction_expect_many (store, &error), error);
  for (guint i = 0; i < G_N_ELEMENTS (LABELS); i++)
    labels[i] = postil_labels_find (store, LABELS[i]);
  for (guint i = 0; i < G_N_ELEMENTS (SOURCES); i++)
    sources[i] = postil_source_ensure (store, i < 2 || i == N_COMMON ? POSTIL_SOURCE_RULE : POSTIL_SOURCE_MODEL, SOURCES[i], "1", &error);
  for (int d = 0; d < n_documents; d++)
    {
      g_autofree char *key = g_strdup_printf ("pages/%06d.txt", d);
      g_autoptr (PostilText) text = make_text (random);
      g_autoptr (PostilDocument) document = postil_document_new (key, text);

      must (postil_documents_add (store, document, NULL, &error), error);
      for (int i = 0; i < per_document; i++)
        add_suggestion (store, document, random, (guint) (d * per_document + i), i == 0 && d < REVIEW_N_SAME, labels, sources);
    }
  must (postil_transaction_commit (store, &error), error);
}

void
review_material_make (const char *path, int n_documents, int n_suggestions)
{
  g_autoptr (GError) error = NULL;
  PostilStore *store = postil_store_open (path, POSTIL_STORE_CREATE, &error);

  must (store != NULL, error);
  fill (store, n_documents, n_suggestions);
  postil_store_close (store);
}
