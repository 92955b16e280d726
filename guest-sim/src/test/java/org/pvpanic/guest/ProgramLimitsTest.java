package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Programs that are asked for more than there is say so, and take no more than a step may. */
final class ProgramLimitsTest {

  private final TestMachine m = TestMachine.loggedIn(TestMachine.builder());

  @Test
  void ddTakesBlocksInPieces() {
    assertEquals(
        "dd: memory exhausted by input buffer of size 1073741824 bytes (1.0 GiB)\n",
        m.run("dd if=/dev/zero of=/dev/null bs=1G count=1"));
    assertEquals(
        "3+0 records in\n3+0 records out\n307200\n",
        m.run("dd if=/dev/zero bs=100k count=3 status=noxfer | wc -c"));
    assertEquals(
        """
        2+0 records in
        6+1 records out
        """,
        m.run("dd if=/dev/zero of=/dev/null ibs=1000 obs=300 count=2 status=noxfer"));
    assertEquals(
        "1+1 records in\n2+0 records out\n6\n",
        m.run("printf abcde | dd bs=3 conv=sync status=noxfer | wc -c"));
  }

  @Test
  void longPathsAreRefusedBeforeAnythingIsMade() {
    m.run("p=x; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do p=$p/$p; done");
    assertTrue(m.run("mkdir -p $p 2>&1 | tail -c 20").endsWith("File name too long\n"));
    assertEquals("no\n", m.run("[ -e x ] || echo no"));
    assertEquals("0\n", m.run("mkdir -p ${p:0:999} && rm -r x; echo $?"));
  }

  @Test
  void expressionsAndWidthsDoNotOverflow() {
    assertEquals("/\n", m.run("find / -maxdepth 0 $(printf '! %.0s' $(seq 3000)) -name /"));
    assertEquals("4097\n", m.run("stat -c %99999999999s / | wc -c"));
    m.run("echo 'big:x:99999999999:1::/:/bin/sh' >> /etc/passwd");
    assertTrue(m.run("id").startsWith("uid=0(root)"));
  }

  @Test
  void xargsRunsWhatFits() {
    assertEquals("5\n", m.run("seq 100000 | xargs echo | wc -l"));
    assertEquals("a b\nc\n", m.run("echo a b c | xargs -s 10 echo"));
    assertTrue(m.run("yes | xargs echo | head -c 4").startsWith("y y "));
  }

  @Test
  void sedEndsWhenItsSpaceIsFull() {
    assertEquals("sed: couldn't re-allocate memory\n", m.run("echo a | sed ':a;s/a/aa/g;ba'"));
    assertEquals("a,b\n", m.run("printf 'a\\nb\\n' | sed ':a;N;$!ba;s/\\n/,/g'"));
  }

  @Test
  void aSystemShowsItsOwnProgramsAndMounts() {
    assertEquals("/dev/ttyS0\n", m.run("tty"));
    assertEquals("not a tty\n1\n", m.run("tty < /dev/null; echo $?"));
    assertEquals(
        "/dev/mapper/cl-root on / type xfs (rw,relatime,seclabel,attr2,inode64,noquota)\n",
        m.run("mount | grep ' / '"));
    assertFalse(m.run("df").contains("rootfs"));
    assertTrue(m.run("ps -p 1 -o args").contains("/usr/lib/systemd/systemd --switched-root"));
    assertTrue(m.run("su nobody -s /bin/sh -c id").startsWith("uid=99(nobody) gid=99(nobody)"));
    assertFalse(m.run("find /sys -name '*:00'").contains("No such file"));
  }
}
