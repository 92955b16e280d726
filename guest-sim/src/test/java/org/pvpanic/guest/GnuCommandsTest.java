package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Programs of GNU where they do not do as BusyBox does. */
final class GnuCommandsTest {

  private final TestMachine m = TestMachine.loggedIn(TestMachine.builder());

  /** parser.c of findutils: the whole expression is read before the first file is looked at. */
  @Test
  void findReadsItsNumbersFirst() {
    assertEquals("find: invalid argument ‘x’ to ‘-links’\n", m.run("find /root -print -links x"));
    assertEquals("find: invalid argument ‘’ to ‘-mmin’\n", m.run("find /nosuch -mmin ''"));
  }
}
