/* test-project-rules.c - rules as they are written back, kept in a project, passed on, and not run before somebody
 * agrees
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>
#include <postil/project-rules.h>
#include <postil/rules.h>

#include <string.h>

#include "../support/project.h"

#define WHOLE                                                                                                          \
  "pack: own\ndefine:\n  denying: '\\bden(?:y|ied)\\b'\nrules:\n  - name: flatly\n    label: Denial\n    scope: "      \
  "sentence\n"                                                                                                         \
  "    over: paragraph\n    where: quote\n    case: true\n    score: 0.8125\n    reason: 'says it \"flatly\": so "     \
  "there'\n"                                                                                                           \
  "    pattern: |\n      (?&denying) \\s+  # what is said\n\n      flatly\n    unless: never\n    roles: "             \
  "\"(?<Speaker>\\\\w+) | (?<Target>x) (?<Speaker>y)\"\n    words: [denied, "                                          \
  "deny]\n"                                                                                                            \
  "    match: ['He said: “They [denied flatly] that.”']\n    no_match: [\"nothing\", 'a \\ and a \"']\n"

static PostilRulePack *
parse (const char *yaml)
{
  g_autoptr (GError) error = NULL;
  PostilRulePack *pack = postil_rule_pack_parse (yaml, -1, "own.yaml", &error);

  g_assert_no_error (error);
  return pack;
}

static void
assert_lists_equal (char **a, char **b)
{
  g_assert_cmpint (a == NULL, ==, b == NULL);
  if (a != NULL)
    g_assert_cmpstrv (a, b);
}

static void
assert_same_rule (const PostilRule *a, const PostilRule *b)
{
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->label, ==, b->label);
  g_assert_cmpint (a->scope, ==, b->scope);
  g_assert_cmpint (a->over_paragraph, ==, b->over_paragraph);
  g_assert_cmpint (a->in_quote, ==, b->in_quote);
  g_assert_cmpint (a->in_post, ==, b->in_post);
  g_assert_cmpint (a->caseful, ==, b->caseful);
  g_assert_cmpstr (a->pattern, ==, b->pattern);
  g_assert_cmpstr (a->unless, ==, b->unless);
  g_assert_cmpstr (a->roles, ==, b->roles);
  g_assert_cmpfloat (a->score, ==, b->score);
  g_assert_cmpstr (a->reason, ==, b->reason);
  assert_lists_equal (a->words, b->words);
  assert_lists_equal (a->match, b->match);
  assert_lists_equal (a->no_match, b->no_match);
}

/* ---- written back ---- */

static void
test_keeps_everything (void)
{
  g_autoptr (PostilRulePack) pack = parse (WHOLE);
  const PostilRule *rule = postil_rule_pack_get_rule (pack, 0);
  g_autofree char *yaml = postil_rule_to_yaml (pack, "own", rule);
  g_autoptr (PostilRulePack) again = parse (yaml);

  g_assert_true (rule->over_paragraph && rule->in_quote && rule->caseful);
  g_assert_cmpstr (rule->reason, ==, "says it \"flatly\": so there");
  g_assert_cmpuint (postil_rule_pack_get_n_rules (again), ==, 1);
  assert_same_rule (rule, postil_rule_pack_get_rule (again, 0));
}

/* Every rule that is shipped, alone, with the sub-patterns that it calls. */
static void
test_shipped_come_back (void)
{
  g_autoptr (GPtrArray) packs = postil_rule_packs_shipped (NULL);
  guint n = 0;

  for (guint i = 0; i < packs->len; i++)
    for (guint j = 0; j < postil_rule_pack_get_n_rules (g_ptr_array_index (packs, i)); j++, n++)
      {
        const PostilRulePack *pack = g_ptr_array_index (packs, i);
        const PostilRule *rule = postil_rule_pack_get_rule (pack, j);
        g_autofree char *yaml = postil_rule_to_yaml (pack, postil_rule_pack_get_name (pack), rule);
        g_autoptr (PostilRulePack) again = parse (yaml);

        assert_same_rule (rule, postil_rule_pack_get_rule (again, 0));
      }
  g_assert_cmpuint (n, >, 20);
}

/* ---- several packs in a file ---- */

