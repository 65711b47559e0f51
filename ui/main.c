/* main.c - the program postil
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "application.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (PostilApplication) application = NULL;

  setlocale (LC_ALL, "");
  application = postil_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
