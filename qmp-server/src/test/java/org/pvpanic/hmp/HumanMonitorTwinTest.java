package org.pvpanic.hmp;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.json.Json;
import org.pvpanic.twin.Twins;

/** The human monitor beside that of real QEMU 7.2: equal text and events for equal lines. */
@Timeout(60)
class HumanMonitorTwinTest {

  private static void same(Twins twins, String lines) {
    assertAll(lines.lines().map(line -> () -> same(twins, line, "")));
  }

  private static void same(Twins twins, String line, String otherArguments) throws IOException {
    String quoted = Json.write(line).trim();
    twins.same(
        "{'execute': 'human-monitor-command', 'arguments': {'command-line': %s%s}}"
            .formatted(quoted, otherArguments));
  }

  @Test
  void readsAndWritesPortsOfAllWidths() throws Exception {
    try (Twins twins = new Twins("-S", "-action", "panic=none", "-device", "pvpanic,id=pv0")) {
      same(
          twins,
          """
          i /b 0x505
          i /w 0x505
          i /h 0x505
          i /g 0x505
          i /L 0x505
          i/b 0x505
          i /b\t0x505
          i /b 0x504
          i /b 0x506
          i /w 0x504
          i /w 0x503
          i /h 0x504
          i /g 0x504
          i /b 0x10505
          i /b -1
          i /b 0x505.0
          i /b 0x505.1
          i /b 0x505 . 2
          i /h 0x504.3
          o /b 0x505 0
          o /b 0x505 1
          o /b 0x505 2
          o /b 0x505 3
          o /b 0x505 0x100
          o /b 0x505 0x101
          o /b 0x505,1
          o /b 0x10505 1
          o /h 0x505 0x0100
          o /h 0x505 0x0202
          o /h 0x505 0x0201
          o /h 0x504 0x0101
          o /w 0x505 1
          o /w 0x505 0x01020102
          o /w 0x505 0xffffffff
          o /g 0x505 0x01010101
          o /b 0x504 1
          o /b 0x506 1\
          """);
    }
  }

  @Test
  void remembersTheFormatOfTheCommandBefore() throws Exception {
    try (Twins twins = new Twins("-S", "-action", "panic=none", "-device", "pvpanic")) {
      same(
          twins,
          """
          i 0x505
          i /b 0x505
          i 0x505
          i /x 0x505
          i /h 0x505
          i /d 0x505
          o 0x505 0x0101
          i /g 0x505
          i 0x505
          i /l 0x505
          i 0x505
          i /i 0x505
          i 0x505
          i /ib 0x505
          i 0x505
          i /i 0x504
          o 0x505 1
          i /u 0x505
          i 0x505
          i /bw 0x505
          i /wb 0x505
          i /xb 0x505
          i /2xh 0x505
          i /o 0x505
          i /c 0x505
          i /w
          i 0x505
          i\
          """);
    }
  }

  @Test
  void refusesBadArguments() throws Exception {
    try (Twins twins = new Twins("-S", "-device", "pvpanic")) {
      same(
          twins,
          """
          i
          i /l 0x505
          i /s 0x505
          i /b
          i /b0x505
          i /b+5
          i /w(0x505)
          i / 0x505
          i /-1b 0x505
          i /é 0x505
          i /b 0x505 0x506
          i /b 0x505 x
          i /b 0x505.
          i /b 0x505 .zz
          i /b 0x505.0.1
          i /b 0x100000000
          o
          o /b
          o /b 0x505
          o /b 0x505 0 0
          o /b 0x505 zzz
          o /b 0x505 0x100000000
          o /b 0x505 -1
          o /b 0x100000505 0
          o /b 0xffffffffffffffff 0
            o /b 0x505
          stop now
            stop  now
          s now
          cont now
          c now
          nmi now
          system_reset 1
          system_powerdown 1
          quit now
          info status foo
          info   status  foo
          info uuid 1\
          """);
    }
  }

