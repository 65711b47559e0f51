/* profile.h - exports that a project remembers by name, so that they can be made again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/split.h>

G_BEGIN_DECLS

/**
 * PostilProfile:
 *
 * A plain value that owns its strings. @format: name of a format. @states 0: kept only. @labels and @annotator: names, NULL
 * for all. @output: where it was last written, or NULL.
 */
typedef struct
{
  char        *format;
  char        *output;
  PostilStates states;
  char       **labels;
  char        *annotator;
  gboolean     done_only;
  gboolean     spreadsheet;
  gboolean     strict;
  PostilEdges  edges;
  PostilOverlap overlap;
  PostilParts  parts;
  PostilNegatives negatives;
  PostilSplit  split;
} PostilProfile;

PostilProfile *postil_profile_new  (void);
PostilProfile *postil_profile_copy (const PostilProfile *self);
void           postil_profile_free (PostilProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilProfile, postil_profile_free)

const char    *postil_edges_to_string   (PostilEdges edges); /* "expand", "contract", "skip" */
gboolean       postil_edges_from_string (const char *name, PostilEdges *edges);

const char    *postil_overlap_to_string (PostilOverlap overlap); /* "longest", "shortest", "first", "split" */
const char    *postil_parts_to_string   (PostilParts parts);     /* "split", "hull", "first", "drop" */
const char    *postil_negatives_to_string   (PostilNegatives negatives); /* "all", "done", "none" */
gboolean       postil_negatives_from_string (const char *name, PostilNegatives *negatives);
/* "KIND=CHOICE" with the kinds edges, overlap and parts. Fails with a sentence that lists the choices. */
gboolean       postil_export_options_set_policy (PostilExportOptions *options, const char *assignment, GError **error);

/* Names in order, NULL-terminated. (transfer full) */
char         **postil_profiles_list (PostilStore *store, GError **error);
/* POSTIL_ERROR_NOT_FOUND when there is none of that name. */
PostilProfile *postil_profiles_get  (PostilStore *store, const char *name, GError **error);
/* Within the caller's transaction. @profile NULL forgets it. */
gboolean       postil_profiles_set  (PostilStore *store, const char *name, const PostilProfile *profile, GError **error);

/* What was exported last, to be done again; @name (transfer full) is NULL where it had none. NULL: nothing yet. */
PostilProfile *postil_profiles_get_last (PostilStore *store, char **name);
/* Within the caller's transaction. */
gboolean postil_profiles_set_last (PostilStore *store, const char *name, const PostilProfile *profile, GError **error);

gboolean postil_profile_has_split (const PostilProfile *profile);
/* What the profile says, for the functions of format.h. The options point into the profile. */
gboolean postil_profile_get_options (const PostilProfile *profile, PostilStore *store, const PostilFormat **format,
                                     PostilExportOptions *options, GError **error);
/* The same, with options that were made of the profile and perhaps given a meter. */
gboolean postil_profile_export_with (const PostilProfile *profile, PostilStore *store, const PostilFormat *format,
                                     const PostilExportOptions *options, const char *path, PostilReport *report,
                                     GCancellable *cancellable, GError **error);
/* Exports as the profile says, to @path, in parts when it has a split. */
gboolean       postil_profile_export (PostilStore *store, const PostilProfile *profile, const char *path,
                                      PostilReport *report, GCancellable *cancellable, GError **error);

G_END_DECLS
