/* xml.h — XML as elements come and go, in the child: without a DOCTYPE, and so without
 * entities of its own; no deeper than documents are. */
#ifndef EXTRACT_XML_H
#define EXTRACT_XML_H

#include "base/str.h"

enum { XML_DEEPEST = 256 };

/* Names are without their prefix. What is handed over lives as long as the call. */
typedef struct XmlReader {
    void (*begin)(void *user, Str name, const char *const *attributes);
    void (*end)(void *user, Str name);
    void (*text)(void *user, Str text); /* in any number of pieces */
} XmlReader;

/* False: it is not well-formed, or has what is not read here. What came before has been
 * handed over. */
bool xml_read(Str bytes, const XmlReader *reader, void *user);

/* Its value; null when it is not there. */
Str xml_attribute(const char *const *attributes, const char *name);

#endif
