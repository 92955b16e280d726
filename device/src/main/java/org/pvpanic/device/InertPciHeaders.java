package org.pvpanic.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pvpanic.pci.PciBar;
import org.pvpanic.pci.PciHeader;

/**
 * Configuration space of the functions that are there to be seen and not to work, from the resource
 * {@code pci-functions.txt}, whose head explains its form.
 */
final class InertPciHeaders {

  private static final String EXPRESS = "express";
  private static final Map<String, PciHeader> HEADERS = read();

  private InertPciHeaders() {}

  /**
   * The header of a type.
   *
   * @param express whether it is behind a port of PCI Express
   * @throws IllegalArgumentException when the table has none
   */
  static PciHeader of(String type, boolean express) {
    PciHeader header = express ? HEADERS.get(type + EXPRESS) : null;
    if (header == null) {
      header = HEADERS.get(type);
    }
    if (header == null) {
      throw new IllegalArgumentException("'" + type + "' has no PCI header");
    }
    return header;
  }

  private static Map<String, PciHeader> read() {
    try (InputStream in = InertPciHeaders.class.getResourceAsStream("pci-functions.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return parse(text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, PciHeader> parse(List<String> lines) {
    Map<String, PciHeader> headers = new HashMap<>();
    String type = "";
    PciHeader.Builder builder = null;
    List<PciBar> bars = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("  ")) {
        row(Objects.requireNonNull(builder), line.trim());
      } else {
        finish(headers, type, builder, bars);
        bars.clear();
        List<String> words = List.of(line.split(" "));
        type = words.get(0);
        builder = PciHeader.of(0, 0, 0, 0).subsystem(0, 0);
        for (String word : words) {
          if (word.equals(EXPRESS)) {
            type += EXPRESS;
          } else if (word.equals("bridge")) {
            builder.bridge();
          } else if (word.startsWith("bar=")) {
            bars.add(bar(word.substring("bar=".length())));
          }
        }
      }
    }
    finish(headers, type, builder, bars);
    return headers;
  }

  private static void finish(
      Map<String, PciHeader> headers,
      String type,
      PciHeader.@Nullable Builder builder,
      List<PciBar> bars) {
    if (builder != null) {
      bars.forEach(builder::bar);
      headers.put(type, builder.build());
    }
  }

  /** {@code NUMBER:KIND[,64][,prefetch]:SIZE}. */
  private static PciBar bar(String text) {
    String[] part = text.split(":");
    List<String> kind = List.of(part[1].split(","));
    return new PciBar(
        Integer.parseInt(part[0]),
        kind.contains("io"),
        kind.contains("64"),
        kind.contains("prefetch"),
        Long.parseLong(part[2]));
  }

  /** {@code TAG OFFSET: BYTES}. */
  private static void row(PciHeader.Builder builder, String row) {
    int offset = Integer.parseInt(row.substring(2, row.indexOf(':')), 16);
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(row.substring(row.indexOf(':') + 2));
    for (int i = 0; i < bytes.length; i++) {
      switch (row.charAt(0)) {
        case '=' -> builder.value(offset + i, 1, bytes[i]);
        case '~' -> builder.writable(offset + i, 1, bytes[i]);
        case '^' -> builder.clearable(offset + i, 1, bytes[i]);
        default -> builder.volatiles(offset + i, 1, bytes[i]);
      }
    }
  }
}
