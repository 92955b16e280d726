package org.pvpanic.machine;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.pvpanic.bus.IrqPins;

/** Reads inputs that were written as text. */
final class InputText {

  private InputText() {}

  /**
   * Reads an input back.
   *
   * @throws IllegalArgumentException when {@code text} is not one
   */
  static Input parse(String text) {
    List<String> part = List.of(text.split(":", -1));
    try {
      return switch (part.get(0)) {
        case "serial" ->
            new Input.Serial(Integer.parseInt(part.get(1)), HexFormat.of().parseHex(part.get(2)));
        case "serial-break" -> new Input.SerialBreak(Integer.parseInt(part.get(1)));
        case "stop" -> new Input.Stop(RunState.valueOf(part.get(1)));
        case "machine-check" ->
            new Input.MachineCheck(
                Integer.parseInt(part.get(1)),
                new MachineCheckError(
                    Integer.parseInt(part.get(3)),
                    address(part.get(4)),
                    address(part.get(5)),
                    address(part.get(6)),
                    address(part.get(7))),
                Boolean.parseBoolean(part.get(2)),
                said -> {});
        case "set-action" ->
            new Input.SetActions(
                new Actions(
                    Actions.Reboot.valueOf(part.get(1)),
                    Actions.Shutdown.valueOf(part.get(2)),
                    Actions.Panic.valueOf(part.get(3)),
                    Actions.Watchdog.valueOf(part.get(4))));
        case "in" -> new Input.PortRead(hex(part.get(1)), Integer.parseInt(part.get(2)));
        case "out" ->
            new Input.PortWrite(hex(part.get(1)), Integer.parseInt(part.get(2)), hex(part.get(3)));
        case "load" -> new Input.MemoryRead(address(part.get(1)), Integer.parseInt(part.get(2)));
        case "store" ->
            new Input.MemoryWrite(address(part.get(1)), HexFormat.of().parseHex(part.get(2)));
        case "fill" ->
            new Input.MemoryFill(
                address(part.get(1)), Integer.parseInt(part.get(2)), hex(part.get(3)));
        case "irq" ->
            new Input.IrqLevel(
                new IrqPins(part.get(1), Integer.parseInt(part.get(2)), part.get(3)),
                Integer.parseInt(part.get(4)),
                Integer.parseInt(part.get(5)));
        case "keys" -> new Input.Keys(HexFormat.of().parseHex(part.get(1)));
        case "plug" -> new Input.Plug(text.substring(text.indexOf(':') + 1));
        case "unplug" -> new Input.RequestRemoval(part.get(1), Integer.parseInt(part.get(2)));
        case "host-time" ->
            new Input.HostTime(
                Long.parseLong(part.get(1)),
                Long.parseLong(part.get(2)),
                Boolean.parseBoolean(part.get(3)));
        case "clock" -> new Input.AdvanceClock(Long.parseLong(part.get(1)));
        default -> command(text);
      };
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("incomplete input '" + text + "'", e);
    }
  }

  private static Input.Command command(String text) {
    return Stream.of(Input.Command.values())
        .filter(command -> command.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown input '" + text + "'"));
  }

  private static int hex(String digits) {
    return Integer.parseUnsignedInt(digits, 16);
  }

  private static long address(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }
}
