package org.pvpanic.hmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** How the human monitor finds commands and explains them, beside real QEMU 7.2. */
@Timeout(60)
class HumanHelpTwinTest {

  @Test
  void findsCommandsAndTheirHelp() throws Exception {
    try (Twins twins = new Twins("-S")) {
      HumanTwins.same(
          twins,
          """

          foo
            foo
          foo bar
          foo/bar
          /
          /b
          FOO
          Info status
          infostatus
          info/status
          info status/x
          info foo
          info   foo
          info foo bar
          info /b
          io
          st
          é
          info é
          # a comment
          ?cont
          help foo
          help info foo
          help info foo bar
          help info status
          help info status x
          help i
          help   o
          help i o
          help c
          help cont
          ? cont
          help q
          help stop
          help s
          help nmi
          help system_reset
          help system_powerdown
          help quit
          help help
          help ?
          help info uuid
          help info version
          help info name
          help info cpus
          help info chardev
          help 'i'
          help /b
          info uuid\
          """);
      HumanTwins.same(twins, "info status\r\n", "");
      HumanTwins.same(twins, "stop\nc", "");
      HumanTwins.same(twins, "  ", "");
      HumanTwins.same(twins, " \tinfo \t status \t", "");
      HumanTwins.same(twins, "\u000binfo\fstatus", "");
    }
  }

  /** Every line of help is one of QEMU's, and in QEMU's order. */
  @ParameterizedTest
  @ValueSource(strings = {"help", "help info", "info"})
  void helpIsPartOfQemus(String line) throws Exception {
    try (Twins twins = new Twins("-S")) {
      List<String> all = new ArrayList<>(entries(twins.real().human(line)));
      List<String> ours = entries(twins.ours().human(line));
      all.retainAll(ours);
      assertEquals(all, ours);
    }
  }

  private static List<String> entries(String help) {
    return List.of(help.split("\r\n(?!\t)"));
  }
}
