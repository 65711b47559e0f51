/* boilerplate-phrases.c - what share bars, newsletter boxes, pleas and notices say, found in one pass over a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "boilerplate-phrases.h"

#include <string.h>

enum
{
  NOTICE, /* two of them make a notice, however long the paragraph */
  PLEA,   /* three of them make a plea for support */
  BOX,    /* two of them make a newsletter box */
  SHORT,  /* one of them in a short line is enough */
};

static const struct
{
  const char *phrase;
  int         kind;
  const char *reason; /* of SHORT */
} PHRASES[] = {
  { "sign up", SHORT, "Newsletter box." },
  { "subscribe", SHORT, "Newsletter or subscription box." },
  { "newsletter", SHORT, "Newsletter box." },
  { "stay connected", SHORT, "Share bar." },
  { "share this", SHORT, "Share bar." },
  { "share on ", SHORT, "Share bar." },
  { "share via", SHORT, "Share bar." },
  { "share the story", SHORT, "Share bar." },
  { "follow us", SHORT, "Share bar." },
  { "like us on", SHORT, "Share bar." },
  { "click to ", SHORT, "Control of the page." },
  { "click here", SHORT, "Control of the page." },
  { "tap here", SHORT, "Control of the page." },
  { "filed under", SHORT, "Topic line." },
  { "posted in:", SHORT, "Topic line." },
  { "more on:", SHORT, "Related stories." },
  { "related:", SHORT, "Related stories." },
  { "related stories", SHORT, "Related stories." },
  { "related articles", SHORT, "Related stories." },
  { "related topics", SHORT, "Related stories." },
  { "related content", SHORT, "Related stories." },
  { "read more", SHORT, "Related stories." },
  { "read also", SHORT, "Related stories." },
  { "also read", SHORT, "Related stories." },
  { "read next", SHORT, "Related stories." },
  { "see also", SHORT, "Related stories." },
  { "more from ", SHORT, "Related stories." },
  { "more stories", SHORT, "Related stories." },
  { "more news", SHORT, "Related stories." },
  { "most popular", SHORT, "Related stories." },
  { "most read", SHORT, "Related stories." },
  { "most viewed", SHORT, "Related stories." },
  { "trending", SHORT, "Related stories." },
  { "recommended for you", SHORT, "Related stories." },
  { "you may also like", SHORT, "Related stories." },
  { "you might also like", SHORT, "Related stories." },
  { "don't miss", SHORT, "Related stories." },
  { "editor's picks", SHORT, "Related stories." },
  { "up next", SHORT, "Related stories." },
  { "watch live", SHORT, "Control of the page." },
  { "advertisement", SHORT, "Advertisement." },
  { "sponsored by", SHORT, "Advertisement." },
  { "sponsored content", SHORT, "Advertisement." },
  { "story continues below", SHORT, "Advertisement." },
  { "continue reading", SHORT, "Control of the page." },
  { "support for ", SHORT, "Sponsor line." },
  { "all rights reserved", SHORT, "Copyright line." },
  { "copyright ©", SHORT, "Copyright line." },
  { "© ", SHORT, "Copyright line." },
  { "terms of use", SHORT, "Legal line." },
  { "terms of service", SHORT, "Legal line." },
  { "privacy policy", SHORT, "Legal line." },
  { "cookie policy", SHORT, "Legal line." },
  { "we use cookies", SHORT, "Legal line." },
  { "skip to ", SHORT, "Navigation." },
  { "back to top", SHORT, "Navigation." },
  { "main menu", SHORT, "Navigation." },
  { "site map", SHORT, "Navigation." },
  { "log in", SHORT, "Navigation." },
  { "sign in", SHORT, "Navigation." },
  { "min read", SHORT, "Control of the page." },
  { "leave a comment", SHORT, "Control of the page." },
  { "view comments", SHORT, "Control of the page." },
  { "post a comment", SHORT, "Control of the page." },
  { "comments are closed", SHORT, "Control of the page." },
  { "print this", SHORT, "Share bar." },
  { "email this", SHORT, "Share bar." },
  { "send tips", SHORT, "Contact line." },
  { "contact the author", SHORT, "Contact line." },
  { "report a typo", SHORT, "Contact line." },
  { "getty images", SHORT, "Picture credit." },
  { "/getty", SHORT, "Picture credit." },
  { "ap photo", SHORT, "Picture credit." },
  { "photo by ", SHORT, "Picture credit." },
  { "photos by ", SHORT, "Picture credit." },
  { "photo:", SHORT, "Picture credit." },
  { "photograph:", SHORT, "Picture credit." },
  { "photo credit", SHORT, "Picture credit." },
  { "image credit", SHORT, "Picture credit." },
  { "image source", SHORT, "Picture credit." },
  { "image caption", SHORT, "Picture credit." },
  { "picture:", SHORT, "Picture credit." },
  { "courtesy of ", SHORT, "Picture credit." },
  { "shutterstock", SHORT, "Picture credit." },
  { "/afp", SHORT, "Picture credit." },
  { "afp/", SHORT, "Picture credit." },
  { "/reuters", SHORT, "Picture credit." },
  { "reuters/", SHORT, "Picture credit." },
  { "archival", NOTICE, NULL },
  { "archived", NOTICE, NULL },
  { "editorial standards", NOTICE, NULL },
  { "editorial management", NOTICE, NULL },
  { "editorial team", NOTICE, NULL },
  { "our standards", NOTICE, NULL },
  { "click here", NOTICE, NULL },
  { "to learn more", NOTICE, NULL },
  { "originally published", NOTICE, NULL },
  { "originally appeared", NOTICE, NULL },
  { "this story was", NOTICE, NULL },
  { "this article was", NOTICE, NULL },
  { "this content was", NOTICE, NULL },
  { "prior to ", NOTICE, NULL },
  { "no longer", NOTICE, NULL },
  { "may not align", NOTICE, NULL },
  { "may not reflect", NOTICE, NULL },
  { "has been updated to", NOTICE, NULL },
  { "our policy", NOTICE, NULL },
  { "republished", NOTICE, NULL },
  { "dear reader", PLEA, NULL },
  { "we're asking", PLEA, NULL },
  { "we are asking", PLEA, NULL },
  { "financial support", PLEA, NULL },
  { "your support", PLEA, NULL },
  { "your donation", PLEA, NULL },
  { "donate", PLEA, NULL },
  { "paywall", PLEA, NULL },
  { "free to read", PLEA, NULL },
  { "free for all", PLEA, NULL },
  { "free for everyone", PLEA, NULL },
  { "contribution", PLEA, NULL },
  { "become a member", PLEA, NULL },
  { "membership", PLEA, NULL },
  { "thank you for", PLEA, NULL },
  { "local news", PLEA, NULL },
  { "independent journalism", PLEA, NULL },
  { "our journalism", PLEA, NULL },
  { "our newsroom", PLEA, NULL },
  { "our reporting", PLEA, NULL },
  { "our stories", PLEA, NULL },
  { "reader-funded", PLEA, NULL },
  { "support us", PLEA, NULL },
  { "our work", PLEA, NULL },
  { "readers like you", PLEA, NULL },
  { "public media", PLEA, NULL },
  { "tax-deductible", PLEA, NULL },
  { "today's explainer", PLEA, NULL },
  { "make a gift", PLEA, NULL },
  { "newsletter", BOX, NULL },
  { "sign up", BOX, NULL },
  { "subscribe", BOX, NULL },
  { "inbox", BOX, NULL },
  { "email address", BOX, NULL },
  { "e-mail address", BOX, NULL },
  { "privacy policy", BOX, NULL },
  { "terms of", BOX, NULL },
  { "recaptcha", BOX, NULL },
  { "unsubscribe", BOX, NULL },
  { "every morning", BOX, NULL },
  { "each morning", BOX, NULL },
  { "daily briefing", BOX, NULL },
  { "by signing up", BOX, NULL },
  { "latest news", BOX, NULL },
  { "breaking news", BOX, NULL },
  { "alerts", BOX, NULL },
  { "delivered", BOX, NULL },
  { "straight to your", BOX, NULL },
  { "follow us", BOX, NULL },
  { "download our app", BOX, NULL },
  { "our app", BOX, NULL },
  { "notifications", BOX, NULL },
};

