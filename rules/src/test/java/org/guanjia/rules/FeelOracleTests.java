package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.lang.types.impl.ComparablePeriod;

/** Expressions at random, of the kinds that tables are made of: Drools reads them and comes to the same. */
class FeelOracleTests {

  private static final FEEL DROOLS = FEEL.newInstance(FeelOracleTests.class.getClassLoader(), List.of());

  @Property(tries = 500)
  void saysWhatDroolsSays(@ForAll long seed) {
    String text = new Expressions(new Random(seed)).any();
    assertThat(Values.text(ours(text))).as(text).isEqualTo(Values.text(theirs(DROOLS.evaluate(text))));
  }

  private static Object ours(String text) {
    return Interpreter.value(FeelParser.expression(text, List.of()), Env.empty());
  }

  private static Object theirs(Object value) {
    return switch (value) {
      case ComparablePeriod period -> period.asPeriod();
      case BigDecimal number -> number.round(Values.NUMBER);
      case List<?> list -> list.stream().map(FeelOracleTests::theirs).collect(java.util.stream.Collectors.toCollection(ArrayList::new));
      case null, default -> value;
    };
  }

  /** Expressions of a type wanted, three levels deep. */
  private static final class Expressions {
    private final Random random;
    private int depth;

    Expressions(Random random) {
      this.random = random;
    }

    String any() {
      return pick(this::truth, this::number, this::text, this::date, this::months, this::days, this::list);
    }

    @SafeVarargs
    private String pick(Supplier<String>... kinds) {
      depth++;
      String made = kinds[random.nextInt(kinds.length)].get();
      depth--;
      return made;
    }

    private String of(String... literals) {
      return literals[random.nextInt(literals.length)];
    }

    private String truth() {
      if (depth > 3) {
        return of("true", "false", "null", "1 < 2");
      }
      return pick(() -> number() + of(" < ", " <= ", " > ", " >= ", " = ", " != ") + number(), () -> date() + of(" < ", " >= ", " = ", " != ") + date(),
          () -> "(" + truth() + ") and (" + truth() + ")", () -> "(" + truth() + ") or (" + truth() + ")", () -> "not(" + truth() + ")",
          () -> text() + of(" = ", " != ", " < ") + text(), () -> number() + " between " + number() + " and " + number(),
          () -> number() + " in " + range(of("0..3.5", "-7..100", "2..2")),
          () -> date() + " in " + range("date(\"1946-05-31\")..date(\"2024-02-29\")"),
          () -> months() + of(" = ", " < ", " >= ") + months(), () -> days() + of(" = ", " < ", " >= ") + days(), () -> "list contains(" + list() + ", " + number() + ")",
          () -> "some x in [1, 2, 3] satisfies x > " + of("0", "3"), () -> "every x in [1, 2, 3] satisfies x <= " + of("0", "3"),
          () -> of("contains(", "starts with(", "ends with(") + text() + ", " + text() + ")", () -> number() + " = " + of("null", "\"1\"", "true"));
    }

    private String range(String ends) {
      return of("[", "(") + ends + of("]", ")");
    }

    private String number() {
      if (depth > 3) {
        return of("0", "1", "2", "3.5", "100", "0.1", "12.345", "-7");
      }
      return pick(() -> "(" + number() + of(" + ", " - ", " * ", " / ") + number() + ")", () -> of("0", "1", "2", "3.5", "100", "0.1", "12.345", "-7"),
          () -> "(" + number() + " ** " + of("2", "3", "0") + ")", () -> of("floor(", "ceiling(", "abs(") + number() + ")",
          () -> of("decimal(", "round half up(", "round half down(", "round up(", "round down(") + number() + ", " + of("0", "1", "2") + ")",
          () -> of("min(", "max(", "sum(") + number() + ", " + number() + ")", () -> of("count(", "sum(", "min(", "max(", "mean(") + list() + ")",
          () -> "string length(" + text() + ")", () -> "modulo(" + number() + ", " + of("3", "-5", "0.7") + ")", () -> date() + of(".year", ".month", ".day", ".weekday"),
          () -> "years and months duration(" + date() + ", " + date() + ")" + of(".years", ".months"), () -> "(if " + truth() + " then " + number() + " else " + number() + ")",
          () -> list() + "[" + of("1", "2", "-1", "9") + "]");
    }

    private String text() {
      if (depth > 3) {
        return of("\"\"", "\"a\"", "\"莞家\"", "\"foobar\"");
      }
      return pick(() -> of("\"a\"", "\"莞家\"", "\"foobar\""), () -> "(" + text() + " + " + text() + ")", () -> of("upper case(", "lower case(") + text() + ")",
          () -> "substring(" + text() + ", " + of("1", "2", "-1", "-2") + ")", () -> of("substring before(", "substring after(") + text() + ", " + of("\"o\"", "\"家\"") + ")");
    }

    private String date() {
      if (depth > 3) {
        return of("date(\"2024-02-29\")", "date(\"1946-05-31\")", "date(2026, 5, 1)", "date(\"2026-12-31\")");
      }
      return pick(() -> of("date(\"2024-02-29\")", "date(\"1946-05-31\")", "date(2026, 5, 1)"), () -> "(" + date() + of(" + ", " - ") + months() + ")",
          () -> "(" + date() + of(" + ", " - ") + days() + ")");
    }

    private String months() {
      if (depth > 3) {
        return of("duration(\"P1Y\")", "duration(\"P1Y2M\")", "duration(\"-P5M\")", "duration(\"P0M\")");
      }
      return pick(() -> of("duration(\"P1Y\")", "duration(\"P14M\")", "duration(\"-P5M\")"), () -> "(" + months() + of(" + ", " - ") + months() + ")",
          () -> "(" + months() + " * " + of("2", "-3") + ")");
    }

    private String days() {
      if (depth > 3) {
        return of("duration(\"P1D\")", "duration(\"P40D\")", "duration(\"-P3D\")");
      }
      return pick(() -> of("duration(\"P1D\")", "duration(\"PT36H\")", "duration(\"-P3D\")"), () -> "(" + days() + of(" + ", " - ") + days() + ")",
          () -> "(" + date() + " - " + date() + ")");
    }

    private String list() {
      if (depth > 3) {
        return of("[1, 2, 3]", "[]", "[3.5, 0.1]");
      }
      return pick(() -> "[" + number() + ", " + number() + "]", () -> "concatenate(" + list() + ", " + list() + ")", () -> "append(" + list() + ", " + number() + ")",
          () -> "reverse(" + list() + ")", () -> "(for x in " + list() + " return x + " + number() + ")", () -> list() + "[item > " + of("0", "2", "100") + "]",
          () -> "distinct values(" + list() + ")", () -> "sublist(" + list() + ", 1)", () -> "(for x in 1..3 return x * " + number() + ")");
    }
  }
}
