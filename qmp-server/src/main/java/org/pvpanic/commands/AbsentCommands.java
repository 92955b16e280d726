package org.pvpanic.commands;

import java.util.List;
import java.util.Optional;
import org.pvpanic.qmp.ErrorClass;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.vm.Vm;

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

  /** What a background job does. */
  enum JobType {
    COMMIT,
    STREAM,
    MIRROR,
    BACKUP,
    CREATE,
    AMEND,
    SNAPSHOT_LOAD,
    SNAPSHOT_SAVE,
    SNAPSHOT_DELETE
  }

  /** How far a background job is. */
  enum JobStatus {
    UNDEFINED,
    CREATED,
    RUNNING,
    PAUSED,
    READY,
    STANDBY,
    WAITING,
    PENDING,
    ABORTING,
    CONCLUDED,
    NULL
  }

  /** A background job. */
  record JobInfo(
      String id,
      JobType type,
      JobStatus status,
      long currentProgress,
      long totalProgress,
      Optional<String> error) {}

  /** A disk drive. */
  record BlockInfo(String device, String type, boolean removable, boolean locked) {}

  /** A node of the block graph. */
  record BlockDeviceInfo(String file, boolean ro, String drv) {}

  /** Arguments of {@code query-named-block-nodes}. */
  record QueryNamedBlockNodes(Optional<Boolean> flat) {}

  /** Arguments of {@code migrate-recover}. */
  record MigrateRecover(String uri) {}

  /** Formats of {@code screendump}. */
  enum ImageFormat {
    PPM,
    PNG
  }

  /** Arguments of {@code screendump}. */
  record Screendump(
      String filename,
      Optional<String> device,
      Optional<Long> head,
      Optional<ImageFormat> format) {}

  /** Declares the commands. */
  static void addTo(QmpCommands commands, Vm vm) {
    commands
        .add("query-tpm-models")
        .returnsListOf(TpmModel.class)
        .does((client, none) -> List.of());
    commands.add("query-tpm-types").returnsListOf(TpmType.class).does((client, none) -> List.of());
    commands.add("query-jobs").returnsListOf(JobInfo.class).does((client, none) -> List.of());
    commands
        .add("query-block")
        .preconfig()
        .returnsListOf(BlockInfo.class)
        .does((client, none) -> List.of());
    commands
        .add("query-named-block-nodes")
        .takes(QueryNamedBlockNodes.class)
        .preconfig()
        .returnsListOf(BlockDeviceInfo.class)
        .does((client, args) -> List.of());
    commands
        .add("query-command-line-options")
        .takes(CommandLineOptions.QueryCommandLineOptions.class)
        .preconfig()
        .returnsListOf(CommandLineOptions.CommandLineOptionInfo.class)
        .does((client, args) -> CommandLineOptions.query(args));
    commands
        .add("migrate-recover")
        .takes(MigrateRecover.class)
        .outOfBand()
        .does(
            (client, args) -> {
              throw new QmpException("Migrate recover can only be run when postcopy is paused.");
            });
    commands
        .add("migrate-pause")
        .outOfBand()
        .does(
            (client, none) -> {
              throw new QmpException(
                  "migrate-pause is currently only supported during "
                      + vm.version().migratePauseStates()
                      + " state");
            });
    commands.add("screendump").takes(Screendump.class).does((client, args) -> screendump(vm, args));
  }

  /** There is no display, so there are only errors. */
  private static void screendump(Vm vm, Screendump args) throws QmpException {
    if (args.device().isEmpty()) {
      throw new QmpException(
          args.head().isPresent()
              ? "'head' must be specified together with 'device'"
              : "There is no console to take a screendump from");
    }
    String device = args.device().get();
    if (device.isEmpty()
        || device.contains("/")
        || vm.qom().resolve("/machine/peripheral/" + device) == null) {
      throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Device '" + device + "' not found");
    }
    throw new QmpException(
        "Device %s (head %d) is not bound to a QemuConsole"
            .formatted(device, args.head().orElse(0L)));
  }
}
