/* xml-reader.h - XML from strangers in, escaped text out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilXmlReader:
 *
 * Hands on one node after another. Nothing is ever loaded from elsewhere, and a document type, which could define entities,
 * is refused, as is nesting beyond anything that these formats have. (Not libxml2's own reader, which looks for the end of a
 * tag from its beginning again with every few bytes: a text of 26 MB in an attribute took it two minutes.)
 */
typedef struct _PostilXmlReader PostilXmlReader;

typedef enum
{
  POSTIL_XML_OPEN, /* an element begins */
  POSTIL_XML_CLOSE,
  POSTIL_XML_TEXT, /* all that stands between two tags */
} PostilXmlNode;

/* What is asked about the node holds until it returns. FALSE: read no further. */
typedef gboolean (*PostilXmlHandler) (PostilXmlReader *self, PostilXmlNode node, gpointer user_data);

/* Fills @buffer with the bytes that come next: how many, 0 at the end, -1 when they cannot be had. */
typedef gssize (*PostilXmlSource) (gpointer user_data, char *buffer, gsize n_bytes);

/* Of the whole only what is between two tags is in memory at a time. */
PostilXmlReader *postil_xml_reader_new_for_source (PostilXmlSource source, gpointer user_data);
/* The bytes must stay where they are. */
PostilXmlReader *postil_xml_reader_new       (const char *data, gsize n_bytes);
void             postil_xml_reader_free      (PostilXmlReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilXmlReader, postil_xml_reader_free)
/* An empty element is opened and closed like any other. FALSE when @handler wanted no more, or when the XML is broken; what
 * came before that has been handed on. To be called once. */
gboolean         postil_xml_reader_run       (PostilXmlReader *self, PostilXmlHandler handler, gpointer user_data);
/* What is wrong with it, and on which line; else the line of the node. */
const char      *postil_xml_reader_error     (const PostilXmlReader *self);
guint            postil_xml_reader_line      (const PostilXmlReader *self);
/* Of the root: 0. */
guint            postil_xml_reader_depth     (const PostilXmlReader *self);
const char      *postil_xml_reader_name      (const PostilXmlReader *self); /* without prefix */
const char      *postil_xml_reader_namespace (const PostilXmlReader *self); /* "" when none */
const char      *postil_xml_reader_text      (const PostilXmlReader *self);
/* (transfer full), NULL when absent. @name without prefix; names are compared without case. */
char            *postil_xml_reader_attribute (PostilXmlReader *self, const char *name);
/* All attributes, by their names without prefix; strings. (transfer full) */
GHashTable      *postil_xml_reader_attributes (PostilXmlReader *self);

/* As the value of an attribute or as text: line ends and tabs survive. */
void  postil_xml_append (GString *out, const char *utf8);
/* Characters that XML 1.0 cannot hold become spaces, one for each. @n is raised by their number. (transfer full) */
char *postil_xml_clean  (const char *utf8, guint *n);

G_END_DECLS
