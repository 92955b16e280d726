package org.pvpanic.guest.user.command;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** seq: numbers in a row. */
final class Seq {

  private static final OptionSpec GNU =
      OptionSpec.of("+f:s:w", "format=f separator=s equal-width=w");
  private static final OptionSpec BUSYBOX = OptionSpec.of("+ws:");

  /** Numbers a step. */
  private static final int BURST = 512;

  private final Call call;
  private final Options options;
  private final BigDecimal first;
  private final BigDecimal step;
  private final BigDecimal last;
  private final int scale;
  private final int width;
  private final String separator;

  private Seq(Call call) {
    this.call = call;
    options = Options.parse(call, guarded(call.arguments()), call.isBusybox() ? BUSYBOX : GNU, 1);
    List<String> operands = options.operands();
    if (operands.isEmpty() || operands.size() > 3) {
      throw call.isBusybox()
          ? call.usage("")
          : call.usage(
              operands.isEmpty()
                  ? "missing operand"
                  : "extra operand " + Quoting.file(call, operands.get(3)));
    }
    int count = operands.size();
    first = count == 1 ? BigDecimal.ONE : number(operands.get(0));
    step = count == 3 ? number(operands.get(1)) : BigDecimal.ONE;
    last = number(operands.get(count - 1));
    if (step.signum() == 0) {
      if (call.isBusybox()) {
        throw call.fail("invalid number '" + operands.get(1) + "'");
      }
      throw call.usage("invalid Zero increment value: " + call.quote(operands.get(1)));
    }
    scale = Math.max(0, Math.max(first.scale(), step.scale()));
    separator = options.value('s') == null ? "\n" : String.valueOf(options.value('s'));
    width = options.has('w') ? Math.max(plain(first).length(), plain(last).length()) : 0;
  }

  static void run(Call call) {
    Seq seq = new Seq(call);
    seq.burst(seq.first, true);
  }

  /** A negative number is no option. */
  private static List<String> guarded(List<String> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.matches("-[0-9.].*")) {
        java.util.ArrayList<String> guarded = new java.util.ArrayList<>(arguments);
        guarded.add(i, "--");
        return guarded;
      }
      if (!argument.startsWith("-") || argument.equals("--")) {
        return arguments;
      }
      if (argument.equals("-s") || argument.equals("-f")) {
        i++;
      }
    }
    return arguments;
  }

  private BigDecimal number(String text) {
    try {
      if (text.length() < 64 && text.matches("[-+]?[0-9]*\\.?[0-9]*(e[0-9]{1,2})?")) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      return bad(text);
    }
    return bad(text);
  }

  private BigDecimal bad(String text) {
    if (call.isBusybox()) {
      throw call.usage("");
    }
    throw call.usage("invalid floating point argument: " + call.quote(text));
  }

  private String plain(BigDecimal number) {
    return number.setScale(scale, java.math.RoundingMode.DOWN).toPlainString();
  }

  private void burst(BigDecimal from, boolean start) {
    BigDecimal value = from;
    boolean fresh = start;
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < BURST; i++) {
      if (step.signum() > 0 ? value.compareTo(last) > 0 : value.compareTo(last) < 0) {
        call.out(out + (fresh ? "" : "\n"));
        call.exit();
        return;
      }
      out.append(fresh ? "" : separator).append(shown(value));
      fresh = false;
      value = value.add(step);
    }
    call.out(out.toString());
    BigDecimal next = value;
    call.then(() -> burst(next, false));
  }

  private String shown(BigDecimal value) {
    String format = options.value('f');
    if (format != null) {
      return formatted(format, value);
    }
    String text = plain(value);
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    return (negative ? "-" : "") + "0".repeat(Math.max(0, width - text.length())) + digits;
  }

  private String formatted(String format, BigDecimal value) {
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("%([-+ 0#']*[0-9]*(?:\\.[0-9]+)?)([efgEFG%])")
            .matcher(format);
    if (!matcher.find()) {
      throw call.fail("format " + Quoting.file(call, format) + " has no % directive");
    }
    String text =
        DoubleFormat.format(matcher.group(1), matcher.group(2).charAt(0), value.doubleValue());
    return format.substring(0, matcher.start()) + text + format.substring(matcher.end());
  }

  static @Nullable BigDecimal decimal(String text) {
    return text.matches("[-+]?[0-9]+(\\.[0-9]+)?") ? new BigDecimal(text) : null;
  }
}
