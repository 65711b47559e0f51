/* yaml-tree.h - a YAML document as a small tree that knows its lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_YAML_SCALAR,
  POSTIL_YAML_SEQUENCE,
  POSTIL_YAML_MAPPING,
} PostilYamlKind;

/**
 * PostilYaml:
 *
 * A node. @key is set inside a mapping, where keys are scalars and unique. Untrusted input is safe: no aliases, no tags that
 * mean anything, at most 1 MiB, 16 levels and 100,000 nodes.
 */
typedef struct
{
  PostilYamlKind kind;
  char          *key;
  char          *value;    /* of a scalar, never NULL there */
  GPtrArray     *children; /* of the others: PostilYaml */
  guint          line;     /* from 1 */
} PostilYaml;

/* Exactly one document. POSTIL_ERROR_INVALID_RULE with "origin:line: error: ..." (transfer full) */
PostilYaml *postil_yaml_parse (const char *yaml, gsize n_bytes, const char *origin, GError **error);
void        postil_yaml_free  (PostilYaml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilYaml, postil_yaml_free)
/* The value of @key in a mapping, or NULL. */
const PostilYaml *postil_yaml_get (const PostilYaml *mapping, const char *key);
/* Sets "origin:line: error: message" and returns FALSE. */
gboolean    postil_yaml_fail (GError **error, const char *origin, guint line, const char *format, ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
