/* view-material.h - texts, spans and projects for bench-view, the same in every run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/postil.h>

G_BEGIN_DECLS

#define BENCH_LABELS 8

typedef struct
{
  const char *name;
  gsize n_bytes;
  guint n_spans;
  gboolean one_line;
} BenchSize;

/* All borrowed. */
extern const BenchSize bench_sizes[];
extern const guint bench_n_sizes;
extern const char *const bench_labels[BENCH_LABELS];
/* A word that stands some 10,000 times in a megabyte. */
#define BENCH_WORD "Maren"

typedef struct
{
  PostilRange range;
  guint label;
} BenchSpan;

/* Says what went wrong and ends the program, when @error is set. */
void bench_check (GError *error);

char   *bench_make_text  (gsize n_bytes, gboolean one_line, guint32 seed);
GArray *bench_make_spans (const char *text, guint n);
/* text.txt, spans.txt and p.postil in @folder; the project holds two documents of that size. */
void    bench_write_size (const char *folder, const BenchSize *size, gboolean one_line);
/* p.postil with @n_documents short documents. */
void    bench_write_many (const char *folder, guint n_documents);

G_END_DECLS
