/* w3c.h - the names that Postil's Web Annotations are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#define POSTIL_W3C_DOCUMENT "urn:postil:doc:"
#define POSTIL_W3C_SPAN "urn:postil:span:"
#define POSTIL_W3C_USER "urn:postil:user:"
