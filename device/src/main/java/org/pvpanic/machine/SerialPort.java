package org.pvpanic.machine;

/** A serial port of the board, as the line that is plugged into it sees it. */
public interface SerialPort {

  /** How many bytes the port can take now. */
  int room();

  /** Bytes come in over the line; at most {@link #room}. Called by the machine alone. */
  void receive(byte[] bytes);

  /**
   * The line is held low for longer than a character takes; it comes at once, whatever {@link
   * #room} says. Called by the machine alone.
   */
  void receiveBreak();

  /** Plugs the line in; what was sent while nothing was plugged in is lost. */
  void connect(SerialLine line);
}
