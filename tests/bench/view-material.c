/* view-material.c - makes what bench-view shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "view-material.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

const char *const bench_labels[BENCH_LABELS] = { "Person", "Organisation", "Place",  "Event",
                                                 "Denial", "Allegation",   "Threat", "Quote" };

const BenchSize bench_sizes[] = {
  { "10 KB, 100 spans", 10 * 1000, 100, FALSE },
  { "100 KB, 1,000 spans", 100 * 1000, 1000, FALSE },
  { "100 KB, 10,000 spans", 100 * 1000, 10000, FALSE },
  { "1 MB, 10,000 spans", 1000 * 1000, 10000, FALSE },
  { "1 MB, 1,000 spans", 1000 * 1000, 1000, FALSE },
  { "1 MB in one line, 1,000 spans", 1000 * 1000, 1000, TRUE },
  { "10 MB, 100,000 spans", 10 * 1000 * 1000, 100000, FALSE },
};
const guint bench_n_sizes = G_N_ELEMENTS (bench_sizes);

void
bench_check (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("bench-view: %s\n", error->message);
  exit (1);
}

char *
bench_make_text (gsize n_bytes, gboolean one_line, guint32 seed)
{
  static const char *const words[] = { "the", "harbour",   "board",     "denied", "that",
                                       "a",   "ledger",    "inspector", "claims", BENCH_WORD,
                                       "on",  "Wednesday", "report",    "never",  "payment" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GString *text = g_string_sized_new (n_bytes + 16);
  gsize paragraph = 0;

  while (text->len < n_bytes)
    {
      g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      if (!one_line && text->len - paragraph > 420)
        {
          g_string_append (text, ".\n\n");
          paragraph = text->len;
        }
      else
        g_string_append (text, g_rand_int_range (rand, 0, 12) == 0 ? ". " : " ");
    }
  return g_string_free (text, FALSE);
}

GArray *
bench_make_spans (const char *text, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (BenchSpan));
  guint32 length = (guint32) strlen (text);

  for (guint i = 0; i < n; i++)
    {
      BenchSpan span = { .label = (guint) g_rand_int_range (rand, 0, BENCH_LABELS) };

      span.range.start = (guint32) ((guint64) length * i / n);
      while (span.range.start + 1 < length && !g_ascii_isalpha (text[span.range.start]))
        span.range.start++;
      span.range.stop = span.range.start + (guint32) g_rand_int_range (rand, 4, span.label < 4 ? 16 : 90);
      span.range.stop = MIN (span.range.stop, length);
      if (span.range.start < span.range.stop)
        g_array_append_val (spans, span);
    }
  return spans;
}

static PostilProject *
new_project (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "p.postil", NULL);
  g_autoptr (GError) error = NULL;
  PostilProject *project;

  g_unlink (path);
  project = postil_project_create (path, "bench", &error);
  bench_check (error);
  postil_transaction_begin (postil_project_get_store (project), POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  bench_check (error);
  return project;
}

static void
finish_project (PostilProject *project)
{
  g_autoptr (GError) error = NULL;

  postil_transaction_commit (postil_project_get_store (project), &error);
  bench_check (error);
  g_object_unref (project);
}

static void
add_document (PostilProject *project, const char *key, const char *text, const GArray *spans)
{
  PostilStore *store = postil_project_get_store (project);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) words = postil_text_new (text, -1, &error);
  g_autoptr (PostilDocument) document = NULL;
  PostilId source = postil_source_ensure (store, POSTIL_SOURCE_IMPORT, "bench", "", NULL);
  gboolean added;

  bench_check (error);
  document = postil_document_new (key, words);
  document->title = g_strdup_printf ("Bench %s", key);
  document->position = -1;
  postil_documents_add (store, document, &added, &error);
  bench_check (error);
  for (guint i = 0; i < spans->len; i++)
    {
      const BenchSpan *item = &g_array_index (spans, BenchSpan, i);
      g_autoptr (PostilSpan) span = postil_span_new ();

      span->document = document->id;
      span->range = item->range;
      span->label = postil_labels_find (store, bench_labels[item->label]);
      span->source = source;
      span->state = i % 3 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED;
      span->score = 0.75;
      postil_spans_add (store, span, &error);
      bench_check (error);
    }
}

static void
write_file (const char *folder, const char *name, const char *contents)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  bench_check (error);
}

void
bench_write_size (const char *folder, const BenchSize *size, gboolean one_line)
{
  g_autofree char *text = bench_make_text (size->n_bytes, one_line, 1);
  g_autofree char *other = bench_make_text (size->n_bytes, one_line, 5);
  g_autoptr (GArray) spans = bench_make_spans (text, size->n_spans);
  g_autoptr (GArray) others = bench_make_spans (other, size->n_spans);
  g_autoptr (GString) lines = g_string_new (NULL);
  PostilProject *project = new_project (folder);

  for (guint i = 0; i < spans->len; i++)
    {
      const BenchSpan *span = &g_array_index (spans, BenchSpan, i);

      g_string_append_printf (lines, "%u %u %u\n", span->range.start, span->range.stop, span->label);
    }
  write_file (folder, "text.txt", text);
  write_file (folder, "spans.txt", lines->str);
  add_document (project, "one.txt", text, spans);
  add_document (project, "two.txt", other, others);
  finish_project (project);
}

void
bench_write_many (const char *folder, guint n_documents)
{
  PostilProject *project = new_project (folder);

  for (guint i = 0; i < n_documents; i++)
    {
      g_autofree char *key = g_strdup_printf ("%06u.txt", i);
      g_autofree char *text = bench_make_text (i % 100 == 0 ? 20000 : 400, FALSE, i + 10);
      g_autoptr (GArray) spans = bench_make_spans (text, 4);

      add_document (project, key, text, spans);
    }
  finish_project (project);
}