enum
{
  N_BUCKETS = 4096, /* power of two; nearly all of them are empty */
};

/* The phrases by their first three bytes. */
struct _PostilPhraseFinder
{
  guint8 first[N_BUCKETS]; /* index + 1; 0: none */
  guint8 next[G_N_ELEMENTS (PHRASES)];
  guint8 n_bytes[G_N_ELEMENTS (PHRASES)];
};

G_STATIC_ASSERT (G_N_ELEMENTS (PHRASES) < G_MAXUINT8);

static inline guint
bucket_of (guint32 three_bytes)
{
  return (three_bytes * 0x9e3779b1u) >> 20;
}

PostilPhraseFinder *
postil_phrase_finder_new (void)
{
  PostilPhraseFinder *self = g_new0 (PostilPhraseFinder, 1);

  for (guint i = 0; i < G_N_ELEMENTS (PHRASES); i++)
    {
      const guint8 *phrase = (const guint8 *) PHRASES[i].phrase;
      guint8 *bucket = &self->first[bucket_of ((guint32) phrase[0] << 16 | (guint32) phrase[1] << 8 | phrase[2])];

      self->n_bytes[i] = (guint8) strlen (PHRASES[i].phrase);
      self->next[i] = *bucket;
      *bucket = (guint8)(i + 1);
    }
  return self;
}

static void
note (PostilPhrases *found, guint phrase, gboolean at_start)
{
  switch (PHRASES[phrase].kind)
    {
    case NOTICE:
      found->n_notice++;
      break;
    case PLEA:
      found->n_plea++;
      break;
    case BOX:
      found->n_box++;
      break;
    default:
      if (found->reason == NULL || (at_start && !found->at_start))
        {
          found->reason = PHRASES[phrase].reason;
          found->at_start = at_start;
        }
    }
}

PostilPhrases
postil_phrase_finder_find (const PostilPhraseFinder *self, const char *folded, gsize n_bytes)
{
  PostilPhrases found = { 0 };
  guint8        seen[G_N_ELEMENTS (PHRASES)] = { 0 };
  guint32       three_bytes = n_bytes >= 2 ? (guint32) (guint8) folded[0] << 8 | (guint8) folded[1] : 0;

  for (gsize at = 0; at + 2 < n_bytes; at++)
    {
      three_bytes = (three_bytes << 8 | (guint8) folded[at + 2]) & 0xffffff;
      for (guint i = self->first[bucket_of (three_bytes)]; i > 0; i = self->next[i - 1])
        {
          gsize length = self->n_bytes[i - 1];

          if (seen[i - 1] || length > n_bytes - at || memcmp (folded + at, PHRASES[i - 1].phrase, length) != 0)
            continue;
          seen[i - 1] = TRUE;
          note (&found, i - 1, at == 0);
        }
    }
  return found;
}
