package org.pvpanic.differential;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the ISA devices of a command line have their ports. */
final class IsaDevices {

  private static final String DEVICE = "-device ";

  /** Where serial ports are unless said otherwise, the first one first. */
  private final Deque<Integer> serial = new ArrayDeque<>(List.of(0x3f8, 0x2f8));

  private final List<FlatView.Range> ranges = new ArrayList<>();

  private IsaDevices() {}

  /** The ports of all of them, in the order in which they are plugged in. */
  static List<FlatView.Range> of(List<String> options) {
    IsaDevices devices = new IsaDevices();
    options.stream().filter(o -> o.startsWith(DEVICE)).forEach(devices::add);
    return devices.ranges;
  }

  private void add(String option) {
    String[] words = option.substring(DEVICE.length()).split(",");
    Map<String, String> properties = new TreeMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      properties.put(pair[0], pair[1]);
    }
    switch (words[0]) {
      case "pvpanic" -> add("pvpanic", properties.getOrDefault("ioport", "0x505"), 1);
      case "isa-serial" -> {
        int usual = serial.isEmpty() ? 0 : serial.remove();
        add("serial", properties.getOrDefault("iobase", Integer.toString(usual)), 8);
      }
      case "ib700" -> add("ib700", "0x441", 4);
      case "isa-debugcon" -> add("isa-debugcon", properties.getOrDefault("iobase", "0xe9"), 1);
      default -> {} // it has no ports
    }
  }

  private void add(String name, String first, int length) {
    long port = Long.decode(first);
    ranges.add(new FlatView.Range(port, port + length - 1, name));
  }
}
