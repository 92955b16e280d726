package org.pvpanic.dump;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.pvpanic.chardev.Reasons;

/** The file, or whatever else has a path, that a dump goes to. */
final class DumpTarget implements AutoCloseable {

  private static final String FILE = "file:";

  private final FileChannel channel;
  private final boolean holesAllowed;

  private DumpTarget(FileChannel channel, boolean holesAllowed) {
    this.channel = channel;
    this.holesAllowed = holesAllowed;
  }

  /** The path in {@code file:PATH}. */
  static Path path(String protocol) throws DumpException {
    if (protocol.startsWith("fd:")) {
      throw new DumpException(
          "File descriptor named '" + protocol.substring(3) + "' has not been found");
    }
    try {
      if (protocol.startsWith(FILE)) {
        return Path.of(protocol.substring(FILE.length()));
      }
    } catch (InvalidPathException e) {
      // It has a NUL in it, as no path has.
    }
    throw new DumpException("Invalid parameter 'protocol'");
  }

  /** Opens a path. What is made is for the owner to read, as QEMU has it. Blocks for a pipe. */
  static DumpTarget open(Path path) throws DumpException {
    try {
      if (path.toString().isEmpty()) {
        throw new NoSuchFileException("");
      }
      FileChannel channel =
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------")));
      return new DumpTarget(channel, Files.isRegularFile(path));
    } catch (IOException e) {
      throw new DumpException("Could not open '" + path + "': " + Reasons.of(e));
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Writes zeros, as a hole where there can be one. Something else has to follow it. */
  void writeZeros(int length) throws IOException {
    if (holesAllowed) {
      channel.position(channel.position() + length);
    } else {
      write(ByteBuffer.allocate(length));
    }
  }

  /** Closes it; who is writing fails. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
