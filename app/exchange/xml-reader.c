/* xml-reader.c - XML from strangers in, escaped text out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xml-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#define MAX_DEPTH 200

/* What libxml2 tells of an attribute. */
enum
{
  ATTRIBUTE_NAME = 0,
  ATTRIBUTE_START = 3,
  ATTRIBUTE_STOP = 4,
  ATTRIBUTE_WORDS = 5,
};

struct _PostilXmlReader
{
  xmlParserCtxt *parser;
  char *error;
  guint line;
  guint depth;
  PostilXmlHandler handler;
  gpointer user_data;
  gboolean stopped; /* by the handler */

  /* The node at hand. */
  guint here; /* its depth */
  const char *name;
  const char *namespace;
  const xmlChar **attributes;
  int n_attributes;
  GString *text; /* since the last tag */

  PostilXmlSource source;
  gpointer source_data;
  /* Of bytes in memory: what has not been read. */
  const char *rest;
  gsize n_rest;
};

static void
take_error (void *user_data, xmlErrorPtr problem)
{
  PostilXmlReader *self = user_data;

  if (self->error != NULL || problem->level < XML_ERR_ERROR)
    return;
  self->error = g_strdup (problem->message != NULL ? problem->message : _ ("it is not well-formed"));
  g_strchomp (self->error);
  self->line = problem->line > 0 ? (guint) problem->line : self->line;
}

static void
fail (PostilXmlReader *self, const char *message)
{
  if (self->error == NULL)
    self->error = g_strdup (message);
  xmlStopParser (self->parser);
}

/* ---- what the parser tells ---- */

static const char *
or_empty (const xmlChar *string)
{
  return string != NULL ? (const char *) string : "";
}

static void
hand_on (PostilXmlReader *self, PostilXmlNode node)
{
  if (self->error != NULL || self->stopped || self->handler (self, node, self->user_data))
    return;
  self->stopped = TRUE;
  xmlStopParser (self->parser);
}

/* What stands between two tags is one text, in however many pieces it came. */
static void
hand_on_text (PostilXmlReader *self)
{
  self->line = (guint) MAX (self->parser->input->line, 1);
  self->name = self->namespace = "";
  self->attributes = NULL;
  self->n_attributes = 0;
  self->here = self->depth;
  if (self->text->len == 0)
    return;
  hand_on (self, POSTIL_XML_TEXT);
  g_string_truncate (self->text, 0);
}

static void
element_begins (void *user_data, const xmlChar *name, const xmlChar *prefix, const xmlChar *namespace, int n_namespaces,
                const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  PostilXmlReader *self = user_data;

  hand_on_text (self);
  if (self->depth > MAX_DEPTH)
    {
      fail (self, _ ("its elements nest too deep"));
      return;
    }
  self->here = self->depth++;
  self->name = or_empty (name);
  self->namespace = or_empty (namespace);
  self->attributes = attributes;
  self->n_attributes = n_attributes;
  hand_on (self, POSTIL_XML_OPEN);
}

static void
element_ends (void *user_data, const xmlChar *name, const xmlChar *prefix, const xmlChar *namespace)
{
  PostilXmlReader *self = user_data;

  hand_on_text (self);
  self->here = --self->depth;
  self->name = or_empty (name);
  self->namespace = or_empty (namespace);
  hand_on (self, POSTIL_XML_CLOSE);
}

static void
characters_come (void *user_data, const xmlChar *characters, int n_bytes)
{
  PostilXmlReader *self = user_data;

  if (self->error == NULL && !self->stopped)
    g_string_append_len (self->text, (const char *) characters, n_bytes);
}

static void
document_type_comes (void *user_data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  fail (user_data, _ ("it defines a document type, which no file of this format does"));
}

/* ---- running it ---- */

static int
read_source (void *user_data, char *buffer, int n_bytes)
{
  PostilXmlReader *self = user_data;

  return (int) self->source (self->source_data, buffer, (gsize) n_bytes);
}

/* Nothing is loaded from elsewhere, and no tree is built. NOENT: else "&amp;" in an attribute comes as "&#38;"; there
 * are no other entities, since no document type is let in. */
