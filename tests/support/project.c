/* project.c - a project in a folder of its own, with a few documents, for tests of the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project.h"

#include <glib/gstdio.h>

char *
test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("postil-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
test_folder_remove (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        test_folder_remove (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
test_project_begin (TestProject *self, const char *title)
{
  g_autoptr (GError) error = NULL;

  postil_transaction_begin (self->store, title != NULL ? POSTIL_TRANSACTION_EDIT : POSTIL_TRANSACTION_UNRECORDED, title,
                            self->annotator, &error);
  g_assert_no_error (error);
}

void
test_project_commit (TestProject *self)
{
  g_autoptr (GError) error = NULL;

  postil_transaction_commit (self->store, &error);
  g_assert_no_error (error);
}

TestProject *
test_project_new (void)
{
  g_autoptr (GError) error = NULL;
  TestProject *self = g_new0 (TestProject, 1);

  self->folder = test_folder_new ();
  self->path = g_build_filename (self->folder, "p.postil", NULL);
  self->store = postil_store_open (self->path, POSTIL_STORE_CREATE, &error);
  g_assert_no_error (error);
  test_project_begin (self, NULL);
  self->annotator = postil_annotator_ensure (self->store, "ida", &error);
  self->hand = postil_source_ensure (self->store, POSTIL_SOURCE_HAND, "hand", NULL, &error);
  self->machine = postil_source_ensure (self->store, POSTIL_SOURCE_RULE, "rules/test", "1", &error);
  g_assert_no_error (error);
  test_project_commit (self);
  return self;
}

void
test_project_free (TestProject *self)
{
  if (self == NULL)
    return;
  postil_store_close (self->store);
  test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

void
test_project_reopen (TestProject *self)
{
  g_autoptr (GError) error = NULL;

  postil_store_close (self->store);
  self->store = postil_store_open (self->path, POSTIL_STORE_NONE, &error);
  g_assert_no_error (error);
}

PostilId
test_project_add_document (TestProject *self, const char *key, const char *utf8)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, &error);
  g_autoptr (PostilDocument) document = postil_document_new (key, text);
  gboolean added = FALSE;

  g_free (document->title);
  document->title = g_strdup_printf ("Title of %s", key);
  test_project_begin (self, "Import");
  postil_documents_add (self->store, document, &added, &error);
  g_assert_no_error (error);
  g_assert_true (added);
  test_project_commit (self);
  return document->id;
}

PostilSpanId
test_project_add_span (TestProject *self, PostilId document, PostilRange range, const char *label, PostilState state,
                       double score)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSpan) span = postil_span_new ();

  span->document = document;
  span->label = postil_labels_find (self->store, label);
  g_assert_cmpint (span->label, !=, 0);
  span->range = range;
  span->state = state;
  span->score = score;
  span->source = state == POSTIL_STATE_KEPT ? self->hand : self->machine;
  span->annotator = state == POSTIL_STATE_KEPT ? self->annotator : 0;
  postil_spans_add (self->store, span, &error);
  g_assert_no_error (error);
  return span->id;
}

PostilSpanId
test_project_tag (TestProject *self, PostilId document, guint32 start, guint32 stop, const char *label)
{
  PostilSpanId id;

  test_project_begin (self, "Tag");
  id = test_project_add_span (self, document, POSTIL_RANGE (start, stop), label, POSTIL_STATE_KEPT, 1);
  test_project_commit (self);
  return id;
}

PostilSpanId
test_project_suggest (TestProject *self, PostilId document, guint32 start, guint32 stop, const char *label,
                      double score)
{
  PostilSpanId id;

  test_project_begin (self, NULL);
  id = test_project_add_span (self, document, POSTIL_RANGE (start, stop), label, POSTIL_STATE_SUGGESTED, score);
  test_project_commit (self);
  return id;
}
