/* test-span.c - ranges, parts, ids, labels and copies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <postil/error.h>
#include <postil/label.h>
#include <postil/relation.h>
#include <string.h>

static void
test_range_order (void)
{
  PostilRange ranges[] = { { 3, 4 }, { 0, 2 }, { 0, 9 }, { 3, 8 } };
  const PostilRange expected[] = { { 0, 9 }, { 0, 2 }, { 3, 8 }, { 3, 4 } };

  qsort (ranges, G_N_ELEMENTS (ranges), sizeof *ranges, postil_range_compare);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    g_assert_true (postil_range_equal (ranges[i], expected[i]));
}

static void
test_parts_round_trip (void)
{
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
      g_autoptr (GError) error = NULL;
      guint32 at = (guint32) g_test_rand_int_range (0, 50);
      const int n = g_test_rand_int_range (2, 9);

      for (int i = 0; i < n; i++)
        {
          const guint32 start = at;
          at += (guint32) g_test_rand_int_range (1, 1000);
          g_array_append_val (parts, POSTIL_RANGE (start, at));
          at += (guint32) g_test_rand_int_range (1, 1000);
        }

      g_autofree char *json = postil_range_parts_to_json (parts);
      g_autoptr (GArray) back = postil_range_parts_from_json (json, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (parts->data, parts->len * sizeof (PostilRange), back->data, back->len * sizeof (PostilRange));
    }
}

#define FIELD 40

static guint64
mask_of (PostilRange range)
{
  guint64 mask = 0;

  for (guint32 i = range.start; i < range.stop; i++)
    mask |= G_GUINT64_CONSTANT (1) << i;
  return mask;
}

static guint64
mask_of_parts (const GArray *parts)
{
  guint64 mask = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      PostilRange part = g_array_index (parts, PostilRange, i);

      g_assert_cmpuint (part.start, <, part.stop);
      /* In order, and apart. */
      if (i > 0)
        g_assert_cmpuint (part.start, >, g_array_index (parts, PostilRange, i - 1).stop);
      mask |= mask_of (part);
    }
  return mask;
}

static PostilRange
random_range (GRand *rand)
{
  guint32 start = (guint32) g_rand_int_range (rand, 0, FIELD - 1);

  return POSTIL_RANGE (start, start + (guint32) g_rand_int_range (rand, 1, (gint) (FIELD - start)));
}

/* Adding and cutting against a set of characters. */
static void
test_parts_change (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 300; round++)
    {
      PostilRange range = random_range (rand);
      g_autoptr (GArray) parts = NULL;
      guint64 mask = mask_of (range);

      for (guint step = 0; step < 8; step++)
        {
          PostilRange change = random_range (rand);
          gboolean add = g_rand_boolean (rand);
          GArray *next = add ? postil_range_parts_add (range, parts, change) : postil_range_parts_cut (range, parts, change);

          mask = add ? mask | mask_of (change) : mask & ~mask_of (change);
          g_assert_true (mask_of_parts (next) == mask);
          if (next->len == 0)
            {
              g_array_unref (next);
              break;
            }
          g_clear_pointer (&parts, g_array_unref);
          parts = next;
          range = POSTIL_RANGE (g_array_index (parts, PostilRange, 0).start,
                                g_array_index (parts, PostilRange, parts->len - 1).stop);
        }
      if (parts != NULL)
        {
          PostilRange edges = random_range (rand);
          g_autoptr (GArray) fitted = postil_range_parts_fit (range, parts, edges);

          mask_of_parts (fitted);
          g_assert_cmpuint (g_array_index (fitted, PostilRange, 0).start, ==, edges.start);
          g_assert_cmpuint (g_array_index (fitted, PostilRange, fitted->len - 1).stop, ==, edges.stop);
        }
    }
}

