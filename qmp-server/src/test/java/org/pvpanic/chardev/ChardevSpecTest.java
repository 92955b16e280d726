package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.chardev.ChardevConfig.Client;
import org.pvpanic.chardev.ChardevConfig.Common;
import org.pvpanic.chardev.ChardevConfig.Inert;
import org.pvpanic.chardev.ChardevConfig.Null;
import org.pvpanic.chardev.ChardevConfig.Pty;
import org.pvpanic.chardev.ChardevConfig.Server;
import org.pvpanic.chardev.ChardevConfig.SocketTcp;
import org.pvpanic.chardev.ChardevConfig.SocketUnix;
import org.pvpanic.chardev.ChardevConfig.Stdio;

class ChardevSpecTest {
  private static final Common LABEL = new Common("serial0");

  private static void assertOpens(ChardevConfig config, String text) throws ChardevException {
    assertEquals(new ChardevSpec.Open(config), ChardevSpec.parse("serial0", text));
  }

  private static String refusal(String text) {
    return String.valueOf(
        assertThrows(ChardevException.class, () -> ChardevSpec.parse("serial0", text))
            .getMessage());
  }

  @Test
  void wordsNameBackEnds() throws ChardevException {
    assertOpens(new Null(LABEL), "null");
    assertOpens(new Pty(LABEL), "pty");
    assertOpens(new Stdio(LABEL, true), "stdio");
    assertOpens(new Inert(LABEL, "vc"), "vc");
    assertOpens(new Inert(LABEL, "vc"), "vc:80Cx24C");
    assertEquals(new ChardevSpec.None(), ChardevSpec.parse("serial0", "none"));
    assertEquals(new ChardevSpec.Existing("mon"), ChardevSpec.parse("serial0", "chardev:mon"));
  }

  @Test
  void commasBelongToAFileName() throws ChardevException {
    assertOpens(new ChardevConfig.File(LABEL, "/f,append=on", false), "file:/f,append=on");
    assertOpens(new ChardevConfig.File(LABEL, "", false), "file:");
  }

  @Test
  void unixSocketsTakeLongAndShortOptions() throws ChardevException {
    assertOpens(new SocketUnix(LABEL, "/s", new Server(false)), "unix:/s,server=on,wait=off");
    assertOpens(new SocketUnix(LABEL, "/s", new Server(false)), "unix:/s,server,nowait");
    assertOpens(new SocketUnix(LABEL, "/s", new Server(true)), "unix:/s,server");
    assertOpens(new SocketUnix(LABEL, "/s", new Client(0)), "unix:/s");
    assertOpens(new SocketUnix(LABEL, "/u", new Server(false)), "unix:/s,path=/u,server,nowait");
    assertOpens(new SocketUnix(LABEL, "server", new Client(0)), "unix:server");
    assertOpens(new SocketUnix(LABEL, "a,b,", new Client(2)), "unix:a,,b,,,reconnect=2");
  }

  @Test
  void tcpSocketsNeedAPortButNoHost() throws ChardevException {
    assertOpens(
        new SocketTcp(LABEL, "127.0.0.1", 0, new Server(false)),
        "tcp:127.0.0.1:0,server=on,wait=off");
    assertOpens(new SocketTcp(LABEL, "", 4444, new Server(true)), "tcp::4444,server");
    assertOpens(new SocketTcp(LABEL, "h", 1, new Client(0)), "tcp:h:1");
    for (String text : new String[] {"tcp:0,server=on", "tcp:h,server=on", "tcp:,server", "tcp:"}) {
      assertEquals("", refusal(text));
    }
    assertEquals(
        "address resolution failed for [::1]:0: Servname not supported for ai_socktype",
        refusal("tcp:[::1]:0,server=on"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bogus", "", "fd:3", "null,id=a", "file", "socket,id=3", "unix", "tcp"})
  void unknownWordsAreRefusedInTheWordsOfQemu(String text) {
    assertEquals("'" + text + "' is not a valid char driver", refusal(text));
  }

  @Test
  void badOptionsAreRefusedLikeThoseOfChardev() {
    assertEquals("Invalid parameter 'foo'", refusal("unix:/s,foo=1"));
    assertEquals(
        "'wait' option is incompatible with socket in client connect mode",
        refusal("unix:server,nowait"));
    assertEquals("chardev: null: 'mux' is not supported", refusal("mon:null"));
    assertEquals("chardev: socket: 'telnet' is not supported", refusal("telnet:h:1,server"));
  }
}
