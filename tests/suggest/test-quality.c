/* test-quality.c - what was proposed against what was kept, in the documents that are done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>
#include <postil/quality.h>

#include "../support/project.h"

static PostilProject *
open_project (TestProject *fixture)
{
  g_autoptr (GError) error = NULL;
  PostilProject *project = postil_project_open (fixture->path, "tester", &error);

  g_assert_no_error (error);
  return project;
}

static PostilQuality *
measure (PostilProject *project, guint max_confusions)
{
  g_autoptr (GError) error = NULL;
  PostilQuality *quality =
      postil_quality_measure (postil_project_get_store (project), postil_project_get_annotator (project),
                              max_confusions, NULL, &error);

  g_assert_no_error (error);
  return quality;
}

static const PostilQualityRow *
row_of (const PostilQuality *quality, PostilId label)
{
  for (guint i = 0; i < quality->rows->len; i++)
    if (g_array_index (quality->rows, PostilQualityRow, i).label == label)
      return &g_array_index (quality->rows, PostilQualityRow, i);
  g_assert_not_reached ();
}

static void
done (PostilProject *project, PostilId document)
{
  g_assert_true (postil_project_set_reading (project, document, POSTIL_READING_DONE, NULL));
}

/* One of each kind, a right one, and a document that is not done and so says nothing. */
static void
test_confusions (void)
{
  g_autoptr (TestProject) fixture = test_project_new ();
  PostilId document = test_project_add_document (fixture, "a", "0123456789012345678901234567890123456789");
  PostilId open = test_project_add_document (fixture, "b", "0123456789012345678901234567890123456789");
  PostilSpanId right = test_project_suggest (fixture, document, 0, 3, "Denial", 0.9);
  PostilSpanId moved = test_project_suggest (fixture, document, 5, 8, "Denial", 0.9);
  PostilSpanId renamed = test_project_suggest (fixture, document, 10, 13, "Denial", 0.9);
  PostilSpanId wrong = test_project_suggest (fixture, document, 15, 18, "Denial", 0.9);
  static const PostilConfusionKind kinds[] = { POSTIL_CONFUSION_EDGES, POSTIL_CONFUSION_LABEL, POSTIL_CONFUSION_MISSED,
                                               POSTIL_CONFUSION_SPURIOUS };
  g_autoptr (PostilProject) project = NULL;
  g_autoptr (PostilQuality) quality = NULL;
  g_autoptr (PostilQuality) few = NULL;
  const PostilQualityRow *row;
  PostilId denial, threat;

  test_project_suggest (fixture, open, 0, 3, "Denial", 0.9);
  project = open_project (fixture);
  denial = postil_labels_find (postil_project_get_store (project), "Denial");
  threat = postil_labels_find (postil_project_get_store (project), "Threat");
  g_assert_true (postil_project_decide (project, right, POSTIL_STATE_KEPT, NULL));
  g_assert_true (postil_project_set_range (project, moved, POSTIL_RANGE (5, 9), NULL));
  g_assert_true (postil_project_relabel (project, renamed, threat, NULL));
  g_assert_true (postil_project_decide (project, wrong, POSTIL_STATE_REJECTED, NULL));
  g_assert_cmpint (postil_project_tag (project, document, POSTIL_RANGE (30, 33), denial, NULL), !=, 0);
  done (project, document);

  quality = measure (project, 100);
  g_assert_cmpuint (quality->n_documents, ==, 1);
  g_assert_cmpuint (quality->n_empty, ==, 0);
  g_assert_cmpuint (quality->n_confusions, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < quality->confusions->len; j++)
        found = found || g_array_index (quality->confusions, PostilConfusion, j).kind == kinds[i];
      g_assert_true (found);
    }
  /* Proposed: four denials. Kept: three denials and a threat. */
  row = row_of (quality, denial);
  g_assert_cmpuint (row->exact.n_predicted, ==, 4);
  g_assert_cmpuint (row->exact.n_gold, ==, 3);
  g_assert_cmpuint (row->exact.true_positives, ==, 1);
  g_assert_cmpuint (row->overlap.true_positives, ==, 2);
  g_assert_cmpuint (row_of (quality, threat)->exact.n_gold, ==, 1);
  few = measure (project, 2);
  g_assert_cmpuint (few->confusions->len, ==, 2);
  g_assert_cmpuint (few->n_confusions, ==, 4);
}