static void
make_parser (PostilXmlReader *self)
{
  xmlSAXHandler *sax;

  self->parser = xmlCreateIOParserCtxt (NULL, NULL, read_source, NULL, self, XML_CHAR_ENCODING_NONE);
  if (self->parser == NULL)
    {
      self->error = g_strdup (_ ("it cannot be read"));
      return;
    }
  xmlCtxtUseOptions (self->parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
  sax = self->parser->sax;
  memset (sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->startElementNs = element_begins;
  sax->endElementNs = element_ends;
  sax->characters = characters_come;
  sax->ignorableWhitespace = characters_come;
  sax->internalSubset = document_type_comes;
  sax->serror = (xmlStructuredErrorFunc) (void (*) (void)) take_error;
  self->parser->userData = self;
}

PostilXmlReader *
postil_xml_reader_new_for_source (PostilXmlSource source, gpointer user_data)
{
  PostilXmlReader *self = g_new0 (PostilXmlReader, 1);

  self->line = 1;
  self->name = self->namespace = "";
  self->text = g_string_new (NULL);
  self->source = source;
  self->source_data = user_data;
  make_parser (self);
  return self;
}

static gssize
read_rest (gpointer user_data, char *buffer, gsize n_bytes)
{
  PostilXmlReader *self = user_data;
  gsize n = MIN (n_bytes, self->n_rest);

  memcpy (buffer, self->rest, n);
  self->rest += n;
  self->n_rest -= n;
  return (gssize) n;
}

PostilXmlReader *
postil_xml_reader_new (const char *data, gsize n_bytes)
{
  PostilXmlReader *self = postil_xml_reader_new_for_source (read_rest, NULL);

  self->source_data = self;
  self->rest = data != NULL ? data : "";
  self->n_rest = data != NULL ? n_bytes : 0;
  if (self->n_rest == 0 && self->error == NULL)
    self->error = g_strdup (_ ("it is empty"));
  return self;
}

void
postil_xml_reader_free (PostilXmlReader *self)
{
  if (self == NULL)
    return;
  if (self->parser != NULL)
    xmlFreeParserCtxt (self->parser);
  g_string_free (self->text, TRUE);
  g_free (self->error);
  g_free (self);
}

gboolean
postil_xml_reader_run (PostilXmlReader *self, PostilXmlHandler handler, gpointer user_data)
{
  int status;

  if (self->parser == NULL || self->error != NULL)
    return FALSE;
  self->handler = handler;
  self->user_data = user_data;
  status = xmlParseDocument (self->parser);
  if (!self->stopped && self->error == NULL && (status != 0 || !self->parser->wellFormed))
    self->error = g_strdup (_ ("it is not well-formed"));
  return self->error == NULL && !self->stopped;
}

/* ---- the node at hand ---- */

const char *
postil_xml_reader_error (const PostilXmlReader *self)
{
  return self->error != NULL ? self->error : _ ("it is not well-formed");
}

guint
postil_xml_reader_line (const PostilXmlReader *self)
{
  return self->line;
}

guint
postil_xml_reader_depth (const PostilXmlReader *self)
{
  return self->here;
}

const char *
postil_xml_reader_name (const PostilXmlReader *self)
{
  return self->name;
}

const char *
postil_xml_reader_namespace (const PostilXmlReader *self)
{
  return self->namespace;
}

const char *
postil_xml_reader_text (const PostilXmlReader *self)
{
  return self->text->str;
}

static char *
value_of (const xmlChar **attribute)
{
  return g_strndup ((const char *) attribute[ATTRIBUTE_START],
                    (gsize) (attribute[ATTRIBUTE_STOP] - attribute[ATTRIBUTE_START]));
}

char *
postil_xml_reader_attribute (PostilXmlReader *self, const char *name)
{
  for (int i = 0; i < self->n_attributes; i++)
    {
      const xmlChar **attribute = self->attributes + i * ATTRIBUTE_WORDS;

      if (g_ascii_strcasecmp (or_empty (attribute[ATTRIBUTE_NAME]), name) == 0)
        return value_of (attribute);
    }
  return NULL;
}

GHashTable *
postil_xml_reader_attributes (PostilXmlReader *self)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (int i = 0; i < self->n_attributes; i++)
    {
      const xmlChar **attribute = self->attributes + i * ATTRIBUTE_WORDS;

      g_hash_table_insert (attributes, g_strdup (or_empty (attribute[ATTRIBUTE_NAME])), value_of (attribute));
    }
  return attributes;
}

void
postil_xml_append (GString *out, const char *utf8)
{
  const char *plain = utf8, *p;

  for (p = utf8; *p != '\0'; p++)
    {
      const char *escaped = *p == '&'    ? "&amp;"
                            : *p == '<'  ? "&lt;"
                            : *p == '>'  ? "&gt;"
                            : *p == '"'  ? "&quot;"
                            : *p == '\n' ? "&#10;"
                            : *p == '\t' ? "&#9;"
                            : *p == '\r' ? "&#13;"
                                         : NULL;

      if (escaped == NULL)
        continue;
      g_string_append_len (out, plain, p - plain);
      g_string_append (out, escaped);
      plain = p + 1;
    }
  g_string_append_len (out, plain, p - plain);
}

char *
postil_xml_clean (const char *utf8, guint *n)
{
  GString *out = g_string_sized_new (strlen (utf8));

  for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean illegal = (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0xfffe || c == 0xffff;

      *n += illegal;
      if (illegal)
        g_string_append_c (out, ' ');
      else
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (out, FALSE);
}