  @Test
  void readsExpressions() throws Exception {
    try (Twins twins = new Twins("-S", "-device", "pvpanic")) {
      same(
          twins,
          """
          i /b 1285
          i /b 02405
          i /b 0X505
          i /b 0x50 5
          i /b (0x500+5)
          i /b ( 0x500 + 5 )
          i /b (0x500+5
          i /b 0x505)
          i /b 0x500+5
          i /b 0x500 + 5
          i /b 0x500|5
          i /b 0x5ff&0x505
          i /b 0x400^0x105
          i /b 0x2000+2*3
          i /b 2*3+0x2000
          i /b 0x2010-1-1
          i /b 0x2000|2+4
          i /b 0x8000/2/2
          i /b 0x2007%0x3000
          i /b 0x2000/0
          i /b 0x2000%0
          i /b -5/2&0x2fff
          i /b -5%3&0x2fff
          i /b ~0xfafa&0xffff
          i /b -~0x504
          i /b +0x505
          i /b --0x505
          i /b 0x2000+'A'
          i /b 'A' + 0x2000
          i /b 'AB'
          i /b '
          i /b 'A
          i /b ''
          i /b '\\n'
          i /b $nope
          i /b zzz
          i /b 02009
          i /b 0x
          i /b 0xg
          i /b 5g
          i /b 5a
          i /b 99999999999999999999
          i /b 0x10000000000000000
          i /b 18446744073709551615
          i /b 5 +\s
          i /b )
          i /b *5
          i /b 1 2
          i /b 1,2
          i /b 0b11
          i /b 1<<2
          i /b !1
          i /b "5"
          i /b ٣
          i /b é\
          """);
    }
  }

  @Test
  void findsCommandsAndTheirHelp() throws Exception {
    try (Twins twins = new Twins("-S")) {
      same(
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
      same(twins, "info status\r\n", "");
      same(twins, "stop\nc", "");
      same(twins, "  ", "");
      same(twins, " \tinfo \t status \t", "");
      same(twins, "\u000binfo\fstatus", "");
    }
  }

  @Test
  void showsWhoTheMachineIs() throws Exception {
    try (Twins twins =
        new Twins(
            "-S",
            "-name",
            "guest=démo,debug-threads=on",
            "-uuid",
            "6B1F0C7E-6a4e-4f57-9d0e-0c5a7f0b0001")) {
      same(
          twins,
          """
          info version
          info name
          info uuid
          info status
          info cpus
          info chardev\
          """);
    }
  }

  @Test
  void showsTheDefaultsOfAnAnonymousMachine() throws Exception {
    try (Twins twins = new Twins("-S", "-smp", "4")) {
      same(
          twins,
          """
          info name
          info uuid
          info cpus\
          """);
      for (String cpu : new String[] {"0", "1", "3", "4", "-1", "4294967297"}) {
        same(twins, "info cpus", ", 'cpu-index': " + cpu);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-S",
        "-no-shutdown",
        "-no-reboot",
        "-action panic=exit-failure,reboot=shutdown,shutdown=pause"
      })
  void stopsContinuesAndResets(String arguments) throws Exception {
    try (Twins twins = new Twins((arguments + " -device pvpanic -action panic=pause").split(" "))) {
      same(
          twins,
          """
          info status
          stop
          info status
          stop
          s
          cont
          info status
          c
          system_powerdown
          nmi
          o /b 0x505 1
          info status
          stop
          info status
          nmi
          o /b 0x505 1
          system_powerdown
          cont
          info status
          o /b 0x505 1
          i /b 0x505\
          """);
    }
  }

  @Test
  void resetsInEveryState() throws Exception {
    try (Twins twins = new Twins("-S", "-action", "panic=pause", "-device", "pvpanic")) {
      same(
          twins,
          """
          system_reset
          info status
          c
          system_reset
          info status
          stop
          system_reset
          info status
          c
          o /b 0x505 1
          system_reset
          info status
          c
          info status\
          """);
    }
  }

  @Test
  void machineNoneHasNoCpuAndNoNmi() throws Exception {
    try (Twins twins = new Twins("-machine", "none")) {
      same(
          twins,
          """
          info status
          info cpus
          nmi
          i /b 0x505
          o /b 0x505 1
          stop
          info status
          system_reset
          info status\
          """);
      same(twins, "info cpus", ", 'cpu-index': 0");
      twins.same("{'execute': 'inject-nmi'}");
    }
  }

  @Test
  void quits() throws Exception {
    try (Twins twins = new Twins("-S", "-no-shutdown")) {
      same(twins, "quit");
      twins.sameEnd();
    }
  }
}
