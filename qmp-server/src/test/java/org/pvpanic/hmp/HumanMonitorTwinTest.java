package org.pvpanic.hmp;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void printsNumbers() throws Exception {
    try (Twins twins = new Twins("-S")) {
      same(
          twins,
          """
          print 5
          print /x 5
          print /8xb 3
          print /8 xb 3
          print/x 5
          print /d -1
          p /c 65
          p 'a'
          p /c 0
          p /c 9
          p /c 10
          p /c 13
          p /c 31
          p /c 34
          p /c 39
          p /c 92
          p /c 126
          p /c 127
          p /c 255
          p /c 256
          p /c -1
          p /o 8
          p /o 0
          p /o -1
          p /u -1
          p /u 0
          p /d 0
          p /d 0x8000000000000000
          p /x 0
          p /x -1
          p /i 5
          p 5
          p /x 5
          p /xb 0x1234
          p
          p /c
          p /z 1
          p 0xffffffffffffffff+2
          p $nope
          p 1 2
          sum 0 16
          sum 0 0
          sum 0
          sum
          sum 0 -1
          sum -1 5
          sum 0x1000000000 1
          sum 4294967295 1
          sum 0x7fffffe 16
          sum 0 1 2\
          """);
    }
  }

  @Test
  void sendsKeys() throws Exception {
    try (Twins twins = new Twins("-S")) {
      same(
          twins,
          """
          sendkey
          sendkey a
          sendkey a 100
          sendkey a 1
          sendkey a 100 5
          sendkey a x
          sendkey a -1
          sendkey a b
          sendkey ctrl-alt-f1
          sendkey ctrl-alt-delete 0x10
          sendkey alt-sysrq-c
          sendkey bogus
          sendkey bogus-x
          sendkey ctrl-bogus
          sendkey -a
          sendkey a-
          sendkey a--b
          sendkey -
          sendkey <
          sendkey ctrl-<
          sendkey <<
          sendkey 0x1e
          sendkey 0x1E
          sendkey 0X1e
          sendkey 0x
          sendkey 0x1e-0x1f
          sendkey 0xzz
          sendkey 0x1eg
          sendkey A
          sendkey 30
          sendkey "a"
          sendkey "a b"
          sendkey "a\\\\"
          sendkey "a\\"
          sendkey "a
          sendkey "a\\q"
          sendkey unmapped
          sendkey power
          sendkey é
          sendkey a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a\
          """);
      same(twins, "sendkey " + "a".repeat(2000), "");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35", "isapc", "microvm", "none"})
  void saysWhatIsNotThere(String machine) throws Exception {
    try (Twins twins = new Twins("-S", "-machine", machine)) {
      same(
          twins,
          """
          info balloon
          info block
          info block x
          info block -n -v x
          info block -v -n
          info block -z
          info block-jobs
          info blockstats
          info capture
          info dump
          info history
          info history x
          info hotpluggable-cpus
          info iothreads
          info kvm
          info mem
          info memory-devices
          info memory_size_summary
          info mice
          info network
          info numa
          info replay
          info sev
          info snapshots
          info spice
          info tlb
          info tpm
          info usb
          info usernet
          info virtio
          info vm-generation-id
          info vnc
          balloon 100
          balloon
          balloon -1
          balloon x
          balloon 1 2
          cpu 0
          cpu 1
          cpu -1
          cpu
          cpu 0 0
          sendkey a
          nmi\
          """);
    }
  }

  @Test
  void showsWhatWasPutOnTheBoard() throws Exception {
    try (Twins twins =
        new Twins(
            "-S",
            "-m",
            "200",
            "-smp",
            "3,maxcpus=4",
            "-object",
            "iothread,id=io0,poll-max-ns=5",
            "-device",
            "pvpanic,id=pv0",
            "-device",
            "piix3-usb-uhci",
            "-device",
            "virtio-balloon-pci,id=bal")) {
      same(
          twins,
          """
          info balloon
          balloon 100
          balloon 0
          balloon 0x7fffffffffffffff
          info cpus
          info hotpluggable-cpus
          info iothreads
          info memory_size_summary
          info usb
          cpu 2
          info cpus
          qom-list
          qom-list /machine/peripheral/pv0
          qom-list /machine x
          qom-list nope
          qom-list ""
          qom-list device[0]
          qom-get /machine type
          qom-get "/machine" "type"
          qom-get /machine/peripheral/pv0 ioport
          qom-get /machine/peripheral/pv0 events
          qom-get /machine/peripheral/pv0 nope
          qom-get /machine/peripheral/pv0
          qom-get nope x
          qom-get /objects/io0 poll-max-ns
          qom-set /machine/peripheral/pv0 ioport 1
          qom-set /machine/peripheral/pv0 nope 1
          qom-set /machine/peripheral/pv0 type x
          qom-set /machine/peripheral/pv0 ioport
          qom-set -j /machine/peripheral/pv0 ioport {
          qom-set -j nope x 1
          qom-set -x a b c
          qom-set -
          qom-set - a b c
          qom-set a b
          device_del pv0
          device_del nope
          device_del
          device_del /machine
          device_del /machine/peripheral/pv0
          device_del pv0 x
          info qom-tree /machine/peripheral/pv0
          info qom-tree nope
          info qom-tree ""
          info qom-tree device[0]
          info qom-tree / x\
          """);
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