#define ONE "pack: one\ndefine:\n  word: moss\nrules:\n  - {name: a, label: Denial, pattern: '(?&word)'}\n"
#define OTHER "pack: one\ndefine:\n  word: fern\nrules:\n  - {name: b, label: Denial, pattern: '(?&word)'}\n"
#define THIRD "pack: two\nrules:\n  - {name: a, label: Threat, pattern: 'beware'}\n"

static void
assert_finds (const PostilRulePack *pack, guint rule, const char *words, gboolean found)
{
  g_autoptr (PostilText) text = postil_text_new (words, -1, NULL);
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);

  g_assert_true (postil_rule_apply (pack, postil_rule_pack_get_rule (pack, rule), analysis, NULL, NULL));
  g_assert_cmpint (postil_analysis_get_n_proposals (analysis) > 0, ==, found);
}

/* Neither a name nor a sub-pattern of one pack is mistaken for another's. */
static void
test_several_packs (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packs =
      postil_rule_packs_parse ("---\n" ONE "---\n" OTHER "--- # the last\n" THIRD, -1, "f", &error);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *yaml = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (packs->len, ==, 3);
  yaml = postil_rule_packs_to_yaml (packs);
  again = postil_rule_packs_parse (yaml, -1, "f", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 3);
  assert_finds (again->pdata[0], 0, "moss", TRUE);
  assert_finds (again->pdata[1], 0, "moss", FALSE);
  assert_finds (again->pdata[1], 0, "fern", TRUE);
  g_assert_cmpstr (postil_rule_pack_get_rule (again->pdata[2], 0)->name, ==, "two.a");
}

