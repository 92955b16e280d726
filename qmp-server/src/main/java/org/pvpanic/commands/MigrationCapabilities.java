package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.pvpanic.qmp.Features;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;

/**
 * What migration would do if it were there. A management program sets it before it asks for more,
 * so it is kept, and combinations that exclude each other are refused.
 */
final class MigrationCapabilities {

  /** In the order of QEMU 7.2. Those of 10.0 have not been recorded: it is given the same. */
  enum MigrationCapability {
    XBZRLE,
    RDMA_PIN_ALL,
    AUTO_CONVERGE,
    ZERO_BLOCKS,
    COMPRESS,
    EVENTS,
    POSTCOPY_RAM,
    @Features("unstable")
    X_COLO,
    RELEASE_RAM,
    BLOCK,
    RETURN_PATH,
    PAUSE_BEFORE_SWITCHOVER,
    MULTIFD,
    DIRTY_BITMAPS,
    POSTCOPY_BLOCKTIME,
    LATE_BLOCK_ACTIVATE,
    @Features("unstable")
    X_IGNORE_SHARED,
    VALIDATE_UUID,
    BACKGROUND_SNAPSHOT,
    ZERO_COPY_SEND,
    POSTCOPY_PREEMPT;

    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether a capability is switched on. */
  record MigrationCapabilityStatus(MigrationCapability capability, boolean state) {}

  /** Arguments of {@code migrate-set-capabilities}. */
  record MigrateSetCapabilities(List<MigrationCapabilityStatus> capabilities) {}

  /** What cannot be together with a background snapshot; the first that is on is complained of. */
  private static final List<MigrationCapability> NOT_IN_BACKGROUND =
      List.of(
          MigrationCapability.POSTCOPY_RAM,
          MigrationCapability.DIRTY_BITMAPS,
          MigrationCapability.POSTCOPY_BLOCKTIME,
          MigrationCapability.LATE_BLOCK_ACTIVATE,
          MigrationCapability.RETURN_PATH,
          MigrationCapability.MULTIFD,
          MigrationCapability.PAUSE_BEFORE_SWITCHOVER,
          MigrationCapability.AUTO_CONVERGE,
          MigrationCapability.RELEASE_RAM,
          MigrationCapability.RDMA_PIN_ALL,
          MigrationCapability.COMPRESS,
          MigrationCapability.XBZRLE,
          MigrationCapability.X_COLO,
          MigrationCapability.VALIDATE_UUID,
          MigrationCapability.ZERO_COPY_SEND);

  private Set<MigrationCapability> on = EnumSet.noneOf(MigrationCapability.class);

  /** Declares the commands. */
  static void addTo(QmpCommands commands) {
    MigrationCapabilities capabilities = new MigrationCapabilities();
    commands
        .add("query-migrate-capabilities")
        .returnsListOf(MigrationCapabilityStatus.class)
        .does((client, none) -> capabilities.query());
    commands
        .add("migrate-set-capabilities")
        .takes(MigrateSetCapabilities.class)
        .does((client, args) -> capabilities.set(args));
  }

  private List<MigrationCapabilityStatus> query() {
    List<MigrationCapabilityStatus> all = new ArrayList<>();
    for (MigrationCapability capability : MigrationCapability.values()) {
      all.add(new MigrationCapabilityStatus(capability, on.contains(capability)));
    }
    return all;
  }

  /** Sets all of them or, with QEMU's words, none. */
  private void set(MigrateSetCapabilities args) throws QmpException {
    Map<MigrationCapability, Boolean> changes = new EnumMap<>(MigrationCapability.class);
    args.capabilities().forEach(c -> changes.put(c.capability(), c.state()));
    Set<MigrationCapability> next = EnumSet.copyOf(on);
    changes.forEach(
        (capability, state) -> {
          if (state) {
            next.add(capability);
          } else {
            next.remove(capability);
          }
        });
    check(next);
    on = next;
  }

  private static void check(Set<MigrationCapability> on) throws QmpException {
    boolean compress = on.contains(MigrationCapability.COMPRESS);
    boolean multifd = on.contains(MigrationCapability.MULTIFD);
    boolean postcopy = on.contains(MigrationCapability.POSTCOPY_RAM);
    boolean preempt = on.contains(MigrationCapability.POSTCOPY_PREEMPT);
    refuseIf(
        postcopy && on.contains(MigrationCapability.X_IGNORE_SHARED),
        "Postcopy is not compatible with ignore-shared");
    if (on.contains(MigrationCapability.BACKGROUND_SNAPSHOT)) {
      for (MigrationCapability other : NOT_IN_BACKGROUND) {
        refuseIf(
            on.contains(other), "Background-snapshot is not compatible with " + other.wireName());
      }
    }
    refuseIf(
        on.contains(MigrationCapability.ZERO_COPY_SEND) && (!multifd || compress),
        "Zero copy only available for non-compressed non-TLS multifd migration");
    refuseIf(preempt && !postcopy, "Postcopy preempt requires postcopy-ram");
    refuseIf(preempt && compress, "Postcopy preempt not compatible with compress");
    refuseIf(multifd && compress, "Multifd is not compatible with compress");
  }

  private static void refuseIf(boolean wrong, String why) throws QmpException {
    if (wrong) {
      throw new QmpException(why);
    }
  }
}
