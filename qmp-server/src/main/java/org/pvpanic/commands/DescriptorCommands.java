package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pvpanic.chardev.FdSets;
import org.pvpanic.machine.RunState;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.vm.Vm;

/**
 * File descriptors by name and in sets. Clients pass them as SCM_RIGHTS beside a command, which no
 * transport here receives yet: a command that needs one says that none came.
 */
final class DescriptorCommands {

  private final Vm vm;
  private final FdSets fds;

  private DescriptorCommands(Vm vm) {
    this.vm = vm;
    this.fds = vm.fdSets();
  }

  /** Arguments of {@code getfd} and {@code closefd}. */
  record Descriptor(String fdname) {}

  /** Arguments of {@code add-fd}. */
  record AddFd(Optional<Long> fdsetId, Optional<String> opaque) {}

  /** Result of {@code add-fd}. */
  record AddfdInfo(long fdsetId, long fd) {}

  /** Arguments of {@code remove-fd}. */
  record RemoveFd(long fdsetId, Optional<Long> fd) {}

  /** A descriptor in a set. */
  record FdsetFdInfo(long fd, Optional<String> opaque) {}

  /** An entry of {@code query-fdsets}. */
  record FdsetInfo(long fdsetId, List<FdsetFdInfo> fds) {}

  /** Declares the commands. */
  static void addTo(QmpCommands commands, Vm vm) {
    DescriptorCommands group = new DescriptorCommands(vm);
    commands
        .add("getfd")
        .takes(Descriptor.class)
        .does(
            (client, args) -> {
              throw noneCame();
            });
    commands
        .add("closefd")
        .takes(Descriptor.class)
        .does(
            (client, args) -> {
              throw notFound(args.fdname());
            });
    commands
        .add("add-fd")
        .takes(AddFd.class)
        .returns(AddfdInfo.class)
        .does(
            (client, args) -> {
              throw noneCame();
            });
    commands.add("remove-fd").takes(RemoveFd.class).does((client, args) -> group.remove(args));
    commands
        .add("query-fdsets")
        .returnsListOf(FdsetInfo.class)
        .does((client, none) -> group.queryFdsets());
  }

  /** A set's descriptors are given up when the machine runs, at the next look at the sets. */
  private void remove(RemoveFd args) throws QmpException {
    if (!fds.remove(args.fdsetId(), args.fd())) {
      throw notFound("fdset-id:" + args.fdsetId() + args.fd().map(fd -> ", fd:" + fd).orElse(""));
    }
    fds.sweep(vm.machine().runState() == RunState.RUNNING);
  }

  /** The sets, the highest number first. */
  private List<FdsetInfo> queryFdsets() {
    List<FdsetInfo> sets = new ArrayList<>();
    fds.sets()
        .forEach(
            (set, members) ->
                sets.add(
                    0,
                    new FdsetInfo(
                        set,
                        members.stream()
                            .map(
                                fd ->
                                    new FdsetFdInfo(fd.number(), Optional.ofNullable(fd.opaque())))
                            .toList())));
    return sets;
  }

  private static QmpException noneCame() {
    return new QmpException("No file descriptor supplied via SCM_RIGHTS");
  }

  private static QmpException notFound(String name) {
    return new QmpException("File descriptor named '" + name + "' not found");
  }
}
