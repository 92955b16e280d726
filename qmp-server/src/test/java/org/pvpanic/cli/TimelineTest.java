package org.pvpanic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimelineTest {

  private static final long LONG = 20_000;

  private final Recorder printed = new Recorder();

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void whatHasNoPlaceOfItsOwnComesInTheOrderOfArrival() {
    try (Timeline timeline = new Timeline(printed, LONG)) {
      timeline.add(Entry.demo("a"));
      timeline.console(ascii("one\r\ntwo\r\n"));
      timeline.add(Entry.demo("b"));
    }
    assertEquals(List.of("demo a", "console one", "console two", "demo b"), printed.lines);
  }

  @Test
  void entryWaitsForTheConsoleBytesBeforeIt() {
    try (Timeline timeline = new Timeline(printed, LONG)) {
      timeline.fill(timeline.keep(10), Entry.demo("after two"));
      timeline.add(Entry.demo("behind it"));
      timeline.console(ascii("one\r\nt"));
      timeline.console(ascii("wo\r\nthree\r\n"));
    }
    assertEquals(
        List.of("console one", "console two", "demo after two", "demo behind it", "console three"),
        printed.lines);
  }

  @Test
  void consoleWaitsForWhatIsOnItsWay() {
    try (Timeline timeline = new Timeline(printed, LONG)) {
      Timeline.Place event = timeline.keep(5);
      timeline.console(ascii("one\r\ntwo\r\n"));
      timeline.add(Entry.demo("later"));
      timeline.fill(event, Entry.demo("event"));
    }
    assertEquals(List.of("console one", "demo event", "demo later", "console two"), printed.lines);
  }

  @Test
  void entryInTheMiddleOfALineEndsIt() {
    try (Timeline timeline = new Timeline(printed, LONG)) {
      timeline.console(ascii("login: "));
      timeline.add(Entry.demo("a"));
      timeline.console(ascii("root\r\n$ "));
    }
    assertEquals(List.of("console login: ", "demo a", "console root", "console $ "), printed.lines);
  }

  @Test
  void syncReturnsWhenAllBeforeItIsPrinted() {
    try (Timeline timeline = new Timeline(printed, LONG)) {
      timeline.fill(timeline.keep(3), Entry.demo("a"));
      timeline.console(ascii("x\r\n"));
      timeline.sync();
      assertEquals(List.of("console x", "demo a"), printed.lines);
    }
  }

  @Test
  void lostBytesAndLostEventsHoldUpNothingForEver() {
    try (Timeline timeline = new Timeline(printed, 10)) {
      timeline.console(ascii("one\r\n"));
      timeline.fill(timeline.keep(1000), Entry.demo("after bytes that are lost"));
      timeline.keep(1000);
      timeline.add(Entry.demo("after an event that is lost"));
    }
    assertEquals(
        List.of(
            "console one", "demo after bytes that are lost", "demo after an event that is lost"),
        printed.lines);
  }

  @Test
  void timeNeverGoesBack() {
    try (Timeline timeline = new Timeline(printed, LONG)) {
      Timeline.Place place = timeline.keep(0);
      timeline.add(Entry.demo("b"));
      timeline.fill(place, Entry.demo("a"));
    }
    assertEquals(printed.times.stream().sorted().toList(), printed.times);
    assertEquals(List.of("demo a", "demo b"), printed.lines);
  }
}
