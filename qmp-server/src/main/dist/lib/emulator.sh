# The emulator, to be read by its launchers: takes QEMU's command line.
#
# Whoever starts an emulator watches its process, so this one becomes java. Only with -daemonize
# does it start java beside itself, and ends once java listens.
#
# A launcher has set home, and qemu to the version that it stands for.

. "$home/lib/launcher.sh"
profile=-Dpvpanic.qemu=$qemu

# Is -daemonize among the options? It is not where it is the argument of another one. The options
# named here take none; the first of them print something and end, which needs no daemon.
daemonize= argument=
for word do
  if [ "$argument" ]; then
    argument=
    continue
  fi
  case $word in --*) word=${word#-} ;; esac
  case $word in
    -h | -help | -version) daemonize=no ;;
    -daemonize) daemonize=${daemonize:-yes} ;;
    -S | -async-teardown | -audio-help | -enable-kvm | -enable-sync-profile | -full-screen | \
      -mem-prealloc | -no-acpi | -no-fd-bootchk | -no-hpet | -no-reboot | -no-shutdown | \
      -no-user-config | -nodefaults | -nographic | -old-param | -only-migratable | -portrait | \
      -preconfig | -s | -semihosting | -singlestep | -snapshot | -usb | -win2k-hack | \
      -xen-attach | -xen-domid-restrict) ;;
    -*) argument=yes ;;
  esac
done

if [ "$daemonize" != yes ]; then
  launch exec org.pvpanic.emulator.QemuMain "$@"
fi

# Java's standard error comes through a pipe and is passed on, up to the line by which java says
# that it is ready. Then the pipe closes behind it, and nothing of the caller's is held open.
umask 027 # as QEMU has it
ready="ready $$"
option=-Dpvpanic.ready=$$
launch detached org.pvpanic.emulator.QemuMain "$@" 2>&1 >/dev/null </dev/null | {
  while IFS= read -r line; do
    [ "$line" != "$ready" ] || exit 0
    printf '%s\n' "$line" >&2
  done
  printf %s "$line" >&2
  exit 1
}
