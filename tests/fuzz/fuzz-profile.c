/* fuzz-profile.c - any bytes are the export profiles that a project remembers: they are read as such, or as none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include "fuzz.h"
#include "scratch.h"

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  PostilStore *store = fuzz_scratch_project ();
  g_autofree char *setting = g_strndup ((const char *) bytes, n_bytes);
  g_autofree char *valid = g_utf8_make_valid (setting, -1);
  g_auto (GStrv) names = NULL;

  g_assert_true (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, NULL));
  g_assert_true (postil_setting_set (store, "export-profiles", valid, NULL));
  names = postil_profiles_list (store, NULL);
  g_assert_nonnull (names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (PostilProfile) profile = postil_profiles_get (store, names[i], NULL);

      /* What was read can be kept, and is the same then. */
      if (profile != NULL)
        {
          g_autoptr (PostilProfile) again = NULL;

          g_assert_true (postil_profiles_set (store, names[i], profile, NULL));
          again = postil_profiles_get (store, names[i], NULL);
          g_assert_nonnull (again);
          g_assert_cmpstr (again->format, ==, profile->format);
          g_assert_cmpuint (again->states, ==, profile->states);
        }
    }
  postil_transaction_rollback (store);
  return 0;
}
