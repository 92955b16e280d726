package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Questions about what this machine does not have: disks, jobs, TPM, migration. A management
 * program asks them of every machine, and the truthful answer is an empty list.
 */
final class AbsentCommands {

  private final Map<MigrationCapability, Boolean> capabilities =
      new EnumMap<>(MigrationCapability.class);

  AbsentCommands() {
    for (MigrationCapability capability : MigrationCapability.values()) {
      capabilities.put(capability, false);
    }
  }

  /** Models of TPM devices. */
  enum TpmModel {
    TPM_TIS,
    TPM_CRB,
    TPM_SPAPR
  }

  /** Back ends of TPM devices. */
  enum TpmType {
    PASSTHROUGH,
    EMULATOR
  }

  /** A background job. */
  record JobInfo(String id, long currentProgress, long totalProgress, Optional<String> error) {}

  /** A disk drive. */
  record BlockInfo(String device, String type, boolean removable, boolean locked) {}

  /** A node of the block graph. */
  record BlockDeviceInfo(String file, boolean ro, String drv) {}

  /** Arguments of {@code query-named-block-nodes}. */
  record QueryNamedBlockNodes(Optional<Boolean> flat) {}

  /** What migration can do, in the order of QEMU 7.2. */
  enum MigrationCapability {
    XBZRLE,
    RDMA_PIN_ALL,
    AUTO_CONVERGE,
    ZERO_BLOCKS,
    COMPRESS,
    EVENTS,
    POSTCOPY_RAM,
    X_COLO,
    RELEASE_RAM,
    BLOCK,
    RETURN_PATH,
    PAUSE_BEFORE_SWITCHOVER,
    MULTIFD,
    DIRTY_BITMAPS,
    POSTCOPY_BLOCKTIME,
    LATE_BLOCK_ACTIVATE,
    X_IGNORE_SHARED,
    VALIDATE_UUID,
    BACKGROUND_SNAPSHOT,
    ZERO_COPY_SEND,
    POSTCOPY_PREEMPT
  }

  /** Whether a capability is switched on. */
  record MigrationCapabilityStatus(MigrationCapability capability, boolean state) {}

  /** Arguments of {@code migrate-set-capabilities}. */
  record MigrateSetCapabilities(List<MigrationCapabilityStatus> capabilities) {}

  List<MigrationCapabilityStatus> queryMigrateCapabilities() {
    List<MigrationCapabilityStatus> all = new ArrayList<>();
    capabilities.forEach((name, on) -> all.add(new MigrationCapabilityStatus(name, on)));
    return all;
  }

  void migrateSetCapabilities(MigrateSetCapabilities args) {
    args.capabilities().forEach(c -> capabilities.put(c.capability(), c.state()));
  }
}