static void
test_parts_refused (void)
{
  const char *const bad[] = {
    "",
    "[",
    "[]",
    "[[0,5]]",
    "[[0,5],[5,9]]",
    "[[0,5],[4,9]]",
    "[[4,9],[0,2]]",
    "[[5,5],[7,8]]",
    "[[5,4],[7,8]]",
    "[[0,1],[2,3]] x",
    "[[0,1],[2,3],]",
    "[[0,1][2,3]]",
    "[[-1,1],[2,3]]",
    "[[0,1.5],[2,3]]",
    "[[0,1],[2,99999999999]]",
    "[[0,1],[2,4294967297]]",
    "[[0,1],[2,2147483648]]",
    "[[00,1],[2,3]]",
    "null",
    "{\"a\":1}",
    "[[0,1],[2,3]",
    "[[0],[2,3]]",
    "[[0,1,2],[3,4]]",
    "[[0,1],\"x\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) parts = postil_range_parts_from_json (bad[i], &error);

      if (parts != NULL)
        g_test_message ("accepted: %s", bad[i]);
      g_assert_null (parts);
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE);
    }

  g_autoptr (GArray) spaced = postil_range_parts_from_json (" [ [ 0 , 5 ] ,\n[ 9 , 12 ] ] ", NULL);
  g_assert_nonnull (spaced);
  g_assert_cmpuint (spaced->len, ==, 2);
}

static void
test_ids (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < 2000; i++)
    {
      const PostilId id = postil_id_random ();
      PostilId back = 0;
      g_autofree char *name = postil_id_to_string ('s', id);

      g_assert_cmpint (id, >, 0);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)));
      g_assert_cmpuint (strlen (name), ==, 17);
      g_assert_true (postil_id_from_string ('s', name, &back));
      g_assert_cmpint (back, ==, id);
      g_assert_false (postil_id_from_string ('r', name, &back));
    }

  const char *const bad[] = { NULL,
                              "",
                              "s",
                              "s1",
                              "s000000000000000g",
                              "s0000000000000000",
                              "s8000000000000000",
                              "s00000000000000001",
                              "s000000000000000A" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      PostilId id = 0;
      g_assert_false (postil_id_from_string ('s', bad[i], &id));
    }
}

static void
test_derived_ids (void)
{
  /* The first 63 bits of sha256("abc\0"), worked out with another program: a project file depends on it. */
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) "abc", 4);
  g_autofree char *head = g_strndup (g_checksum_get_string (checksum), 16);

  g_assert_cmpint (postil_id_derive ("abc", NULL), ==, (gint64) (g_ascii_strtoull (head, NULL, 16) >> 1));
  g_assert_cmpint (postil_id_derive ("ab", "c", NULL), !=, postil_id_derive ("a", "bc", NULL));
  g_assert_cmpint (postil_id_derive ("ab", "c", NULL), !=, postil_id_derive ("abc", NULL));
}

static void
test_span_copies (void)
{
  g_autoptr (PostilSpan) span = postil_span_new ();
  span->id = 7;
  span->document = 1;
  span->label = 2;
  span->range = POSTIL_RANGE (3, 12);
  span->parts = postil_range_parts_from_json ("[[3,5],[8,12]]", NULL);
  span->reason = g_strdup ("why");

  g_autoptr (PostilSpan) copy = postil_span_copy (span);
  g_assert_true (copy->parts != span->parts);
  g_assert_true (copy->reason != span->reason);
  g_assert_cmpstr (copy->reason, ==, "why");
  g_assert_true (postil_span_same_place (span, copy));
  g_array_index (copy->parts, PostilRange, 1).start = 9;
  g_assert_false (postil_span_same_place (span, copy));
  g_clear_pointer (&copy->parts, g_array_unref);
  g_assert_false (postil_span_same_place (span, copy));
}

