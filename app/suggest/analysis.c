/* analysis.c - one document on its way through the suggesters: segments and proposals so far
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analysis.h"

#include <string.h>

/* Strings are interned again and again, nearly always the same literals: the last ones are known by their address. */
#define N_INTERNED 16

typedef struct
{
  const char *given;
  const char *interned;
} Interned;

struct _PostilAnalysis
{
  PostilText        *text;
  PostilDocumentKind kind;
  GArray            *paragraphs; /* NULL until asked for */
  GArray            *sentences;
  GArray            *tokens;
  GPtrArray         *proposals;  /* of PostilProposal */
  GHashTable        *by_place;   /* PostilProposal -> index + 1; the same label and range meet */
  GHashTable        *by_label;   /* interned label -> PostilSpanIndex of index + 1 */
  GArray            *relations;  /* of PostilProposedRelation */
  GHashTable        *related;    /* set of copies of them, to know the same one again */
  GPtrArray         *ran;        /* names of suggesters */
  Interned           interned[N_INTERNED];
};

static void
proposal_free (gpointer data)
{
  PostilProposal *proposal = data;

  g_free (proposal->reason);
  g_free (proposal->attributes);
  g_free (proposal);
}

/* Mixes all bits: places are dense small numbers, which g_direct_hash would put into a few chains. */
static guint
mix (guint64 value)
{
  value ^= value >> 33;
  value *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  value ^= value >> 33;
  value *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return (guint) (value ^ (value >> 32));
}

static guint
place_hash (gconstpointer data)
{
  const PostilProposal *proposal = data;

  return mix (((guint64) proposal->range.start << 32 | proposal->range.stop) ^ (guintptr) proposal->label);
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const PostilProposal *first = a;
  const PostilProposal *second = b;

  return first->label == second->label && postil_range_equal (first->range, second->range);
}

static guint
relation_hash (gconstpointer data)
{
  const PostilProposedRelation *relation = data;

  return mix (((guint64) relation->head << 32 | relation->tail) ^ (guintptr) relation->type);
}

static gboolean
relation_equal (gconstpointer a, gconstpointer b)
{
  const PostilProposedRelation *first = a;
  const PostilProposedRelation *second = b;

  return first->type == second->type && first->head == second->head && first->tail == second->tail;
}

/* The comparison is for callers whose strings change. */
static const char *
intern (PostilAnalysis *self, const char *string)
{
  Interned *slot = &self->interned[((guintptr) string >> 2 ^ (guintptr) string >> 6) % N_INTERNED];

  if (string == NULL)
    return NULL;
  if (slot->given != string || strcmp (slot->interned, string) != 0)
    *slot = (Interned){ string, g_intern_string (string) };
  return slot->interned;
}

PostilAnalysis *
postil_analysis_new (PostilText *text, PostilDocumentKind kind)
{
  PostilAnalysis *self = g_new0 (PostilAnalysis, 1);

  self->text = postil_text_ref (text);
  self->kind = kind;
  self->proposals = g_ptr_array_new_with_free_func (proposal_free);
  self->by_place = g_hash_table_new (place_hash, place_equal);
  self->by_label = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) postil_span_index_free);
  self->relations = g_array_new (FALSE, FALSE, sizeof (PostilProposedRelation));
  self->related = g_hash_table_new_full (relation_hash, relation_equal, g_free, NULL);
  self->ran = g_ptr_array_new ();
  return self;
}

void
postil_analysis_free (PostilAnalysis *self)
{
  postil_text_unref (self->text);
  g_clear_pointer (&self->paragraphs, g_array_unref);
  g_clear_pointer (&self->sentences, g_array_unref);
  g_clear_pointer (&self->tokens, g_array_unref);
  g_hash_table_unref (self->by_place);
  g_hash_table_unref (self->by_label);
  g_hash_table_unref (self->related);
  g_array_unref (self->relations);
  g_ptr_array_unref (self->proposals);
  g_ptr_array_unref (self->ran);
  g_free (self);
}

PostilText *
postil_analysis_get_text (PostilAnalysis *self)
{
  return self->text;
}

PostilDocumentKind
postil_analysis_get_kind (PostilAnalysis *self)
{
  return self->kind;
}

