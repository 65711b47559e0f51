/* project-structure.c - posts, quoted replies and boilerplate mended by hand, each in one step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

#include <glib/gi18n.h>
#include <jansson.h>
#include <string.h>

static GPtrArray *
list_spans (PostilProject *self, PostilId document, const char *label, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  PostilSpanFilter filter = { .document = document,
                              .label = postil_labels_find (store, label),
                              .states = POSTIL_STATES_OPEN };

  if (filter.label != 0)
    return postil_spans_list (store, &filter, error);
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("This project has no label “%s”."), label);
  return NULL;
}

/* Within a transaction: what a person has said of a span. */
static gboolean
keep (PostilProject *self, PostilSpan *span, GError **error)
{
  span->state = POSTIL_STATE_KEPT;
  span->annotator = postil_project_get_annotator (self);
  span->decided_at = g_get_real_time () / 1000;
  return postil_spans_update (postil_project_get_store (self), span, error);
}

/* --- Boilerplate and quoted replies
 * ----------------------------------------------------------------------------------- */

/* What was made by hand goes; what a machine said is rejected, so that it does not come back. */
static gboolean
unmark (PostilProject *self, const PostilSpan *span, PostilId hand, GError **error)
{
  PostilStore *store = postil_project_get_store (self);

  if (span->source == hand)
    return postil_spans_remove (store, span->id, error);
  return postil_spans_decide (store, span->id, POSTIL_STATE_REJECTED, postil_project_get_annotator (self), error);
}

static gboolean
toggle (PostilProject *self, GPtrArray *spans, PostilId document, PostilRange range, const char *label,
        gboolean *marked, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  PostilId hand = postil_project_hand (self, error);
  gboolean is_new = FALSE;
  guint n = 0;

  if (hand == 0)
    return FALSE;
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);

      if (!postil_range_overlaps (span->range, range))
        continue;
      if (!unmark (self, span, hand, error))
        return FALSE;
      n++;
    }
  *marked = n == 0;
  return n > 0 ||
         postil_project_tag_one (self, document, range, postil_labels_find (store, label), &is_new, error) != 0;
}

gboolean
postil_project_toggle_structure (PostilProject *self, PostilId document, PostilRange range, const char *label,
                                 gboolean *marked, GError **error)
{
  g_autoptr (GPtrArray) spans = list_spans (self, document, label, error);

  if (spans == NULL || !postil_project_begin (self, error, "Mark or unmark %s", label))
    return FALSE;
  return postil_project_end (self, toggle (self, spans, document, range, label, marked, error), document, error);
}

/* --- Posts
 * ------------------------------------------------------------------------------------------------------------- */

/* The innermost post that @offset stands in. */
static PostilSpan *
post_at (GPtrArray *posts, guint32 offset)
{
  PostilSpan *found = NULL;

  for (guint i = 0; i < posts->len; i++)
    {
      PostilSpan *post = g_ptr_array_index (posts, i);

      if (post->range.start <= offset && offset < post->range.stop &&
          (found == NULL || post->range.start >= found->range.start))
        found = post;
    }
  return found;
}

static PostilSpan *
find_post (GPtrArray *posts, guint32 offset, GError **error)
{
  PostilSpan *post = posts != NULL ? post_at (posts, offset) : NULL;

  if (posts != NULL && post == NULL)
    g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
                         _ ("The caret is in no post. Select the post's words and give them the label Post."));
  return post;
}

/* An object of the post's attributes, empty when there are none. */
static json_t *
read_attributes (const PostilSpan *post)
{
  json_t *object = post->attributes != NULL ? json_loads (post->attributes, JSON_REJECT_DUPLICATES, NULL) : NULL;

  if (json_is_object (object))
    return object;
  json_decref (object);
  return json_object ();
}

static void
write_attributes (PostilSpan *post, json_t *object)
{
  char *text = json_dumps (object, JSON_COMPACT | JSON_PRESERVE_ORDER);

  g_free (post->attributes);
  post->attributes = g_strdup (text);
  free (text);
  json_decref (object);
}

static gboolean
is_space (const PostilText *text, guint32 offset)
{
  gsize n_bytes;
  const char *at = postil_text_peek (text, POSTIL_RANGE (offset, offset + 1), &n_bytes);

  return g_unichar_isspace (g_utf8_get_char (at));
}

/* The rest of the post becomes one of its own: as deep, by nobody known, and without a head line. */
static PostilSpan *
second_half (PostilProject *self, const PostilSpan *post, PostilRange range, PostilId hand)
{
  PostilSpan *half = postil_span_new ();
  json_t *from = read_attributes (post);
  json_t *to = json_object ();

  half->document = post->document;
  half->label = post->label;
  half->range = range;
  half->state = POSTIL_STATE_KEPT;
  half->annotator = postil_project_get_annotator (self);
  half->score = 1;
  half->source = hand;
  half->decided_at = g_get_real_time () / 1000;
  json_object_set_new (to, "depth", json_integer (json_integer_value (json_object_get (from, "depth"))));
  json_object_set_new (to, "body_start", json_integer (range.start));
  write_attributes (half, to);
  json_decref (from);
  return half;
}

