package org.pvpanic.emulator;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Reasons;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.options.CommandLine;
import org.pvpanic.options.HelpRequest;
import org.pvpanic.options.LogItems;
import org.pvpanic.options.QemuError;

/**
 * What {@code -d guest_errors} logs, on standard error or in the file that {@code -D} names. Other
 * items of {@code -d} are about the emulation of CPUs, and there is nothing to say about them.
 */
final class GuestErrorLog implements MachineObserver {

  private final PrintStream out;

  private GuestErrorLog(PrintStream out) {
    this.out = out;
  }

  /**
   * The log that the command line asks for, or null.
   *
   * @throws HelpRequest when there is no such item
   * @throws QemuError when the file cannot be written
   */
  static @Nullable GuestErrorLog of(CommandLine line) {
    List<String> wanted = LogItems.of(line);
    GuestErrorLog log = new GuestErrorLog(open(line.value("D")));
    if (wanted.contains("guest_errors") || wanted.contains("all")) {
      return log;
    }
    log.exited(0);
    return null;
  }

  private static PrintStream open(@Nullable String file) {
    try {
      return file == null
          ? System.err
          : new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new QemuError("Error opening logfile " + file + ": " + Reasons.of(e));
    }
  }

  @Override
  public boolean hearsGuestErrors() {
    return true;
  }

  /** The text, as it is: QEMU ends some of them with a newline and others not. */
  @Override
  public void guestError(String text) {
    out.print(text);
    out.flush();
  }

  @Override
  public void exited(int status) {
    if (out != System.err) {
      out.close();
    }
  }
}