void
postil_analysis_set_kind (PostilAnalysis *self, PostilDocumentKind kind)
{
  self->kind = kind;
}

static PostilRange
whole (PostilAnalysis *self)
{
  return POSTIL_RANGE (0, postil_text_get_length (self->text));
}

const GArray *
postil_analysis_get_paragraphs (PostilAnalysis *self)
{
  if (self->paragraphs == NULL)
    self->paragraphs = postil_segment_paragraphs (self->text, whole (self));
  return self->paragraphs;
}

/* Nobody writes a sentence of so many code points; what looks at a whole sentence from each of its words would take for ever. */
#define LONGEST_SENTENCE 5000

/* Appends @sentence in pieces that end at white space, or where they must. */
static void
append_pieces (PostilText *text, PostilRange sentence, GArray *pieces)
{
  while (postil_range_length (sentence) > LONGEST_SENTENCE)
    {
      PostilRange piece = { sentence.start, sentence.start + LONGEST_SENTENCE };
      gsize n_bytes;
      const char *start = postil_text_peek (text, piece, &n_bytes);
      const char *at = start + n_bytes;

      while (at > start && !g_ascii_isspace (at[-1]))
        at--;
      if (at > start)
        piece.stop = piece.start + (guint32) g_utf8_strlen (start, at - start);
      sentence.start = piece.stop;
      piece = postil_text_trim (text, piece);
      if (piece.start < piece.stop)
        g_array_append_val (pieces, piece);
    }
  sentence = postil_text_trim (text, sentence);
  if (sentence.start < sentence.stop)
    g_array_append_val (pieces, sentence);
}

const GArray *
postil_analysis_get_sentences (PostilAnalysis *self)
{
  g_autoptr (GArray) sentences = NULL;
  guint32 longest = 0;

  if (self->sentences != NULL)
    return self->sentences;
  sentences = postil_segment_sentences (self->text, whole (self));
  for (guint i = 0; i < sentences->len; i++)
    longest = MAX (longest, postil_range_length (g_array_index (sentences, PostilRange, i)));
  if (longest <= LONGEST_SENTENCE)
    return self->sentences = g_steal_pointer (&sentences);
  self->sentences = g_array_sized_new (FALSE, FALSE, sizeof (PostilRange), sentences->len);
  for (guint i = 0; i < sentences->len; i++)
    append_pieces (self->text, g_array_index (sentences, PostilRange, i), self->sentences);
  return self->sentences;
}

const GArray *
postil_analysis_get_tokens (PostilAnalysis *self)
{
  if (self->tokens == NULL)
    self->tokens = postil_segment_tokens (self->text, whole (self));
  return self->tokens;
}

guint
postil_analysis_token_index (PostilAnalysis *self, guint32 offset)
{
  const GArray *tokens = postil_analysis_get_tokens (self);
  guint low = 0;
  guint high = tokens->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (tokens, PostilToken, middle).range.start < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
postil_analysis_get_n_proposals (PostilAnalysis *self)
{
  return self->proposals->len;
}

const PostilProposal *
postil_analysis_get_proposal (PostilAnalysis *self, guint index)
{
  return g_ptr_array_index (self->proposals, index);
}

guint
postil_analysis_get_n_relations (PostilAnalysis *self)
{
  return self->relations->len;
}

const PostilProposedRelation *
postil_analysis_get_relation (PostilAnalysis *self, guint index)
{
  return &g_array_index (self->relations, PostilProposedRelation, index);
}

static PostilSpanIndex *
index_for (PostilAnalysis *self, const char *label)
{
  PostilSpanIndex *index = g_hash_table_lookup (self->by_label, label);

  if (index == NULL)
    {
      index = postil_span_index_new ();
      g_hash_table_insert (self->by_label, (gpointer) label, index);
    }
  return index;
}

/* The better score brings its source and reason along: they explain it. */
static void
improve (PostilProposal *proposal, double score, PostilSourceKind kind, const char *source, const char *reason,
         const char *attributes)
{
  if (score <= proposal->score)
    return;
  proposal->score = score;
  proposal->kind = kind;
  proposal->source = g_intern_string (source);
  g_free (proposal->reason);
  proposal->reason = g_strdup (reason);
  if (attributes == NULL)
    return;
  g_free (proposal->attributes);
  proposal->attributes = g_strdup (attributes);
}

guint
postil_analysis_propose (PostilAnalysis *self, PostilRange range, const char *label, double score, PostilSourceKind kind,
                         const char *source, const char *reason, const char *attributes)
{
  PostilProposal probe = { .range = range, .label = intern (self, label) };
  PostilProposal *proposal;
  guint found;

  g_return_val_if_fail (range.start < range.stop && range.stop <= postil_text_get_length (self->text), G_MAXUINT);

  found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, &probe));
  if (found > 0)
    {
      improve (g_ptr_array_index (self->proposals, found - 1), score, kind, source, reason, attributes);
      return found - 1;
    }
  proposal = g_memdup2 (&probe, sizeof probe);
  proposal->score = CLAMP (score, 0.0, 1.0);
  proposal->kind = kind;
  proposal->source = intern (self, source);
  proposal->reason = g_strdup (reason);
  proposal->attributes = g_strdup (attributes);
  g_ptr_array_add (self->proposals, proposal);
  g_hash_table_insert (self->by_place, proposal, GUINT_TO_POINTER (self->proposals->len));
  postil_span_index_add (index_for (self, probe.label), self->proposals->len, range);
  return self->proposals->len - 1;
}

