/* bench-text.c - how fast text is read, cut and indexed: medians of several runs, in MB/s and operations a second
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-text [FILE]: on a made-up English text of 8 MB, or on FILE (UTF-8).
 */
#include <postil/decode.h>
#include <postil/segments.h>
#include <postil/span-index.h>
#include <stdlib.h>
#include <string.h>

#define N_RUNS 7
#define N_SPANS 100000

typedef struct
{
  const char *utf8;
  gsize n_bytes;
  PostilText *text;
} Input;

/* Kept, so that no compiler may leave out the work. */
static volatile guint64 sink;

static const char *const words[] = {
  "the",         "harbour",
  "board",       "of",
  "denied",      "on",
  "Tuesday",     "that",
  "any",         "letter",
  "had",         "been",
  "hidden",      "from",
  "its",         "auditors",
  "Dr.",         "Quist",
  "U.S.",        "officials",
  "said",        "\xe2\x80\x9cNothing",
  "was",         "lost\xe2\x80\x9d",
  "caf\xc3\xa9", "don\xe2\x80\x99t",
  "can't",       "3,400",
  "jobs,",       "and",
  "nobody",      "answered.",
  "Why?",        "residents",
  "asked",       "after",
  "a",           "meeting",
  "in",          "Troms\xc3\xb8.",
};

static char *
make_text (gsize n_bytes)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260101);
  GString *text = g_string_sized_new (n_bytes + 64);
  guint n = 0;

  while (text->len < n_bytes)
    {
      g_string_append (text, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      g_string_append (text, ++n % 90 == 0 ? "\n\n" : " ");
    }
  return g_string_free (text, FALSE);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double left = *(const double *) a;
  const double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

/* Seconds, the middle one of the runs. */
static double
measure (void (*work) (const Input *input), const Input *input)
{
  double seconds[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      work (input);
      seconds[i] = MAX (1e-9, (double) (g_get_monotonic_time () - start) / 1e6);
    }
  qsort (seconds, N_RUNS, sizeof *seconds, compare_doubles);
  return seconds[N_RUNS / 2];
}

static void
validate (const Input *input)
{
  g_autoptr (PostilText) text = postil_text_new (input->utf8, (gssize) input->n_bytes, NULL);

  sink += postil_text_get_length (text);
}

static void
decode (const Input *input)
{
  g_autoptr (PostilDecoded) decoded = postil_decode ((const guint8 *) input->utf8, input->n_bytes, NULL, NULL);

  sink += postil_text_get_length (decoded->text);
}

static void
cut_tokens (const Input *input)
{
  g_autoptr (GArray) tokens =
      postil_segment_tokens (input->text, POSTIL_RANGE (0, postil_text_get_length (input->text)));

  sink += tokens->len;
}

static void
cut_sentences (const Input *input)
{
  g_autoptr (GArray) sentences =
      postil_segment_sentences (input->text, POSTIL_RANGE (0, postil_text_get_length (input->text)));

  sink += sentences->len;
}

static void
cut_paragraphs (const Input *input)
{
  g_autoptr (GArray) paragraphs =
      postil_segment_paragraphs (input->text, POSTIL_RANGE (0, postil_text_get_length (input->text)));

  sink += paragraphs->len;
}

/* A million places, all over the text, from code points to bytes and UTF-16 and back. */
static void
convert_places (const Input *input)
{
  const guint32 length = postil_text_get_length (input->text);
  guint32 place = 0;

  for (guint i = 0; i < 1000000; i++)
    {
      place = (place + 2654435761u) % length;
      sink += postil_text_from_byte (input->text, postil_text_to_byte (input->text, place));
      sink += postil_text_from_u16 (input->text, postil_text_to_u16 (input->text, place));
    }
}

static void
fill_index (PostilSpanIndex *index, guint32 length)
{
  guint32 place = 0;

  for (guint i = 0; i < N_SPANS; i++)
    {
      place = (place + 2654435761u) % length;
      postil_span_index_add (index, i + 1, POSTIL_RANGE (place, place + 5 + i % 90));
    }
}

static void
add_and_remove (const Input *input)
{
  g_autoptr (PostilSpanIndex) index = postil_span_index_new ();

  fill_index (index, postil_text_get_length (input->text));
  for (guint i = 0; i < N_SPANS; i++)
    postil_span_index_remove (index, i + 1);
}

static gboolean
count_hit (PostilSpanId id, PostilRange range, gpointer user_data)
{
  (*(guint64 *) user_data)++;
  return TRUE;
}

/* One screen of text, 100,000 times. */
static double
measure_visits (const Input *input, double *hits_each)
{
  g_autoptr (PostilSpanIndex) index = postil_span_index_new ();
  const guint32 length = postil_text_get_length (input->text);
  guint64 hits = 0;
  guint32 place = 0;

  fill_index (index, length);
  const gint64 start = g_get_monotonic_time ();
  for (guint i = 0; i < N_SPANS; i++)
    {
      place = (place + 2654435761u) % length;
      postil_span_index_visit (index, POSTIL_RANGE (place, place + 3000), count_hit, &hits);
    }
  *hits_each = (double) hits / N_SPANS;
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

static void
print_rate (const char *what, double seconds, double megabytes)
{
  g_print ("%-28s %8.1f ms %9.1f MB/s\n", what, seconds * 1e3, megabytes / seconds);
}

int
main (int argc, char **argv)
{
  g_autofree char *made = NULL;
  gsize n_bytes = 0;

  if (argc > 1)
    {
      g_autoptr (GError) error = NULL;
      if (!g_file_get_contents (argv[1], &made, &n_bytes, &error))
        {
          g_printerr ("bench-text: %s\n", error->message);
          return 2;
        }
    }
  else
    {
      made = make_text (8 * 1000 * 1000);
      n_bytes = strlen (made);
    }

  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (made, (gssize) n_bytes, &error);
  if (text == NULL || postil_text_get_length (text) == 0)
    {
      g_printerr ("bench-text: %s\n", error != NULL ? error->message : "The text is empty.");
      return 2;
    }

  const Input input = { made, n_bytes, text };
  const double megabytes = (double) n_bytes / 1e6;
  double hits = 0;

  g_print ("%.1f MB, medians of %d runs, one thread\n", megabytes, N_RUNS);
  print_rate ("validate and measure", measure (validate, &input), megabytes);
  print_rate ("decode (with SHA-256)", measure (decode, &input), megabytes);
  print_rate ("paragraphs", measure (cut_paragraphs, &input), megabytes);
  print_rate ("tokens", measure (cut_tokens, &input), megabytes);
  print_rate ("sentences", measure (cut_sentences, &input), megabytes);
  g_print ("%-28s %8.1f ns each\n", "convert there and back", measure (convert_places, &input) * 1e9 / 2e6);
  g_print ("%-28s %8.1f ns each, of %d\n", "index: add, then remove", measure (add_and_remove, &input) * 1e9 / N_SPANS,
           N_SPANS);
  const double seconds = measure_visits (&input, &hits);
  g_print ("%-28s %8.1f ns each, of %d, %.1f hits\n", "index: visit a screen", seconds * 1e9 / N_SPANS, N_SPANS, hits);
  return sink == 0;
}
