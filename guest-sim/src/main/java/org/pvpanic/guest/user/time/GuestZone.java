package org.pvpanic.guest.user.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** The time zone of a guest ({@code /etc/localtime}). */
public final class GuestZone {

  private final String name;

  /** Null for UTC, which most guests have and which needs no tables. */
  private final @Nullable ZoneId rules;

  private GuestZone(String name, @Nullable ZoneId rules) {
    this.name = name;
    this.rules = rules;
  }

  /** UTC under one of its names. */
  static GuestZone utc(String name) {
    return new GuestZone(name, null);
  }

  /** The zone with a name, or null. */
  static @Nullable GuestZone find(String name) {
    if (name.equals("UTC") || name.equals("Etc/UTC")) {
      return utc(name);
    }
    return ZoneId.getAvailableZoneIds().contains(name) && !name.startsWith("SystemV/")
        ? new GuestZone(name, ZoneId.of(name))
        : null;
  }

  /** The names of all zones that have a folder, and UTC. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : ZoneId.getAvailableZoneIds()) {
      boolean place = name.indexOf('/') > 0 && !name.startsWith("SystemV/");
      if (place && !name.startsWith("Etc/")) {
        names.add(name);
      }
    }
    names.sort(null);
    names.add("UTC");
    return names;
  }

  /** Its name, such as {@code Europe/Berlin}. */
  public String name() {
    return name;
  }

  /** Seconds by which it is ahead of UTC. */
  public int offset(long seconds) {
    ZoneId zone = rules;
    return zone == null
        ? 0
        : zone.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
  }

  /** The local time whose clocks show what UTC shows at {@code seconds}, in seconds since 1970. */
  public long fromLocal(long seconds) {
    ZoneId zone = rules;
    return zone == null
        ? seconds
        : java.time.LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)
            .atZone(zone)
            .toEpochSecond();
  }

  /** When its offset changed last, or null when it never does. */
  public @Nullable Long changeBefore(long seconds) {
    ZoneId zone = rules;
    ZoneOffsetTransition found =
        zone == null
            ? null
            : zone.getRules().previousTransition(Instant.ofEpochSecond(seconds + 1));
    return found == null ? null : found.toEpochSecond();
  }

  /** When its offset changes next, or null when it does no more. */
  public @Nullable Long changeAfter(long seconds) {
    ZoneId zone = rules;
    ZoneOffsetTransition found =
        zone == null ? null : zone.getRules().nextTransition(Instant.ofEpochSecond(seconds));
    return found == null ? null : found.toEpochSecond();
  }

  /** What it is called at that time, such as {@code CEST}. */
  public String abbreviation(long seconds) {
    ZoneId zone = rules;
    if (zone == null) {
      return "UTC";
    }
    boolean summer = zone.getRules().isDaylightSavings(Instant.ofEpochSecond(seconds));
    return TimeZone.getTimeZone(zone).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
  }
}
