/* test-html.c - web pages: what a reader sees comes in, what the page is made of does not, and nothing hostile hangs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "exchange-support.h"

static PostilDocument *
import (TestProject *project, const char *html, gssize n_bytes, guint n_warnings)
{
  g_autoptr (PostilReport) report = test_import_string (project, "page.html", html, n_bytes, NULL);
  PostilId id = postil_documents_find (project->store, "page.html");

  test_assert_report (report, 0, n_warnings);
  g_assert_cmpint (id, !=, 0);
  return postil_documents_get (project->store, id, NULL);
}

static const char *
text_of (const PostilDocument *document)
{
  return postil_text_get_utf8 (document->text, NULL);
}

static void
test_layout (void)
{
  static const struct
  {
    const char *html;
    const char *text;
  } CASES[] = {
    { "<p>The  quay\n was <b>wet</b>.<p>So what?", "The quay was wet.\n\nSo what?" },
    { "<h2>Tide</h2>high<br>low<div>mid</div>", "Tide\n\nhigh\nlow\nmid" },
    { "<ul><li>rope<li>tar</ul><ol><li>one<li>two</ol>", "- rope\n- tar\n\n1. one\n2. two" },
    { "<p>He wrote:</p><blockquote><p>No.</p><p>Never.</p></blockquote><p>Well.</p>", "He wrote:\n\n> No.\n> Never.\n\nWell." },
    { "<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n> > b" },
    { "<pre>a  b\n  c</pre>", "a  b\n  c" },
    { "<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a b\nc d" },
    { "<p>1 &lt; 2 &amp; &quot;3&quot; &#8212; &eacute; &nosuch; &#0; &#xD800;x</p>", "1 < 2 & \"3\" — é &nosuch; x" },
    { "<p>one<!-- not this -->two<script>var a = '<p>no</p>';</script><style>p { }</style>", "onetwo" },
    { "<nav><a>Home</a></nav><p>in</p><div hidden>h</div><div style='DISPLAY : none'>d</div><p aria-hidden=true>stays</p>",
      "in\n\nstays" },
    { "<div class='navbar menu'>x</div><div class='sub-menus'>y</div><button>z</button>", "y" },
    { "<figure><img alt=a><figcaption>The quay.</figcaption></figure>", "The quay." },
    { "no tags at all, in a file that says it is a page", "no tags at all, in a file that says it is a page" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      /* The character numbers 0 and 0xD800 are none: that one page is told so. */
      g_autoptr (PostilDocument) document = import (project, CASES[i].html, -1, strstr (CASES[i].html, "&#0;") != NULL);

      g_assert_cmpstr (text_of (document), ==, CASES[i].text);
    }
}

static void
test_title (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilDocument) document =
      import (project,
              "<!doctype html><html lang=sv><head><title>Quay - The Post</title><link rel=canonical "
              "href='https://post.example/q'></head><body><h1>The quay\n is wet</h1><p>Very.",
              -1, 0);

  g_assert_cmpstr (document->title, ==, "The quay is wet");
  g_assert_cmpstr (document->language, ==, "sv");
  g_assert_cmpstr (document->source_uri, ==, "https://post.example/q");
  g_assert_cmpstr (text_of (document), ==, "The quay is wet\n\nVery.");
}

/* The left-out words are counted, so that nothing goes away in silence. */
static void
test_told (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report =
      test_import_string (project, "a.html", "<nav>abc de</nav><p>text", -1, NULL);

  g_assert_true (test_report_has (report, 0, "5 characters of navigation"));
}

