package org.pvpanic.qtest;

import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.pvpanic.machine.Input;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.vm.Vm;

/**
 * The commands, each with the line that answers it. An access to a port happens at once, as one of
 * QEMU's main thread: where it stops the machine, the machine has stopped when the answer is given.
 *
 * <p>Where a malformed argument ends QEMU, here it is answered with {@code FAIL}, and so is a size
 * beyond what this class and {@link LineBuffer} bound.
 */
final class QtestCommands {

  private static final String OK = "OK";
  private static final String TOO_SHORT = "ERR invalid argument size";

  /** The least that {@code write} takes for data: {@code 0x} and a digit. */
  private static final int LEAST_DATA = 3;

  /**
   * An answer is made as a whole, and in hexadecimal, before it is sent: QEMU's bound is the memory
   * of the host, ours the heap.
   */
  private static final int MOST_TO_READ = 64 << 20;

  private static final int BYTE_MASK = 0xff;

  /** The least digits that the answer to a read of a port has. */
  private static final int PORT_DIGITS = 4;

  private final Vm vm;
  private final PhysicalAccess memory;
  private final QtestClock clock;
  private final QtestInterrupts interrupts;
  private final QtestModules modules;

  /**
   * The commands on a machine.
   *
   * @param client told of interrupts, between a command and its answer or at any other time
   */
  QtestCommands(Vm vm, Diagnostics diagnostics, Consumer<String> client) {
    this.vm = vm;
    this.memory = new PhysicalAccess(vm);
    this.clock = new QtestClock(vm);
    this.interrupts = new QtestInterrupts(vm, client);
    this.modules = new QtestModules(diagnostics);
  }

  /** A client came. */
  void opened() {
    interrupts.opened();
  }

  /** Carries out a line, and returns the answer. */
  String answer(String line) {
    try {
      if (line.length() > LineBuffer.MAX) {
        throw new QtestException("The line is too long");
      }
      return execute(Words.of(line));
    } catch (QtestException e) {
      return "FAIL " + e.getMessage();
    } catch (RuntimeException defect) {
      return "FAIL internal error: " + defect; // the client waits for an answer, and may go on
    }
  }

  private String execute(Words words) throws QtestException {
    return switch (words.command()) {
      case "outb" -> out(words, 1);
      case "outw" -> out(words, 2);
      case "outl" -> out(words, 4);
      case "inb" -> in(words, 1);
      case "inw" -> in(words, 2);
      case "inl" -> in(words, 4);
      case "writeb" -> writeNumber(words, 1);
      case "writew" -> writeNumber(words, 2);
      case "writel" -> writeNumber(words, 4);
      case "writeq" -> writeNumber(words, 8);
      case "readb" -> readNumber(words, 1);
      case "readw" -> readNumber(words, 2);
      case "readl" -> readNumber(words, 4);
      case "readq" -> readNumber(words, 8);
      case "read" -> "OK 0x" + HexFormat.of().formatHex(readSome(words));
      case "b64read" -> "OK " + Base64.getEncoder().encodeToString(read(words));
      case "write" -> write(words);
      case "b64write" -> writeBase64(words);
      case "memset" -> fill(words);
      case "endianness" -> "OK little";
      case "irq_intercept_in" -> done(interrupts::interceptInputs, words);
      case "irq_intercept_out" -> done(interrupts::interceptOutputs, words);
      case "set_irq_in" -> done(interrupts::drive, words);
      case "module_load" -> modules.load(words.text(1), words.text(2)) ? OK : "FAIL";
      default -> clock.knows(words.command()) ? clock.execute(words) : unknown(words.command());
    };
  }

  private static String unknown(String command) throws QtestException {
    throw new QtestException("Unknown command '" + command + "'");
  }

  private String out(Words words, int size) throws QtestException {
    int port = words.port(1);
    vm.loop().submit(new Input.PortWrite(port, size, (int) words.unsigned(2)));
    return OK;
  }

  private String in(Words words, int size) throws QtestException {
    int value = (int) vm.loop().submit(new Input.PortRead(words.port(1), size));
    String digits = Integer.toHexString(value);
    return "OK 0x" + "0".repeat(Math.max(0, PORT_DIGITS - digits.length())) + digits;
  }

  private String writeNumber(Words words, int size) throws QtestException {
    long address = words.unsigned(1);
    long value = words.unsigned(2);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >>> (Byte.SIZE * i));
    }
    memory.write(address, bytes);
    return OK;
  }

  private String readNumber(Words words, int size) throws QtestException {
    byte[] bytes = memory.read(words.unsigned(1), size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << Byte.SIZE | (bytes[i] & BYTE_MASK);
    }
    return "OK 0x" + HexFormat.of().toHexDigits(value);
  }

  private byte[] readSome(Words words) throws QtestException {
    if (words.size(2, MOST_TO_READ) == 0) {
      throw new QtestException("There is nothing to read");
    }
    return read(words);
  }

  private byte[] read(Words words) throws QtestException {
    return memory.read(words.unsigned(1), words.size(2, MOST_TO_READ));
  }

  private String write(Words words) throws QtestException {
    long address = words.unsigned(1);
    int size = words.size(2, LineBuffer.MAX);
    String data = words.text(3);
    if (data.length() < LEAST_DATA) {
      return TOO_SHORT;
    }
    memory.write(address, Encodings.hex(data.substring(2), size));
    return OK;
  }

  private String writeBase64(Words words) throws QtestException {
    long address = words.unsigned(1);
    int size = words.size(2, LineBuffer.MAX);
    String data = words.text(3);
    if (data.length() < LEAST_DATA) {
      return TOO_SHORT;
    }
    memory.write(address, Encodings.base64(data, size));
    return OK;
  }

  private String fill(Words words) throws QtestException {
    long address = words.unsigned(1);
    long most = vm.machine().memory().size() + MOST_TO_READ; // it takes no memory of ours
    int size = words.size(2, Math.min(most, Integer.MAX_VALUE));
    memory.fill(address, size, (int) words.unsigned(3) & BYTE_MASK);
    return OK;
  }

  /** A command that answers nothing but that it has been done. */
  @FunctionalInterface
  private interface Command {
    void execute(Words words) throws QtestException;
  }

  private static String done(Command command, Words words) throws QtestException {
    command.execute(words);
    return OK;
  }
}
