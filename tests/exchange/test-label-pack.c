/* test-label-pack.c - a label pack comes back as it was written, and a bad one is refused by its line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <postil/error.h>
#include <postil/label-pack.h>

static GPtrArray *
parse (const char *yaml)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *labels = postil_label_pack_parse (yaml, -1, "p.yaml", &error);

  g_assert_no_error (error);
  return labels;
}

static char *
write_out (const GPtrArray *labels)
{
  g_autoptr (GError) error = NULL;
  char *yaml = postil_label_pack_write (labels, &error);

  g_assert_no_error (error);
  return yaml;
}

static void
assert_same (const GPtrArray *a, const GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    if (!postil_label_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      g_error ("label %u (%s) did not come back as it was", i, ((PostilLabel *) g_ptr_array_index (a, i))->name);
}

static void
test_default_set (void)
{
  g_autoptr (GPtrArray) set = postil_label_default_set ();
  g_autofree char *yaml = write_out (set);
  g_autoptr (GPtrArray) back = parse (yaml);

  assert_same (set, back);
}

static void
test_what_is_read (void)
{
  g_autoptr (GPtrArray) labels = parse ("labels:\n"
                                        "  - name: Partial denial\n    kind: act\n    parent: Denial\n    key: D\n"
                                        "    guideline: |\n      Two\n      lines.\n"
                                        "  - name: Denial\n    kind: act\n    colour: \"#AABBCC\"\n    archived: true\n"
                                        "  - name: \"true\"\n");
  const PostilLabel *partial = g_ptr_array_index (labels, 0);
  const PostilLabel *denial = g_ptr_array_index (labels, 1);
  const PostilLabel *odd = g_ptr_array_index (labels, 2);

  g_assert_cmpint (partial->parent, ==, denial->id);
  g_assert_cmpstr (partial->shortcut, ==, "d");
  g_assert_cmpstr (partial->guideline, ==, "Two\nlines.");
  g_assert_cmpstr (denial->colour, ==, "#aabbcc");
  g_assert_true (denial->archived);
  g_assert_cmpint (odd->kind, ==, POSTIL_LABEL_ENTITY);
  g_assert_cmpstr (odd->colour, !=, "");
}

/* Names and guidelines of any characters that a label may have. */
static void
test_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_label_free);
      g_autofree char *yaml = NULL;
      g_autoptr (GPtrArray) back = NULL;
      guint n = (guint) g_test_rand_int_range (1, 8);

      for (guint i = 0; i < n; i++)
        {
          static const char *const pieces[] = { "a", " b", ": ", "# ", "- ",   "\"", "'",
                                                "é", "🚀",  "{",  "~",  "null", "\\", "\342\200\256" };
          g_autoptr (GString) name = g_string_new (NULL);
          g_autoptr (GString) guideline = g_string_new ("x");
          PostilLabel *label;

          g_string_printf (name, "%u", i);
          for (int k = g_test_rand_int_range (0, 6); k > 0; k--)
            {
              g_string_append (name, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
              g_string_append (guideline, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
              g_string_append (guideline, g_test_rand_int_range (0, 3) == 0 ? "\n\n" : "");
            }
          g_strchomp (guideline->str);
          label = postil_label_new (name->str, (PostilLabelKind) g_test_rand_int_range (0, 6));
          g_free (label->guideline);
          label->guideline = g_strdup (guideline->str);
          label->position = (int) i;
          label->archived = g_test_rand_int_range (0, 4) == 0;
          if (i > 0)
            label->parent = ((PostilLabel *) g_ptr_array_index (labels, i - 1))->id;
          g_ptr_array_add (labels, label);
        }
      yaml = write_out (labels);
      back = parse (yaml);
      assert_same (labels, back);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *yaml;
    const char *error;
  } cases[] = {
    { "", "p.yaml:1: error:" },
    { "- a\n", "p.yaml:1: error: a label pack begins" },
    { "labels: x\n", "p.yaml:1: error: \"labels\" must be a list" },
    { "labels:\n  - Claim\n", "p.yaml:2: error: a label must be a mapping" },
    { "labels:\n  - kind: act\n", "p.yaml:2: error: A label needs a name" },
    { "labels:\n  - name: A\n    kin: act\n", "p.yaml:3: error: unknown key \"kin\"" },
    { "labels:\n  - name: A\n    kind: odd\n", "p.yaml:3: error: “odd” is no kind" },
    { "labels:\n  - name: A\n    colour: red\n", "p.yaml:3: error: “red” is no colour" },
    { "labels:\n  - name: A\n    key: ab\n", "p.yaml:3: error: “ab” is no key" },
    { "labels:\n  - name: A\n    key: x\n  - name: B\n    key: X\n", "p.yaml:5: error: the key “x” belongs to “A”" },
    { "labels:\n  - name: A\n  - name: A\n", "p.yaml:3: error: “A” stands here twice" },
    { "labels:\n  - name: A\n    parent: B\n", "p.yaml:3: error: there is no label “B”" },
    { "labels:\n  - name: A\n    parent: A\n", "p.yaml:3: error: “A” stands below itself" },
    { "labels:\n  - name: A\n    parent: B\n  - name: B\n    parent: A\n", "p.yaml:3: error:" },
    { "labels:\n  - name: A\n    archived: maybe\n", "p.yaml:3: error: \"archived\" is true or false" },
    { "labels:\n  - name: [A]\n", "p.yaml:2: error: \"name\" must be a text" },
    { "labels:\n  - &a {name: A}\n  - *a\n", "p.yaml:3: error: aliases" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (postil_label_pack_parse (cases[i].yaml, -1, "p.yaml", &error));
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT);
      if (!g_str_has_prefix (error->message, cases[i].error))
        g_error ("case %u: got “%s”, wanted “%s”", i, error->message, cases[i].error);
    }
}

/* Broken bytes anywhere give labels or an error, never a crash. */
static void
test_mutations (void)
{
  g_autoptr (GPtrArray) set = postil_label_default_set ();
  g_autofree char *yaml = write_out (set);
  gsize length = strlen (yaml);

  for (guint round = 0; round < 2000; round++)
    {
      g_autofree char *broken = g_memdup2 (yaml, length + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) back = NULL;

      for (int k = 0; k < 4; k++)
        broken[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (0, 256);
      back = postil_label_pack_parse (broken, (gssize) length, "p.yaml", &error);
      g_assert_true ((back == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-pack/default-set", test_default_set);
  g_test_add_func ("/label-pack/read", test_what_is_read);
  g_test_add_func ("/label-pack/random", test_random);
  g_test_add_func ("/label-pack/refused", test_refused);
  g_test_add_func ("/label-pack/mutations", test_mutations);
  return g_test_run ();
}
