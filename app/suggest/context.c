/* context.c - what all documents of one run share: rules, gazetteers, repeated lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "context.h"

#include "fingerprint.h"

#include <glib/gi18n.h>
#include <string.h>

#include <postil/stored-rules.h>

#include "../resource.h"

struct _PostilSuggestContext
{
  int            references; /* atomic */
  GPtrArray     *packs;      /* of PostilRulePack */
  PostilRuleSet *rules;
  PostilPhraseFinder *phrases;
  GMutex         mutex; /* guards the first load of the four below */
  PostilGazetteer *gazetteer;
  PostilTagger  *tagger;
  PostilLexicon *lexicon;
  PostilLearned *acts;
  PostilLearned *learned; /* from the project; may be NULL, as the next */
  PostilEcho    *echo;
  guint64        print;       /* of what came with the program and was put aside in the project */
  guint64        model_print; /* of models that were set instead of those */
  guint64        acts_print;  /* of what was learned in the project */
  gboolean       untaught; /* leave out acts */
  GHashTable    *lines;      /* guint64: hash of a trimmed line -> guint: documents that have it */
};

PostilSuggestContext *
postil_suggest_context_new (GError **error)
{
  PostilSuggestContext *self = g_new0 (PostilSuggestContext, 1);

  self->references = 1;
  self->phrases = postil_phrase_finder_new ();
  g_mutex_init (&self->mutex);
  self->lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->packs = postil_rule_packs_shipped (error);
  if (self->packs == NULL)
    g_clear_pointer (&self, postil_suggest_context_unref);
  else
    self->rules = postil_rule_set_new (self->packs);
  return self;
}

PostilSuggestContext *
postil_suggest_context_new_untaught (GError **error)
{
  PostilSuggestContext *self = postil_suggest_context_new (error);

  if (self != NULL)
    self->untaught = TRUE;
  return self;
}

static guint64
print_of_bytes (guint64 print, GBytes *bytes)
{
  gsize n_bytes;
  const void *data = g_bytes_get_data (bytes, &n_bytes);

  return postil_print_mix (print, data, n_bytes);
}

static gboolean
set_tagger (PostilSuggestContext *self, GBytes *model, GError **error)
{
  PostilTagger *tagger = postil_tagger_new (model, error);

  if (tagger == NULL)
    return FALSE;
  g_clear_pointer (&self->tagger, postil_tagger_unref);
  self->tagger = tagger;
  return TRUE;
}

gboolean
postil_suggest_context_set_model (PostilSuggestContext *self, GBytes *model, GError **error)
{
  PostilLearned *acts;

  self->model_print = print_of_bytes (self->model_print, model);
  if (postil_tagger_is_model (model))
    return set_tagger (self, model, error);
  acts = postil_learned_load (model, error);
  if (acts == NULL)
    return FALSE;
  g_clear_pointer (&self->acts, postil_learned_unref);
  self->acts = acts;
  return TRUE;
}

gboolean
postil_suggest_context_add_rules (PostilSuggestContext *self, PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) stored = postil_stored_rules_list (store, error);

  if (stored == NULL)
    return FALSE;
  for (guint i = 0; i < stored->len; i++)
    {
      const PostilStoredRule *rule = g_ptr_array_index (stored, i);
      PostilRulePack *pack;

      if (!rule->enabled)
        continue;
      pack = postil_rule_pack_parse (rule->body, -1, rule->name, error);
      if (pack == NULL)
        {
          g_prefix_error (error, _ ("A rule of the project cannot be used; mend it or switch it off. "));
          return FALSE;
        }
      g_ptr_array_add (self->packs, pack);
      self->model_print = postil_print_mix (self->model_print, rule->body, strlen (rule->body) + 1);
    }
  g_clear_pointer (&self->rules, postil_rule_set_free);
  self->rules = postil_rule_set_new (self->packs);
  return TRUE;
}

PostilRuleSet *
postil_suggest_context_get_rules (PostilSuggestContext *self)
{
  return self->rules;
}

char **
postil_suggest_context_dup_slow_rules (PostilSuggestContext *self)
{
  return postil_rule_set_dup_slow (self->rules);
}

const PostilPhraseFinder *
postil_suggest_context_get_phrases (PostilSuggestContext *self)
{
  return self->phrases;
}

/* The lists and the model take tens of milliseconds to load, which "rules test" or quotes alone need not pay. */
const PostilGazetteer *
postil_suggest_context_get_gazetteer (PostilSuggestContext *self)
{
  g_mutex_lock (&self->mutex);
  if (self->gazetteer == NULL)
    self->gazetteer = postil_gazetteer_new ();
  g_mutex_unlock (&self->mutex);
  return self->gazetteer;
}

PostilTagger *
postil_suggest_context_get_tagger (PostilSuggestContext *self)
{
  g_mutex_lock (&self->mutex);
  if (self->tagger == NULL)
    {
      g_autoptr (GBytes) model = postil_resource_load ("models/entities.model");
      g_autoptr (GError) error = NULL;

      self->tagger = postil_tagger_new (model, &error);
      if (self->tagger == NULL)
        g_error ("The program was built with a broken model: %s", error->message);
    }
  g_mutex_unlock (&self->mutex);
  return self->tagger;
}

