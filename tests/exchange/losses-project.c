/* losses-project.c - a random project with everything in it that an export may lose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "losses-project.h"

#include <string.h>

#include <postil/readings.h>

#include "../../app/exchange/formats.h"
#include "../support/random-text.h"

#define N_DOCUMENTS 7

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

static const char *const label_names[] = {
  "Person",    "Two words",        "Say \"so\", please",  "Угроза", "引述", "a-b_c", "x|y;z",
  "Étiquette", "plain_ascii-name", "odd\xef\xbf\xbe one", " edge",  "|",    "/"
};
static const char *const note_texts[] = {
  "", "", "a note", "line\none, \"two\"", "tab\there 👩‍👩‍👧", "=1+1", "שלום", "rings\x07"
};
static const char *const document_labels[] = { NULL, NULL, "[\"satire\",\"two words\"]", "[\"rings\\u0007\"]" };

static char *
random_text (guint number)
{
  static const char *const openings[] = { "",   "\xef\xbb\xbf", "  ",        "\n\n", "\xe2\x80\xa8",
                                          "\t", "\xc2\xa0",     "a \x01 b. " };
  g_autofree char *first = postil_random_text (12), *second = postil_random_text (12);

  if (number == 3)
    return g_strdup ("");
  if (number == 4)
    return g_strdup ("Plain words in one line");
  if (number == 5)
    return g_strdup ("-DOCSTART- is a word here . So is O .");
  return g_strconcat (PICK (openings), first, "\ttab and\xe2\x80\xa8separator\xc2\x85here. ", second, NULL);
}

static PostilRange
random_range (PostilRange within)
{
  guint32 start = (guint32) g_test_rand_int_range ((gint32) within.start, (gint32) within.stop);

  return POSTIL_RANGE (start, (guint32) g_test_rand_int_range ((gint32) start + 1, (gint32) within.stop + 1));
}

static GArray *
random_parts (PostilRange range)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  guint32 third = postil_range_length (range) / 3;
  PostilRange first = { range.start, range.start + third }, last = { range.stop - third, range.stop };

  g_array_append_val (parts, first);
  if (third > 4 && g_test_rand_bit ())
    {
      PostilRange middle = { first.stop + 1, last.start - 1 };

      g_array_append_val (parts, middle);
    }
  g_array_append_val (parts, last);
  return parts;
}

static const char *const source_names[] = { "hand", "import", "rules/one", "learner/acts", "somebody's\x07 file" };

static const char *const reasons[] = { NULL, NULL, "because it says “so”", "it rings\x07" };

/* Half of them as an import would make them. */
static PostilId
add_label (TestProject *project, const char *name, PostilLabelKind kind, guint number)
{
  static const char *const guidelines[] = { "", "", "What it is for." };
  g_autoptr (GError) error = NULL;
  PostilId id = postil_labels_ensure (project->store, name, kind, &error);
  g_autoptr (PostilLabel) label = postil_labels_get (project->store, id, NULL);

  g_assert_no_error (error);
  if (g_test_rand_bit ())
    return id;
  if (g_test_rand_bit ())
    {
      g_free (label->colour);
      label->colour = g_strdup ("#123456");
    }
  g_free (label->guideline);
  label->guideline = g_strdup (PICK (guidelines));
  if (kind == POSTIL_LABEL_ENTITY && g_test_rand_bit ())
    label->kind = POSTIL_LABEL_ACT;
  if (g_test_rand_bit ())
    label->parent = postil_labels_find (project->store, g_test_rand_bit () ? "Person" : "Speech act");
  if (g_test_rand_int_range (0, 4) == 0)
    {
      g_free (label->shortcut);
      label->shortcut = g_new0 (char, 7);
      g_unichar_to_utf8 (0x4e00 + number, label->shortcut); /* each has its own */
    }
  label->archived = g_test_rand_int_range (0, 6) == 0;
  postil_labels_update (project->store, label, &error);
  g_assert_no_error (error);
  return id;
}

static double
random_score (void)
{
  return g_test_rand_bit () ? 1 : g_test_rand_double ();
}

