/* window-private.h - the parts of a window, for the files that make it up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chooser.h"
#include "document-list.h"
#include "entity-index.h"
#include "document-view.h"
#include "overview-strip.h"
#include "find-bar.h"
#include "inspector.h"
#include "key-map.h"
#include "label-palette.h"
#include "panes.h"
#include "reading-clock.h"
#include "review-bar.h"
#include "search-page.h"
#include "window.h"

G_BEGIN_DECLS

typedef void (*PostilWindowBegin) (PostilWindow *self, gpointer data);

struct _PostilWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay    *toasts;
  AdwHeaderBar       *header;
  AdwWindowTitle     *title;
  GtkWidget          *project_buttons; /* what is of no use without a project */
  GtkWidget          *pane_button;
  GtkWidget          *inspector_button;
  GtkButton          *annotate_button;
  GtkButton          *review_button;
  GtkWidget          *edit_buttons;
  GtkWidget          *work;
  GtkWidget          *work_details;
  GtkProgressBar     *work_progress;
  GtkLabel           *work_label;
  GtkMenuButton      *menu_button;
  GtkInfoBar         *failure;
  GtkLabel           *failure_text;
  GtkStack           *pages; /* "welcome", "project" */
  GtkWidget          *recent_box;
  GtkListBox         *recent;
  PostilPanes        *panes;
  PostilDocumentList *documents;
  GtkStack           *content; /* "empty", "nothing", "document", "search" */
  PostilFindBar      *find_bar;
  PostilDocumentView *view;
  PostilOverviewStrip *overview;
  GtkScrolledWindow  *scroller;
  GtkBox             *view_box;
  PostilReviewBar    *review_bar;
  PostilInspector    *inspector;
  PostilLabelPalette *palette;
  PostilEntityIndex  *entities; /* NULL without a project */
  char               *entity;   /* the name that was chosen last, NULL: none */
  PostilId            entity_label;
  gboolean            choosing_entity; /* the chooser waits for the names to be read */
  PostilChooser      *chooser; /* a child of @panes */

  PostilReadingClock *clock;
  PostilKeyMap       *keys;
  guint filling; /* the tick callback that will fill the panes, 0: they are */

  const char    *page;     /* interned name of the page that takes the document's place, NULL: none does */
  char          *asked_about_rules; /* fingerprint of those about which somebody was asked whether they may run; NULL: none */
  PostilSession *session;  /* NULL: welcome page */
  int            lock;     /* says that its project is open here; -1: nothing does */
  double         eye;  /* where it was when a dialog about many came up: a share of the page's height */
  char          *bulk; /* what was asked for that touches many and has to be asked for once more, else NULL */
  AdwToast      *toast; /* the one that is shown, NULL: none */
  guint          toast_timer; /* until it goes */
  GCancellable  *working;  /* the suggesters run */
  GCancellable  *learning; /* the learner runs */
  guint          learn_timeout; /* it will, when nothing is decided until then; 0: not */
  gboolean       learn_again;   /* something was decided while it ran */
  const char *import_encoding;     /* said of the files asked for last; NULL: found out. Static */
  PostilOffsets import_offsets;
  gboolean          alone;       /* something writes for a while: nobody else may */
  PostilWindowBegin begin_alone; /* what waits for the suggesters to stop, to be alone; NULL: nothing does */
  gpointer          begin_data;
  GDestroyNotify    begin_destroy;
  gboolean          interrupted; /* the suggesters were stopped for that, and have to run again */
  GMenu         *tag_menu; /* follow the project's labels */
  GMenu         *tag_all_menu;
  GMenu         *recent_menu;
};

/* window-pages.c */
void postil_window_install_pages (PostilWindow *self);
/* Puts the page of this name (see the table there) in the document's place and returns it; NULL: the document comes back. */
GtkWidget *postil_window_show_page (PostilWindow *self, const char *name);
/* Whether this page is up; NULL: any. */
gboolean postil_window_shows_page (PostilWindow *self, const char *name);
void postil_window_set_session_of_pages (PostilWindow *self);

