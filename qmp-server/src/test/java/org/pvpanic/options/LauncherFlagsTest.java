package org.pvpanic.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.VersionProfile;

/** The launcher must know which options take no argument, to tell an option from an argument. */
class LauncherFlagsTest {

  private static final int FLAGS = 31;

  @Test
  void theLauncherNamesTheOptionsWithoutArgument() throws Exception {
    String script = Files.readString(Path.of("src/main/dist/lib/emulator.sh"));
    Set<String> names = new TreeSet<>();
    Matcher name = Pattern.compile("(?<=[\\s|]) -([\\w-]+)(?= [|\\\\]|\\))").matcher(script);
    while (name.find()) {
      OptionTable.Kind kind = OptionTable.find(VersionProfile.QEMU_7_2, name.group(1));
      assertNotNull(kind, name.group(1));
      assertFalse(kind.takesArgument(), name.group(1));
      names.add(name.group(1));
    }
    assertEquals(FLAGS, names.size(), names.toString());
  }
}
