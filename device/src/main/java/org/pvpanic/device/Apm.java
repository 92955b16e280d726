package org.pvpanic.device;

import java.util.function.IntConsumer;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The ports by which software speaks to system management firmware: 0xb2 (command) and 0xb3
 * (status). What is written is read back.
 *
 * <p>Specification: PIIX4 data sheet (Intel 290562), APMC and APMS. A command goes to the chipset's
 * power management, which knows two: to switch ACPI mode on and off. Left out: system management
 * mode, which any other command would enter.
 */
public final class Apm implements Device, IoRegion {

  /** The command port; the status port follows it. */
  public static final int BASE = 0xb2;

  private final IntConsumer commands;
  private int command;
  private int status;

  /** Ports whose commands, 0 to 255, go to {@code commands}. */
  public Apm(IntConsumer commands) {
    this.commands = commands;
  }

  @Override
  public void attach(Board board) {
    board.ports().map(BASE, 2, this);
  }

  @Override
  public String name() {
    return "apm-io";
  }

  @Override
  public int read(int offset, int size) {
    return (offset & 1) == 0 ? command : status;
  }

  @Override
  public void write(int offset, int size, int value) {
    if ((offset & 1) == 0) {
      command = value;
      commands.accept(value);
    } else {
      status = value;
    }
  }
}
