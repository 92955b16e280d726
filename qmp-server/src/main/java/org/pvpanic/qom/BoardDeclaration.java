package org.pvpanic.qom;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.pvpanic.json.UInt64;
import org.pvpanic.qom.QomProperty.Access;

/**
 * What is on a kind of board before any {@code -device}: its objects, their buses, values and
 * regions, read from a resource in {@code boards/} whose form the head of {@code types.txt}
 * explains. All machines share it.
 */
public final class BoardDeclaration {

  private static final Map<String, BoardDeclaration> BOARDS = new ConcurrentHashMap<>();

  private final BoardObject machine = new BoardObject("/machine", "machine");
  private final Map<String, BoardObject> buses = new HashMap<>();
  private final List<BoardObject> devices = new ArrayList<>();
  private final Deque<BoardObject> open = new ArrayDeque<>();

  private BoardDeclaration(String name) {
    open.push(machine);
    for (String line : DeclarationReader.resource("boards/" + name + ".txt").split("\n")) {
      if (!line.startsWith("#")) {
        String row = line.stripLeading();
        int depth = (line.length() - row.length()) / 2;
        while (open.size() > depth + 1) {
          open.pop();
        }
        read(row, open.element());
      }
    }
    open.clear();
    devices.sort(Comparator.comparingInt(BoardObject::number));
  }

  /** The declaration of that name: {@code i440fx}, {@code q35}, {@code isapc} and so on. */
  public static BoardDeclaration of(String name) {
    return BOARDS.computeIfAbsent(name, BoardDeclaration::new);
  }

  /** {@code /machine}. */
  public BoardObject machine() {
    return machine;
  }

  /** The devices that are on buses, by their numbers there. */
  public List<BoardObject> devices() {
    return Collections.unmodifiableList(devices);
  }

  /** How many devices are on that bus. */
  public int devicesOn(String bus) {
    return (int) devices.stream().filter(d -> d.bus().filter(bus::equals).isPresent()).count();
  }

  /** The buses by name; those of the board's types of bus are among others. */
  public BoardObject bus(String name) {
    return Objects.requireNonNull(buses.get(name), name);
  }

  private void read(String row, BoardObject to) {
    int end = row.indexOf(" @ ");
    if (end > 0) {
      to.add(region(to, row.substring(0, end), row.substring(end + 3).split(" ")));
      return;
    }
    if (row.endsWith(" gone")) {
      to.addGone(row.substring(0, row.length() - " gone".length()));
      return;
    }
    int colon = row.indexOf(" : ");
    int arrow = row.indexOf(" -> ");
    int equals = row.indexOf(" = ");
    int value = Math.max(arrow, equals);
    if (value < 0) {
      readObjects(row.substring(0, colon), row.substring(colon + 3), to);
      return;
    }
    if (colon > 0 && colon < value) {
      String typed = row.substring(colon + 3, value);
      DeclarationReader.properties(row.substring(0, colon) + " " + typed, Access.READ_ONLY)
          .forEach(to::add);
      row = row.substring(0, colon) + row.substring(value);
    }
    if (arrow < 0) {
      DeclarationReader.readValue(row, to.values());
    } else {
      readLinks(row.substring(0, row.indexOf(" -> ")), row.substring(row.indexOf(" -> ") + 4), to);
    }
  }

  private static void readLinks(String names, String paths, BoardObject to) {
    List<String> targets = DeclarationReader.numbered(paths);
    int n = 0;
    for (String name : DeclarationReader.numbered(names)) {
      String target = targets.get(n++);
      to.values().put(name, target.startsWith("/") ? target : "/machine/" + target);
    }
  }

  private void readObjects(String names, String typeAndBus, BoardObject to) {
    int on = typeAndBus.indexOf(" on ");
    String type = on < 0 ? typeAndBus : typeAndBus.substring(0, on);
    for (String name : DeclarationReader.numbered(names)) {
      BoardObject made = new BoardObject(to.path() + "/" + name, type);
      to.add(made);
      buses.put(name, made);
      if (on > 0) {
        int bracket = typeAndBus.lastIndexOf('[');
        int number = Integer.parseInt(typeAndBus.substring(bracket + 1, typeAndBus.length() - 1));
        made.plug(typeAndBus.substring(on + 4, bracket), number);
        devices.add(made);
      }
      open.push(made);
    }
  }

  /** {@code CONTAINER ADDRESS SIZE [PRIORITY]}; a container may have blanks in its name. */
  private static BoardObject region(BoardObject owner, String name, String[] words) {
    int numbers = 1;
    while (!words[numbers - 1].equals("-") && !isContainer(words[numbers - 1])) {
      numbers++;
    }
    String container = String.join(" ", List.of(words).subList(0, numbers));
    BoardObject made = new BoardObject(owner.path() + "/" + name, "memory-region");
    Map<String, Object> values = made.values();
    values.put("container", containerPath(owner, container));
    values.put("addr", number(words[numbers]));
    values.put("size", number(words[numbers + 1]));
    values.put(
        "priority", words.length > numbers + 2 ? Long.valueOf(words[numbers + 2]) : (Object) 0L);
    return made;
  }

  private static boolean isContainer(String lastWord) {
    return lastWord.endsWith("]") || List.of("system", "io", "pci").contains(lastWord);
  }

  private static String containerPath(BoardObject owner, String container) {
    if (container.equals("-")) {
      return "";
    }
    if (!container.endsWith("]")) {
      return "/machine/unattached/" + container + "[0]";
    }
    return (container.indexOf('/') < 0 ? owner.path() : "/machine") + "/" + container;
  }

  private static Object number(String text) {
    if (text.startsWith("$")) {
      return text;
    }
    long number = Long.parseUnsignedLong(text, 16);
    return number < 0 ? new UInt64(number) : (Object) number;
  }
}
