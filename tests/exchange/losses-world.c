/* losses-world.c - two projects, before an export and after its import, side by side: what came of each span
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "losses-world.h"

#include <string.h>

#include <postil/segments.h>

static void
page_free (gpointer data)
{
  Page *page = data;

  postil_document_free (page->document);
  g_free (page->text);
  g_array_unref (page->tokens);
  g_free (page->origins);
  g_free (page);
}

static void
steal_all (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_steal_pointer (&from->pdata[i]));
}

World *
world_new (TestProject *project)
{
  World *self = g_new0 (World, 1);
  g_autoptr (GArray) ids = postil_documents_ids (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);

  self->project = project;
  self->pages = g_ptr_array_new_with_free_func (page_free);
  self->spans = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_span_free);
  self->relations = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_relation_free);
  for (guint i = 0; i < ids->len; i++)
    {
      Page *page = g_new0 (Page, 1);
      PostilSpanFilter filter = { .document = g_array_index (ids, PostilId, i), .states = POSTIL_STATES_ALL };
      g_autoptr (GPtrArray) spans = postil_spans_list (project->store, &filter, NULL);
      g_autoptr (GPtrArray) relations =
          postil_relations_list (project->store, filter.document, POSTIL_STATES_ALL, NULL);
      glong length;

      page->document = postil_documents_get (project->store, filter.document, NULL);
      page->text = g_utf8_to_ucs4_fast (postil_text_get_utf8 (page->document->text, NULL), -1, &length);
      page->length = (guint32) length;
      page->tokens = g_array_new (FALSE, FALSE, sizeof (Token));
      page->origins = g_new0 (Origin, length + 1);
      g_ptr_array_add (self->pages, page);
      steal_all (spans, self->spans);
      steal_all (relations, self->relations);
    }
  return self;
}

void
world_free (World *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->spans);
  g_ptr_array_unref (self->relations);
  g_free (self);
}

char *
world_label (const World *self, PostilId id)
{
  g_autoptr (PostilLabel) label = postil_labels_get (self->project->store, id, NULL);

  g_assert_nonnull (label);
  return g_strdup (label->name);
}

guint
world_number (const World *self, PostilId id)
{
  g_autofree char *name = world_label (self, id);
  const char *digits = name + strlen (name);

  while (digits > name && g_ascii_isdigit (digits[-1]))
    digits--;
  g_assert_cmpstr (digits, !=, "");
  return (guint) atoi (digits);
}

guint
world_page (const World *self, PostilId document)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (((Page *) self->pages->pdata[i])->document->id == document)
      return i;
  g_assert_not_reached ();
}

PostilRange
world_origin (const World *after, const PostilSpan *span, PostilRange range, guint *page)
{
  const Page *there = after->pages->pdata[world_page (after, span->document)];
  const Origin *first = &there->origins[range.start], *last = &there->origins[range.stop - 1];

  g_assert_cmpuint (first->document, ==, last->document);
  *page = first->document;
  return POSTIL_RANGE (first->at, last->at + 1);
}

void
world_forget_tokens (World *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    g_array_set_size (((Page *) self->pages->pdata[i])->tokens, 0);
}

/* ---- names ---- */

static const Page *
find_page (const World *self, const char *key)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (strcmp (((Page *) self->pages->pdata[i])->document->key, key) == 0)
      return self->pages->pdata[i];
  return NULL;
}

static guint
count_names (const World *before, const World *after)
{
  guint n = 0;

  for (guint i = 0; i < before->pages->len; i++)
    n += find_page (after, ((Page *) before->pages->pdata[i])->document->key) == NULL;
  return n;
}

/* ---- texts that came back ---- */

static void
cut_tokens (Page *page)
{
  PostilRange whole = { 0, page->length };
  g_autoptr (GArray) words = postil_segment_tokens (page->document->text, whole);
  g_autoptr (GArray) sentences = postil_segment_sentences (page->document->text, whole);

  for (guint i = 0, sentence = 0; i < words->len; i++)
    {
      Token token = { postil_text_trim (page->document->text, g_array_index (words, PostilToken, i).range), 0 };

      if (token.range.start >= token.range.stop)
        continue;
      while (sentence + 1 < sentences->len &&
             token.range.start >= g_array_index (sentences, PostilRange, sentence + 1).start)
        sentence++;
      token.sentence = sentence;
      g_array_append_val (page->tokens, token);
    }
}

