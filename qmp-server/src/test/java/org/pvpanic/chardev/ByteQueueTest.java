package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteQueueTest {
  @Test
  void bytesComeOutAsTheyWentIn() {
    Random random = new Random(3);
    ByteQueue queue = new ByteQueue();
    ArrayDeque<Byte> model = new ArrayDeque<>();
    ByteBuffer out = ByteBuffer.allocate(20_000);
    for (int round = 0; round < 300; round++) {
      byte[] in = new byte[random.nextInt(10_000)];
      random.nextBytes(in);
      int off = in.length / 3;
      queue.add(in, off, in.length - off);
      for (int i = off; i < in.length; i++) {
        model.add(in[i]);
      }
      queue.peek(out.clear().limit(random.nextInt(14_000)));
      int count = out.position();
      for (int i = 0; i < count; i++) {
        assertEquals(model.remove(), out.get(i));
      }
      queue.skip(count);
      assertEquals(model.size(), queue.size());
    }
    queue.clear();
    assertTrue(queue.isEmpty());
  }
}
