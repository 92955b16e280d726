package org.pvpanic.guest.user.command;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
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
  private final Call call;
  private final DdOperands operands;
  private final DdTally tally;
  private @Nullable OpenFile in;
  private @Nullable OpenFile out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(0);
  private long inBlock;
  private long outBlock;

  private Dd(Call call, DdOperands operands) {
    this.call = call;
    this.operands = operands;
    this.tally = new DdTally(call);
  }

  static void run(Call call) {
    new Dd(call, DdOperands.read(call)).open();
  }

  private void open() {
    Task task = call.task();
    in = operands.input == null ? task.file(Task.STDIN) : opened(operands.input, OpenFlags.READ);
    int flags = OpenFlags.WRITE | (operands.converts("nocreat") ? 0 : OpenFlags.CREATE);
    boolean keeps = operands.converts("notrunc") || operands.seek > 0;
    out =
        operands.output == null
            ? task.file(Task.STDOUT)
            : opened(operands.output, flags | (keeps ? 0 : OpenFlags.TRUNCATE));
    requireMemory("input", operands.inputSize);
    if (!operands.oneSize) {
      requireMemory("output", operands.outputSize);
    }
    task.disposition().set(USR1, this::report);
    task.allocate(operands.inputSize + (operands.oneSize ? 0 : operands.outputSize), this::start);
  }

  private void start() {
    if (operands.skip > 0) {
      skipInput(operands.skip * operands.inputSize);
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
                  .formatted(side, size, DdTally.binary((double) size)));
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
    if (operands.seek > 0) {
      try {
        file(out).seek(operands.seek * operands.outputSize, OpenFile.Seek.CURRENT);
        if (operands.output != null && !operands.converts("notrunc")) {
          call.kernel()
              .files()
              .truncate(
                  call.task(), Bytes.text(operands.output), operands.seek * operands.outputSize);
        }
      } catch (SysError e) {
        throw call.fail(
            (call.isBusybox()
                    ? (operands.output == null ? "standard output" : operands.output)
                        + ": can't seek"
                    : (operands.output == null
                            ? "'standard output'"
                            : Quoting.file(call, operands.output))
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
    if (tally.blocks() >= operands.count) {
      finish();
      return;
    }
    inBlock = 0;
    readPiece();
  }

  private void readPiece() {
    int most = (int) Math.min(operands.inputSize - inBlock, OpenFile.PIECE);
    call.readAtMost(file(in), most, read -> take(read, most), this::readFailed);
  }

  private void readFailed(Errno errno) {
    String name = operands.input == null ? "standard input" : operands.input;
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
    boolean goesOn =
        operands.fullBlocks ? read.length > 0 : read.length == most && !isPipe(file(in));
    if (inBlock == operands.inputSize) {
      tally.read(true);
      put(read, this::endBlock);
    } else if (goesOn) {
      put(read, this::readPiece);
    } else {
      tally.read(false);
      put(read, () -> pad(operands.converts("sync") ? operands.inputSize - inBlock : 0));
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
    if (operands.oneSize) {
      endRecord();
    }
    next();
  }

  private void endRecord() {
    if (outBlock > 0) {
      tally.wrote(false);
      outBlock = 0;
    }
  }

  private void put(byte[] piece, Step then) {
    if (operands.oneSize) {
      write(piece, then);
    } else {
      pending.writeBytes(piece);
      flushFull(then);
    }
  }

  private void flushFull(Step then) {
    int size = (int) Math.min(operands.outputSize - outBlock, OpenFile.PIECE);
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
      if (operands.converts("ucase") && block[i] >= 'a' && block[i] <= 'z') {
        block[i] = (byte) (block[i] - 32);
      } else if (operands.converts("lcase") && block[i] >= 'A' && block[i] <= 'Z') {
        block[i] = (byte) (block[i] + 32);
      }
    }
    for (int i = 0; operands.converts("swab") && i + 1 < block.length; i += 2) {
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
          String name = operands.output == null ? "standard output" : operands.output;
          call.complain(
              call.isBusybox()
                  ? "error writing '" + name + "': " + errno.message()
                  : "error writing " + Quoting.file(call, name) + ": " + errno.message());
          endRecord();
          report();
          call.exit();
        },
        () -> {
          tally.copied(piece.length);
          outBlock += piece.length;
          if (outBlock == operands.outputSize) {
            tally.wrote(true);
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
    tally.report(operands.status);
  }
}
