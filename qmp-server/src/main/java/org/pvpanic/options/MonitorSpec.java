package org.pvpanic.options;

import java.util.function.Predicate;

/**
 * A monitor on a character device ({@code -mon}).
 *
 * @param chardev the character device's id
 * @param control whether it speaks QMP; otherwise it is for humans
 * @param pretty whether its JSON is indented
 */
public record MonitorSpec(String chardev, boolean control, boolean pretty) {

  /**
   * Reads the values of one {@link OptionGroup#MON}.
   *
   * @param exists whether there is a character device of that id
   */
  public static MonitorSpec of(KeyValues values, Predicate<String> exists) {
    String mode = values.get("mode");
    if (mode != null && !mode.equals("control") && !mode.equals("readline")) {
      throw values.error("Parameter 'mode' does not accept value '" + mode + "'");
    }
    boolean control = "control".equals(mode);
    boolean pretty = values.flag("pretty", false);
    String chardev = values.get("chardev");
    if (chardev == null) {
      throw values.error("Parameter 'chardev' is missing");
    }
    if (!exists.test(chardev)) {
      throw values.error("chardev \"" + chardev + "\" not found");
    }
    if (pretty && !control) {
      throw values.error("'pretty' is not compatible with HMP monitors");
    }
    return new MonitorSpec(chardev, control, pretty);
  }
}
