/* about.c - who made this, under which terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "about.h"

#include <glib/gi18n.h>

void
postil_about_show (GtkWindow *parent)
{
  adw_show_about_window (
      parent, "application-name", "Postil", "application-icon", "io.github.postil.Postil", "version", POSTIL_VERSION,
      "developer-name", _ ("The Postil contributors"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("A workbench for marking up what people claim: allegations, denials, threats, sarcasm, names and "
         "quotes. A postil is a note in the margin."),
      "copyright", _ ("© 2026 The Postil contributors"), "translator-credits",
      /* Translators: your names, one a line. */
      _ ("translator-credits"), NULL);
}
