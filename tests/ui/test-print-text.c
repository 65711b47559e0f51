/* test-print-text.c - spans become brackets in the right places, whatever they do to one another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "print-text.h"

#include <postil/label.h>

typedef struct
{
  guint32     start;
  guint32     stop;
  const char *label;
  PostilState state;
  guint32     second_start; /* of a second part, 0: none */
  guint32     second_stop;
} Given;

static PostilId
label_id (GPtrArray *labels, const char *name)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (g_str_equal (label->name, name))
        return label->id;
    }
  g_assert_not_reached ();
}

static GPtrArray *
make_spans (GPtrArray *labels, const Given *given, guint n)
{
  GPtrArray *spans = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_span_free);

  for (guint i = 0; i < n; i++)
    {
      PostilSpan *span = postil_span_new ();

      span->id = i + 1;
      span->label = label_id (labels, given[i].label);
      span->state = given[i].state;
      span->range = POSTIL_RANGE (given[i].start, MAX (given[i].stop, given[i].second_stop));
      if (given[i].second_stop > 0)
        {
          PostilRange parts[] = { { given[i].start, given[i].stop }, { given[i].second_start, given[i].second_stop } };

          span->parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
          g_array_append_vals (span->parts, parts, 2);
        }
      g_ptr_array_add (spans, span);
    }
  return spans;
}

/* Paragraphs joined by "|". */
static char *
print (const char *utf8, const Given *given, guint n)
{
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
  g_autoptr (GPtrArray) labels = postil_label_default_set ();
  g_autoptr (GPtrArray) spans = make_spans (labels, given, n);
  g_autoptr (GPtrArray) paragraphs = postil_print_paragraphs (text, spans, labels);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < paragraphs->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "|" : "", ((PostilPrintParagraph *) g_ptr_array_index (paragraphs, i))->text);
  return g_string_free (all, FALSE);
}

static void
check (const char *utf8, const Given *given, guint n, const char *expected)
{
  g_autofree char *printed = print (utf8, given, n);

  g_assert_cmpstr (printed, ==, expected);
}

static void
test_brackets (void)
{
  const Given nested[] = { { 0, 12, "Denial", POSTIL_STATE_KEPT, 0, 0 }, { 0, 5, "Place", POSTIL_STATE_KEPT, 0, 0 } };
  const Given crossing[] = { { 0, 7, "Denial", POSTIL_STATE_KEPT, 0, 0 }, { 4, 12, "Threat", POSTIL_STATE_KEPT, 0, 0 } };
  const Given identical[] = { { 6, 12, "Denial", POSTIL_STATE_KEPT, 0, 0 }, { 6, 12, "Threat", POSTIL_STATE_KEPT, 0, 0 } };
  const Given apart[] = { { 0, 5, "Denial", POSTIL_STATE_KEPT, 6, 12 } };
  const Given touching[] = { { 0, 5, "Place", POSTIL_STATE_KEPT, 0, 0 }, { 5, 12, "Denial", POSTIL_STATE_KEPT, 0, 0 } };

  check ("Brena denies it.", NULL, 0, "Brena denies it.");
  check ("Brena denies it.", nested, 2, "[[Brena]Place denies]Denial it.");
  check ("Brena denies it.", crossing, 2, "[Bren[a d]Denialenies]Threat it.");
  check ("Brena denies it.", identical, 2, "Brena [[denies]Threat]Denial it.");
  check ("Brena denies it.", apart, 1, "[Brena] [denies]Denial it.");
  check ("Brena denies it.", touching, 2, "[Brena]Place[ denies]Denial it.");
}

static void
test_states_and_lines (void)
{
  const Given suggested[] = { { 0, 5, "Place", POSTIL_STATE_SUGGESTED, 0, 0 }, { 6, 12, "Denial", POSTIL_STATE_REJECTED, 0, 0 },
                              { 0, 5, "Boilerplate", POSTIL_STATE_SUGGESTED, 0, 0 } };
  const Given over_lines[] = { { 1, 10, "Quote", POSTIL_STATE_KEPT, 0, 0 } };

  check ("Brena denies it.", suggested, 3, "Brena denies it.");
  check ("caf\xc3\xa9\n\n  \n\xf0\x9f\x98\x80 bar", over_lines, 1, "c[af\xc3\xa9|\xf0\x9f\x98\x80]Quote bar");
  check ("", NULL, 0, "");
}

/* Every attribute lies within its paragraph and on whole characters. */
static void
test_attributes (void)
{
  const char *utf8 = "menu home\nOn Ma\xc3\xb1" "ana \xf0\x9f\x98\x80 he denied it.";
  const Given given[] = { { 0, 9, "Boilerplate", POSTIL_STATE_SUGGESTED, 0, 0 }, { 13, 21, "Event", POSTIL_STATE_KEPT, 0, 0 } };
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
  g_autoptr (GPtrArray) labels = postil_label_default_set ();
  g_autoptr (GPtrArray) spans = make_spans (labels, given, 2);
  g_autoptr (GPtrArray) paragraphs = postil_print_paragraphs (text, spans, labels);

  g_assert_cmpuint (paragraphs->len, ==, 2);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const PostilPrintParagraph *paragraph = g_ptr_array_index (paragraphs, i);
      GSList *attributes = pango_attr_list_get_attributes (paragraph->attributes);

      g_assert_nonnull (attributes);
      for (GSList *l = attributes; l != NULL; l = l->next)
        {
          const PangoAttribute *attribute = l->data;

          g_assert_cmpuint (attribute->start_index, <, attribute->end_index);
          g_assert_cmpuint (attribute->end_index, <=, strlen (paragraph->text));
          g_assert_cmpint (paragraph->text[attribute->start_index] & 0xc0, !=, 0x80);
        }
      g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print-text/brackets", test_brackets);
  g_test_add_func ("/print-text/states-and-lines", test_states_and_lines);
  g_test_add_func ("/print-text/attributes", test_attributes);
  return g_test_run ();
}
