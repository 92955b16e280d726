package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.Twins;

/**
 * Every byte of configuration space is that of real QEMU: at first, after writes of ones, zeros and
 * anything, and after resets.
 */
@Timeout(120)
class ConfigSpaceTwinTest {

  private static final int SIZE = 256;

  private static List<String> human(QmpClient client, String line) throws IOException {
    return client.ask(
        "{'execute': 'human-monitor-command', 'arguments': {'command-line': '" + line + "'}}");
  }

  private static void choose(QmpClient client, int function, int offset) throws IOException {
    human(client, "o /w 0xcf8 0x%x".formatted(0x8000_0000 | function << 8 | (offset & ~3)));
  }

  private static List<String> dump(QmpClient client, int function) throws IOException {
    List<String> all = new ArrayList<>();
    for (int offset = 0; offset < SIZE; offset += 4) {
      choose(client, function, offset);
      all.add("%02x: %s".formatted(offset, human(client, "i /w 0xcfc").get(0)));
    }
    return all;
  }

  private static void compare(Twins twins, int[] functions, String when) throws IOException {
    for (int function : functions) {
      List<String> real = dump(twins.real(), function);
      List<String> ours = dump(twins.ours(), function);
      List<String> common = new ArrayList<>(real);
      common.retainAll(ours);
      real.removeAll(common);
      ours.removeAll(common);
      assertEquals(real, ours, "%02x.%d %s".formatted(function / 8, function % 8, when));
    }
  }

  private static void write(Twins twins, int function, int offset, String format, int value)
      throws IOException {
    for (QmpClient client : List.of(twins.real(), twins.ours())) {
      choose(client, function, offset);
      human(client, "o /%s 0x%x 0x%x".formatted(format, 0xcfc + (offset & 3), value));
    }
  }

  private static void writeAll(Twins twins, int[] functions, IntUnaryOperator value)
      throws IOException {
    for (int function : functions) {
      for (int offset = 0; offset < SIZE; offset += 4) {
        write(twins, function, offset, "w", value.applyAsInt(offset));
      }
    }
  }

  private static void reset(Twins twins) throws IOException {
    twins.same("{'execute': 'system_reset'}");
  }

  @ParameterizedTest
  @CsvSource({
    "'-machine pc -m 200', '0x00 0x08 0x09 0x0b'",
    "'-machine q35 -m 200', '0x00 0xf8 0xfa 0xfb'",
    "'-machine pc -device isa-serial -device pvpanic-pci,addr=5,multifunction=on', '0x0b 0x28'",
    "'-machine q35 -device isa-serial', '0xf8'",
    "'-machine pc -device virtio-balloon-pci,addr=5 -device qemu-xhci,addr=6', '0x28 0x30'",
    "'-machine pc -device piix3-usb-uhci,addr=7', '0x38'",
    "'-machine q35 -device pcie-root-port,addr=5,chassis=3,slot=4,port=2 -device pcie-pci-bridge,addr=6', '0x28 0x30'",
  })
  void isThatOfQemu(String args, String places) throws Exception {
    int[] functions = List.of(places.split(" ")).stream().mapToInt(Integer::decode).toArray();
    List<String> argv = new ArrayList<>(List.of(args.split(" ")));
    argv.add("-S");
    try (Twins twins = new Twins(argv.toArray(String[]::new))) {
      compare(twins, functions, "at first");
      writeAll(twins, functions, offset -> -1);
      compare(twins, functions, "after ones");
      reset(twins);
      compare(twins, functions, "after ones and a reset");
      writeAll(twins, functions, offset -> 0);
      compare(twins, functions, "after zeros");
      reset(twins);
      compare(twins, functions, "after zeros and a reset");
      Random random = new Random(7);
      for (int i = 0; i < 200; i++) {
        int width = random.nextInt(3);
        int offset = random.nextInt(SIZE) & -(1 << width);
        int function = functions[random.nextInt(functions.length)];
        write(twins, function, offset, List.of("b", "h", "w").get(width), random.nextInt());
      }
      compare(twins, functions, "after anything");
      reset(twins);
      compare(twins, functions, "after anything and a reset");
    }
  }
}