/* window-actions.c */
void postil_window_install_actions (PostilWindow *self);
/* Whether each action can do something now. */
void postil_window_update_actions  (PostilWindow *self);
void postil_window_update_history  (PostilWindow *self);
/* In review, after something was decided: the current suggestion comes to @share of the height, where the last one was. */
void postil_window_keep_eye        (PostilWindow *self, double share);
/* TRUE when @n is few, or once the same was asked for twice in a row; else it says so in a toast: @format has one %s, for @n. @what
 * tells one request from another. */
gboolean postil_window_is_meant    (PostilWindow *self, const char *what, guint n, const char *format);

/* window-work.c: what takes time */
void postil_window_install_work (PostilWindow *self);
/* Whether there is anything to stop. */
void postil_window_update_cancel (PostilWindow *self);
/* @documents: GArray of PostilId, NULL for all. */
void postil_window_suggest      (PostilWindow *self, GArray *documents);
/* @only: these suggesters, NULL-terminated, and what they build on; NULL: those that are switched on. */
void postil_window_suggest_only (PostilWindow *self, GArray *documents, const char *const *only);

/* window-import.c */
void postil_window_install_import (PostilWindow *self);

/* window-alone.c: only one may write, so what does for a while begins once the suggesters have stopped and the learner waits.
 * @begin takes @data over; it is destroyed when something else is alone already, or the window is closed before. */
void     postil_window_be_alone     (PostilWindow *self, PostilWindowBegin begin, gpointer data, GDestroyNotify destroy);
/* The suggesters have stopped: TRUE when something begins now that waited for it. */
gboolean postil_window_wants_alone  (PostilWindow *self);
/* It has ended; the suggesters run again if they were interrupted. FALSE when the window has left @project since. */
gboolean postil_window_end_alone    (PostilWindow *self, PostilProject *project);
void     postil_window_forget_alone (PostilWindow *self);

/* window-many.c: a decision about @n suggestions, or a step of the history; in a thread, with progress, when that is many. Tells how it
 * went. */
void postil_window_decide_many (PostilWindow *self, const PostilMany *many, guint n, gboolean stay, double share);
void postil_window_travel      (PostilWindow *self, gboolean undo);

/* window-export.c */
void postil_window_install_export (PostilWindow *self);

/* The bar that says what takes time, with Stop; one thing at a time. */
void postil_window_begin_work    (PostilWindow *self, const char *what);
void postil_window_end_work      (PostilWindow *self);
void postil_window_show_progress (guint done, guint total, gpointer window);

/* window-program.c: suggests with a program of somebody's own */
void postil_window_install_program (PostilWindow *self);

/* window-learn.c: learns from what was decided, at the next pause */
void postil_window_learn_soon     (PostilWindow *self);
void postil_window_stop_learning  (PostilWindow *self);

/* window.c */
void postil_window_update_content (PostilWindow *self);
void postil_window_documents_changed (PostilWindow *self); /* also shows one where none is */

/* window-search.c */
void postil_window_install_search (PostilWindow *self);
/* The ticked hits, in one step. */
void postil_window_tag_hits       (PostilWindow *self, PostilId label);

/* window-choose.c */
void postil_window_install_choosers (PostilWindow *self);

/* window-entities.c; @project NULL: it is left */
void postil_window_install_entities (PostilWindow *self);
void postil_window_set_entities     (PostilWindow *self, PostilProject *project);

/* window-parts.c */
void postil_window_install_parts (PostilWindow *self);

/* window-structure.c */
void postil_window_install_structure (PostilWindow *self);

/* window-keys.c */
void postil_window_install_keys (PostilWindow *self);

/* window-menu.c */
void postil_window_install_menu  (PostilWindow *self);
void postil_window_update_labels (PostilWindow *self);
void postil_window_update_recent (PostilWindow *self);

G_END_DECLS
