/* repeats.c - finds statements that say the same in other words, in documents that share their rare words
 *
 * The full text says which documents share the rarest words of a statement; there, all quotes, statements and denials are
 * aligned with it. A pair counts when each is the other's best in its document, and both share enough.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/repeats.h>

#include <math.h>
#include <string.h>

#include <postil/documents.h>
#include <postil/history.h>
#include <postil/labels.h>
#include <postil/relations.h>
#include <postil/spans.h>

#include "alignment.h"

#define SOURCE "repeats"
/* A pair needs so much of its words in common, and so many that mean something; short ones nearly all. */
#define ENOUGH 0.44
#define ENOUGH_OF_PHRASE 0.5
#define NEARLY_ALL 0.8
#define CACHED_DOCUMENTS 64

enum
{
  ENOUGH_WORDS = 3,
  PHRASE = 7, /* words in line, small ones among them, of which two mean something */
  FEWEST_WORDS = 2,    /* that mean something, in a statement */
  N_KEYS = 6,          /* rarest words that candidates are looked for with */
  N_CANDIDATES = 25,   /* documents */
  LONGEST_STATEMENT = 1200, /* code points; longer ones are whole speeches */
};

static const char *const LABELS[] = { "Quote", "Statement", "Denial" };

typedef struct
{
  PostilSpanId id;
  PostilId     label;
  GArray      *words; /* of PostilStatementWord */
} Statement;

/* The statements of one document. */
typedef struct
{
  PostilId   id;
  int        position;
  GPtrArray *statements;
} Page;

typedef struct
{
  PostilStore  *store;
  GHashTable   *counts; /* word -> documents that have it, boxed */
  double        n_documents;
  GHashTable   *pages;  /* PostilId -> Page; emptied when it has grown */
  PostilId      labels[G_N_ELEMENTS (LABELS)];
  GHashTable   *found;  /* "head tail" */
  GArray       *repeats;
  GCancellable *cancellable;
} Search;

static void
statement_free (gpointer data)
{
  Statement *statement = data;

  g_array_unref (statement->words);
  g_free (statement);
}

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->statements);
  g_free (page);
}

static guint
count_of (Search *search, const char *word)
{
  gpointer known;
  guint    n;

  if (g_hash_table_lookup_extended (search->counts, word, NULL, &known))
    return GPOINTER_TO_UINT (known);
  n = postil_documents_count_with_word (search->store, word);
  g_hash_table_insert (search->counts, g_strdup (word), GUINT_TO_POINTER (n));
  return n;
}

/* 1 for a word of one document, 0 for one of all. In a project of a few documents nothing is rare. */
static double
rarity (const char *word, gpointer user_data)
{
  Search *search = user_data;
  double  n = MAX (count_of (search, word), 1);

  if (search->n_documents < 10)
    return 1;
  return log (search->n_documents / MIN (n, search->n_documents)) / log (search->n_documents);
}

static guint
n_meaning (const GArray *words)
{
  guint n = 0;

  for (guint i = 0; i < words->len; i++)
    n += !g_array_index (words, PostilStatementWord, i).small;
  return n;
}

static gboolean
is_wanted (const Search *search, const PostilSpan *span)
{
  if (span->parts != NULL || postil_range_length (span->range) > LONGEST_STATEMENT)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (LABELS); i++)
    if (span->label == search->labels[i])
      return TRUE;
  return FALSE;
}

static Page *
read_page (Search *search, PostilId id, GError **error)
{
  Page             *page = g_hash_table_lookup (search->pages, &id);
  PostilSpanFilter  filter = { .document = id };
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (GPtrArray) spans = NULL;

  if (page != NULL)
    return page;
  document = postil_documents_get (search->store, id, error);
  spans = document != NULL ? postil_spans_list (search->store, &filter, error) : NULL;
  if (spans == NULL)
    return NULL;
  page = g_new0 (Page, 1);
  page->id = id;
  page->position = document->position;
  page->statements = g_ptr_array_new_with_free_func (statement_free);
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      Statement        *statement;

      if (!is_wanted (search, span))
        continue;
      statement = g_new0 (Statement, 1);
      statement->id = span->id;
      statement->label = span->label;
      statement->words = postil_statement_words (document->text, span->range, rarity, search);
      if (n_meaning (statement->words) >= FEWEST_WORDS)
        g_ptr_array_add (page->statements, statement);
      else
        statement_free (statement);
    }
  g_hash_table_insert (search->pages, &page->id, page);
  return page;
}

static int
by_weight (gconstpointer a, gconstpointer b)
{
  const PostilStatementWord *x = *(PostilStatementWord *const *)a, *y = *(PostilStatementWord *const *)b;

  return x->weight < y->weight ? 1 : x->weight > y->weight ? -1 : strcmp (x->word, y->word);
}

