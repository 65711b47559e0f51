/* test-buffer-bridge.c - text into a GtkTextBuffer and offsets both ways, character by character
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "buffer-bridge.h"
#include "hidden-character.h"

static PostilText *
text_of (const char *utf8)
{
  g_autoptr (GError) error = NULL;
  PostilText *text = postil_text_new (utf8, -1, &error);

  g_assert_no_error (error);
  return text;
}

static gunichar
buffer_char (GtkTextBuffer *buffer, guint32 offset)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) offset);
  return gtk_text_iter_get_char (&iter);
}

/* Every character of the text stands in the buffer where the bridge says, as itself or as its symbol, and back. */
static void
assert_bridge (const char *utf8)
{
  g_autoptr (PostilText) text = text_of (utf8);
  g_autoptr (PostilBufferBridge) bridge = postil_buffer_bridge_new ();
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  const GArray *hidden = postil_buffer_bridge_get_hidden (bridge);
  const char *p = utf8;
  gunichar previous = 0;
  guint n_hidden = 0;
  guint line = 0;

  postil_buffer_bridge_fill (bridge, buffer, text);
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, (int) postil_buffer_bridge_get_n_lines (bridge));
  for (guint32 offset = 0; *p != '\0'; offset++, p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar symbol = postil_hidden_character_symbol (c, previous);
      guint32 there = postil_buffer_bridge_to_buffer (bridge, offset);

      g_assert_cmpuint (buffer_char (buffer, there), ==, symbol != 0 ? symbol : c);
      g_assert_cmpuint (postil_buffer_bridge_to_text (bridge, there), ==, offset);
      if (symbol != 0)
        {
          g_assert_cmpuint (g_array_index (hidden, guint32, n_hidden), ==, offset);
          n_hidden++;
        }
      line = postil_buffer_bridge_line_of (bridge, offset);
      g_assert_cmpuint (postil_buffer_bridge_line_range (bridge, line).start, <=, offset);
      if (c != '\n')
        g_assert_cmpuint (offset, <, postil_buffer_bridge_line_range (bridge, line).stop);
      previous = c;
    }
  g_assert_cmpuint (hidden->len, ==, n_hidden);
  g_assert_cmpuint (postil_buffer_bridge_to_buffer (bridge, postil_text_get_length (text)), ==,
                    (guint) gtk_text_buffer_get_char_count (buffer));
}

static void
test_plain (void)
{
  assert_bridge ("");
  assert_bridge ("One line");
  assert_bridge ("One\n\nThree\n");
  assert_bridge ("Zo\xC3\xAB \xE2\x80\x9Cquoted\xE2\x80\x9D \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 "
                 "e\xCC\x81\n\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D");
}

static void
test_hidden (void)
{
  assert_bridge (
      "safe\xE2\x80\xAEtxt.exe\xE2\x80\xAC and a\xE2\x80\x8Bz \xEF\xBB\xBF \xC2\xAD \x01\x1B[31m \x7F \xC2\x85 "
      "\xE2\x80\xA8line\xE2\x80\xA9para \xEF\xBF\xBC");
  g_assert_cmpuint (postil_hidden_character_symbol (0x202E, 'a'), !=, 0);
  g_assert_cmpuint (postil_hidden_character_symbol (0x200D, 'a'), !=, 0);
  g_assert_cmpuint (postil_hidden_character_symbol (0x200D, 0x1F469), ==, 0);
  g_assert_cmpuint (postil_hidden_character_symbol (0x200C, 0x0645), ==, 0);
  g_assert_cmpuint (postil_hidden_character_symbol ('\n', 'a'), ==, 0);
  g_assert_cmpstr (postil_hidden_character_name (0x202E), ==, "right-to-left override");
}