/* What was read and left without a span says that all proposals in it were wrong, also those that nobody decided on. */
static void
test_true_negatives (void)
{
  g_autoptr (TestProject) fixture = test_project_new ();
  PostilId document = test_project_add_document (fixture, "a", "0123456789");
  PostilId silent = test_project_add_document (fixture, "b", "0123456789");
  g_autoptr (PostilProject) project = NULL;
  g_autoptr (PostilQuality) quality = NULL;
  g_autoptr (PostilQuality) before = NULL;
  const PostilQualityRow *row;

  test_project_suggest (fixture, document, 0, 3, "Threat", 0.9);
  project = open_project (fixture);
  before = measure (project, 10);
  g_assert_cmpuint (before->n_documents, ==, 0);
  g_assert_cmpuint (before->rows->len, ==, 0);
  done (project, document);
  done (project, silent);
  quality = measure (project, 10);
  g_assert_cmpuint (quality->n_documents, ==, 2);
  g_assert_cmpuint (quality->n_empty, ==, 2);
  g_assert_cmpuint (quality->rows->len, ==, 1);
  row = &g_array_index (quality->rows, PostilQualityRow, 0);
  g_assert_cmpuint (row->exact.n_predicted, ==, 1);
  g_assert_cmpuint (row->exact.true_positives, ==, 0);
  g_assert_cmpuint (row->exact.n_gold, ==, 0);
  g_assert_cmpint (g_array_index (quality->confusions, PostilConfusion, 0).kind, ==, POSTIL_CONFUSION_SPURIOUS);
}

/* A name inside an allegation is no mistake about either; a proposal under another label of its kind is. */
static void
test_kinds (void)
{
  g_autoptr (TestProject) fixture = test_project_new ();
  PostilId document = test_project_add_document (fixture, "a", "0123456789012345678901234567890123456789");
  PostilSpanId name = test_project_suggest (fixture, document, 2, 5, "Person", 0.9);
  g_autoptr (PostilProject) project = NULL;
  g_autoptr (PostilQuality) quality = NULL;
  const PostilConfusion *confusions;

  project = open_project (fixture);
  g_assert_cmpint (postil_project_tag (project, document, POSTIL_RANGE (0, 20),
                                       postil_labels_find (postil_project_get_store (project), "Allegation"), NULL),
                   !=, 0);
  done (project, document);
  quality = measure (project, 10);
  g_assert_cmpuint (quality->n_confusions, ==, 2);
  confusions = (const PostilConfusion *) (gpointer) quality->confusions->data;
  g_assert_cmpint (confusions[0].kind, ==, POSTIL_CONFUSION_MISSED);
  g_assert_cmpint (confusions[1].kind, ==, POSTIL_CONFUSION_SPURIOUS);
  g_assert_cmpuint (quality->n_imported, ==, 0);

  g_clear_pointer (&quality, postil_quality_free);
  g_assert_true (
      postil_project_relabel (project, name, postil_labels_find (postil_project_get_store (project), "Place"), NULL));
  quality = measure (project, 10);
  confusions = (const PostilConfusion *) (gpointer) quality->confusions->data;
  g_assert_cmpuint (quality->n_confusions, ==, 2);
  g_assert_cmpint (confusions[1].kind, ==, POSTIL_CONFUSION_LABEL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quality/confusions", test_confusions);
  g_test_add_func ("/quality/true-negatives", test_true_negatives);
  g_test_add_func ("/quality/kinds", test_kinds);
  return g_test_run ();
}
