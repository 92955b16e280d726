package org.pvpanic.hmp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.twin.Twins;

/** Ports, expressions and their display at the human monitor, beside real QEMU 7.2. */
@Timeout(60)
class HumanPortTwinTest {

  @Test
  void readsAndWritesPortsOfAllWidths() throws Exception {
    try (Twins twins = new Twins("-S", "-action", "panic=none", "-device", "pvpanic,id=pv0")) {
      HumanTwins.same(
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
      HumanTwins.same(
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
      HumanTwins.same(
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
      HumanTwins.same(
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
  void expressionsMayNestAsDeepAsALineIsLong() throws Exception {
    try (Twins twins = new Twins("-S")) {
      HumanTwins.same(
          twins,
          String.join(
              "\n",
              "print " + "(".repeat(2000) + "1" + ")".repeat(2000),
              "print " + "(".repeat(2000) + "1" + ")".repeat(1999),
              "print " + "(".repeat(4000),
              "print " + "-".repeat(4001) + "1",
              "print " + "~-".repeat(2000) + "1",
              "print " + "1-(2*".repeat(800) + "3" + ")".repeat(800),
              "print " + "7&-(1-".repeat(600) + "3" + "|4)".repeat(600),
              "print " + "1+".repeat(2000) + "1",
              "print -(1+2)*-~(3)%5",
              "print 1/0*$nope",
              "print 1/(1-1)+(",
              "print (1/0",
              "print (1+2*3",
              "print ()",
              "print (1))"));
    }
  }

  @Test
  void printsNumbers() throws Exception {
    try (Twins twins = new Twins("-S")) {
      HumanTwins.same(
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
}
