package org.pvpanic.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A named item for the guest ({@code -fw_cfg}). Its contents come from a string or from a file.
 *
 * @param origin the option
 * @param name the item's name
 * @param string its contents, or null
 * @param file the file that holds them, or null
 */
public record FwCfgItem(
    @Nullable Option origin, String name, @Nullable String string, @Nullable String file) {

  private static final int LONGEST_NAME = 55;

  /** Reads the values of one {@link OptionGroup#FW_CFG}. */
  public static FwCfgItem of(KeyValues values, Warnings warnings) {
    String name = values.get("name");
    String string = nonEmpty(values.get("string"));
    String file = nonEmpty(values.get("file"));
    String generator = nonEmpty(values.get("gen_id"));
    int sources = (string == null ? 0 : 1) + (file == null ? 0 : 1) + (generator == null ? 0 : 1);
    if (nonEmpty(name) == null || name == null || sources != 1) {
      throw values.error("name, plus exactly one of file, string and gen_id, are needed");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw values.error("name too long (max. " + LONGEST_NAME + " char)");
    }
    if (!name.startsWith("opt/")) {
      warnings.warn("externally provided fw_cfg item names should be prefixed with \"opt/\"", "");
    }
    if (generator != null) {
      // No object that we know of generates fw_cfg contents.
      throw values.error("Cannot find object ID '" + generator + "'");
    }
    return new FwCfgItem(values.origin(), name, string, file);
  }

  /**
   * What the guest will read. A string has no NUL at its end.
   *
   * @throws QemuError when the file cannot be read
   */
  public byte[] contents() {
    if (file == null) {
      return String.valueOf(string).getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw unreadable("Failed to open file “" + file + "”: No such file or directory");
    } catch (IOException | RuntimeException e) {
      throw unreadable("Error reading file “" + file + "”: " + e.getMessage());
    }
  }

  private QemuError unreadable(String why) {
    return new QemuError("can't load " + file + ": " + why).at(origin);
  }

  private static @Nullable String nonEmpty(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }
}