/* Documents that share the rarest words of @statement, the nearest first. */
static GArray *
find_candidates (Search *search, const Statement *statement, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < statement->words->len; i++)
    if (!g_array_index (statement->words, PostilStatementWord, i).small)
      g_ptr_array_add (keys, &g_array_index (statement->words, PostilStatementWord, i));
  g_ptr_array_sort (keys, by_weight);
  g_ptr_array_set_size (keys, (int)MIN (keys->len, N_KEYS));
  for (guint i = 0; i < keys->len; i++)
    keys->pdata[i] = ((PostilStatementWord *)keys->pdata[i])->word;
  g_ptr_array_add (keys, NULL);
  return postil_documents_with_words (search->store, (const char *const *)keys->pdata, N_CANDIDATES, error);
}

static gboolean
has_number (const GArray *words, const char *number)
{
  for (guint i = 0; i < words->len; i++)
    if (g_str_equal (g_array_index (words, PostilStatementWord, i).word, number))
      return TRUE;
  return FALSE;
}

/* Whether both have numbers, and not one in common: "paid 100 crowns for the crane" is not "paid 107 crowns for the pier". */
static gboolean
numbers_differ (const Statement *a, const Statement *b)
{
  gboolean any = FALSE;

  for (guint i = 0; i < a->words->len; i++)
    {
      const char *word = g_array_index (a->words, PostilStatementWord, i).word;

      if (!g_ascii_isdigit (word[0]))
        continue;
      if (has_number (b->words, word))
        return FALSE;
      any = TRUE;
    }
  for (guint i = 0; any && i < b->words->len; i++)
    if (g_ascii_isdigit (g_array_index (b->words, PostilStatementWord, i).word[0]))
      return TRUE;
  return FALSE;
}

/* How much is the same; 0 when that is too little to speak of. */
static double
compare (const Statement *a, const Statement *b)
{
  guint  n_aligned, n_shared;
  double shared = postil_statement_align (a->words, b->words, &n_aligned, &n_shared);

  if (shared > 0 && numbers_differ (a, b))
    return 0;
  if (n_shared >= ENOUGH_WORDS)
    return shared >= ENOUGH ? shared : 0;
  if (n_shared < FEWEST_WORDS)
    return 0;
  return shared >= NEARLY_ALL || (n_aligned >= PHRASE && shared >= ENOUGH_OF_PHRASE) ? shared : 0;
}

/* Of @page, what says most nearly the same; NULL: nothing does. */
static const Statement *
best_of (const Page *page, const Statement *statement, double *score)
{
  const Statement *best = NULL;

  *score = 0;
  for (guint i = 0; i < page->statements->len; i++)
    {
      const Statement *other = g_ptr_array_index (page->statements, i);
      double           shared = compare (statement, other);

      shared += shared > 0 && other->label == statement->label ? 0.001 : 0;
      if (shared <= *score)
        continue;
      best = other;
      *score = MIN (shared, 1);
    }
  return best;
}

static void
note (Search *search, const Page *page, const Statement *statement, const Page *other, const Statement *found, double score)
{
  gboolean     first = page->position < other->position;
  PostilRepeat repeat = { first ? statement->id : found->id, first ? found->id : statement->id, score };
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, repeat.head, repeat.tail);

  if (g_hash_table_add (search->found, g_steal_pointer (&key)))
    g_array_append_val (search->repeats, repeat);
}

static gboolean
search_statement (Search *search, const Page *page, const Statement *statement, GError **error)
{
  g_autoptr (GArray) candidates = find_candidates (search, statement, error);

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      PostilId         id = g_array_index (candidates, PostilId, i);
      const Page      *other = id != page->id ? read_page (search, id, error) : NULL;
      const Statement *found, *back;
      double           score, back_score;

      if (id == page->id)
        continue;
      if (other == NULL)
        return FALSE;
      found = best_of (other, statement, &score);
      back = found != NULL ? best_of (page, found, &back_score) : NULL;
      if (back == statement)
        note (search, page, statement, other, found, score);
    }
  return candidates != NULL;
}

static gboolean
search_page (Search *search, PostilId id, GError **error)
{
  Page *page;

  /* Between two pages nobody holds on to one */
  if (g_hash_table_size (search->pages) > CACHED_DOCUMENTS)
    g_hash_table_remove_all (search->pages);
  page = read_page (search, id, error);
  if (page == NULL || g_cancellable_set_error_if_cancelled (search->cancellable, error))
    return FALSE;
  for (guint i = 0; i < page->statements->len; i++)
    if (!search_statement (search, page, g_ptr_array_index (page->statements, i), error))
      return FALSE;
  return TRUE;
}

static int
by_score (gconstpointer a, gconstpointer b)
{
  const PostilRepeat *x = a, *y = b;

  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  return x->head != y->head ? (x->head < y->head ? -1 : 1) : (x->tail > y->tail) - (x->tail < y->tail);
}

/* FALSE without error when the project has none of the labels. */
static gboolean
find_labels (PostilStore *store, PostilId *labels, GError **error)
{
  g_autoptr (GPtrArray) all = postil_labels_list (store, TRUE, error);
  gboolean any = FALSE;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (all, i);

      for (guint k = 0; k < G_N_ELEMENTS (LABELS); k++)
        if (strcmp (label->name, LABELS[k]) == 0)
          {
            labels[k] = label->id;
            any = TRUE;
          }
    }
  return any;
}

