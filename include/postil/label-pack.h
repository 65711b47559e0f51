/* label-pack.h - a set of labels as a YAML file that can be handed on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/label.h>

G_BEGIN_DECLS

/*
 * A pack in YAML:
 *
 *   labels:
 *     - name: Allegation       unique in the pack
 *       kind: act              entity (default), quote, act, structure, relation, document
 *       parent: Claim          another label of the pack; optional
 *       colour: "#cc6000"      one of its own when left out
 *       key: "1"               one letter, digit or sign; optional
 *       guideline: ...         what it is for; optional
 *       archived: true         optional
 *
 * In the values that are read, ids derive from names, parents point at them, and positions count from 0 in the file's order.
 */
/* GPtrArray of PostilLabel. POSTIL_ERROR_INVALID_FORMAT with "origin:line: error: what, and what to do". (transfer full) */
GPtrArray *postil_label_pack_parse (const char *yaml, gssize n_bytes, const char *origin, GError **error);
/* In the order of the array; parents by their names. What is written is read back the same. (transfer full) */
char      *postil_label_pack_write (const GPtrArray *labels, GError **error);

G_END_DECLS
