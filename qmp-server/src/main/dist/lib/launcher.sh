# What the launchers share: where this program lies, which java runs it, and how. For any POSIX
# shell, and for the bare environment that libvirt gives its emulators. Read by a script that has
# set home to the program's folder.
#
#   JAVA_HOME          the Java to use; otherwise the one in PATH, or one of /usr/lib/jvm
#   PVPANIC_JAVA_OPTS  further options for java, separated by spaces
#   PVPANIC_CACHE      the folder of the class archive (see prepare.sh), or "none" to do without

home=$(CDPATH= cd -P -- "$home" && pwd) || exit 1
export LC_ALL=C.UTF-8 # Under C, java cannot open a file whose name is not ASCII.

fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# Is there a Java 17 or newer in that folder? Sets java, version and arch.
is_java() {
  java=$1/bin/java version= arch=
  [ -x "$java" ] || return 1
  if [ -r "$1/release" ]; then
    while IFS='"' read -r key value _; do
      case $key in
        JAVA_VERSION=) version=$value ;;
        OS_ARCH=) arch=$value ;;
      esac
    done <"$1/release"
  else
    version=$("$java" -version 2>&1)
    version=${version#*\"}
    version=${version%%\"*}
    arch=$(uname -m)
  fi
  major=${version%%[!0-9]*}
  [ "${major:-0}" -ge 17 ]
}

find_java() {
  if [ "${JAVA_HOME:-}" ]; then
    is_java "$JAVA_HOME" || fail "JAVA_HOME is $JAVA_HOME, which is no Java 17 or newer"
    return
  fi
  found=$(command -v java) && found=$(readlink -f -- "$found") && is_java "${found%/bin/java}" &&
    return
  for found in /usr/lib/jvm/*; do
    is_java "$found" && return
  done
  fail 'no Java 17 or newer: none in JAVA_HOME, PATH or /usr/lib/jvm'
}

# A class archive serves one Java, one place and the jars that it was made of. The first two make
# its name; and nothing of either has come here since it was made, whatever the dates are that jars
# and packages bring along. (java compares dates and sizes, and goes without an archive if it has
# to.) XDG_CACHE_HOME is not looked at: libvirt points it into a folder of each domain.
name_archive() {
  saved=$IFS
  IFS=/
  set -f
  set -- $version$java$home
  set +f
  IFS=_
  archive_name=$*.archive
  IFS=$saved
  case ${PVPANIC_CACHE:-} in
    '') cache1=$home/cache cache2=${HOME:+$HOME/.cache/pvpanic} ;;
    none) cache1= cache2= ;;
    *) cache1=$PVPANIC_CACHE cache2= ;;
  esac
}

# Sets archive to one that can be used; fails when there is none.
find_archive() {
  for archive in "$cache1/$archive_name" "$cache2/$archive_name"; do
    [ -r "$archive" ] &&
      [ -z "$(find "$home/lib" "${java%/bin/java}/lib/modules" -cnewer "$archive" 2>&1)" ] &&
      return
  done
  return 1
}

# launch HOW MAIN-CLASS [ARGUMENT...]: HOW is exec, detached or command; $profile and $option are
# given to java.
#
# The options: little time is spent on compiling and none on telling; native code is taken from
# beside the jars and not unpacked into /tmp; Netty need not look for numbers that make it unique,
# nor JNA for the folders of the system's libraries. What is logged takes a line, as what QEMU says. Out of memory it ends, rather than live on
# without a main loop.
launch() {
  how=$1 main=$2
  shift 2
  set -- -cp "$classpath" \
    -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable \
    -XX:+ExitOnOutOfMemoryError \
    -Djava.library.path="$native" -Djna.boot.library.path="$native" -Djna.nounpack=true \
    -Djna.platform.library.path="$native" -DjSerialComm.library.path="$native" \
    -Dio.netty.machineId=00:00:00:00:00:00:00:01 -Dio.netty.processId=1 \
    -Djava.util.logging.SimpleFormatter.format="${self##*/}: %5\$s%n" \
    -Dio.netty.leakDetection.level=disabled -Dio.netty.allocator.type=unpooled \
    ${profile:+"$profile"} ${option:+"$option"} ${PVPANIC_JAVA_OPTS:-} "$main" "$@"
  [ "$major" -lt 24 ] || set -- --sun-misc-unsafe-memory-access=allow "$@"
  [ "$major" -lt 22 ] || set -- --enable-native-access=ALL-UNNAMED "$@"
  if find_archive; then
    set -- "$use_archive$archive" "$@"
  elif [ "$cache1" ] && [ -z "${PVPANIC_JAVA_OPTS:-}" ]; then
    set -- -Dpvpanic.prepare="$home/lib/prepare.sh" "$@"
  fi
  $how "$java" "$@"
}

detached() {
  $(command -v setsid) "$@" &
}

find_java
name_archive
if [ "$major" -lt 25 ]; then
  use_archive=-XX:SharedArchiveFile= make_archive=-XX:ArchiveClassesAtExit=
else # The AOT cache holds more of what a start has to do.
  use_archive=-XX:AOTCache= make_archive=-XX:AOTCacheOutput=
fi
native=$home/lib/native/$arch
classpath=
for jar in "$home"/lib/*.jar; do
  classpath=$classpath${classpath:+:}$jar
done
profile= option=
