package org.pvpanic.machine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.KeyboardController;
import org.pvpanic.device.Uart16550;

/**
 * A small PC for tests: pvpanic, one serial port, keyboard controller, ACPI power management,
 * fw_cfg; it keeps what it was told.
 */
public final class TestBoard implements MachineObserver, SerialLine {

  public final Machine machine;
  public final List<Object> events = new ArrayList<>();
  public final StringBuilder guestErrors = new StringBuilder();
  public final ByteArrayOutputStream serial = new ByteArrayOutputStream();
  public int exitStatus = -1;

  public TestBoard(MachineConfig config, GuestCode guest) {
    this(config, guest, () -> 0);
  }

  public TestBoard(MachineConfig config, GuestCode guest, TimeSource host) {
    machine = new Machine(config, guest, host);
    FwCfg fwCfg = new FwCfg();
    machine.plug(fwCfg);
    machine.plug(new KeyboardController());
    machine.plug(new FixedPowerManagement());
    machine.plug(new Uart16550(0x3f8, 4));
    machine.plug(new IsaPvpanic(config.version(), fwCfg));
    machine.observe(this);
    machine.connect(0, this);
  }

  /** Switched on. */
  public TestBoard on() {
    machine.powerOn();
    return this;
  }

  /** Serves until nothing is left to do at this instant. */
  public void run() {
    while (machine.serve() == 0) {
      // more steps are waiting
    }
  }

  /** What was sent over the serial line. */
  public String console() {
    return serial.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void event(MachineEvent event) {
    events.add(event);
  }

  @Override
  public void exited(int status) {
    exitStatus = status;
  }

  @Override
  public void guestError(String text) {
    guestErrors.append(text);
  }

  @Override
  public void transmit(byte value) {
    serial.write(value);
  }

  @Override
  public void flush() {}

  @Override
  public void roomAgain() {}
}
