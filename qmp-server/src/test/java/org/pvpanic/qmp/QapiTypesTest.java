package org.pvpanic.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.json.JsonNull;
import org.pvpanic.json.JsonWriter;

class QapiTypesTest {
  enum Color {
    DARK_RED,
    @Name("Blue!")
    BLUE
  }

  record Numbers(
      long plain,
      int narrow,
      @Unsigned long u64,
      @Unsigned(32) long u32,
      @Unsigned(16) int u16,
      @Unsigned(8) Optional<Integer> u8,
      byte tiny,
      double number) {}

  record Everything(
      String longName,
      @Name("UUID") String uuid,
      Optional<Color> color,
      List<Color> colors,
      Object anything,
      boolean flag) {}

  @Alternate
  sealed interface StrOrNull {
    record Text(String value) implements StrOrNull {}

    record Nothing(JsonNull value) implements StrOrNull {}
  }

  record Credentials(Optional<StrOrNull> tlsCreds) {}

  record Outer(List<Inner> items) {}

  record Inner(List<List<Long>> matrix, Optional<Color> color) {}

  private static <T> T decode(Class<T> type, String json) throws QmpException, JsonException {
    return type.cast(QapiTypes.of(type).decode(Json.parse(json), Path.ARGUMENTS));
  }

  private static String encode(Object value) {
    JsonWriter out = new JsonWriter();
    QapiTypes.of(value.getClass()).encode(value, out);
    return out.toString();
  }

  private static String error(Class<?> type, String json) {
    return assertThrows(QmpException.class, () -> decode(type, json)).description();
  }

  @Test
  void recordsAreDecodedAndEncoded() throws QmpException, JsonException {
    String json =
        "{'long-name': 'a', 'UUID': 'b', 'color': 'Blue!', 'colors': ['dark-red', 'Blue!'],"
            + " 'anything': [1, null], 'flag': true}";
    Everything value =
        new Everything(
            "a",
            "b",
            Optional.of(Color.BLUE),
            List.of(Color.DARK_RED, Color.BLUE),
            List.of(1L, JsonNull.NULL),
            true);
    assertEquals(value, decode(Everything.class, json));
    assertEquals(value, decode(Everything.class, encode(value)));
  }

  @Test
  void absentMembersAreEmptyAndNotWritten() throws QmpException, JsonException {
    assertEquals(new Credentials(Optional.empty()), decode(Credentials.class, "{}"));
    assertEquals("{}", encode(new Credentials(Optional.empty())));
  }

  @Test
  void unsignedNumbersKeepTheirBits() throws QmpException, JsonException {
    Numbers numbers = new Numbers(-1, -2, -3, 0xffffffffL, 0xffff, Optional.of(255), (byte) -5, 2);
    String json = encode(numbers);
    assertEquals(numbers, decode(Numbers.class, json));
    assertTrue(json.contains("\"u64\": 18446744073709551613"), json);
  }

