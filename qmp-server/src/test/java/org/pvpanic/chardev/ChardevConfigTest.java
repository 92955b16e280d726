package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.chardev.ChardevConfig.Client;
import org.pvpanic.chardev.ChardevConfig.Common;
import org.pvpanic.chardev.ChardevConfig.Inert;
import org.pvpanic.chardev.ChardevConfig.Null;
import org.pvpanic.chardev.ChardevConfig.Pty;
import org.pvpanic.chardev.ChardevConfig.Server;
import org.pvpanic.chardev.ChardevConfig.SocketFd;
import org.pvpanic.chardev.ChardevConfig.SocketTcp;
import org.pvpanic.chardev.ChardevConfig.SocketUnix;
import org.pvpanic.chardev.ChardevConfig.Stdio;

class ChardevConfigTest {
  private static final Common A = new Common("a");

  /** Splits as simply as these tests need it. */
  private static ChardevConfig parse(String text) throws ChardevException {
    String backend = "";
    Map<String, String> keyValues = new LinkedHashMap<>();
    for (String word : text.split(",", -1)) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        backend = word;
      } else {
        keyValues.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return ChardevConfig.parse(backend, keyValues);
  }

  @Test
  void everyKindIsRead() throws ChardevException {
    assertEquals(new Null(A), parse("null,id=a"));
    assertEquals(new Pty(A), parse("pty,id=a,path=ignored"));
    assertEquals(new Stdio(A, true), parse("stdio,id=a"));
    assertEquals(new Stdio(A, false), parse("stdio,id=a,signal=off"));
    assertEquals(new ChardevConfig.File(A, "/f", false), parse("file,id=a,path=/f"));
    for (String on : new String[] {"on", "yes", "true", "y"}) {
      assertEquals(new ChardevConfig.File(A, "/f", true), parse("file,id=a,path=/f,append=" + on));
    }
    assertEquals(new ChardevConfig.File(A, "/f", false), parse("file,id=a,path=/f,append=n"));
    assertEquals(new Inert(A, "spicevmc"), parse("spicevmc,id=a,name=vdagent"));
    assertEquals(new Inert(A, "vc"), parse("vc,id=a,cols=80,rows=24"));
    assertEquals(new SocketUnix(A, "/s", new Client(0)), parse("socket,id=a,path=/s"));
    assertEquals(
        new SocketUnix(A, "/s", new Client(16)), parse("socket,id=a,path=/s,reconnect=0x10"));
    assertEquals(new SocketUnix(A, "/s", new Server(true)), parse("socket,id=a,path=/s,server=on"));
    assertEquals(
        new SocketTcp(A, "h", 4444, new Server(false)),
        parse("socket,id=a,host=h,port=4444,server=on,wait=off,nodelay=on,telnet=off"));
    assertEquals(
        new SocketFd(new Common("charmonitor"), 26, new Server(false)),
        parse("socket,id=charmonitor,fd=26,server=on,wait=off"));
    assertEquals(
        new Pty(new Common("charserial0", "/dev/fdset/0", true)),
        parse("pty,id=charserial0,logfile=/dev/fdset/0,logappend=on"));
  }

  /** Recorded from QEMU 7.2.22, but for the last group. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null                               | chardev: no id specified",
        "file,path=x                        | chardev: no id specified",
        "``                                 | chardev: no id specified",
        "id=a                               | chardev: \"a\" missing backend",
        "bogus,id=a                         | 'bogus' is not a valid char driver name",
        "null,id=a,foo=bar                  | Invalid parameter 'foo'",
        "null,foo=bar                       | Invalid parameter 'foo'",
        "null,id=a,append=maybe             | Parameter 'append' expects 'on' or 'off'",
        "null,id=a,reconnect=               | Parameter 'reconnect' expects a number",
        "null,id=a,reconnect=5x             | Parameter 'reconnect' expects a number",
        "null,id=a,cols=99999999999999999999| Value '99999999999999999999' is too large for parameter 'cols'",
        "file,id=a                          | chardev: file: no filename given",
        "spicevmc,id=a                      | chardev: spice channel: no name given",
        "socket,id=a                        | Unable to parse FD number ``",
        "socket,id=a,port=1                 | Unable to parse FD number ``",
        "socket,id=a,fd=xx,server=on        | Unable to parse FD number xx",
        "socket,id=a,host=127.0.0.1         | chardev: socket: no port given",
        "socket,id=a,path=x,host=h,port=3   | None or one of 'path', 'fd' or 'host' option required.",
        "socket,id=a,fd=9,host=h            | None or one of 'path', 'fd' or 'host' option required.",
        "socket,id=a,path=x,wait=off        | 'wait' option is incompatible with socket in client connect mode",
        "socket,id=a,path=x,server=on,reconnect=3 | 'reconnect' option is incompatible with socket in server listen mode",
        "socket,id=a,fd=3,reconnect=1       | 'reconnect' option is incompatible with 'fd' address type",
        "socket,id=a,path=x,tls-creds=t     | No TLS credentials with id 't'",
        "socket,id=a,path=x,tls-authz=t     | 'tls_authz' option requires 'tls_creds' option",
        "socket,id=a,host=h,port=abc        | address resolution failed for h:abc: Servname not supported for ai_socktype",
        "socket,id=a,host=h,port=99999      | address resolution failed for h:99999: Servname not supported for ai_socktype",
        "socket,id=a,host=h,port=1,telnet=on| chardev: socket: 'telnet' is not supported",
        "socket,id=a,path=x,abstract=on     | chardev: socket: 'abstract' is not supported",
        "socket,id=a,host=h,port=1,to=4     | chardev: socket: 'to' is not supported",
        "pty,id=a,mux=on                    | chardev: pty: 'mux' is not supported"
      })
  void badDescriptionsAreRefusedInTheWordsOfQemu(String text, String message) {
    ChardevException e = assertThrows(ChardevException.class, () -> parse(text));
    assertEquals(message.replace("``", ""), e.getMessage());
  }

  @Test
  void badIdentifierIsRefusedInTheWordsOfQemu() {
    String message =
        "Parameter 'id' expects an identifier\n"
            + "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.";
    for (String text : new String[] {"null,id=1a", "null,id=", "null,id=a b,foo=x"}) {
      assertEquals(message, assertThrows(ChardevException.class, () -> parse(text)).getMessage());
    }
  }
}
