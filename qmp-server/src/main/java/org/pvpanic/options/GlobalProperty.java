package org.pvpanic.options;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A default for a property of every device of a type ({@code -global}).
 *
 * @param driver the type
 * @param property the property's name
 * @param value its value
 */
public record GlobalProperty(String driver, String property, String value) {

  /** The property and its value, for reading it. QEMU complains about it in words of its own. */
  public Properties asProperties() {
    return new TextProperties(null, "", TextProperties.Style.GLOBAL, Map.of(property, value));
  }

  private static final Pattern SHORT_FORM =
      Pattern.compile("([^.=]+)\\.([^=]+)=(.*)", Pattern.DOTALL);

  /**
   * Reads {@code driver.property=value}, where commas mean nothing, or {@code
   * driver=…,property=…,value=…}.
   */
  static GlobalProperty parse(Option option, Warnings warnings) {
    Matcher brief = SHORT_FORM.matcher(option.argument());
    if (brief.matches()) {
      return new GlobalProperty(brief.group(1), brief.group(2), brief.group(3));
    }
    KeyValues values = KeyValues.parse(option.argument(), OptionGroup.GLOBAL, warnings);
    String driver = values.get("driver");
    String property = values.get("property");
    String value = values.get("value");
    if (driver == null || property == null || value == null) {
      throw new QemuError("options 'driver', 'property', and 'value' are required");
    }
    return new GlobalProperty(driver, property, value);
  }
}
