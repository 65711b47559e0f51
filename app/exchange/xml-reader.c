/* xml-reader.c - XML from strangers in, escaped text out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xml-reader.h"

#include <string.h>

#include <libxml/xmlreader.h>

#define MAX_DEPTH 200

struct _PostilXmlReader
{
  xmlTextReaderPtr reader;
  char *error;
  guint line;
  gboolean pending_close; /* of an empty element */
};

static void
take_error (void *user_data, xmlErrorPtr problem)
{
  PostilXmlReader *self = user_data;

  if (self->error != NULL || problem->level < XML_ERR_ERROR)
    return;
  self->error = g_strdup (problem->message != NULL ? problem->message : "it is not well-formed");
  g_strchomp (self->error);
  self->line = problem->line > 0 ? (guint) problem->line : self->line;
}

PostilXmlReader *
postil_xml_reader_new (const char *data, gsize n_bytes)
{
  PostilXmlReader *self = g_new0 (PostilXmlReader, 1);

  self->line = 1;
  if (data == NULL || n_bytes == 0 || n_bytes > G_MAXINT32)
    self->error = g_strdup (n_bytes > 0 ? "it is larger than 2 GiB" : "it is empty");
  else if (g_strstr_len (data, (gssize) n_bytes, "<!DOCTYPE") != NULL)
    self->error = g_strdup ("it defines a document type, which no file of this format does");
  else
    self->reader = xmlReaderForMemory (data, (int) n_bytes, NULL, NULL,
                                       XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
  if (self->reader != NULL)
    xmlTextReaderSetStructuredErrorHandler (self->reader, (xmlStructuredErrorFunc) (void (*) (void)) take_error, self);
  return self;
}

void
postil_xml_reader_free (PostilXmlReader *self)
{
  if (self == NULL)
    return;
  if (self->reader != NULL)
    xmlFreeTextReader (self->reader);
  g_free (self->error);
  g_free (self);
}

static PostilXmlNode
fail (PostilXmlReader *self, const char *message)
{
  if (self->error == NULL)
    self->error = g_strdup (message);
  return POSTIL_XML_ERROR;
}

PostilXmlNode
postil_xml_reader_next (PostilXmlReader *self)
{
  if (self->error != NULL || self->reader == NULL)
    return fail (self, "it cannot be read");
  if (self->pending_close)
    {
      self->pending_close = FALSE;
      return POSTIL_XML_CLOSE;
    }
  while (TRUE)
    {
      int status = xmlTextReaderRead (self->reader);

      if (status == 0 && self->error == NULL)
        return POSTIL_XML_END;
      if (status != 1 || self->error != NULL)
        return fail (self, "it is not well-formed");
      self->line = (guint) MAX (xmlGetLineNo (xmlTextReaderCurrentNode (self->reader)), 1);
      if (xmlTextReaderDepth (self->reader) > MAX_DEPTH)
        return fail (self, "its elements nest too deep");
      switch (xmlTextReaderNodeType (self->reader))
        {
        case XML_READER_TYPE_ELEMENT:
          self->pending_close = xmlTextReaderIsEmptyElement (self->reader) == 1;
          return POSTIL_XML_OPEN;
        case XML_READER_TYPE_END_ELEMENT:
          return POSTIL_XML_CLOSE;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
          return POSTIL_XML_TEXT;
        case XML_READER_TYPE_DOCUMENT_TYPE:
        case XML_READER_TYPE_ENTITY_REFERENCE:
          return fail (self, "it defines a document type, which no file of this format does");
        default:
          break;
        }
    }
}

const char *
postil_xml_reader_error (const PostilXmlReader *self)
{
  return self->error != NULL ? self->error : "it is not well-formed";
}

guint
postil_xml_reader_line (const PostilXmlReader *self)
{
  return self->line;
}

guint
postil_xml_reader_depth (const PostilXmlReader *self)
{
  return (guint) MAX (xmlTextReaderDepth (self->reader), 0);
}

static const char *
or_empty (const xmlChar *string)
{
  return string != NULL ? (const char *) string : "";
}

const char *
postil_xml_reader_name (const PostilXmlReader *self)
{
  return or_empty (xmlTextReaderConstLocalName (self->reader));
}

const char *
postil_xml_reader_namespace (const PostilXmlReader *self)
{
  return or_empty (xmlTextReaderConstNamespaceUri (self->reader));
}

const char *
postil_xml_reader_text (const PostilXmlReader *self)
{
  return or_empty (xmlTextReaderConstValue (self->reader));
}

char *
postil_xml_reader_attribute (PostilXmlReader *self, const char *name)
{
  char *value = NULL;

  while (value == NULL && xmlTextReaderMoveToNextAttribute (self->reader) == 1)
    if (g_ascii_strcasecmp (postil_xml_reader_name (self), name) == 0)
      value = g_strdup (postil_xml_reader_text (self));
  xmlTextReaderMoveToElement (self->reader);
  return value;
}

GHashTable *
postil_xml_reader_attributes (PostilXmlReader *self)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  while (xmlTextReaderMoveToNextAttribute (self->reader) == 1)
    if (xmlTextReaderIsNamespaceDecl (self->reader) != 1)
      g_hash_table_insert (attributes, g_strdup (postil_xml_reader_name (self)), g_strdup (postil_xml_reader_text (self)));
  xmlTextReaderMoveToElement (self->reader);
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
