package org.pvpanic.guest.user.command;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.machine.Step;

/**
 * dd: copies blocks. A block goes through in pieces: its size bounds what counts as a record, not
 * what is held.
 */
final class Dd {

  private static final int USR1 = 10;
  private static final long NS = 1_000_000_000;
  private static final List<String> CONVERSIONS =
      List.of(
          "notrunc",
          "sync",
          "noerror",
          "fsync",
          "fdatasync",
          "lcase",
          "ucase",
          "swab",
          "excl",
          "nocreat");
  private static final List<String> BUSYBOX_CONVERSIONS =
      List.of("notrunc", "sync", "noerror", "fsync", "swab");

  private final Call call;
  private final long startNs;
  private @Nullable String input;
  private @Nullable String output;
  private long inputSize = 512;
  private long outputSize = 512;
  private boolean oneSize;
  private long count = Long.MAX_VALUE;
  private long skip;
  private long seek;
  private String status = "";
  private List<String> conversions = List.of();
  private @Nullable OpenFile in;
  private @Nullable OpenFile out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(0);
  private boolean fullBlocks;
  private long inBlock;
  private long outBlock;
  private long fullIn;
  private long partIn;
  private long fullOut;
  private long partOut;
  private long bytes;

  private Dd(Call call) {
    this.call = call;
    this.startNs = call.kernel().time().monotonicNs();
  }

  static void run(Call call) {
    Dd dd = new Dd(call);
    for (String word : call.options(OptionSpec.of("")).operands()) {
      dd.operand(word);
    }
    dd.open();
  }

  private void operand(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "" : word.substring(equals + 1);
    switch (equals < 0 ? "" : name) {
      case "if" -> input = value;
      case "of" -> output = value;
      case "ibs" -> inputSize = size(value, true);
      case "obs" -> outputSize = size(value, true);
      case "bs" -> {
        inputSize = size(value, true);
        outputSize = inputSize;
        oneSize = true;
      }
      case "count" -> count = size(value, false);
      case "skip", "iseek" -> skip = size(value, false);
      case "seek", "oseek" -> seek = size(value, false);
      case "status" -> {
        boolean known =
            List.of("none", "noxfer").contains(value)
                || (value.equals("progress") && call.dialect() == Dialect.DEBIAN_12);
        if (!known) {
          throw call.isBusybox()
              ? call.fail("invalid argument '" + value + "' to 'status'")
              : call.usage(
                  "invalid status "
                      + (call.dialect() == Dialect.CENTOS_7 ? "flag: " : "level: ")
                      + call.quote(value));
        }
        status = value;
      }
      case "conv" -> conversions = conversions(value);
      case "iflag", "oflag" -> {
        for (String flag : value.split(",")) {
          if (!List.of("direct", "dsync", "sync", "nonblock", "fullblock").contains(flag)) {
            throw call.isBusybox()
                ? call.fail("invalid argument '" + flag + "' to '" + name + "'")
                : call.usage(
                    "invalid "
                        + (name.equals("iflag") ? "input" : "output")
                        + " flag: "
                        + call.quote(flag));
          }
          fullBlocks |= name.equals("iflag") && flag.equals("fullblock");
        }
      }
      default ->
          throw call.isBusybox()
              ? call.usage("")
              : call.usage("unrecognized operand " + call.quote(word));
    }
  }

  private List<String> conversions(String value) {
    List<String> known = call.isBusybox() ? BUSYBOX_CONVERSIONS : CONVERSIONS;
    for (String name : value.split(",")) {
      if (!known.contains(name)) {
        throw call.isBusybox()
            ? call.fail("invalid argument '" + name + "' to 'conv'")
            : call.usage("invalid conversion: " + call.quote(name));
      }
    }
    return List.of(value.split(","));
  }

  private static @Nullable Long twice(@Nullable Long number) {
    return number == null ? null : Long.valueOf(number * 2);
  }

  /** Numbers with units, and products such as {@code 2x512}. */
  private long size(String text, boolean positive) {
    long product = 1;
    for (String factor : text.split("x", -1)) {
      Long value =
          switch (factor.isEmpty() ? ' ' : factor.charAt(factor.length() - 1)) {
            case 'c' -> Numbers.decimal(factor.substring(0, factor.length() - 1));
            case 'w' -> twice(Numbers.decimal(factor.substring(0, factor.length() - 1)));
            default -> Numbers.size(factor);
          };
      if (value == null) {
        throw bad(text);
      }
      if (Math.multiplyHigh(product, value) != 0) {
        throw bad(text);
      }
      product *= value;
    }
    if (positive && product == 0) {
      throw call.isBusybox()
          ? call.fail("number " + text + " is not in 1..9223372036854775807 range")
          : bad(text);
    }
    return product;
  }

