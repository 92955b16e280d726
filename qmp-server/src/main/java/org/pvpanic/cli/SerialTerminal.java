package org.pvpanic.cli;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** An operator's terminal at a serial port, 115200 bits per second, 8 bits, no parity. */
final class SerialTerminal implements AutoCloseable {

  /** How soon a reader that has nothing to read notices that it should end. */
  private static final int READ_TIMEOUT_MS = 100;

  private static final int BUFFER = 4096;

  private final SerialPort port;
  private final Consumer<byte[]> screen;
  private final Thread reader = new Thread(this::read, "serial-terminal");
  private volatile boolean closing;

  private SerialTerminal(SerialPort port, Consumer<byte[]> screen) {
    this.port = port;
    this.screen = screen;
  }

  /**
   * Opens a serial port.
   *
   * @param path its device, such as {@code /dev/ttyS0} or {@code /dev/pts/3}
   * @param screen takes what the other end sends, on a thread of the terminal
   */
  static SerialTerminal open(String path, Consumer<byte[]> screen) throws IOException {
    try {
      SerialPort port = SerialPort.getCommPort(path);
      port.setComPortParameters(115200, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
      port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_TIMEOUT_MS, 0);
      if (!port.openPort()) {
        throw new IOException(
            "cannot open serial port %s (error %d)".formatted(path, port.getLastErrorCode()));
      }
      SerialTerminal terminal = new SerialTerminal(port, screen);
      terminal.reader.setDaemon(true);
      terminal.reader.start();
      return terminal;
    } catch (SerialPortInvalidPortException e) {
      throw new IOException("cannot open serial port " + path + ": " + e.getMessage(), e);
    }
  }

  /** Types a line and presses Enter. */
  void type(String line) throws IOException {
    byte[] bytes = (line + "\r").getBytes(StandardCharsets.UTF_8);
    if (port.writeBytes(bytes, bytes.length) != bytes.length) {
      throw new IOException("cannot write to serial port " + port.getSystemPortPath());
    }
  }

  /** Reads until the port is closed here or hung up there, which shows as a failing read. */
  private void read() {
    byte[] buffer = new byte[BUFFER];
    int count;
    while (!closing && (count = port.readBytes(buffer, buffer.length)) >= 0) {
      if (count > 0) {
        screen.accept(Arrays.copyOf(buffer, count));
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    port.closePort();
  }
}
