#!/bin/sh
# After the Debian package was removed. Taken over from electron-builder: the command's link and the AppArmor profile.
# Ours: a purge leaves what users have in their homes, unless ROLLCALL_DELETE_APP_DATA=1 asks for it to go.

if type update-alternatives >/dev/null 2>&1; then
  update-alternatives --remove '${executable}' '/opt/${sanitizedProductName}/${executable}' || true
else
  rm -f '/usr/bin/${executable}'
fi

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if command -v apparmor_parser >/dev/null 2>&1; then
    apparmor_parser --remove "$profile" >/dev/null 2>&1 || true
  fi
  rm -f "$profile"
fi

if [ "$1" = purge ] && [ "$ROLLCALL_DELETE_APP_DATA" = 1 ]; then
  getent passwd | while IFS=: read -r user _ uid _ _ home _; do
    if [ "$uid" -ge 1000 ] && [ -d "$home/.config" ]; then
      # As that user, so that a link in a home leads nowhere that the user could not reach.
      runuser -u "$user" -- rm -rf "$home/.config/${productFilename}" "$home/.config/autostart/${executable}.desktop" \
        "$home/.local/share/applications/${executable}-links.desktop" || true
    fi
  done
fi
