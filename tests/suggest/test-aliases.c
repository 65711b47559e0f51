/* test-aliases.c - mentions of one entity bear one name, those of two do not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include "../../app/suggest/aliases.h"
#include "../support/project.h"

#include <string.h>

typedef struct
{
  const char *words;
  const char *label;
  const char *entity;
} Expected;

/* Proposes each of @expected where it stands, in turn, groups, and compares. */
static void
check (const char *utf8, const Expected *expected, guint n)
{
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);
  const char *at = utf8;

  for (guint i = 0; i < n; i++)
    {
      at = strstr (at, expected[i].words);
      g_assert_nonnull (at);
      guint32 start = (guint32) g_utf8_strlen (utf8, at - utf8);
      postil_analysis_propose (analysis, POSTIL_RANGE (start, start + (guint32) g_utf8_strlen (expected[i].words, -1)),
                               expected[i].label, 0.9, POSTIL_SOURCE_MODEL, "entities/tagger", "A name", NULL);
      at += strlen (expected[i].words);
    }
  postil_aliases_group (analysis);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *wanted = g_strdup_printf ("{\"entity\":\"%s\"}", expected[i].entity);

      g_assert_cmpstr (postil_analysis_get_proposal (analysis, i)->attributes, ==, wanted);
    }
}

static void
test_spelling (void)
{
  static const Expected expected[] = {
    { "Kim Jong Un", "Person", "Kim Jong Un" },
    { "Kim Jong-un", "Person", "Kim Jong Un" },
    { "KIM JONG UN", "Person", "Kim Jong Un" },
  };

  check ("Kim Jong Un spoke. Kim Jong-un left. KIM JONG UN GONE", expected, G_N_ELEMENTS (expected));
}

static void
test_parts (void)
{
  static const Expected expected[] = {
    { "Maria Lindqvist", "Person", "Maria Lindqvist" }, { "Lindqvist", "Person", "Maria Lindqvist" },
    { "Olof Lindqvist", "Person", "Olof Lindqvist" },   { "Lindqvist", "Person", "Maria Lindqvist" },
    { "Olof", "Person", "Olof Lindqvist" },             { "Olofsson", "Person", "Olofsson" },
  };

  check ("Maria Lindqvist came. Lindqvist spoke. Olof Lindqvist came. Lindqvist left with Olof and Olofsson.", expected,
         G_N_ELEMENTS (expected));
}

static void
test_short_forms (void)
{
  static const Expected expected[] = {
    { "U.S.", "Place", "United States" },
    { "United States", "Place", "United States" },
    { "the US", "Place", "United States" },
    { "America", "Place", "America" },
  };

  check ("The U.S. and the United States and the US and America", expected, G_N_ELEMENTS (expected));
}

static void
test_acronym (void)
{
  static const Expected expected[] = {
    { "Quay Workers Union", "Organisation", "Quay Workers Union" },
    { "QWU", "Organisation", "Quay Workers Union" },
    { "Bureau of Locks", "Organisation", "Bureau of Locks" },
    { "BL", "Organisation", "Bureau of Locks" },
    { "QWX", "Organisation", "QWX" },
    { "Quay", "Place", "Quay" },
  };

  check ("The Quay Workers Union (QWU) met the Bureau of Locks, BL and QWX at Quay.", expected, G_N_ELEMENTS (expected));
}

/* The grouping comes with the names. */
static void
test_with_entities (void)
{
  static const char *const only[] = { "entities", NULL };
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  g_autoptr (PostilText) text = postil_text_new ("Barack Obama went to Berlin. In Berlin, Obama spoke.", -1, NULL);
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);
  g_autoptr (GArray) people = NULL;

  g_assert_true (postil_suggest_run (context, analysis, only, NULL, NULL));
  people = postil_analysis_find (analysis, POSTIL_RANGE (0, postil_text_get_length (text)), "Person");
  g_assert_cmpuint (people->len, ==, 2);
  for (guint i = 0; i < people->len; i++)
    g_assert_cmpstr (postil_analysis_get_proposal (analysis, g_array_index (people, guint, i))->attributes, ==,
                     "{\"entity\":\"Barack Obama\"}");
}

static const PostilEntityGroup *
find_group (const GPtrArray *groups, const char *name)
{
  for (guint i = 0; i < groups->len; i++)
    if (g_str_equal (((PostilEntityGroup *) g_ptr_array_index (groups, i))->name, name))
      return g_ptr_array_index (groups, i);
  return NULL;
}

/* Across documents, spellings and short forms meet. */
static void
test_project (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId first = test_project_add_document (project, "a", "Kim Jong Un, the U.S.");
  PostilId second = test_project_add_document (project, "b", "Kim Jong-un, the United States, Kim Jong-un");
  g_autoptr (GPtrArray) groups = NULL;
  const PostilEntityGroup *group;

  test_project_tag (project, first, 0, 11, "Person");
  test_project_tag (project, first, 13, 21, "Place");
  test_project_tag (project, second, 0, 11, "Person");
  test_project_tag (project, second, 13, 30, "Place");
  test_project_tag (project, second, 32, 43, "Person");
  groups = postil_entity_groups_list (project->store, NULL, NULL);
  g_assert_cmpuint (groups->len, ==, 2);
  group = find_group (groups, "Kim Jong Un");
  g_assert_nonnull (group);
  g_assert_cmpuint (group->n_mentions, ==, 3);
  g_assert_cmpuint (group->n_documents, ==, 2);
  g_assert_cmpstr (group->forms[0], ==, "Kim Jong-un");
  g_assert_cmpuint (((PostilEntityGroup *) g_ptr_array_index (groups, 1))->n_mentions, ==, 2);
  g_assert_cmpuint (((PostilEntityGroup *) g_ptr_array_index (groups, 1))->mentions->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aliases/spelling", test_spelling);
  g_test_add_func ("/aliases/parts", test_parts);
  g_test_add_func ("/aliases/short-forms", test_short_forms);
  g_test_add_func ("/aliases/acronym", test_acronym);
  g_test_add_func ("/aliases/with-entities", test_with_entities);
  g_test_add_func ("/aliases/project", test_project);
  return g_test_run ();
}