  private Exit bad(String text) {
    if (call.isBusybox()) {
      return call.fail("invalid number '" + text + "'");
    }
    return call.dialect() == Dialect.CENTOS_7
        ? call.fail("invalid number " + call.quote(text))
        : call.fail("invalid number: " + call.quote(text));
  }

  private void open() {
    Task task = call.task();
    in = input == null ? task.file(Task.STDIN) : opened(input, OpenFlags.READ);
    int flags = OpenFlags.WRITE | (conversions.contains("nocreat") ? 0 : OpenFlags.CREATE);
    boolean keeps = conversions.contains("notrunc") || seek > 0;
    out =
        output == null
            ? task.file(Task.STDOUT)
            : opened(output, flags | (keeps ? 0 : OpenFlags.TRUNCATE));
    requireMemory("input", inputSize);
    if (!oneSize) {
      requireMemory("output", outputSize);
    }
    task.onSignal(USR1, this::report);
    task.allocate(oneSize ? inputSize : inputSize + outputSize, this::start);
  }

  private void start() {
    if (skip > 0) {
      skipInput(skip * inputSize);
    } else {
      call.then(this::seekOutput);
    }
  }

  /** The kernel promises no more than there is at all. */
  private void requireMemory(String side, long size) {
    if (size / 1024 >= call.kernel().view().memory().totalKib()) {
      throw call.fail(
          call.isBusybox()
              ? "out of memory"
              : "memory exhausted by %s buffer of size %d bytes (%siB)"
                  .formatted(side, size, binary((double) size)));
    }
  }

  private OpenFile opened(String name, int flags) {
    try {
      return Disk.open(call, name, flags);
    } catch (SysError e) {
      throw call.isBusybox()
          ? call.fail("can't open '" + name + "': " + e.errno().message())
          : call.fail("failed to open " + Quoting.file(call, name) + ": " + e.errno().message());
    }
  }

  private void skipInput(long left) {
    OpenFile from = file(in);
    try {
      from.seek(left, OpenFile.Seek.CURRENT);
      call.then(this::seekOutput);
    } catch (SysError e) {
      readAway(from, left);
    }
  }

  private void readAway(OpenFile from, long left) {
    if (left == 0) {
      call.then(this::seekOutput);
      return;
    }
    call.readAtMost(
        from,
        (int) Math.min(left, OpenFile.PIECE),
        read -> {
          if (read.length == 0) {
            call.then(this::seekOutput);
          } else {
            readAway(from, left - read.length);
          }
        },
        errno -> readFailed(errno));
  }

  private void seekOutput() {
    if (seek > 0) {
      try {
        file(out).seek(seek * outputSize, OpenFile.Seek.CURRENT);
        if (output != null && !conversions.contains("notrunc")) {
          call.kernel().files().truncate(call.task(), Bytes.text(output), seek * outputSize);
        }
      } catch (SysError e) {
        throw call.fail(
            (call.isBusybox()
                    ? (output == null ? "standard output" : output) + ": can't seek"
                    : (output == null ? "'standard output'" : Quoting.file(call, output))
                        + ": cannot seek")
                + ": "
                + e.errno().message());
      }
    }
    next();
  }

  private OpenFile file(@Nullable OpenFile file) {
    if (file == null) {
      throw call.fail("Bad file descriptor");
    }
    return file;
  }

  private void next() {
    if (fullIn + partIn >= count) {
      finish();
      return;
    }
    inBlock = 0;
    readPiece();
  }

  private void readPiece() {
    int most = (int) Math.min(inputSize - inBlock, OpenFile.PIECE);
    call.readAtMost(file(in), most, read -> take(read, most), this::readFailed);
  }

  private void readFailed(Errno errno) {
    String name = input == null ? "standard input" : input;
    call.complain(
        call.isBusybox()
            ? name + ": " + errno.message()
            : "error reading " + Quoting.file(call, name) + ": " + errno.message());
    finish();
  }

  private void take(byte[] read, int most) {
    if (read.length == 0 && inBlock == 0) {
      finish();
      return;
    }
    inBlock += read.length;
    convert(read);
    // A pipe gives no more than it holds; what else gives all that was asked for has more.
    boolean goesOn = fullBlocks ? read.length > 0 : read.length == most && !isPipe(file(in));
    if (inBlock == inputSize) {
      fullIn++;
      put(read, this::endBlock);
    } else if (goesOn) {
      put(read, this::readPiece);
    } else {
      partIn++;
      put(read, () -> pad(conversions.contains("sync") ? inputSize - inBlock : 0));
    }
  }