GArray *
postil_repeats_find (PostilStore *store, const GArray *documents, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) all = postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, error);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) pages = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, page_free);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) repeats = g_array_new (FALSE, FALSE, sizeof (PostilRepeat));
  g_autoptr (GError) problem = NULL;
  Search search = { .store = store, .counts = counts, .pages = pages, .found = found, .repeats = repeats,
                    .cancellable = cancellable };

  if (all == NULL)
    return NULL;
  search.n_documents = all->len;
  if (!find_labels (store, search.labels, &problem))
    {
      if (problem == NULL)
        return g_steal_pointer (&repeats);
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  documents = documents != NULL ? documents : all;
  for (guint i = 0; i < documents->len; i++)
    if (!search_page (&search, g_array_index (documents, PostilId, i), error))
      return NULL;
  g_array_sort (repeats, by_score);
  return g_steal_pointer (&repeats);
}

double
postil_repeats_compare (PostilText *a, PostilRange range_a, PostilText *b, PostilRange range_b, PostilWordRarity how_rare,
                        gpointer user_data)
{
  g_autoptr (GArray) words_a = postil_statement_words (a, range_a, how_rare, user_data);
  g_autoptr (GArray) words_b = postil_statement_words (b, range_b, how_rare, user_data);
  guint n_aligned, n_meaning_shared;

  return postil_statement_align (words_a, words_b, &n_aligned, &n_meaning_shared);
}

GArray *
postil_repeats_differ (PostilText *a, PostilRange range_a, PostilText *b, PostilRange range_b)
{
  g_autoptr (GArray) words_a = postil_statement_words (a, range_a, NULL, NULL);
  g_autoptr (GArray) words_b = postil_statement_words (b, range_b, NULL, NULL);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  postil_statement_differ (words_a, words_b, ranges);
  return ranges;
}

/* ---- into the project ---- */

static char *
key_of (PostilSpanId head, PostilSpanId tail)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, head, tail);
}

/* Either way round, in any state: what was rejected stays so. */
static gboolean
is_known (PostilStore *store, PostilId label, const PostilRepeat *repeat)
{
  g_autoptr (PostilRelation) there = postil_relations_find (store, label, repeat->head, repeat->tail, NULL);
  g_autoptr (PostilRelation) back = postil_relations_find (store, label, repeat->tail, repeat->head, NULL);

  return there != NULL || back != NULL;
}

static gboolean
add_repeat (PostilStore *store, PostilId label, PostilId source, const PostilRepeat *repeat, guint *n_new, GError **error)
{
  g_autoptr (PostilRelation) relation = postil_relation_new ();

  if (is_known (store, label, repeat))
    return TRUE;
  relation->label = label;
  relation->head = repeat->head;
  relation->tail = repeat->tail;
  relation->state = POSTIL_STATE_SUGGESTED;
  relation->source = source;
  relation->annotator = 0;
  relation->score = repeat->score;
  (*n_new)++;
  return postil_relations_add (store, relation, error);
}

static gboolean
remove_stale (PostilStore *store, const GArray *documents, PostilId source, GHashTable *wanted, GError **error)
{
  g_autoptr (GPtrArray) before = postil_relations_of_source (store, source, POSTIL_STATES (POSTIL_STATE_SUGGESTED), error);
  g_autoptr (GHashTable) concerned = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (before == NULL)
    return FALSE;
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    g_hash_table_add (concerned, &g_array_index (documents, PostilId, i));
  for (guint i = 0; i < before->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (before, i);
      g_autofree char      *key = key_of (relation->head, relation->tail);
      g_autoptr (PostilSpan) tail = NULL;

      if (g_hash_table_contains (wanted, key) || postil_history_knows_row (store, relation->id))
        continue;
      tail = documents != NULL ? postil_spans_get (store, relation->tail, NULL) : NULL;
      if (documents != NULL && !g_hash_table_contains (concerned, &relation->document) &&
          (tail == NULL || !g_hash_table_contains (concerned, &tail->document)))
        continue;
      if (!postil_relations_remove (store, relation->id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
postil_repeats_store (PostilStore *store, const GArray *documents, const GArray *repeats, guint *n_new, GError **error)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PostilId label = 0;
  gboolean known = postil_labels_resolve (store, "repeats", POSTIL_LABEL_RELATION, &label, error);
  PostilId source = known ? postil_source_ensure (store, POSTIL_SOURCE_QUOTE, SOURCE, POSTIL_VERSION, error) : 0;
  guint    n = 0;

  if (source == 0)
    return FALSE;
  for (guint i = 0; label != 0 && i < repeats->len; i++)
    {
      const PostilRepeat *repeat = &g_array_index (repeats, PostilRepeat, i);

      g_hash_table_add (wanted, key_of (repeat->head, repeat->tail));
      if (!add_repeat (store, label, source, repeat, &n, error))
        return FALSE;
    }
  if (n_new != NULL)
    *n_new = n;
  return remove_stale (store, documents, source, wanted, error);
}
