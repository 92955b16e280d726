package org.pvpanic.machine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything in which the QEMU versions that we stand for differ. Nothing else asks for a version.
 *
 * @param major version number
 * @param minor version number
 * @param micro version number
 * @param packageVersion what the packager added, "" in an upstream build
 * @param copyrightYear the last year of the copyright that {@code -version} tells
 * @param pcVersions the versions in which a PC can be had
 * @param newOptions options of the command line that QEMU 7.2 has not; all have an argument
 * @param removedOptions options that QEMU 7.2 has and this version has not
 * @param pvpanicEvents default of the {@code events} property
 * @param transitions which run state may follow which
 * @param migratePauseStates in which states migrate-pause works, as its error names them
 * @param changes what it does otherwise than QEMU 7.2
 */
public record VersionProfile(
    int major,
    int minor,
    int micro,
    String packageVersion,
    int copyrightYear,
    PcVersions pcVersions,
    Set<String> newOptions,
    Set<String> removedOptions,
    int pvpanicEvents,
    RunStateTransitions transitions,
    String migratePauseStates,
    Set<Change> changes) {

  /** A change since QEMU 7.2 that a guest or a client can see. */
  public enum Change {
    /** Bit 2 of the pvpanic port asks for a shutdown (since 9.1). */
    PVPANIC_SHUTDOWN,
    /** query-status has no {@code singlestep} any more (since 9.0). */
    NO_SINGLESTEP,
    /** qtest's clock commands fail when time does not move. */
    QTEST_CLOCK_MUST_MOVE,
    /** qtest can intercept interrupts at pins that have names (since 8.2). */
    QTEST_NAMED_INTERCEPTS,
    /** qom-list-properties tells default values. */
    DEFAULTS_OF_TYPES,
    /** BLOCK_IO_ERROR and HV_BALLOON_STATUS_REPORT are limited in rate, too. */
    MORE_EVENT_LIMITS,
    /** memsave and pmemsave take unsigned numbers. */
    UNSIGNED_ADDRESSES
  }

  /**
   * The machine types {@code pc-i440fx-VERSION} and {@code pc-q35-VERSION}.
   *
   * @param i440fx newest first
   * @param q35 newest first
   * @param deprecatedBefore the first version that is not deprecated
   * @param deprecationReason what QEMU says of those that are
   */
  public record PcVersions(
      List<String> i440fx, List<String> q35, String deprecatedBefore, String deprecationReason) {

    private static PcVersions of(
        String newer, String i440fxOnly, String deprecatedBefore, String deprecationReason) {
      String older = " 7.2 7.1 7.0 6.2 6.1 6.0 5.2 5.1 5.0 4.2 4.1%s 4.0 3.1 3.0 2.12 2.11 2.10";
      String oldest = " 2.9 2.8 2.7 2.6 2.5 2.4";
      return new PcVersions(
          words(newer + older.formatted("") + oldest + i440fxOnly),
          words(newer + older.formatted(" 4.0.1") + oldest),
          deprecatedBefore,
          deprecationReason);
    }

    private static List<String> words(String text) {
      return List.of(text.trim().split(" "));
    }
  }

  /** QEMU 7.2.22 as Debian 12 ships it. */
  public static final VersionProfile QEMU_7_2 =
      new VersionProfile(
          7,
          2,
          22,
          "Debian 1:7.2+dfsg-7+deb12u18+b3",
          2022,
          PcVersions.of(
              "",
              " 2.3 2.2 2.1 2.0 1.7 1.6 1.5 1.4",
              "2.0",
              "old and unattended - use a newer version instead"),
          Set.of(),
          Set.of(),
          3,
          RunStateTransitions.QEMU_7_2,
          "postcopy-active",
          Set.of());

  /** QEMU 10.0.2 as the backports for Debian 12 have it. */
  public static final VersionProfile QEMU_10_0 =
      new VersionProfile(
          10,
          0,
          2,
          "Debian 1:10.0.2+ds-2+deb13u1~bpo12+1",
          2025,
          PcVersions.of(
              "10.0 9.2 9.1 9.0 8.2 8.1 8.0",
              "",
              "7.1",
              "machines more than 3 years old are subject to deletion after 6 years"),
          Set.of("run-with"),
          Set.of(
              "async-teardown",
              "audio-help",
              "chroot",
              "no-acpi",
              "no-hpet",
              "portrait",
              "rotate",
              "runas",
              "singlestep"),
          7,
          RunStateTransitions.QEMU_10_0,
          "postcopy-active or postcopy-recover",
          Set.of(Change.values()));

  /** The profile of that {@link #series}, if there is one. */
  public static Optional<VersionProfile> find(String series) {
    return Stream.of(QEMU_7_2, QEMU_10_0)
        .filter(version -> version.series().equals(series))
        .findFirst();
  }

  /** Whether it does this otherwise than QEMU 7.2. */
  public boolean has(Change change) {
    return changes.contains(change);
  }

  /** Whether {@code stop} acts on a suspended machine, and {@code cont} suspends it again. */
  public boolean stopsSuspended() {
    return transitions.allow(RunState.SUSPENDED, RunState.PAUSED);
  }

  /** {@code major.minor}. */
  public String series() {
    return major + "." + minor;
  }

  /** {@code major.minor.micro}. */
  public String number() {
    return series() + "." + micro;
  }
}