  private static boolean isPipe(OpenFile file) {
    return (file.stat().mode() & Mode.KIND) == Mode.FIFO;
  }

  private void pad(long left) {
    if (left == 0) {
      endBlock();
      return;
    }
    int size = (int) Math.min(left, OpenFile.PIECE);
    put(new byte[size], () -> pad(left - size));
  }

  private void endBlock() {
    if (oneSize) {
      endRecord();
    }
    next();
  }

  private void endRecord() {
    if (outBlock > 0) {
      partOut++;
      outBlock = 0;
    }
  }

  private void put(byte[] piece, Step then) {
    if (oneSize) {
      write(piece, then);
    } else {
      pending.writeBytes(piece);
      flushFull(then);
    }
  }

  private void flushFull(Step then) {
    int size = (int) Math.min(outputSize - outBlock, OpenFile.PIECE);
    if (pending.size() < size) {
      then.run();
      return;
    }
    byte[] all = pending.toByteArray();
    pending.reset();
    pending.write(all, size, all.length - size);
    write(Arrays.copyOf(all, size), () -> flushFull(then));
  }

  private void convert(byte[] block) {
    for (int i = 0; i < block.length; i++) {
      if (conversions.contains("ucase") && block[i] >= 'a' && block[i] <= 'z') {
        block[i] = (byte) (block[i] - 32);
      } else if (conversions.contains("lcase") && block[i] >= 'A' && block[i] <= 'Z') {
        block[i] = (byte) (block[i] + 32);
      }
    }
    for (int i = 0; conversions.contains("swab") && i + 1 < block.length; i += 2) {
      byte first = block[i];
      block[i] = block[i + 1];
      block[i + 1] = first;
    }
  }

  private void write(byte[] piece, Step then) {
    call.write(
        file(out),
        piece,
        errno -> {
          String name = output == null ? "standard output" : output;
          call.complain(
              call.isBusybox()
                  ? "error writing '" + name + "': " + errno.message()
                  : "error writing " + Quoting.file(call, name) + ": " + errno.message());
          endRecord();
          report();
          call.exit();
        },
        () -> {
          bytes += piece.length;
          outBlock += piece.length;
          if (outBlock == outputSize) {
            fullOut++;
            outBlock = 0;
          }
          then.run();
        });
  }

  private void finish() {
    if (pending.size() > 0) {
      byte[] rest = pending.toByteArray();
      pending.reset();
      write(rest, this::finish);
      return;
    }
    endRecord();
    report();
    call.exit();
  }

  private void report() {
    if (status.equals("none")) {
      return;
    }
    call.err(fullIn + "+" + partIn + " records in\n" + fullOut + "+" + partOut + " records out\n");
    if (!status.equals("noxfer")) {
      call.err(rate() + "\n");
    }
  }

  private String rate() {
    double seconds = (call.kernel().time().monotonicNs() - startNs) / (double) NS;
    if (call.isBusybox()) {
      String human = HumanSize.busybox(bytes) + "B";
      String speed = HumanSize.busybox((long) (bytes / Math.max(seconds, 1e-9))) + "B/s";
      return bytes
          + " bytes ("
          + human
          + ") copied, "
          + String.format(Locale.ROOT, "%f", seconds)
          + " seconds, "
          + speed;
    }
    String time = DoubleFormat.format("", 'g', seconds);
    double size = (double) bytes;
    String speed = decimal(size / Math.max(seconds, 1e-9)) + "B/s";
    if (call.dialect() == Dialect.CENTOS_7) {
      return bytes + " bytes (" + decimal(size) + "B) copied, " + time + " s, " + speed;
    }
    String sizes =
        bytes < 1000
            ? ""
            : bytes < 1024
                ? " (" + decimal(size) + "B)"
                : " (" + decimal(size) + "B, " + binary(size) + "iB)";
    String unit = bytes == 1 ? " byte" : " bytes";
    return bytes + unit + sizes + " copied, " + time + " s, " + speed;
  }

  private static String decimal(double value) {
    return scaled(value, 1000, "kMGTPE");
  }

  private static String binary(double value) {
    return scaled(value, 1024, "KMGTPE");
  }

  /** Two digits at least: 1.0 M, 12 M. */
  private static String scaled(double value, int base, String units) {
    double left = value;
    int power = -1;
    while (left >= base && power + 1 < units.length()) {
      left /= base;
      power++;
    }
    if (power < 0) {
      return Long.toString(Math.round(left)) + " ";
    }
    String number =
        left < 9.95 ? String.format(Locale.ROOT, "%.1f", left) : Long.toString(Math.round(left));
    return number + " " + units.charAt(power);
  }
}
