"""A desktop's notification service (org.freedesktop.Notifications 1.2) that shows nothing and tells everything.

Says on standard output, one JSON object a line: ready, notify, close. Takes on standard input: {"click": ID}.
Ends with its standard input.
"""

import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"
CLOSED_BY_CALL = 3


def say(**fields):
    print(json.dumps(fields), flush=True)


class Service(dbus.service.Object):
    """Numbers what is shown from 1; what replaces something keeps its number."""

    def __init__(self, bus):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.last = 0

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, summary, body, actions, hints, timeout):
        if replaces == 0:
            self.last += 1
        number = int(replaces) or self.last
        say(event="notify", id=number, summary=str(summary), body=str(body), actions=[str(one) for one in actions[::2]])
        return dbus.UInt32(number)

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, number):
        say(event="close", id=int(number))
        self.NotificationClosed(number, dbus.UInt32(CLOSED_BY_CALL))

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return ["actions", "body"]

    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return ("recorder", "Rollcall", "1", "1.2")

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, number, action):
        pass

    @dbus.service.signal(NAME, signature="uu")
    def NotificationClosed(self, number, reason):
        pass


def main():
    DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    owned = dbus.service.BusName(NAME, bus, do_not_queue=True)
    service = Service(bus)
    loop = GLib.MainLoop()

    def command(stream, condition):
        line = stream.readline()
        if line == "":
            loop.quit()
            return False
        service.ActionInvoked(dbus.UInt32(json.loads(line)["click"]), "default")
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, command)
    say(event="ready", name=owned.get_name())
    loop.run()


main()
