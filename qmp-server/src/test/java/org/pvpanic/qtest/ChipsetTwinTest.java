package org.pvpanic.qtest;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QtestTwins;
import org.pvpanic.twin.TempDir;

/** What the registers of the chipsets do, beside real QEMU 7.2. */
@Timeout(60)
class ChipsetTwinTest {

  private TempDir directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = new TempDir();
  }

  @AfterEach
  void removeDirectory() throws IOException {
    directory.close();
  }

  private void same(String args, String lines) throws Exception {
    try (QtestPair pair = new QtestPair(directory, args.split(" "))) {
      for (String line : lines.split("\n")) {
        pair.same(line);
      }
    }
  }

  @Test
  void powerManagementOfThePiix4IsWhereItsRegistersSay() throws Exception {
    same(
        "-S -machine pc",
        """
        inl 0x600
        outl 0xcf8 0x80000b40
        outl 0xcfc 0x601
        inl 0x600
        outl 0xcf8 0x80000b80
        outb 0xcfc 1
        inl 0x600
        inw 0x604
        inl 0x60c
        inl 0x63c
        inb 0x640
        outw 0x602 0x521
        inl 0x600
        inw 0x603
        outb 0xb2 0xf1
        inw 0x604
        outb 0xb2 0xf0
        inw 0x604
        inb 0xb2
        outl 0xafe0 0xffffffff
        inl 0xafe0
        outw 0xafe2 0
        outl 0xcf8 0x80000b40
        outl 0xcfc 0xc001
        inl 0x600
        inl 0xc000
        outl 0xcf8 0x80000b80
        outb 0xcfc 0
        inl 0xc000
        inl 0xb100
        outl 0xcf8 0x80000b90
        outl 0xcfc 0x701
        inl 0xb100
        inl 0x700
        outl 0xcf8 0x80000bd0
        outl 0xcfc 0
        inl 0x700
        inl 0xae00
        inl 0xae04
        inl 0xae08
        inl 0xae0c
        inl 0xae10
        inw 0xae0c
        outl 0xae10 1
        inl 0xae0c
        inl 0xae10
        outl 0xae10 256
        inl 0xae0c
        inl 0xae10\
        """);
  }

  @Test
  void powerManagementOfTheIch9IsWhereItsRegistersSay() throws Exception {
    same(
        "-S -machine q35",
        """
        outl 0xcf8 0x8000f840
        outl 0xcfc 0x601
        inl 0x600
        outl 0xcf8 0x8000f844
        outb 0xcfc 0x80
        inl 0x600
        inw 0x604
        outw 0x602 0x521
        inl 0x600
        outb 0xb2 2
        inw 0x604
        outb 0xb2 3
        inw 0x604
        inl 0x620
        outl 0x628 0x12345678
        inl 0x628
        inl 0x62c
        inl 0x630
        outl 0x630 0xffffffff
        inl 0x630
        inb 0x630
        inl 0x634
        outl 0xcf8 0x8000f8a0
        outw 0xcfc 0x10
        outl 0x630 0
        inl 0x630
        outw 0xcfc 0
        inw 0xcfc
        outl 0xcf8 0x8000f840
        outl 0xcfc 0x7fff
        inl 0xcfc
        inl 0x600
        inl 0x7f00
        inl 0x7f80
        inl 0xcc0
        inl 0xccc
        inl 0xcd0\
        """);
  }

  @Test
  void configurationSpaceIsInMemoryWhereTheBridgeSays() throws Exception {
    same(
        "-S -machine q35 -device pcie-root-port,id=rp,addr=4 -device pvpanic-pci,bus=rp",
        """
        readl 0xb0000000
        outl 0xcf8 0x80000060
        outl 0xcfc 0xb0000001
        readl 0xb0000000
        readw 0xb0000002
        readb 0xb00f800a
        readq 0xb00f8000
        readl 0xb0000100
        readl 0xb0020000
        writel 0xb0020018 0x00010100
        readl 0xb0100000
        readl 0xb01000fc
        readl 0xb0100100
        readl 0xb0108000
        readl 0xb0200000
        writew 0xb0100010 0xe000
        readl 0xb0100010
        outl 0xcfc 0xc0000003
        readl 0xb0000000
        readl 0xc0000000
        readl 0xc7fffffc
        readl 0xc8000000
        outl 0xcfc 0xc6000005
        readl 0xc6000000
        outl 0xcfc 0xd0000007
        readl 0xc6000000
        outl 0xcfc 0xd0000000
        readl 0xd0000000\
        """);
  }

  @Test
  void memoryOfSystemManagementModeIsHidden() throws Exception {
    same(
        "-S -machine q35 -m 128",
        """
        writel 0x7ff0000 0x12345678
        writel 0x30000 0x87654321
        writel 0xa0000 0x11223344
        readl 0xa0000
        outl 0xcf8 0x8000009c
        outb 0xcfd 0x4a
        writel 0xa0000 0x11223344
        readl 0xa0000
        readl 0xfeda0000
        outb 0xcfe 0x81
        readl 0xa0000
        readl 0xfeda0000
        readl 0x7ff0000
        readl 0x7effffc
        readb 0x7ff0000
        readq 0x7ff0000
        outb 0xcfe 0x07
        readl 0x7000000
        readl 0x6fffffc
        outb 0xcfc 0xff
        inb 0xcfc
        outb 0xcfc 0x02
        inb 0xcfc
        readl 0x30000
        readl 0x50000
        outb 0xcfd 0x5a
        inl 0xcfc
        outb 0xcfd 0xff
        outb 0xcfe 0xff
        inl 0xcfc\
        """);
  }

  @Test
  void memoryIsSavedToDiskByTheNumberThatTheBoardHas() throws Exception {
    String pc = "-machine pc -global PIIX4_PM.s4_val=3 -global PIIX4_PM.disable_s3=1 ";
    try (QtestTwins both = new QtestTwins((pc + "-global PIIX4_PM.disable_s4=1").split(" "))) {
      both.sameLines(
          """
          outl 0xcf8 0x80000b40
          outl 0xcfc 0x601
          outl 0xcf8 0x80000b80
          outb 0xcfc 1
          outw 0x604 0x2800
          outw 0x604 0x2c00\
          """);
      both.twins().sameLines(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q35 -global mch.extended-tseg-mbytes=48",
        "pc-q35-2.9",
        "pc-q35-2.9 -global mch.extended-tseg-mbytes=16"
      })
  void theLargestTsegIsWhatTheBoardHas(String machine) throws Exception {
    same(
        "-S -machine " + machine,
        """
        outl 0xcf8 0x80000050
        inl 0xcfc
        outw 0xcfc 0xffff
        inw 0xcfc
        outw 0xcfc 0x1234
        inw 0xcfc
        writel 0x6000000 0x12345678
        outl 0xcf8 0x8000009c
        outw 0xcfd 0x3f0a
        readl 0x6000000
        readl 0x7000000\
        """);
  }

  @Test
  void chipsetConfigurationIsWhereTheBridgeSays() throws Exception {
    same(
        "-S -machine q35",
        """
        readl 0xfed1f410
        outl 0xcf8 0x8000f8f0
        outl 0xcfc 0xfed1c001
        readl 0xfed1f410
        readq 0xfed1f140
        readl 0xfed1f14c
        readl 0xfed1f150
        writel 0xfed1c000 0x12345678
        readl 0xfed1c000
        readw 0xfed1ffff
        outl 0xcfc 0xfed1c000
        readl 0xfed1f410\
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.9", "2.10", "4.2", "5.0"})
  void memoryOfSystemManagementModeIsOfItsVersion(String version) throws Exception {
    same(
        "-S -m 128 -machine pc-q35-" + version,
        """
        outl 0xcf8 0x80000050
        inw 0xcfc
        outw 0xcfc 0xffff
        inw 0xcfc
        outl 0xcf8 0x8000009c
        inb 0xcfd
        outb 0xcfe 0x07
        outb 0xcfd 0x0a
        readb 0x7000000
        readb 0x7efffff
        inb 0xcfc
        outb 0xcfc 0xff
        inb 0xcfc
        outb 0xcfc 5
        inb 0xcfc
        outb 0xcfc 2
        inb 0xcfc
        readb 0x30000
        outb 0xcfc 0
        inb 0xcfc
        readb 0x4ffff""");
  }
}