  /** The texts for unsigned numbers were seen in migrate-set-parameters of QEMU 7.2.22. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'plain', 1.0, `Invalid parameter type for 'plain', expected: integer`",
        "'plain', 9223372036854775808, `Invalid parameter type for 'plain', expected: integer`",
        "'plain', \"1\", `Invalid parameter type for 'plain', expected: integer`",
        "'narrow', 2147483648, `Parameter 'narrow' expects int32_t`",
        "'u64', \"x\", `Parameter 'u64' expects uint64`",
        "'u64', 1.5, `Parameter 'u64' expects uint64`",
        "'u64', 18446744073709551616, `Parameter 'u64' expects uint64`",
        "'u32', -1, `Parameter 'u32' expects uint32_t`",
        "'u16', 65536, `Parameter 'u16' expects uint16_t`",
        "'u8', 300, `Parameter 'u8' expects uint8_t`",
        "'u8', \"x\", `Parameter 'u8' expects uint64`",
        "'tiny', -129, `Parameter 'tiny' expects int8_t`",
        "'number', true, `Invalid parameter type for 'number', expected: number`"
      })
  void numbersOutOfTheirTypeAreRefused(String member, String value, String error) {
    String good =
        "{'plain': 0, 'narrow': 0, 'u64': 0, 'u32': 0, 'u16': 0, 'u8': 0, 'tiny': 0,"
            + " 'number': 0}";
    assertEquals(error, error(Numbers.class, good.replace(member + ": 0", member + ": " + value)));
  }

  @Test
  void unsigned64LetsNegativeNumbersPass() throws QmpException, JsonException {
    String json =
        "{'plain': 0, 'narrow': 0, 'u64': -1, 'u32': 0, 'u16': 0, 'tiny': 0, 'number': 1}";
    assertEquals(-1, decode(Numbers.class, json).u64());
  }

  @Test
  void pathsNameMembersAndElements() {
    assertEquals("Parameter 'items' is missing", error(Outer.class, "{}"));
    assertEquals(
        "Invalid parameter type for 'items[1]', expected: object",
        error(Outer.class, "{'items': [{'matrix': []}, 5]}"));
    assertEquals(
        "Invalid parameter type for 'items[0].matrix[0][1]', expected: integer",
        error(Outer.class, "{'items': [{'matrix': [[1, 'x']]}]}"));
    assertEquals(
        "Parameter 'items[0].z' is unexpected",
        error(Outer.class, "{'items': [{'matrix': [], 'z': 1}]}"));
    assertEquals(
        "Parameter 'color' does not accept value 'dark_red'",
        error(Outer.class, "{'items': [{'matrix': [], 'color': 'dark_red'}]}"));
  }

  @Test
  void alternatesGoByTheTypeOfTheJson() throws QmpException, JsonException {
    Credentials text = new Credentials(Optional.of(new StrOrNull.Text("x")));
    Credentials nothing = new Credentials(Optional.of(new StrOrNull.Nothing(JsonNull.NULL)));
    assertEquals(text, decode(Credentials.class, "{'tls-creds': 'x'}"));
    assertEquals(nothing, decode(Credentials.class, "{'tls-creds': null}"));
    assertEquals("{\"tls-creds\": null}", encode(nothing));
    assertEquals(
        "Invalid parameter type for 'tls-creds', expected: StrOrNull",
        error(Credentials.class, "{'tls-creds': 5}"));
  }

  @Test
  void unionsWriteTheirTag() throws QmpException, JsonException {
    Reported event = new Reported(Optional.of(new Report.HyperV(1, 2, -1)));
    String json = encode(event);
    assertEquals(
        "{\"info\": {\"arg5\": 18446744073709551615, \"arg2\": 2, \"arg1\": 1, \"type\":"
            + " \"hyper-v\"}}",
        json);
    assertEquals(event, decode(Reported.class, json));
  }

  record Reported(Optional<Report> info) {}

  @Union(tag = "type")
  sealed interface Report {
    record HyperV(@Unsigned long arg1, @Unsigned long arg2, @Unsigned long arg5)
        implements Report {}
  }

  @Underscores
  enum Target {
    S390X,
    X86_64
  }

  @Union(tag = "target")
  sealed interface Cpu {
    Target target();

    @Otherwise
    record Plain(long cpuIndex, Target target) implements Cpu {}

    record S390x(long cpuIndex, Target target, Color cpuState) implements Cpu {}
  }

  @Test
  void aUnionsTagMayBeAnEnumOfItsOwn() throws QmpException, JsonException {
    String x86 = "{'cpu-index': 0, 'target': 'x86_64'}";
    String s390 = x86.replace("'x86_64'", "'s390x', 'cpu-state': 'Blue!'");
    assertEquals(Cpu.Plain.class, decode(Cpu.class, x86).getClass());
    assertEquals(Cpu.S390x.class, decode(Cpu.class, s390).getClass());
    assertEquals(
        "Parameter 'target' does not accept value 'vax'",
        error(Cpu.class, x86.replace("x86_64", "vax")));
    assertEquals(
        "Parameter 'cpu-state' is unexpected",
        error(Cpu.class, x86.replace("}", ", 'cpu-state': 'Blue!'}")));
  }

  @Test
  void javaNamesBecomeHyphenated() {
    assertEquals("frontend-open", WireNames.hyphenated("frontendOpen"));
    assertEquals("guest-panicked", WireNames.hyphenated("GUEST_PANICKED"));
    assertEquals("hyper-v", WireNames.hyphenated("HyperV"));
    assertEquals("arg1", WireNames.hyphenated("arg1"));
    assertEquals("singlestep", WireNames.hyphenated("singlestep"));
  }

  @Test
  void manyUsesGoFromReflectionToMethodHandles() throws QmpException, JsonException {
    for (int i = 0; i < 3 * Component.OFTEN; i++) {
      Inner inner = new Inner(List.of(List.of((long) i)), Optional.of(Color.BLUE));
      assertEquals(inner, decode(Inner.class, encode(inner)));
    }
  }

  record Checked(long value) {
    Checked {
      if (value < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  @Test
  void whatARecordThrowsIsPassedOn() {
    for (int i = 0; i < 2 * Component.OFTEN; i++) {
      assertThrows(
          IllegalArgumentException.class, () -> decode(Checked.class, "{'value': -1}"), "use " + i);
    }
  }

  @Test
  void classesWithoutATypeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> QapiTypes.of(StringBuilder.class));
  }
}
