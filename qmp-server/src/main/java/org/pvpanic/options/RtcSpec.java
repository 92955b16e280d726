package org.pvpanic.options;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.device.RtcTime;
import org.pvpanic.machine.RtcConfig;
import org.pvpanic.machine.RtcConfig.ClockSource;

/**
 * What the real-time clock shows at power-on, and what it goes by ({@code -rtc}). It does not make
 * up for lost interrupts.
 *
 * @param local whether it is the host's local time
 * @param date what it is instead of the host's time, in seconds since 1970, or null
 * @param clock what it goes by
 */
public record RtcSpec(boolean local, @Nullable Long date, ClockSource clock) {

  private static final long NS = 1_000_000_000L;
  private static final String NUMBER = "\\s*([-+]?\\d{1,9})";

  /** As C's scanf reads it: what follows does not matter, nor does a time that is not whole. */
  private static final Pattern DATE = Pattern.compile("N-N-N(?:TN:N:N)?".replace("N", NUMBER));

  /**
   * Reads what the user said.
   *
   * @throws QemuError without a place, as QEMU has it
   */
  public static RtcSpec of(Settings settings) {
    KeyValues rtc = settings.merged(OptionGroup.RTC);
    String base = rtc.get("base");
    Long date = base == null || base.equals("utc") || base.equals("localtime") ? null : date(base);
    checkChoice(rtc.get("clock"), Set.of("host", "rt", "vm"));
    String clock = Objects.requireNonNullElse(rtc.get("clock"), "host");
    checkChoice(rtc.get("driftfix"), Set.of("none", "slew"));
    return new RtcSpec("localtime".equals(base), date, source(clock));
  }

  private static ClockSource source(String name) {
    return ClockSource.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** What a machine that is made now knows of the time. */
  public RtcConfig config(Instant now) {
    long utc = now.getEpochSecond() * NS + now.getNano();
    if (date != null) {
      return new RtcConfig(date, utc, date * NS, clock);
    }
    long start =
        local
            ? LocalDateTime.ofInstant(now, ZoneId.systemDefault()).toEpochSecond(ZoneOffset.UTC)
            : now.getEpochSecond();
    return new RtcConfig(start, utc, utc, clock);
  }

  private static long date(String text) {
    Matcher matcher = DATE.matcher(text);
    if (matcher.lookingAt()) {
      boolean timed = matcher.group(4) != null;
      long seconds =
          new RtcTime(
                  part(matcher, 1),
                  part(matcher, 2),
                  part(matcher, 3),
                  0,
                  timed ? part(matcher, 4) : 0,
                  timed ? part(matcher, 5) : 0,
                  timed ? part(matcher, 6) : 0)
              .seconds();
      if (seconds != -1) { // which is how C tells of an error
        return seconds;
      }
    }
    throw new QemuError(
        "invalid datetime format", "valid formats: '2006-06-17T16:01:21' or '2006-06-17'");
  }

  private static int part(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group).strip());
  }

  private static void checkChoice(@Nullable String value, Set<String> choices) {
    if (value != null && !choices.contains(value)) {
      throw new QemuError("invalid option value '" + value + "'");
    }
  }
}