static const char COMMENTS[] =
    "<html><body><h1>The quay</h1><p>It is wet.</p><ol class='comment-list'>"
    "<li class='comment'><article class='comment-body'><footer><div class='comment-author vcard'><b class='fn'>Ann Lee</b> "
    "<span class='says'>says:</span></div><time datetime='2026-01-02T10:00'>January 2, 2026 at 10:00 am</time></footer>"
    "<p>It is not.</p><a href='#'>Reply</a></article>"
    "<ol class='children'><li class='comment'><article class='comment-body'><b class='fn'>bo</b>"
    "<time datetime='2026-01-02T11:00'></time><blockquote>It is not.</blockquote><p>Look again.</p></article></li></ol></li>"
    "<li class='comment'><div class='author'>cy</div> <div class='date'>3 h ago</div><p>Ask <span class='author'>Ann</span>.</p>"
    "</li></ol></body></html>";

static void
test_comments (void)
{
  static const struct
  {
    const char *words;
    const char *attributes[2];
  } POSTS[] = {
    { "Ann Lee · January 2, 2026 at 10:00 am\nIt is not.", { "\"author\":\"Ann Lee\"", "\"depth\":0" } },
    { "bo · 2026-01-02T11:00\n> It is not.\n\nLook again.", { "\"author\":\"bo\"", "\"reply_to\":0" } },
    { "cy · 3 h ago\nAsk Ann.", { "\"time\":\"3 h ago\"", "\"depth\":0" } },
  };
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilDocument) document = import (project, COMMENTS, -1, 0);
  g_autoptr (GPtrArray) spans = NULL;

  g_assert_cmpint (document->kind, ==, POSTIL_DOCUMENT_THREAD);
  spans = postil_spans_list (project->store, &(PostilSpanFilter){ .document = document->id }, NULL);
  g_assert_cmpuint (spans->len, ==, G_N_ELEMENTS (POSTS));
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      g_autofree char *words = postil_text_slice (document->text, span->range);

      g_assert_cmpstr (words, ==, POSTS[i].words);
      for (guint k = 0; k < 2; k++)
        g_assert_nonnull (strstr (span->attributes, POSTS[i].attributes[k]));
    }
}

/* A post that the page marks up is not proposed a second time. */
static void
test_comments_once (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilDocument) document = import (project, COMMENTS, -1, 0);
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (document->text, document->kind);
  static const char *const only[] = { "structure", NULL };
  g_autoptr (GPtrArray) spans = NULL;
  PostilId post;
  guint n_new = 0;

  g_assert_true (postil_suggest_run (context, analysis, only, NULL, NULL));
  g_assert_true (postil_transaction_begin (project->store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, NULL));
  g_assert_true (postil_suggest_store (project->store, document->id, analysis, only, &n_new, NULL));
  g_assert_true (postil_transaction_commit (project->store, NULL));
  post = postil_id_derive ("Post", NULL);
  spans = postil_spans_list (project->store, &(PostilSpanFilter){ .document = document->id }, NULL);
  g_assert_cmpuint (spans->len, >=, 3);
  post = ((PostilSpan *) g_ptr_array_index (spans, 0))->label;
  for (guint i = 0; i < spans->len; i++)
    if (((PostilSpan *) g_ptr_array_index (spans, i))->label == post)
      g_assert_cmpint (((PostilSpan *) g_ptr_array_index (spans, i))->state, ==, POSTIL_STATE_KEPT);
}

