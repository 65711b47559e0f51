/* echo.c - suggests what was tagged once wherever the same words stand again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "echo.h"

#include "fingerprint.h"

#include <string.h>

#include "clause-words.h"
#include "context.h"
#include "suggesters.h"

typedef struct
{
  const PostilKeptWords *kept;
  const char            *label; /* interned */
  gsize                  n_bytes;
} Entry;

struct _PostilEcho
{
  GPtrArray  *kept;
  GHashTable *by_first; /* hash of the first token -> GArray of Entry, longer words first */
};

static guint32
hash_of (const char *utf8, const PostilToken *token)
{
  return postil_clause_hash (5, utf8 + token->start_byte, token->stop_byte - token->start_byte);
}

static void
add_words (PostilEcho *self, const PostilKeptWords *kept, const char *label)
{
  g_autoptr (PostilText) text = postil_text_new (kept->words, -1, NULL);
  g_autoptr (GArray) tokens = NULL;
  Entry entry = { kept, label, strlen (kept->words) };
  GArray *entries;
  guint32 hash;

  if (text == NULL)
    return;
  tokens = postil_segment_tokens (text, POSTIL_RANGE (0, postil_text_get_length (text)));
  if (tokens->len == 0 || g_array_index (tokens, PostilToken, 0).start_byte != 0)
    return;
  hash = hash_of (kept->words, &g_array_index (tokens, PostilToken, 0));
  entries = g_hash_table_lookup (self->by_first, GUINT_TO_POINTER (hash));
  if (entries == NULL)
    {
      entries = g_array_new (FALSE, FALSE, sizeof (Entry));
      g_hash_table_insert (self->by_first, GUINT_TO_POINTER (hash), entries);
    }
  g_array_append_val (entries, entry);
}

PostilEcho *
postil_echo_new (GPtrArray *kept, GHashTable *names)
{
  PostilEcho *self = g_new0 (PostilEcho, 1);

  self->kept = kept;
  self->by_first = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < kept->len; i++)
    {
      const PostilKeptWords *words = g_ptr_array_index (kept, i);
      const char *name = g_hash_table_lookup (names, &words->label);

      if (name != NULL)
        add_words (self, words, g_intern_string (name));
    }
  return self;
}

void
postil_echo_free (PostilEcho *self)
{
  g_hash_table_unref (self->by_first);
  g_ptr_array_unref (self->kept);
  g_free (self);
}

/* The token that ends where the words end, from @first on; G_MAXUINT: they end inside one. */
static guint
last_token (const GArray *tokens, guint first, guint32 stop_byte)
{
  for (guint i = first; i < tokens->len; i++)
    {
      guint32 stop = g_array_index (tokens, PostilToken, i).stop_byte;

      if (stop >= stop_byte)
        return stop == stop_byte ? i : G_MAXUINT;
    }
  return G_MAXUINT;
}

static gboolean
is_proposed (PostilAnalysis *analysis, PostilRange range, const char *label)
{
  g_autoptr (GArray) hits = postil_analysis_find (analysis, range, label);

  return hits->len > 0;
}

/* Whether the words of @entry stand at token @first; @range then has their place. */
static gboolean
stands_at (const Entry *entry, PostilAnalysis *analysis, guint first, PostilRange *range)
{
  const GArray *tokens = postil_analysis_get_tokens (analysis);
  const PostilToken *token = &g_array_index (tokens, PostilToken, first);
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (postil_analysis_get_text (analysis), &n_bytes);
  guint last;

  if (n_bytes - token->start_byte < entry->n_bytes ||
      memcmp (utf8 + token->start_byte, entry->kept->words, entry->n_bytes) != 0)
    return FALSE;
  last = last_token (tokens, first, token->start_byte + (guint32) entry->n_bytes);
  if (last == G_MAXUINT)
    return FALSE;
  *range = POSTIL_RANGE (token->range.start, g_array_index (tokens, PostilToken, last).range.stop);
  return TRUE;
}

static void
try_entry (const Entry *entry, PostilAnalysis *analysis, guint first)
{
  const PostilKeptWords *kept = entry->kept;
  g_autofree char *reason = NULL;
  PostilRange range;

  if (!stands_at (entry, analysis, first, &range))
    return;
  if (is_proposed (analysis, range, entry->label) || postil_analysis_is_boilerplate (analysis, range))
    return;
  reason = kept->n_kept == 1 ? g_strdup ("You tagged this once")
                             : g_strdup_printf ("You tagged this %u times", kept->n_kept);
  postil_analysis_propose (analysis, range, entry->label, (kept->n_kept + 1.0) / (kept->n_kept + kept->n_rejected + 2.0),
                           POSTIL_SOURCE_ECHO, "echo", reason, NULL);
}

guint64
postil_echo_print (const PostilEcho *self, PostilAnalysis *analysis)
{
  const GArray *tokens = postil_analysis_get_tokens (analysis);
  const char *utf8 = postil_text_get_utf8 (postil_analysis_get_text (analysis), NULL);
  guint64 print = 0;

  for (guint i = 0; g_hash_table_size (self->by_first) > 0 && i < tokens->len; i++)
    {
      guint32 hash = hash_of (utf8, &g_array_index (tokens, PostilToken, i));
      const GArray *entries = g_hash_table_lookup (self->by_first, GUINT_TO_POINTER (hash));

      for (guint e = 0; entries != NULL && e < entries->len; e++)
        {
          const Entry *entry = &g_array_index (entries, Entry, e);
          guint counts[3] = { i, entry->kept->n_kept, entry->kept->n_rejected };
          PostilRange range;

          if (!stands_at (entry, analysis, i, &range))
            continue;
          print = postil_print_mix (print, counts, sizeof counts);
          print = postil_print_mix (print, entry->label, strlen (entry->label));
        }
    }
  return print;
}

void
postil_echo_find (const PostilEcho *self, PostilAnalysis *analysis)
{
  const GArray *tokens = postil_analysis_get_tokens (analysis);
  const char *utf8 = postil_text_get_utf8 (postil_analysis_get_text (analysis), NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      guint32 hash = hash_of (utf8, &g_array_index (tokens, PostilToken, i));
      const GArray *entries = g_hash_table_lookup (self->by_first, GUINT_TO_POINTER (hash));

      for (guint e = 0; entries != NULL && e < entries->len; e++)
        try_entry (&g_array_index (entries, Entry, e), analysis, i);
    }
}

gboolean
postil_suggest_echo (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  const PostilEcho *echo = postil_suggest_context_get_echo (context);

  if (echo != NULL)
    postil_echo_find (echo, analysis);
  return TRUE;
}
