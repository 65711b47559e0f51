/* packer.h - archives as the tests want them, hostile ones too
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange-support.h"

G_BEGIN_DECLS

typedef enum
{
  TEST_ZIP,
  TEST_TAR_GZ,
} TestArchiveKind;

/* An archive that is being written into the project's folder. */
typedef struct
{
  struct archive *archive;
  char *path;
} TestPacker;

TestPacker    test_packer_new    (TestProject *project, const char *name, TestArchiveKind kind);
/* @link: NULL, or where it points instead of holding anything. */
void          test_packer_add    (TestPacker *self, const char *name, const char *data, gssize n_bytes, const char *link);
/* Completes it, imports it and lets it go. (transfer full) */
PostilReport *test_packer_import (TestPacker *self, TestProject *project, const char *format);

G_END_DECLS
