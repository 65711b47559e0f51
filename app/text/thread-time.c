/* thread-time.c - finds "3 h ago", "Tue Mar 03, 2015 4:12 pm" and their like in a line
 *
 * A time expression is the longest run of atoms (weekday, month, day, year, clock, zone, relative amount) joined by
 * nothing more than spaces, commas and small words. What atoms it has says how sure it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "thread-private.h"

#include <string.h>

typedef enum
{
  ATOM_WEEKDAY = 1 << 0,
  ATOM_MONTH = 1 << 1,
  ATOM_DAY = 1 << 2,
  ATOM_YEAR = 1 << 3,
  ATOM_CLOCK = 1 << 4,
  ATOM_NUMERIC_DATE = 1 << 5,
  ATOM_ZONE = 1 << 6,
  ATOM_AGO = 1 << 7,
  ATOM_AMOUNT = 1 << 8, /* "3h" without "ago" */
  ATOM_DAY_WORD = 1 << 9,
} Atom;

static const char *const MONTHS[] = { "january", "february", "march", "april", "may", "june", "july", "august",
                                      "september", "october", "november", "december" };
static const char *const WEEKDAYS[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

static const struct
{
  const char *name;
  gboolean    abbreviation; /* may stand for an age without "ago" */
} UNITS[] = {
  { "seconds", FALSE }, { "second", FALSE }, { "secs", TRUE }, { "sec", TRUE }, { "minutes", FALSE },
  { "minute", FALSE },  { "mins", TRUE },    { "min", TRUE },  { "hours", FALSE }, { "hour", FALSE },
  { "hrs", TRUE },      { "hr", TRUE },      { "days", FALSE }, { "day", FALSE }, { "weeks", FALSE },
  { "week", FALSE },    { "wks", TRUE },     { "wk", TRUE },   { "months", FALSE }, { "month", FALSE },
  { "mos", TRUE },      { "mo", TRUE },      { "years", FALSE }, { "year", FALSE }, { "yrs", TRUE },
  { "yr", TRUE },       { "s", TRUE },       { "m", TRUE },    { "h", TRUE },     { "d", TRUE },
  { "w", TRUE },        { "y", TRUE },
};

typedef struct
{
  const char *s;
  gsize       stop;
} Scan;

static char
at (const Scan *scan, gsize i)
{
  return i < scan->stop ? scan->s[i] : '\0';
}

static gsize
skip_blanks (const Scan *scan, gsize i)
{
  for (guint n = 0; n < 4 && i < scan->stop; n++)
    {
      if (scan->s[i] == ' ')
        i++;
      else if ((guchar)scan->s[i] == 0xc2 && (guchar)at (scan, i + 1) == 0xa0)
        i += 2;
      else
        break;
    }
  return i;
}

/* End of the word @word at @i (case ignored, no letter after it), or 0. */
static gsize
match_word (const Scan *scan, gsize i, const char *word)
{
  gsize n;

  /* The first letter settles nearly all of the many questions */
  if (i >= scan->stop || (scan->s[i] | 0x20) != (word[0] | 0x20))
    return 0;
  n = strlen (word);
  if (i + n > scan->stop || g_ascii_strncasecmp (scan->s + i, word, n) != 0)
    return 0;
  return g_ascii_isalpha (at (scan, i + n)) ? 0 : i + n;
}

static gsize
run_of_digits (const Scan *scan, gsize i, guint *n_digits, guint *value)
{
  *n_digits = 0;
  *value = 0;
  while (g_ascii_isdigit (at (scan, i)))
    {
      if (*n_digits < 9)
        *value = *value * 10 + (guint)(scan->s[i] - '0');
      (*n_digits)++;
      i++;
    }
  return i;
}

/* A name of which at least three letters must stand, as "Sep", "Sept." or "September". */
static gsize
match_calendar_name (const Scan *scan, gsize i, const char *const *names, guint n_names)
{
  gsize end = i;

  while (g_ascii_isalpha (at (scan, end)) && end - i < 12)
    end++;
  if (end - i < 3)
    return 0;
  for (guint k = 0; k < n_names; k++)
    {
      if ((scan->s[i] | 0x20) != names[k][0])
        continue;
      gsize length = strlen (names[k]);
      if (end - i > length || g_ascii_strncasecmp (scan->s + i, names[k], end - i) != 0)
        continue;
      /* "mar", "sept", "tues", "thur(s)" and the whole name; "marc" is a person */
      if (end - i != length && end - i > 4 && !(end - i == 5 && g_ascii_strncasecmp (names[k], "thurs", 5) == 0))
        return 0;
      if (end - i == 4 && length > 4 && g_ascii_strncasecmp (scan->s + i, "sept", 4) != 0 &&
          g_ascii_strncasecmp (scan->s + i, "tues", 4) != 0 && g_ascii_strncasecmp (scan->s + i, "thur", 4) != 0)
        return 0;
      return at (scan, end) == '.' ? end + 1 : end;
    }
  return 0;
}

static gsize
match_clock (const Scan *scan, gsize i)
{
  guint n, value;
  gsize p = run_of_digits (scan, i, &n, &value);

  if (n < 1 || n > 2 || value > 24)
    return 0;
  gsize end = 0;
  if (at (scan, p) == ':' || (at (scan, p) == '.' && g_ascii_isdigit (at (scan, p + 1))))
    {
      guint    minutes;
      gboolean dotted = at (scan, p) == '.';
      p = run_of_digits (scan, p + 1, &n, &minutes);
      if (n != 2 || minutes > 59)
        return 0;
      if (!dotted)
        end = p;
      if (at (scan, p) == ':')
        {
          gsize after = run_of_digits (scan, p + 1, &n, &minutes);
          if (n == 2 && minutes < 61)
            end = p = after;
          if (end && at (scan, end) == '.' && g_ascii_isdigit (at (scan, end + 1)))
            end = p = run_of_digits (scan, end + 1, &n, &minutes);
        }
    }
  gsize m = skip_blanks (scan, p);
  if (strchr ("aApP", at (scan, m)) && at (scan, m))
    {
      if (g_ascii_tolower (at (scan, m + 1)) == 'm' && !g_ascii_isalpha (at (scan, m + 2)))
        return m + 2;
      if (at (scan, m + 1) == '.' && g_ascii_tolower (at (scan, m + 2)) == 'm' && at (scan, m + 3) == '.')
        return m + 4;
    }
  return end;
}

static gsize
match_numeric_date (const Scan *scan, gsize i)
{
  guint n[3], value[3];
  gsize p = run_of_digits (scan, i, &n[0], &value[0]);
  char  mark = at (scan, p);

  if (n[0] < 1 || n[0] > 4 || n[0] == 3 || !mark || !strchr ("-/.", mark))
    return 0;
  p = run_of_digits (scan, p + 1, &n[1], &value[1]);
  if (n[1] < 1 || n[1] > 2 || at (scan, p) != mark)
    return 0;
  p = run_of_digits (scan, p + 1, &n[2], &value[2]);
  if (n[0] == 4)
    {
      if (n[2] < 1 || n[2] > 2 || value[1] < 1 || value[1] > 12 || value[2] > 31)
        return 0;
    }
  else if ((n[2] != 2 && n[2] != 4) || value[0] > 31 || value[1] > 31 || value[0] < 1 || value[1] < 1)
    return 0;
  if (at (scan, p) == '(' && match_calendar_name (scan, p + 1, WEEKDAYS, G_N_ELEMENTS (WEEKDAYS)) == p + 4 &&
      at (scan, p + 4) == ')')
    p += 5;
  return p;
}

static gsize
match_zone (const Scan *scan, gsize i)
{
  static const char *const ZONES[] = { "UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT",
                                       "CET", "CEST", "BST", "IST", "AEST", "AEDT", "ET", "PT", "CT", "Z" };
  gboolean                 bracket = at (scan, i) == '(';
  gsize                    p = i + (bracket ? 1 : 0);
  gsize                    end = 0;

  for (guint k = 0; k < G_N_ELEMENTS (ZONES) && !end; k++)
    if (strncmp (scan->s + p, ZONES[k], MIN (strlen (ZONES[k]), scan->stop - p)) == 0)
      end = match_word (scan, p, ZONES[k]);
  if (end || at (scan, p) == '+' || at (scan, p) == '-')
    {
      guint n, value;
      gsize sign = end ? end : p;
      if (at (scan, sign) == '+' || at (scan, sign) == '-')
        {
          gsize q = run_of_digits (scan, sign + 1, &n, &value);
          if (n == 2 && at (scan, q) == ':')
            q = run_of_digits (scan, q + 1, &n, &value);
          if (n == 4 || n == 2 || (end && n == 1))
            end = q;
        }
    }
  if (!end)
    return 0;
  if (bracket)
    return at (scan, end) == ')' ? end + 1 : 0;
  return end;
}

/* End of "about", "over" and the like with the blanks after it, or @i. */
static gsize
skip_roughly (const Scan *scan, gsize i)
{
  static const char *const WORDS[] = { "about", "almost", "around", "nearly", "over" };

  for (guint k = 0; k < G_N_ELEMENTS (WORDS); k++)
    {
      gsize end = match_word (scan, i, WORDS[k]);
      if (end)
        return skip_blanks (scan, end);
    }
  return i;
}

/* "3 h", "3 hr. ago", "2 days, 5 hours ago", "an hour ago", "about 3 hours ago". */
static gsize
match_relative (const Scan *scan, gsize i, Atom *atom)
{
  guint n, value;
  gsize from = skip_roughly (scan, i);
  gsize p = run_of_digits (scan, from, &n, &value);
  gsize end = 0;

  if (n == 0)
    {
      p = match_word (scan, from, "a");
      p = p ? p : match_word (scan, from, "an");
      p = p ? p : match_word (scan, from, "one");
      if (!p)
        return 0;
    }
  gsize unit = skip_blanks (scan, p);
  for (guint k = 0; k < G_N_ELEMENTS (UNITS) && !end; k++)
    {
      gsize after = match_word (scan, unit, UNITS[k].name);
      if (!after || g_ascii_isdigit (at (scan, after)))
        continue;
      if (at (scan, after) == '.' && UNITS[k].abbreviation)
        after++;
      end = after;
      gsize q = skip_blanks (scan, end);
      if (at (scan, q) == ',')
        q = skip_blanks (scan, q + 1);
      if (match_word (scan, q, "and"))
        q = skip_blanks (scan, q + 3);
      Atom  rest = 0;
      gsize more = g_ascii_isdigit (at (scan, q)) ? match_relative (scan, q, &rest) : 0;
      if (more && rest == ATOM_AGO)
        {
          *atom = ATOM_AGO;
          return more;
        }
      gsize ago = match_word (scan, skip_blanks (scan, end), "ago");
      if (ago)
        {
          *atom = ATOM_AGO;
          return ago;
        }
      if (!UNITS[k].abbreviation || n == 0 || n > 3)
        return 0;
      *atom = ATOM_AMOUNT;
      return end;
    }
  return 0;
}

static gsize
match_day_word (const Scan *scan, gsize i, Atom *atom)
{
  static const char *const AGO[] = { "just now", "moments ago", "a moment ago", "a few seconds ago", "seconds ago",
                                     "a few minutes ago", "last week", "last month", "last year", "a few hours ago",
                                     "a few days ago" };
  static const char *const DAYS[] = { "yesterday", "today" };

  for (guint k = 0; k < G_N_ELEMENTS (AGO); k++)
    {
      gsize end = match_word (scan, i, AGO[k]);
      if (end)
        {
          *atom = ATOM_AGO;
          return end;
        }
    }
  for (guint k = 0; k < G_N_ELEMENTS (DAYS); k++)
    {
      gsize end = match_word (scan, i, DAYS[k]);
      if (end)
        {
          *atom = ATOM_DAY_WORD;
          return end;
        }
    }
  return 0;
}

static gsize
match_day_or_year (const Scan *scan, gsize i, guint seen, Atom *atom)
{
  guint n, value;
  gsize quote = at (scan, i) == '\'' ? 1 : 0;
  gsize p = run_of_digits (scan, i + quote, &n, &value);

  if (quote)
    {
      *atom = ATOM_YEAR;
      return n == 2 && (seen & ATOM_MONTH) ? p : 0;
    }
  if (n == 4 && value >= 1970 && value <= 2099 && !(seen & ATOM_YEAR))
    {
      *atom = ATOM_YEAR;
      return g_ascii_isalnum (at (scan, p)) ? 0 : p;
    }
  if (n < 1 || n > 2 || value < 1 || value > 31 || (seen & ATOM_DAY))
    return 0;
  static const char *const ORDINALS[] = { "st", "nd", "rd", "th" };
  for (guint k = 0; k < G_N_ELEMENTS (ORDINALS); k++)
    if (match_word (scan, p, ORDINALS[k]))
      p += 2;
  *atom = ATOM_DAY;
  return g_ascii_isalnum (at (scan, p)) ? 0 : p;
}

static gsize
match_atom (const Scan *scan, gsize i, guint seen, Atom *atom)
{
  char  c = at (scan, i);
  gsize end = 0;

  if (g_ascii_isdigit (c))
    {
      if ((end = match_numeric_date (scan, i)))
        *atom = ATOM_NUMERIC_DATE;
      else if ((end = match_clock (scan, i)))
        *atom = ATOM_CLOCK;
      else if (!seen && (end = match_relative (scan, i, atom)))
        return end;
      else
        end = match_day_or_year (scan, i, seen, atom);
      return seen & *atom ? 0 : end;
    }
  if (c == '\'')
    return match_day_or_year (scan, i, seen, atom);
  if (g_ascii_isalpha (c))
    {
      if (!(seen & ATOM_MONTH) && (end = match_calendar_name (scan, i, MONTHS, G_N_ELEMENTS (MONTHS))))
        *atom = ATOM_MONTH;
      else if (!(seen & ATOM_WEEKDAY) && (end = match_calendar_name (scan, i, WEEKDAYS, G_N_ELEMENTS (WEEKDAYS))))
        *atom = ATOM_WEEKDAY;
      else if (!seen && (end = match_day_word (scan, i, atom)))
        return end;
      else if (!seen && (end = match_relative (scan, i, atom)))
        return *atom == ATOM_AGO ? end : 0;
    }
  if (!end && (seen & ATOM_CLOCK) && !(seen & ATOM_ZONE) && (end = match_zone (scan, i)))
    *atom = ATOM_ZONE;
  return end;
}

/* Over what may stand between two atoms: blanks, a comma, "at", "@", "on", "T", a dash with blanks around it. */
static gsize
skip_joint (const Scan *scan, gsize i, guint seen)
{
  gsize p = skip_blanks (scan, i);

  if (at (scan, p) == ',')
    return skip_blanks (scan, p + 1) + (match_word (scan, skip_blanks (scan, p + 1), "at") ? 3 : 0);
  if (at (scan, p) == '@')
    return skip_blanks (scan, p + 1);
  if (at (scan, p) == 'T' && p == i && (seen & ATOM_NUMERIC_DATE) && g_ascii_isdigit (at (scan, p + 1)))
    return p + 1;
  if (p > i && (at (scan, p) == '-' || at (scan, p) == '|') && at (scan, p + 1) == ' ')
    return p + 2;
  static const char *const WORDS[] = { "at", "on", "of" };
  for (guint k = 0; k < G_N_ELEMENTS (WORDS); k++)
    if (match_word (scan, p, WORDS[k]))
      return skip_blanks (scan, p + 2);
  return p;
}

static PostilTimeClass
class_of (guint seen)
{
  if (seen & ATOM_AGO)
    return POSTIL_TIME_RELATIVE;
  if ((seen & ATOM_NUMERIC_DATE) || ((seen & ATOM_MONTH) && (seen & ATOM_DAY)))
    return POSTIL_TIME_DATE;
  if ((seen & ATOM_CLOCK) && (seen & (ATOM_DAY_WORD | ATOM_WEEKDAY)))
    return POSTIL_TIME_DATE;
  if (seen & ATOM_CLOCK)
    return POSTIL_TIME_CLOCK;
  if ((seen & (ATOM_AMOUNT | ATOM_DAY_WORD)) || ((seen & ATOM_MONTH) && (seen & ATOM_YEAR)))
    return POSTIL_TIME_WEAK;
  return POSTIL_TIME_NONE;
}

static PostilTimeHit
match_expression (const Scan *scan, gsize i)
{
  PostilTimeHit hit = { .start = i, .stop = i, .class = POSTIL_TIME_NONE };
  guint         seen = 0;
  gsize         p = i;

  for (guint n = 0; n < 10; n++)
    {
      Atom  atom = 0;
      gsize end = match_atom (scan, p, seen, &atom);
      if (!end)
        break;
      seen |= atom;
      if (class_of (seen) != POSTIL_TIME_NONE)
        {
          hit.stop = end;
          hit.class = class_of (seen);
        }
      if (atom & (ATOM_AGO | ATOM_AMOUNT))
        break;
      p = skip_joint (scan, end, seen);
    }
  return hit;
}

/* Whether a time expression can start with the letters at @i: "jan", "monday", "an hour ago", "yesterday", "just now". */
static gboolean
may_start (const Scan *scan, gsize i)
{
  /* The second and third letters, in pairs, by the first */
  static const char *const NEXT[26] = {
    ['a' - 'a'] = "prugbolmro", ['d' - 'a'] = "ec", ['f' - 'a'] = "ebri", ['j' - 'a'] = "anunulus", ['l' - 'a'] = "as",
    ['m' - 'a'] = "arayonom",   ['n' - 'a'] = "ovea", ['o' - 'a'] = "ctneve", ['s' - 'a'] = "epatunec",
    ['t' - 'a'] = "uehuod",     ['w' - 'a'] = "ed", ['y' - 'a'] = "es",
  };
  const char *next = NEXT[(scan->s[i] | 0x20) - 'a'];
  char        second = (char) (at (scan, i + 1) | 0x20), third = (char) (at (scan, i + 2) | 0x20);

  if (next == NULL)
    return FALSE;
  /* "a moment ago", "an hour ago": with a blank of either kind */
  if ((scan->s[i] | 0x20) == 'a' && (second == ' ' || (guchar) second == (0xc2 | 0x20) ||
                                     (second == 'n' && !g_ascii_isalpha (third))))
    return TRUE;
  for (; next[0] != '\0' && next[1] != '\0'; next += 2)
    if (next[0] == second && next[1] == third)
      return TRUE;
  return FALSE;
}

PostilTimeHit
postil_time_find (const char *utf8, gsize from, gsize stop)
{
  Scan scan = { utf8, stop };

  for (gsize i = from; i < stop; i++)
    {
      guchar   c = (guchar)utf8[i];
      guchar   before = i > from ? (guchar)utf8[i - 1] : ' ';
      gboolean digit = c >= '0' && c <= '9';
      if (!digit && !g_ascii_isalpha (c))
        continue;
      if (digit && (g_ascii_isdigit (before) || before == ':' || before == '.' || before == '/' || before == '#'))
        {
          while (i + 1 < stop && g_ascii_isdigit (utf8[i + 1]))
            i++;
          continue;
        }
      /* A name may run straight into the time: "Ann3h ago", "AnnMarch 3" */
      if (!digit && ((g_ascii_isalpha (before) && !(g_ascii_islower (before) && g_ascii_isupper (c))) || !may_start (&scan, i)))
        continue;
      PostilTimeHit hit = match_expression (&scan, i);
      if (hit.class != POSTIL_TIME_NONE)
        {
          hit.glued = g_ascii_isalnum (before) || before >= 0x80;
          return hit;
        }
      if (digit)
        while (i + 1 < stop && g_ascii_isdigit (utf8[i + 1]))
          i++;
    }
  return (PostilTimeHit){ .start = stop, .stop = stop, .class = POSTIL_TIME_NONE };
}

PostilTimeHit
postil_time_find_at_end (const char *utf8, gsize from, gsize stop)
{
  gsize p = stop > from + 80 ? stop - 80 : from;

  while (p > from && ((guchar)utf8[p] & 0xc0) == 0x80)
    p--;
  while (p < stop)
    {
      PostilTimeHit hit = postil_time_find (utf8, p, stop);
      if (hit.class == POSTIL_TIME_NONE)
        return hit;
      gsize after = hit.stop;
      while (after < stop && strchr (" .)]}", utf8[after]))
        after++;
      if (after == stop)
        return hit;
      p = hit.stop;
    }
  return (PostilTimeHit){ .start = stop, .stop = stop, .class = POSTIL_TIME_NONE };
}
