package org.pvpanic.oncrash;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where dumps of a domain go, and what libvirt 9.0 calls them: {@code
 * 4-centos7-2026-11-22-20:03:43}.
 *
 * @param directory an existing directory ({@code auto_dump_path})
 * @param id the domain's number
 * @param domain the domain's name; the first 20 characters count
 */
public record DumpFiles(Path directory, int id, String domain) {

  private static final int NAME_LENGTH = 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH:mm:ss", Locale.ROOT);

  /** The file for a dump at that local time. */
  public Path at(LocalDateTime time) {
    String name = domain.substring(0, Math.min(NAME_LENGTH, domain.length()));
    return directory
        .resolve(id + "-" + name + "-" + TIME.format(time))
        .toAbsolutePath()
        .normalize();
  }
}
