package org.pvpanic.twin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;

/** A named pipe, whose reader is there from the start and reads only when it is told to. */
public final class Fifo implements AutoCloseable {

  private final CompletableFuture<FileChannel> reader;

  /** Makes it. */
  public Fifo(Path path) throws IOException, InterruptedException {
    int status = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
    if (status != 0) {
      throw new IOException("mkfifo " + path + ": " + status);
    }
    reader = CompletableFuture.supplyAsync(() -> open(path)); // ends once somebody writes
  }

  private static FileChannel open(Path path) {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until somebody has opened it for writing. */
  public void awaitWriter() {
    reader.join();
  }

  /** Reads to the end. */
  public long drain() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
    long total = 0;
    for (int count = 0; count >= 0; count = reader.join().read(bytes.clear())) {
      total += count;
    }
    return total;
  }

  /** Closes the reader's end. */
  public void hangUp() throws IOException {
    reader.join().close();
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }
}
