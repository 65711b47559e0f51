/* error.h - what can go wrong in the core, and what each code asks of the user
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilError:
 *
 * Every message is a whole sentence that names the thing, says what is wrong and, where there is
 * something to do, what to do. Cancellation is G_IO_ERROR_CANCELLED, file trouble G_FILE_ERROR or
 * G_IO_ERROR; these codes are for what only Postil can know.
 */
typedef enum
{
  POSTIL_ERROR_INVALID_TEXT,   /* not UTF-8, a NUL, a bare CR */
  POSTIL_ERROR_INVALID_RANGE,  /* empty, reversed, or past the end of the text */
  POSTIL_ERROR_NOT_A_PROJECT,  /* empty file, other magic, other application_id */
  POSTIL_ERROR_NEWER,          /* made by a newer Postil */
  POSTIL_ERROR_DAMAGED,        /* truncated, flipped bytes, quick_check failed */
  POSTIL_ERROR_TAMPERED,       /* schema holds what Postil did not put there */
  POSTIL_ERROR_LOCKED,         /* another process is writing */
  POSTIL_ERROR_READ_ONLY,      /* folder, file or connection does not allow writing */
  POSTIL_ERROR_NOT_FOUND,      /* no such document, label, span, format, rule, ... */
  POSTIL_ERROR_EXISTS,         /* the name is taken */
  POSTIL_ERROR_INVALID_FORMAT, /* an exchange file that breaks its format */
  POSTIL_ERROR_INVALID_RULE,   /* rule pack or pattern */
  POSTIL_ERROR_LIMIT,          /* a size, depth or time limit was reached */
  POSTIL_ERROR_FAILED,         /* the store refused for another reason, given in the message */
} PostilError;

#define POSTIL_ERROR (postil_error_quark ())
GQuark postil_error_quark (void);

G_END_DECLS
