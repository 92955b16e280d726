package org.pvpanic.commands;

import java.util.Optional;

/**
 * Questions about what this machine does not have: disks, jobs, TPM. A management program asks them
 * of every machine, and the truthful answer is an empty list.
 */
final class AbsentCommands {

  private AbsentCommands() {}

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
}
