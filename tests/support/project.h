/* project.h - a project in a folder of its own, with a few documents, for tests of the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/documents.h>
#include <postil/labels.h>
#include <postil/relations.h>
#include <postil/spans.h>

G_BEGIN_DECLS

typedef struct
{
  char        *folder;
  char        *path; /* FOLDER/p.postil */
  PostilStore *store;
  PostilId     annotator;
  PostilId     hand; /* source */
  PostilId     machine; /* source "rules/test" */
} TestProject;

/* Creates and opens it. */
TestProject *test_project_new    (void);
/* Closes it and removes the folder. */
void         test_project_free   (TestProject *self);
void         test_project_reopen (TestProject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestProject, test_project_free)

/* Each is a transaction of its own and must succeed. */
PostilId     test_project_add_document (TestProject *self, const char *key, const char *text);
PostilSpanId test_project_tag          (TestProject *self, PostilId document, guint32 start, guint32 stop,
                                        const char *label);
PostilSpanId test_project_suggest      (TestProject *self, PostilId document, guint32 start, guint32 stop,
                                        const char *label, double score);

/* Within the caller's transaction. */
PostilSpanId test_project_add_span (TestProject *self, PostilId document, PostilRange range, const char *label,
                                    PostilState state, double score);
void         test_project_begin    (TestProject *self, const char *title); /* NULL: unrecorded */
void         test_project_commit   (TestProject *self);

/* A folder under the build or temporary directory, removed by test_folder_remove(). */
char *test_folder_new    (void);
void  test_folder_remove (const char *path);

G_END_DECLS
