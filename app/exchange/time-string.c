/* time-string.c - a moment as ISO 8601 has it, written and read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "time-string.h"

#include <string.h>

#define DAY (G_GINT64_CONSTANT (86400) * 1000)
#define DAYS_OF_400_YEARS 146097
#define LAST_YEAR 9999

/* Years that begin in March end with the leap day, so the months before it always have the same lengths. Days are
 * counted from 0000-03-01. */
#define EPOCH_DAY 719468

static gint64
day_of (int year, int month, int day)
{
  gint64 y = month > 2 ? year : year - 1;
  gint64 m = month > 2 ? month - 3 : month + 9;

  return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - EPOCH_DAY;
}

/* The digits of a number at @at; -1 when there is something else. */
static int
digits (const char *at, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (at[i]))
        return -1;
      value = value * 10 + (at[i] - '0');
    }
  return value;
}

/* The way in which it is written below; FALSE for all others. */
static gboolean
read_usual (const char *s, gint64 *milliseconds)
{
  static const int month_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gsize n = strlen (s);
  int year, month, day, hour, minute, second, rest = 0;

  if ((n != 20 && n != 24) || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' ||
      s[n - 1] != 'Z')
    return FALSE;
  year = digits (s, 4);
  month = digits (s + 5, 2);
  day = digits (s + 8, 2);
  hour = digits (s + 11, 2);
  minute = digits (s + 14, 2);
  second = digits (s + 17, 2);
  if (n == 24)
    rest = s[19] == '.' ? digits (s + 20, 3) : -1;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_days[month - 1] || hour < 0 || hour > 23 ||
      minute < 0 || minute > 59 || second < 0 || second > 59 || rest < 0)
    return FALSE;
  *milliseconds =
      day_of (year, month, day) * DAY + ((hour * 60 + minute) * 60 + second) * G_GINT64_CONSTANT (1000) + rest;
  return TRUE;
}

gboolean
postil_time_from_string (const char *string, gint64 *milliseconds)
{
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (read_usual (string, milliseconds))
    return TRUE;
  utc = g_time_zone_new_utc ();
  time = g_date_time_new_from_iso8601 (string, utc);
  if (time == NULL)
    return FALSE;
  *milliseconds = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
  return TRUE;
}

static char *
put (char *to, int value, int n)
{
  for (int i = n - 1; i >= 0; i--, value /= 10)
    to[i] = (char) ('0' + value % 10);
  return to + n;
}

gboolean
postil_time_is_sayable (gint64 milliseconds)
{
  return milliseconds >= day_of (1, 1, 1) * DAY && milliseconds < (day_of (LAST_YEAR, 12, 31) + 1) * DAY;
}

char *
postil_time_to_string (gint64 milliseconds)
{
  /* What no string can say is no time that anybody meant. */
  gint64 time = postil_time_is_sayable (milliseconds) ? milliseconds : 0;
  gint64 in_day = ((time % DAY) + DAY) % DAY;
  gint64 days = (time - in_day) / DAY + EPOCH_DAY;
  int second = (int) (in_day / 1000), rest = (int) (in_day % 1000);
  int era, year_of_era, day_of_year, month, day, year;
  char buffer[32], *p = buffer;

  era = (int) (days / DAYS_OF_400_YEARS);
  day = (int) (days % DAYS_OF_400_YEARS);
  year_of_era = (day - day / 1460 + day / 36524 - day / (DAYS_OF_400_YEARS - 1)) / 365;
  day_of_year = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  month = (5 * day_of_year + 2) / 153;
  day = day_of_year - (153 * month + 2) / 5 + 1;
  month = month < 10 ? month + 3 : month - 9;
  year = era * 400 + year_of_era + (month <= 2);

  p = put (p, year, 4);
  *p++ = '-';
  p = put (p, month, 2);
  *p++ = '-';
  p = put (p, day, 2);
  *p++ = 'T';
  p = put (p, second / 3600, 2);
  *p++ = ':';
  p = put (p, second / 60 % 60, 2);
  *p++ = ':';
  p = put (p, second % 60, 2);
  if (rest > 0)
    {
      *p++ = '.';
      p = put (p, rest, 3);
    }
  *p++ = 'Z';
  return g_strndup (buffer, p - buffer);
}