const PostilLexicon *
postil_suggest_context_get_lexicon (PostilSuggestContext *self)
{
  g_mutex_lock (&self->mutex);
  if (self->lexicon == NULL)
    self->lexicon = postil_lexicon_new ();
  g_mutex_unlock (&self->mutex);
  return self->lexicon;
}

PostilLearned *
postil_suggest_context_get_learned (PostilSuggestContext *self)
{
  return self->learned;
}

void
postil_suggest_context_set_learned (PostilSuggestContext *self, PostilLearned *learned)
{
  g_clear_pointer (&self->learned, postil_learned_unref);
  self->learned = learned != NULL ? postil_learned_ref (learned) : NULL;
  self->acts_print = 0;
  if (learned != NULL)
    {
      g_autoptr (GBytes) bytes = postil_learned_save (learned);

      self->acts_print = print_of_bytes (0, bytes);
    }
}

const PostilEcho *
postil_suggest_context_get_echo (PostilSuggestContext *self)
{
  return self->echo;
}

void
postil_suggest_context_set_echo (PostilSuggestContext *self, PostilEcho *echo)
{
  g_clear_pointer (&self->echo, postil_echo_free);
  self->echo = echo;
}

guint64
postil_suggest_context_get_print (PostilSuggestContext *self)
{
  return postil_print_mix (self->print, &self->model_print, sizeof self->model_print);
}

guint64
postil_suggest_context_get_acts_print (PostilSuggestContext *self)
{
  return self->acts_print;
}

void
postil_suggest_context_set_print (PostilSuggestContext *self, guint64 print)
{
  self->print = print;
}

PostilLearned *
postil_suggest_context_get_acts (PostilSuggestContext *self)
{
  if (self->untaught)
    return NULL;
  g_mutex_lock (&self->mutex);
  if (self->acts == NULL)
    {
      g_autoptr (GBytes) model = postil_resource_load ("models/acts.model");
      g_autoptr (GError) error = NULL;

      self->acts = postil_learned_load (model, &error);
      if (self->acts == NULL)
        g_error ("The program was built with a broken model: %s", error->message);
    }
  g_mutex_unlock (&self->mutex);
  return self->acts;
}

PostilSuggestContext *
postil_suggest_context_ref (PostilSuggestContext *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
postil_suggest_context_unref (PostilSuggestContext *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  g_hash_table_unref (self->lines);
  g_clear_pointer (&self->rules, postil_rule_set_free);
  g_clear_pointer (&self->gazetteer, postil_gazetteer_free);
  g_clear_pointer (&self->tagger, postil_tagger_unref);
  g_clear_pointer (&self->lexicon, postil_lexicon_free);
  g_clear_pointer (&self->learned, postil_learned_unref);
  g_clear_pointer (&self->echo, postil_echo_free);
  g_clear_pointer (&self->acts, postil_learned_unref);
  g_mutex_clear (&self->mutex);
  g_clear_pointer (&self->packs, g_ptr_array_unref);
  g_free (self->phrases);
  g_free (self);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\v' || c == '\f';
}

/* FALSE when nothing but blanks is left. */
static gboolean
trim (const char **line, gsize *n_bytes)
{
  while (*n_bytes > 0 && is_blank (**line))
    {
      (*line)++;
      (*n_bytes)--;
    }
  while (*n_bytes > 0 && is_blank ((*line)[*n_bytes - 1]))
    (*n_bytes)--;
  return *n_bytes > 0;
}

/* FNV-1a with 64 bits: lines are kept as their hash, so that 100,000 documents cost tens of megabytes, not their text. */
static guint64
hash_line (const char *line, gsize n_bytes)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < n_bytes; i++)
    hash = (hash ^ (guint8) line[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static void
count_line (PostilSuggestContext *self, guint64 hash)
{
  gpointer key;
  gpointer value;

  if (g_hash_table_lookup_extended (self->lines, &hash, &key, &value))
    {
      g_hash_table_steal (self->lines, &hash);
      g_hash_table_insert (self->lines, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (value) + 1));
      return;
    }
  g_hash_table_insert (self->lines, g_memdup2 (&hash, sizeof hash), GUINT_TO_POINTER (1));
}

void
postil_suggest_context_add_document_lines (PostilSuggestContext *self, PostilText *text)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gsize n_bytes;
  const char *at = postil_text_get_utf8 (text, &n_bytes);
  const char *end = at + n_bytes;

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      const char *stop = newline != NULL ? newline : end;
      const char *line = at;
      gsize length = (gsize) (stop - at);

      if (trim (&line, &length))
        {
          guint64 hash = hash_line (line, length);

          if (g_hash_table_add (seen, g_memdup2 (&hash, sizeof hash)))
            count_line (self, hash);
        }
      at = stop + 1;
    }
}

guint
postil_suggest_context_line_count (PostilSuggestContext *self, const char *line, gsize n_bytes)
{
  guint64 hash;

  if (g_hash_table_size (self->lines) == 0 || !trim (&line, &n_bytes))
    return 0;
  hash = hash_line (line, n_bytes);
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, &hash));
}
