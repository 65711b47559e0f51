/* main.c - the program postil
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "application.h"
#include "translation.h"

#include <locale.h>
#include <stdio.h>
#include <unistd.h>

int
main (int argc, char **argv)
{
  PostilApplication *application;
  int status;

  setlocale (LC_ALL, "");
  postil_translation_start ();
  application = postil_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  g_object_unref (application);
  /* A thread that was told to stop may not have read its last document yet. What exit() takes down (tables of ICU, libxml2, SQLite) it
   * would still use; all that must last is on the disk by now. */
  fflush (NULL);
  _exit (status);
}
