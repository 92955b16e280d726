#!/bin/sh
# Makes the class archive that lets java start in half the time: runs the emulator once, as libvirt
# would, and keeps the classes that it used. The first emulator has this done once it has started;
# call it to have it done beforehand.
#
# A start at the same time sees no archive or a whole one. Two of these never run at once, and when
# it fails it is not tried again for five minutes.
self=$0
[ ! -L "$self" ] || self=$(readlink -f -- "$self")
home=${self%/*}/..
. "$home/lib/launcher.sh"

find_archive && exit 0
umask 022 # An archive beside the program serves everyone who runs it.
for cache in "$cache1" "$cache2" ''; do
  [ "$cache" ] && mkdir -p -- "$cache" 2>/dev/null && [ -w "$cache" ] && break
done
[ "$cache" ] || fail 'no folder to keep a class archive in'

target=$cache/$archive_name
lock=$target.lock
find "$lock" -prune -mmin +5 -exec rmdir {} + 2>/dev/null
mkdir -- "$lock" 2>/dev/null || exit 0
if find_archive; then # Made since we looked.
  rmdir -- "$lock"
  exit 0
fi
scratch=$(mktemp -d) || exit 1
trap 'rm -rf -- "$scratch" "$target.new" "$target.new.config"' EXIT
trap 'exit 1' HUP INT TERM

renice -n 19 -p $$ >/dev/null 2>&1
cache1= cache2= option=$make_archive$target.new
launch command org.pvpanic.emulator.Training org.pvpanic.emulator.QemuMain "$scratch" \
  >/dev/null 2>"$scratch/said" ||
  fail "the emulator did not run to its end: $(cat "$scratch/said")"
sync -- "$target.new" 2>/dev/null # JDK 17 trusts its length, even after a power cut.
mv -f -- "$target.new" "$target" && rmdir -- "$lock"
