/* rule-job.c - tries a rule while it is being written: its examples, then every document, in a thread of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rule-job.h"

#include "span-words.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#define MAX_HITS 200
#define NEWS_MICROSECONDS (200 * 1000)

/* Shared by the main thread and the worker, under the lock; func and stopped belong to the main thread. */
struct _PostilRuleJob
{
  gatomicrefcount    references;
  GMutex             lock;
  char              *path;
  char              *body;
  GCancellable      *cancellable;
  PostilRuleNews     news;
  guint              idle; /* source of the news on their way; 0: none */
  PostilRuleNewsFunc func;
  gpointer           user_data;
  gboolean           stopped;
};

static void
hit_free (PostilRuleHit *hit)
{
  g_free (hit->words);
  g_free (hit->title);
  g_free (hit);
}

static void
job_unref (PostilRuleJob *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->path);
  g_free (self->body);
  g_object_unref (self->cancellable);
  g_free (self->news.error);
  g_ptr_array_unref (self->news.complaints);
  g_ptr_array_unref (self->news.hits);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* --- Telling ------------------------------------------------------------------------------------------------------ */

static gboolean
tell_now (gpointer data)
{
  PostilRuleJob *self = data;

  g_mutex_lock (&self->lock);
  self->idle = 0;
  if (!self->stopped)
    self->func (&self->news, self->user_data);
  g_mutex_unlock (&self->lock);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
tell (PostilRuleJob *self)
{
  if (self->idle != 0)
    return;
  g_atomic_ref_count_inc (&self->references);
  self->idle = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_now, self, (GDestroyNotify) job_unref);
}

/* --- The worker --------------------------------------------------------------------------------------------------- */

static void
try_examples (PostilRuleJob *self, const PostilRulePack *pack)
{
  g_autoptr (GPtrArray) results = postil_rule_pack_test (pack, self->cancellable);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < results->len; i++)
    {
      const PostilRuleResult *result = g_ptr_array_index (results, i);

      self->news.n_examples++;
      self->news.n_passed += result->passed;
      if (!result->passed)
        g_ptr_array_add (self->news.complaints, g_strdup (result->message));
    }
  tell (self);
  g_mutex_unlock (&self->lock);
}

/* Quotes and posts have to be known before a rule can ask where it stands. */
static gboolean
prepare (PostilSuggestContext *context, const PostilRule *rule, PostilAnalysis *analysis, GCancellable *cancellable,
         GError **error)
{
  static const char *const only[] = { "structure", "quotes", NULL };

  return context == NULL || postil_suggest_run (context, analysis, only, cancellable, error);
}

static void
take_hits (PostilRuleJob *self, const PostilDocument *document, PostilAnalysis *analysis, const char *source)
{
  guint n = 0;

  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);
      PostilRuleHit *hit;

      if (g_strcmp0 (proposal->source, source) != 0)
        continue;
      n++;
      if (self->news.hits->len >= MAX_HITS)
        continue;
      hit = g_new0 (PostilRuleHit, 1);
      hit->document = document->id;
      hit->range = proposal->range;
      hit->words = postil_span_words (document->text, proposal->range, 160);
      hit->title = g_strdup (document->title);
      g_ptr_array_add (self->news.hits, hit);
    }
  self->news.n_hits += n;
  self->news.n_documents += n > 0;
}

static gboolean
try_document (PostilRuleJob *self, PostilStore *store, PostilId id, const PostilRulePack *pack, PostilSuggestContext *context,
              GError **error)
{
  const PostilRule *rule = postil_rule_pack_get_rule (pack, 0);
  g_autoptr (PostilDocument) document = postil_documents_get (store, id, error);
  g_autoptr (PostilAnalysis) analysis = NULL;
  g_autofree char *source = g_strconcat ("rules/", rule->name, NULL);

  if (document == NULL)
    return FALSE;
  analysis = postil_analysis_new (document->text, document->kind);
  if (!prepare (context, rule, analysis, self->cancellable, error))
    return FALSE;
  if (!postil_rule_apply (pack, rule, analysis, self->cancellable, error))
    {
      g_prefix_error (error, _ ("In “%s”: "), document->title);
      return FALSE;
    }
  g_mutex_lock (&self->lock);
  take_hits (self, document, analysis, source);
  self->news.n_read++;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
try_documents (PostilRuleJob *self, const PostilRulePack *pack, GError **error)
{
  const PostilRule *rule = postil_rule_pack_get_rule (pack, 0);
  g_autoptr (PostilStore) store = postil_store_open (self->path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, error);
  g_autoptr (GArray) ids = store != NULL ? postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, error) : NULL;
  g_autoptr (PostilSuggestContext) context = NULL;
  gint64 told = 0;

  if (ids == NULL)
    return FALSE;
  if (rule->scope == POSTIL_SCOPE_QUOTE || rule->in_quote || rule->in_post)
    {
      context = postil_suggest_context_new (error);
      if (context == NULL)
        return FALSE;
    }
  g_mutex_lock (&self->lock);
  self->news.n_total = ids->len;
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < ids->len; i++)
    {
      if (!try_document (self, store, g_array_index (ids, PostilId, i), pack, context, error))
        return FALSE;
      if (g_get_monotonic_time () - told < NEWS_MICROSECONDS)
        continue;
      told = g_get_monotonic_time ();
      g_mutex_lock (&self->lock);
      tell (self);
      g_mutex_unlock (&self->lock);
    }
  return TRUE;
}

static gpointer
work (gpointer data)
{
  PostilRuleJob *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRulePack) pack = postil_rule_pack_parse (self->body, -1, _ ("This rule"), &error);

  if (pack != NULL)
    {
      try_examples (self, pack);
      try_documents (self, pack, &error);
    }
  g_mutex_lock (&self->lock);
  if (error != NULL)
    self->news.error = g_strdup (error->message);
  self->news.ended = TRUE;
  tell (self);
  g_mutex_unlock (&self->lock);
  job_unref (self);
  return NULL;
}

PostilRuleJob *
postil_rule_job_start (const char *path, const char *body, PostilRuleNewsFunc func, gpointer user_data)
{
  PostilRuleJob *self = g_new0 (PostilRuleJob, 1);

  g_atomic_ref_count_init (&self->references);
  g_atomic_ref_count_inc (&self->references);
  g_mutex_init (&self->lock);
  self->path = g_strdup (path);
  self->body = g_strdup (body);
  self->cancellable = g_cancellable_new ();
  self->news.complaints = g_ptr_array_new_with_free_func (g_free);
  self->news.hits = g_ptr_array_new_with_free_func ((GDestroyNotify) hit_free);
  self->func = func;
  self->user_data = user_data;
  g_thread_unref (g_thread_new ("postil-rule", work, self));
  return self;
}

void
postil_rule_job_stop (PostilRuleJob *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  self->stopped = TRUE;
  job_unref (self);
}