static PostilSpanId
add_span (TestProject *project, PostilId document, guint32 length, guint number)
{
  g_autoptr (PostilSpan) span = postil_span_new ();
  g_autoptr (GError) error = NULL;
  gboolean post = g_test_rand_int_range (0, 8) == 0;
  g_autofree char *name = g_strdup_printf ("%s %u", post ? "Post" : PICK (label_names), number);

  span->document = document;
  span->range = random_range (POSTIL_RANGE (0, length));
  if (postil_range_length (span->range) > 5 && g_test_rand_int_range (0, 3) == 0)
    span->parts = random_parts (span->range);
  span->label = add_label (project, name, post ? POSTIL_LABEL_STRUCTURE : POSTIL_LABEL_ENTITY, number);
  span->source = postil_source_ensure (project->store, POSTIL_SOURCE_IMPORT, PICK (source_names), NULL, &error);
  g_assert_no_error (error);
  span->score = random_score ();
  span->reason = g_strdup (PICK (reasons));
  span->created_at = 1700000000000 + g_test_rand_int_range (0, 1000000);
  span->state = g_test_rand_int_range (0, 4) > 0 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED;
  span->annotator = span->state == POSTIL_STATE_KEPT ? project->annotator : 0;
  span->decided_at = span->state == POSTIL_STATE_KEPT && g_test_rand_bit () ? span->created_at + 7 : 0;
  g_free (span->note);
  span->note = g_strdup (PICK (note_texts));
  span->attributes = post ? g_strdup ("{\"author\":\"Ola\"}") : NULL;
  postil_spans_add (project->store, span, &error);
  g_assert_no_error (error);
  return span->id;
}

static void
add_relation (TestProject *project, PostilSpanId head, PostilSpanId tail, guint number)
{
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  g_autofree char *name = g_strdup_printf ("%s %u", g_test_rand_bit () ? "speaker" : PICK (label_names), number);
  g_autoptr (GError) error = NULL;

  relation->label = add_label (project, name, POSTIL_LABEL_RELATION, number);
  relation->head = head;
  relation->tail = tail;
  relation->source = postil_source_ensure (project->store, POSTIL_SOURCE_IMPORT, PICK (source_names), NULL, &error);
  relation->score = random_score ();
  relation->state = g_test_rand_int_range (0, 4) > 0 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED;
  relation->annotator = relation->state == POSTIL_STATE_KEPT ? project->annotator : 0;
  g_free (relation->note);
  relation->note = g_strdup (PICK (note_texts));
  postil_relations_add (project->store, relation, &error);
  g_assert_no_error (error);
}

/* Each of what a document has beside its text, now and then. */
static void
describe (PostilDocument *document)
{
  static const char *const metas[] = { NULL, NULL, "{\"section\":\"home\",\"n\":[1,2.5]}" };
  static const char *const languages[] = { "", "", "nb" };

  document->labels = g_strdup (PICK (document_labels));
  document->meta = g_strdup (PICK (metas));
  g_free (document->language);
  document->language = g_strdup (PICK (languages));
  g_free (document->title);
  document->title =
      g_test_rand_bit () ? g_strdup ("A title of its own") : postil_plain_text_title (document->text, document->key);
  document->kind = g_test_rand_int_range (0, 4) > 0 ? postil_plain_text_kind (document->text, POSTIL_DOCUMENT_OTHER)
                                                    : (PostilDocumentKind) g_test_rand_int_range (0, 3);
  document->newline =
      strchr (postil_text_get_utf8 (document->text, NULL), '\n') != NULL ? POSTIL_NEWLINE_LF : POSTIL_NEWLINE_NONE;
  if (g_test_rand_int_range (0, 4) == 0)
    {
      g_free (document->source_uri);
      document->source_uri = g_strdup ("https://example.org/1");
    }
  if (g_test_rand_int_range (0, 6) == 0)
    document->newline = POSTIL_NEWLINE_CRLF;
  if (g_test_rand_int_range (0, 6) == 0)
    {
      g_free (document->encoding);
      document->encoding = g_strdup ("windows-1252");
    }
  if (g_test_rand_int_range (0, 6) == 0)
    {
      g_free (document->source_sha256);
      document->source_sha256 = g_strnfill (64, 'a');
    }
}

void
losses_fill (TestProject *project)
{
  guint next = 1;

  test_project_begin (project, "Fill");
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autofree char *utf8 = random_text (i);
      g_autofree char *key = g_strdup_printf (i == 2   ? "document-%u: a/b?"
                                              : i == 6 ? "document-%u.txt"
                                                       : "document-%u",
                                              i);
      g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
      g_autoptr (PostilDocument) document = postil_document_new (key, text);
      PostilSpanId before = 0;
      gboolean added;

      describe (document);
      g_assert_true (postil_documents_add (project->store, document, &added, NULL));
      if (g_test_rand_int_range (0, 3) == 0)
        g_assert_true (
            postil_readings_set_state (project->store, document->id, project->annotator, POSTIL_READING_DONE, NULL));
      for (guint j = utf8[0] != '\0' ? 10 : 0; j > 0; j--)
        {
          PostilSpanId id = add_span (project, document->id, postil_text_get_length (text), next++);

          if (before != 0 && g_test_rand_int_range (0, 2) == 0)
            add_relation (project, id, before, next++);
          before = id;
        }
    }
  test_project_commit (project);
}
