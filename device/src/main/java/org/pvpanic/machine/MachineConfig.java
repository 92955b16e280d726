package org.pvpanic.machine;

/**
 * What a machine is made of. Together with its {@link Journal} it says everything that the machine
 * will ever do.
 *
 * @param version the QEMU that it stands for
 * @param ram guest memory, and where it is
 * @param cpus number of vCPUs, at least 1
 * @param actions what it does at first on reboot, shutdown, panic and watchdog
 * @param autostart whether it runs at power-on (no {@code -S})
 * @param clock how its time relates to the host's
 * @param rtc what it knows of the time of day at power-on
 * @param machineChecks what its vCPUs can report of errors in the hardware
 * @param journalled whether it keeps its {@link Journal}, which grows with every input
 */
public record MachineConfig(
    VersionProfile version,
    RamLayout ram,
    int cpus,
    Actions actions,
    boolean autostart,
    Clock.Mode clock,
    RtcConfig rtc,
    MachineChecks machineChecks,
    boolean journalled) {

  private static final long YEAR_2000 = 946_684_800;

  /**
   * QEMU's defaults: 7.2, 128 MiB, one CPU, running; boot in virtual time, at the beginning of the
   * year 2000.
   */
  public static final MachineConfig DEFAULT =
      new MachineConfig(
          VersionProfile.QEMU_7_2,
          RamLayout.flat(128L << 20),
          1,
          Actions.DEFAULT,
          true,
          Clock.Mode.WARP_BOOT,
          RtcConfig.at(YEAR_2000),
          MachineChecks.BROADCAST,
          true);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when there is no CPU
   */
  public MachineConfig {
    if (cpus < 1) {
      throw new IllegalArgumentException("cpus is " + cpus + ", expected at least 1");
    }
  }

  /** The same machine with another amount of memory, all of it from address 0 on. */
  public MachineConfig withRam(long bytes) {
    return withRam(RamLayout.flat(bytes));
  }

  /** The same machine with other memory. */
  public MachineConfig withRam(RamLayout layout) {
    return new MachineConfig(
        version, layout, cpus, actions, autostart, clock, rtc, machineChecks, journalled);
  }

  /** The same machine with another number of vCPUs. */
  public MachineConfig withCpus(int count) {
    return new MachineConfig(
        version, ram, count, actions, autostart, clock, rtc, machineChecks, journalled);
  }

  /** The same machine with other actions. */
  public MachineConfig withActions(Actions other) {
    return new MachineConfig(
        version, ram, cpus, other, autostart, clock, rtc, machineChecks, journalled);
  }

  /** The same machine, started or held at power-on. */
  public MachineConfig withAutostart(boolean start) {
    return new MachineConfig(
        version, ram, cpus, actions, start, clock, rtc, machineChecks, journalled);
  }

  /** The same machine with another relation to the host's time. */
  public MachineConfig withClock(Clock.Mode mode) {
    return new MachineConfig(
        version, ram, cpus, actions, autostart, mode, rtc, machineChecks, journalled);
  }

  /** The same machine at another time of day, in seconds since 1970. */
  public MachineConfig withRtcStart(long seconds) {
    return withRtc(RtcConfig.at(seconds));
  }

  /** The same machine with another real-time clock. */
  public MachineConfig withRtc(RtcConfig other) {
    return new MachineConfig(
        version, ram, cpus, actions, autostart, clock, other, machineChecks, journalled);
  }

  /** The same machine with vCPUs that report other errors in the hardware. */
  public MachineConfig withMachineChecks(MachineChecks supported) {
    return new MachineConfig(
        version, ram, cpus, actions, autostart, clock, rtc, supported, journalled);
  }

  /** The same machine as another QEMU version has it. */
  public MachineConfig withVersion(VersionProfile profile) {
    return new MachineConfig(
        profile, ram, cpus, actions, autostart, clock, rtc, machineChecks, journalled);
  }

  /** The same machine without a journal, for one that nobody will ask for it. */
  public MachineConfig withoutJournal() {
    return new MachineConfig(
        version, ram, cpus, actions, autostart, clock, rtc, machineChecks, false);
  }
}
