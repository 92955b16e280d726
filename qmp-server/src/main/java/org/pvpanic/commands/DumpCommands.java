package org.pvpanic.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pvpanic.dump.DumpException;
import org.pvpanic.dump.DumpStatus;
import org.pvpanic.dump.GuestDumper;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.vm.Vm;

/** Dumps of guest memory. */
final class DumpCommands {

  private final GuestDumper dumper;
  private final MachineEvents events;

  private DumpCommands(GuestDumper dumper, MachineEvents events) {
    this.dumper = dumper;
    this.events = events;
  }

  /** The file formats of {@code dump-guest-memory}. */
  enum DumpGuestMemoryFormat {
    ELF,
    KDUMP_ZLIB,
    KDUMP_LZO,
    KDUMP_SNAPPY,
    WIN_DMP
  }

  /** Arguments of {@code dump-guest-memory}. */
  record DumpGuestMemory(
      boolean paging,
      String protocol,
      Optional<Boolean> detach,
      Optional<DumpGuestMemoryFormat> format) {}

  /** Result of {@code query-dump-guest-memory-capability}. */
  record DumpGuestMemoryCapability(List<DumpGuestMemoryFormat> formats) {}

  /** Result of {@code query-dump}. */
  record DumpQueryResult(DumpStatus.State status, long completed, long total) {
    static DumpQueryResult of(DumpStatus s) {
      return new DumpQueryResult(s.status(), s.completed(), s.total());
    }
  }

  static void addTo(QmpCommands commands, Vm vm, MachineEvents events) {
    DumpCommands group = new DumpCommands(vm.dumper(), events);
    commands
        .add("query-dump")
        .returns(DumpQueryResult.class)
        .does((client, none) -> DumpQueryResult.of(vm.dumper().status()));
    commands
        .add("query-dump-guest-memory-capability")
        .returns(DumpGuestMemoryCapability.class)
        .does((client, none) -> new DumpGuestMemoryCapability(List.of(DumpGuestMemoryFormat.ELF)));
    commands
        .add("dump-guest-memory")
        .takes(DumpGuestMemory.class)
        .doesLater((client, args) -> group.dump(args));
  }

  private CompletionStage<?> dump(DumpGuestMemory args) throws QmpException {
    if (dumper.active()) {
      throw new QmpException(GuestDumper.BUSY);
    }
    DumpGuestMemoryFormat format = args.format().orElse(DumpGuestMemoryFormat.ELF);
    if (format != DumpGuestMemoryFormat.ELF && args.paging()) {
      throw new QmpException("kdump-compressed format doesn't support paging or filter");
    }
    if (format != DumpGuestMemoryFormat.ELF) {
      throw new QmpException(
          format.name().toLowerCase(Locale.ROOT).replace('_', '-') + " is not available now");
    }
    if (args.paging()) {
      throw new QmpException("paging is not available now");
    }
    try {
      GuestDumper.Progress dump = dumper.start(args.protocol(), events::dumpCompleted);
      return DumpReply.of(args.detach().orElse(false) ? dump.begun() : dump.ended());
    } catch (DumpException e) {
      throw new QmpException(String.valueOf(e.getMessage()));
    }
  }
}
