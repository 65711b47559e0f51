/* translation.c - where translated messages lie
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "translation.h"

#include "settings.h"

#include <glib/gi18n.h>

#define DOMAIN "postil"

void
postil_translation_start (void)
{
  bindtextdomain (DOMAIN, postil_runs_where_built () ? POSTIL_BUILD_DIR "/data/po" : POSTIL_LOCALE_DIR);
  bind_textdomain_codeset (DOMAIN, "UTF-8");
  textdomain (DOMAIN);
}