void
postil_analysis_rescore (PostilAnalysis *self, guint index, double score)
{
  ((PostilProposal *) g_ptr_array_index (self->proposals, index))->score = CLAMP (score, 0.0, 1.0);
}

void
postil_analysis_set_attributes (PostilAnalysis *self, guint index, const char *attributes)
{
  PostilProposal *proposal = g_ptr_array_index (self->proposals, index);

  g_free (proposal->attributes);
  proposal->attributes = g_strdup (attributes);
}

void
postil_analysis_relate (PostilAnalysis *self, const char *type, guint head, guint tail, double score, const char *source)
{
  PostilProposedRelation relation = { intern (self, type), head, tail, CLAMP (score, 0.0, 1.0), intern (self, source) };

  g_return_if_fail (head < self->proposals->len && tail < self->proposals->len && head != tail);

  if (g_hash_table_add (self->related, g_memdup2 (&relation, sizeof relation)))
    g_array_append_val (self->relations, relation);
}

static gboolean
collect (PostilSpanId id, PostilRange range, gpointer user_data)
{
  guint index = (guint) (id - 1);

  g_array_append_val ((GArray *) user_data, index);
  return TRUE;
}

void
postil_analysis_visit (PostilAnalysis *self, PostilRange range, const char *label, PostilSpanVisitor visitor, gpointer user_data)
{
  PostilSpanIndex *index = g_hash_table_lookup (self->by_label, intern (self, label));

  if (index != NULL)
    postil_span_index_visit (index, range, visitor, user_data);
}

GArray *
postil_analysis_find (PostilAnalysis *self, PostilRange range, const char *label)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  postil_analysis_visit (self, range, label, collect, found);
  return found;
}

typedef struct
{
  PostilRange range;
  gboolean    inside;
} Inside;

static gboolean
look_inside (PostilSpanId id, PostilRange range, gpointer user_data)
{
  Inside *look = user_data;

  look->inside = postil_range_contains (range, look->range);
  return !look->inside;
}

gboolean
postil_analysis_is_boilerplate (PostilAnalysis *self, PostilRange range)
{
  PostilSpanIndex *index = g_hash_table_lookup (self->by_label, intern (self, "Boilerplate"));
  Inside look = { .range = range };

  if (index != NULL)
    postil_span_index_visit (index, range, look_inside, &look);
  return look.inside;
}

gboolean
postil_analysis_has_run (PostilAnalysis *self, const char *suggester)
{
  return g_ptr_array_find (self->ran, intern (self, suggester), NULL);
}

void
postil_analysis_mark_run (PostilAnalysis *self, const char *suggester)
{
  if (!postil_analysis_has_run (self, suggester))
    g_ptr_array_add (self->ran, (gpointer) intern (self, suggester));
}

const GPtrArray *
postil_analysis_get_ran (PostilAnalysis *self)
{
  return self->ran;
}
