/* structure.c - posts, what they quote of each other, and the page's own lines around the text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "suggesters.h"

#include <jansson.h>
#include <postil/thread.h>

#include "boilerplate.h"
#include "page-parts.h"

#define SOURCE "structure"

static void
set_string (json_t *object, const char *key, const char *value)
{
  if (value && *value)
    json_object_set_new (object, key, json_string (value));
}

static char *
post_attributes (const PostilPost *post)
{
  json_t *object = json_object ();
  char   *text;

  set_string (object, "author", post->author);
  set_string (object, "time", post->time);
  set_string (object, "edited", post->edited);
  json_object_set_new (object, "depth", json_integer (post->depth));
  json_object_set_new (object, "body_start", json_integer (post->body_start));
  if (post->parent >= 0)
    json_object_set_new (object, "reply_to", json_integer (post->parent));
  char *dumped = json_dumps (object, JSON_COMPACT);
  text = g_strdup (dumped);
  free (dumped);
  json_decref (object);
  return text;
}

static char *
post_reason (const PostilPost *post)
{
  if (post->author && *post->author)
    return g_strdup_printf ("A post by %s, %s: its header has the shape that repeats in this document.", post->author,
                            post->time && *post->time ? post->time : "without a time");
  return g_strdup ("A post: its header has the shape that repeats in this document.");
}

static gboolean
propose_posts (PostilAnalysis *analysis, const GPtrArray *posts, GCancellable *cancellable, GError **error)
{
  PostilText *text = postil_analysis_get_text (analysis);

  for (guint i = 0; i < posts->len; i++)
    {
      const PostilPost *post = g_ptr_array_index (posts, i);
      g_autofree char  *attributes = post_attributes (post);
      g_autofree char  *reason = post_reason (post);
      if (i % 256 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (post->range.start >= post->range.stop)
        continue;
      postil_analysis_propose (analysis, post->range, "Post", 0.95, POSTIL_SOURCE_RULE, SOURCE, reason, attributes);
      g_autoptr (GArray) quoted =
          postil_thread_find_quoted_replies (text, POSTIL_RANGE (post->body_start, post->range.stop));
      for (guint k = 0; k < quoted->len; k++)
        postil_analysis_propose (analysis, g_array_index (quoted, PostilRange, k), "QuotedReply", 0.9, POSTIL_SOURCE_RULE,
                                 SOURCE, "Words of another post, marked as quoted.", NULL);
    }
  return TRUE;
}

gboolean
postil_suggest_structure (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) posts = NULL;
  guint32               stop = G_MAXUINT32;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  posts = postil_thread_find_posts (postil_analysis_get_text (analysis));
  if (posts->len > 0)
    postil_analysis_set_kind (analysis, POSTIL_DOCUMENT_THREAD);
  if (!propose_posts (analysis, posts, cancellable, error))
    return FALSE;
  if (!postil_boilerplate_propose (context, analysis, posts, cancellable, error))
    return FALSE;
  if (posts->len > 0)
    stop = ((const PostilPost *) g_ptr_array_index (posts, 0))->range.start;
  return postil_page_parts_propose (analysis, stop, cancellable, error);
}
