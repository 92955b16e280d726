package org.pvpanic.qom;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.VersionProfile;

/**
 * The table of the types of a QEMU version, read from the resource {@code types.txt}, whose head
 * explains its form. A type is read when it is first asked for. All machines share it.
 */
public final class QomTypes {

  private static final Map<VersionProfile, QomTypes> TABLES = new ConcurrentHashMap<>();

  /** All PCs of a kind are alike, whatever their version. */
  private static final Pattern PC = Pattern.compile("(pc-(?:i440fx|q35)-)(.+)(-machine)");

  private final VersionProfile version;
  private final Map<String, QomType> types = new ConcurrentHashMap<>();
  private @Nullable String text;

  private QomTypes(VersionProfile version) {
    this.version = version;
  }

  /** The types of that QEMU. */
  public static QomTypes of(VersionProfile version) {
    return TABLES.computeIfAbsent(version, QomTypes::new);
  }

  /** Every type, in the order of the table. */
  public Collection<QomType> types() {
    List<QomType> all = new ArrayList<>();
    for (String line : text().split("\n")) {
      if (isHead(line)) {
        for (String name : names(line.substring(0, line.indexOf(' ')))) {
          all.add(find(name).orElseThrow());
        }
      }
    }
    return all;
  }

  /** The type of that name. */
  public Optional<QomType> find(String name) {
    QomType known = types.get(name);
    if (known == null) {
      known = read(name);
      if (known == null) {
        return Optional.empty();
      }
      QomType other = types.putIfAbsent(name, known);
      known = other == null ? known : other;
    }
    return Optional.of(known);
  }

  private synchronized String text() {
    String read = text;
    if (read == null) {
      read = "\n" + DeclarationReader.resource("types.txt");
      text = read;
    }
    return read;
  }

  private static boolean isHead(String line) {
    return !line.isEmpty() && line.charAt(0) != ' ' && line.charAt(0) != '#';
  }

  /** The machine types that an entry for one of them stands for. */
  private List<String> names(String written) {
    Matcher pc = PC.matcher(written);
    return pc.matches()
        ? versions(pc.group(1)).stream().map(v -> pc.group(1) + v + pc.group(3)).toList()
        : List.of(written);
  }

  private List<String> versions(String prefix) {
    return prefix.equals("pc-q35-") ? version.pcVersions().q35() : version.pcVersions().i440fx();
  }

  private @Nullable QomType read(String name) {
    String written = name;
    Matcher pc = PC.matcher(name);
    if (pc.matches() && versions(pc.group(1)).contains(pc.group(2))) {
      written = pc.group(1) + "$VERSION" + pc.group(3);
    }
    String all = text();
    int start = all.indexOf("\n" + written + " ") + 1;
    if (start == 0 || name.isEmpty() || !isHead(written)) {
      return null;
    }
    int end = all.indexOf('\n', start);
    while (all.startsWith("\n  ", end)) {
      end = all.indexOf('\n', end + 1);
    }
    String[] lines =
        all.substring(start, end)
            .replace("$EVENTS", String.valueOf(version.pvpanicEvents()))
            .replace("  [" + version.series() + "] ", "  ")
            .split("\n");
    int dashes = lines[0].indexOf(" -- ");
    String about = dashes < 0 ? "" : lines[0].substring(dashes + 4);
    List<String> head = List.of(lines[0].replace(" -- " + about, "").split(" "));
    Optional<QomType> parent = find(head.get(1));
    QomType.Rows rows =
        new QomType.Rows(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    Kind kind = Kind.of(head.get(0), parent);
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].startsWith("  [")) { // of another version
        kind.read(lines[i].trim(), rows);
      }
    }
    return new QomType(name, parent, head.subList(2, head.size()), about, rows);
  }

  /** What a type's properties do where its table does not say it. */
  private record Kind(QomProperty.Access ofClass, QomProperty.Access ofObject) {

    static Kind of(String name, Optional<QomType> parent) {
      if (is("device", name, parent)) {
        return new Kind(QomProperty.Access.FROZEN, QomProperty.Access.READ_ONLY);
      }
      boolean machine = is("machine", name, parent);
      return new Kind(
          QomProperty.Access.WRITABLE,
          machine ? QomProperty.Access.WRITABLE : QomProperty.Access.READ_ONLY);
    }

    private static boolean is(String type, String name, Optional<QomType> parent) {
      return name.equals(type) || parent.map(p -> p.isA(type)).orElse(false);
    }

    void read(String row, QomType.Rows to) {
      if (DeclarationReader.readValue(row, to.values())) {
        return;
      }
      if (row.startsWith("+ ")) {
        to.made().addAll(DeclarationReader.properties(row.substring(2), ofObject));
      } else if (row.startsWith("> ")) {
        to.realized().addAll(DeclarationReader.properties(row.substring(2), ofObject));
      } else {
        to.ofClass().addAll(DeclarationReader.properties(row, ofClass));
      }
    }
  }
}
