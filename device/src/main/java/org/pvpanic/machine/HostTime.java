package org.pvpanic.machine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host's clocks as a machine knows them: they keep pace with the machine's time, and an input
 * ({@link Input.HostTime}) says so when they have not, because the machine was stopped, its boot
 * was over sooner than it takes, or the host's clock was set. So a machine whose clock chip shows
 * the host's time remains a function of its journal.
 */
public final class HostTime {

  /** By how much clocks may part before an input says so: 10 ms. */
  private static final long TOLERANCE = 10_000_000;

  private final TimeSource host;
  private final Clock clock;
  private final RtcConfig config;
  private final List<Runnable> listeners = new ArrayList<>(1);

  /** The host's monotonic clock when the machine was made. */
  private long origin;

  /** The host's time of day less the machine's time. */
  private long utcAhead;

  /** Time that has passed on the host less that which has passed in the machine. */
  private long elapsedAhead;

  private boolean setBack;

  HostTime(TimeSource host, Clock clock, RtcConfig config) {
    this.host = host;
    this.clock = clock;
    this.config = config;
    this.utcAhead = config.hostUtc();
    this.origin = host.nanoTime();
  }

  /** The host's time of day, in nanoseconds since 1970 (UTC). */
  public long utc() {
    return clock.now() + utcAhead;
  }

  /** Nanoseconds since the machine was made, by the host's time of day. */
  public long sinceStart() {
    return utc() - config.hostUtc();
  }

  /** Nanoseconds since the machine was made, by the host's monotonic clock. */
  public long elapsed() {
    return clock.now() + elapsedAhead;
  }

  /** What a time server would say, in nanoseconds since 1970 (UTC). */
  long networkUtc() {
    return config.networkUtc() + sinceStart();
  }

  /** Has {@code changed} run whenever an input has said what time it is. */
  public void onChange(Runnable changed) {
    listeners.add(changed);
  }

  /** Whether there is a host with a time of day; the machine's time stands for it otherwise. */
  public boolean isKnown() {
    return host.utc() != TimeSource.NO_UTC;
  }

  /** Whether the last change was that the host's clock was set back. */
  public boolean wasSetBack() {
    return setBack;
  }

  /**
   * What there is to say of the host's clocks as they were at the machine's time.
   *
   * @return null when they have kept pace, or while it does not matter
   */
  Input.@Nullable HostTime news() {
    long read = host.utc();
    if (read == TimeSource.NO_UTC || clock.isWarping()) {
      return null;
    }
    long lag = clock.lag();
    long utc = read - lag;
    long elapsed = host.nanoTime() - origin - lag;
    return isNear(utc, utc()) && isNear(elapsed, elapsed())
        ? null
        : new Input.HostTime(utc, elapsed, utc < utc() && !clock.hasWarped());
  }

  private static boolean isNear(long a, long b) {
    return Math.abs(a - b) <= TOLERANCE;
  }

  void set(Input.HostTime news) {
    clock.clearWarped();
    setBack = news.setBack();
    utcAhead = news.utc() - clock.now();
    elapsedAhead = news.elapsed() - clock.now();
    listeners.forEach(Runnable::run);
  }

  /** The clocks go on here, where the machine has come by its journal. */
  void resume() {
    origin = host.nanoTime() - elapsed();
  }
}