static char *
random_text (GRand *rand, guint n)
{
  static const gunichar alphabet[] = { 'a',   'b',    ' ',     ' ',    ',',    0xE9,  0x301,
                                       0x5D0, 0x4E2D, 0x1F600, 0x200B, 0x202E, 0x200D };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_unichar (out, g_rand_int_range (rand, 0, 3000) == 0
                                      ? '\n'
                                      : alphabet[g_rand_int_range (rand, 0, G_N_ELEMENTS (alphabet))]);
  return g_string_free (out, FALSE);
}

static void
test_long_paragraphs (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (99);
  g_autofree char *solid = g_strnfill (POSTIL_PARAGRAPH_LIMIT * 2 + 77, 'x');
  g_autofree char *exact = g_strnfill (POSTIL_PARAGRAPH_LIMIT, 'y');

  assert_bridge (solid);
  assert_bridge (exact);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *text = random_text (rand, 1000 + i * 9000);

      assert_bridge (text);
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GString) text = g_string_new ("short\n\n");

      while (text->len < 70000)
        g_string_append_printf (text, "word%u ", text->len % 97 == 0 ? 0u : (guint) text->len);
      g_string_append (text, "\nend");
      assert_bridge (text->str);
    }
}

static void
test_pieces_are_short (void)
{
  g_autofree char *solid = g_strnfill (POSTIL_PARAGRAPH_PIECE * 25, 'x');
  g_autoptr (PostilText) text = text_of (solid);
  g_autoptr (PostilBufferBridge) bridge = postil_buffer_bridge_new ();
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);

  postil_buffer_bridge_fill (bridge, buffer, text);
  g_assert_cmpuint (postil_buffer_bridge_get_n_lines (bridge), ==, 25);
  for (guint line = 0; line < 25; line++)
    {
      PostilRange range = postil_buffer_bridge_line_range (bridge, line);

      g_assert_cmpuint (postil_range_length (range), <=, POSTIL_PARAGRAPH_PIECE);
      g_assert_cmpint (postil_buffer_bridge_line_is_cut (bridge, line), ==, line < 24);
    }
}

static void
test_refill (void)
{
  g_autofree char *solid = g_strnfill (50000, 'x');
  g_autoptr (PostilText) first = text_of (solid);
  g_autoptr (PostilText) second = text_of ("a\nb");
  g_autoptr (PostilBufferBridge) bridge = postil_buffer_bridge_new ();
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);

  postil_buffer_bridge_fill (bridge, buffer, first);
  postil_buffer_bridge_fill (bridge, buffer, second);
  g_assert_cmpuint (postil_buffer_bridge_get_n_lines (bridge), ==, 2);
  g_assert_cmpuint (postil_buffer_bridge_to_buffer (bridge, 3), ==, 3);
  postil_buffer_bridge_fill (bridge, buffer, NULL);
  g_assert_cmpuint (postil_buffer_bridge_get_n_lines (bridge), ==, 1);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
}

static void
test_direction (void)
{
  g_autoptr (PostilText) text = text_of ("left\n\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D\n\xE4\xB8\xAD\xF0\x9F\x98\x80");
  g_autoptr (PostilBufferBridge) bridge = postil_buffer_bridge_new ();
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);

  postil_buffer_bridge_fill (bridge, buffer, text);
  g_assert_false (postil_buffer_bridge_line_has_rtl (bridge, 0));
  g_assert_true (postil_buffer_bridge_line_has_rtl (bridge, 1));
  g_assert_false (postil_buffer_bridge_line_has_rtl (bridge, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/buffer-bridge/plain", test_plain);
  g_test_add_func ("/buffer-bridge/hidden", test_hidden);
  g_test_add_func ("/buffer-bridge/long-paragraphs", test_long_paragraphs);
  g_test_add_func ("/buffer-bridge/pieces-are-short", test_pieces_are_short);
  g_test_add_func ("/buffer-bridge/refill", test_refill);
  g_test_add_func ("/buffer-bridge/direction", test_direction);
  return g_test_run ();
}