static double
channel (const char *colour, guint index)
{
  const char two[] = { colour[1 + 2 * index], colour[2 + 2 * index], '\0' };
  const double value = (double) g_ascii_strtoull (two, NULL, 16) / 255.0;

  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
luminance (const char *colour)
{
  return 0.2126 * channel (colour, 0) + 0.7152 * channel (colour, 1) + 0.0722 * channel (colour, 2);
}

static double
contrast (const char *a, const char *b)
{
  const double la = luminance (a) + 0.05;
  const double lb = luminance (b) + 0.05;

  return la > lb ? la / lb : lb / la;
}

static double
lab_curve (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116.0;
}

static void
to_lab (const char *colour, double lab[3])
{
  const double r = channel (colour, 0);
  const double g = channel (colour, 1);
  const double b = channel (colour, 2);
  const double x = lab_curve ((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const double y = lab_curve (0.2126 * r + 0.7152 * g + 0.0722 * b);
  const double z = lab_curve ((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);

  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static void
test_default_labels (void)
{
  g_autoptr (GPtrArray) set = postil_label_default_set ();
  const char *const names[] = { "Allegation", "Denial", "Threat",       "Sarcasm",     "Quote",       "Statement",
                                "ScareQuote", "Cue",        "Person", "Organisation", "Place",       "Work",        "Event",
                                "Product",    "Other",  "Post",         "QuotedReply", "Boilerplate", "Title",
                                "Byline",     "Dateline", "Caption",    "UpdateNote",  "speaker",
                                "cue",        "target", "answers",      "repeats" };

  g_assert_cmpuint (set->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < set->len; i++)
    {
      const PostilLabel *label = set->pdata[i];
      gboolean page_part = label->kind == POSTIL_LABEL_STRUCTURE && *label->shortcut == '\0';

      g_assert_cmpstr (label->name, ==, names[i]);
      g_assert_cmpint (label->id, ==, postil_id_derive ("label", names[i], NULL));
      g_assert_cmpint (label->position, ==, (int) i);
      g_assert_true (postil_label_check_name (label->name, NULL));
      g_assert_cmpuint (strlen (label->guideline), >, 20);
      g_assert_cmpstr (postil_label_colour_for (label->name), ==, label->colour);
      /* Graphics need 3:1 (WCAG 1.4.11): white, Adwaita's dark view and dark window. */
      g_assert_cmpfloat (contrast (label->colour, "#ffffff"), >=, 3.0);
      g_assert_cmpfloat (contrast (label->colour, "#1e1e1e"), >=, 3.0);
      g_assert_cmpfloat (contrast (label->colour, "#242424"), >=, 3.0);
      if (label->kind == POSTIL_LABEL_RELATION || page_part)
        g_assert_cmpstr (label->shortcut, ==, "");
      else
        g_assert_cmpint (g_utf8_strlen (label->shortcut, -1), ==, 1);
      if (*label->shortcut != '\0')
        g_assert_null (strchr ("axserndAXSERND", *label->shortcut));

      for (guint j = 0; j < i && !page_part; j++)
        {
          const PostilLabel *other = set->pdata[j];
          double a[3];
          double b[3];

          to_lab (label->colour, a);
          to_lab (other->colour, b);
          g_assert_cmpfloat (sqrt (pow (a[0] - b[0], 2) + pow (a[1] - b[1], 2) + pow (a[2] - b[2], 2)), >, 20.0);
          if (*label->shortcut != '\0')
            g_assert_cmpstr (label->shortcut, !=, other->shortcut);
        }
    }
}

static void
test_label_names (void)
{
  const char *const bad[] = { "", "  ", "a\tb", "a\nb", "\x01", "a\xff", "x\xe2\x80\xa8y", "\xc2\x85" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (postil_label_check_name (bad[i], &error));
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
    }
  g_assert_true (postil_label_check_name ("Außenminister 🚀", NULL));

  PostilLabelKind kind = POSTIL_LABEL_ENTITY;
  for (guint i = POSTIL_LABEL_ENTITY; i <= POSTIL_LABEL_DOCUMENT; i++)
    {
      g_assert_true (postil_label_kind_from_string (postil_label_kind_to_string (i), &kind));
      g_assert_cmpint (kind, ==, (int) i);
    }
  g_assert_false (postil_label_kind_from_string ("Entity", &kind));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/range-order", test_range_order);
  g_test_add_func ("/span/parts-round-trip", test_parts_round_trip);
  g_test_add_func ("/span/parts-refused", test_parts_refused);
  g_test_add_func ("/span/ids", test_ids);
  g_test_add_func ("/span/derived-ids", test_derived_ids);
  g_test_add_func ("/span/parts-change", test_parts_change);
  g_test_add_func ("/span/span-copies", test_span_copies);
  g_test_add_func ("/span/default-labels", test_default_labels);
  g_test_add_func ("/span/label-names", test_label_names);
  return g_test_run ();
}
