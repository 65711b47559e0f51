#!/usr/bin/python3
# drag_source.py - another program, from which a file can be dragged
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""drag_source.py FILE: a small window; pressing anywhere in it begins to drag the file"""
import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def activate(application):
    source = Gtk.DragSource()
    uri = Gio.File.new_for_path(sys.argv[1]).get_uri()
    content = Gdk.ContentProvider.new_for_bytes("text/uri-list", GLib.Bytes.new(f"{uri}\r\n".encode()))
    source.connect("prepare", lambda *_: content)
    label = Gtk.Label(label="Drag from here")
    label.add_controller(source)
    window = Gtk.ApplicationWindow(application=application, title="Drag source", default_width=200, default_height=100, child=label)
    window.present()


application = Gtk.Application(application_id="io.github.postil.DragSource", flags=Gio.ApplicationFlags.NON_UNIQUE)
application.connect("activate", activate)
application.run([])
