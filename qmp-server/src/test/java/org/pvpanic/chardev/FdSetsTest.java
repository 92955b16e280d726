package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FdSetsTest {
  private final FdSets fds = new FdSets();

  @BeforeEach
  void loadNatives() {
    Epoll.ensureAvailability();
  }

  @Test
  void writerGetsTheFirstDescriptorThatIsForWritingOnly() throws Exception {
    FileDescriptor[] pipe = FileDescriptor.pipe();
    int reading = Fds.inherited(pipe[0]);
    int writing = Fds.inherited(pipe[1]);
    fds.add(reading, 7, null);
    assertReason("Permission denied", "/dev/fdset/7");
    fds.add(writing, 7, "log");
    assertEquals(writing, fds.borrow("/dev/fdset/7"));
    assertReason("Device or resource busy", "/dev/fdset/7");
    fds.giveBack(writing);
    assertEquals(writing, fds.borrow("/dev/fdset/7"));
    assertEquals(
        Map.of(7, List.of(new FdSets.Fd(reading, null), new FdSets.Fd(writing, "log"))),
        fds.sets());
    fds.close();
    assertReason("No such file or directory", "/dev/fdset/7");
    assertThrows(IOException.class, () -> FdInfo.of(writing));
  }

  private void assertReason(String reason, String path) {
    assertEquals(
        reason, assertThrows(FileSystemException.class, () -> fds.borrow(path)).getReason());
  }

  @Test
  void uselessDescriptorsAreRefusedInTheWordsOfQemu() throws Exception {
    FileDescriptor[] pipe = FileDescriptor.pipe();
    Fds.notInherited(pipe[1]);
    assertRefused("fd option is required and must be non-negative", -1, 0);
    assertRefused("fd cannot be a standard I/O stream", 2, 0);
    assertRefused("fd is not valid or already in use", 99999, 0);
    assertRefused("fd is not valid or already in use", pipe[1].intValue(), 0);
    assertRefused("set option is required and must be non-negative", Fds.inherited(pipe[1]), -1);
    pipe[0].close();
    pipe[1].close();
  }

  private void assertRefused(String message, int number, int set) {
    assertEquals(
        message,
        assertThrows(ChardevException.class, () -> fds.add(number, set, null)).getMessage());
  }
}