static gboolean
split (PostilProject *self, PostilSpan *post, PostilRange rest, guint32 stop, GError **error)
{
  PostilId hand = postil_project_hand (self, error);
  g_autoptr (PostilSpan) half = hand != 0 ? second_half (self, post, rest, hand) : NULL;

  post->range.stop = stop;
  return half != NULL && keep (self, post, error) && postil_spans_add (postil_project_get_store (self), half, error);
}

gboolean
postil_project_split_post (PostilProject *self, PostilId document, guint32 offset, GError **error)
{
  g_autoptr (PostilDocument) read = postil_documents_get (postil_project_get_store (self), document, error);
  g_autoptr (GPtrArray) posts = read != NULL ? list_spans (self, document, "Post", error) : NULL;
  PostilSpan *post = find_post (posts, offset, error);
  PostilRange rest;
  guint32 stop = offset;

  if (post == NULL)
    return FALSE;
  rest = POSTIL_RANGE (offset, post->range.stop);
  while (rest.start < rest.stop && is_space (read->text, rest.start))
    rest.start++;
  while (stop > post->range.start && is_space (read->text, stop - 1))
    stop--;
  if (stop == post->range.start || rest.start >= rest.stop)
    {
      g_set_error_literal (
          error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE,
          _ ("A post is split where the second one shall begin: put the caret there, after its first words."));
      return FALSE;
    }
  return postil_project_begin (self, error, "Split a post") &&
         postil_project_end (self, split (self, post, rest, stop, error), document, error);
}

/* Whoever answers or is quoted from the post that goes now answers or is quoted from the one that stays. */
static gboolean
hand_relations (PostilStore *store, PostilSpanId from, PostilSpanId to, GError **error)
{
  g_autoptr (GPtrArray) relations = postil_relations_of_span (store, from, error);

  for (guint i = 0; relations != NULL && i < relations->len; i++)
    {
      PostilRelation *relation = g_ptr_array_index (relations, i);
      g_autoptr (PostilRelation) known = NULL;

      relation->head = relation->head == from ? to : relation->head;
      relation->tail = relation->tail == from ? to : relation->tail;
      known = postil_relations_find (store, relation->label, relation->head, relation->tail, NULL);
      if (relation->head != relation->tail && known == NULL && !postil_relations_update (store, relation, error))
        return FALSE;
    }
  return relations != NULL;
}

static gboolean
join (PostilProject *self, PostilSpan *before, const PostilSpan *post, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  PostilId hand = postil_project_hand (self, error);

  before->range.stop = MAX (before->range.stop, post->range.stop);
  return hand != 0 && hand_relations (store, post->id, before->id, error) && unmark (self, post, hand, error) &&
         keep (self, before, error);
}

gboolean
postil_project_join_posts (PostilProject *self, PostilId document, guint32 offset, GError **error)
{
  g_autoptr (GPtrArray) posts = list_spans (self, document, "Post", error);
  PostilSpan *post = find_post (posts, offset, error);
  PostilSpan *before = NULL;

  if (post == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len; i++)
    {
      PostilSpan *one = g_ptr_array_index (posts, i);

      if (one->range.start < post->range.start && (before == NULL || one->range.start >= before->range.start))
        before = one;
    }
  if (before == NULL)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
                           _ ("This is the first post: there is none before it."));
      return FALSE;
    }
  return postil_project_begin (self, error, "Join two posts") &&
         postil_project_end (self, join (self, before, post, error), document, error);
}

static void
set_text (json_t *object, const char *key, const char *text)
{
  if (text == NULL || text[0] == '\0')
    json_object_del (object, key);
  else
    json_object_set_new (object, key, json_string (text));
}

gboolean
postil_project_set_post (PostilProject *self, PostilId document, guint32 offset, const char *author, const char *time,
                         GError **error)
{
  g_autoptr (GPtrArray) posts = list_spans (self, document, "Post", error);
  PostilSpan *post = find_post (posts, offset, error);
  json_t *object;

  if (post == NULL)
    return FALSE;
  object = read_attributes (post);
  set_text (object, "author", author);
  set_text (object, "time", time);
  write_attributes (post, object);
  return postil_project_begin (self, error, "Author and time of a post") &&
         postil_project_end (self, keep (self, post, error), document, error);
}

PostilSpan *
postil_project_get_post (PostilProject *self, PostilId document, guint32 offset)
{
  g_autoptr (GPtrArray) posts = list_spans (self, document, "Post", NULL);
  const PostilSpan *post = posts != NULL ? post_at (posts, offset) : NULL;

  return post != NULL ? postil_span_copy (post) : NULL;
}