void
world_match_texts (World *before, World *after, TextDifference *difference)
{
  g_assert_cmpuint (before->pages->len, ==, after->pages->len);
  difference->names = count_names (before, after);
  for (guint i = 0; i < before->pages->len; i++)
    {
      Page *page = before->pages->pdata[i];
      Page *same = (Page *) find_page (after, page->document->key);

      if (same == NULL)
        same = after->pages->pdata[i];
      g_assert_cmpuint (page->length, ==, same->length);
      for (guint32 at = 0; at < page->length; at++)
        {
          same->origins[at] = (Origin){ i, at };
          difference->characters += page->text[at] != same->text[at];
        }
      cut_tokens (page);
    }
}

/* ---- tokens that came back ---- */

typedef struct
{
  World *before;
  TextDifference *difference;
  guint page;
  guint32 at;
  guint sentence;
  gboolean other; /* something else stands between the tokens of this document */
} Walk;

static gboolean
may_be_left_out (gunichar c)
{
  return g_unichar_isspace (c) || (c >= 0x1c && c <= 0x1f) || c == 0x85;
}

static void
leave_page (Walk *self)
{
  const Page *page = self->before->pages->pdata[self->page];

  for (guint32 at = self->at; at < page->length; at++)
    g_assert_true (may_be_left_out (page->text[at]));
  self->difference->spacing += self->other || self->at < page->length;
  self->page++;
  self->at = 0;
  self->other = FALSE;
}

/* To where the token begins that begins with @c. */
static Page *
find_token (Walk *self, gunichar c, gunichar gap)
{
  while (TRUE)
    {
      Page *page;
      guint32 from = self->at;

      g_assert_cmpuint (self->page, <, self->before->pages->len);
      page = self->before->pages->pdata[self->page];
      while (self->at < page->length && may_be_left_out (page->text[self->at]) &&
             (c != '_' || g_unichar_isspace (page->text[self->at])))
        self->at++;
      if (self->at < page->length)
        {
          if (page->tokens->len == 0)
            self->other = self->at > 0;
          else if (self->at != from + 1 || page->text[from] != gap)
            self->other = TRUE;
          return page;
        }
      self->at = from;
      leave_page (self);
    }
}

/* From @start to where it ends. */
static guint32
take_token (Walk *self, Page *after, guint32 start, gunichar gap)
{
  Page *page = find_token (self, after->text[start], gap);
  Token token = { { self->at, self->at }, self->sentence };
  gboolean changed = FALSE;

  for (; start < after->length && after->text[start] != ' ' && after->text[start] != '\n'; start++, self->at++)
    {
      g_assert_cmpuint (self->at, <, page->length);
      changed = changed || page->text[self->at] != after->text[start];
      after->origins[start] = (Origin){ self->page, self->at };
    }
  token.range.stop = self->at;
  g_array_append_val (page->tokens, token);
  self->difference->characters += changed;
  return start;
}

/* How many documents after are what document @key was: it, or its sentences. */
static guint
count_pages_of (const World *after, const char *key)
{
  guint n = 0;

  for (guint i = 0; i < after->pages->len; i++)
    {
      const char *name = ((Page *) after->pages->pdata[i])->document->key;

      n += g_str_has_prefix (name, key) && name[strlen (key)] == '-';
    }
  return n;
}

static guint
count_boundaries (const World *before, const World *after)
{
  guint n = 0, any = 0;

  for (guint i = 0; i < before->pages->len; i++)
    {
      guint here = count_pages_of (after, ((Page *) before->pages->pdata[i])->document->key);

      any += here;
      n += here != 1;
    }
  /* Only where documents come back as their sentences they are called after it. */
  return any > 0 ? n : before->pages->len - after->pages->len;
}

void
world_match_tokens (World *before, World *after, TextDifference *difference)
{
  Walk walk = { .before = before, .difference = difference };

  difference->names = count_names (before, after);
  difference->boundaries = count_boundaries (before, after);
  for (guint i = 0; i < after->pages->len; i++, walk.sentence++)
    {
      Page *page = after->pages->pdata[i];
      gunichar gap = '\n';

      for (guint32 at = 0; at < page->length;)
        {
          if (page->text[at] == ' ' || page->text[at] == '\n')
            {
              gap = page->text[at++];
              walk.sentence += gap == '\n';
              continue;
            }
          at = take_token (&walk, page, at, gap);
        }
    }
  while (walk.page < before->pages->len)
    leave_page (&walk);
}