static void
test_bad_files (void)
{
  static const struct
  {
    const char *yaml, *message;
  } cases[] = {
    { ONE "---\n" ONE, "f:11: error: the rule \"one.a\" comes twice" },
    { ONE "---\npack: two\nrules:\n  - {name: x, label: Denial, pattern: '(a'}\n",
      "f:9: error: \"pattern\" is wrong after" },
    { ONE "---\n", "f:" },
    { "", "f:1: error: the file is empty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) packs = postil_rule_packs_parse (cases[i].yaml, -1, "f", &error);

      g_assert_null (packs);
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
      if (!g_str_has_prefix (error->message, cases[i].message))
        g_error ("“%s” does not begin with “%s”", error->message, cases[i].message);
    }
}

/* ---- in a project ---- */

static PostilProject *
open_project (TestProject *fixture)
{
  g_autoptr (GError) error = NULL;
  PostilProject *project = postil_project_open (fixture->path, "tester", &error);

  g_assert_no_error (error);
  return project;
}

static guint
count_rules (PostilProject *project)
{
  g_autoptr (GPtrArray) rules = postil_stored_rules_list (postil_project_get_store (project), NULL);

  return rules->len;
}

static void
test_save_and_take_back (void)
{
  g_autoptr (TestProject) fixture = test_project_new ();
  g_autoptr (PostilProject) project = open_project (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_null (postil_stored_rules_fingerprint (postil_project_get_store (project)));
  g_assert_true (postil_project_save_rule (project, WHOLE, TRUE, &name, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "own.flatly");
  first = postil_stored_rules_fingerprint (postil_project_get_store (project));
  g_assert_true (postil_project_save_rule (project, WHOLE "    # changed\n", TRUE, NULL, &error));
  second = postil_stored_rules_fingerprint (postil_project_get_store (project));
  /* The same name takes the place; who agreed to the one did not agree to the other. */
  g_assert_cmpuint (count_rules (project), ==, 1);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (postil_project_remove_rule (project, "own.flatly", &error));
  g_assert_cmpuint (count_rules (project), ==, 0);
  g_assert_true (postil_project_undo (project, NULL, &error));
  g_assert_cmpuint (count_rules (project), ==, 1);
  g_assert_true (postil_project_undo (project, NULL, &error));
  g_assert_true (postil_project_undo (project, NULL, &error));
  g_assert_cmpuint (count_rules (project), ==, 0);
}

static void
test_refuses (void)
{
  g_autoptr (TestProject) fixture = test_project_new ();
  g_autoptr (PostilProject) project = open_project (fixture);
  g_autoptr (GPtrArray) shipped = postil_rule_packs_shipped (NULL);
  g_autofree char *long_pattern = g_strnfill (200000, 'x');
  g_autofree char *too_long =
      g_strdup_printf ("pack: own\nrules:\n  - {name: a, label: Denial, pattern: '%s'}\n", long_pattern);
  g_autofree char *taken = NULL;

  for (guint i = 0; i < shipped->len && taken == NULL; i++)
    if (postil_rule_pack_get_n_rules (shipped->pdata[i]) > 0)
      taken = postil_rule_to_yaml (shipped->pdata[i], postil_rule_pack_get_name (shipped->pdata[i]),
                                   postil_rule_pack_get_rule (shipped->pdata[i], 0));
  const char *const bodies[] = { taken, too_long, ONE "  - {name: c, label: Denial, pattern: x}\n", "pack: [",
                                 "pack: own\nrules:\n  - {name: a, label: Denial, pattern: '(?:'}\n" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (postil_project_save_rule (project, bodies[i], TRUE, NULL, &error));
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
    }
  g_assert_cmpuint (count_rules (project), ==, 0);
}

/* What is exported and imported again takes its own place. */
static void
test_export_and_import (void)
{
  g_autoptr (TestProject) fixture = test_project_new ();
  g_autoptr (PostilProject) project = open_project (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *none = postil_project_export_rules (project, &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_null (none);
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (postil_project_save_rule (project, WHOLE, TRUE, NULL, &error));
  g_assert_cmpint (postil_project_import_rules (project, ONE "---\n" OTHER "---\n" THIRD, strlen (ONE OTHER THIRD) + 8,
                                                "f", &error),
                   ==, 3);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rules (project), ==, 4);
  first = postil_project_export_rules (project, &error);
  g_assert_cmpint (postil_project_import_rules (project, first, strlen (first), "f", &error), ==, 4);
  g_assert_cmpuint (count_rules (project), ==, 4);
  second = postil_project_export_rules (project, &error);
  g_assert_cmpstr (first, ==, second);
  /* All or nothing. */
  g_assert_cmpint (postil_project_import_rules (project, ONE "---\npack: x\n", strlen (ONE) + 12, "f", &error), ==, -1);
  g_assert_cmpuint (count_rules (project), ==, 4);
}

/* ---- whether they run ---- */

static void
finished (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(int *) data = postil_project_suggest_finish (POSTIL_PROJECT (source), result, &error);
  g_assert_no_error (error);
}

static int
suggest (PostilProject *project)
{
  static const char *const only[] = { "rules", "acts", NULL };
  int n_new = -2;

  postil_project_suggest_async (project, NULL, only, NULL, NULL, NULL, finished, &n_new);
  while (n_new == -2)
    g_main_context_iteration (NULL, TRUE);
  return n_new;
}

/* A file from a stranger: nothing of it runs until somebody says so. */
static void
test_not_unasked (void)
{
  g_autoptr (TestProject) fixture = test_project_new ();
  g_autoptr (PostilProject) project = NULL;
  g_autoptr (GError) error = NULL;

  test_project_add_document (fixture, "a", "The moss on the wall is green.");
  project = open_project (fixture);
  g_assert_true (postil_project_save_rule (project, ONE, TRUE, NULL, &error));
  g_clear_object (&project);

  project = open_project (fixture);
  g_assert_false (postil_project_get_run_rules (project));
  g_assert_cmpint (suggest (project), ==, 0);
  postil_project_set_run_rules (project, TRUE);
  g_assert_cmpint (suggest (project), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/project-rules/keeps-everything", test_keeps_everything);
  g_test_add_func ("/project-rules/shipped-come-back", test_shipped_come_back);
  g_test_add_func ("/project-rules/several-packs", test_several_packs);
  g_test_add_func ("/project-rules/bad-files", test_bad_files);
  g_test_add_func ("/project-rules/save-and-take-back", test_save_and_take_back);
  g_test_add_func ("/project-rules/refuses", test_refuses);
  g_test_add_func ("/project-rules/export-and-import", test_export_and_import);
  g_test_add_func ("/project-rules/not-unasked", test_not_unasked);
  return g_test_run ();
}
