/* view-fixture.h - a project with documents, a window with the real document view, and pictures of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document-view.h"

G_BEGIN_DECLS

typedef struct
{
  char          *folder;
  PostilProject *project;
  PostilSession *session;
  GtkWindow     *window;
  GtkWidget     *view;
} ViewFixture;

/* An empty project in a temporary folder, its session, and no window yet. */
void     view_fixture_open  (ViewFixture *fixture);
void     view_fixture_close (ViewFixture *fixture);
/* The same with one document of @text in it, which is shown. */
PostilId view_fixture_open_page (ViewFixture *fixture, const char *text);
/* Puts @text in as a document. */
PostilId view_fixture_add_document (ViewFixture *fixture, const char *key, const char *text);
PostilId view_fixture_label (ViewFixture *fixture, const char *name);
/* Adds straight to the store, as an import would; the session learns by postil_project_changed. */
PostilSpanId view_fixture_add_span (ViewFixture *fixture, PostilId document, PostilRange range, const char *label,
                                    PostilState state, double score);
/* Any span at all. (transfer full) */
PostilSpanId view_fixture_put_span (ViewFixture *fixture, PostilSpan *span);

/* Shows the view in a window of its own and waits until it was drawn. */
void view_fixture_show   (ViewFixture *fixture, int width, int height);
/* Runs the main loop until the next frame was painted. */
void view_fixture_settle (ViewFixture *fixture);
/* What the view looks like; also written to $POSTIL_SHOTS/NAME.png where that is set. (transfer full) */
GdkTexture *view_fixture_shot (ViewFixture *fixture, const char *name);

/* As if the key went to the view. TRUE when it was taken. */
gboolean view_fixture_press (ViewFixture *fixture, guint key, GdkModifierType modifiers);

G_END_DECLS
