package org.pvpanic.chardev;

/**
 * What the arguments of {@code -serial}, {@code -monitor} and {@code -qmp} name: a back end in
 * QEMU's compact syntax, one that {@code -chardev} made, or none.
 */
public sealed interface ChardevSpec {

  /**
   * A back end to open.
   *
   * @param config its configuration
   */
  record Open(ChardevConfig config) implements ChardevSpec {}

  /**
   * {@code chardev:ID}, a back end that exists.
   *
   * @param id its name
   */
  record Existing(String id) implements ChardevSpec {}

  /** {@code none}. QEMU takes it for {@code -serial} and {@code -monitor}, not for {@code -qmp}. */
  record None() implements ChardevSpec {}

  /**
   * Reads the compact syntax: {@code unix:PATH,server=on,wait=off}, {@code
   * tcp:HOST:PORT,server,nowait}, {@code file:PATH} (commas and all), {@code pty}, {@code null},
   * {@code stdio}, {@code vc}, {@code none}, {@code chardev:ID}.
   *
   * @param label the name that the back end gets: {@code serial0}, {@code compat_monitor0}
   * @throws ChardevException with the words of QEMU 7.2, to which its options add a line of their
   *     own: {@code parse error: X}, {@code could not connect serial device to character backend
   *     'X'}
   */
  static ChardevSpec parse(String label, String text) throws ChardevException {
    return CompactSyntax.parse(label, text);
  }
}
