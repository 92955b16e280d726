package org.pvpanic.guest.linux.proc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Era;

/** What can be set below /proc/sys, by path: a row each, read when it is first asked for. */
public final class SysctlTable {

  /** How a setting is read and what it takes. */
  enum Kind {
    INT,
    UINT,
    ULONG,
    INTS,
    STRING,
    CONST,
    LIVE
  }

  /**
   * A setting.
   *
   * @param path below /proc/sys
   * @param mode its permissions
   * @param min the least number that it takes
   * @param max the greatest number, or the greatest length
   * @param el7 its default in EL7's 3.10, or null when there is none
   * @param debian its default in Debian's 6.1, or null when there is none
   */
  record Row(
      String path,
      int mode,
      Kind kind,
      long min,
      long max,
      @Nullable String el7,
      @Nullable String debian) {

    @Nullable String standard(Era era) {
      return era == Era.LINUX_3_10 ? el7 : debian;
    }
  }

  private static final NavigableMap<String, Row> ROWS = read();

  private SysctlTable() {}

  /** The default of a setting as /proc/sys shows it, or null when the kernel lacks it. */
  public static @Nullable String standard(Era era, String path) {
    Row row = ROWS.get(path);
    return row == null ? null : row.standard(era);
  }

  static @Nullable Row row(String path) {
    return ROWS.get(path);
  }

  static NavigableMap<String, Row> rows() {
    return ROWS;
  }

  private static NavigableMap<String, Row> read() {
    NavigableMap<String, Row> rows = new TreeMap<>();
    for (String line : load().split("\n")) {
      if (!line.startsWith("#")) {
        String[] cells = line.split(" ");
        String[] kind = cells[2].split(":");
        rows.put(cells[0], row(cells, kind));
      }
    }
    return rows;
  }

  private static Row row(String[] cells, String[] kind) {
    long min = 0;
    long max = 0;
    Kind type =
        switch (kind[0]) {
          case "int" -> Kind.INT;
          case "uint" -> Kind.UINT;
          case "ulong" -> Kind.ULONG;
          case "ints" -> Kind.INTS;
          case "string" -> Kind.STRING;
          case "const" -> Kind.CONST;
          case "live" -> Kind.LIVE;
          default -> throw new IllegalStateException("table has a kind " + kind[0]);
        };
    switch (type) {
      case INT, INTS -> {
        min = kind.length > 1 ? Long.parseLong(kind[1]) : Integer.MIN_VALUE;
        max = kind.length > 1 ? Long.parseLong(kind[2]) : Integer.MAX_VALUE;
      }
      case UINT -> max = 0xffffffffL;
      case ULONG -> max = kind.length > 1 ? Long.parseLong(kind[2]) : -1;
      case STRING -> max = Long.parseLong(kind[1]);
      case CONST, LIVE -> {}
    }
    int mode = Integer.parseInt(cells[1], 8);
    return new Row(cells[0], mode, type, min, max, value(cells[3]), value(cells[4]));
  }

  private static @Nullable String value(String cell) {
    return switch (cell) {
      case "-" -> null;
      case "\"\"", "*" -> "";
      default -> cell.replace(',', '\t');
    };
  }

  private static String load() {
    try (InputStream in = SysctlTable.class.getResourceAsStream("sysctl.table")) {
      if (in == null) {
        throw new IllegalStateException("no resource sysctl.table");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
