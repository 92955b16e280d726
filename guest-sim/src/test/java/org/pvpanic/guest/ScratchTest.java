package org.pvpanic.guest;
import org.junit.jupiter.api.Test;
final class ScratchTest {
  @Test void a() {
    for (String p : new String[] {"centos7", "centos7.9"}) {
    TestMachine m = SysRqKeysTest.machine(p, 1);
    int from = m.text().length();
    for (SysRqWay w : new SysRqWay[] {SysRqWay.PROC, SysRqWay.KEYBOARD}) for (char k : "qtwmzp".toCharArray()) if (w == SysRqWay.PROC || k != 'm' && k != 'q') w.press(m, k); 
    System.out.println(m.text().substring(from));
    }
  }
}
