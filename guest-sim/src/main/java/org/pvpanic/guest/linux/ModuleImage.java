package org.pvpanic.guest.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module's file: an ELF header, and the section {@code .modinfo} with its {@code tag=value}
 * strings. There is no machine code in it; the kernel knows by the name what the module does.
 */
public final class ModuleImage {

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};
  private static final int HEADER = 64;
  private static final int MOST = 1 << 16;

  private final List<String> tags;

  private ModuleImage(List<String> tags) {
    this.tags = tags;
  }

  /** Reads a file; null when it is no module. */
  public static @Nullable ModuleImage parse(byte[] file) {
    if (file.length <= HEADER || file.length > MOST) {
      return null;
    }
    for (int i = 0; i < ELF.length; i++) {
      if (file[i] != ELF[i]) {
        return null;
      }
    }
    List<String> tags = new ArrayList<>();
    int from = HEADER;
    for (int at = HEADER; at < file.length; at++) {
      if (file[at] == 0) {
        tags.add(new String(file, from, at - from, StandardCharsets.UTF_8));
        from = at + 1;
      }
    }
    ModuleImage image = new ModuleImage(tags);
    return image.value("name") == null ? null : image;
  }

  /** The file of a module as it was built for a kernel. */
  static byte[] of(ModuleType type, String release) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.write(ELF, 0, ELF.length);
    out.write(new byte[HEADER - ELF.length], 0, HEADER - ELF.length);
    boolean el7 = release.startsWith("3.");
    for (String tag : tags(type, release, el7)) {
      byte[] bytes = tag.getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
      out.write(0);
    }
    return out.toByteArray();
  }

  private static List<String> tags(ModuleType type, String release, boolean el7) {
    List<String> tags = new ArrayList<>(16);
    addUnlessEmpty(tags, "license=", type.license());
    addUnlessEmpty(tags, "author=", type.author());
    addUnlessEmpty(tags, "description=", type.description());
    addUnlessEmpty(tags, "alias=", type.alias());
    tags.add("depends=" + String.join(",", type.depends()).replace('_', '-'));
    if (!el7) {
      tags.add("retpoline=Y");
    }
    if ((type.taint() & Taint.OUT_OF_TREE) == 0) {
      tags.add("intree=Y");
    }
    tags.add("name=" + type.name());
    tags.add(
        "vermagic="
            + release
            + (el7 ? " SMP mod_unload modversions " : " SMP preempt mod_unload modversions "));
    for (String parameter : type.parameters()) {
      int end = parameter.indexOf(" (");
      tags.add("parm=" + parameter.substring(0, end));
      int colon = parameter.indexOf(':');
      tags.add(
          "parmtype="
              + parameter.substring(0, colon)
              + ":"
              + parameter.substring(end + 2, parameter.length() - 1));
    }
    return tags;
  }

  private static void addUnlessEmpty(List<String> tags, String tag, String value) {
    if (!value.isEmpty()) {
      tags.add(tag + value);
    }
  }

  /** The strings, each {@code tag=value}, in the order of the file. */
  public List<String> tags() {
    return tags;
  }

  /** The value of the first string with that tag, or null. */
  public @Nullable String value(String tag) {
    for (String each : tags) {
      if (each.startsWith(tag) && each.startsWith("=", tag.length())) {
        return each.substring(tag.length() + 1);
      }
    }
    return null;
  }
}
