package org.pvpanic.device;

import org.pvpanic.bus.IoRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * An 8237A DMA controller with its page registers, one of a PC's two.
 *
 * <p>Specification: 8237A data sheet (Intel 231466); the page registers are the PC/AT's. Here: all
 * registers that software programs and reads. Left out: transfers, since no device here asks for
 * one (the guest's own request bits are noted), and what QEMU leaves out too: memory to memory,
 * rotating priority, compressed timing and the levels of DREQ and DACK; a command that asks for one
 * of those is ignored.
 */
public final class I8237 implements Device {

  private static final int CHANNELS = 4;

  /** The channel of each page register, by its port's last three bits, or -1. */
  private static final int[] CHANNEL_OF_PAGE = {-1, 2, 3, 1, -1, -1, -1, 0};

  private final int base;
  private final int pageBase;
  private final int shift;
  private final int[] address = new int[CHANNELS];
  private final int[] start = new int[CHANNELS];
  private final int[] count = new int[CHANNELS];
  private final int[] page = new int[CHANNELS];
  private boolean secondByte;
  private int status;
  private int mask;

  private I8237(int base, int pageBase, int shift) {
    this.base = base;
    this.pageBase = pageBase;
    this.shift = shift;
  }

  /** The one for channels 0 to 3, which moves bytes. */
  public static I8237 first() {
    return new I8237(0x00, 0x80, 0);
  }

  /** The one for channels 4 to 7, which moves 16-bit words, and whose registers are 2 apart. */
  public static I8237 second() {
    return new I8237(0xc0, 0x88, 1);
  }

  @Override
  public void attach(Board board) {
    board.ports().map(base, 8 << shift, new Channels());
    board.ports().map(pageBase + 1, 3, new Pages(1, 3));
    board.ports().map(pageBase + 7, 1, new Pages(7, 1));
    board.ports().map(base + (8 << shift), 8 << shift, new Control());
  }

  @Override
  public void reset() {
    secondByte = false;
    mask = 0xff;
    status = 0;
  }

  private boolean flip() {
    boolean was = secondByte;
    secondByte = !was;
    return was;
  }

  /** Address and count of each channel, low byte first. */
  private final class Channels implements IoRegion {
    @Override
    public String name() {
      return "dma-chan";
    }

    @Override
    public int read(int offset, int size) {
      int register = (offset >> shift) & 0xf;
      int channel = (register >> 1) & 3;
      int value = (register & 1) == 0 ? start[channel] : count[channel] << shift;
      return (value >> (flip() ? shift + Byte.SIZE : shift)) & 0xff;
    }

    @Override
    public void write(int offset, int size, int value) {
      int register = (offset >> shift) & 0xf;
      int channel = (register >> 1) & 3;
      int[] written = (register & 1) == 0 ? address : count;
      if (flip()) {
        written[channel] = (written[channel] & 0xff) | value << Byte.SIZE;
        start[channel] = address[channel] << shift;
      } else {
        written[channel] = (written[channel] & 0xff00) | value;
      }
    }
  }

  /** Status, masks, mode and commands. */
  private final class Control implements IoRegion {
    @Override
    public String name() {
      return "dma-cont";
    }

    @Override
    public int read(int offset, int size) {
      return switch ((offset >> shift) & 0xf) {
        case 0 -> {
          int was = status;
          status &= 0xf0; // reading clears the ends of transfers
          yield was;
        }
        case 1 -> mask;
        default -> 0;
      };
    }

    @Override
    public void write(int offset, int size, int value) {
      int channel = 1 << (value & 3);
      boolean set = (value & 4) != 0;
      switch ((offset >> shift) & 0xf) {
        case 1 -> {
          int request = channel << CHANNELS;
          status = (set ? status | request : status & ~request) & ~channel;
        }
        case 2 -> mask = set ? mask | channel : mask & ~channel;
        case 4 -> secondByte = false;
        case 5 -> reset();
        case 6 -> mask = 0;
        case 7 -> mask = value;
        default -> {} // command and mode, which only a transfer would show
      }
    }
  }

  /** Bits 16 to 23 of the channels' addresses. */
  private final class Pages extends PortList {
    private final int first;

    Pages(int first, int length) {
      super("dma-page", length);
      this.first = first;
    }

    private int channel(int port) {
      return CHANNEL_OF_PAGE[first + port];
    }

    @Override
    int read(int port) {
      return page[channel(port)];
    }

    @Override
    void write(int port, int value) {
      page[channel(port)] = value;
    }
  }
}
