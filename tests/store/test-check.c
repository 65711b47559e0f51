/* test-check.c - the deep check finds what somebody changed behind Postil's back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/project.h"

#include <sqlite3.h>

#define TEXT "The mayor said: “I deny it.” He denied it twice 🚀."

/* Through a connection that knows nothing of Postil. */
static void
meddle (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

typedef struct
{
  const char *sql;
  const char *finding;
} Case;

static const Case CASES[] = {
  { "UPDATE span SET stop = 4000", "past the end" },
  { "UPDATE span SET position = position + 1", "review queue" },
  { "UPDATE span SET structure = 1", "says otherwise" },
  { "UPDATE tally SET kept = kept + 1", "document list are wrong" },
  { "UPDATE tally SET document = 5", "that is not there" },
  { "UPDATE span SET words = words + 1", "found by its words" },
  { "UPDATE span SET label = 77", "missing row of label" },
  { "UPDATE span SET parts = '[[1,2],[2'", "make no sense" },
  { "UPDATE document SET text = replace (text, 'mayor', 'sheep')", "not what was imported" },
  { "UPDATE document SET text = text || 'x'", "not the length" },
  { "UPDATE document SET text = CAST (x'ff41' AS TEXT)", "damaged" },
  { "UPDATE relation SET label = (SELECT id FROM label WHERE name = 'Person')", "none for relations" },
  { "DELETE FROM edit", "which is missing" },
  { "DELETE FROM edit_row", "lost its rows" },
  { "DELETE FROM document_fts_data WHERE id > 10", "full-text" },
};

static TestProject *
make_project (void)
{
  TestProject *project = test_project_new ();
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  g_autoptr (GError) error = NULL;
  PostilId document = test_project_add_document (project, "a", TEXT);

  relation->head = test_project_tag (project, document, 17, 26, "Quote");
  relation->tail = test_project_tag (project, document, 4, 9, "Person");
  relation->label = postil_labels_find (project->store, "speaker");
  relation->source = project->hand;
  test_project_begin (project, "Relate");
  postil_relations_add (project->store, relation, &error);
  g_assert_no_error (error);
  test_project_commit (project);
  return project;
}

static void
test_whole (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) report = NULL;

  g_assert_true (postil_store_check (project->store, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->len, ==, 0);
}

static void
test_finding (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) report = NULL;
  gboolean found = FALSE;

  g_clear_pointer (&project->store, postil_store_close);
  meddle (project->path, wanted->sql);
  project->store = postil_store_open (project->path, POSTIL_STORE_NONE, &error);
  g_assert_no_error (error);
  g_assert_false (postil_store_check (project->store, &report, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED);
  for (guint i = 0; i < report->len; i++)
    {
      g_test_message ("%s", (char *) report->pdata[i]);
      found = found || strstr (report->pdata[i], wanted->finding) != NULL;
    }
  g_assert_true (found);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/whole", test_whole);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/check/finding/%u", i);

      g_test_add_data_func (path, &CASES[i], test_finding);
    }
  return g_test_run ();
}