static void
test_charset (void)
{
  static const struct
  {
    const char *html;
    const char *text;
    const char *encoding;
  } CASES[] = {
    { "<meta charset=windows-1252><p>caf\xe9 \x96 na\xefve", "café – naïve", NULL },
    { "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-2'><p>\xb3\xf3\xbf", "łóż", NULL },
    /* It says what it is not: valid UTF-8 wins, and what nobody knows is guessed */
    { "<meta charset=windows-1252><p>caf\xc3\xa9", "café", "UTF-8" },
    { "<meta charset=utf-8><p>caf\xe9 du quai, d\xe9j\xe0 vu", "café du quai, déjà vu", NULL },
    { "<meta charset=x-no-such-thing><p>plain", "plain", "UTF-8" },
    { "\xef\xbb\xbf<meta charset=ascii><p>\xe2\x82\xac", "€", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autoptr (PostilDocument) document = import (project, CASES[i].html, -1, 0);

      g_assert_cmpstr (text_of (document), ==, CASES[i].text);
      if (CASES[i].encoding != NULL)
        g_assert_cmpstr (document->encoding, ==, CASES[i].encoding);
    }
}

static char *
repeat (const char *before, const char *word, guint n, const char *after)
{
  GString *out = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (out, word);
  g_string_append (out, after);
  return g_string_free (out, FALSE);
}

/* Deeper than the 256 elements at which libxml2's tree builder stops. */
static void
test_deep (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *html = repeat ("<html><body>", "<div>", 900, "found</div></div> after");
  g_autoptr (PostilDocument) document = import (project, html, -1, 0);

  g_assert_cmpstr (text_of (document), ==, "found\nafter");
}

/* Refused as a whole, for half a page is no page; at once, although each end tag fits none of the open ones. */
static void
test_too_deep (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *deep = repeat ("<html><body>start", "<div>", 200000, "");
  g_autofree char *html = repeat (deep, "</b>", 200000, "end");
  g_autoptr (PostilReport) report = test_import_string (project, "deep.html", html, -1, NULL);

  g_assert_cmpuint (report->refused, ==, 1);
  g_assert_true (test_report_has (report, 0, "nested deeper"));
  g_assert_cmpuint (postil_documents_count (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 0);
}

/* More than the 10 MB at which libxml2's tree builder cuts. */
static void
test_long_text (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *html = repeat ("<html><body><p>", "0123456789 ", 1100000, "end of it");
  g_autoptr (PostilDocument) document = import (project, html, -1, 0);

  g_assert_cmpuint (postil_text_get_length (document->text), ==, 1100000 * 11 + strlen ("end of it"));
  g_assert_true (g_str_has_suffix (text_of (document), "0123456789 end of it"));
}

/* Each comes in with the words that a reader would see, or is refused with words; none may crash, hang or load
 * anything. */
static void
test_hostile (void)
{
  static const struct
  {
    const char *before;
    const char *word;
    guint n;
    const char *after;
    const char *ends; /* the text; NULL: the page is refused */
    gsize n_bytes;    /* of it */
    const char *told; /* what the report says; NULL: nothing */
  } CASES[] = {
    { "<p>", "<p class='", 1, "", NULL, 0, "no text" },
    { "", "<", 100000, "", "<<<", 100000, NULL },
    { "<p>a", "&", 100000, "b", "&b", 100002, NULL },
    { "<p>a", "&#x", 10000, "b", "a", 1, "10000 characters" },
    { "<!DOCTYPE html [<!ENTITY a 'b'><!ENTITY c '", "&a;", 10000, "'>]><html><p>x&c;y", "y", 30025, NULL },
    { "<!DOCTYPE html SYSTEM 'file:///etc/passwd' [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><p>&x;z", "", 0, "",
      "z", 8, NULL },
    { "<p a='", "0123456789", 1100000, "'>text", "text", 4, NULL },
    { "<p>x<!--", "- ", 1000000, "", "x", 1, NULL },
    { "<p>x<script>", "</scrip", 100000, "", "x", 1, NULL },
    { "<ol class=comments>", "<li class=comment><b class=author>a</b><p>t</p><ol>", 200, "", "a\nt", 998, NULL },
    { "<div class='comment'><h1>", "<span class=author><span class=time>", 100, "x", "x", 1, NULL },
    { "<p>", "<blockquote>", 600, "x", "> x", 17, NULL },
    { "<p class='", "comment ", 100000, "'>x", "x", 1, NULL },
    { "<p>", "<b><i>", 300, "</p></i>x</b>", "x", 1, NULL },
    { "</p></body></html>", "</html><p>x", 1000, "", "x", 2998, NULL },
    { "<table>", "<tr><td><table>", 150, "x", "x", 1, NULL },
    { "<title>", "<p>", 1000, "x</title>y", "y", 1, NULL },
    { "<h1 class=comment>", "x<h1>", 200, "y", "y", 601, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autofree char *html = repeat (CASES[i].before, CASES[i].word, CASES[i].n, CASES[i].after);
      g_autoptr (PostilReport) report = test_import_string (project, "h.html", html, -1, NULL);

      g_test_message ("case %u", i);
      g_assert_cmpuint (report->documents_added + report->refused, ==, 1);
      for (guint k = 0; k < report->items->len; k++)
        g_assert_null (strstr (((PostilReportItem *) g_ptr_array_index (report->items, k))->message, "root:"));
      if (report->documents_added == 1)
        {
          g_autoptr (PostilDocument) document =
              postil_documents_get (project->store, postil_documents_find (project->store, "h.html"), NULL);
          g_assert_null (strstr (text_of (document), "root:"));
          g_assert_nonnull (CASES[i].ends);
          g_assert_true (g_str_has_suffix (text_of (document), CASES[i].ends));
          g_assert_cmpuint (strlen (text_of (document)), ==, CASES[i].n_bytes);
        }
      else
        g_assert_null (CASES[i].ends);
      if (CASES[i].told != NULL)
        g_assert_true (test_report_has (report, 0, CASES[i].told));
      else
        g_assert_cmpuint (report->items->len, ==, 0);
    }
}

/* What a page would do is no text of it, in whatever way it is written; nor is what only looks like a script lost. */
static void
test_scripts (void)
{
  static const struct
  {
    const char *html;
    const char *text;
  } CASES[] = {
    { "<p>in<script src=//evil.example/x.js></script><p>side", "in\n\nside" },
    { "<p>in<SCRIPT>if (a < b && c > d) document.write ('</p><p>no');</SCRIPT>side", "inside" },
    { "<p>in<script>/* <!-- <script> */ '<\\/script>'</script>side", "inside" },
    { "<p onclick='no ()'>in<img src=x onerror='no ()'><a href='javascript:no ()'>side</a>", "inside" },
    { "<p>in<noscript>switch scripts on</noscript><template>no</template>side", "inside" },
    { "<p>in<style>p::after { content: 'no' }</style>side<iframe src=x>no</iframe>", "inside" },
    { "<p>the &lt;script&gt; element, scripture and a script", "the <script> element, scripture and a script" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autoptr (PostilReport) report = test_import_string (project, "page.html", CASES[i].html, -1, NULL);
      g_autoptr (PostilDocument) document =
          postil_documents_get (project->store, postil_documents_find (project->store, "page.html"), NULL);

      g_test_message ("case %u", i);
      g_assert_cmpstr (text_of (document), ==, CASES[i].text);
    }
}

static void
test_nul (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "n.html", "<html><p>a\0b", 12, NULL);

  g_assert_cmpuint (report->refused, ==, 1);
  g_assert_true (test_report_has (report, 0, "Byte 10 (line 1) is NUL"));
  g_assert_cmpuint (postil_documents_count (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "e.html", "<html><script>x()</script>", -1, NULL);

  g_assert_cmpuint (report->refused, ==, 1);
  g_assert_true (test_report_has (report, 0, "no text"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/layout", test_layout);
  g_test_add_func ("/html/title", test_title);
  g_test_add_func ("/html/told", test_told);
  g_test_add_func ("/html/comments", test_comments);
  g_test_add_func ("/html/comments-once", test_comments_once);
  g_test_add_func ("/html/charset", test_charset);
  g_test_add_func ("/html/deep", test_deep);
  g_test_add_func ("/html/too-deep", test_too_deep);
  g_test_add_func ("/html/long-text", test_long_text);
  g_test_add_func ("/html/hostile", test_hostile);
  g_test_add_func ("/html/scripts", test_scripts);
  g_test_add_func ("/html/nul", test_nul);
  g_test_add_func ("/html/empty", test_empty);
  return g_test_run ();
}
